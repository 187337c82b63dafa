import pytest

from tests.awards.factories import make_person


@pytest.fixture
def nurse(world):
    return make_person("Đỗ Văn Khánh", unit=world.hospital)

"""The page of results that wait, as it shows what people typed."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from tests.accounts.factories import make_user
from tests.documents.factories import make_attachment
from tests.targets.factories import make_result, make_target
from tests.units.factories import make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def page_of(client):
    """The page for the secretariat of the unit that launched the campaign of the target."""

    def page_of(target):
        client.force_login(make_user(Role.SECRETARIAT, target.campaign.unit))
        return client.get(reverse("targets:check")).content.decode()

    return page_of


def test_a_result_is_shown_as_it_was_typed(page_of):
    target = make_target()
    unit = make_unit("Xã <Mới> {words}", parent=target.campaign.unit)
    make_result(target, unit, note="Vượt & đủ\n{seen}")
    page = page_of(target)
    assert page.count("Xã &lt;Mới&gt; {words}") == 4  # in its cell and in the names of three inputs
    assert "Vượt &amp; đủ<br>{seen}" in page


def test_what_proves_a_result_is_linked_in_its_row(page_of):
    target = make_target()
    by = make_user()
    files = [make_attachment(by=by, name=name) for name in ("bao-cao.pdf", "phu-luc.pdf")]
    proven = make_result(target, make_unit("Xã A", parent=target.campaign.unit))
    make_result(target, make_unit("Xã B", parent=target.campaign.unit))
    proven.evidence.set(reversed(files))
    rows = page_of(target).partition("<tbody>")[2].split("</tr>")
    links = "".join(
        f'<a class="d-block" href="{file.get_absolute_url()}">{file.name}</a>' for file in files
    )
    assert [links in row for row in rows if "Xã" in row] == [True, False]
    assert sum(row.count("d-block") for row in rows) == 2

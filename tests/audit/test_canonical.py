import datetime
import unicodedata
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import gettext_lazy

from audit import canonical
from jobs.models import Job

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, b"null"),
        (True, b"true"),
        (12, b"12"),
        (Decimal("7.50"), b'"7.50"'),
        (Decimal("1E+3"), b'"1000"'),
        (datetime.date(2024, 1, 5), b'"2024-01-05"'),
        (datetime.datetime(2024, 1, 5, 7, tzinfo=HANOI), b'"2024-01-05T00:00:00.000000Z"'),
        (Job.State.DONE, b'"done"'),
        (gettext_lazy("x"), b'"x"'),
        ({"b": 1, "a": [1, (2,)]}, b'{"a":[1,[2]],"b":1}'),
        ({3, 1, 2}, b"[1,2,3]"),
        ({7: "x"}, b'{"7":"x"}'),
        ("a\x00b", '"a\ufffdb"'.encode()),
        ("\ud800", b'"?"'),
    ],
)
def test_spell(value, expected):
    assert canonical.spell({"v": value}) == b'{"v":' + expected + b"}"


def test_spell_is_the_same_for_composed_and_decomposed_text():
    name = "Nguyễn Văn Ánh"
    assert canonical.spell({"n": unicodedata.normalize("NFD", name)}) == canonical.spell(
        {"n": name}
    )


@pytest.mark.parametrize(
    "value",
    [1.5, object(), b"x", Decimal("NaN"), datetime.datetime(2024, 1, 5, 7), {"deep": [1.0]}],
)
def test_plain_refuses_what_has_no_one_spelling(value):
    with pytest.raises(TypeError):
        canonical.plain(value)


def test_digest_changes_with_every_field():
    fields = {"seq": 1, "note": "a"}
    others = [{"seq": 2, "note": "a"}, {"seq": 1, "note": "b"}, {"seq": 1, "note": "a", "x": None}]
    assert canonical.digest(fields) not in {canonical.digest(other) for other in others}

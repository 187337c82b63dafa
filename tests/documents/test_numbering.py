import datetime
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Max

import audit
from audit.models import Event
from documents import numbering
from documents.models import Number, Series
from tests.documents import factories

DAY = datetime.date(2024, 5, 20)


@pytest.fixture
def unit(transactional_db):
    return factories.make_office()


@pytest.fixture
def document(unit):
    return factories.make_document(unit=unit, number="", date=None)


def reserve(document, on=DAY, kind="KH", symbol="KH-UBND", manual=None, unit=None):
    with audit.deed(by=None) as event:
        return numbering.reserve(
            event,
            unit=unit or document.unit,
            kind=kind,
            on=on,
            symbol=symbol,
            document=document,
            manual=manual,
        )


def test_numbers_start_at_one_with_a_leading_zero_and_have_no_gap(document):
    given = [reserve(document) for _turn in range(11)]
    assert given[:2] == ["01/KH-UBND", "02/KH-UBND"]
    assert given[-2:] == ["10/KH-UBND", "11/KH-UBND"]


def test_each_unit_kind_and_year_has_its_own_series(document):
    reserve(document)
    other = factories.make_office("ha-hoa", "Xã Hạ Hòa")
    assert reserve(document, kind="BC", symbol="BC-UBND") == "01/BC-UBND"
    assert reserve(document, unit=other) == "01/KH-UBND"
    assert reserve(document, on=datetime.date(2025, 1, 1)) == "01/KH-UBND"
    assert reserve(document, on=datetime.date(2024, 12, 31)) == "02/KH-UBND"


def test_a_deed_that_fails_gives_its_number_back(document):
    reserve(document)
    with pytest.raises(RuntimeError), audit.deed(by=None) as event:
        numbering.reserve(
            event, unit=document.unit, kind="KH", on=DAY, symbol="KH-UBND", document=document
        )
        raise RuntimeError
    assert reserve(document) == "02/KH-UBND"


def test_a_number_given_by_hand_is_passed_over_later(document):
    assert reserve(document, manual="2") == "02/KH-UBND"
    assert [reserve(document) for _turn in range(3)] == ["01/KH-UBND", "03/KH-UBND", "04/KH-UBND"]


def test_a_used_number_is_refused_and_the_next_one_named(document):
    reserve(document)
    reserve(document, manual=2)
    with pytest.raises(ValidationError) as caught:
        reserve(document, manual=1)
    assert caught.value.code == "used"
    assert (caught.value.params["number"], caught.value.params["next"]) == ("01", "03")
    assert Number.objects.count() == 2


@pytest.mark.parametrize("manual", ["", "0", "-1", "1a", "5/KH", "100000", "٣", "1.5"])
def test_what_is_no_number_is_refused(document, manual):
    with pytest.raises(ValidationError) as caught:
        reserve(document, manual=manual)
    assert caught.value.code == "number"
    assert Number.objects.count() == 0


@pytest.mark.parametrize(
    "symbol", ["", "KH", "kh-ubnd", "KH/UBND", "KH-UBND ", "KH--UBND", "05/KH-UBND"]
)
def test_what_is_no_symbol_is_refused(document, symbol):
    with pytest.raises(ValidationError) as caught:
        reserve(document, symbol=symbol)
    assert caught.value.code == "symbol"


@pytest.mark.parametrize("symbol", ["KH-UBND", "QĐ-UBND", "TTr-SNV", "BC-HĐTĐKT", "KH-BTĐ-KT"])
def test_symbols(document, symbol):
    assert reserve(document, symbol=symbol) == f"01/{symbol}"


def test_the_number_and_its_event_say_what_it_was_given_to(document):
    reserve(document)
    number = Number.objects.get()
    assert (number.subject_type, number.subject_id) == ("documents.document", document.pk)
    assert Event.objects.of(number).get().facts["number"] == "01/KH-UBND"


def test_the_next_number_is_shown_without_being_taken(document):
    def shown():
        return numbering.next_value(unit=document.unit, kind="KH", on=DAY)

    assert shown() == 1
    reserve(document)
    reserve(document, manual=2)
    assert shown() == 3
    assert Series.objects.get().last == 1


def test_a_series_goes_on_behind_paper(document):
    with audit.deed(by=None) as event:
        numbering.start_after(event, unit=document.unit, kind="KH", year=2024, last=209)
    assert reserve(document) == "210/KH-UBND"
    with pytest.raises(ValidationError), audit.deed(by=None) as event:
        numbering.start_after(event, unit=document.unit, kind="KH", year=2024, last=5)


# --- two at once ----------------------------------------------------------------------------------


def naive_next(series):
    """What people write first: read the highest, add one."""
    return (series.numbers.aggregate(top=Max("value"))["top"] or 0) + 1


@pytest.mark.long
@pytest.mark.postgres
def test_eight_at_once_get_eight_numbers_in_a_row(document):
    gate = threading.Barrier(8)

    def take(_turn):
        gate.wait()
        try:
            return [reserve(document) for _again in range(10)]
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        given = [text for part in pool.map(take, range(8)) for text in part]
    assert sorted(int(text.split("/")[0]) for text in given) == list(range(1, 81))


@pytest.mark.long
@pytest.mark.postgres
def test_naive_counting_gives_a_number_twice(document):
    series = Series.objects.create(unit=document.unit, kind="KH", year=2024)
    gate = threading.Barrier(8)

    def take(_turn):
        try:
            with transaction.atomic():
                value = naive_next(series)
                gate.wait()
                return value
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(take, range(8))) == [1] * 8


PROGRAM = """
import sys, datetime, time, django
django.setup()
import audit
from documents import numbering
from documents.models import Document
document = Document.objects.get(pk=int(sys.argv[1]))
while time.time() < float(sys.argv[2]):
    time.sleep(0.001)
for turn in range(10):
    with audit.deed(by=None) as event:
        print(numbering.reserve(event, unit=document.unit, kind="KH", on=datetime.date(2024, 5, 20),
                                symbol="KH-UBND", document=document).split("/")[0])
"""


@pytest.mark.long
@pytest.mark.sqlite
def test_four_processes_get_numbers_in_a_row(tmp_path):
    environment = os.environ | {
        "DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    prepare = (
        "import django; django.setup();"
        "from django.core.management import call_command; call_command('migrate', verbosity=0);"
        "from tests.documents import factories; print(factories.make_document().pk)"
    )
    pk = run_python(prepare, environment).strip().splitlines()[-1]
    start = str(datetime.datetime.now().timestamp() + 6)
    with ThreadPoolExecutor(4) as pool:
        outputs = list(pool.map(lambda _n: run_python(PROGRAM, environment, pk, start), range(4)))
    given = sorted(int(line) for output in outputs for line in output.split())
    assert given == list(range(1, 41))


def run_python(program, environment, *arguments):
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout

"""Ratings and earlier awards from workbooks: what is understood, what is named as wrong, what is
written."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from xlsxwriter import Workbook

from audit.models import Event
from awards.models import EarlierAward, RatingValue, YearRating
from awards.records.importing import rows, words, workbooks
from documents.models import Attachment
from jobs.models import Job
from spreadsheets.read import read_rows
from spreadsheets.write import Sheet, write_workbook
from tests.awards.factories import make_award_type, make_household, make_person
from tests.awards.records.factories import make_earlier, make_rating
from tests.awards.records.test_pages import signed_in
from tests.jobs.running import run_jobs
from tests.units.factories import make_unit

RATINGS, AWARDS = reverse("awards:rating_import"), reverse("awards:earlier_import")
RATING_HEADS = ["Đơn vị", "Họ và tên", "Ngày sinh", "Năm", "Xếp loại", "Quyết định"]
AWARD_HEADS = [column.headings[0] for column in words.AWARDS]
WELL = "Hoàn thành tốt nhiệm vụ"
BORN = datetime.date(1980, 2, 3)


def book(heads, *lines):
    return write_workbook([Sheet("Dữ liệu", heads, lines)])


def ratings(*lines):
    return book(RATING_HEADS, *lines)


def awards(**cells):
    by_head = {column.key: column.headings[0] for column in words.AWARDS}
    named = {by_head[key]: value for key, value in cells.items()}
    return book(AWARD_HEADS, [named.get(head) for head in AWARD_HEADS])


def upload(client, address, content, name="xep-loai.xlsx"):
    return client.post(address, {"file": SimpleUploadedFile(name, content)})


def confirm(client, response, address=RATINGS):
    context = response.context
    typed = {"file-kept": context["kept"].token, "seen": context["outcome"].seen, "confirm": "1"}
    return client.post(address, typed)


def told(response):
    """Everything that is said to be wrong, in one text."""
    outcome = response.context["outcome"]
    return " ".join(
        outcome.reading.problems + [fault for line in outcome.lines for fault in line.faults]
    )


@pytest.fixture
def officer(client, world):
    return signed_in(client, "officer", world.hospital)


# --- the way
def test_nothing_is_saved_before_it_is_confirmed(client, world, nurse, officer):
    content = ratings(
        ["Bệnh viện", None, None, 2024, WELL, "35/QĐ"],
        [world.hospital.code, "do van khanh", BORN, "2024", "HTXSNV", None],
    )
    response = upload(client, RATINGS, content)
    assert response.status_code == 200 and response.context["outcome"].counts == {"new": 2}
    assert not YearRating.objects.exists() and not Attachment.objects.exists()
    assert confirm(client, response).status_code == 302
    found = {(str(r.person or r.unit), r.rating, r.decision) for r in YearRating.objects.all()}
    assert found == {
        ("Bệnh viện", RatingValue.WELL, "35/QĐ"),
        ("Đỗ Văn Khánh", RatingValue.EXCELLENT, ""),
    }
    file = Attachment.objects.get()
    assert [e.verb for e in Event.objects.order_by("seq")] == [
        "attach", "enter", "enter", "import_records",
    ]  # fmt: skip
    assert Event.objects.of(file).first().facts["counts"] == {"new": 2, "changed": 0, "same": 0}


def test_the_same_file_again_changes_nothing(client, world, nurse, officer):
    content = ratings([world.hospital.code, "Đỗ Văn Khánh", None, 2024, WELL, "35/QĐ"])
    confirm(client, upload(client, RATINGS, content))
    events = Event.objects.count()
    response = upload(client, RATINGS, content)
    assert response.context["outcome"].counts == {"same": 1}
    assert response.context["can_confirm"] is False
    assert (Event.objects.count(), YearRating.objects.get().version) == (events, 1)


def test_a_second_confirmation_writes_nothing_more(client, world, nurse, officer):
    response = upload(client, RATINGS, ratings(["Bệnh viện", None, None, 2024, WELL, None]))
    assert confirm(client, response).status_code == 302
    again = confirm(client, response)
    assert again.status_code == 409 and YearRating.objects.count() == 1


def test_a_change_is_told_and_an_empty_cell_leaves_what_is_recorded(client, world, nurse, officer):
    make_rating(nurse, 2024, RatingValue.DONE, decision="12/QĐ")
    content = ratings(["Bệnh viện", "Đỗ Văn Khánh", None, 2024, WELL, None])
    response = upload(client, RATINGS, content)
    assert response.context["outcome"].counts == {"changed": 1}
    confirm(client, response)
    record = YearRating.objects.get()
    assert (record.rating, record.decision, record.version) == (RatingValue.WELL, "12/QĐ", 2)
    changed = Event.objects.of(record).get().facts["changed"]
    assert changed == {"rating": ["hoan_thanh", "hoan_thanh_tot"]}


def test_what_changed_between_looking_and_confirming_is_shown_again(client, world, nurse, officer):
    content = ratings(["Bệnh viện", "Đỗ Văn Khánh", None, 2024, WELL, None])
    response = upload(client, RATINGS, content)
    make_rating(nurse, 2024, RatingValue.DONE)
    again = confirm(client, response)
    assert again.status_code == 409 and again.context["outcome"].counts == {"changed": 1}
    assert YearRating.objects.get().rating == RatingValue.DONE
    assert confirm(client, again).status_code == 302


def test_one_bad_row_stops_all_and_comes_back_annotated(client, world, nurse, officer):
    content = ratings(
        ["Bệnh viện", "Đỗ Văn Khánh", None, 2024, WELL, None],
        ["Bệnh viện", "Không Có Ai", None, 2024, "Tốt lắm", None],
    )
    response = upload(client, RATINGS, content)
    assert response.status_code == 422
    assert confirm(client, response).status_code == 409 and not YearRating.objects.exists()
    typed = {"file-kept": response.context["kept"].token, "annotated": "1"}
    copy = client.post(RATINGS, typed)
    columns = {"name": "Họ và tên", "faults": words.FAULTS, "year": "Năm"}
    table = read_rows(copy.content, columns=columns)
    said = [row.cells["faults"].text() for row in table.rows]
    assert said[0] == "" and "Tốt lắm" in said[1] and "Bệnh viện" in said[1]
    assert [row.cells["name"].text() for row in table.rows] == ["Đỗ Văn Khánh", "Không Có Ai"]


def test_the_template_can_be_filled_in_and_uploaded(client, officer):
    for name, columns in (("rating", words.RATINGS), ("earlier", words.AWARDS)):
        content = client.get(reverse(f"awards:{name}_template")).content
        table = read_rows(content, columns={c.key: c.headings for c in columns})
        assert (table.rows, table.problems) == ([], [])


# --- who is meant
def test_two_of_a_name_are_named(client, world, nurse, officer):
    make_person("Đỗ Văn Khánh", unit=world.ward, birth_date=datetime.date(1990, 5, 6))
    line = ["Bệnh viện", "Đỗ Văn Khánh", None, 2024, WELL, None]
    response = upload(client, RATINGS, ratings(line))
    assert "03/02/1980" in told(response) and "06/05/1990" in told(response)
    for born in (BORN, "03/02/1980", 1980, "1980"):
        line[2] = born
        response = upload(client, RATINGS, ratings(line))
        assert response.context["outcome"].lines[0].subject == nurse


def test_another_date_of_birth_or_spelling_is_nobody(client, world, nurse, officer):
    for name, born in (("Đỗ Văn Khánh", "04/02/1980"), ("Đỗ Văn Khanh", None)):
        response = upload(client, RATINGS, ratings(["Bệnh viện", name, born, 2024, WELL, None]))
        assert response.status_code == 422 and "03/02/1980" in told(response)


def test_units_that_are_unknown_foreign_or_several_are_named(client, world, officer):
    make_unit("Bệnh viện", code="bv-2", parent=world.hospital, kind="small_collective")
    found = {
        unit: told(upload(client, RATINGS, ratings([unit, None, None, 2024, WELL, None])))
        for unit in ("Sở Không Có", "UBND xã Tiên Lương", "Bệnh viện", "Bệnh viện (bv-2)")
    }
    assert found["Sở Không Có"].partition(":")[0] == found["UBND xã Tiên Lương"].partition(":")[0]
    assert "bv-2" in found["Bệnh viện"] and found["Bệnh viện (bv-2)"] == ""


def test_people_of_other_units_are_not_found(client, world, officer):
    make_person("Người Xã", unit=world.commune)
    response = upload(
        client, RATINGS, ratings([world.commune.code, "Người Xã", None, 2024, WELL, None])
    )
    assert response.status_code == 422 and "03/02/1980" not in told(response)


# --- bad files
@pytest.mark.parametrize(
    "line",
    [
        ["Bệnh viện", None, None, "7,5", WELL, None],
        ["Bệnh viện", None, None, 2024.5, WELL, None],
        ["Bệnh viện", None, None, 2027, WELL, None],
        ["Bệnh viện", None, None, 1890, WELL, None],
        ["Bệnh viện", None, None, None, WELL, None],
        ["Bệnh viện", None, None, "²", WELL, None],
        ["Bệnh viện", None, None, 2024, "Xuất sắc lắm", None],
        ["Bệnh viện", None, None, 2024, 5, None],
        ["Bệnh viện", None, None, 2024, None, None],
        ["Bệnh viện", None, None, 2024, WELL, "x" * 201],
        ["Bệnh viện", "Đỗ Văn Khánh", "31/02/1980", 2024, WELL, None],
        [None, "Đỗ Văn Khánh", None, 2024, WELL, None],
    ],
)
def test_cells_that_say_nothing_sensible_are_named(client, nurse, officer, line):
    response = upload(client, RATINGS, ratings(line))
    assert response.status_code == 422 and not response.context["outcome"].reading.problems
    assert len(response.context["outcome"].lines[0].faults) >= 1


def test_the_same_row_twice_names_the_first(client, world, officer):
    line = ["Bệnh viện", None, None, 2024, WELL, None]
    response = upload(client, RATINGS, ratings(line, line))
    assert [bool(row.faults) for row in response.context["outcome"].lines] == [False, True]
    assert "2" in told(response)


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("a.xlsx", b"", 422),
        ("a.xlsx", b"PK\x03\x04 nothing", 422),
        ("a.xlsx", b"Don vi,Nam\n", 422),
        ("a.csv", b"Don vi,Nam\n", 422),
        ("a.xlsx", book(RATING_HEADS), 422),
        ("a.xlsx", book(["Tên", "Điểm"], ["a", 1]), 422),
        ("a.xlsx", book(["Đơn vị", "Năm", "Năm", "Xếp loại"], ["a", 1, 2, "b"]), 422),
    ],
)
def test_files_that_are_none_are_refused(client, officer, name, content, status):
    response = upload(client, RATINGS, content, name)
    assert response.status_code == status and not YearRating.objects.exists()
    assert 'role="alert"' in response.content.decode()


def test_too_many_rows_are_refused(client, officer, monkeypatch):
    monkeypatch.setattr(rows, "ROWS_AT_MOST", 2)
    response = upload(
        client, RATINGS, ratings(*[["x", None, None, 2024, WELL, None] for _n in range(3)])
    )
    assert "3" in response.context["outcome"].reading.problems[0]


def test_formulas_are_read_by_their_value_or_named(client, tmp_path, world, officer):
    def with_formula(value):
        path = tmp_path / "formula.xlsx"
        with Workbook(path) as made:
            page = made.add_worksheet()
            page.write_row(0, 0, RATING_HEADS)
            page.write_row(1, 0, ["Bệnh viện", "", "", "", WELL, ""])
            page.write_formula(1, 3, "=2023+1", None, value)
        return path.read_bytes()

    good = upload(client, RATINGS, with_formula(2024))
    assert good.status_code == 200 and "D2" in good.context["outcome"].reading.notes[0]
    assert upload(client, RATINGS, with_formula("")).status_code == 422


def test_text_of_a_file_never_becomes_a_formula(client, world, officer):
    response = upload(client, RATINGS, ratings(["=1+1", None, None, 2024, WELL, None]))
    copy = workbooks.annotated("rating", response.context["outcome"])
    table = read_rows(copy, columns={"unit": "Đơn vị"})
    assert (table.rows[0].cells["unit"].value, table.rows[0].cells["unit"].formula) == (
        "=1+1", False,
    )  # fmt: skip


# --- earlier awards
def test_an_award_is_read_whole_and_again_changes_nothing(client, world, nurse, officer):
    award = make_award_type("bang-khen-tinh", name="Bằng khen của Chủ tịch UBND tỉnh")
    content = awards(
        unit="Bệnh viện", name="Đỗ Văn Khánh", award="bằng khen của chủ tịch ubnd tỉnh", year=2023,
        reason="Công trạng", decision_number="1874/QĐ-UBND", decision_date="20/01/2024",
        period_from=datetime.date(2022, 1, 1), period_to="31/12/2023", note="Ghi",
    )  # fmt: skip
    confirm(client, upload(client, AWARDS, content), AWARDS)
    record = EarlierAward.objects.get()
    assert (record.person, record.award_type, record.year, record.reason) == (
        nurse, award, 2023, "cong_trang",
    )  # fmt: skip
    assert (record.decision_date, record.period_to) == (
        datetime.date(2024, 1, 20), datetime.date(2023, 12, 31),
    )  # fmt: skip
    assert upload(client, AWARDS, content).context["outcome"].counts == {"same": 1}


def test_a_reason_completes_the_award_without_one(client, world, nurse, officer):
    award = make_award_type()
    make_earlier(nurse, award, 2023)
    said = {"unit": "Bệnh viện", "name": "Đỗ Văn Khánh", "award": award.code, "year": 2023}
    assert upload(client, AWARDS, awards(**said)).context["outcome"].counts == {"same": 1}
    response = upload(client, AWARDS, awards(**said, reason="Đột xuất", revoked="x"))
    assert response.context["outcome"].counts == {"changed": 1}
    confirm(client, response, AWARDS)
    record = EarlierAward.objects.get()
    assert (record.reason, record.revoked) == ("dot_xuat", True)
    assert upload(client, AWARDS, awards(**said)).context["outcome"].counts == {"same": 1}


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        ({"award": "Huân chương Không Có"}, "Khen thưởng"),
        ({"kind": "Hộ gia đình"}, ""),
        ({"kind": "Con mèo"}, "Đối tượng"),
        ({"decision_date": "30/06/2004"}, "Ngày quyết định"),
        ({"decision_date": "hôm qua"}, "Ngày quyết định"),
        ({"period_from": "02/02/2023", "period_to": "01/02/2023"}, "Thành tích đến ngày"),
        ({"reason": "Vì tốt"}, "Loại hình khen thưởng"),
        ({"revoked": "có lẽ"}, "Bị hủy bỏ"),
        ({"year": 2030}, "Năm được khen"),
    ],
)
def test_awards_that_cannot_be_are_named_by_their_column(client, nurse, officer, cells, wrong):
    award = make_award_type()
    said = {"unit": "Bệnh viện", "name": "Đỗ Văn Khánh", "award": award.code, "year": 2023}
    response = upload(client, AWARDS, awards(**said | cells))
    faults = response.context["outcome"].lines[0].faults
    assert response.status_code == 422 and [f.startswith(wrong) for f in faults] == [True]


def test_collectives_and_households_receive_awards(client, world, officer):
    household = make_household("Trần Thị Bình", unit=world.hospital)
    award = make_award_type()
    for cells in ({"kind": "Hộ gia đình", "name": "Trần Thị Bình"}, {"kind": "Tập thể"}):
        content = awards(unit="Bệnh viện", award=award.code, year=2023, **cells)
        confirm(client, upload(client, AWARDS, content), AWARDS)
    assert {(a.household, a.unit) for a in EarlierAward.objects.all()} == {
        (household, None), (None, world.hospital),
    }  # fmt: skip


def test_an_award_that_the_kind_cannot_get_is_refused(client, world, officer):
    award = make_award_type(for_collective=False)
    content = awards(unit="Bệnh viện", award=award.code, year=2023)
    assert upload(client, AWARDS, content).status_code == 422


# --- long files
@pytest.fixture
def long_file(client, world, officer, monkeypatch):
    monkeypatch.setattr("awards.records.importing.actions.DIRECTLY_AT_MOST", 2)
    for number in range(3):
        make_person(f"Người {number}", unit=world.hospital)
    lines = [["Bệnh viện", f"Người {number}", None, 2024, WELL, None] for number in range(3)]
    return ratings(*lines)


def test_a_long_file_is_written_by_a_job(client, long_file, officer):
    response = confirm(client, upload(client, RATINGS, long_file))
    job = Job.objects.get()
    assert response["Location"] == reverse("awards:record_import", args=[job.pk])
    assert client.get(response["Location"]).status_code == 200
    assert not YearRating.objects.exists()
    run_jobs()
    job.refresh_from_db()
    assert (job.state, job.result) == ("done", {"new": 3, "changed": 0, "same": 0})
    assert {r.entered_by for r in YearRating.objects.all()} == {officer}
    panel = client.get(response["Location"], {"panel": "1"})
    assert panel["HX-Refresh"] == "true"
    assert "3" in client.get(response["Location"]).context["done"]


def test_a_job_that_finds_other_records_writes_nothing(client, long_file, world):
    confirm(client, upload(client, RATINGS, long_file))
    make_rating(make_person("Người 3", unit=world.hospital), 2024)
    YearRating.objects.create(
        person=type(world.hospital.posts.first().person).objects.get(full_name="Người 0"),
        year=2024,
        rating="hoan_thanh",
    )
    run_jobs()
    job = Job.objects.get()
    assert job.state == "failed" and YearRating.objects.count() == 2


def test_jobs_are_their_requesters(client, long_file, world):
    confirm(client, upload(client, RATINGS, long_file))
    signed_in(client, "secretariat", world.province)
    assert (
        client.get(reverse("awards:record_import", args=[Job.objects.get().pk])).status_code == 404
    )


@pytest.mark.parametrize(("role", "status"), [("officer", 200), ("inspector", 403)])
def test_who_may_import(client, world, role, status):
    signed_in(client, role, world.hospital)
    for address in (RATINGS, AWARDS):
        assert client.get(address).status_code == status

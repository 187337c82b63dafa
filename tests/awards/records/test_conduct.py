"""Leave, disciplines and matters under consideration: who sees and keeps them, what is refused."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.roles import Role
from audit.models import Event
from awards.models import Discipline, Leave, OpenReview
from awards.records import actions
from tests.awards.factories import make_household, make_person, make_user
from tests.awards.records.conduct_factories import make_discipline, make_leave, make_review
from tests.awards.test_views import signed_in, statements
from tests.units.factories import make_post, make_succession, make_unit

PLACES = ["province", "department", "hospital", "commune"]
OF_UNIT = {Role.HEAD, Role.SECRETARIAT, Role.LEADER}


def url(name, *args):
    return reverse(f"awards:{name}", args=args)


def keeps(role, place):
    """Those who head, sign or are the secretariat of the unit; the secretariats above."""
    if place == "hospital":
        return role in OF_UNIT
    return place in ("province", "department") and role == Role.SECRETARIAT


# --- who sees and keeps them
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("role", Role)
def test_disciplines_and_matters_have_few_readers(client, world, nurse, role, place):
    discipline = make_discipline(nurse)
    matters = [make_review(nurse), make_review(world.hospital),
               make_review(make_household(unit=world.hospital))]  # fmt: skip
    user = signed_in(client, role, getattr(world, place))
    kept = keeps(role, place)
    assert list(Discipline.objects.visible_to(user)) == [discipline] * kept
    assert set(OpenReview.objects.visible_to(user)) == set(matters if kept else [])
    expected = 200 if kept else 404
    for page in ("detail", "edit", "strike"):
        assert client.get(url(f"discipline_{page}", discipline.pk)).status_code == expected
        assert client.get(url(f"review_{page}", matters[1].pk)).status_code == expected
    assert client.get(url("review_close", matters[0].pk)).status_code == expected


def test_an_officer_enters_leave_but_no_discipline(client, world, nurse):
    signed_in(client, "officer", world.hospital)
    assert client.get(url("leave_create")).status_code == 200
    assert client.get(url("discipline_create")).status_code == 403
    assert client.get(url("review_create")).status_code == 403
    links = client.get(url("leave_list")).context["links"]
    assert links == []
    signed_in(client, "head", world.hospital)
    links = client.get(url("leave_list")).context["links"]
    assert [address for _words, address in links] == [url("discipline_list"), url("review_list")]


def test_they_follow_a_person_to_the_next_unit(world, nurse):
    """The new unit reads them, the old one no more; after the last post the last unit."""
    make_discipline(nurse)
    old, new = make_user("head", world.hospital), make_user("head", world.commune)
    nurse.posts.update(valid_to=datetime.date(2026, 1, 31))
    assert Discipline.objects.visible_to(old).count() == 1
    make_post(nurse, unit=world.commune, since=datetime.date(2026, 2, 1))
    counts = [Discipline.objects.visible_to(user).count() for user in (old, new)]
    assert counts == [0, 1]


def test_matters_of_a_predecessor_are_kept_by_the_successor(world):
    before = make_unit("Trung tâm cũ", parent=world.department)
    make_succession(before, world.hospital)
    make_review(before)
    assert OpenReview.objects.visible_to(make_user("head", world.hospital)).count() == 1


# --- entering and closing
def test_a_discipline_is_entered_and_served(client, world, nurse):
    signed_in(client, "head", world.hospital)
    typed = {"subject": f"individual:{nurse.pk}", "level": "canh_cao", "date": "01/03/2026"}
    client.post(url("discipline_create"), typed | {"ended": "01/02/2026"})
    assert Discipline.objects.count() == 0
    client.post(url("discipline_create"), typed)
    record = Discipline.objects.get()
    client.post(url("discipline_edit", record.pk), typed | {"ended": "01/05/2026", "version": 1})
    record.refresh_from_db()
    assert record.ended == datetime.date(2026, 5, 1)


def test_a_matter_is_closed_with_date_and_outcome(client, world, nurse):
    record = make_review(nurse)
    signed_in(client, "head", world.hospital)
    page = url("review_close", record.pk)
    assert client.post(page, {"closed": "01/04/2026", "version": 1}).status_code == 422
    too_early = {"closed": "01/01/2026", "outcome": "Không có vi phạm", "version": 1}
    refused = client.post(page, too_early)
    assert refused.status_code == 409
    assert "Ngày kết thúc không được trước ngày bắt đầu xem xét." in refused.content.decode()
    done = client.post(page, too_early | {"closed": "01/04/2026"}, follow=True)
    record.refresh_from_db()
    assert (record.closed, record.outcome) == (datetime.date(2026, 4, 1), "Không có vi phạm")
    assert [act[1] for act in done.context["acts"]] == [
        url("review_edit", record.pk),
        url("review_strike", record.pk),
    ]
    assert client.get(page).status_code == 403  # it is closed
    assert Event.objects.of(record).get().verb == "correct"


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (lambda p: Leave(person=p, start=datetime.date(2026, 2, 1), end=datetime.date(2026, 1, 1)),
         "end"),
        (lambda p: Discipline(person=p, level="canh_cao", date=datetime.date(2026, 5, 21)), "date"),
        (lambda p: OpenReview(person=p, kind="inspection", opened=datetime.date(2026, 5, 21)),
         "opened"),
        (lambda p: OpenReview(person=p, kind="inspection", opened=datetime.date(2026, 5, 1),
                              outcome="Không vi phạm"), "closed"),
        (lambda p: OpenReview(person=p, kind="inspection", opened=datetime.date(2026, 5, 1),
                              closed=datetime.date(2026, 5, 2)), "outcome"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(world, nurse, record, field):
    by = make_user("head", world.hospital)
    with pytest.raises(ValidationError) as refused:
        actions.enter(record(nurse), by=by)
    assert list(refused.value.error_dict) == [field]


# --- lists
@pytest.mark.slow
@pytest.mark.parametrize("name", ["leave", "discipline", "review"])
def test_lists_ask_the_same_with_one_and_four(client, world, name):
    make = {"leave": make_leave, "discipline": make_discipline, "review": make_review}[name]
    make(make_person(unit=world.hospital))
    signed_in(client, "secretariat", world.province)
    one = statements(client, url(f"{name}_list"))
    for number in range(3):
        make(make_person(f"Người {number}", unit=world.commune))
    assert statements(client, url(f"{name}_list")) == one <= 12


def test_lists_are_filtered_by_the_year_of_their_date(client, world, nurse):
    make_discipline(nurse)
    make_leave(nurse)
    make_review(nurse)
    signed_in(client, "head", world.hospital)
    found = {
        (name, year): len(client.get(f"{url(name)}?year={year}").context["lines"])
        for name in ("discipline_list", "leave_list", "review_list")
        for year in (2025, 2026)
    }
    assert list(found.values()) == [1, 0, 1, 0, 0, 1]
    open_ones = client.get(f"{url('review_list')}?state=open").context["lines"]
    assert [line["words"] for line in open_ones] == ["Đang xem xét"]

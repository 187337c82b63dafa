import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

import audit
from accounts.roles import Role
from audit.models import Event
from campaigns import actions, answering
from campaigns.models import (
    Addressee,
    Addressing,
    Answer,
    Campaign,
    Drive,
    DriveOccasion,
    Feedback,
    Movement,
    Occasion,
    Review,
    Section,
    TaskReport,
    UnitList,
)
from campaigns.states import CampaignState, TaskState
from documents import files
from jobs.models import Outgoing
from tests.accounts.factories import make_user
from tests.campaigns import factories as make
from tests.documents import samples
from tests.units.factories import make_placement, make_unit
from units.models import Level, UnitKind

pytestmark = pytest.mark.django_db
HEAD = {
    "title": "Phong trào thi đua năm 2024",
    "period_code": "2024",
    "start": datetime.date(2024, 1, 1),
    "end": datetime.date(2024, 12, 31),
    "place": "Phú Thọ",
    "signer_position": "CHỦ TỊCH",
    "signer_name": "Bùi Văn Quang",
}


@pytest.fixture
def draft():
    return make.make_campaign()


@pytest.fixture
def secretary(draft):
    return make_user(Role.SECRETARIAT, draft.unit)


def verbs(subject):
    return list(Event.objects.of(subject).values_list("verb", flat=True))


def notices():
    return [row.payload for row in Outgoing.objects.filter(kind="notice").order_by("pk")]


# --- drafting -------------------------------------------------------------------------------------
def test_create_campaign_makes_a_draft_with_a_code_and_an_event():
    unit = make_unit()
    campaign = actions.create_campaign(unit=unit, by=make_user(Role.SECRETARIAT, unit), **HEAD)
    assert campaign.code == "phong-trao-thi-dua-nam-2024"
    assert (campaign.state, campaign.version, campaign.unit) == (CampaignState.DRAFT, 1, unit)
    assert verbs(campaign) == ["create"]


def test_a_code_is_made_anew_when_it_is_taken():
    unit = make_unit()
    user = make_user(Role.HEAD, unit)
    codes = [actions.create_campaign(unit=unit, by=user, **HEAD).code for _time in range(2)]
    assert codes[1] == codes[0] + "-2"


@pytest.mark.parametrize("code", ["taken", "new", "lists"])
def test_a_code_that_is_taken_or_reserved_is_refused(code):
    make.make_campaign(code="taken")
    unit = make_unit()
    with pytest.raises(ValidationError) as refusal:
        actions.create_campaign(unit=unit, by=make_user(Role.HEAD, unit), code=code, **HEAD)
    assert list(refusal.value.error_dict) == ["code"]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.COUNCIL, Role.INSPECTOR, Role.ADMINISTRATOR])
def test_other_roles_do_not_launch(role):
    unit = make_unit()
    with pytest.raises(PermissionDenied):
        actions.create_campaign(unit=unit, by=make_user(role, unit), **HEAD)


def test_nobody_launches_for_another_unit():
    user = make_user(Role.SECRETARIAT, make_unit())
    with pytest.raises(PermissionDenied):
        actions.create_campaign(unit=make_unit(), by=user, **HEAD)


def test_a_campaign_lies_within_its_term_campaign():
    unit = make_unit()
    term = make.make_campaign(
        unit=unit,
        period_code="2020-2025",
        start=datetime.date(2020, 7, 1),
        end=datetime.date(2024, 6, 30),
    )
    with pytest.raises(ValidationError) as refusal:
        actions.create_campaign(unit=unit, by=make_user(Role.HEAD, unit), parent=term, **HEAD)
    assert list(refusal.value.error_dict) == ["parent"]


def test_edit_changes_the_draft_and_names_the_changed_fields(draft, secretary):
    actions.edit_campaign(draft, version=1, by=secretary, title="Tên mới", place="Phú Thọ")
    draft.refresh_from_db()
    assert (draft.title, draft.version, draft.search_key) == ("Tên mới", 2, "ten moi")
    assert Event.objects.of(draft).first().facts == {"changed": ["title"]}


def test_the_second_of_two_editors_is_refused_and_nothing_is_lost(draft, secretary):
    actions.edit_campaign(draft, version=1, by=secretary, title="Của người thứ nhất")
    with pytest.raises(ValidationError) as refusal:
        actions.edit_campaign(draft, version=1, by=secretary, title="Của người thứ hai")
    assert refusal.value.code == "conflict"
    draft.refresh_from_db()
    assert (draft.title, draft.version) == ("Của người thứ nhất", 2)


def test_an_issued_campaign_is_not_edited():
    campaign = make.make_issued()
    user = make_user(Role.SECRETARIAT, campaign.unit)
    with pytest.raises(ValidationError) as refusal:
        actions.edit_campaign(campaign, version=1, by=user, title="Tên mới")
    assert refusal.value.code == "issued"


def test_the_campaign_is_not_shortened_below_its_drives(draft, secretary):
    make.make_drive(draft, name="Đợt một")
    with pytest.raises(ValidationError) as refusal:
        actions.edit_campaign(draft, version=1, by=secretary, end=datetime.date(2024, 3, 31))
    assert "Đợt một" in refusal.value.messages[0]


def test_rows_are_numbered_in_their_order_and_removed(draft, secretary):
    old = [Movement.objects.create(campaign=draft, position=n, name=f"cũ {n}") for n in (1, 2)]
    rows = [Movement(name="mới"), old[1]]
    actions.save_rows(draft, (Movement, rows, [old[0].pk]), version=1, by=secretary)
    assert list(draft.movements.values_list("position", "name")) == [(1, "mới"), (2, "cũ 2")]
    assert verbs(draft) == ["edit_parts"]


def test_rows_of_another_campaign_are_not_removed(draft, secretary):
    foreign = Movement.objects.create(campaign=make.make_campaign(), position=1, name="khác")
    actions.save_rows(draft, (Movement, [], [foreign.pk]), version=1, by=secretary)
    assert Movement.objects.filter(pk=foreign.pk).exists()


def test_rows_written_twice_from_one_page_are_written_once(draft, secretary):
    actions.save_rows(draft, (Movement, [Movement(name="một")], []), version=1, by=secretary)
    with pytest.raises(ValidationError):
        actions.save_rows(draft, (Movement, [Movement(name="một")], []), version=1, by=secretary)
    assert draft.movements.count() == 1


def test_a_drive_outside_its_campaign_is_refused_by_the_action_too(draft, secretary):
    drive = Drive(name="Đợt lạc", start=datetime.date(2025, 1, 1), end=datetime.date(2025, 2, 1))
    with pytest.raises(ValidationError) as refusal:
        actions.save_rows(draft, (Drive, [drive], []), version=1, by=secretary)
    assert "Đợt lạc" in refusal.value.messages[0]
    assert draft.drives.count() == 0
    draft.refresh_from_db()
    assert draft.version == 1


def test_what_stands_in_a_removed_drive_stays(draft, secretary):
    drive = make.make_drive(draft)
    peak = make.make_drive(draft, parent=drive, is_peak=True, name="Cao điểm")
    review = make.make_review(draft, drive=drive)
    actions.save_rows(
        draft,
        (Drive, [peak], [drive.pk]),
        (Review, [review], []),
        version=1,
        by=secretary,
    )
    assert list(draft.drives.values_list("name", "parent")) == [("Cao điểm", None)]
    assert list(draft.reviews.values_list("pk", "drive")) == [(review.pk, None)]


def test_sections_stand_in_the_nearest_higher_one_above(draft, secretary):
    rows = [Section(heading=name) for name in ("I", "1", "a", "2", "II")]
    actions.outlined(rows, [1, 2, 3, 2, 1])
    actions.save_rows(draft, (Section, rows, []), version=1, by=secretary)
    parents = draft.sections.values_list("heading", "parent__heading")
    assert list(parents) == [("I", None), ("1", "I"), ("a", "1"), ("2", "I"), ("II", None)]


def test_a_section_too_deep_stands_in_the_deepest_there_is():
    rows = [Section(heading=name) for name in ("a", "b")]
    actions.outlined(rows, [3, 3])
    assert [row.parent for row in rows] == [None, rows[0]]


def test_occasions_are_shared_between_drives(draft, secretary):
    drives = [make.make_drive(draft, name=name) for name in ("một", "hai")]
    for version, drive in enumerate(drives, start=1):
        row = DriveOccasion(
            drive=drive,
            stated_years=70,
            occasion=Occasion(name="Điện Biên Phủ", original_date=datetime.date(1954, 5, 7)),
        )
        actions.save_rows(draft, (DriveOccasion, [row], []), version=version, by=secretary)
    assert Occasion.objects.count() == 1
    assert [each.years for each in DriveOccasion.objects.all()] == [70, 70]


def test_years_of_a_peak_drive_without_days_are_those_of_the_drive_around_it(draft):
    around = make.make_drive(draft)
    peak = make.make_drive(draft, parent=around, is_peak=True, start=None, end=None)
    date = datetime.date(1954, 5, 7)
    row = make.make_occasion(peak, original_date=date, stated_years=69)
    assert (peak.span, row.years) == ((around.start, around.end), 70)
    assert "70" in row.warning


# --- lists and issue ------------------------------------------------------------------------------
def test_a_list_is_kept_by_its_unit_and_named_once():
    owner, units = make_unit(), [make_unit(), make_unit()]
    user = make_user(Role.SECRETARIAT, owner)
    kept = actions.save_list(UnitList(owner=owner), by=user, name="Khối một", units=units)
    assert set(kept.units.all()) == set(units)
    with pytest.raises(ValidationError) as refusal:
        actions.save_list(UnitList(owner=owner), by=user, name="Khối một", units=units)
    assert list(refusal.value.error_dict) == ["name"]
    actions.save_list(kept, by=user, name="Khối một", units=units[:1], version=1)
    with pytest.raises(ValidationError):
        actions.save_list(kept, by=user, name="Khối một", units=units, version=1)
    assert list(kept.units.all()) == units[:1]
    with pytest.raises(PermissionDenied):
        actions.save_list(kept, by=make_user(Role.HEAD), name="Khối", units=units, version=2)


def issue(campaign, user, on=None):
    on = on or timezone.localdate()
    with audit.deed(by=user) as event:
        actions.mark_issued(event, campaign, number="210/KH-UBND", on=on, version=campaign.version)
        return actions.resolve_addressees(campaign, event)


def test_mark_issued_needs_the_version_that_was_seen(draft, secretary):
    with audit.deed(by=secretary) as event, pytest.raises(ValidationError) as refusal:
        on = timezone.localdate()
        actions.mark_issued(event, draft, number="210/KH-UBND", on=on, version=7)
    assert refusal.value.code == "conflict"


def test_a_campaign_is_issued_once(draft, secretary):
    issue(draft, secretary)
    draft.refresh_from_db()
    assert (draft.state, draft.number) == (CampaignState.ISSUED, "210/KH-UBND")
    with pytest.raises(ValidationError) as refusal:
        issue(draft, secretary)
    assert refusal.value.code == "issued"
    assert verbs(draft) == ["address", "issue"]


def test_kinds_and_levels_mean_the_units_below_on_the_day_of_issue(draft, secretary):
    below = {"parent": draft.unit}
    commune = make_unit("Xã Một", level=Level.COMMUNE, **below)
    office = make_unit("Sở Y tế", kind=UnitKind.DEPARTMENT, level=Level.DEPARTMENT, **below)
    make_unit("Xã của tỉnh khác", level=Level.COMMUNE)
    make_unit("Xã cũ", level=Level.COMMUNE, until=datetime.date(2020, 1, 1), **below)
    group = Addressing.Group
    make.make_addressing(draft, group=group.LEVEL, level=Level.COMMUNE, asks_plan=True)
    make.make_addressing(draft, group=group.KIND, unit_kind=UnitKind.DEPARTMENT, requested=True)
    issue(draft, secretary)
    rows = draft.addressees.order_by("name").values_list(
        "unit", "name", "requested", "asks_answer", "asks_plan"
    )
    assert list(rows) == [
        (office.pk, "Sở Y tế", True, True, False),
        (commune.pk, "Xã Một", False, True, True),
    ]


def test_addressees_keep_the_name_borne_on_the_day_of_issue(draft, secretary):
    day = datetime.date(2024, 1, 15)
    unit = make_unit("Tên cũ", parent=draft.unit, until=datetime.date(2024, 6, 30))
    make_placement(unit, name="Tên mới", parent=draft.unit, since=datetime.date(2024, 7, 1))
    make.make_addressing(draft, unit=unit)
    [row] = issue(draft, secretary, on=day)
    assert row.name == "Tên cũ"


def test_a_unit_asked_twice_gets_one_row_with_all_that_is_asked(draft, secretary):
    unit = make_unit(parent=draft.unit)
    unit_list = make.make_unit_list(unit, owner=draft.unit)
    make.make_addressing(draft, unit=unit, requested=True, asks_answer=False, asks_plan=True)
    make.make_addressing(draft, group="list", unit_list=unit_list, asks_pact=True)
    issue(draft, secretary)
    row = draft.addressees.get()
    asked = (row.requested, row.asks_answer, row.asks_plan, row.asks_pact)
    assert asked == (False, True, True, True)
    assert [notice["unit"] for notice in notices()] == [unit.pk]


def test_bodies_outside_are_rows_without_a_unit(draft, secretary):
    for _twice in range(2):
        make.make_addressing(draft, group="body", body_name="Ban Tuyên giáo Tỉnh ủy")
    issue(draft, secretary)
    assert list(draft.addressees.values_list("unit", "name")) == [(None, "Ban Tuyên giáo Tỉnh ủy")]
    assert notices() == []


def test_resolving_again_adds_only_those_who_are_new(draft, secretary):
    make.make_addressing(draft)
    issue(draft, secretary)
    make.make_addressing(draft)
    with audit.deed(by=secretary) as event:
        assert len(actions.resolve_addressees(draft, event)) == 1
    assert draft.addressees.count() == 2


def test_a_list_with_a_unit_that_is_gone_is_refused_by_name(draft, secretary):
    gone = make_unit("Huyện Cũ", until=datetime.date(2020, 1, 1))
    make.make_addressing(draft, group="list", unit_list=make.make_unit_list(gone))
    with pytest.raises(ValidationError) as refusal:
        issue(draft, secretary)
    assert "Huyện Cũ" in refusal.value.messages[0]
    assert Campaign.objects.get(pk=draft.pk).state == CampaignState.DRAFT


def test_a_campaign_is_summed_up_once():
    campaign = make.make_issued()
    user = make_user(Role.HEAD, campaign.unit)
    actions.close(campaign, version=1, by=user)
    assert Campaign.objects.get().state == CampaignState.CLOSED
    with pytest.raises(ValidationError):
        actions.close(campaign, version=2, by=user)
    assert verbs(campaign) == ["close"]


# --- answering ------------------------------------------------------------------------------------
@pytest.fixture
def addressee():
    return make.make_addressee(asks_plan=True, asks_pact=True)


@pytest.fixture
def officer(addressee):
    return make_user(Role.OFFICER, addressee.unit)


def answer(addressee, by, **fields):
    fields = {"version": 0, "text": "Hưởng ứng"} | fields
    return answering.save_answer(addressee.campaign, addressee.unit, by=by, **fields)


def test_receiving_twice_is_one_deed(addressee, officer):
    for _twice in range(2):
        answering.receive(addressee.campaign, addressee.unit, by=officer)
    addressee.refresh_from_db()
    assert addressee.received_by == officer
    assert verbs(addressee.campaign) == ["receive"]


def test_only_the_addressed_unit_receives_and_answers(addressee):
    for user in (make_user(Role.OFFICER), make_user(Role.SECRETARIAT, addressee.campaign.unit)):
        with pytest.raises(PermissionDenied):
            answering.receive(addressee.campaign, addressee.unit, by=user)
        with pytest.raises(PermissionDenied):
            answer(addressee, user)


@pytest.mark.parametrize("role", [Role.LEADER, Role.INSPECTOR, Role.ADMINISTRATOR, Role.COUNCIL])
def test_roles_that_do_not_do_the_units_work_do_not_answer(addressee, role):
    with pytest.raises(PermissionDenied):
        answer(addressee, make_user(role, addressee.unit))


def test_a_unit_that_is_not_addressed_does_not_answer():
    campaign, unit = make.make_issued(), make_unit()
    with pytest.raises(PermissionDenied):
        user = make_user(Role.HEAD, unit)
        answering.save_answer(campaign, unit, version=0, by=user, text="Hưởng ứng")


def test_a_draft_answer_is_kept_then_sent(addressee, officer):
    kept = answer(addressee, officer)
    assert (kept.is_sent, kept.version) == (False, 1)
    sent = answer(addressee, officer, version=1, send=True, plan_number="05/KH-SYT")
    assert (sent.is_sent, sent.sent_by, sent.text) == (True, officer, "Hưởng ứng")
    assert verbs(sent) == ["send", "save"]
    assert [notice["verb"] for notice in notices()] == ["campaign_answered"]
    addressee.refresh_from_db()
    assert addressee.received_at is not None


def test_sending_twice_with_one_page_is_one_deed(addressee, officer):
    first = answer(addressee, officer, send=True)
    second = answer(addressee, officer, send=True)
    assert (second.pk, second.version, second.sent_at) == (first.pk, 1, first.sent_at)
    assert verbs(first) == ["send"]
    assert len(notices()) == 1


def test_the_second_of_two_answers_is_refused_and_the_first_stays(addressee, officer):
    answer(addressee, officer)
    for version in (0, 7):
        with pytest.raises(ValidationError) as refusal:
            answer(addressee, officer, version=version, text="Khác")
        assert refusal.value.code == "conflict"
    assert Answer.objects.get().text == "Hưởng ứng"


def test_an_empty_answer_is_not_sent(addressee, officer):
    with pytest.raises(ValidationError):
        answer(addressee, officer, send=True, text="")
    assert Answer.objects.count() == 0


def test_a_sent_answer_is_completed_and_stays_sent(addressee, officer):
    sent = answer(addressee, officer, send=True)
    pact = datetime.date(2024, 3, 1)
    answer(addressee, officer, version=1, send=True, pact_signed_on=pact)
    again = Answer.objects.get()
    assert (again.pact_signed_on, again.sent_at) == (pact, sent.sent_at)
    assert len(notices()) == 1


def test_files_are_attached_once_and_removed(addressee, officer):
    kept = files.keep(samples.upload("ke-hoach.pdf"))
    for _twice in range(2):
        one = answer(addressee, officer, files=[kept], send=True, text="")
    assert one.files.count() == 1
    answer(
        addressee,
        officer,
        version=1,
        text="Hưởng ứng",
        removed_files=list(one.files.values_list("pk", flat=True)),
    )
    assert one.files.count() == 0


def test_nothing_is_answered_after_the_campaign_is_summed_up(addressee, officer):
    Campaign.objects.update(state=CampaignState.CLOSED)
    addressee.campaign.refresh_from_db()
    with pytest.raises(PermissionDenied):
        answer(addressee, officer)


# --- tasks and difficulties -----------------------------------------------------------------------
def test_a_task_is_reported_by_its_unit_and_the_last_report_counts():
    unit = make_unit()
    task = make.make_task(unit=unit)
    user = make_user(Role.OFFICER, unit)
    for state in (TaskState.DOING, TaskState.DOING, TaskState.DONE):
        answering.report_task(task, unit, state=state, by=user)
    states = TaskReport.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [TaskState.DOING, TaskState.DONE]
    assert [each.state for each in TaskReport.objects.latest()] == [TaskState.DONE]


def test_a_task_for_all_is_reported_by_each_addressed_unit(addressee, officer):
    task = make.make_task(addressee.campaign, for_all=True)
    answering.report_task(task, addressee.unit, state=TaskState.DONE, by=officer)
    stranger = make_user(Role.OFFICER)
    with pytest.raises(PermissionDenied):
        unit = stranger.appointments.get().unit
        answering.report_task(task, unit, state=TaskState.DONE, by=stranger)
    assert TaskReport.objects.count() == 1


def test_a_difficulty_is_told_once_and_answered_once(addressee, officer):
    campaign = addressee.campaign
    for _twice in range(2):
        told = answering.add_feedback(campaign, addressee.unit, text="Thiếu kinh phí", by=officer)
    assert Feedback.objects.count() == 1
    secretary = make_user(Role.SECRETARIAT, campaign.unit)
    for _twice in range(2):
        answering.reply_feedback(told, text="Đã bổ sung", by=secretary)
    assert verbs(told) == ["reply", "tell"]
    with pytest.raises(ValidationError):
        answering.reply_feedback(told, text="Câu khác", by=secretary)
    with pytest.raises(PermissionDenied):
        answering.reply_feedback(told, text="Câu khác", by=officer)
    assert Feedback.objects.get().reply == "Đã bổ sung"
    assert [notice["verb"] for notice in notices()] == [
        "campaign_difficulty",
        "campaign_difficulty_answered",
    ]


# --- reminding, progress --------------------------------------------------------------------------
def test_those_who_have_not_answered_are_reminded_once_a_day(addressee):
    campaign = addressee.campaign
    make.make_answer(campaign, make.make_addressee(campaign).unit)
    make.make_addressee(campaign, name="Ban Tuyên giáo")
    secretary = make_user(Role.SECRETARIAT, campaign.unit)
    assert answering.remind(campaign, "not_answered", by=secretary) == 1
    assert answering.remind(campaign, "not_answered", by=secretary) == 0
    assert [(n["unit"], n["verb"]) for n in notices()] == [
        (addressee.unit_id, "campaign_not_answered")
    ]
    yesterday = timezone.now() - datetime.timedelta(days=1)
    Addressee.objects.update(reminded_at=yesterday)
    assert answering.remind(campaign, "not_answered", by=secretary) == 1


def test_nobody_is_reminded_of_what_is_done_or_by_others(addressee, officer):
    campaign = addressee.campaign
    secretary = make_user(Role.SECRETARIAT, campaign.unit)
    assert answering.remind(campaign, "answered", by=secretary) == 0
    with pytest.raises(PermissionDenied):
        answering.remind(campaign, "not_answered", by=officer)


def test_progress_counts_by_state_in_one_statement(django_assert_num_queries):
    campaign = make.make_issued()
    make.make_addressee(campaign, name="Ban Tuyên giáo", asks_plan=True)
    make.make_addressee(campaign, asks_plan=True, asks_pact=True)
    make.make_addressee(campaign, asks_answer=False, received_at=timezone.now())
    done = make.make_addressee(campaign, asks_plan=True, asks_pact=True, received_at=timezone.now())
    drafted = make.make_addressee(campaign, asks_plan=True)
    make.make_answer(campaign, done.unit, plan_number="05/KH", pact_signed_on=make.YEAR[0])
    make.make_answer(campaign, drafted.unit, plan_number="06/KH", sent=False)
    expected = {
        "addressed": 5,
        "received": 2,
        "not_received": 2,
        "answered": 1,
        "not_answered": 2,
        "plan_sent": 1,
        "plan_missing": 2,
        "pact_signed": 1,
        "pact_missing": 1,
        "outside": 1,
    }
    with django_assert_num_queries(1):
        assert campaign.addressees.progress() == expected
    with django_assert_num_queries(1):
        assert Addressee.objects.progress_by_campaign() == {
            campaign.pk: {"addressed": 5, "answered": 1, "not_answered": 2}
        }


# --- reviews --------------------------------------------------------------------------------------
@pytest.fixture
def review():
    """Of a drive that ran from 1 January 2024."""
    return make.make_review(
        drive=make.make_drive(campaign := make.make_issued()), campaign=campaign
    )


def record(review, on, by=None):
    by = by or make_user(Role.SECRETARIAT, review.campaign.unit)
    return actions.record_review(review, held_on=on, by=by)


def test_the_day_of_a_review_is_recorded_once(review):
    for day in (20, 20, 21):
        record(review, datetime.date(2024, 7, day))
    review.refresh_from_db()
    assert review.held_on == datetime.date(2024, 7, 21)
    assert [event.facts["held_on"] for event in Event.objects.of(review.campaign)] == [
        "2024-07-21",
        "2024-07-20",
    ]


@pytest.mark.parametrize("day", [datetime.date(2023, 12, 31), datetime.date(2999, 1, 1)])
def test_a_review_is_not_held_before_its_drive_or_in_the_future(review, day):
    with pytest.raises(ValidationError) as refused:
        record(review, day)
    assert list(refused.value.error_dict) == ["held_on"]
    review.refresh_from_db()
    assert (review.held_on, Event.objects.of(review.campaign).count()) == (None, 0)


def test_only_who_leads_records_a_review_and_not_of_a_draft(review):
    day = datetime.date(2024, 7, 20)
    for by in (make_user(Role.OFFICER, review.campaign.unit), make_user(Role.HEAD)):
        with pytest.raises(PermissionDenied):
            record(review, day, by)
    with pytest.raises(PermissionDenied):
        record(make.make_review(), day)

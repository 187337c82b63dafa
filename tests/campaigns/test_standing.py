"""The state of a drive, the same words on every page."""

import datetime

import pytest
from django.urls import reverse
from django.utils.translation import override

from accounts.roles import Role
from campaigns.standing import drive_standing
from tests.accounts.factories import make_user
from tests.campaigns import factories as make

pytestmark = pytest.mark.django_db
DUE = datetime.date(2024, 7, 31)


@pytest.mark.parametrize(
    ("today", "held", "expected"),
    [
        ((2023, 12, 31), [], ("todo", "To come")),
        ((2024, 6, 30), [], ("track", "Running")),
        ((2024, 7, 31), [], ("met", "Over")),
        ((2024, 7, 31), [None], ("met", "Over")),
        ((2024, 8, 1), [None], ("risk", "Over, review not recorded")),
        ((2024, 8, 1), [20, None], ("risk", "Over, review not recorded")),
        ((2024, 8, 1), [20, 19], ("met", "Final review held on 20/07/2024")),
    ],
)
@override("en")
def test_standing_goes_by_the_days_and_the_reviews(today, held, expected):
    drive = make.make_drive()
    for day in held:
        held_on = day and datetime.date(2024, 7, day)
        make.make_review(drive.campaign, drive=drive, due=DUE, held_on=held_on)
    assert drive_standing(drive, drive.reviews.all(), datetime.date(*today)) == expected


def test_both_pages_say_the_same_before_and_after_the_day_is_recorded(client):
    campaign = make.make_issued()
    drive = make.make_drive(campaign)
    review = make.make_review(campaign, drive=drive, due=DUE, kind="interim")
    client.force_login(make_user(Role.SECRETARIAT, campaign.unit, language="vi"))
    form = reverse("campaigns:review_held", args=[campaign.code, review.pk])
    tasks = reverse("campaigns:campaign_tasks", args=[campaign.code])
    pages = [tasks, reverse("plans:campaign_detail", args=[campaign.code])]
    assert form in client.get(tasks).text
    for page in pages:
        assert "Đã hết đợt, chưa ghi tổng kết" in client.get(page).text
    refused = client.post(form, {"held_on": "31/12/2023"})
    assert (refused.status_code, refused.context["form"].data["held_on"]) == (409, "31/12/2023")
    assert client.post(form, {"held_on": "20/7/2024"}).url == tasks
    for page in pages:
        text = client.get(page).text
        assert "Đã sơ kết ngày 20/07/2024" in text
        assert "tổ chức ngày 20/07/2024" in text
        assert "chưa ghi" not in text


def test_a_review_of_the_whole_campaign_stands_on_its_page(client):
    campaign = make.make_issued()
    make.make_review(campaign, kind="interim", held_on=datetime.date(2024, 7, 20))
    client.force_login(make_user(Role.SECRETARIAT, campaign.unit, language="vi"))
    page = client.get(reverse("plans:campaign_detail", args=[campaign.code]))
    assert "tổ chức ngày 20/07/2024" in page.text


def test_who_does_not_lead_is_not_offered_the_page(client):
    campaign = make.make_issued()
    review = make.make_review(campaign)
    client.force_login(make_user(Role.OFFICER, campaign.unit))
    form = reverse("campaigns:review_held", args=[campaign.code, review.pk])
    assert form not in client.get(reverse("campaigns:campaign_tasks", args=[campaign.code])).text
    assert client.get(form).status_code == 403

"""The pages of the catalogue: what they say of a day."""

import datetime

import pytest
from django.urls import reverse

from awards.words import GRANTORS
from tests.accounts.factories import make_user
from tests.awards.factories import make_award_type
from tests.awards.test_local_rules import make_rule


@pytest.fixture
def reader(client, world):
    user = make_user("officer", world.commune)
    client.force_login(user)
    return user


def of_award(client, code, on=""):
    make_award_type(code)
    return client.get(reverse("awards:award_detail", args=[code]), {"on": on} if on else {})


def texts(lines):
    return [line.text for line in lines]


def test_an_award_with_its_ways_and_citations(client, reader):
    page = of_award(client, "government_emulation_flag")
    [ways] = page.context["criteria"]
    assert [way.name for way in ways.ways][:1] == [
        "Tiêu biểu nhất trong các tập thể dẫn đầu cụm, khối"
    ]
    inside = ways.ways[0].lines
    assert [line.citation for line in inside][0] == "Luật 06/2022/QH15 Điều 25 khoản 1"
    assert [line.verified for line in inside] == [True, True, True, False]
    shown = page.content.decode()
    assert "chưa đối chiếu" in shown
    assert "Bộ Nội vụ thẩm định và trình" in shown


def test_former_text_stands_apart_with_its_dates(client, reader):
    page = of_award(client, "government_emulation_flag")
    earlier, later = (lines for _title, lines in page.context["other_criteria"])
    assert ([line.dates for line in earlier], later) == (["đến 31/12/2023"], [])


def test_another_day_shows_the_text_of_that_day(client, reader):
    page = of_award(client, "government_emulation_flag", on="01/06/2023")
    earlier, later = (lines for _title, lines in page.context["other_criteria"])
    assert [line.dates for line in page.context["criteria"]] == ["đến 31/12/2023"]
    assert (len(earlier), len(later)) == (0, 1)
    assert page.context["grants"] == []


@pytest.mark.parametrize(
    ("on", "who"),
    [
        ("30/06/2025", ["department_head", "district_chair", "enterprise_head"]),
        ("01/07/2025", ["department_head", "commune_chair", "enterprise_head"]),
    ],
)
def test_who_grants_on_the_day(client, reader, on, who):
    page = of_award(client, "grassroots_emulation_fighter", on=on)
    assert texts(page.context["grants"]) == [str(GRANTORS[level]) for level in who]


def test_a_figure_that_was_not_read_is_said(client, reader):
    page = of_award(client, "labour_order_1")
    assert "chưa đọc được" in page.content.decode()


@pytest.mark.parametrize(("on", "noted"), [("30/09/2026", False), ("01/10/2026", True)])
def test_the_law_that_was_not_read_is_noted_from_its_day(client, reader, on, noted):
    page = of_award(client, "labour_order_1", on=on)
    assert ("Luật 06/2026/QH16 có hiệu lực từ 01/10/2026" in page.content.decode()) is noted
    assert page.context["criteria"] != []


def test_dossier_votes_and_deadlines_of_a_day(client, reader):
    page = of_award(client, "national_emulation_fighter", on="15/07/2025")
    [dossier] = page.context["dossiers"]
    assert dossier.citation == "Nghị định 152/2025/NĐ-CP Điều 36 khoản 2"
    groups = {str(head): lines for head, lines in page.context["steps"]}
    [vote] = groups["Biểu quyết của Hội đồng"]
    assert "90%" in vote.text
    assert [line.time for line in groups["Công khai"]] == ["ít nhất 10 ngày làm việc"]
    assert "31/12" in [line.time for line in groups["Thời hạn"]]


def test_rules_of_the_authorities_above_stand_beside_the_law(client, world, reader):
    award = make_award_type("advanced_worker")
    make_rule(world.province, award)
    make_rule(world.province, award, recipient="individual", valid_from=datetime.date(2026, 6, 1))
    make_rule(world.department, award)
    page = client.get(reverse("awards:award_detail", args=["advanced_worker"]))
    [found] = page.context["own_rules"]
    assert (found["authority"], len(found["lines"])) == (world.province, 1)


def test_an_award_nobody_knows_is_not_found(client, reader):
    assert client.get(reverse("awards:award_detail", args=["no_such"])).status_code == 404


def test_a_day_that_is_none_is_said_and_today_is_shown(client, reader):
    page = of_award(client, "labour_order_1", on="31/02/2026")
    assert list(page.context["day_form"].errors) == ["on"]
    assert page.context["day"] == datetime.date(2026, 5, 20)


def test_principles_with_their_citation(client, reader):
    page = client.get(reverse("awards:principles"), {"on": "01/07/2025"})
    principles, counting = ((now, others) for _title, now, others in page.context["groups"])
    assert [line.verified for line in principles[0]] == [True, True, True, True, False]
    assert len(counting[0]) == 3
    before = client.get(reverse("awards:principles"), {"on": "30/06/2025"})
    assert [len(now) for _title, now, _others in before.context["groups"]] == [2, 0]


def test_lists_ask_the_same_however_many_awards(client, reader, django_assert_num_queries):
    def asked(count):
        with django_assert_num_queries(count, exact=False) as captured:
            assert client.get(reverse("awards:catalogue")).status_code == 200
        return len(captured)

    make_award_type("labour_order_1")
    one = asked(25)
    make_award_type("labour_order_2")
    make_award_type("labour_order_3")
    assert asked(one) == one


def test_an_award_is_shown_with_few_questions(client, reader, django_assert_max_num_queries):
    make_award_type("labour_order_1")
    with django_assert_max_num_queries(14):
        client.get(reverse("awards:award_detail", args=["labour_order_1"]))

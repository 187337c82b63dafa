"""Pages and deeds of an authority's own rules, and its rules as YAML."""

import datetime

import pytest
import yaml
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts import sessions
from audit.models import Event
from awards import local_rules
from awards.models import LocalRule
from awards.own_rules import actions, exchange, kinds
from tests.accounts.factories import make_user
from tests.awards.factories import make_award_type
from tests.awards.test_local_rules import make_rule

PRIOR = {
    "param_award_any_of": ["advanced_worker"],
    "param_min_times": "2",
    "param_consecutive": "on",
    "param_window": "any_before",
}
DECISION = {
    "recipient": "individual",
    "decision": "Quyết định 12/2026/QĐ-UBND",
    "article": "Điều 5",
    "valid_from": "01/01/2026",
    "valid_to": "",
}


@pytest.fixture
def title(db):
    return make_award_type("grassroots_emulation_fighter", granted_by="commune_chair")


@pytest.fixture
def secretary(world, client):
    user = make_user("secretariat", world.province)
    client.force_login(user)
    return user


def page(name, *args):
    return reverse(f"awards:{name}", args=args)


def typed(**fields):
    return PRIOR | DECISION | fields


# --- typing


def test_two_steps_without_a_script(client, world, title, secretary):
    first = client.post(
        page("own_rule_choose", world.province.pk), {"award_type": title.pk, "type": "prior_award"}
    )
    assert first.url == page("own_rule_new", world.province.pk, title.code, "prior_award")
    client.post(first.url, typed())
    rule = LocalRule.objects.get()
    assert rule.params == {
        "award_any_of": ["advanced_worker"],
        "min_times": 2,
        "consecutive": True,
        "window": "any_before",
    }
    assert (rule.recipient, rule.entered_by) == ("individual", secretary)
    assert Event.objects.of(rule).get().verb == "enter"
    [criterion] = local_rules.criteria_of([world.province.pk])[world.province.pk][title.code]
    assert criterion.params["award_any_of"] == ("advanced_worker",)


@pytest.mark.parametrize("type_", kinds.KINDS)
def test_every_kind_can_be_typed_and_shown_again(client, world, title, secretary, type_):
    """What each form sends at the least is stored, read as a rule, and stands in the form again."""
    new = page("own_rule_new", world.province.pk, title.code, type_)
    form = client.get(new).context["form"]
    client.post(new, least(form) | DECISION)
    rule = LocalRule.objects.get()
    shown = client.get(page("own_rule_correct", rule.pk)).context["form"]
    again = {name: shown[name].value() for name in shown.fields if name.startswith("param_")}
    client.post(page("own_rule_correct", rule.pk), as_sent(again) | DECISION | {"version": 1})
    before, rule = rule.params, LocalRule.objects.get()
    assert (rule.params, rule.version) == (before, 2)
    assert client.get(page("own_rules_unit", world.province.pk)).status_code == 200
    local_rules.criteria_of([world.province.pk])


def least(form):
    """The first choice of every field, a number or a day where one is asked for."""
    sent = {}
    for name, field in form.fields.items():
        if not name.startswith("param_"):
            continue
        choices = [code for code, _words in getattr(field, "choices", ()) if code]
        number = "12/10" if name == "param_month_day" else "1"
        sent[name] = choices[0] if choices else number
    return sent


def as_sent(values):
    return {
        name: str(value).replace(".", ",") if not isinstance(value, list | bool) else value
        for name, value in values.items()
        if value not in (None, False)
    }


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"param_min_times": "0"}, "param_min_times"),
        ({"param_min_times": "hai"}, "param_min_times"),
        ({"param_award_any_of": ["no_such_award"]}, "param_award_any_of"),
        ({"param_window": "someday"}, "param_window"),
        ({"recipient": "collective"}, "recipient"),
        ({"decision": ""}, "decision"),
        ({"article": ""}, "article"),
        ({"valid_to": "31/12/2025"}, "valid_to"),
    ],
)
def test_what_cannot_be_a_rule_is_refused_at_its_field(client, world, secretary, fields, wrong):
    title = make_award_type("advanced_worker", for_collective=False, for_household=False)
    new = page("own_rule_new", world.province.pk, title.code, "prior_award")
    answer = client.post(new, typed(**fields))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [wrong])
    assert not LocalRule.objects.exists()


def test_a_share_is_typed_in_percent(client, world, title, secretary):
    new = page("own_rule_new", world.province.pk, title.code, "member_ratio_min")
    share = {"param_measure": "holds:advanced_worker", "param_min_ratio": "33,5"}
    client.post(new, share | DECISION)
    rule = LocalRule.objects.get()
    assert rule.params == {
        "measure": "holds:advanced_worker",
        "min_ratio": "0.335",
        "inclusive": False,
    }


# --- who may


ROLES = ("officer", "head", "secretariat", "council", "leader", "inspector", "administrator")


@pytest.mark.parametrize("role", ROLES)
def test_the_secretariat_rules_and_others_read(client, world, title, role):
    rule = make_rule(world.province, title)
    client.force_login(make_user(role, world.province))
    reading = [page("own_rules"), page("own_rules_unit", world.province.pk)]
    reading.append(page("own_rule", rule.pk))
    assert {client.get(address).status_code for address in reading} == {200}
    deeds = [page("own_rule_choose", world.province.pk)]
    deeds += [page(f"own_rule_{name}", rule.pk) for name in ("correct", "end", "strike")]
    expected = 200 if role == "secretariat" else 403
    assert {client.get(address).status_code for address in deeds} == {expected}


def test_units_below_read_and_neighbours_do_not(client, world, title):
    rule = make_rule(world.commune, title)
    seen = {}
    for where in ("province", "commune", "department", "hospital"):
        client.force_login(make_user("secretariat", getattr(world, where)))
        seen[where] = client.get(page("own_rule", rule.pk)).status_code
    assert seen == {"province": 200, "commune": 200, "department": 404, "hospital": 404}
    client.force_login(make_user("secretariat", world.province))
    assert client.get(page("own_rule_correct", rule.pk)).status_code == 403


def test_a_unit_that_grants_nothing_has_no_rules(world, title):
    by = make_user("secretariat", world.hospital)
    with pytest.raises(PermissionDenied):
        actions.add(authority=world.hospital, award_type=title, by=by, type="conduct", params={})


def test_changing_rules_wants_a_fresh_sign_in(client, world, title, secretary):
    rule = make_rule(world.province, title)
    session = client.session
    del session[sessions.CONFIRMED]
    session.save()
    for address in (page("own_rule_choose", world.province.pk), page("own_rule_end", rule.pk)):
        assert client.get(address).url == reverse("account_reauthenticate", query={"next": address})
    assert client.get(page("own_rule", rule.pk)).status_code == 200


# --- dates


def values(**fields):
    return {
        "recipient": "",
        "type": "annual_rating",
        "params": {"min_rating": "hoan_thanh_tot"},
        "decision": "QĐ 1",
        "article": "Điều 1",
        "valid_from": datetime.date(2026, 1, 1),
        "valid_to": None,
        "note": "",
    } | fields


def test_the_same_rule_stands_once_on_a_day(world, title, secretary):
    def add(**fields):
        return actions.add(
            authority=world.province, award_type=title, by=secretary, **values(**fields)
        )

    first = add(valid_to=datetime.date(2026, 12, 31))
    with pytest.raises(ValidationError) as refusal:
        add(valid_from=datetime.date(2026, 12, 31))
    assert list(refusal.value.error_dict) == ["valid_from"]
    add(valid_from=datetime.date(2027, 1, 1))
    add(recipient="individual")  # for others it is another rule
    with pytest.raises(ValidationError):
        actions.end(first, valid_to=datetime.date(2027, 1, 1), version=1, by=secretary)
    first.refresh_from_db()
    assert (first.valid_to, first.version) == (datetime.date(2026, 12, 31), 1)


def test_ended_and_struck(client, world, title, secretary):
    rule = make_rule(world.province, title, valid_from=datetime.date(2026, 1, 1))
    early = client.post(page("own_rule_end", rule.pk), {"valid_to": "31/12/2025", "version": 1})
    assert (early.status_code, list(early.context["form"].errors)) == (409, ["valid_to"])
    client.post(page("own_rule_end", rule.pk), {"valid_to": "31/03/2026", "version": 1})
    late = client.post(page("own_rule_strike", rule.pk), {"note": "Nhập nhầm", "version": 1})
    assert late.status_code == 409  # somebody changed it meanwhile
    client.post(page("own_rule_strike", rule.pk), {"note": "Nhập nhầm", "version": 2})
    assert local_rules.criteria_of([world.province.pk]) == {}
    shown = client.get(page("own_rule", rule.pk)).context["events"]
    assert [str(event["what"]) for event in shown] == ["Đã gạch bỏ", "Chấm dứt"]
    assert "31/03/2026" in shown[0]["more"]
    assert shown[0]["note"] == "Nhập nhầm"
    assert client.get(page("own_rule_correct", rule.pk)).status_code == 404


def test_history_keeps_how_the_rule_stood(client, world, title, secretary):
    new = page("own_rule_new", world.province.pk, title.code, "prior_award")
    client.post(new, typed())
    rule = LocalRule.objects.get()
    client.post(page("own_rule_correct", rule.pk), typed(param_min_times="3", version=1))
    after, before = client.get(page("own_rule", rule.pk)).context["events"]
    assert ("03" in after["more"], "02" in before["more"]) == (True, True)


def test_pages_ask_the_same_for_one_rule_and_for_three(
    client, world, title, secretary, django_assert_num_queries
):
    def asked(count):
        with django_assert_num_queries(count, exact=False) as captured:
            client.get(page("own_rules"))
            client.get(page("own_rules_unit", world.province.pk))
        return len(captured)

    make_rule(world.province, title)
    one = asked(40)
    for recipient in ("individual", "collective"):
        make_rule(world.province, title, recipient=recipient)
        make_rule(world.commune, title, recipient=recipient)
    assert asked(one) <= one


# --- YAML


def written(tmp_path, world, *rules, unit=None):
    path = tmp_path / "rules.yaml"
    content = {"unit": unit or world.province.code, "rules": list(rules)}
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return path


RULE = {
    "award": "grassroots_emulation_fighter",
    "type": "annual_rating",
    "params": {"min_rating": "hoan_thanh_tot"},
    "decision": "QĐ 1",
    "article": "Điều 1",
    "valid_from": datetime.date(2026, 1, 1),
}


def run(world, way, path, *further):
    call_command("local_rules", "--unit", world.province.code, way, str(path), *further)


def test_dumped_and_loaded_again_nothing_changes(world, title, tmp_path, capsys):
    make_rule(world.province, title, valid_to=datetime.date(2026, 12, 31), recipient="individual")
    share = {"measure": "rating>=hoan_thanh", "min_ratio": "0.9", "inclusive": True}
    make_rule(world.province, title, type="member_ratio_min", params=share, note="Ghi chú")
    make_rule(world.province, title, type="submission_date", params={"month_day": "12-10"})
    out = tmp_path / "out.yaml"
    run(world, "--dump", out)
    rows = list(LocalRule.objects.values())
    run(world, "--load", out)
    assert capsys.readouterr().out.splitlines()[-1] == "3 rules read, 0 changed."
    assert list(LocalRule.objects.values()) == rows
    LocalRule.objects.all().delete()
    run(world, "--load", out)
    run(world, "--dump", tmp_path / "again.yaml")
    assert (tmp_path / "again.yaml").read_text("utf-8") == out.read_text("utf-8")


def test_a_dry_run_says_what_would_change(world, title, tmp_path, capsys):
    make_rule(world.province, title, type="conduct", params={"statement": "compliance"})
    kept = make_rule(world.province, title, type="annual_rating", params=RULE["params"])
    changed = RULE | {"valid_from": kept.valid_from, "article": "Điều 2"}
    path = written(tmp_path, world, changed, RULE | {"recipient": "individual"})
    run(world, "--load", path, "--dry-run")
    told = [
        "+ grassroots_emulation_fighter annual_rating individual 2026-01-01",
        "~ grassroots_emulation_fighter annual_rating 2026-01-12: decision, article",
        "- grassroots_emulation_fighter conduct 2026-01-12",
    ]
    assert capsys.readouterr().out.splitlines() == [*told, "2 rules read, 3 would change."]
    assert LocalRule.objects.count() == 2
    run(world, "--load", path)
    standing = LocalRule.objects.standing().order_by("recipient")
    assert [(rule.recipient, rule.article) for rule in standing] == [
        ("", "Điều 2"),
        ("individual", "Điều 1"),
    ]
    assert Event.objects.filter(subject_type="awards.localrule").count() == 3


@pytest.mark.parametrize(
    ("rules", "reason"),
    [
        ([RULE | {"type": "magic"}], "rules[1]: unknown type 'magic'"),
        ([RULE | {"award": "no_such"}], "rules[1]: unknown award 'no_such'"),
        ([RULE, RULE | {"article": ""}], "rules[2]: article is missing"),
        (
            [{name: RULE[name] for name in RULE if name != "valid_from"}],
            "rules[1]: valid_from is missing",
        ),
        ([RULE | {"colour": "red"}], "rules[1]: unknown field 'colour'"),
        ([RULE | {"params": {}}], "rules[1]: params: min_rating is missing"),
        (
            [RULE | {"type": "long_service", "params": {"posts": ["Giám đốc sở"]}}],
            "rules[1]: params: min_years is missing",
        ),
        (
            [RULE | {"params": {"min_rating": "good"}}],
            "rules[1]: params: min_rating: 'good' cannot be used",
        ),
        (
            [RULE | {"params": RULE["params"] | {"years": 3}}],
            "rules[1]: params: unknown field 'years'",
        ),
        (
            [RULE, RULE | {"valid_from": datetime.date(2026, 6, 1)}],
            "rules[2]: its dates overlap those of rules[1], the same rule",
        ),
    ],
)
def test_a_bad_file_is_refused_with_its_place_and_changes_nothing(
    world, title, tmp_path, rules, reason
):
    with pytest.raises(CommandError) as refusal:
        run(world, "--load", written(tmp_path, world, *rules))
    assert str(refusal.value) == f"rules.yaml: {reason}"
    assert not LocalRule.objects.exists()


def test_a_file_of_another_unit_is_refused(world, title, tmp_path):
    with pytest.raises(CommandError, match="it is of the unit 'X', not of"):
        run(world, "--load", written(tmp_path, world, RULE, unit="X"))


def test_who_loads_must_keep_the_rules(world, title, tmp_path):
    officer = make_user("officer", world.province)
    with pytest.raises(CommandError):
        run(world, "--load", written(tmp_path, world, RULE), "--by", officer.username)
    assert not LocalRule.objects.exists()


def test_a_rule_is_known_again_by_what_it_is_about(world, title):
    one = make_rule(world.province, title, type="conduct", params={"statement": "compliance"})
    other = make_rule(world.province, title, type="conduct", params={"statement": "solidarity"})
    assert exchange.key(one) != exchange.key(other)

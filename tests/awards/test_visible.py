"""Who sees which dossiers."""

import pytest

from accounts.models import Nobody
from awards.models import Nomination, Nominee
from tests.accounts.factories import make_appointment
from tests.awards.factories import Province, make_nomination, make_user, walk

pytestmark = pytest.mark.django_db


def test_a_draft_is_its_units_and_what_was_sent_is_seen_on_its_way_and_above():
    place = Province()
    make_nomination(place.ward, place.province)
    sent = make_nomination(place.ward, place.province)
    walk(sent, "submit")
    of_commune = make_nomination(place.commune, place.province)
    for unit, seen in (
        (place.ward, set(Nomination.objects.filter(unit=place.ward))),
        (place.hospital, {sent}),
        (place.department, {sent}),
        (place.commune, {of_commune}),
    ):
        visible = Nomination.objects.visible_to(make_user("officer", unit))
        assert set(visible) == seen, unit
        assert set(Nomination.objects.filter(pk__in=visible)) == seen
        assert set(Nomination.objects.exclude(pk__in=visible)) == (
            set(Nomination.objects.all()) - seen
        )
        assert set(Nominee.objects.filter(nomination__in=visible)) == set(
            Nominee.objects.filter(nomination__in=seen)
        )


def test_a_unit_that_a_dossier_has_passed_goes_on_seeing_it():
    place = Province()
    nomination = make_nomination(place.ward, place.province)
    walk(nomination, "submit")
    officer = make_user("officer", place.commune)
    assert not Nomination.objects.visible_to(officer)
    step = nomination.route.filter(pk=nomination.route.first().pk)
    step.update(unit=place.commune)
    assert set(Nomination.objects.visible_to(officer)) == {nomination}
    step.update(reached_at=None)
    assert not Nomination.objects.visible_to(officer)


def test_of_several_units_all_is_seen_and_without_any_nothing():
    place = Province()
    ours = make_nomination(place.ward, place.province)
    theirs = make_nomination(place.commune, place.province)
    officer = make_user("officer", place.ward)
    make_appointment(officer, "officer", place.commune)
    officer.refresh_from_db()
    assert set(Nomination.objects.visible_to(officer)) == {ours, theirs}
    officer.appointments.all().delete()
    officer.refresh_from_db()
    assert not Nomination.objects.visible_to(officer)
    assert not Nomination.objects.visible_to(Nobody())

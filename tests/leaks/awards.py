"""Addresses of awards. The world's `nomination` is a draft of its unit, `campaign` one of its
unit."""

from tests.leaks import Case


def nomination(world):
    return {"pk": world.nomination.pk}


def appraised(world):
    """A dossier that lies with the secretariat of the owner's province."""
    return {"pk": world.sent_nomination.pk}


def consultation(world):
    return appraised(world) | {"consultation": world.consultation.pk}


URLS = {
    "awards:catalogue": Case(),
    "awards:nomination_list": Case(),
    "awards:nomination_export": Case(),
    "awards:nomination_bulk": Case(),
    "awards:nomination_create": Case(owner="officer"),
    "awards:nomination_detail": Case(nomination, owner="officer"),
    "awards:nomination_edit": Case(nomination, owner="officer"),
    "awards:consult": Case(appraised),
    "awards:answer": Case(consultation),
    "awards:publish": Case(appraised),
    "awards:nomination_check": Case(nomination, owner="officer"),
    "awards:nomination_state": Case(nomination, owner="officer"),
    "awards:criterion_override": Case(
        lambda world: {
            "pk": world.nomination.pk,
            "nominee": world.nomination.nominees.get().pk,
            "criterion": f"{world.nomination.award_type.code}.1",
        },
        owner="head",
    ),
    "awards:nomination_move": Case(
        lambda world: {"pk": world.nomination.pk, "name": "submit"}, owner="head"
    ),
    "awards:campaign_awards": Case(lambda world: {"code": world.campaign.code}),
    "awards:quotas_edit": Case(lambda world: {"code": world.campaign.code}),
}

from tests.leaks import Case


def campaign(world):
    return {"code": world.campaign.code}


def draft(world):
    return {"code": world.draft.code}


def version(world):
    plan = world.plan_version
    return {"code": plan.campaign.code, "version": plan.version}


URLS = {
    "plans:campaign_detail": Case(campaign, public=True),
    "plans:plan_text": Case(campaign, public=True),
    "plans:issue": Case(draft),
    "plans:amend": Case(campaign),
    "plans:publish": Case(campaign),
    "plans:give_up": Case(campaign, method="post"),
    "plans:version_list": Case(campaign),
    "plans:version_text": Case(version, public=True),
    "plans:job": Case(version),
    "plans:print_again": Case(version, method="post"),
}

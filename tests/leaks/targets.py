from tests.leaks import Case


def campaign(world):
    return {"code": world.campaign.code}


def draft(world):
    return {"code": world.draft.code}


def target(world):
    return {"pk": world.target.pk}


def draft_target(world):
    return {"pk": world.draft_target.pk}


URLS = {
    "targets:target_list": Case(),
    "targets:check": Case(),
    "targets:accept": Case(method="post"),
    "targets:return": Case(method="post"),
    "targets:returned": Case(owner="officer"),
    "targets:target_detail": Case(target),
    "targets:target_edit": Case(draft_target),
    "targets:target_delete": Case(draft_target),
    "targets:allocation": Case(target),
    "targets:campaign_targets": Case(campaign),
    "targets:export": Case(campaign),
    "targets:targets_edit": Case(draft),
    "targets:target_new": Case(draft),
    "targets:groups_edit": Case(draft),
    "targets:missing": Case(campaign),
    "targets:remind": Case(campaign, method="post"),
    "targets:entry": Case(campaign, owner="officer"),  # of a unit that was given a target
}

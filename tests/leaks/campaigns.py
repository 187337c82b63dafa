from tests.leaks import Case


def campaign(world):
    return {"code": world.campaign.code}


def draft(world):
    return {"code": world.draft.code}


URLS = {
    "campaigns:campaign_list": Case(public=True),
    "campaigns:campaign_create": Case(),
    "campaigns:list_list": Case(),
    "campaigns:list_create": Case(),
    "campaigns:list_edit": Case(lambda world: {"pk": world.unit_list.pk}),
    "campaigns:campaign_edit": Case(draft),
    "campaigns:drives_edit": Case(draft),
    "campaigns:drive_edit": Case(lambda world: draft(world) | {"pk": world.draft_drive.pk}),
    "campaigns:sections_edit": Case(draft),
    "campaigns:addressing_edit": Case(draft),
    "campaigns:bases_edit": Case(draft),
    "campaigns:tasks_edit": Case(draft),
    "campaigns:campaign_units": Case(campaign),
    "campaigns:remind": Case(lambda world: campaign(world) | {"standing": "not_answered"}),
    "campaigns:receive": Case(
        campaign, method="post", owner="officer", data=lambda world: {"unit": world.unit.pk}
    ),
    "campaigns:answer_edit": Case(campaign, owner="officer"),
    "campaigns:answer_detail": Case(lambda world: campaign(world) | {"pk": world.answer.pk}),
    "campaigns:campaign_tasks": Case(campaign),
    "campaigns:task_report": Case(lambda world: campaign(world) | {"pk": world.task.pk}),
    "campaigns:review_held": Case(lambda world: campaign(world) | {"pk": world.review.pk}),
    "campaigns:campaign_close": Case(campaign),
    "campaigns:feedback_list": Case(campaign),
    "campaigns:feedback_reply": Case(lambda world: campaign(world) | {"pk": world.feedback.pk}),
}

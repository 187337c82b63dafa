"""Which pages are measured, as data. A name without an address is reported as missing and fails."""

from collections.abc import Callable
from dataclasses import dataclass

PROMISES = {  # kind: (times the floor, queries)
    "list": (3, 12),
    "detail": (5, 15),
    "board": (8, 15),
}


@dataclass(frozen=True)
class Page:
    """`who` names a user of bench.data.World; `kwargs` gives the arguments of the address."""

    name: str
    kind: str
    who: str = "secretariat"
    kwargs: Callable | None = None


def campaign(things):
    return {"code": things["campaign"].code}


def pk(name):
    return lambda things: {"pk": things[name].pk}


PAGES = (
    Page("campaigns:campaign_list", "list"),
    Page("campaigns:list_list", "list"),
    Page("targets:check", "list"),
    Page("targets:returned", "list", "officer"),
    Page("awards:nomination_list", "list"),
    Page("reports:report_list", "list"),
    Page("units:unit_list", "list"),
    Page("units:person_list", "list"),
    Page("units:household_list", "list"),
    Page("accounts:user_list", "list", "administrator"),
    Page("accounts:notice_list", "list"),
    Page("plans:campaign_detail", "detail", kwargs=campaign),
    Page("plans:plan_text", "detail", kwargs=campaign),
    Page("targets:target_detail", "detail", kwargs=pk("target")),
    Page("awards:nomination_detail", "detail", kwargs=pk("nomination")),
    Page("reports:report_detail", "detail", kwargs=pk("report")),
    Page("units:unit_detail", "detail", kwargs=pk("unit")),
    Page("units:person_detail", "detail", kwargs=pk("person")),
    Page("accounts:user_detail", "detail", "administrator", kwargs=pk("user")),
    Page("reports:overview", "board", "leader"),
    Page("reports:my_work", "board"),  # gathers eight kinds of work
    Page("targets:target_list", "board"),  # judges every target in sight
    Page("targets:campaign_targets", "board", kwargs=campaign),
    Page("campaigns:campaign_units", "board", kwargs=campaign),
    Page("campaigns:campaign_tasks", "board", kwargs=campaign),
    Page("campaigns:feedback_list", "board", kwargs=campaign),
    Page("awards:campaign_awards", "board", kwargs=campaign),
    Page("reports:campaign_reports", "board", kwargs=campaign),
)

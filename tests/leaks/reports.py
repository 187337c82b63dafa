"""Addresses of reports, the overview and my work."""

from tests.leaks import Case

OWN = {"kwargs": lambda world: {"pk": world.report.pk}}
OF_CAMPAIGN = {"kwargs": lambda world: {"code": world.campaign.code}}

URLS = {
    "reports:home": Case(public=True),
    "reports:overview": Case(),
    "reports:my_work": Case(),
    "reports:report_list": Case(),
    "reports:report_detail": Case(**OWN),
    "reports:report_progress": Case(**OWN),
    "reports:report_stop": Case(**OWN, method="post"),
    "reports:report_retry": Case(**OWN, method="post"),
    "reports:campaign_reports": Case(**OF_CAMPAIGN),
    "reports:report_request": Case(**OF_CAMPAIGN),
}

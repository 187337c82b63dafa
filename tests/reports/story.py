"""Run in a process of its own: a whole campaign, and a report asked for. Prints job and report."""

from tests.reports.factories import Province, make_report


def tell():
    report = make_report(Province().campaign)
    print(report.job_id, report.pk)

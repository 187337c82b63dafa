"""{% load charts %}: a bullet straight from figures; bars and lines are computed by the view."""

from django import template
from django.utils.html import format_html, format_html_join

from documents import charts

register = template.Library()


@register.inclusion_tag("components/charts/bullet.html")
def bullet(result, plan=None, high=None, forecast=None, at_most=False, label=""):
    """{% bullet row.result plan=row.low high=row.high forecast=row.ahead label=words %}

    A name that does not exist in the template counts as unknown.
    """
    result, plan, high, forecast = (None if v == "" else v for v in (result, plan, high, forecast))
    chart = charts.bullet(result, plan=plan, high=high, forecast=forecast, at_most=bool(at_most))
    return {"chart": chart, "label": label}


BULLET = (
    '<svg class="bullet" viewBox="0 0 152 20" width="152" height="20" preserveAspectRatio="none"'
    " {}>{}</svg>"
)
RECT = '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"{}/>'
HIDDEN = format_html('aria-hidden="{}"', "true")
EDGE = format_html(' stroke="{}" stroke-width="1"', charts.SOLID)


@register.simple_tag
def drawn_bullet(chart, label=""):
    """{% drawn_bullet row.chart words %}: written here, because boards have one in every row."""
    about = format_html('role="img" aria-label="{}"', label) if label else HIDDEN
    rects = [("0", "4", chart.width, "12", charts.GROUND, "")]
    if chart.forecast:
        rects.append(("0.5", "6.5", chart.forecast, "7", charts.HOLLOW, EDGE))
    if chart.result:
        rects.append(("0", "6", chart.result, "8", charts.SOLID, ""))
    if chart.over:
        rects.append((chart.over_x, "8.5", chart.over, "3", charts.OVER, ""))
    rects += [(mark, "1", "2.5", "18", charts.INK, "") for mark in chart.marks]
    return format_html(BULLET, about, format_html_join("", RECT, rects))


@register.inclusion_tag("components/charts/bullet.html")
def share_bar(part, whole, label=""):
    """{% share_bar row.reported row.units %}: without a label hidden from screen readers."""
    return {"chart": charts.share(part, whole), "label": label}

"""{% load charts %}: a bullet straight from figures; bars and lines are computed by the view."""

from django import template
from django.utils.html import format_html

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


START = (
    '<svg class="bullet" viewBox="0 0 152 20" width="152" height="20" preserveAspectRatio="none"'
    ' aria-hidden="true">'
)
GROUND = f'<rect x="0" y="4" width="{{}}" height="12" fill="{charts.GROUND}"/>'
FORECAST = (
    f'<rect x="0.5" y="6.5" width="{{}}" height="7" fill="{charts.HOLLOW}"'
    f' stroke="{charts.SOLID}" stroke-width="1"/>'
)
RESULT = f'<rect x="0" y="6" width="{{}}" height="8" fill="{charts.SOLID}"/>'
OVER = f'<rect x="{{}}" y="8.5" width="{{}}" height="3" fill="{charts.OVER}"/>'
MARK = f'<rect x="{{}}" y="1" width="2.5" height="18" fill="{charts.INK}"/>'


@register.simple_tag
def drawn_bullet(chart):
    """{% drawn_bullet row.chart %}: written here at one go, because boards have one in every row.

    Only figures are filled in. What the chart says in words belongs to the template around it.
    """
    parts, given = [START, GROUND], [chart.width]
    if chart.forecast:
        parts.append(FORECAST)
        given.append(chart.forecast)
    if chart.result:
        parts.append(RESULT)
        given.append(chart.result)
    if chart.over:
        parts.append(OVER)
        given += (chart.over_x, chart.over)
    parts += [MARK] * len(chart.marks)
    return format_html("".join(parts) + "</svg>", *given, *chart.marks)


@register.inclusion_tag("components/charts/bullet.html")
def share_bar(part, whole, label=""):
    """{% share_bar row.reported row.units %}: without a label hidden from screen readers."""
    return {"chart": charts.share(part, whole), "label": label}

"""{% load charts %}: a bullet straight from figures; bars and lines are computed by the view."""

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe

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


@register.simple_tag
def drawn_bullet(chart, label=""):
    """{% drawn_bullet row.chart words %}: written here, because boards have one in every row."""
    about = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    parts = [
        '<svg class="bullet" viewBox="0 0 152 20" width="152" height="20"'
        f' preserveAspectRatio="none" {about}>'
        f'<rect x="0" y="4" width="{chart.width}" height="12" fill="{charts.GROUND}"/>'
    ]
    if chart.forecast:
        parts.append(
            f'<rect x="0.5" y="6.5" width="{chart.forecast}" height="7" fill="{charts.HOLLOW}"'
            f' stroke="{charts.SOLID}" stroke-width="1"/>'
        )
    if chart.result:
        parts.append(f'<rect x="0" y="6" width="{chart.result}" height="8" fill="{charts.SOLID}"/>')
    if chart.over:
        parts.append(
            f'<rect x="{chart.over_x}" y="8.5" width="{chart.over}" height="3"'
            f' fill="{charts.OVER}"/>'
        )
    parts += [
        f'<rect x="{mark}" y="1" width="2.5" height="18" fill="{charts.INK}"/>'
        for mark in chart.marks
    ]
    return mark_safe("".join([*parts, "</svg>"]))  # geometry, and the label is escaped


@register.inclusion_tag("components/charts/bullet.html")
def share_bar(part, whole, label=""):
    """{% share_bar row.reported row.units %}: without a label hidden from screen readers."""
    return {"chart": charts.share(part, whole), "label": label}

"""{% load charts %}: a bullet straight from figures; bars and lines are computed by the view."""

from django import template

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


@register.inclusion_tag("components/charts/bullet.html")
def share_bar(part, whole, label=""):
    """{% share_bar row.reported row.units %}: without a label hidden from screen readers."""
    return {"chart": charts.share(part, whole), "label": label}

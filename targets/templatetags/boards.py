"""{% load boards %}: rows of boards, of units and of results. Written here, because a board has up
to fifty rows with a dozen figures each."""

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from documents.templatetags.charts import drawn_bullet
from targets.board import title_of
from units.templatetags.shapes import row_url, state
from vietnamese.templatetags.vietnamese import date_vn

register = template.Library()

BOARD_ROW = """<tr{part}><th scope="row"><a href="{url}">{name}</a>{qualifier}{responsible}</th>
  <td class="n text-wrap" data-label="{plan_label}"><span><b>{plan}</b></span></td>
  <td class="n text-wrap" data-label="{result_label}"><span>{value}</span></td>
"""
UNIT_ROW = """<tr><th scope="row">{unit}</th>
  <td class="n" data-label="{given_label}"><span>{given}</span></td>
  <td class="n" data-label="{result_label}"><span>{value}</span></td>
"""
JUDGEMENT = """  <td class="n" data-label="{share_label}"><span>{percent}</span></td>
  <td class="viz">{chart}</td>
  <td class="tag">{state}{reason}</td></tr>
"""
RESULT_ROW = """<tr id="r{pk}"><th scope="row">{period}</th>
  <td data-label="{unit_label}"><span>{unit}</span></td>
  <td class="n" data-label="{value_label}"><span><b>{value}</b>{base}</span></td>
  <td data-label="{note_label}"><span>{note}{files}</span></td>
  <td class="tag">{state}{reason}{at}</td></tr>
"""
FILE = '<a class="d-block" href="{}">{}</a>'
PART = format_html(' class="{}"', "part")


@register.simple_tag
def board_rows(rows):
    """{% board_rows rows %}: targets; `rows` are of targets.board.Row."""
    words = common_words() | {"plan_label": _("Plan"), "of_which": _("of which:")}
    return format_html_join("", "{}", ((board_row(row, words),) for row in rows))


@register.simple_tag
def unit_rows(rows):
    """{% unit_rows rows %}: the units of a target; `rows` are of targets.board.Row."""
    words = common_words() | {"given_label": _("Given"), "only_reports": quiet(_("only reports"))}
    return format_html_join("", "{}", ((unit_row(row, words),) for row in rows))


@register.simple_tag
def result_rows(lines):
    """{% result_rows results %}: what was reported; `lines` are of targets.views.detail."""
    words = {
        "unit_label": _("Unit"),
        "value_label": _("Value"),
        "note_label": _("Explanation"),
    }
    base = _("base")
    return format_html_join("", "{}", ((result_row(line, words, base),) for line in lines))


def result_row(line, words, base):
    result = line["result"]
    return format_html(
        RESULT_ROW,
        pk=str(result.pk),
        period=title_of(result.period_code),
        unit=result.of_unit,
        value=line["words"],
        base=sub(f"{base} {line['base']}") if line["base"] else "",
        note=linebreaksbr(result.note),
        files=format_html_join("", FILE, line["files"]),
        state=state(line["shape"], result.get_state_display()),
        reason=sub(result.reason),
        at=sub(date_vn(result.reported_at)),
        **words,
    )


def common_words():
    """What every row bears, looked up once."""
    return {
        "result_label": _("Result"),
        "share_label": _("Of the plan"),
        "none": quiet(_("none yet")),
    }


def board_row(row, words):
    target = row.target
    name = f"{words['of_which']} {target.indicator}" if target.part_of else target.indicator
    return format_html(
        BOARD_ROW + JUDGEMENT,
        part=PART if target.part_of or target.companion_of else "",
        url=row_url("targets:target_detail", target.pk),
        name=name,
        qualifier=format_html(" <small>({})</small>", target.qualifier) if target.qualifier else "",
        responsible=responsible(target),
        plan_label=words["plan_label"],
        plan=row.plan,
        reason=sub(row.shown.reason) if row.has_value else "",
        **figures(row, words),
    )


def unit_row(row, words):
    own = row.own
    return format_html(
        UNIT_ROW + JUDGEMENT,
        unit=own.unit,
        given_label=words["given_label"],
        given=format_html("<b>{}</b>", own.given) if own.given else words["only_reports"],
        reason=sub(own.reason),
        **figures(row, words),
    )


def figures(row, words):
    """What rows of targets and of units have in common."""
    chart = row.chart
    return {
        "result_label": words["result_label"],
        "value": format_html("{}{}{}", value(row, words), sub(row.through), waiting(row)),
        "share_label": words["share_label"],
        "percent": row.percent or words["none"],
        "chart": drawn_bullet(chart, row.chart_words) if chart else "",
        "state": state(row.shape, row.label),
    }


def value(row, words):
    return row.shown.value_words if row.has_value else words["none"]


def waiting(row):
    count = row.shown.waiting
    return sub(_("%(count)s waiting") % {"count": count}) if count else ""


def responsible(target):
    return (
        format_html('<span class="sub">{}</span>', target.responsible) if target.responsible else ""
    )


def sub(text):
    return format_html('<small class="sub">{}</small>', text) if text else ""


def quiet(text):
    return format_html('<span class="quiet">{}</span>', text)

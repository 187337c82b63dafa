"""What a draft still lacks before it can be issued, each with the page that mends it; and doubts
that a person may pass over."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Count, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns import actions as campaigns_actions
from campaigns.models import Addressing, DriveOccasion, Section
from targets.models import Adding, Target
from targets.wording import value_words
from vietnamese.dates import format_date


@dataclass(frozen=True)
class Finding:
    """`page` is the name of the address that mends it, with the campaign's code."""

    label: str
    text: str
    page: str


@dataclass(frozen=True)
class Findings:
    """`missing` must be mended first; `doubts` are for a person to judge."""

    missing: tuple[Finding, ...]
    doubts: tuple[Finding, ...]
    addressees: int  # units and bodies that the plan would be sent to

    def refuse(self):
        if self.missing:
            raise ValidationError([finding.text for finding in self.missing], code="incomplete")


HEAD = "campaigns:campaign_edit"
TEXT = "campaigns:sections_edit"
LINES = "campaigns:bases_edit"
ADDRESSEES = "campaigns:addressing_edit"
DRIVES = "campaigns:drives_edit"
TASKS = "campaigns:tasks_edit"
TARGETS = "targets:targets_edit"
QUOTAS = "awards:quotas_edit"


def findings(campaign, *, on) -> Findings:
    """All at once, in a number of statements that does not depend on the size of the plan."""
    try:
        addressees, unplaced = to_be_addressed(campaign, on), None
    except ValidationError as refusal:
        addressees, unplaced = 0, Finding(_("Addressees"), " ".join(refusal.messages), ADDRESSEES)
    missing = [*head(campaign), *text(campaign), *rows(campaign)]
    if unplaced:
        missing.append(unplaced)
    elif not addressees:
        words = _("No unit and no body is addressed yet. Name at least one.")
        missing.append(Finding(_("Addressees"), words, ADDRESSEES))
    doubts = [*anniversaries(campaign), *allocations(campaign)]
    return Findings(tuple(missing), tuple(doubts), addressees)


def head(campaign):
    needed = {
        "title": (_("Title"), _("The title is missing.")),
        "place": (_("Place"), _("The place that stands before the date is missing.")),
        "symbol": (_("Symbol"), _("The symbol behind the number is missing, for example KH-UBND.")),
        "signer_position": (_("Signatory"), _("The position of the signatory is missing.")),
        "signer_name": (_("Signatory"), _("The name of the signatory is missing.")),
    }
    for field, (label, words) in needed.items():
        if not getattr(campaign, field):
            yield Finding(label, words, HEAD)
    if not campaign.period.contains(campaign.start) or not campaign.period.contains(campaign.end):
        words = _("The campaign runs from %(first)s to %(last)s, which is not within %(period)s.")
        values = {
            "first": format_date(campaign.start),
            "last": format_date(campaign.end),
            "period": campaign.period.title,
        }
        yield Finding(_("Period"), words % values, HEAD)


# what fills a section -> (label, sentence when there are rows and no section for them)
FILLED = {
    Section.Content.TARGETS: (
        gettext_lazy("Targets"),
        gettext_lazy("The plan has targets, but no section that they fill."),
    ),
    Section.Content.QUOTAS: (
        gettext_lazy("Award quotas"),
        gettext_lazy("The plan has award quotas, but no section that they fill."),
    ),
    Section.Content.DRIVES: (
        gettext_lazy("Drives"),
        gettext_lazy("The plan has drives, but no section that they fill."),
    ),
    Section.Content.TASKS: (
        gettext_lazy("Tasks"),
        gettext_lazy("The plan has tasks, but no section that they fill."),
    ),
}
NO_ROWS = {  # the same the other way round: sentence, page
    Section.Content.TARGETS: (
        gettext_lazy("A section is to be filled with targets, but there are none."),
        TARGETS,
    ),
    Section.Content.QUOTAS: (
        gettext_lazy("A section is to be filled with award quotas, but there are none."),
        QUOTAS,
    ),
    Section.Content.DRIVES: (
        gettext_lazy("A section is to be filled with drives, but there are none."),
        DRIVES,
    ),
    Section.Content.TASKS: (
        gettext_lazy("A section is to be filled with tasks, but there are none."),
        TASKS,
    ),
}


def text(campaign):
    sections = list(campaign.sections.all())
    if not sections:
        yield Finding(_("Text"), _("The plan has no text yet: no section is written."), TEXT)
        return
    contents = {section.content for section in sections}
    counts = {
        Section.Content.TARGETS: campaign.targets.exists(),
        Section.Content.QUOTAS: campaign.quotas.exists(),
        Section.Content.DRIVES: campaign.drives.exists(),
        Section.Content.TASKS: campaign.tasks.exists(),
    }
    for content, there in counts.items():
        label, words = FILLED[content]
        if there and content not in contents:
            yield Finding(label, words, TEXT)
        elif not there and content in contents:
            sentence, page = NO_ROWS[content]
            yield Finding(label, sentence, page)


def rows(campaign):
    parents = {section.parent_id for section in campaign.sections.all()}
    for section in campaign.sections.all():
        empty = section.content == Section.Content.TEXT and not section.text
        if empty and section.pk not in parents:
            words = _("Nothing stands under the heading “%(heading)s”.")
            yield Finding(_("Text"), words % {"heading": section.heading}, TEXT)
    if not campaign.recipients.exists():
        yield Finding(_("Recipients"), _("The list of recipients (Nơi nhận) is empty."), LINES)


def to_be_addressed(campaign, on) -> int:
    """How many units and bodies the plan would reach on the day; a ValidationError when a unit is
    not there then."""
    units, bodies = set(), set()
    for line in campaign.addressings.select_related("unit", "unit_list"):
        if line.group == Addressing.Group.BODY:
            bodies.add(line.body_name)
        else:
            units |= set(campaigns_actions.addressed_units(campaign, line, on))
    return len(units) + len(bodies)


def anniversaries(campaign) -> list[Finding]:
    """Numbers of anniversaries that the original dates do not give."""
    drives = {drive.pk: drive for drive in campaign.drives.all()}
    found = []
    for link in DriveOccasion.objects.filter(drive__campaign=campaign).select_related("occasion"):
        link.drive = drives[link.drive_id]
        link.drive.campaign, link.drive.parent = campaign, drives.get(link.drive.parent_id)
        if link.warning:
            found.append(Finding(_("Anniversary"), link.warning, DRIVES))
    return found


def allocations(campaign) -> list[Finding]:
    """Sums of what units are given that do not reach what the plan asks."""
    added = (
        Target.objects.filter(campaign=campaign, over_units=Adding.SUM, low__isnull=False)
        .annotate(units=Count("allocations"), given=Sum("allocations__low"))
        .filter(units__gt=0, given__isnull=False)
    )
    words = _("%(target)s: the units are given %(given)s together, the plan asks %(plan)s.")
    return [
        Finding(
            _("Targets"),
            words
            % {
                "target": target.indicator,
                "given": value_words(target.given, target.measure),
                "plan": value_words(target.low, target.measure),
            },
            TARGETS,
        )
        for target in added
        if target.given < target.low
    ]

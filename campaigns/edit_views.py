"""Pages of a draft: its head, and its parts as rows edited together."""

import hashlib

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.generic import TemplateView

from audit.models import Event
from campaigns import actions, forms, permissions
from campaigns import row_forms as rf
from campaigns.models import (
    Campaign,
    Drive,
    DriveOccasion,
    Occasion,
    UnitList,
)
from campaigns.rows import Rows, rows_of
from units.forms import SUGGESTIONS
from units.models import Unit
from units.pages import DeedView

EDIT_PAGES = (
    (gettext_lazy("Head"), "campaigns:campaign_edit"),
    (gettext_lazy("Drives"), "campaigns:drives_edit"),
    (gettext_lazy("Text"), "campaigns:sections_edit"),
    (gettext_lazy("Addressees"), "campaigns:addressing_edit"),
    (gettext_lazy("Bases, recipients"), "campaigns:bases_edit"),
    (gettext_lazy("Tasks"), "campaigns:tasks_edit"),
)
UPPER_PAGES = (  # pages of the apps above, by name
    (gettext_lazy("Targets"), "targets:targets_edit"),
    (gettext_lazy("Award quotas"), "awards:quotas_edit"),
)


class CampaignCreate(DeedView):
    template_name = "units/form_page.html"
    form_class = forms.NewCampaignForm
    heading = gettext_lazy("New campaign")
    verb = gettext_lazy("Make the draft")

    def allowed(self):
        return permissions.can_launch(self.request.user)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def do(self, **typed):
        campaign = actions.create_campaign(by=self.request.user, **typed)
        messages.success(self.request, _("The draft is made. Now fill in its parts."))
        return reverse("campaigns:drives_edit", args=[campaign.code])

    def crumbs(self):
        return [(_("Campaigns"), reverse("campaigns:campaign_list"))]

    def back_url(self):
        return reverse("campaigns:campaign_list")


class DraftPage:
    """What the pages of one draft share: the draft itself, its crumbs and the row of pages."""

    def dispatch(self, request, *args, **kwargs):
        if not permissions.can_lead(request.user, self.campaign):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def campaign(self):
        visible = Campaign.objects.visible_to(self.request.user).select_related("unit")
        return get_object_or_404(visible, code=self.kwargs["code"])

    def recorded_version(self):
        return Campaign.objects.values_list("version", flat=True).get(pk=self.campaign.pk)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            campaign=self.campaign,
            page=self.request.resolver_match.view_name,
            pages=EDIT_PAGES,
            upper_pages=UPPER_PAGES,
            **kwargs,
        )


class CampaignEdit(DraftPage, TemplateView):
    template_name = "campaigns/campaign_edit.html"

    def form(self, data=None):
        shown = Campaign.objects.get(pk=self.campaign.pk)  # the form writes into what it shows
        initial = {"version": shown.version}
        return forms.CampaignForm(data, instance=shown, initial=initial, user=self.request.user)

    def get(self, request, code):
        return self.page(self.form())

    def page(self, form, status=200):
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def post(self, request, code):
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, 422)
        try:
            actions.edit_campaign(self.campaign, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.data = form.data.copy()
            form.data["version"] = str(self.recorded_version())
            named = set(getattr(refusal, "error_dict", {}))
            form.add_error(None, refusal if named <= set(form.fields) else refusal.messages)
            return self.page(form, 409)
        messages.success(request, _("Saved."))
        return redirect("campaigns:campaign_edit", code)


class PartsEdit(DraftPage, TemplateView):
    """One or more kinds of rows of the draft. A page says its `heading`, `lead` and `parts()`.

    A part is (prefix, legend, form class, formset class, recorded rows, options of the forms).
    """

    template_name = "campaigns/parts_edit.html"
    heading: str | Promise = ""
    lead: str | Promise = ""

    def owner(self):
        """What the rows belong to, as fields of a new row."""
        return {"campaign": self.campaign}

    def formset(self, part, data=None):
        prefix, _legend, form, base, rows, options = part
        blank = form._meta.model
        return rows_of(form, base=base, extra=1 if rows else 2)(
            data,
            rows=rows,
            blank=lambda: blank(**self.owner()),
            prefix=prefix,
            form_kwargs={"campaign": self.campaign, **options},
        )

    def get(self, request, **kwargs):
        return self.page({part[0]: self.formset(part) for part in self.parts()})

    def page(self, formsets, status=200, refusal=None, version=None):
        groups = [(part[0], part[1], formsets[part[0]]) for part in self.parts_cached]
        context = self.get_context_data(
            heading=self.heading,
            lead=self.lead,
            groups=groups,
            refusal=refusal,
            version=version or self.recorded_version(),
            failed=status != 200,
            suggestions=self.suggestions(),
        )
        return self.render_to_response(context, status=status)

    @cached_property
    def parts_cached(self):
        return self.parts()

    def suggestions(self):
        return []

    def post(self, request, **kwargs):
        if request.POST.get("add") in [part[0] for part in self.parts_cached]:
            return self.one_more(request.POST)
        formsets = {part[0]: self.formset(part, request.POST) for part in self.parts_cached}
        typed_version = request.POST.get("version", "")
        if not all([formset.is_valid() for formset in formsets.values()]):
            return self.page(formsets, 422, version=typed_version)
        try:
            self.save(formsets, int(typed_version) if typed_version.isdecimal() else 0)
        except ValidationError as refusal:
            if not self.repeated():
                return self.page(formsets, 409, refusal)
        messages.success(request, _("Saved."))
        return redirect(request.resolver_match.view_name, **kwargs)

    def one_more(self, data):
        add = data["add"]
        part = next(part for part in self.parts_cached if part[0] == add)
        data = Rows.with_one_more(data, add, self.formset(part).empty_form)
        formsets = {part[0]: self.formset(part, data).quiet() for part in self.parts_cached}
        return self.page(formsets, version=data.get("version"))

    def save(self, formsets, version):
        parts = [
            (part[2]._meta.model, self.rows(formsets[part[0]]), formsets[part[0]].removed)
            for part in self.parts_cached
        ]
        campaign, user = self.campaign, self.request.user
        actions.save_rows(campaign, *parts, version=version, by=user, typed=self.digest)

    def rows(self, formset):
        return [form.instance for form in formset.kept]

    @cached_property
    def digest(self):
        typed = sorted((k, v) for k, v in self.request.POST.lists() if k != "csrfmiddlewaretoken")
        return hashlib.sha256(repr(typed).encode()).hexdigest()[:20]

    def repeated(self):
        """Whether the last deed was this very request, sent twice."""
        last = Event.objects.of(self.campaign).first()
        return (
            last is not None
            and last.actor_id == self.request.user.pk
            and last.facts.get("typed") == self.digest
        )


def known_units(user):
    """Units to choose from while typing, when there are not too many to send."""
    units = list(Unit.objects.visible_to(user).only("code", "name")[: SUGGESTIONS + 1])
    return units if len(units) <= SUGGESTIONS else []


class DrivesEdit(PartsEdit):
    heading = gettext_lazy("Drives and reviews")
    lead = gettext_lazy(
        "Occasions and activities of a drive are entered on a page of their own, once it is saved."
    )
    template_name = "campaigns/drives_edit.html"

    def parts(self):
        drives = self.campaign.drives.select_related("parent", "campaign")
        reviews = self.campaign.reviews.select_related("drive")
        return [
            ("drives", _("Drives"), rf.DriveRow, rf.DriveRows, drives, {}),
            ("reviews", _("Reviews"), rf.ReviewRow, Rows, reviews, {}),
        ]

    def get_context_data(self, **kwargs):
        occasions = DriveOccasion.objects.select_related("occasion")
        drives = self.campaign.drives.select_related("parent", "campaign").prefetch_related(
            Prefetch("drive_occasions", occasions), "activities"
        )
        return super().get_context_data(drives=with_drive(drives), **kwargs)


def with_drive(drives):
    """The drives, with their occasions knowing them, so that years need no further query."""
    drives = list(drives)
    for drive in drives:
        for occasion in drive.drive_occasions.all():
            occasion.drive = drive
    return drives


class DriveEdit(PartsEdit):
    """Occasions and activities of one drive."""

    template_name = "campaigns/drive_edit.html"

    @cached_property
    def drive(self):
        drives = self.campaign.drives.select_related("parent", "campaign")
        return get_object_or_404(drives, pk=self.kwargs["pk"])

    @property
    def heading(self):
        return self.drive.name

    def owner(self):
        return {"drive": self.drive}

    def parts(self):
        occasions = self.drive.drive_occasions.select_related("occasion")
        activities = self.drive.activities.all()
        return [
            (
                "occasions",
                _("Occasions"),
                rf.OccasionRow,
                rf.OccasionRows,
                occasions,
                {},
            ),
            ("activities", _("Activities"), rf.ActivityRow, Rows, activities, {}),
        ]

    def get_context_data(self, **kwargs):
        [drive] = with_drive(
            Drive.objects.filter(pk=self.drive.pk)
            .select_related("parent", "campaign")
            .prefetch_related(
                Prefetch("drive_occasions", DriveOccasion.objects.select_related("occasion"))
            )
        )
        seen = Campaign.objects.visible_to(self.request.user)
        known = Occasion.objects.filter(drives__campaign__in=seen).order_by("name").distinct()[:200]
        warnings = [each.warning for each in drive.drive_occasions.all() if each.warning]
        return super().get_context_data(
            drive=drive, warnings=warnings, known_occasions=known, **kwargs
        )


class SectionsEdit(PartsEdit):
    heading = gettext_lazy("Text of the plan")
    lead = gettext_lazy(
        "A heading or paragraph stands in the nearest one above it that has a higher level. "
        "“Filled from” puts the targets, quotas, drives or tasks of the campaign below the heading."
    )

    def parts(self):
        sections = outline(self.campaign.sections.all())
        return [("sections", _("Headings and paragraphs"), rf.SectionRow, Rows, sections, {})]

    def rows(self, formset):
        depths = [form.cleaned_data["depth"] for form in formset.kept]
        return actions.outlined(super().rows(formset), depths)


def outline(sections):
    """The sections in reading order, each with its `depth` (1 at the top)."""
    below = {}
    for section in sections:
        below.setdefault(section.parent_id, []).append(section)

    def walk(parent, depth):
        for section in below.get(parent, []):
            section.depth = depth
            yield section
            yield from walk(section.pk, depth + 1)

    return list(walk(None, 1))


class AddressingEdit(PartsEdit):
    template_name = "campaigns/addressing_edit.html"
    heading = gettext_lazy("Addressees")
    lead = gettext_lazy(
        "Kinds and levels mean the units below the launching unit on the day of issue."
    )

    def parts(self):
        rows = self.campaign.addressings.select_related("unit", "unit_list")
        user = self.request.user
        options = {
            "units": Unit.objects.visible_to(user),
            "lists": UnitList.objects.visible_to(user),
        }
        return [
            (
                "addressing",
                _("Whom the plan addresses"),
                rf.AddressingRow,
                Rows,
                rows,
                options,
            )
        ]

    def suggestions(self):
        return known_units(self.request.user)


class BasesEdit(PartsEdit):
    heading = gettext_lazy("Legal bases, movements, recipients")

    def parts(self):
        campaign = self.campaign
        units = {"units": Unit.objects.visible_to(self.request.user)}
        recipients = campaign.recipients.select_related("unit")
        return [
            ("bases", _("Legal bases"), rf.BasisRow, Rows, campaign.legal_bases.all(), {}),
            (
                "movements",
                _("Movements"),
                rf.MovementRow,
                Rows,
                campaign.movements.all(),
                {},
            ),
            (
                "recipients",
                pgettext("plan", "Recipients"),
                rf.RecipientRow,
                Rows,
                recipients,
                units,
            ),
        ]

    def suggestions(self):
        return known_units(self.request.user)


class TasksEdit(PartsEdit):
    heading = gettext_lazy("Tasks")
    lead = gettext_lazy("What bodies are charged with, or requested to do, to carry the plan out.")

    def parts(self):
        rows = self.campaign.tasks.select_related("unit")
        units = {"units": Unit.objects.visible_to(self.request.user)}
        return [("tasks", _("Tasks by body"), rf.TaskRow, Rows, rows, units)]

    def suggestions(self):
        return known_units(self.request.user)


# --- lists of units -------------------------------------------------------------------------------
class UnitListEdit(DeedView):
    """A new list, or with `pk` a recorded one."""

    template_name = "units/form_page.html"
    form_class = forms.UnitListForm
    verb = gettext_lazy("Save the list")

    def prepare(self):
        self.unit_list = UnitList()
        if "pk" in self.kwargs:
            visible = UnitList.objects.visible_to(self.request.user)
            self.unit_list = get_object_or_404(visible, pk=self.kwargs["pk"])
        self.heading = self.unit_list.name or _("New list of units")

    def allowed(self):
        user = self.request.user
        if self.unit_list.pk:
            return permissions.can_edit_list(user, self.unit_list)
        return permissions.can_launch(user)

    def get_form_kwargs(self):
        extra = {"user": self.request.user, "unit_list": self.unit_list}
        return super().get_form_kwargs() | extra

    def get_initial(self):
        if not self.unit_list.pk:
            return {"owner": self.request.user.acting_unit_id}
        units = self.unit_list.units.all()
        return {"name": self.unit_list.name, "units": units, "version": self.unit_list.version}

    def do(self, name, units, owner=None, version=None):
        if owner:
            self.unit_list.owner = owner
        actions.save_list(
            self.unit_list, by=self.request.user, name=name, units=units, version=version
        )
        return self.back_url()

    def crumbs(self):
        campaigns = (_("Campaigns"), reverse("campaigns:campaign_list"))
        return [campaigns, (_("Lists of units"), self.back_url())]

    def back_url(self):
        return reverse("campaigns:list_list")

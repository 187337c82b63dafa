"""Pages of nominations: list, dossier, draft, moves, bulk moves, export."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, ListView

from awards import actions, forms, pages, permissions, recipients, route, workflow
from awards.bonuses import bonuses_on
from awards.models import Nomination, Nominee, RecipientKind
from awards.states import State
from spreadsheets.write import Sheet, write_workbook
from units.models import Household, Person, Unit
from units.pages import DeedView
from vietnamese.dates import format_date

FOUND = 20
EXPORTED_AT_MOST = 10_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def nomination_of(request, pk):
    """The dossier with everything its pages show, or 404."""
    rows = Nomination.objects.visible_to(request.user).for_list().with_route()
    rows = rows.select_related("created_by").prefetch_related(
        Prefetch("nominees", Nominee.objects.select_related("person", "collective", "household")),
        "files",
    )
    return get_object_or_404(rows, pk=pk)


# --- the list


class NominationList(ListView):
    template_name = "awards/nomination_list.html"
    paginate_by = 50

    @cached_property
    def filter(self):
        return forms.NominationFilter(self.request.GET or None, user=self.request.user)

    def get_queryset(self):
        visible = Nomination.objects.visible_to(self.request.user)
        return self.filter.apply(visible).with_recipients().for_list()

    def get_context_data(self, **kwargs):
        user = self.request.user
        context = super().get_context_data(
            form=self.filter,
            states=self.states(),
            can_create=permissions.can_create(user),
            bulk_moves=[(name, workflow.LABELS[name]) for name in workflow.BULK],
            query=self.request.GET.urlencode(),
            **kwargs,
        )
        for nomination in context["page_obj"]:
            nomination.sign = pages.sign(nomination)
        return context

    def states(self):
        """Counts by state of what the other filters leave, as links."""
        visible = Nomination.objects.visible_to(self.request.user)
        rows = self.filter.apply(visible, without_state=True).order_by().values_list("state")
        counted = dict(rows.annotate(Count("pk")))
        chosen = self.filter.wanted.get("state")
        return [
            (pages.SIGNS[s], s.label, self.with_state(s), counted.get(s, 0), s == chosen)
            for s in State
        ]

    def with_state(self, state):
        query = self.request.GET.copy()
        query["state"] = state.value
        query.pop("page", None)
        return f"?{query.urlencode()}"


def nomination_export(request):
    """Exactly the filtered list, all pages, as a workbook."""
    chosen = forms.NominationFilter(request.GET or None, user=request.user)
    visible = Nomination.objects.visible_to(request.user)
    rows = chosen.apply(visible).with_recipients().for_list()[:EXPORTED_AT_MOST]
    headers = [
        _("Code"),
        _("State"),
        _("Award"),
        _("Recipient"),
        _("Number of recipients"),
        _("Achievement in one line"),
        _("From"),
        _("To"),
        _("Campaign"),
        _("Nominating unit"),
        _("Held by"),
        _("Sent on"),
        _("Decision"),
        _("Date of the decision"),
    ]
    sheet = Sheet(
        _("Nominations"),
        headers,
        map(exported, rows),
        [14, 16, 34, 28, 10, 44, 12, 12, 40, 30, 30, 12, 18, 12],
    )
    response = HttpResponse(write_workbook([sheet]), content_type=XLSX)
    name = f"ho-so-khen-thuong-{timezone.localdate():%Y-%m-%d}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def exported(nomination):
    sent = nomination.submitted_at
    return [
        nomination.code,
        pages.sign(nomination)[1],
        nomination.award_type.local_name,
        nomination.first_recipient or "",
        nomination.recipient_count,
        nomination.title,
        nomination.period_from,
        nomination.period_to,
        nomination.campaign.title if nomination.campaign else "",
        nomination.unit.name,
        nomination.holder.name,
        timezone.localtime(sent).date() if sent else None,
        nomination.decision_number,
        nomination.decided_on,
    ]


# --- one dossier


class NominationDetail(DetailView):
    template_name = "awards/nomination_detail.html"
    context_object_name = "nomination"

    def get_object(self):
        nomination = nomination_of(self.request, self.kwargs["pk"])
        return route.prepared_or_bare(nomination, timezone.localdate())

    def get_context_data(self, **kwargs):
        nomination, user = self.object, self.request.user
        nominees = list(nomination.nominees.all())
        return super().get_context_data(
            heading=pages.heading(nomination, nominees),
            sign=pages.sign(nomination),
            nominees=nominees,
            steps=pages.steps(nomination),
            now=pages.what_now(nomination, user),
            can_edit=permissions.can_edit(user, nomination),
            events=pages.history(nomination),
            files=pages.files_of(nomination),
            bonuses=self.bonuses(nomination, nominees),
            **kwargs,
        )

    def bonuses(self, nomination, nominees):
        """What the law pays for these kinds of recipient, on the day of the decision or today."""
        on = nomination.decided_on or timezone.localdate()
        lines = bonuses_on(on, [nomination.award_type_id]).get(nomination.award_type_id, [])
        kinds = {nominee.kind for nominee in nominees}
        return [line for line in lines if line.recipient in kinds]


# --- the draft


class DraftPage(View):
    """One form for a new and an old draft; "find" shows the page again with what was found,
    nothing is saved."""

    nomination = None

    def get(self, request, **kwargs):
        form = forms.NominationForm(
            initial=self.initial(), user=request.user, nomination=self.nomination
        )
        return self.page(form, self.chosen_before())

    def post(self, request, **kwargs):
        form = forms.NominationForm(
            request.POST,
            request.FILES,
            initial=self.initial(),
            user=request.user,
            nomination=self.nomination,
        )
        chosen = chosen_recipients(request)
        if "search" in request.POST:
            return self.page(form.quiet(), chosen, searched=True)
        if not form.is_valid():
            return self.page(form, chosen, status=422)
        try:
            nomination = self.save(form.cleaned_data, chosen)
        except ValidationError as refusal:
            known = (
                hasattr(refusal, "error_dict") and refusal.error_dict.keys() <= form.fields.keys()
            )
            form.add_error(None, refusal if known else refusal.messages)
            return self.page(form, chosen, status=409)
        messages.success(request, _("Draft %(code)s is saved.") % {"code": nomination.code})
        return redirect("awards:nomination_detail", nomination.pk)

    def page(self, form, chosen, *, searched=False, status=200):
        typed = self.request.POST if self.request.method == "POST" else None
        search = forms.RecipientSearch(typed)
        found = find_recipients(self.request.user, search, chosen) if searched else []
        context = {
            "form": form,
            "search": search,
            "chosen": [line_of(recipient) for recipient in chosen],
            "found": [line_of(recipient) for recipient in found],
            "searched": searched,
            "nomination": self.nomination,
            "back_url": self.back_url(),
            "files": self.files(),
        }
        return render(self.request, "awards/nomination_form.html", context, status=status)

    def files(self):
        return []


class NominationCreate(DraftPage):
    def dispatch(self, request, *args, **kwargs):
        if not permissions.can_create(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def initial(self):
        today = timezone.localdate()
        campaign = self.request.GET.get("campaign", "")
        visible = forms.Campaign.objects.visible_to(self.request.user)
        return {
            "unit": self.request.user.acting_unit_id,
            "campaign": visible.filter(code=campaign).first() if campaign else None,
            "period_from": today.replace(month=1, day=1),
            "period_to": today,
        }

    def chosen_before(self):
        return []

    def save(self, typed, chosen):
        typed.pop("version")
        return actions.create_nomination(by=self.request.user, nominees=chosen, **typed)

    def back_url(self):
        return reverse("awards:nomination_list")


class NominationEdit(DraftPage):
    def dispatch(self, request, *args, **kwargs):
        self.nomination = nomination_of(request, kwargs["pk"])
        if not permissions.can_edit(request.user, self.nomination):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def initial(self):
        return forms.initial_of(self.nomination)

    def chosen_before(self):
        return [actions.line_recipient(line) for line in self.nomination.nominees.all()]

    def save(self, typed, chosen):
        for name in ("unit", "form_key"):
            typed.pop(name)
        if typed["authority"] is None:
            typed["authority"] = actions.nearest_authority(
                self.nomination.unit, typed["award_type"]
            )
        version = typed.pop("version") or 0
        return actions.save(
            self.nomination, version=version, by=self.request.user, nominees=chosen, **typed
        )

    def back_url(self):
        return reverse("awards:nomination_detail", args=[self.nomination.pk])

    def files(self):
        return [
            file
            | {"remove": reverse("awards:nomination_detach", args=[self.nomination.pk, row.pk])}
            for file, row in zip(
                pages.files_of(self.nomination), self.nomination.files.all(), strict=True
            )
        ]


@require_POST
def nomination_detach(request, pk, file):
    nomination = nomination_of(request, pk)
    attachment = get_object_or_404(nomination.files, pk=file)
    version = request.POST.get("version", "")
    try:
        actions.detach(
            nomination,
            attachment,
            version=int(version) if version.isdecimal() else 0,
            by=request.user,
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("awards:nomination_edit", pk)


VISIBLE = {
    RecipientKind.INDIVIDUAL: lambda user: Person.objects.visible_to(user),
    RecipientKind.COLLECTIVE: lambda user: Unit.objects.below(user),
    RecipientKind.HOUSEHOLD: lambda user: Household.objects.visible_to(user),
}


def chosen_recipients(request):
    """What is ticked (`individual:12`), in the order of the page; only what the user may see."""
    wanted = []
    for value in request.POST.getlist("recipient")[: actions.NOMINEES_AT_MOST + 1]:
        kind, _colon, pk = value.partition(":")
        if kind in RecipientKind.values and pk.isascii() and pk.isdigit():
            wanted.append((kind, int(pk)))
    rows = {
        kind: visible(request.user).in_bulk([pk for k, pk in wanted if k == kind])
        for kind, visible in VISIBLE.items()
        if any(k == kind for k, _pk in wanted)
    }
    return [rows[kind][pk] for kind, pk in wanted if pk in rows[kind]]


def find_recipients(user, search, chosen):
    text = search.is_valid() and search.cleaned_data["find"]
    if not text:
        return []
    kind = search.cleaned_data["find_kind"] or RecipientKind.INDIVIDUAL
    rows = VISIBLE[RecipientKind(kind)](user).search(text)
    if kind == RecipientKind.INDIVIDUAL:
        rows = rows.with_post_on(timezone.localdate())
    return [row for row in rows[:FOUND] if row not in chosen]


def line_of(recipient):
    """A recipient as the draft page lists it: value of the box, name, what tells namesakes
    apart."""
    kind = recipients.KIND_OF[type(recipient)]
    about = []
    if kind == RecipientKind.INDIVIDUAL:
        about = [getattr(recipient, "post_now", ""), getattr(recipient, "unit_now", "")]
        if recipient.birth_date:
            about.append(_("born %(date)s") % {"date": format_date(recipient.birth_date)})
    elif kind == RecipientKind.HOUSEHOLD:
        about = [recipient.address]
    else:
        about = [recipient.code]
    return {
        "value": f"{kind}:{recipient.pk}",
        "name": str(recipient),
        "kind": kind.label,
        "about": ", ".join(text for text in about if text),
    }


# --- moves


class NominationMove(DeedView):
    template_name = "awards/nomination_move.html"

    def prepare(self):
        name = self.kwargs["name"]
        if name not in workflow.NAMES:
            raise Http404
        self.nomination = nomination_of(self.request, self.kwargs["pk"])
        route.prepared_or_bare(self.nomination, timezone.localdate())
        open_now = (s for s in workflow.open_moves(self.nomination) if s.name == name)
        self.open_step = next(open_now, None)
        self.step = self.open_step or forms.step_named(name)

    def allowed(self):
        return self.open_step is None or permissions.may_move(
            self.request.user, self.nomination, self.open_step
        )

    def get(self, request, *args, **kwargs):
        if self.open_step is None:
            return redirect(self.back_url())
        return super().get(request, *args, **kwargs)

    form_class = forms.MoveForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"step": self.step}

    def get_initial(self):
        return {"version": self.nomination.version}

    @property
    def heading(self):
        return self.step.label

    def crumbs(self):
        return [
            (_("Nominations"), reverse("awards:nomination_list")),
            (self.nomination.code, self.back_url()),
        ]

    def back_url(self):
        return reverse("awards:nomination_detail", args=[self.nomination.pk])

    def get_context_data(self, **kwargs):
        self.verb = self.step.label
        goes_to = self.open_step.holder(self.nomination) if self.open_step else None
        if goes_to == self.nomination.holder:
            goes_to = None
        return super().get_context_data(
            nomination=self.nomination, step=self.step, goes_to=goes_to, **kwargs
        )

    def do(self, **typed):
        actions.move(self.nomination, self.step.name, by=self.request.user, **typed)
        messages.success(self.request, f"{self.nomination.code}: {self.step.told}.")
        visible = Nomination.objects.visible_to(self.request.user).filter(pk=self.nomination.pk)
        return self.back_url() if visible.exists() else reverse("awards:nomination_list")


class NominationBulk(View):
    """GET with ticked dossiers asks: how many, which, what will happen; POST does it."""

    def get(self, request):
        return self.ask(forms.picked(request.GET.getlist("pick")), request.GET.get("step", ""))

    def post(self, request):
        name = request.POST.get("step", "")
        seen = forms.picked(request.POST.getlist("pick"))
        form = self.form(name, request.POST)
        if not form.is_valid():
            return self.ask(seen, name, form=form, status=422)
        rows = self.rows(seen)
        try:
            done = actions.move_all(
                [(rows[pk], version or 0) for pk, version in seen if pk in rows],
                name,
                by=request.user,
                **form.cleaned_data,
            )
        except ValidationError as refusal:
            known = (
                hasattr(refusal, "error_dict") and refusal.error_dict.keys() <= form.fields.keys()
            )
            form.add_error(None, refusal if known else refusal.messages)
            return self.ask(seen, name, form=form, status=409)
        said = ngettext("%(count)d dossier: %(told)s.", "%(count)d dossiers: %(told)s.", done)
        messages.success(request, said % {"count": done, "told": workflow.TOLD[name]})
        return redirect("awards:nomination_list")

    def form(self, name, typed=None):
        if name not in workflow.BULK:
            raise Http404
        return forms.BulkForm(typed, step=forms.step_named(name))

    def rows(self, seen):
        visible = Nomination.objects.visible_to(self.request.user).for_list().with_route()
        return visible.with_recipients().in_bulk([pk for pk, _version in seen])

    def ask(self, seen, name, *, form=None, status=200):
        form = form or self.form(name)
        rows, today, items, fields, left = self.rows(seen), timezone.localdate(), [], [], []
        for pk, version in seen:
            if pk not in rows:
                continue
            nomination = route.prepared_or_bare(rows[pk], today)
            words = f"{nomination.code} · {nomination.award_type.local_name} · {nomination.first_recipient or ''}"
            if name in {
                step.name for step in permissions.moves_open_to(self.request.user, nomination)
            }:
                items.append((words, nomination.unit.name))
                fields.append(("pick", f"{pk}:{version or nomination.version}"))
            else:
                left.append((words, _("left out: this step is not open to you there")))
        count = len(items)
        context = {
            "heading": ngettext(
                "%(label)s: %(count)d dossier", "%(label)s: %(count)d dossiers", count
            )
            % {"label": workflow.LABELS[name], "count": count},
            "explanation": _("All of them or none: if one cannot be moved, nothing is done."),
            "items": items,
            "left": left,
            "fields": [("step", name), *fields],
            "form": form if items and form.fields else None,
            "refusal": None,
            "submit": ngettext(
                "%(label)s: %(count)d dossier", "%(label)s: %(count)d dossiers", count
            )
            % {"label": workflow.LABELS[name], "count": count},
            "back_url": reverse("awards:nomination_list"),
            "crumbs": [(_("Nominations"), reverse("awards:nomination_list"))],
        }
        return render(self.request, "awards/nomination_bulk.html", context, status=status)

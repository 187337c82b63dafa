"""Making and changing a draft; who is nominated is found and ticked on the same page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from awards import actions, forms, pages, permissions, recipients
from awards.models import RecipientKind
from awards.views.dossier import nomination_of
from units.models import Household, Person, Unit
from vietnamese.dates import format_date

FOUND = 20


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

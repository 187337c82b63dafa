"""Making and changing a draft; who is nominated is found and ticked on the same page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

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
        chosen = chosen_recipients(request, self.chosen_before())
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
            "files": self.files(typed),
        }
        return render(self.request, "awards/nomination_form.html", context, status=status)

    def files(self, typed):
        """Files attached before, ticked unless the tick was taken away."""
        if self.nomination is None:
            return []
        kept = typed.getlist("file") if typed is not None else None
        rows = zip(self.nomination.files.all(), pages.files_of(self.nomination), strict=True)
        return [
            {"pk": row.pk, "checked": kept is None or str(row.pk) in kept} | shown
            for row, shown in rows
        ]


class NominationCreate(DraftPage):
    def dispatch(self, request, *args, **kwargs):
        if not permissions.can_create(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def initial(self):
        today = timezone.localdate()
        campaign = self.request.GET.get("campaign", "")
        visible = forms.Campaign.objects.visible_to(self.request.user)
        known = campaign and campaign.isprintable()  # PostgreSQL takes no NUL
        return {
            "unit": self.request.user.acting_unit_id,
            "campaign": visible.filter(code=campaign).first() if known else None,
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
        return [remembered(line) for line in self.nomination.nominees.all()]

    def save(self, typed, chosen):
        for name in ("unit", "form_key"):
            typed.pop(name)
        if typed["authority"] is None:
            typed["authority"] = actions.nearest_authority(
                self.nomination.unit, typed["award_type"]
            )
        version = typed.pop("version") or 0
        kept = self.request.POST.getlist("file")
        return actions.save(
            self.nomination,
            version=version,
            by=self.request.user,
            nominees=chosen,
            removed_files=[f for f in self.nomination.files.all() if str(f.pk) not in kept],
            **typed,
        )

    def back_url(self):
        return reverse("awards:nomination_detail", args=[self.nomination.pk])


def remembered(line):
    """The recipient of a line, with the post and unit that the line recorded."""
    recipient = actions.line_recipient(line)
    recipient.post_now, recipient.unit_now = line.position_text, line.unit_name
    return recipient


def people_of(user):
    return Person.objects.visible_to(user).with_post_on(timezone.localdate())


VISIBLE = {
    RecipientKind.INDIVIDUAL: people_of,
    RecipientKind.COLLECTIVE: lambda user: Unit.objects.below(user),
    RecipientKind.HOUSEHOLD: lambda user: Household.objects.visible_to(user),
}


def chosen_recipients(request, before):
    """What is ticked (`individual:12`), in the order of the page: what the user may see, and what
    stood in the draft before."""
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
    for recipient in before:
        rows.setdefault(recipients.KIND_OF[type(recipient)], {})[recipient.pk] = recipient
    return [rows[kind][pk] for kind, pk in wanted if pk in rows[kind]]


def find_recipients(user, search, chosen):
    text = search.is_valid() and search.cleaned_data["find"]
    if not text:
        return []
    kind = search.cleaned_data["find_kind"] or RecipientKind.INDIVIDUAL
    rows = VISIBLE[RecipientKind(kind)](user).search(text)
    return [row for row in rows[:FOUND] if row not in chosen]


def line_of(recipient):
    """A recipient as the draft page lists it: value of the box, name, what tells namesakes
    apart."""
    kind = recipients.KIND_OF[type(recipient)]
    about = []
    if kind == RecipientKind.INDIVIDUAL:
        about = [recipient.post_now, recipient.unit_now]
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

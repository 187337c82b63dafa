"""The pages of any kind of record: list, one record, entering, correcting, striking out."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import DetailView

from awards import permissions
from awards.models import RecipientKind
from awards.records import actions, forms, subjects
from awards.records.pages import Pages, all_of, history
from awards.views.draft import line_of
from units.pages import DeedView
from units.views import FilteredList

FOUND = 20


class OfPages:
    """A view of the kind of record that `pages` describes."""

    pages: Pages = None  # type: ignore[assignment]  # given by urls.py

    @cached_property
    def visible(self):
        rows = self.pages.model.objects.visible_to(self.request.user)
        return rows.select_related(*subjects.fields_of(self.pages.model), *self.pages.joins)

    def may_enter(self):
        return permissions.can_record(self.request.user, roles=subjects.roles_of(self.pages.model))


class RecordList(OfPages, FilteredList):
    template_name = "awards/records/record_list.html"

    @property
    def filter_class(self):
        return self.pages.filter

    def filter_options(self):
        return {"user": self.request.user}

    def get_queryset(self):
        return subjects.with_unit_now(self.filter.apply(self.visible))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(
            pages=self.pages,
            enter_url=self.pages.url("create") if self.may_enter() else "",
            links=[(label, reverse(name)) for label, name in self.pages.links if self.may_enter()],
            detail_name=f"awards:{self.pages.name}_detail",
            **kwargs,
        )
        return context | {"lines": [self.pages.line(row) for row in context["page_obj"]]}


class RecordDetail(OfPages, DetailView):
    template_name = "awards/records/record_detail.html"

    def get_queryset(self):
        return self.visible

    def get_context_data(self, **kwargs):
        record, pages = self.object, self.pages
        return super().get_context_data(
            pages=pages,
            name=str(subjects.subject_of(record)),
            sign=pages.state(record),
            facts=[
                *pages.shown(record),
                *(pages.linked(record) if pages.linked else ()),
                *all_of(record),
            ],
            events=history(record),
            acts=self.acts(),
            crumbs=[(pages.title, pages.url("list"))],
            **kwargs,
        )

    def acts(self):
        record, pages = self.object, self.pages
        if record.struck or not subjects.can_record_of(self.request.user, record):
            return []
        deeds = [
            (words, pages.url(page, record.pk), True)
            for words, page, is_open in pages.deeds
            if is_open(record)
        ]
        return [
            *deeds,
            (pages.correct_words, pages.url("edit", record.pk), not deeds),
            (pages.strike_words, pages.url("strike", record.pk), False),
        ]


class RecordEnter(OfPages, View):
    """Whom it is about is found and chosen on the page of the form; "find" saves nothing."""

    def dispatch(self, request, *args, **kwargs):
        if not self.may_enter():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self.page(self.form(), self.chosen(request.GET.get("subject", "")))

    def form(self, *typed):
        return self.pages.form(*typed, user=self.request.user)

    def post(self, request):
        form = self.form(request.POST, request.FILES)
        chosen = self.chosen(request.POST.get("subject", ""))
        if "search" in request.POST:
            return self.page(form.quiet(), chosen, searched=True)
        if not form.is_valid() or chosen is None:
            return self.page(form, chosen, unchosen=chosen is None, status=422)
        record = self.pages.model(**form.cleaned_data, **{subjects.field_of(chosen): chosen})
        try:
            self.enter(record, form)
        except ValidationError as refusal:
            add_refusal(form, refusal)
            return self.page(form, chosen, status=409)
        except PermissionDenied:
            form.add_error(None, not_ours(chosen))
            return self.page(form, chosen, status=409)
        messages.success(request, _("It is recorded."))
        return redirect(self.pages.url("detail", record.pk))

    def enter(self, record, form):
        actions.enter(record, by=self.request.user)

    def page(self, form, chosen, *, searched=False, unchosen=False, status=200):
        search = forms.SubjectSearch(
            self.request.POST if self.request.method == "POST" else None, kinds=self.kinds
        )
        found = self.found(search) if searched else []
        context = {
            "pages": self.pages,
            "form": form,
            "search": search,
            "chosen": line_of(chosen) if chosen else None,
            "found": [line_of(row) for row in found if row != chosen],
            "searched": searched,
            "refusal": _("Choose whom this is about: look for a name first.") if unchosen else "",
            "crumbs": [(self.pages.title, self.pages.url("list"))],
            "back_url": self.pages.url("list"),
        }
        return render(self.request, "awards/records/record_form.html", context, status=status)

    @property
    def kinds(self):
        return subjects.kinds_of(self.pages.model)

    def found(self, search):
        if not search.text:
            return []
        rows = subjects.recorded_by(self.request.user, search.kind, self.pages.model)
        return list(rows.search(search.text)[:FOUND])

    def chosen(self, value):
        """`individual:12`, when the user may record of it."""
        kind, _colon, pk = value.partition(":")
        if kind not in self.kinds or not (pk.isascii() and pk.isdigit() and len(pk) < 19):
            return None
        rows = subjects.recorded_by(self.request.user, RecipientKind(kind), self.pages.model)
        return rows.filter(pk=pk).first()


def not_ours(chosen):
    return _(
        "%(name)s works elsewhere now and worked elsewhere in that year: the unit there records it."
    ) % {"name": chosen}


def add_refusal(form, refusal):
    """A refusal of a field that the form does not show is said above the form."""
    known = not hasattr(refusal, "error_dict") or refusal.error_dict.keys() <= form.fields.keys()
    form.add_error(None, refusal if known else refusal.messages)


class RecordDeed(OfPages, DeedView):
    """A deed on one record that stands."""

    def prepare(self):
        self.record = get_object_or_404(self.visible, pk=self.kwargs["pk"])
        self.explanation = f"{subjects.subject_of(self.record)}: {self.record}"
        self.heading = self.verb = self.words()

    def allowed(self):
        record = self.record
        return not record.struck and subjects.can_record_of(self.request.user, record)

    def crumbs(self):
        back = (str(self.record), self.back_url())
        return [(self.pages.title, self.pages.url("list")), back]

    def back_url(self):
        return self.pages.url("detail", self.record.pk)


class RecordCorrect(RecordDeed):
    def words(self):
        return self.pages.correct_words

    def get_form_class(self):
        return with_version(self.pages.form)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_initial(self):
        return {name: getattr(self.record, name) for name in self.get_form_class().base_fields}

    def do(self, *, version, **typed):
        for name, value in typed.items():
            setattr(self.record, name, value)
        actions.correct(self.record, version=version, by=self.request.user)
        messages.success(self.request, _("The correction is saved."))
        return self.back_url()

    def refuse(self, form, refusal):
        """Overtaken: what was typed stays beside what is recorded now, and can be saved then."""
        super().refuse(form, refusal)
        if getattr(refusal, "code", "") != "conflict":
            return
        self.record = self.visible.get(pk=self.record.pk)
        form.data = form.data.copy()
        form.data["version"] = self.record.version
        recorded = "; ".join(f"{label}: {value}" for label, value in self.pages.shown(self.record))
        self.explanation = _("Recorded now: %(recorded)s") % {"recorded": recorded}


def with_version(form):
    """The form of a record, as it was opened at a version."""
    return type(form.__name__, (form,), {"version": forms.version_field()})


class RecordStrike(RecordDeed):
    form_class = forms.StrikeForm

    def words(self):
        return self.pages.strike_words

    def get_initial(self):
        return {"version": self.record.version}

    def do(self, **typed):
        actions.strike(self.record, by=self.request.user, **typed)
        messages.success(self.request, _("The record is struck out."))
        return self.back_url()

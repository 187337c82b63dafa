"""A whole unit judged for one award: at once up to 500 subjects, as a job and a workbook above."""

from collections import Counter

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import DetailView, TemplateView

from awards.eligibility.screening import BATCH, Screen, Standing, listed
from awards.models import Screening
from awards.screening import actions, forms, permissions
from awards.screening.standings import LOOKS, WORDS, parts

RECENT = 5


class ScreeningPage(TemplateView):
    template_name = "awards/screening/screening.html"
    ON_PAGE = 50
    refusal: ValidationError | None = None

    def dispatch(self, request, *args, **kwargs):
        if not permissions.can_screen(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def form(self):
        typed = self.request.POST or self.request.GET
        first = forms.initial(self.request.user)
        return forms.ScreeningForm(typed or None, user=self.request.user, initial=first)

    def get_context_data(self, **kwargs):
        recent = Screening.objects.visible_to(self.request.user).for_list()[:RECENT]
        context = super().get_context_data(
            form=self.form,
            limit=BATCH,
            recent=[(one, *state_of(one)) for one in recent],
            **kwargs,
        )
        asked = self.form.asked
        return context | self.judged(asked) if asked else context

    def judged(self, asked):
        """All of them judged, 50 of them told; above the limit only how many there are."""
        ids, screen = listed(asked), Screen(asked)
        shown = {
            "asked": asked,
            "award": asked.award_type.local_name,
            "count": len(ids),
            "authority": screen.authority if screen.local else None,
            "law_gap": forms.law_gap(asked),
        }
        if len(ids) > BATCH:
            return shown | {"too_many": True}
        lines, chosen = screen.judge(ids), self.form.standing
        counts = Counter(line.standing for line in lines)
        wanted = [line for line in lines if chosen in (None, line.standing)]
        page = Paginator(wanted, self.ON_PAGE).get_page(self.request.GET.get("page"))
        return shown | {
            "page": page,
            "lines": [line_of(screen, line) for line in page],
            "states": self.states(counts, chosen),
            "rows_name": _("Full name") if asked.recipient == "individual" else _("Collective"),
        }

    def states(self, counts, chosen):
        """Counts by outcome as links."""
        return [
            (LOOKS[one], WORDS[one], self.with_outcome(one), counts[one], one == chosen)
            for one in Standing
        ]

    def with_outcome(self, standing):
        query = self.request.GET.copy()
        query["outcome"] = standing.value
        query.pop("page", None)
        return f"?{query.urlencode()}"


def line_of(screen, line):
    """A row of the list, in words."""
    return {
        "name": line.name,
        "unit": line.unit,
        "look": LOOKS[line.standing],
        "words": str(WORDS[line.standing]),
        "missing": screen.sentence(line),
    }


@require_POST
def start(request):
    """Ask for the workbook of the same list, made in the background."""
    if not permissions.can_screen(request.user):
        raise PermissionDenied
    form = forms.ScreeningForm(request.POST, user=request.user)
    if form.asked is None:
        page = ScreeningPage(request=request, form=form)
        return render(request, page.template_name, page.get_context_data(), status=422)
    return redirect(actions.request_screening(form.asked, by=request.user))


# --- one screening ------------------------------------------------------------------------------


class ScreeningDetail(DetailView):
    template_name = "awards/screening/detail.html"

    def get_queryset(self):
        return Screening.objects.visible_to(self.request.user).for_list()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**page_of(self.request.user, self.object), **kwargs)


def page_of(user, screening):
    """What the page shows; also after a refused deed."""
    look, words = state_of(screening)
    again = {
        "unit": f"{screening.unit.name} ({screening.unit.code})",
        "award": screening.award_type.code,
        "kind": screening.recipient,
        "year": screening.year,
    }
    return {
        "screening": screening,
        "award": screening.award_type.local_name,
        "look": look,
        "words": words,
        "parts": parts(screening.counts),
        "crumbs": [(_("Screening of a unit"), reverse("awards:screening"))],
        "again": again,
        **job_of(user, screening),
    }


def state_of(screening):
    if screening.file_id:
        return "met", _("ready")
    job = screening.job
    if job is None or job.state == "failed":
        return "fail", _("did not succeed")
    return ("wait", job.label) if job.is_open else ("back", job.label)


def job_of(user, screening):
    """The parameters of components/job.html, while the workbook is not ready."""
    job = None if screening.file_id else screening.job
    steers = job is not None and permissions.can_steer(user, screening)
    address = [screening.pk]
    return {
        "job": job,
        "steps": steps_of(job) if job else [],
        "page_url": screening.get_absolute_url(),
        "poll_url": reverse("awards:screening_progress", args=address),
        "stop_url": reverse("awards:screening_stop", args=address) if steers else "",
        "retry_url": reverse("awards:screening_retry", args=address) if steers else "",
    }


def steps_of(job):
    """Phases before the present one are done."""
    names = [name for name, _label in actions.STEPS]
    place = names.index(job.phase) if job.phase in names else 0 if job.is_open else -1
    now = "track" if job.is_open else "fail" if job.state == "failed" else "back"
    return [
        ("met" if number < place else now if number == place else "todo", label)
        for number, (_name, label) in enumerate(actions.STEPS)
    ]


@require_safe
def progress(request, pk):
    """The job's panel alone, for htmx; a finished one loads its page anew."""
    visible = Screening.objects.visible_to(request.user).for_list()
    screening = get_object_or_404(visible, pk=pk)
    response = render(request, "awards/screening/progress.html", job_of(request.user, screening))
    if screening.job is None or not screening.job.is_open:
        response["HX-Refresh"] = "true"
    return response


def deed(request, pk, act):
    """Do it and show the screening again; a refusal is said above it."""
    visible = Screening.objects.visible_to(request.user).for_list()
    screening = get_object_or_404(visible, pk=pk)
    try:
        act(screening, by=request.user)
    except ValidationError as refusal:
        context = page_of(request.user, screening) | {"refusal": refusal}
        return render(request, ScreeningDetail.template_name, context, status=409)
    return redirect(screening)


@require_POST
def stop(request, pk):
    return deed(request, pk, actions.stop)


@require_POST
def retry(request, pk):
    return deed(request, pk, actions.repeat)

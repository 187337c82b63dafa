"""Uploading a workbook, seeing what it would write, confirming it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import DetailView

from awards import permissions
from awards.records import kinds
from awards.records.importing import actions, workbooks
from awards.records.importing.judging import JUDGES
from awards.views.listing import XLSX
from documents.forms import AttachmentsField
from jobs.models import Job
from units.forms import Form

LISTED = 200  # faulty rows on the page; the annotated copy has all
SHOWN = 20  # rows that would be written
PAGES = {"rating": kinds.RATINGS, "earlier": kinds.AWARDS}
VERDICTS = {
    "new": ("met", gettext_lazy("New")),
    "changed": ("track", gettext_lazy("Changed")),
    "same": ("todo", gettext_lazy("Recorded already")),
    "fault": ("fail", gettext_lazy("To be mended")),
}


class ImportForm(Form):
    file = AttachmentsField(
        max_files=1,
        label=gettext_lazy("Workbook"),
        help_text=gettext_lazy("An Excel workbook (.xlsx) with the headings of the template."),
    )

    def clean_file(self):
        kept = self.cleaned_data["file"][0]
        if kept.kind != "xlsx":
            raise ValidationError(
                _("“%(name)s” is no Excel workbook (.xlsx).") % {"name": kept.name}
            )
        return kept


class Import(View):
    """One address: GET asks for the file; POST shows what it would write, gives the annotated copy
    or, confirmed, writes it. The file waits in the storage, named by a signed token."""

    kind = ""

    def dispatch(self, request, *args, **kwargs):
        if not permissions.can_record(request.user):
            raise PermissionDenied
        self.pages = PAGES[self.kind]
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self.upload_page(ImportForm())

    def post(self, request):
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.upload_page(form, status=422)
        kept = form.cleaned_data["file"]
        if "confirm" in request.POST:
            return self.confirm(kept)
        outcome = actions.judged(self.kind, kept.path, by=request.user)
        if "annotated" in request.POST:
            return workbook(workbooks.annotated(self.kind, outcome), f"sua-{self.pages.path}")
        return self.result_page(kept, outcome, status=200 if outcome.is_good else 422)

    def confirm(self, kept):
        seen = self.request.POST.get("seen", "")
        try:
            done = actions.confirm(self.kind, kept, seen=seen, by=self.request.user)
        except ValidationError as refusal:
            outcome = actions.judged(self.kind, kept.path, by=self.request.user)
            return self.result_page(kept, outcome, refusal=refusal, status=409)
        if isinstance(done, Job):
            return redirect("awards:record_import", done.pk)
        messages.success(self.request, written_words(done))
        return redirect(self.pages.url("list"))

    def upload_page(self, form, status=200):
        context = {"form": form, "template_url": self.pages.url("template"), **self.frame()}
        return render(self.request, "awards/records/import.html", context, status=status)

    def result_page(self, kept, outcome, *, refusal=None, status):
        rows = outcome.to_write if outcome.is_good else []
        context = {
            "kept": kept,
            "outcome": outcome,
            "counts": [
                (look, words, outcome.counts[name]) for name, (look, words) in VERDICTS.items()
            ],
            "faulty": outcome.faulty[:LISTED],
            "more": max(len(outcome.faulty) - LISTED, 0),
            "shown": [shown(line) for line in rows[:SHOWN]],
            "more_shown": max(len(rows) - SHOWN, 0),
            "refusal": refusal,
            "problems": ValidationError(outcome.reading.problems),
            "can_confirm": outcome.is_good and bool(outcome.to_write),
            **self.frame(),
        }
        return render(self.request, "awards/records/import_result.html", context, status=status)

    def frame(self):
        return {
            "pages": self.pages,
            "crumbs": [(self.pages.title, self.pages.url("list"))],
            "back_url": self.pages.url("import"),
        }


def shown(line):
    look, words = VERDICTS[line.verdict]
    return {"number": line.number, "name": str(line.subject), "record": str(line.record),
            "look": look, "words": words}  # fmt: skip


def written_words(counts):
    return _("Written: %(new)d new, %(changed)d changed; %(same)d were recorded already.") % counts


def import_template(request, kind):
    return workbook(workbooks.template(kind, JUDGES[kind].columns), f"mau-{PAGES[kind].path}")


def workbook(content, name):
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


class ImportJob(DetailView):
    """How far a long file is."""

    template_name = "awards/records/import_job.html"

    def get_queryset(self):
        return Job.objects.visible_to(self.request.user).filter(kind=actions.JOB)

    def get_context_data(self, **kwargs):
        job = self.object
        pages = PAGES[job.payload["kind"]]
        here = reverse("awards:record_import", args=[job.pk])
        return super().get_context_data(
            job=job,
            here=here,
            poll_url=f"{here}?panel=1",
            pages=pages,
            done=written_words(job.result) if job.state == Job.State.DONE else "",
            list_url=pages.url("list"),
            crumbs=[(pages.title, pages.url("list"))],
            **kwargs,
        )

    def get_template_names(self):
        return ["awards/records/import_panel.html" if "panel" in self.request.GET
                else self.template_name]  # fmt: skip

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        if "panel" in self.request.GET and not self.object.is_open:
            response["HX-Refresh"] = "true"
        return response

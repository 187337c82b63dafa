"""Parts of pages, rendered with plain values."""

import datetime
import re
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from accounts.models import Nobody
from config import samples


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def request_to(address):
    request = RequestFactory().get(address)
    request.user, request.resolver_match = Nobody(), None
    return request


def render(template, **context):
    html = render_to_string(f"components/{template}.html", context, request_to("/list/?q=a&page=5"))
    return re.sub(r">\s+<", "><", html).strip()


def text_of(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def links_of(html):
    return re.findall(r'href="([^"]*)"', html)


class ResultForm(forms.Form):
    value = forms.IntegerField(label="Result")
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A")], widget=forms.RadioSelect)

    def clean(self):
        raise forms.ValidationError("The period is locked.")


def test_state_has_word_shape_and_colour():
    html = render("state", state="risk", label="Có nguy cơ")
    assert text_of(html) == "Có nguy cơ"
    assert 'class="state state--risk"' in html
    assert 'href="/static/ui/icons.svg#s-risk"' in html


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("success", "note--done"),
        ("error", "note--risk"),
        ("warning", "note--risk"),
        ("", "note--info"),
    ],
)
def test_note_takes_the_levels_of_messages(kind, expected):
    html = render("note", kind=kind, text="<b>typed</b>")
    assert html == f'<div class="note {expected}"><p>&lt;b&gt;typed&lt;/b&gt;</p></div>'


def test_error_summary_links_to_the_fields():
    html = render("error_summary", form=ResultForm({"value": "x"}))
    assert links_of(html) == ["#id_value", "#div_id_kind"]
    assert text_of(html) == (
        "Not saved. This needs mending: The period is locked. "
        "Result: Enter a whole number. Kind: This field is required."
    )


def test_error_summary_names_the_row_of_a_formset():
    rows = forms.formset_factory(ResultForm, extra=0)(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-1-value": "x"}
    )
    assert "#id_form-1-value" in links_of(render("error_summary", formset=rows))
    assert "Row 2, Result: Enter a whole number." in text_of(render("error_summary", formset=rows))


def test_error_summary_says_why_a_deed_was_refused():
    refusal = forms.ValidationError(["Somebody moved this dossier meanwhile."])
    html = render("error_summary", refusal=refusal)
    assert text_of(html) == "Not saved. This needs mending: Somebody moved this dossier meanwhile."


@pytest.mark.parametrize("form", [None, ResultForm()])
def test_error_summary_is_nothing_without_errors(form):
    assert text_of(render("error_summary", form=form)) == ""


def test_form_shows_the_error_of_the_whole_form_once_and_keeps_what_was_typed():
    html = render("form", form=ResultForm({"value": "5.9l8"}), submit="Save", csrf_token="token")
    assert html.count("The period is locked.") == 1
    assert 'value="5.9l8"' in html
    assert '<input type="hidden" name="csrfmiddlewaretoken" value="token">' in html
    assert text_of(html).count("marks what has to be filled in.") == 1


@pytest.mark.parametrize(
    ("required", "widget", "times"),
    [
        ((True, True), forms.TextInput, 1),
        ((False, True), forms.TextInput, 1),
        ((False, False), forms.TextInput, 0),
        ((True, True), forms.HiddenInput, 0),
    ],
)
def test_the_star_is_explained_once_where_it_stands(required, widget, times):
    class Sample(forms.Form):
        one = forms.CharField(required=required[0], widget=widget)
        two = forms.CharField(required=required[1], widget=widget)

    html = render("form", form=Sample(), submit="Save", back_url="/")
    assert html.count("marks what has to be filled in.") == times


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "Previous 1 2 … 13 Next 1 - 50 of 622 dossiers"),
        (2, "Previous 1 2 3 … 13 Next 51 - 100 of 622 dossiers"),
        (5, "Previous 1 … 4 5 6 … 13 Next 201 - 250 of 622 dossiers"),
        (12, "Previous 1 … 11 12 13 Next 551 - 600 of 622 dossiers"),
        (13, "Previous 1 … 12 13 Next 601 - 622 of 622 dossiers"),
    ],
)
def test_pagination(number, expected):
    page = Paginator(range(622), 50).page(number)
    assert text_of(render("pagination", page=page, what="dossiers")) == expected


def test_pagination_keeps_the_filter_in_the_address():
    page = Paginator(range(622), 50).page(1)
    assert set(links_of(render("pagination", page=page, what="x"))) == {
        "?q=a&amp;page=2",
        "?q=a&amp;page=13",
    }


@pytest.mark.parametrize(
    ("current", "aria", "link"),
    [
        ("name", 'aria-sort="ascending"', "?q=a&amp;sort=-name"),
        ("-name", 'aria-sort="descending"', "?q=a&amp;sort=name"),
        ("", "", "?q=a&amp;sort=name"),
    ],
)
def test_sort_head_turns_the_order_round(current, aria, link):
    html = render("sort_head", label="Name", field="name", current=current)
    assert links_of(html) == [link]
    assert re.findall(r'aria-sort="\w+"', html) == ([aria] if aria else [])


def job(state, **fields):
    fields = {"words": "PDF: page 3", "error": "", "finished_at": None, "percent": 75} | fields
    at = datetime.datetime(2024, 10, 18, 2, 41, tzinfo=datetime.UTC)
    return SimpleNamespace(
        pk=7, state=state, is_open=state in ("queued", "running"), created_at=at, **fields
    )


def test_an_open_job_polls_and_can_be_stopped():
    html = render(
        "job",
        job=job("running"),
        page_url="/reports/7/",
        poll_url="/reports/7/job/",
        cancel_url="/stop/",
        retry_url="/retry/",
        csrf_token="token",
    )
    assert 'hx-get="/reports/7/job/"' in html
    assert '<progress max="100" value="75" aria-label="Progress">' in html
    assert re.findall(r'action="([^"]+)"', html) == ["/stop/"]
    assert links_of(html) == ["/reports/7/"]


@pytest.mark.parametrize(
    ("state", "forms_shown"), [("done", []), ("failed", ["/retry/"]), ("cancelled", ["/retry/"])]
)
def test_a_closed_job_polls_no_more(state, forms_shown):
    html = render(
        "job",
        job=job(state),
        page_url="/",
        poll_url="/poll/",
        cancel_url="/stop/",
        retry_url="/retry/",
    )
    assert "hx-get" not in html
    assert re.findall(r'action="([^"]+)"', html) == forms_shown


def test_steps_mark_where_the_dossier_is():
    steps = [
        {"label": label, "state": state}
        for label, state in [("Unit", "done"), ("Appraisal", "now"), ("Decision", "todo")]
    ]
    html = render("steps", steps=steps, label="Steps")
    assert re.findall(r'<li class="([^"]+)"( aria-current="step")?', html) == [
        ("is-done", ""),
        ("is-now", ' aria-current="step"'),
        ("is-todo", ""),
    ]
    assert text_of(html) == "Unit : done 2 Appraisal : at this step 3 Decision : not reached"


def test_events_escape_what_was_said():
    at = datetime.datetime(2024, 10, 15, 7, 20, tzinfo=datetime.UTC)
    html = render(
        "events", events=[{"at": at, "who": "A", "unit": "B", "what": "Returned", "note": "<i>\nc"}]
    )
    assert text_of(html) == "15/10/2024, 14:20 · A, B Returned &lt;i&gt; c"


def test_next_shows_a_disabled_act_beside_its_reason():
    acts = [
        {"label": "Return", "url": "/return/", "method": "post", "primary": True},
        {"label": "Submit", "disabled": True},
    ]
    html = render(
        "next", acts=acts, reasons=["one file is missing"], version=1234, csrf_token="token"
    )
    assert '<button type="button" class="btn btn-secondary" disabled>Submit</button>' in html
    assert '<input type="hidden" name="version" value="1234">' in html
    assert "one file is missing" in text_of(html)


def test_bullet_tag_writes_points_in_vietnamese_too():
    template = engines["django"].from_string(
        "{% load charts %}{% bullet 50 plan=100 forecast=75.5 %}"
    )
    with translation.override("vi"):
        html = template.render()
    assert 'width="62.5"' in html and 'width="94.4"' in html and "," not in html


def test_bullet_tells_its_figures_to_those_who_do_not_see_it():
    bullet = engines["django"].from_string("{% load charts %}{% bullet 50 plan=100 label=words %}")
    assert 'role="img" aria-label="50 &lt;kg&gt;"' in bullet.render({"words": "50 <kg>"})
    assert "role" not in bullet.render({"words": ""})


@pytest.mark.slow
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_of_components_renders_every_part(language):
    with translation.override(language):
        html = render_to_string(
            "components.html", {"sample": samples.sample()}, request_to("/components/")
        )
    assert html.count("<h1>") == 1
    assert "None" not in text_of(html)

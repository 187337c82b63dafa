"""The one shape of a page that does a deed: a form, an action, and what the action refuses."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.views.generic import FormView


class DeedView(FormView):
    """GET shows the form, POST does the deed. What was typed stays: 422 unreadable, 409 refused.

    A page says `heading`, `crumbs()`, `back_url()`, whether it is `allowed()`, and `do(**typed)`,
    which gives the address (or the response) to go on with.
    """

    template_name = "units/form_page.html"
    heading: str | Promise = ""
    explanation: str | Promise = ""
    verb: str | Promise | None = None

    def dispatch(self, request, *args, **kwargs):
        self.prepare()
        if not self.allowed():
            raise PermissionDenied
        return self.first() or super().dispatch(request, *args, **kwargs)

    def prepare(self):
        """Fetches the object, through visible_to: 404 outside."""

    def first(self):
        """A response instead of the page, for what must come before the deed; or None."""
        return None

    def form_valid(self, form):
        try:
            done = self.do(**form.cleaned_data)
        except ValidationError as refusal:
            self.refuse(form, refusal)
            return self.render_to_response(self.get_context_data(form=form), status=409)
        return redirect(done) if isinstance(done, str) else done

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def refuse(self, form, refusal):
        """A refusal of a field that the form does not show is said above the form."""
        known = (
            not hasattr(refusal, "error_dict") or refusal.error_dict.keys() <= form.fields.keys()
        )
        form.add_error(None, refusal if known else refusal.messages)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            heading=self.heading,
            explanation=self.explanation,
            crumbs=self.crumbs(),
            back_url=self.back_url(),
            submit=self.verb or self.form_class.verb,
            **kwargs,
        )

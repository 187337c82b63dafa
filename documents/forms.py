"""The field with which every form takes files."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from . import files, kinds


def _limits():
    limit = files.megabytes(settings.ATTACHMENT_MAX_BYTES)
    return gettext("PDF, DOCX, XLSX, PNG or JPG, at most %(limit)d MB a file.") % {"limit": limit}


limits = lazy(_limits, str)


class Chosen(list):
    """What came with the form: files just sent, and tokens of those sent with an earlier try."""

    def __init__(self, uploads=(), tokens=()):
        super().__init__(uploads)
        self.tokens = list(tokens)

    def __bool__(self):
        return len(self) > 0 or bool(self.tokens)


class AttachmentsInput(forms.Widget):
    """Takes several files, and carries those that were right through a form with other errors.

    No FileInput: of such a one crispy draws its own picture, without the files that are carried.
    """

    needs_multipart_form = True

    def use_required_attribute(self, initial):
        return False  # a carried file satisfies the field, which the browser cannot know

    def value_from_datadict(self, data, files_, name):
        uploads = files_.getlist(name) if hasattr(files_, "getlist") else [files_[name]]
        tokens = data.getlist(f"{name}-kept") if hasattr(data, "getlist") else []
        return Chosen(uploads, tokens)

    def value_omitted_from_data(self, data, files_, name):
        return name not in files_ and f"{name}-kept" not in data

    def render(self, name, value, attrs=None, renderer=None):
        attrs = self.build_attrs(self.attrs, attrs)
        context = {"name": name, "attrs": attrs, "kept": self.carried(value)}
        return render_to_string("documents/attachments_input.html", context)

    def carried(self, value):
        """Files of this try and of earlier ones; a token keeps its age, so that it ends before the
        sweep comes for its file."""
        if not isinstance(value, Chosen):
            return []
        pairs = [(files.from_token(token), token) for token in value.tokens]
        fresh = [upload.kept for upload in value if hasattr(upload, "kept")]
        return [pair for pair in pairs if pair[0]] + [(kept, kept.token) for kept in fresh]


class AttachmentsField(forms.Field):
    """Cleans to a list of checked files for `documents.actions.attach`.

    Files are written while the form is cleaned, before any transaction; see documents.files.
    """

    widget = AttachmentsInput
    default_error_messages = {
        "required": _("Attach at least one file."),
        "count": _("At most %(limit)d files can be attached at once; these are %(count)d."),
        "gone": _("A file you attached before is no longer here. Choose it again."),
    }

    def __init__(self, *, max_files=10, **kwargs):
        self.max_files = max_files
        kwargs.setdefault("help_text", limits())
        super().__init__(**kwargs)

    def widget_attrs(self, widget):
        attrs = super().widget_attrs(widget)
        attrs["accept"] = ",".join(f".{extension}" for extension in kinds.EXTENSIONS)
        if self.max_files > 1:
            attrs["multiple"] = True
        return attrs

    def to_python(self, value):
        if not value:
            return []
        count = len(value) + len(value.tokens)
        if count > self.max_files:
            raise ValidationError(
                self.error_messages["count"],
                code="count",
                params={"limit": self.max_files, "count": count},
            )
        kept, errors = [], []
        for token in value.tokens:
            file = files.from_token(token)
            if file:
                kept.append(file)
            else:
                errors.append(ValidationError(self.error_messages["gone"], code="gone"))
        for upload in value:
            try:
                upload.kept = getattr(upload, "kept", None) or files.keep(upload)
                kept.append(upload.kept)
            except ValidationError as error:
                errors.append(error)
        if errors:
            raise ValidationError(errors)
        return kept

    def has_changed(self, initial, data):
        return bool(data)

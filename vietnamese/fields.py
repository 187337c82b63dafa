"""Model fields: cleaned text, and keys for search and order that fill themselves."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext as _

from . import forms
from .folding import clean_line, clean_prose, fold, strip_invisible
from .sorting import person_sort_key, sort_key


class CleanedMixin:
    """Text is cleaned wherever it enters: in `clean`, before it is saved, and in lookups.

    Saving text without visible characters, or longer than `max_length`, raises ValidationError, on
    SQLite too, which does not enforce lengths.
    """

    def clean_text(self, value):
        raise NotImplementedError

    def clean(self, value, model_instance):
        return super().clean(self._cleaned(value), model_instance)

    def pre_save(self, model_instance, add):
        value = self._cleaned(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value, connection):
        value = self._cleaned(value)
        if isinstance(value, str) and self.max_length and len(value) > self.max_length:
            raise ValidationError(
                _("%(field)s: at most %(limit)d characters, these are %(length)d.")
                % {
                    "field": self.verbose_name,
                    "limit": self.max_length,
                    "length": len(value),
                },
                code="max_length",
            )
        return super().get_db_prep_save(value, connection)

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return strip_invisible(value) if isinstance(value, str) else value

    def _cleaned(self, value):
        if not isinstance(value, str):
            return value
        try:
            return self.clean_text(value)
        except ValueError as error:
            raise ValidationError(str(error), code="invisible") from error


class LineField(CleanedMixin, models.CharField):
    """One line: a name, a title, a number of a document. `max_length` is required."""

    def clean_text(self, value):
        return clean_line(value)

    def formfield(self, **kwargs):
        if self.choices is None:
            kwargs.setdefault("form_class", forms.LineField)
        return super().formfield(**kwargs)


class ProseField(CleanedMixin, models.TextField):
    """Text of several lines, at most 20,000 characters unless `max_length` says otherwise."""

    def __init__(self, *args, max_length=20_000, **kwargs):
        super().__init__(*args, max_length=max_length, **kwargs)
        self.validators.append(MaxLengthValidator(self.max_length))

    def clean_text(self, value):
        return clean_prose(value)

    def formfield(self, **kwargs):
        if self.choices is None:
            kwargs.setdefault("form_class", forms.ProseField)
        return super().formfield(**kwargs)


class DerivedField(models.CharField):
    """A text computed from the field `source` whenever a row is saved, also by `bulk_create`.

    `QuerySet.update`, `bulk_update` and `save(update_fields=...)` write only the fields they name:
    name this one too when the source changes (`bulk_update` wants the value computed: `compute`).
    """

    def __init__(self, *args, source="name", **kwargs):
        self.source = source
        defaults = {"max_length": 600, "blank": True, "default": "", "db_index": True}
        super().__init__(*args, **defaults | kwargs | {"editable": False})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        return name, path, args, kwargs | {"source": self.source, "db_index": self.db_index}

    def key(self, text):
        raise NotImplementedError

    def compute(self, model_instance):
        return self.key(getattr(model_instance, self.source) or "")[: self.max_length]

    def pre_save(self, model_instance, add):
        value = self.compute(model_instance)
        setattr(model_instance, self.attname, value)
        return value


class FoldedField(DerivedField):
    """The source without diacritics, in lower case, for search: compare it with `fold(text)`."""

    def key(self, text):
        return fold(text)


class SortKeyField(DerivedField):
    """The source's place in Vietnamese alphabetical order; with `person`, by given name."""

    def __init__(self, *args, person=False, **kwargs):
        self.person = person
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | ({"person": True} if self.person else {})

    def key(self, text):
        return person_sort_key(text) if self.person else sort_key(text)

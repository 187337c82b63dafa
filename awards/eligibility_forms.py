"""What a unit states for the criteria of its dossier, and why a failed criterion is let pass."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards import verdicts
from awards.eligibility import vocabulary as words
from awards.eligibility.dossiers import COMPLETE
from awards.eligibility.wording.terms import CATEGORY, INFLUENCE, ORGANISER, STATEMENT, STEP
from awards.models import Occupation
from units.forms import Form, version_field
from vietnamese import forms as fields

SAID = [
    ("yes", gettext_lazy("it holds")),
    ("no", gettext_lazy("it does not hold")),
    ("", gettext_lazy("not confirmed")),
]
HOLDS = {"yes": True, "no": False, "": None}
LISTS = {
    "awards": gettext_lazy("All earlier awards are recorded"),
    "initiatives": gettext_lazy("All initiatives are recorded"),
    "discipline": gettext_lazy("All disciplines are recorded, or there was none"),
    "open_reviews": gettext_lazy("No review is open beyond those recorded"),
    "emulation_ranks": gettext_lazy("All ranks in clusters and blocks are recorded"),
}
UNIT_BODIES = ("unit", "council", "ministry_or_province", "province")
SAY, LIST, DAY = "say-", "list-", "step-"  # prefixes of field names


class StatementsForm(Form):
    """Fields by what the criteria of the award ask for."""

    verb = gettext_lazy("Save what is confirmed")
    version = version_field()

    def __init__(self, *args, nomination, nominees, **kwargs):
        super().__init__(*args, **kwargs)
        self.nomination, self.nominees = nomination, nominees
        for statement in verdicts.statements_of(nomination):
            self.fields[SAY + statement] = forms.ChoiceField(
                choices=SAID,
                required=False,
                label=str(STATEMENT.get(statement, statement)).capitalize(),
                widget=forms.RadioSelect,
            )
        for name in self.lists():
            self.fields[LIST + name] = forms.BooleanField(required=False, label=LISTS[name])
        self.add_dossier_fields()

    def lists(self):
        kinds = {nominee.kind for nominee in self.nominees}
        people = kinds <= {"individual"}
        wanted = ["awards", "open_reviews"]
        wanted += ["initiatives", "discipline"] if people else []
        wanted += ["emulation_ranks"] if kinds == {"collective"} else []
        return [name for name in LISTS if name in wanted]

    def add_dossier_fields(self):
        for step in verdicts.asked_by(self.nomination, "process_step", "step"):
            self.fields[DAY + step] = fields.DateField(
                required=False, label=str(STEP.get(step, step)).capitalize()
            )
        categories = verdicts.asked_by(self.nomination, "achievement", "category")
        choices = [
            (code, label) for code, label in CATEGORY.items()
            if any(code in (one, *one.split("_or_")) for one in categories)
        ]  # fmt: skip
        if choices:
            self.fields["category"] = choice(_("Kind of achievement"), choices)
            self.fields["influence"] = choice(_("Influence"), INFLUENCE.items())
            bodies = [(code, ORGANISER.get(code, BODIES.get(code))) for code in UNIT_BODIES]
            self.fields["confirmed_by"] = choice(_("Confirmed by"), bodies)
        if words.WORKER in applies(self.nomination):
            self.fields["occupation"] = choice(_("Occupation"), Occupation.choices)

    def stated(self):
        """The cleaned form as the action takes it."""
        typed = self.cleaned_data
        said = {
            name.removeprefix(SAY): HOLDS[value]
            for name, value in typed.items() if name.startswith(SAY)
        }  # fmt: skip
        said |= {
            COMPLETE + name.removeprefix(LIST): value or None
            for name, value in typed.items() if name.startswith(LIST)
        }  # fmt: skip
        claim = (
            {name: typed[name] for name in ("category", "influence", "confirmed_by")}
            if "category" in typed
            else None
        )
        steps = {
            name.removeprefix(DAY): value
            for name, value in typed.items() if name.startswith(DAY)
        }  # fmt: skip
        return verdicts.Statements(said, claim, steps, typed.get("occupation"))


BODIES = {"unit": gettext_lazy("the unit"), "council": gettext_lazy("the council")}


def choice(label, choices):
    return forms.ChoiceField(
        label=label, required=False, choices=[("", gettext_lazy("none stated")), *choices]
    )


def applies(nomination):
    rulebook = verdicts.catalogue.rulebook()
    known = rulebook.awards.get(nomination.award_type.code)
    return {kind for one in known.criteria for kind in one.applies_to} if known else set()


class OverrideForm(Form):
    verb = gettext_lazy("Let it pass")
    reason = fields.ProseField(
        max_length=2000,
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy(
            "It stands beside the criterion on every later page, with your name and the date."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = version_field()

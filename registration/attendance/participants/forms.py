"""The forms of the list of participants: making a version, correcting a line, deciding on it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intersessional import codes
from registration.registrations.forms.fields import LinesField
from registration.registrations.forms.particulars import ParticularsForm
from registration.registrations.forms.summary import SummarisedForm
from registration.registrations.models import Registration

from ..models import ListKind
from ..models.participants import NOTE_LENGTH
from .details import NewVersion, Printed
from .population import CONFIRMED, Population, population_named, populations

ANSWERS = (("accept", _("Accept: change the registration so")), ("reject", _("Do not accept")))


class MakeForm(SummarisedForm):
    """A version that is to be made, by its kind; the final one asks once more."""

    population = forms.ChoiceField(
        label=_("Who is listed"), widget=forms.Select(attrs={"class": "form-select w-auto"})
    )
    reason = LinesField(
        label=_("Reason for the correction"),
        help_text=_("It is kept with the version, and not printed."),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        error_messages={"required": _("Say why the final list is corrected.")},
    )
    note = LinesField(
        label=_("Note"),
        help_text=_("For the secretariat: it is not printed."),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )
    agreed = forms.BooleanField(
        label=_("I have looked at the list. It is final."),
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
        error_messages={"required": _("Tick that you have looked at the list, which is final.")},
    )
    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    token = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        known = populations()
        self.fields["population"].choices = [(one.key, one.label) for one in known]  # type: ignore[attr-defined]
        unneeded = ["population"] if len(known) == 1 else []
        unneeded += [] if kind == ListKind.CORRECTED else ["reason"]
        unneeded += ["agreed"] if kind == ListKind.PROVISIONAL else []
        for name in unneeded:
            del self.fields[name]

    @property
    def chosen(self) -> Population:
        """The population that was sent, or the usual one; also where other answers are wrong."""
        sent = str(self.data.get("population", "")) if self.is_bound else ""
        return population_named(sent) if "population" in self.fields else CONFIRMED

    @property
    def form_token(self) -> str:
        """The token of this form: the one that was sent, or a new one."""
        sent = str(self.data.get("token", "")) if self.is_bound else ""
        return sent[:64] or codes.address_token()

    def details(self) -> NewVersion:
        """Return the valid answers as a value."""
        given = self.cleaned_data
        return NewVersion(
            kind=self.kind,
            population=self.chosen,
            note=given["note"],
            reason=given.get("reason", ""),
            seen=given["seen"],
            token=given["token"] or codes.address_token(),
        )


class ShowForm(forms.Form):
    """Whether delegations see a version."""

    shown = forms.BooleanField(required=False)


class CorrectionForm(SummarisedForm):
    """How somebody is to be printed; at first as they are."""

    honorific = ParticularsForm.base_fields["honorific"]
    given_names = ParticularsForm.base_fields["given_names"]
    family_name = ParticularsForm.base_fields["family_name"]
    function = ParticularsForm.base_fields["function"]
    department = ParticularsForm.base_fields["department"]

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any) -> None:
        names = list(self.base_fields)
        initial = {name: getattr(registration, name) for name in names}
        super().__init__(*args, **{"initial": initial, **kwargs})
        for field in self.fields.values():
            classes = field.widget.attrs.get("class", "")
            field.widget.attrs["class"] = f"form-control {classes}".strip()

    def details(self) -> Printed:
        """Return the valid answers as a value."""
        return Printed(**self.cleaned_data)


class DecisionForm(SummarisedForm):
    """What the staff decide on a correction; what is not accepted has its reason.

    `version` is that of the registration as the page showed it.
    """

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label=_("Decision"),
        choices=ANSWERS,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        error_messages={"required": _("Choose whether the correction is accepted.")},
    )
    reason = LinesField(
        label=_("Reason"),
        help_text=_("Whoever asked reads it in the mail. Needed where it is not accepted."),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )

    def clean(self) -> dict[str, Any]:
        """Want a reason for a refusal."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == "reject" and not cleaned.get("reason"):
            self.add_error("reason", _("Say why it is not accepted: the mail quotes it."))
        return cleaned

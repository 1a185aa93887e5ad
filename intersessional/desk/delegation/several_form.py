"""Several people on one page: the forms. Each row is a form; a row left empty is nobody."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registration.registrations.details import Details
from registration.registrations.forms.particulars import ParticularsForm
from registration.registrations.models import Registration, Role

from .forms import MemberForm

ROWS = 5


class TokenForm(forms.Form):
    """By which the same page sent twice is known."""

    token = forms.CharField(
        max_length=32, widget=forms.HiddenInput, validators=[RegexValidator(r"^[\w-]{22,32}\Z")]
    )


class PersonForm(forms.Form):
    """One of several people: what a list prints, and where the mail goes."""

    honorific = ParticularsForm.base_fields["honorific"]
    given_names = ParticularsForm.base_fields["given_names"]
    family_name = ParticularsForm.base_fields["family_name"]
    function = ParticularsForm.base_fields["function"]
    role = ParticularsForm.base_fields["role"]
    email = MemberForm.base_fields["email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("given_names", "family_name", "function", "honorific"):
            # The focal point’s browser must not fill in the focal point.
            self.fields[name].widget.attrs["autocomplete"] = "off"
        for name, field in self.fields.items():
            css = "form-select" if name == "role" else "form-control"
            field.widget.attrs["class"] = css
            field.widget.attrs.pop("size", None)

    def details(self, code: str, days: Sequence[date]) -> Details:
        """Return the valid answers, for the delegation of the entity with this code."""
        answers = self.cleaned_data | {"role": self.cleaned_data["role"] or Role.MEMBER.value}
        return Details(entity_code=code, days=tuple(days), **answers)


class BasePeople(forms.BaseFormSet):
    """The rows of the page."""

    @property
    def filled(self) -> list[PersonForm]:
        """The rows in which something was typed."""
        return [form for form in self.forms if form.has_changed()]

    @property
    def error_summary(self) -> list[dict[str, str]]:
        """The problems in the order of the page, each with the control that mends it."""
        return [
            {
                "id": form[name].auto_id,
                "text": _("Person %(n)d: %(problem)s") % {"n": number, "problem": error},
            }
            for number, form in enumerate(self.forms, 1)
            for name in form.fields
            for error in form.errors.get(name, [])
        ]


PeopleFormSet = forms.formset_factory(
    PersonForm, formset=BasePeople, extra=ROWS, max_num=ROWS, absolute_max=ROWS
)


class EarlierForm(TokenForm):
    """Which of the people of earlier meetings come again."""

    people = forms.MultipleChoiceField(
        error_messages={
            "required": gettext_lazy("Choose at least one person."),
            "invalid_choice": gettext_lazy("Choose from the people on this page."),
        }
    )

    def __init__(self, *args: Any, known: Sequence[Registration], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.pk), one.printed_name) for one in known]
        self.fields["people"].choices = choices  # type: ignore[attr-defined]

    @property
    def error_summary(self) -> list[dict[str, str]]:
        """The problems, each with the control that mends it."""
        errors = [str(error) for found in self.errors.values() for error in found]
        return [{"id": "people", "text": error} for error in errors]

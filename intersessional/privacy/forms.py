"""Looking for somebody, and erasing them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from registration.registrations.forms.fields import OneLineField
from registration.registrations.forms.summary import SummarisedForm

_TEXT = {"class": "form-control", "autocomplete": "off"}


class EraseForm(SummarisedForm):
    """Why somebody is erased, and their family name typed once more: nobody is erased by a slip."""

    reason: Any = OneLineField(
        label=_("Reason"),
        max_length=300,
        help_text=_("For the audit trail: who asked, and when. Do not write the name here."),
        error_messages={"required": _("Say why, for example “asked by e-mail on 3 July”.")},
        widget=forms.TextInput(_TEXT),
    )
    family_name: Any = OneLineField(
        label=_("Family name, as it stands above"),
        max_length=200,
        error_messages={"required": _("Type the family name to confirm.")},
        widget=forms.TextInput(_TEXT),
    )

    def __init__(self, *args: Any, family_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._family_name = family_name

    def clean_family_name(self) -> str:
        """Refuse another name."""
        typed: str = self.cleaned_data["family_name"]
        if typed.casefold() != " ".join(self._family_name.split()).casefold():
            raise ValidationError(_("This is not the family name above. Please compare them."))
        return typed

"""The note of a version, and which proposal was seen."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intersessional import codes
from registration.registrations.forms.fields import LinesField
from registration.registrations.forms.summary import SummarisedForm

from ..models.base import UID_LENGTH
from ..models.publications import NOTE_LENGTH


def _note(label: Any, *, required: bool = False, help_text: Any = "") -> LinesField:
    return LinesField(
        label=label,
        help_text=help_text,
        max_length=NOTE_LENGTH,
        required=required,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        error_messages={"required": _("Say in English what is new.")},
    )


class PublishForm(SummarisedForm):
    """What is new, in three languages; the digest of what was seen, and the form's own token."""

    note_en = _note(
        _("note (English)"),
        required=True,
        help_text=_("What is new, in a sentence for those who read the programme."),
    )
    note_fr = _note(_("note (French)"))
    note_es = _note(_("note (Spanish)"))
    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    token = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    @property
    def note(self) -> dict[str, str]:
        """The note by language, also as far as it was typed."""
        languages = ("en", "fr", "es")
        if not self.is_bound:
            return dict.fromkeys(languages, "")
        self.is_valid()
        return {
            language: str(self.cleaned_data.get(f"note_{language}", "")) for language in languages
        }

    @property
    def form_token(self) -> str:
        """The token of this form: the one that was sent, or a new one."""
        sent = str(self.data.get("token", "")) if self.is_bound else ""
        return sent[:64] or codes.address_token()


class GoBackForm(forms.Form):
    """The digest of the draft that was seen beside the version."""

    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


class SubscriptionForm(forms.Form):
    """The lasting name of an item, or none for the whole programme, and where to go back to."""

    item = forms.CharField(max_length=UID_LENGTH, required=False)
    next = forms.CharField(max_length=500, required=False)

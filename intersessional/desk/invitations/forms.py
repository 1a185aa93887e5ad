"""Whom a batch invites, and which file of its letters the staff want."""

from django import forms
from django.utils.translation import gettext_lazy as _

from intersessional.text import validate_one_line
from registration.letters.models import REASON_LENGTH, Format, Scope

from ..missing.forms import RemindForm


class BatchForm(RemindForm):
    """The entities that are ticked; whether each can be invited, the operation decides."""


class BundleForm(forms.Form):
    """A file for printing."""

    format = forms.ChoiceField(choices=Format)
    scope = forms.ChoiceField(choices=Scope)


class AnewForm(forms.Form):
    """The letter that was shown, which the new one replaces."""

    instead_of = forms.IntegerField(widget=forms.HiddenInput)


class WithdrawForm(forms.Form):
    """Why the letter that was shown is withdrawn."""

    letter = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why it is withdrawn"),
        help_text=_("For the record of the office; nobody else is told."),
        max_length=REASON_LENGTH,
        validators=[validate_one_line],
        widget=forms.TextInput(attrs={"class": "form-control"}),
        error_messages={"required": _("Say why the letter is withdrawn.")},
    )

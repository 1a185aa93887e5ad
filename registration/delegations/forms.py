"""The form by which somebody becomes a focal point."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from intersessional.text import validate_one_line


class FocalPointForm(forms.Form):
    """Who, at which address, and in which language we write."""

    name = forms.CharField(
        label=_("Name"),
        help_text=_("As in “Dear …”: Ms. Rojas."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        validators=[validate_one_line],
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The code for signing in goes here."),
        max_length=254,
        widget=forms.EmailInput(attrs={"class": "form-control"}),
        validators=[validate_one_line],
        error_messages={
            "required": _("Enter the e-mail address."),
            "invalid": _("Enter an e-mail address such as name@example.org."),
        },
    )
    language = forms.ChoiceField(
        label=_("Language of our messages"),
        choices=settings.LANGUAGES,
        widget=forms.Select(attrs={"class": "form-select"}),
    )

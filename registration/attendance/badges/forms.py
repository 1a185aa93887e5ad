"""Which badges are printed, and on what."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from intersessional.codes import address_token
from registration.delegations.models import Category
from registration.registrations.forms.fields import OneLineField

from ..models import Layout, Scope
from ..models.badges import REASON_LENGTH

SCOPES = [one for one in Scope if one != Scope.PERSON]


class ChooseForm(forms.Form):
    """The filter of the list: all of it may be empty."""

    scope = forms.ChoiceField(
        label=_("Badges"), choices=[(one, one.label) for one in SCOPES], required=False
    )
    category = forms.ChoiceField(
        label=_("Category"),
        choices=[("", pgettext_lazy("choice", "All")), *Category.choices],
        required=False,
    )
    delegation = forms.SlugField(max_length=60, required=False, widget=forms.HiddenInput)


class PrintForm(forms.Form):
    """How the badges are printed; the token makes an order happen once."""

    layout = forms.ChoiceField(label=_("Print on"), choices=Layout, initial=Layout.A6)
    language = forms.ChoiceField(label=_("Language of the badges"))
    token = forms.CharField(
        widget=forms.HiddenInput, validators=[RegexValidator(r"^[A-Za-z0-9_-]{22,64}\Z")]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = address_token
        languages: Any = self.fields["language"]
        languages.choices = [
            (code, get_language_info(code)["name_local"].capitalize())
            for code, _name in settings.LANGUAGES
        ]
        for name in ("layout", "language"):
            self.fields[name].widget.attrs["class"] = "form-select"

    def begin_anew(self) -> None:
        """Show what was chosen under a token of its own: the one it had is of something else."""
        chosen: Any = self.data
        data = chosen.copy()
        data["token"] = address_token()
        self.data = data


class ReissueForm(PrintForm):
    """Why somebody gets another badge, whose code is another one, too."""

    reason = OneLineField(
        label=_("Why another badge"),
        help_text=_("For example: lost; the name was wrong. The old badge then opens nothing."),
        max_length=REASON_LENGTH,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        error_messages={"required": _("Say why the person gets another badge.")},
    )
    field_order = ["reason"]

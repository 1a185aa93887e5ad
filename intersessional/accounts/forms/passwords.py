"""What somebody enters who chooses a password: by an invitation, or in place of the present one."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ..models import User
from .people import CONTROL, Plain

LONGEST = 4096


class _Chosen(Plain):
    """A new password, twice."""

    password = forms.CharField(
        label=_("New password"),
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"} | CONTROL),
        error_messages={"required": _("Choose a password.")},
    )
    again = forms.CharField(
        label=_("The same password again"),
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"} | CONTROL),
        error_messages={"required": _("Enter the same password again.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean(self) -> dict[str, Any]:
        """Compare the two."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, second = cleaned.get("password"), cleaned.get("again")
        if first and second and first != second:
            self.add_error("again", _now("The two passwords are not the same."))
        return cleaned


class AcceptForm(_Chosen):
    """The code of an invitation, and the password that shall open the account."""

    code = forms.CharField(
        label=_("Code from the mail"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
            | CONTROL
        ),
        error_messages={"required": _("Enter the code from the mail.")},
    )
    field_order = ("code", "password", "again")


class OwnPasswordForm(_Chosen):
    """The present password, and the one that takes its place."""

    present = forms.CharField(
        label=_("Your present password"),
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"} | CONTROL),
        error_messages={"required": _("Enter your present password.")},
    )
    field_order = ("present", "password", "again")

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Hold the new one against the rules, and against name and address.

        :raises ValidationError: it could be guessed, or is too short
        """
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password

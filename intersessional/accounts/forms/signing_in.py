"""Sign-in forms."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.utils.translation import gettext_lazy as _

from intersessional.text import validate_one_line

from .. import limits, sign_ins
from ..factor import SealedByLostKey
from ..limits import Allowance
from ..models import SignIn

FACTORS_OF_USER = Allowance("factor/user", 10, 30)
# Longer than a code of an app is valid. The library remembers used ones in a cache, which forgets.
USES_OF_CODE = Allowance("factor/code", 1, 2)


class AskForCodeForm(forms.Form):
    """Where the code shall go. The name of the field is the one of allauth's form."""

    login = forms.EmailField(label=_("E-mail address"), max_length=254)


class CodeForm(forms.Form):
    """The code from the mail."""

    code = forms.CharField(label=_("Code"), max_length=40)


class _NotedForm:
    """Writes into the sign-in log what did not open."""

    noted_as: SignIn.Method

    def is_valid(self) -> bool:
        """Say whether it opens."""
        valid: bool = super().is_valid()  # type: ignore[misc]
        if not valid:
            limited = limits.retry_after(self)  # type: ignore[arg-type]
            outcome = SignIn.Outcome.LIMITED if limited else SignIn.Outcome.WRONG_CODE
            user = getattr(self, "user", None)
            sign_ins.failed(context.request, self.noted_as, outcome, user=user)
        return valid


class _CountedForm:
    """Counts the codes of an authenticator app, and the recovery codes, before they are looked at."""

    user: Any

    def clean_code(self) -> str:
        """Return the code if it is right.

        :raises ValidationError: it is wrong, or there were too many
        """
        try:
            limits.count(FACTORS_OF_USER, str(self.user.pk))
        except limits.TooManyTries as refusal:
            raise refusal.as_error() from refusal
        code: str = super().clean_code()  # type: ignore[misc]
        self._use(code)
        limits.uncount(FACTORS_OF_USER, str(self.user.pk))
        return code

    def _use(self, code: str) -> None:
        digits = "".join(c for c in code if c.isalnum())
        try:
            limits.count(USES_OF_CODE, f"{self.user.pk}/{digits}")
        except limits.TooManyTries as used:
            raise get_adapter().validation_error("incorrect_code") from used


class _OthersTriedForm:
    """Asks the other factors, too, where one can no longer be unsealed.

    The library stops at the first of them, whichever the database names first.
    """

    user: Any
    cleaned_data: dict[str, Any]
    authenticator: Authenticator

    def clean_code(self) -> str:
        """Return the code if any factor takes it.

        :raises SealedByLostKey: none does, but one could not be asked
        :raises ValidationError: it is wrong
        """
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except SealedByLostKey:
            code = self.cleaned_data["code"]
            factors = Authenticator.objects.filter(user=self.user)
            typed = factors.exclude(type=Authenticator.Type.WEBAUTHN).order_by("pk")
            found = next((one for one in typed if _takes(one, code)), None)
            if found is None:
                raise
            self.authenticator = found
        return code


def _takes(factor: Authenticator, code: str) -> bool:
    try:
        return bool(factor.wrap().validate_code(code))
    except SealedByLostKey:
        return False


class SecondFactorForm(_NotedForm, _CountedForm, _OthersTriedForm, AuthenticateForm):
    """The second step of a sign-in."""

    noted_as = SignIn.Method.APP


class SecondFactorAgainForm(_CountedForm, _OthersTriedForm, ReauthenticateForm):
    """The second factor once more, before a factor is changed."""


class _SoundForm:
    """Takes what is not even built like the answer of a browser for a wrong one.

    The library reads the fields of the answer without looking whether they are there.
    """

    def clean(self) -> Any:
        """Return the answers.

        :raises ValidationError: there is no sense in them
        """
        with _no_sense():
            return super().clean()  # type: ignore[misc]

    def clean_credential(self) -> Any:
        """Return the passkey, or what the browser said about it.

        :raises ValidationError: there is no sense in it
        """
        clean = getattr(super(), "clean_credential", lambda: self.cleaned_data["credential"])  # type: ignore[attr-defined]
        with _no_sense():
            return clean()


@contextmanager
def _no_sense() -> Iterator[None]:
    try:
        yield
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise forms.ValidationError(_("The passkey did not answer rightly.")) from error


class PasskeySignInForm(_NotedForm, _SoundForm, LoginWebAuthnForm):
    """A passkey alone."""

    noted_as = SignIn.Method.PASSKEY


class PasskeySecondForm(_NotedForm, _SoundForm, AuthenticateWebAuthnForm):
    """A passkey after the password."""

    noted_as = SignIn.Method.SECOND_PASSKEY


class PasskeyAgainForm(_SoundForm, ReauthenticateWebAuthnForm):
    """A passkey before a factor is changed."""


class PasskeyForm(_SoundForm, AddWebAuthnForm):
    """A new passkey."""

    name = forms.CharField(required=False, max_length=60, validators=[validate_one_line])


class PasskeyNameForm(EditWebAuthnForm):
    """Another name for a passkey."""

    name = forms.CharField(max_length=60, validators=[validate_one_line])

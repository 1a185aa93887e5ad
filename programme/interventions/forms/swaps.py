"""Exchanging places: with whom, and why not."""

from django import forms
from django.utils.translation import gettext_lazy as _

from registration.registrations.forms.fields import LinesField
from registration.registrations.forms.summary import SummarisedForm

from ..models.interventions import REASON_LENGTH

# Both places as they were seen: one's own first, or that of the proposer.
_PLACES = r"[0-9]{1,6}:[0-9]{1,6}"


class ProposeForm(forms.Form):
    """One button for each with whom it is possible: the request, and both places."""

    partner = forms.RegexField(rf"^[0-9]{{1,18}}:{_PLACES}\Z")

    @property
    def chosen(self) -> tuple[int, tuple[int, int]]:
        """The other request, and the places that were seen."""
        pk, first, second = map(int, self.cleaned_data["partner"].split(":"))
        return pk, (first, second)


class AcceptForm(forms.Form):
    """Which places were seen."""

    seen = forms.RegexField(rf"^{_PLACES}\Z")

    @property
    def places(self) -> tuple[int, int]:
        """The places of the proposer and of the other."""
        first, second = map(int, self.cleaned_data["seen"].split(":"))
        return first, second


class ReasonForm(SummarisedForm):
    """Why an exchange is declined, refused or undone."""

    unmarked = ()

    reason = LinesField(
        label=_("Why"),
        help_text=_("The other side reads it, and it stays on record."),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        error_messages={"required": _("Say why: the other side reads it.")},
    )

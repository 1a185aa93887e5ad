"""Why the staff release a statement, or hold it again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from registration.registrations.forms.fields import LinesField
from registration.registrations.forms.summary import SummarisedForm

from ..models.interventions import REASON_LENGTH


class ReasonForm(SummarisedForm):
    """A reason, which stays on record."""

    unmarked = ()

    reason = LinesField(
        label=_("Reason"),
        help_text=_("It stays on record beside the statement."),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        error_messages={"required": _("Enter the reason.")},
    )

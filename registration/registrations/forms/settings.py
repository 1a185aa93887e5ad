"""What the staff set for a meeting, as the admin site asks it."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from registration.delegations.models import Delegation
from registration.meetings.models import Meeting

from ..models import ConfirmationRule


class DelegationField(forms.ModelChoiceField):
    """A delegation, called by its name and its meeting."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the name with the meeting: the same entity has a delegation to each."""
        return f"{obj.name} ({obj.meeting.short_title})"


class OfADelegationForm(forms.ModelForm):
    """A quota or an extension: a delegation it is for is one to its meeting.

    Offered are the delegations to the meeting that stands in the form. Whoever chooses another meeting
    is told so, and then offered those of that one.
    """

    delegation = DelegationField(
        label=_("Delegation"),
        help_text=_(
            "To the meeting above. For those to another meeting, choose that one and save: they are"
            " offered then."
        ),
        queryset=Delegation.objects.none(),
        required=False,
        error_messages={
            "invalid_choice": _(
                "That delegation is not one to this meeting. Choose one of those offered now."
            )
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "delegation" in self.fields:  # Whoever may only read has no fields.
            field = cast(DelegationField, self.fields["delegation"])
            field.queryset = Delegation.objects.filter(meeting=self._meeting_id()).with_names()

    def _meeting_id(self) -> int | None:
        """Return the meeting that is chosen now."""
        value = self["meeting"].value() if "meeting" in self.fields else None
        if isinstance(value, Meeting):
            value = value.pk
        text = str(value or self.instance.meeting_id or "")
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else None


class RuleForm(forms.ModelForm):
    """What one category needs, as a row of the table."""

    class Meta:
        model = ConfirmationRule
        fields = ("needs",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Where the number of a row did not come, Django makes a form without one.
        if "needs" in self.fields and self.instance.pk:
            name = f"{self.instance.get_category_display()}, {self.instance.meeting}"
            self.fields["needs"].widget.attrs["aria-label"] = name

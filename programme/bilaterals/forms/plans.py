"""The small forms of plans: which to make, and what of one to accept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import PlanKind

ALL, CHOSEN, DISCARD = "all", "chosen", "discard"


class AskPlanForm(forms.Form):
    """Which plan to make."""

    do = forms.ChoiceField(choices=PlanKind)


class TakePlanForm(forms.Form):
    """What to do with a plan: accept all of it, the ticked lines (`take`), or none."""

    do = forms.ChoiceField(choices=[(one, one) for one in (ALL, CHOSEN, DISCARD)])
    seen = forms.CharField(max_length=200, required=False)
    take = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, known: frozenset[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["take"].choices = [(str(pk), str(pk)) for pk in sorted(known)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse to accept nothing at all.

        :raises ValidationError: no line is ticked
        """
        given = super().clean() or self.cleaned_data
        if given.get("do") == CHOSEN and not given.get("take") and "take" not in self.errors:
            self.add_error("take", _("Tick what you accept, or press “Accept all”."))
        return given

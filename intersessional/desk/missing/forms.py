"""Whom the staff remind."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registration.delegations.models import EntityQuerySet


class RemindForm(forms.Form):
    """The delegations that are ticked on the preview; whether each is due, the operation decides."""

    entities: Any = forms.ModelMultipleChoiceField(
        label=_("Delegations"),
        queryset=None,
        to_field_name="code",
        error_messages={
            "required": _("Tick at least one delegation."),
            "invalid_choice": _("The list has changed. Please look at it again."),
        },
    )

    def __init__(self, *args: object, entities: EntityQuerySet, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["entities"].queryset = entities  # type: ignore[attr-defined]

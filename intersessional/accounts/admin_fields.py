"""Fields of the admin site's forms that give back exactly what they showed.

A form shows an instant by the clocks of its zone, to the second. Sent back unchanged, that would lose
fractions of a second, and in the hour that the clocks show twice in October it would be refused as
ambiguous. So what comes back as it was shown stands for what was stored.
"""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib.admin import options
from django.db import models


class KeptInstantField(forms.SplitDateTimeField):
    """A date and a time, as Django's, that keep the stored instant where neither was changed."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Say whether something else was sent than was shown."""
        if isinstance(initial, datetime) and self._is_as_shown(initial, data):
            return False
        return bool(super().has_changed(initial, data))

    def _clean_bound_field(self, bf: forms.BoundField) -> Any:
        # What Django asks of a field that is bound to a form: the one place that knows both values.
        if isinstance(bf.initial, datetime) and self._is_as_shown(bf.initial, bf.data):
            return bf.initial
        return super()._clean_bound_field(bf)  # type: ignore[misc]

    def _is_as_shown(self, stored: datetime, sent: Any) -> bool:
        try:
            day, hour = (
                field.to_python(value) for field, value in zip(self.fields, sent, strict=True)
            )
        except (TypeError, ValueError, forms.ValidationError):
            return False
        shown_day, shown_hour = self.widget.decompress(stored)
        return bool((day, hour) == (shown_day, shown_hour.replace(microsecond=0)))


def keep_instants() -> None:
    """Let all forms of the admin site, those of rows within rows too, use such fields."""
    defaults: dict[Any, dict[str, Any]] = options.FORMFIELD_FOR_DBFIELD_DEFAULTS
    defaults[models.DateTimeField]["form_class"] = KeptInstantField

"""Fields that every form of a registration shares."""

from typing import Any

from django import forms

from intersessional.text import tidy, validate_one_line, validate_text


class OneLineField(forms.CharField):
    """A text on one line: composed, trimmed, without control characters."""

    default_validators = [validate_one_line]

    def to_python(self, value: Any) -> str:
        """Tidy before validating, so that two spaces are nobody's mistake."""
        return tidy(super().to_python(value) or "")


class LinesField(forms.CharField):
    """A text of several lines."""

    default_validators = [validate_text]
    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """Keep one kind of line break: browsers send two characters, and a change would show."""
        return (super().to_python(value) or "").replace("\r\n", "\n")

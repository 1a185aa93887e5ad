"""A confidential note, as it is typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intersessional.text import validate_text

LONGEST = 10_000


class LinesField(forms.CharField):
    """A text in lines: browsers send two signs for each end of a line, and count one."""

    def to_python(self, value: Any) -> str:
        """Return the text with one sign for each end of a line."""
        text = super().to_python(value)
        return str(text or "").replace("\r\n", "\n")


class NoteForm(forms.Form):
    """The text, and the version of the note that was seen."""

    text = LinesField(
        label=_("Note"),
        required=False,
        max_length=LONGEST,
        validators=[validate_text],
        widget=forms.Textarea({"rows": 14, "autocomplete": "off"}),
        help_text=_("At most 10,000 characters. An empty note is removed."),
    )
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

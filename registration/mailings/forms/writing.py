"""The title and the texts of a message."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from registration.registrations.forms.amending import VersionField
from registration.registrations.forms.fields import LinesField, OneLineField
from registration.registrations.forms.summary import SummarisedForm

from ..details import Draft
from ..models.mailings import SUBJECT_LENGTH, TEXT_LENGTH, TITLE_LENGTH
from ..wording import problems_of

_LINE = {"class": "form-control", "autocomplete": "off"}


def _subject(label: Any, code: str, *, required: bool = False) -> OneLineField:
    return OneLineField(
        label=label,
        max_length=SUBJECT_LENGTH,
        required=required,
        widget=forms.TextInput(attrs=_LINE | {"lang": code}),
        error_messages={"required": _("Write the subject in English.")},
    )


def _text(label: Any, code: str, *, required: bool = False) -> LinesField:
    return LinesField(
        label=label,
        max_length=TEXT_LENGTH,
        required=required,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 12, "lang": code}),
        error_messages={"required": _("Write the text in English.")},
    )


class DraftForm(SummarisedForm):
    """A draft. French and Spanish are written as a whole, or not at all."""

    version = VersionField()
    title = OneLineField(
        label=_("Title"),
        help_text=_("For the staff alone; no reader sees it."),
        max_length=TITLE_LENGTH,
        widget=forms.TextInput(attrs=_LINE),
        error_messages={"required": _("Give the message a title, so that others find it.")},
    )
    subject_en = _subject(_("Subject (English)"), "en", required=True)
    text_en = _text(_("Text (English)"), "en", required=True)
    subject_fr = _subject(_("Subject (French)"), "fr")
    text_fr = _text(_("Text (French)"), "fr")
    subject_es = _subject(_("Subject (Spanish)"), "es")
    text_es = _text(_("Text (Spanish)"), "es")

    def __init__(self, *args: Any, is_new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_new:
            del self.fields["version"]

    def clean(self) -> dict[str, Any]:
        """Refuse, field by field, placeholders that there are not, and half a language."""
        cleaned = super().clean() or {}
        for name in Draft.__dataclass_fields__:
            if name != "title":
                for problem in problems_of(cleaned.get(name) or ""):
                    self.add_error(name, self._named(name, problem))
        for code in ("fr", "es"):
            self._check_whole(cleaned, code)
        return cleaned

    @property
    def draft(self) -> Draft:
        """What was written."""
        names = Draft.__dataclass_fields__
        return Draft(**{name: self.cleaned_data[name] for name in names})

    def _check_whole(self, cleaned: dict[str, Any], code: str) -> None:
        subject, text = f"subject_{code}", f"text_{code}"
        if subject not in cleaned or text not in cleaned:
            return
        if cleaned[text] and not cleaned[subject]:
            self.add_error(subject, gettext("There is a text in this language: write its subject."))
        elif cleaned[subject] and not cleaned[text]:
            self.add_error(text, gettext("There is a subject in this language: write its text."))

    def _named(self, name: str, problem: str) -> str:
        return f"{self.fields[name].label}: {problem}"

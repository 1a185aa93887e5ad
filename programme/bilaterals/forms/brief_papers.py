"""A paper for a brief: its title and its file."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from intersessional.uploads import MAX_BYTES, UploadField
from registration.registrations.forms.fields import OneLineField
from registration.registrations.forms.summary import SummarisedForm
from registration.registrations.models import SpokenLanguage

from ..details import NewPaper
from ..models.brief_papers import TITLE_LENGTH


class BriefPaperForm(SummarisedForm):
    """What planners attach."""

    title = OneLineField(
        label=_("Title"),
        max_length=TITLE_LENGTH,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
        error_messages={"required": _("Enter a short title.")},
    )
    language = forms.ChoiceField(
        label=_("Language of the file"),
        choices=[("", "–"), *SpokenLanguage.choices],
        required=False,
        widget=forms.Select(attrs={"class": "form-select w-auto"}),
    )
    file = UploadField(label=_("File"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = gettext(
            "PDF, Word (DOCX), JPEG or PNG, at most %(n)d MB."
        ) % {"n": MAX_BYTES // 1024 // 1024}

    def full_clean(self) -> None:
        """Say besides that a file must be chosen again: no browser sends it a second time."""
        super().full_clean()
        if self.is_bound and self.errors:
            self._ask_for_file_again()

    def refuse(self, words: str) -> None:
        """Say why nothing was attached."""
        self.add_error(None, words)
        self._ask_for_file_again()

    def paper(self) -> NewPaper:
        """Return what is attached, by valid answers."""
        answers = self.cleaned_data
        return NewPaper(answers["title"], answers["file"], answers["language"])

    def _ask_for_file_again(self) -> None:
        if self.files.get("file") and "file" not in self.errors:
            again = gettext("Please choose the file again: browsers do not keep it.")
            self.add_error("file", again)

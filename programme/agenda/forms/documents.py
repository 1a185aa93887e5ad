"""What staff say of a document, and the file or the link."""

from datetime import datetime
from typing import Any, cast
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from intersessional.text import validate_one_line
from intersessional.uploads import MAX_BYTES, Upload, UploadField
from registration.registrations.forms.fields import OneLineField

from ..details import DocumentDetails, Source
from ..models import LINK_LENGTH
from ..models.base import TITLE_LENGTH

_TEXT = {"class": "form-control", "autocomplete": "off"}


class WithSummary(forms.Form):
    """A form whose problems stand at the top of the page, too."""

    # Not marked as optional: one of two is needed, or empty says something.
    unmarked = ("item", "file", "link")

    @property
    def error_summary(self) -> list[dict[str, str]]:
        """The problems in the order of the page, each with the id of the control that mends it."""
        general = [{"id": "", "text": str(error)} for error in self.non_field_errors()]
        return general + [
            {"id": self[name].auto_id, "text": str(error)}
            for name in self.fields
            for error in self.errors.get(name, [])
        ]


class DetailsForm(WithSummary):
    """What is said of a document. Times are meant in the active zone."""

    item = forms.ChoiceField(
        label=_("Belongs to"), required=False, widget=forms.Select(attrs={"class": "form-select"})
    )
    title_en = OneLineField(
        label=_("Title (English)"),
        max_length=TITLE_LENGTH,
        widget=forms.TextInput(attrs=_TEXT),
        error_messages={"required": _("Enter the title in English.")},
    )
    title_fr = OneLineField(
        label=_("Title (French)"),
        max_length=TITLE_LENGTH,
        required=False,
        widget=forms.TextInput(attrs=_TEXT | {"lang": "fr"}),
    )
    title_es = OneLineField(
        label=_("Title (Spanish)"),
        max_length=TITLE_LENGTH,
        required=False,
        widget=forms.TextInput(attrs=_TEXT | {"lang": "es"}),
    )
    restricted_until = forms.DateTimeField(
        label=_("Held back until"),
        help_text=_("Before this moment the secretariat alone can open it. Empty: no restriction."),
        required=False,
        widget=forms.DateTimeInput(
            format="%Y-%m-%dT%H:%M",
            attrs={"type": "datetime-local", "class": "form-control w-auto"},
        ),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M"],
        error_messages={"invalid": _("Enter day and time such as 2018-06-07 15:00.")},
    )
    position = forms.IntegerField(
        label=_("Place in the list"),
        help_text=_("Lower numbers stand first."),
        min_value=1,
        max_value=9999,
        widget=forms.NumberInput(attrs={"class": "form-control w-auto"}),
    )

    def __init__(
        self, *args: Any, items: list[tuple[str, str]], at: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        field = cast(forms.ChoiceField, self.fields["item"])
        field.choices = [("", _("The meeting as a whole")), *items]

    def clean_restricted_until(self) -> datetime | None:
        """Refuse a moment that has passed, which holds nothing back; unless it stands there already."""
        until: datetime | None = self.cleaned_data["restricted_until"]
        if until and until <= self.at and "restricted_until" in self.changed_data:
            raise ValidationError(
                _("This moment has passed. Leave it empty if everybody may open it at once."),
                code="passed",
            )
        return until

    @property
    def details(self) -> DocumentDetails:
        """What a valid form says."""
        answers = self.cleaned_data
        return DocumentDetails(
            title_en=answers["title_en"],
            title_fr=answers["title_fr"],
            title_es=answers["title_es"],
            item_uid=answers["item"],
            position=answers["position"],
            restricted_until_at=answers["restricted_until"],
        )


class SourceForm(WithSummary):
    """A language version: a file, or a link to where it is kept."""

    file = UploadField(
        label=_("File"),
        required=False,
    )
    link = forms.CharField(
        label=_("Or a link"),
        required=False,
        max_length=LINK_LENGTH,
        help_text=_("Where it is kept, beginning with https://."),
        validators=[validate_one_line],
        widget=forms.URLInput(attrs=_TEXT),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("PDF, Word (DOCX), JPEG or PNG, at most %(n)d MB.") % {
            "n": MAX_BYTES // 1024 // 1024
        }

    def clean_link(self) -> str:
        """Refuse all but an address that begins with https, and names a host without a password."""
        link: str = self.cleaned_data["link"]
        if link and not is_https(link):
            raise ValidationError(_("Enter a link that begins with https://."), code="https")
        return link

    def clean(self) -> dict[str, Any] | None:
        """Ask for one of the two, and not for both."""
        answers = super().clean() or self.cleaned_data
        if not self.errors.keys() & {"file", "link"}:
            if not answers.get("file") and not answers.get("link"):
                self.add_error("file", _("Choose a file, or enter a link."))
            elif answers.get("file") and answers.get("link"):
                self.add_error("link", _("Choose a file or enter a link, not both."))
        return answers

    def full_clean(self) -> None:
        """Say besides that a file must be chosen again: no browser sends it a second time."""
        super().full_clean()
        if self.is_bound and self.errors and self.files.get("file") and "file" not in self.errors:
            self.add_error("file", _("Please choose the file again: browsers do not keep it."))

    @property
    def source(self) -> Source:
        """The file or the link of a valid form."""
        upload: Upload | None = self.cleaned_data["file"]
        return upload or str(self.cleaned_data["link"])


class FileForm(SourceForm):
    """A language version, with the version of the document to which it is put."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def refuse(self, words: str) -> None:
        """Say why nothing was saved; a file must be chosen again."""
        self.add_error(None, words)
        if self.files.get("file"):
            self.add_error("file", _("Please choose the file again: browsers do not keep it."))


class NewDocumentForm(DetailsForm, SourceForm):
    """A document with its first language version."""

    language = forms.ChoiceField(
        label=_("Language of the file"),
        choices=settings.LANGUAGES,
        widget=forms.Select(attrs={"class": "form-select w-auto"}),
    )

    field_order = ["item", "title_en", "title_fr", "title_es", "language", "file", "link"]


class ChangeForm(DetailsForm):
    """What is said of a document, with the version to which the change is made."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def is_https(link: str) -> bool:
    """Say whether an address begins with https, and names a host and nobody's password."""
    if "\\" in link or any(c.isspace() or not c.isprintable() for c in link):
        return False
    try:
        parts = urlsplit(link)
        return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False

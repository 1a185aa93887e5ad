"""The file of a statement: with a request, or later on a form of its own."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from intersessional.codes import address_token
from intersessional.uploads import MAX_BYTES, Upload, UploadField
from registration.registrations.forms.fields import LinesField
from registration.registrations.forms.particulars import helper
from registration.registrations.forms.summary import SummarisedForm
from registration.registrations.layout import Section
from registration.registrations.models import SpokenLanguage

from ..models import Statement
from ..models.interventions import REASON_LENGTH, TOKEN_LENGTH
from ..statements.details import NewStatement


class WithStatement(SummarisedForm):
    """A form that takes a statement, too."""

    # What is asked of it, for the layout of the page.
    of_statement = ["statement_file", "check_against_delivery", "may_be_published"]

    statement_file = UploadField(label=_("File"), required=False, takes_locked=False)
    check_against_delivery = forms.BooleanField(
        label=_("Check against delivery"),
        help_text=_("What is said counts; interpreters are told."),
        required=False,
        initial=True,
    )
    may_be_published = forms.BooleanField(
        label=_("It may be published after the meeting"),
        help_text=_("On the page of the item. Without this it stays with those who take part."),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["statement_file"].help_text = gettext(
            "PDF, Word (DOCX), JPEG or PNG, at most %(n)d MB. Held until it is delivered, or released by"
            " the secretariat: before, your delegation, the interpreters and the secretariat can open"
            " it, and nobody else."
        ) % {"n": MAX_BYTES // 1024 // 1024}

    def full_clean(self) -> None:
        """Say besides that a file must be chosen again: no browser sends it a second time."""
        super().full_clean()
        # Of a reason that is wanting the operation decides: the same form may have come in time.
        if self.is_bound and set(self.errors) - {"late_reason"}:
            self.ask_for_file_again()

    def ask_for_file_again(self) -> None:
        """Say that the file is to be chosen again, if there was one; everything else is kept."""
        if self.files.get("statement_file") and "statement_file" not in self.errors:
            self.add_error(
                "statement_file", gettext("Please choose the file again: browsers do not keep it.")
            )

    def statement(self) -> NewStatement | None:
        """Return what was handed in, if anything, by valid answers."""
        upload: Upload | None = self.cleaned_data.get("statement_file")
        return self._statement(upload, self.cleaned_data["language"]) if upload else None

    def _statement(self, upload: Upload, language: str, reason: str = "") -> NewStatement:
        answers = self.cleaned_data
        return NewStatement(
            upload,
            language,
            check_against_delivery=answers["check_against_delivery"],
            may_be_published=answers["may_be_published"],
            reason=reason,
        )


class StatementForm(WithStatement):
    """A statement for a request that there is: the first one, or a version that replaces another.

    `versions` are those that there are; the form says how many of them were `seen`.
    """

    token = forms.CharField(
        widget=forms.HiddenInput,
        validators=[RegexValidator(rf"^[A-Za-z0-9_-]{{22,{TOKEN_LENGTH}}}\Z")],
        error_messages={"required": "", "invalid": ""},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**6)
    language = forms.ChoiceField(
        label=_("Language of the file"),
        choices=SpokenLanguage,
        error_messages={"required": _("Choose the language.")},
    )
    reason = LinesField(
        label=_("What has changed"),
        help_text=_(
            "Needed where it takes the place of a version: a few words for the interpreters, such as:"
            " the figures on page 2."
        ),
        max_length=REASON_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ["token", "seen", "language", "statement_file", "reason"]
    # Not called optional: whether it is, depends on the language.
    unmarked = frozenset({"reason"})

    def __init__(
        self, *args: Any, versions: Sequence[Statement], language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.versions = list(versions)
        newest = self.versions[-1] if self.versions else None
        self.fields["statement_file"].required = True
        self.fields["token"].initial = address_token
        self.fields["seen"].initial = newest.number if newest else 0
        self.fields["language"].initial = newest.language if newest else language
        if newest:
            for name in ("check_against_delivery", "may_be_published"):
                self.fields[name].initial = getattr(newest, name)
        else:
            del self.fields["reason"]
        self.helper = helper("token", "seen", Section(_("The file"), *self._asked(), css_id="file"))

    def _asked(self) -> list[str]:
        names = ["language", "statement_file", "reason", *self.of_statement[1:]]
        return [name for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """Ask what has changed where it takes the place of a version that its sender has seen."""
        cleaned = super().clean() or self.cleaned_data
        seen = cleaned.get("seen") or 0
        replaced = [
            one
            for one in self.versions
            if one.language == cleaned.get("language") and one.number <= seen
        ]
        if replaced and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", gettext("Say in a few words what has changed."))
        return cleaned

    def renew_token(self) -> None:
        """Give a form that came without usable numbers new ones, so that it can be sent again."""
        data = self.data.copy()  # type: ignore[attr-defined]
        data["token"] = address_token()
        data["seen"] = str(self.fields["seen"].initial)
        self.data = data

    def statement(self) -> NewStatement | None:
        """Return what was handed in, by valid answers."""
        answers = self.cleaned_data
        upload: Upload = answers["statement_file"]
        return self._statement(upload, answers["language"], answers.get("reason", ""))

    def _problem(self, name: str, error: str) -> str:
        if name in {"token", "seen"}:
            return gettext("The form came without its number. Please send it again.")
        return error

"""The forms of the steps: a file or pasted rows; what each column holds; what to write."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, dumps, loads
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from registration.registrations.sheets import reading
from registration.registrations.sheets.columns import LABELS, REQUIRED, guess

from ..delegation.forms import LateReasonField

_SALT = "sheet"


class SheetForm(forms.Form):
    """A sheet as a file, or its rows pasted; `rows` is what was read."""

    file = forms.FileField(
        label=gettext_lazy("Sheet"),
        help_text=gettext_lazy("XLSX or CSV, at most 5 MB and 500 rows."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt", "class": "form-control"}),
        error_messages={"empty": gettext_lazy("The file is empty. Please choose it again.")},
    )
    pasted = forms.CharField(
        label=gettext_lazy("Or paste rows"),
        help_text=gettext_lazy("Copied from a sheet, with the row of headings."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "class": "form-control", "spellcheck": "false"}),
        # What no row can hold, the row is refused for.
        validators=[],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pasted"].validators = []
        self.rows: list[reading.Row] = []

    def clean(self) -> dict[str, Any]:
        """Read what came."""
        cleaned = super().clean() or self.cleaned_data
        file, pasted = cleaned.get("file"), cleaned.get("pasted", "")
        if self.errors:
            return cleaned
        if not file and not pasted.strip():
            self.add_error("file", _("Choose a file, or paste rows."))
            return cleaned
        try:
            self.rows = reading.read_file(file.read()) if file else reading.read_text(pasted)
        except ValidationError as error:
            self.add_error("file" if file else "pasted", error)
        return cleaned

    @property
    def error_summary(self) -> list[dict[str, str]]:
        """The problems, each with the control that mends it."""
        return [
            {"id": self[name].auto_id, "text": str(error)}
            for name, errors in self.errors.items()
            for error in errors
        ]


class ColumnsForm(forms.Form):
    """What each column holds, guessed from its heading."""

    has_heading = forms.BooleanField(
        label=gettext_lazy("The first row holds headings"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def __init__(
        self, data: Any, *, first: Sequence[str], width: int, allowed: Sequence[str], heading: bool
    ) -> None:
        super().__init__(data, initial={"has_heading": heading})
        self.allowed = allowed
        names = guess([*first, *[""] * width][:width], allowed) if heading else [""] * width
        choices = [("", _("Leave out")), *((name, LABELS[name]) for name in allowed)]
        for index in range(width):
            self.fields[f"column_{index}"] = forms.ChoiceField(
                label=_("Column %d holds") % (index + 1),
                choices=choices,
                required=False,
                initial=names[index],
                widget=forms.Select(attrs={"class": "form-select"}),
            )
        self.width = width

    @property
    def selects(self) -> list[forms.BoundField]:
        """One control for each column."""
        return [self[f"column_{index}"] for index in range(self.width)]

    @property
    def columns(self) -> list[str]:
        """What was chosen for each column."""
        return [self.cleaned_data[f"column_{index}"] for index in range(self.width)]

    def clean(self) -> dict[str, Any]:
        """Ask for each needed column, and for none twice."""
        cleaned = super().clean() or self.cleaned_data
        chosen = [value for name, value in cleaned.items() if name != "has_heading" and value]
        for name in (*REQUIRED, "delegation"):
            if name in self.allowed and name not in chosen:
                text = _("No column holds “%s”. Choose the one that does.")
                self.add_error(None, text % LABELS[name])
        for name in dict.fromkeys(chosen):
            if chosen.count(name) > 1:
                text = _("More than one column holds “%s”. Leave all but one out.")
                self.add_error(None, text % LABELS[name])
        return cleaned

    @property
    def error_summary(self) -> list[dict[str, str]]:
        """The problems of the whole; each control is near."""
        return [
            {"id": "id_column_0", "text": str(error)}
            for errors in self.errors.values()
            for error in errors
        ]


class WriteForm(forms.Form):
    """What to write of the rows that a preview has shown; `duplicates` of them are likely ones."""

    seen = forms.CharField(widget=forms.HiddenInput)
    write = forms.ChoiceField(choices=[("all", ""), ("good", "")])
    duplicates = forms.ChoiceField(
        label=gettext_lazy("Likely duplicates"),
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        error_messages={
            "required": gettext_lazy("Choose what is done with the likely duplicates.")
        },
    )
    late_reason = LateReasonField()

    def __init__(self, data: Any, *, duplicates: int) -> None:
        super().__init__(data)
        field = cast(forms.ChoiceField, self.fields["duplicates"])
        field.required = duplicates > 0
        field.choices = [
            (
                "leave",
                ngettext(
                    "Leave the likely duplicate out.",
                    "Leave the %(n)d likely duplicates out.",
                    duplicates,
                )
                % {"n": duplicates},
            ),
            (
                "register",
                ngettext(
                    "Register the likely duplicate, too: the secretariat will look at the pair.",
                    "Register the %(n)d likely duplicates, too: the secretariat will look at each pair.",
                    duplicates,
                )
                % {"n": duplicates},
            ),
        ]

    @property
    def is_whole(self) -> bool:
        """Whether all came that the page itself sends; what people answer is told beside its field."""
        return not {"seen", "write"} & self.errors.keys()

    @property
    def error_summary(self) -> list[dict[str, str]]:
        """The problems with what people answer, each with the control that mends it."""
        controls = {"duplicates": "id_duplicates_0", "late_reason": "id_late_reason"}
        return [
            {"id": control, "text": str(error)}
            for name, control in controls.items()
            for error in self.errors.get(name, [])
        ]


@dataclass(frozen=True)
class Seal:
    """What a preview has shown: of which sheet, by which columns, and of each row whom it means."""

    token: str
    columns: list[str]
    has_heading: bool
    digest: str
    rows: dict[int, list[Any]]

    def is_of(self, other: "Seal") -> bool:
        """Say whether both are of the same sheet, read in the same way."""
        return replace(self, rows={}) == replace(other, rows={})

    def sealed(self) -> str:
        """Return it so that a browser can bring it back unchanged."""
        rows = [[row, *what] for row, what in self.rows.items()]
        values = [self.token, self.columns, self.has_heading, self.digest, rows]
        return dumps(values, salt=_SALT, compress=True)


def opened(text: str, max_age: int) -> Seal | None:
    """Return what was sealed; None: it is not ours, or too old."""
    try:
        token, columns, heading, digest, rows = loads(text, salt=_SALT, max_age=max_age)
        return Seal(token, columns, heading, digest, {row: what for row, *what in rows})
    except (BadSignature, ValueError, TypeError):
        return None

"""The cells of a row, checked by the fields of the form: no query, however many rows there are."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from intersessional.text import validate_text
from registration.meetings.models import Meeting

from ..details import Details
from ..models import Role, SpokenLanguage
from ..sheets.columns import LABELS, UnknownValue, allowed_values, folded, value_of
from ..sheets.reading import Row
from ..sheets.rows import CheckedRow, Whose
from .registering import RegistrationForm


class Entities:
    """Finds who is meant by a name in any language, an acronym or a code."""

    def __init__(self, entities: list[Whose]) -> None:
        self._known: dict[str, dict[int, Whose]] = {}
        for entity, category in entities:
            names = entity.names_in_all_languages
            # “Bolivia” is written for “Bolivia (Plurinational State of)”.
            short = [name.partition(" (")[0] for name in names]
            for text in {entity.code, entity.acronym, *names, *short}:
                if text:
                    known = self._known.setdefault(folded(text), {})
                    known[entity.pk] = (entity, category)

    def find(self, text: str) -> Whose:
        """Return the entity that a text names.

        :raises ValidationError: none, or more than one
        """
        found = list(self._known.get(folded(text), {}).values())
        if not found:
            raise ValidationError(
                _("“%(text)s” is not on the list. Write the name, the acronym or the code."),
                params={"text": text},
            )
        if len(found) > 1:
            raise ValidationError(
                _("“%(text)s” can mean more than one delegation. Write the name in full."),
                params={"text": text},
            )
        return found[0]


class RowChecker:
    """Checks the rows of one sheet: `columns` says for each column what it holds, "" for nothing."""

    def __init__(
        self, columns: list[str], *, meeting: Meeting, at: datetime, whose: Whose | Entities
    ) -> None:
        self.columns, self.meeting, self.whose = columns, meeting, whose
        self.fields = RegistrationForm(meeting=meeting, at=at).fields

    def check(self, row: Row) -> CheckedRow:
        """Return what a row says."""
        number, cells = row
        texts = {name: cell for name, cell in zip(self.columns, cells, strict=False) if name}
        values: dict[str, Any] = {}
        problems: list[str] = []
        whose = None if isinstance(self.whose, Entities) else self.whose
        for name in LABELS:
            try:
                if name == "delegation":
                    whose = self._delegation(texts.get(name, "")) or whose
                elif name == "receipt_number":
                    validate_text(texts.get(name, ""))
                else:
                    values[name] = self._clean(name, texts.get(name, ""), texts)
            except ValidationError as error:
                problems += [
                    _("%(label)s: %(text)s") % {"label": LABELS[name], "text": message}
                    for message in error.messages
                ]
        details = None
        if not problems and whose is not None:
            details = self._details(values, whose[0].code)
        name = f"{texts.get('given_names', '')} {texts.get('family_name', '')}".strip()
        given = frozenset(key for key, text in texts.items() if text)
        receipt = texts.get("receipt_number", "").upper()
        return CheckedRow(number, name, cells, whose, receipt, details, given, problems)

    def _delegation(self, text: str) -> Whose | None:
        if not isinstance(self.whose, Entities):
            return None
        validate_text(text)
        if not text:
            raise ValidationError(_("Write the name, the acronym or the code of the delegation."))
        return self.whose.find(text)

    def _clean(self, name: str, text: str, texts: dict[str, str]) -> Any:
        validate_text(text)
        try:
            value = value_of(name, text, self.meeting.days_to_attend)
        except UnknownValue:
            allowed = allowed_values(name) or [
                day.isoformat() for day in self.meeting.days_to_attend
            ]
            raise ValidationError(
                _("“%(text)s” is not allowed here. Write one of these: %(allowed)s."),
                params={"text": text, "allowed": ", ".join(allowed)},
            ) from None
        if name == "days" and not value:
            value = [day.isoformat() for day in self.meeting.days]
        return self.fields[name].clean(value)

    def _details(self, values: dict[str, Any], code: str) -> Details:
        days = {day.isoformat(): day for day in self.meeting.days_to_attend}
        return Details(
            **values
            | {
                "entity_code": code,
                "role": values["role"] or Role.MEMBER.value,
                "languages": tuple(c for c in SpokenLanguage.values if c in values["languages"]),
                "days": tuple(days[day] for day in sorted(set(values["days"]))),
            }
        )

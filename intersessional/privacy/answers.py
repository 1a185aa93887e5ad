"""Everything the portal holds about a person, as a ZIP file: for machines, for people, and the files.

Only rows that are about them by a key or by their address; never what lets somebody in.
"""

import json
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import DateField, Field
from django.db.models.fields.files import FieldFile
from django.template.loader import render_to_string
from django.utils.text import capfirst

from registration.letters.models import Letter
from registration.registrations.models import Person, TravelDocument

from .fields.kinds import Listed
from .queries import about

JSON_NAME = "data.json"
PAGE_NAME = "data.html"
# Columns that open something, or by which a value could be found out: in the answer of nobody.
_SECRET = re.compile(
    r"(^|_)(password|token|digest|salt|secret|key|sha256)(_|$)|^(session_data|sealed.*|badge_code)$"
)
_SECRET_LABELS = {"mfa.Authenticator": "data"}
# Shorter ones would take words away.
_SHORTEST = 16
_HIDDEN = "…"


def everything_about(person: Person, *, with_passports: bool) -> bytes:
    """Return the ZIP file; what is sealed is opened only `with_passports`."""
    subject = about.Subject(person)
    found = list(_tables(subject, with_passports, _secrets(subject)))
    data = {table["label"]: table["rows"] for table in found}
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            JSON_NAME, json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        )
        page = render_to_string("privacy/answer.html", {"tables": found, "person": person})
        archive.writestr(PAGE_NAME, page)
        for name, file in _files(subject, with_passports):
            archive.writestr(name, file)
    return content.getvalue()


def _tables(
    subject: about.Subject, with_passports: bool, secrets: frozenset[str]
) -> Iterator[dict[str, Any]]:
    for listed, rows in about.held(subject):
        found = [_row(listed, row, with_passports) for row in rows.order_by("pk")]
        if values := [_without(row, secrets) for row in found]:
            meta = listed.model._meta
            yield {
                "label": listed.label,
                "title": capfirst(str(meta.verbose_name_plural)),
                "rows": values,
                "shown": [[(_title(listed, n), v) for n, v in row.items()] for row in values],
            }


def _row(listed: Listed, row: Any, with_passports: bool) -> dict[str, Any]:
    values = {} if _is_secret(listed, row._meta.pk) else {"number": row.pk}
    for field in listed.model._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(value, bytes | memoryview) or field.is_relation:
            continue
        if _is_secret(listed, field) or not _is_told(listed, field):
            continue
        values[field.name] = str(value) if isinstance(value, FieldFile) else value
    if with_passports and isinstance(row, TravelDocument):
        values["particulars"] = json.loads(row.particulars.to_bytes())
    return values


def _is_told(listed: Listed, field: "Field[Any, Any]") -> bool:
    """Whether a column says something about the person, or when and how it stands with a row."""
    return field.name in listed.personal or isinstance(field, DateField) or bool(field.choices)


def _is_secret(listed: Listed, field: "Field[Any, Any]") -> bool:
    return bool(_SECRET.search(field.name)) or _SECRET_LABELS.get(listed.label) == field.name


def _secrets(subject: about.Subject) -> frozenset[str]:
    """Return the secret values of the person's rows: a mail or an audit value may repeat one."""
    found = set()
    for listed, rows in about.held(subject):
        names = [f.name for f in listed.model._meta.concrete_fields if _is_secret(listed, f)]
        for values in rows.order_by().values_list(*names) if names else ():
            found |= {value for value in values if isinstance(value, str)}
    return frozenset(value for value in found if len(value) >= _SHORTEST)


def _without(row: dict[str, Any], secrets: frozenset[str]) -> dict[str, Any]:
    return {name: _hide(value, secrets) for name, value in row.items()}


def _hide(value: Any, secrets: frozenset[str]) -> Any:
    if isinstance(value, dict):
        return {
            name: _HIDDEN if _SECRET.search(str(name)) else _hide(one, secrets)
            for name, one in value.items()
        }
    if isinstance(value, list):
        return [_hide(one, secrets) for one in value]
    if isinstance(value, str):
        for secret in secrets:
            value = value.replace(secret, _HIDDEN)
    return value


def _title(listed: Listed, name: str) -> str:
    names = {field.name: field.verbose_name for field in listed.model._meta.concrete_fields}
    return capfirst(str(names.get(name, name)))


def _files(subject: about.Subject, with_passports: bool) -> Iterator[tuple[str, bytes]]:
    """Return letters, and files that were sent, under names that say nothing."""
    for listed, rows in about.held(subject):
        if listed.label == "letters.Letter":
            yield from _letters(rows, with_passports)
            continue
        names = [f.name for f in listed.model._meta.concrete_fields if hasattr(f, "upload_to")]
        for row in rows if names else ():
            for name in names:
                yield from _file(listed, row, name)


def _letters(rows: Any, with_passports: bool) -> Iterator[tuple[str, bytes]]:
    for letter in rows:
        assert isinstance(letter, Letter)  # noqa: S101 - the label says so
        is_open = with_passports or not letter.is_sealed
        if letter.pdf is not None and letter.registration_id and is_open:
            yield f"letters/{letter.code}.pdf", letter.content


def _file(listed: Listed, row: Any, name: str) -> Iterator[tuple[str, bytes]]:
    path = str(getattr(row, name))
    if path and default_storage.exists(path):
        with default_storage.open(path) as file:
            yield f"files/{listed.label.lower()}-{row.pk}", file.read()

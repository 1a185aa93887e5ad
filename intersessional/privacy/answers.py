"""Everything the portal holds about a person, as a ZIP file: for machines, for people, and the files."""

import json
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models.fields.files import FieldFile
from django.template.loader import render_to_string
from django.utils.text import capfirst

from registration.letters.models import Letter
from registration.registrations.models import Person, TravelDocument

from .fields.kinds import Listed
from .queries import about

JSON_NAME = "data.json"
PAGE_NAME = "data.html"


def everything_about(person: Person, *, with_passports: bool) -> bytes:
    """Return the ZIP file; what is sealed is opened only `with_passports`."""
    found = list(_tables(about.Subject(person), with_passports))
    data = {table["label"]: table["rows"] for table in found}
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            JSON_NAME, json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        )
        page = render_to_string("privacy/answer.html", {"tables": found, "person": person})
        archive.writestr(PAGE_NAME, page)
        for name, file in _files(about.Subject(person), with_passports):
            archive.writestr(name, file)
    return content.getvalue()


def _tables(subject: about.Subject, with_passports: bool) -> Iterator[dict[str, Any]]:
    for listed, rows in about.held(subject):
        if values := [_row(listed, row, with_passports) for row in rows.order_by("pk")]:
            meta = listed.model._meta
            yield {
                "label": listed.label,
                "title": capfirst(str(meta.verbose_name_plural)),
                "rows": values,
                "shown": [[(_title(listed, n), v) for n, v in row.items()] for row in values],
            }


def _row(listed: Listed, row: Any, with_passports: bool) -> dict[str, Any]:
    values = {"number": row.pk}
    for field in listed.model._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(value, bytes | memoryview):
            continue
        if field.is_relation or field.name == "password":
            continue
        values[field.name] = str(value) if isinstance(value, FieldFile) else value
    if with_passports and isinstance(row, TravelDocument):
        values["particulars"] = json.loads(row.particulars.to_bytes())
    return values


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

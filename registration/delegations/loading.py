"""Loading States, organisations and Committee members from the data files beside this module.

Loading again changes what the files say otherwise, doubles nothing, and leaves entities that staff
have added alone.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from intersessional.localised import LANGUAGES
from registration.meetings.models import Committee

from .models import CommitteeMembership, Entity, EntityKind, EntityName, PartyStatus, Tag

DATA = Path(__file__).parent / "data"
# column of states.csv → tag; general knowledge that staff may edit, never shown as fact on a page
TAG_COLUMNS = {
    "article5_in_2018": "article-5",
    "article5_extension_request_2018": "article-5-extension-request",
    "sponsored_2018": "sponsored",
}


@transaction.atomic
def load_entities() -> None:
    """Write all States and organisations with names, party status and tags."""
    tags = {slug: Tag.objects.get_or_create(slug=slug)[0] for slug in TAG_COLUMNS.values()}
    known = {
        entity.code: entity
        for entity in Entity.objects.prefetch_related("names", "party_status", "tags")
    }
    names = _state_names()
    for row in _rows("states.csv"):
        entity = _save(known, row["code2"].lower(), _state_fields(row))
        _write_names(entity, names[row["code2"]])
        _write_status(entity, row)
        _add_tags(entity, {tags[tag] for column, tag in TAG_COLUMNS.items() if row[column]})
    for row in _rows("organisations.csv"):
        entity = _save(known, "org-" + slugify(row["acronym"]), _organisation_fields(row))
        _write_names(entity, list(_organisation_names(row)))


@transaction.atomic
def load_members(committees: list[dict[str, Any]], term: dict[str, str]) -> None:
    """Write who serves on each Committee in a term (`from`, `until`: ISO days, until exclusive)."""
    begin, end = date.fromisoformat(term["from"]), date.fromisoformat(term["until"])
    for data in committees:
        committee = Committee.objects.get(slug=data["slug"])
        for member in data["members"]:
            CommitteeMembership.objects.update_or_create(
                committee=committee,
                entity=Entity.objects.get(code=member["entity"].lower()),
                valid_from=begin,
                defaults={
                    "valid_until": end,
                    "role": member.get("role", "member"),
                    "is_to_be_confirmed": member.get("to_be_confirmed", False),
                },
            )


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _day(text: str) -> date | None:
    """Read a day; “before-2018” and an empty cell are open beginnings or ends."""
    return None if text in ("", "before-2018") else date.fromisoformat(text)


def _state_fields(row: dict[str, str]) -> dict[str, Any]:
    return {
        "kind": EntityKind.STATE,
        "acronym": row["code3"],
        "is_signatory": row["signatory"] == "yes",
        "is_un_member": row["un_member"] == "yes",
        "is_observer": row["un_observer"] == "yes",
        "is_usually_invited": True,
    }


def _organisation_fields(row: dict[str, str]) -> dict[str, Any]:
    return {
        "kind": EntityKind(row["category"]),
        "acronym": row["acronym"],
        "is_usually_invited": row["usually_invited"] == "yes",
    }


def _state_names() -> dict[str, list[EntityName]]:
    names: dict[str, list[EntityName]] = defaultdict(list)
    for row in _rows("state_names.csv"):
        names[row["code2"]] += [
            EntityName(
                language=language,
                name=row[f"name_{language}"],
                valid_from=_day(row["from"]),
                valid_until=_day(row["until"]),
            )
            for language in LANGUAGES
        ]
    return names


def _organisation_names(row: dict[str, str]) -> Iterator[EntityName]:
    for language in LANGUAGES:
        if row[f"name_{language}"]:
            yield EntityName(language=language, name=row[f"name_{language}"])


def _save(known: dict[str, Entity], code: str, fields: dict[str, Any]) -> Entity:
    entity = known.get(code) or Entity(code=code)
    changed = [name for name, value in fields.items() if getattr(entity, name) != value]
    for name in changed:
        setattr(entity, name, fields[name])
    if entity.pk is None or changed:
        entity.save()
    return entity


def _write_names(entity: Entity, wanted: list[EntityName]) -> None:
    held = {(n.language, n.name, n.valid_from, n.valid_until) for n in entity.names.all()}
    if held != {(n.language, n.name, n.valid_from, n.valid_until) for n in wanted}:
        entity.names.all().delete()
        for name in wanted:
            name.entity = entity
        EntityName.objects.bulk_create(wanted)


def _write_status(entity: Entity, row: dict[str, str]) -> None:
    wanted = {(_day(row["party_from"]), _day(row["party_until"]))} if row["party_from"] else set()
    held = {(status.valid_from, status.valid_until) for status in entity.party_status.all()}
    if held != wanted:
        entity.party_status.all().delete()
        for begin, end in wanted:
            PartyStatus.objects.create(entity=entity, valid_from=begin, valid_until=end)


def _add_tags(entity: Entity, wanted: set[Tag]) -> None:
    missing = wanted - set(entity.tags.all())
    if missing:
        entity.tags.add(*missing)

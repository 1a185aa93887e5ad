"""The files of a backup and those of the storage: what is put back, and what may be deleted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage

from . import inventory
from .archive import FILES, Manifest, Part, Reader
from .errors import Refused


def check_others(manifest: Manifest) -> None:
    """Refuse a storage with files that the backup does not know: it may be that of a portal at work.

    :raises Refused: there are some
    """
    others = list(_others(manifest))
    if others:
        raise Refused(
            f"The storage holds {len(others)} files that the backup does not know, the first of them "
            f"{others[0]}. If it is another portal's, name another INTERSESSIONAL_STORAGE or "
            "INTERSESSIONAL_VAR; to put the backup in its place, say --replace."
        )


def check_log(reader: Reader) -> None:
    """Refuse the erasure log of another portal: its numbers mean other people.

    :raises Refused: it is older than the backup, which does not know it, or says something else
    """
    manifest = reader.manifest
    ours = {name for name in manifest.files if _is_logged(name)}
    made_at = datetime.fromisoformat(manifest.made_at)
    for name in inventory.stored_files(settings.ERASURE_LOG):
        written_at = _written_at(name)
        if name not in ours and written_at is not None and written_at < made_at:
            raise Refused(
                f"{name} in the storage is older than the backup, which does not know it: "
                "it belongs to another portal. Move it away, if that is so."
            )
        if name in ours and not _agree(reader, name):
            raise Refused(
                f"{name} in the storage and in the backup say different things, and neither goes on "
                "where the other ends: one of them belongs to another portal, or is damaged. Move that "
                "of the storage away, if that is so."
            )


@dataclass(frozen=True)
class Plan:
    """What a restore writes into the storage."""

    # By the name that it gets there, the name that it has in the backup.
    added: dict[str, str]
    # Of another size than in the backup: cut off by a full disk, say.
    replaced: list[str]


def plan(reader: Reader) -> Plan:
    """Return what is to be written: the same name and size have always the same content.

    Of the erasure log nothing is replaced. The longer file stays; a shorter one gets that of the
    backup beside it, and a replay reads both.
    """
    added, replaced = {}, []
    for name in reader.manifest.files:
        part = reader.manifest.parts[FILES + name]
        if not default_storage.exists(name):
            added[name] = name
        elif not _is_logged(name):
            replaced += [] if _has(name, part) else [name]
        elif default_storage.size(name) < part.size:
            beside = f"{settings.ERASURE_LOG}/backup-{part.sha256[:16]}.jsonl"
            if not _has(beside, part):
                added[default_storage.get_available_name(beside)] = name
    return Plan(added, replaced)


def put(reader: Reader, name: str, place: str) -> None:
    """Write a file of the backup to a place where there is none.

    :raises Refused: the storage gives it another name
    """
    with reader.open(FILES + name) as member:
        kept = default_storage.save(place, File(member))
    if kept != place:
        default_storage.delete(kept)
        raise Refused(f"The storage does not take {place} under its own name.")


def replace(reader: Reader, name: str) -> None:
    """Write a file of the backup over the one that is there."""
    default_storage.delete(name)
    put(reader, name, name)


def remove_others(manifest: Manifest) -> int:
    """Delete what the portal's own folders hold beside the backup; return how many.

    Never the erasure log, nor what lies elsewhere: the portal has not put it there.
    """
    others = [name for name in _others(manifest) if name.partition("/")[0] in inventory.FOLDERS]
    for name in others:
        default_storage.delete(name)
    return len(others)


def _others(manifest: Manifest) -> Iterator[str]:
    known = set(manifest.files)
    for name in inventory.stored_files():
        if name not in known and not _is_logged(name):
            yield name


def _has(name: str, part: Part) -> bool:
    return default_storage.exists(name) and default_storage.size(name) == part.size


def _agree(reader: Reader, name: str) -> bool:
    """Say whether one begins with the other: a log of before was added to."""
    with default_storage.open(name) as file, reader.open(FILES + name) as member:
        there, kept = file.read(), member.read()
    return bool(there.startswith(kept) or kept.startswith(there))


def _is_logged(name: str) -> bool:
    return name.startswith(f"{settings.ERASURE_LOG}/")


def _written_at(name: str) -> datetime | None:
    stamp = name.rpartition("/")[2].partition("-")[0]
    try:
        return datetime.strptime(f"{stamp}+0000", "%Y%m%dT%H%M%S.%fZ%z")
    except ValueError:
        return None

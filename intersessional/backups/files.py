"""The files of a backup and those of the storage: what is put back, and what may be deleted."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage

from . import inventory
from .archive import FILES, Manifest, Reader
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


def check_log(manifest: Manifest) -> None:
    """Refuse the erasure log of another portal: its numbers mean other people.

    :raises Refused: it is older than the backup, which does not know it
    """
    ours = {name for name in manifest.files if _is_logged(name)}
    made_at = datetime.fromisoformat(manifest.made_at)
    for name in inventory.stored_files(settings.ERASURE_LOG):
        written_at = _written_at(name)
        if name not in ours and written_at is not None and written_at < made_at:
            raise Refused(
                f"{name} in the storage is older than the backup, which does not know it: "
                "it belongs to another portal. Move it away, if that is so."
            )


def put(reader: Reader, name: str) -> bool:
    """Write a file, unless it is there: the same name has always the same content."""
    if default_storage.exists(name):
        part = reader.manifest.parts[FILES + name]
        if default_storage.size(name) == part.size:
            return False
        # What a full disk has cut off.
        default_storage.delete(name)
    with reader.open(FILES + name) as member:
        kept = default_storage.save(name, File(member))
    if kept != name:
        default_storage.delete(kept)
        raise Refused(f"The storage does not take {name} under its own name.")
    return True


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


def _is_logged(name: str) -> bool:
    return name.startswith(f"{settings.ERASURE_LOG}/")


def _written_at(name: str) -> datetime | None:
    stamp = name.rpartition("/")[2].partition("-")[0]
    try:
        return datetime.strptime(f"{stamp}+0000", "%Y%m%dT%H%M%S.%fZ%z")
    except ValueError:
        return None

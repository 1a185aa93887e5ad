"""The files of a restore: what is there is not lost, neither of the erasure log nor by a failure."""

import errno
import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage

from intersessional.backups import files, inventory, restoring
from intersessional.backups.archive import DATABASE, FILES, Manifest, Reader, Writer
from intersessional.backups.errors import Refused, Unfinished
from intersessional.embedded.cluster import binary
from intersessional.privacy import operations as privacy
from tests.own_database import transactional_db  # noqa: F401 - a fixture

NOTE, OTHER, LOG = "notes/a", "notes/b", "erasures/log.jsonl"
FIRST, SECOND, THIRD = (
    json.dumps({"person": number, "lines": []}).encode() + b"\n" for number in (1, 2, 3)
)

Make = Callable[[dict[str, bytes]], Reader]


@pytest.fixture
def backup(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Return a function that makes a backup of some files and of no database, for an empty storage."""
    location = {"OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", **location}
    }
    monkeypatch.setenv("PATH", str(binary("pg_dump").parent), prepend=os.pathsep)

    def make(kept: dict[str, bytes]) -> Reader:
        path = tmp_path / "a.backup"
        with path.open("wb") as file:
            writer = Writer(file)
            writer.add(DATABASE, io.BytesIO(b"no dump"))
            for name, content in kept.items():
                writer.add(FILES + name, io.BytesIO(content))
            writer.finish(Manifest("2018-05-14T09:00:00+00:00", "1", {}, [], {}, [], ""))
        return Reader(path)

    return make


def keep(stored: dict[str, bytes]) -> None:
    for name, content in stored.items():
        default_storage.save(name, ContentFile(content))


def stored() -> dict[str, bytes]:
    return {name: default_storage.open(name).read() for name in inventory.stored_files()}


def write(reader: Reader) -> None:
    for place, name in files.plan(reader).added.items():
        files.put(reader, name, place)


def fill_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on, two bytes of a file find room."""
    save = FileSystemStorage._save  # type: ignore[attr-defined]

    def full(self: FileSystemStorage, name: str, content: Any) -> str:
        save(self, name, ContentFile(content.read(2)))
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)


def test_a_log_that_has_grown_since_the_backup_stays(backup: Make) -> None:
    keep({LOG: FIRST + SECOND})

    with backup({LOG: FIRST}) as reader:
        files.check_log(reader)
        assert files.plan(reader) == files.Plan({}, [])


def test_a_shorter_log_stays_beside_that_of_the_backup(backup: Make) -> None:
    keep({LOG: FIRST})

    with backup({LOG: FIRST + SECOND}) as reader:
        files.check_log(reader)
        write(reader)
        # A second time, it knows its own, and adds nothing.
        files.check_log(reader)
        assert files.plan(reader) == files.Plan({}, [])

    assert sorted(stored().values()) == [FIRST, FIRST + SECOND]
    assert stored()[LOG] == FIRST
    assert privacy.last_person_erased() == 2


def test_that_of_the_backup_comes_whole_where_a_crash_has_cut_it_off(backup: Make) -> None:
    keep({LOG: FIRST})
    with backup({LOG: FIRST + SECOND}) as reader:
        [beside] = files.plan(reader).added
        keep({beside: FIRST[:5]})

        write(reader)

    assert sorted(stored().values()) == sorted([FIRST, FIRST[:5], FIRST + SECOND])


@pytest.mark.parametrize("there", [FIRST + THIRD, FIRST + THIRD + SECOND, THIRD])
def test_a_log_that_says_otherwise_is_refused(backup: Make, there: bytes) -> None:
    keep({LOG: there})

    with (
        backup({LOG: FIRST + SECOND}) as reader,
        pytest.raises(Refused, match=r"log\.jsonl .* say different things"),
    ):
        files.check_log(reader)


def test_a_restore_that_fails_leaves_all_files_as_they_were(
    transactional_db: None,  # noqa: F811
    backup: Make,
) -> None:
    before = {NOTE: b"cut o", LOG: FIRST}
    keep(before)

    with (
        backup({NOTE: b"cut off", OTHER: b"missing", LOG: FIRST + SECOND}) as reader,
        pytest.raises(Refused, match="it is as it was"),
    ):
        restoring.put_back(reader, hold_mail=True)

    assert stored() == before


def test_a_full_disk_leaves_no_half_file(
    transactional_db: None,  # noqa: F811
    backup: Make,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fill_the_disk(monkeypatch)

    with backup({NOTE: b"a note"}) as reader, pytest.raises(OSError, match="No space"):
        restoring.put_back(reader, hold_mail=True)

    assert stored() == {}


def test_what_is_cut_off_is_replaced_once_the_database_is_there(
    transactional_db: None,  # noqa: F811
    backup: Make,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at_commit: dict[str, bytes] = {}
    monkeypatch.setattr(restoring, "_put_database", lambda *_, **__: at_commit.update(stored()))
    keep({NOTE: b"cut o"})

    with backup({NOTE: b"cut off", OTHER: b"missing"}) as reader:
        assert restoring.put_back(reader, hold_mail=True) == 2

    assert at_commit == {NOTE: b"cut o", OTHER: b"missing"}
    assert stored() == {NOTE: b"cut off", OTHER: b"missing"}


def test_what_cannot_be_replaced_is_named_with_the_reason(
    transactional_db: None,  # noqa: F811
    backup: Make,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(restoring, "_put_database", lambda *_, **__: None)
    keep({NOTE: b"cut o"})
    fill_the_disk(monkeypatch)

    with (
        backup({NOTE: b"cut off"}) as reader,
        pytest.raises(Unfinished, match=rf"is restored, and {NOTE} .*OSError.*No space left"),
    ):
        restoring.put_back(reader, hold_mail=True)

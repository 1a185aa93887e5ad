"""A backup that was altered is refused, even where the ZIP and its digests agree with themselves."""

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from intersessional.backups import restoring
from intersessional.backups.archive import DATABASE, FILES, FORMAT, Manifest, Reader, Writer
from intersessional.backups.errors import Refused
from intersessional.backups.making import KNOWN_TEXT
from intersessional.sealing import seal

NOTE = f"{FILES}note.pdf"


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """A small one."""
    path = tmp_path / "a.backup"
    with path.open("wb") as file:
        writer = Writer(file)
        writer.add(DATABASE, io.BytesIO(b"all tables"))
        writer.add(NOTE, io.BytesIO(b"a note"))
        writer.finish(
            Manifest("2018-05-14T09:00:00+00:00", "1", {}, [], {}, [], seal(KNOWN_TEXT).decode())
        )
    return path


def altered(path: Path, *, comment: bytes = b"", **parts: bytes) -> Path:
    """Write the archive anew, as a ZIP without fault, with other contents."""
    other = path.with_suffix(".altered")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            new.writestr(name, parts.get(Path(name).stem, old.read(name)))
        new.comment = comment or old.comment
    return other


def test_it_is_taken_as_it_was_written(backup: Path) -> None:
    with Reader(altered(backup)) as reader:
        reader.verify()


@pytest.mark.parametrize(("part", "content"), [("note", b"b note"), ("database", b"no tables!")])
def test_an_altered_part_is_refused_and_named(backup: Path, part: str, content: bytes) -> None:
    with (
        Reader(altered(backup, **{part: content})) as reader,
        pytest.raises(Refused, match=rf"damaged: .*{part}"),
    ):
        reader.verify()


def test_an_altered_manifest_is_refused(backup: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        manifest = archive.read("manifest.json").replace(b"2018", b"2019")

    with pytest.raises(Refused, match="manifest"):
        Reader(altered(backup, manifest=manifest))


def forged(backup: Path) -> Path:
    """Altered by somebody who knows the format and has no key: all digests are right."""
    with zipfile.ZipFile(backup) as archive:
        manifest = archive.read("manifest.json").replace(b"2018", b"2019")
        stamp = archive.comment.partition(b" ")[2]
    digest = hashlib.sha256(manifest).hexdigest().encode()
    return altered(backup, manifest=manifest, comment=digest + b" " + stamp)


@pytest.mark.django_db
def test_who_has_no_key_alters_nothing_unseen(backup: Path) -> None:
    with Reader(backup) as reader:
        assert reader.is_ours
    with Reader(forged(backup)) as reader:
        with pytest.raises(Refused, match="altered by somebody without SEALING_KEYS"):
            restoring.check(reader, replace=True, other_keys=False)
        # For who has lost the keys; past it comes what is asked next.
        restoring.check(reader, replace=True, other_keys=True)


def test_a_stamp_outlives_a_change_of_keys_and_not_their_loss(backup: Path, settings: Any) -> None:
    old = settings.SEALING_KEYS
    settings.SEALING_KEYS = ["a new key", *old]
    with Reader(backup) as reader:
        assert reader.is_ours
    settings.SEALING_KEYS = ["a new key"]
    with Reader(backup) as reader:
        assert not reader.is_ours


def test_a_later_format_is_named_whatever_else_it_says(backup: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        said = json.loads(archive.read("manifest.json"))
    later = said | {"format": FORMAT + 1, "compression": "zstd"}

    with pytest.raises(Refused, match="by a later version"):
        Reader(altered(backup, manifest=json.dumps(later).encode()))

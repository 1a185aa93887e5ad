"""A backup that was altered is refused by its digests, even where the ZIP agrees with itself."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from intersessional.backups.archive import DATABASE, FILES, FORMAT, Manifest, Reader, Writer
from intersessional.backups.errors import Refused

NOTE = f"{FILES}note.pdf"


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """A small one."""
    path = tmp_path / "a.backup"
    with path.open("wb") as file:
        writer = Writer(file)
        writer.add(DATABASE, io.BytesIO(b"all tables"))
        writer.add(NOTE, io.BytesIO(b"a note"))
        writer.finish(Manifest("2018-05-14", "1", {}, [], {}, [], ""))
    return path


def altered(path: Path, **parts: bytes) -> Path:
    """Write the archive anew, as a ZIP without fault, with other contents under the same manifest."""
    other = path.with_suffix(".altered")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            new.writestr(name, parts.get(Path(name).stem, old.read(name)))
        new.comment = old.comment
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


def test_a_later_format_is_named_whatever_else_it_says(backup: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        said = json.loads(archive.read("manifest.json"))
    later = said | {"format": FORMAT + 1, "compression": "zstd"}

    with pytest.raises(Refused, match="by a later version"):
        Reader(altered(backup, manifest=json.dumps(later).encode()))

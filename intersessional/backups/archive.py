"""One backup as a file: a ZIP with a manifest, the database, and all files of the storage.

Nothing in it is packed again: the dump is packed already, and so are PDFs and pictures. The manifest
names each part with its SHA-256. The comment of the archive has two words on the manifest itself: its
SHA-256, which finds damage, and a stamp that only a holder of `SEALING_KEYS` can make, which finds those
who altered a backup with all its digests.
"""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from intersessional.sealing import is_stamped, stamp

from .errors import Refused

FORMAT = 1
MANIFEST, DATABASE, FILES = "manifest.json", "database.dump", "files/"
PIECE = 1024 * 1024


@dataclass(frozen=True)
class Part:
    """One member of the archive."""

    size: int
    sha256: str


@dataclass
class Manifest:
    """What a backup says of itself."""

    made_at: str
    version: str
    # The last migrations of each app, and all that were applied.
    heads: dict[str, list[str]]
    migrations: list[str]
    rows: dict[str, int]
    # Tables whose rows were left out: they let somebody in.
    left_out: list[str]
    # A known text, sealed with SEALING_KEYS: tells whether the keys at hand open what is sealed.
    sealed: str
    # Files that rows name and the storage did not have.
    missing: list[str] = field(default_factory=list)
    parts: dict[str, Part] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def files(self) -> list[str]:
        """The names of the files, as the storage knows them."""
        return [name.removeprefix(FILES) for name in self.parts if name.startswith(FILES)]


class Writer:
    """Writes one archive; the manifest comes last."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(file, "w", allowZip64=True)
        self.parts: dict[str, Part] = {}

    def add(self, name: str, content: IO[bytes]) -> None:
        """Add a part, read to its end."""
        digest, size = hashlib.sha256(), 0
        with self._zip.open(name, "w", force_zip64=True) as member:
            while piece := content.read(PIECE):
                digest.update(piece)
                size += len(piece)
                member.write(piece)
        self.parts[name] = Part(size, digest.hexdigest())

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest, and close."""
        manifest.parts = self.parts
        text = json.dumps(asdict(manifest), indent=1, ensure_ascii=False).encode()
        self._zip.writestr(MANIFEST, text)
        self._zip.comment = comment_on(text)
        self._zip.close()


class Reader:
    """Reads one archive, and believes nothing that was not compared.

    :raises Refused: it is no backup, or one of a later format
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._zip = zipfile.ZipFile(path)
            text = self._zip.read(MANIFEST)
            said = json.loads(text)
            # First of all: a later one may say more, and say it otherwise.
            if said["format"] > FORMAT:
                raise Refused(f"{path} was made by a later version of the portal.")
            digest, _, stamped = self._zip.comment.decode("ascii").partition(" ")
            if hashlib.sha256(text).hexdigest() != digest:
                raise self._damaged(MANIFEST)
            self.manifest = _manifest(said)
            # Whether it was made with the keys at hand, and altered by nobody without them.
            self.is_ours = is_stamped(text, stamped)
        except OSError as error:
            raise Refused(f"{path} cannot be read: {error.strerror}.") from error
        except (zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
            raise Refused(f"{path} is no backup of this portal, or it is damaged.") from error

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *exc: object) -> None:
        self._zip.close()

    def verify(self) -> None:
        """Read every part, and compare.

        :raises Refused: one is missing, altered or too many
        """
        there = set(self._zip.namelist()) - {MANIFEST}
        for name in sorted(there ^ set(self.manifest.parts)):
            raise self._damaged(name)
        for name, part in self.manifest.parts.items():
            if self._read(name) != part:
                raise self._damaged(name)

    def open(self, name: str) -> IO[bytes]:
        """Return a part for reading."""
        return self._zip.open(name)

    def copy(self, name: str, write: Callable[[bytes], Any]) -> None:
        """Hand a part on, in pieces."""
        with self.open(name) as member:
            for piece in _pieces(member):
                write(piece)

    def _read(self, name: str) -> Part | None:
        digest, size = hashlib.sha256(), 0
        try:
            with self.open(name) as member:
                for piece in _pieces(member):
                    digest.update(piece)
                    size += len(piece)
        except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, RuntimeError):
            return None
        return Part(size, digest.hexdigest())

    def _damaged(self, name: str) -> Refused:
        return Refused(f"{self.path} is damaged: {name} is not what was written.")


def comment_on(manifest: bytes) -> bytes:
    """Return the comment of an archive with this manifest."""
    return f"{hashlib.sha256(manifest).hexdigest()} {stamp(manifest)}".encode()


def _pieces(member: IO[bytes]) -> Iterator[bytes]:
    while piece := member.read(PIECE):
        yield piece


def _manifest(said: dict[str, Any]) -> Manifest:
    parts = {name: Part(**part) for name, part in said.pop("parts").items()}
    return Manifest(**said, parts=parts)

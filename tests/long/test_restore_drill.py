"""The drill: a backup while there is life, then everything is lost, then the restore.

Each proof has its control: without the erasure log the erased person is back, one altered row makes the
audit red, one flipped byte is refused.
"""

import json
import os
import shutil
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import Client, override_settings

from intersessional.audit.models import AuditEntry
from intersessional.backups import inventory, restoring
from intersessional.backups.archive import Reader, comment_on
from intersessional.backups.errors import Unfinished
from intersessional.embedded.cluster import Cluster, binary
from intersessional.outbox.models import Message
from intersessional.privacy import operations as privacy
from registration.letters.models import Letter
from registration.registrations.models import Registration, TravelDocument
from tests import own_database, people
from tests.access.actors import client_of
from tests.long import results
from tests.long.restore_world import (
    BY_DESIGN,
    LETTER_EACH,
    REGISTRATIONS,
    Kept,
    connected_to,
    files,
    run,
    tables,
)
from tests.services import CLUSTER, FOLDER

pytestmark = pytest.mark.long

LIFE = "life_before"
AFTERWARDS = people.ON_14_MAY + timedelta(days=26)


@dataclass
class Drill:
    """What there was, and where it lies now."""

    kept: Kept
    backup: Path
    tables: dict[str, Any]
    files: dict[str, str]
    # The cluster that replaced the lost one, and the portal's folders with and without the log.
    cluster: Cluster
    var: Path
    without_log: Path
    said: str


@pytest.fixture(scope="module")
def drill(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Drill]:
    """Life, a backup, more life, the loss of everything but the erasure log, two restores."""
    folder = tmp_path_factory.mktemp("drill")
    # Short enough for a socket; and with the care for the disk that production takes.
    with django_db_blocker.unblock(), Cluster(FOLDER / "new") as new:
        from django.conf import settings

        connections.close_all()
        own_database._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", LIFE)
        own_database._run(
            "CREATE DATABASE {} TEMPLATE {}", LIFE, connections["default"].settings_dict["NAME"]
        )
        old = folder / "old"
        patch = pytest.MonkeyPatch()
        people.set_clock(patch, people.ON_14_MAY)
        try:
            with connected_to(LIFE), override_settings(STORAGES=stored_in(old, settings)):
                yield _drilled(folder, old, new)
        finally:
            patch.undo()
            own_database._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", LIFE)


def stored_in(var: Path, settings: Any) -> dict[str, Any]:
    location = {"OPTIONS": {"location": var / "files"}}
    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    return settings.STORAGES | {
        "default": settings.STORAGES["default"] | location,
        "staticfiles": static,
    }


def _drilled(folder: Path, old: Path, new: Cluster) -> Drill:
    kept = Kept()
    life = CLUSTER.url(LIFE)
    before = tables(life), files(old)
    backup = folder / "a.backup"
    code, words, seconds = run("backup", backup, url=life, var=old)
    assert code == 0, words

    privacy.erase_person(kept.gone.person, reason="asked", by=kept.staff, at=AFTERWARDS)
    privacy.write_log()
    people.receive(people.OLENA, token="after-the-backup-00000")
    connections.close_all()

    # Everything is lost but the log, of which there is a copy elsewhere.
    var, without_log = folder / "new", folder / "without"
    (var / "files").mkdir(parents=True)
    shutil.copytree(old / "files" / "erasures", var / "files" / "erasures")
    new.create("with_log")
    new.create("without_log")
    code, said, took = run("restore", backup, url=new.url("with_log"), var=var)
    assert code == 0, said
    code, words, _ = run("restore", backup, url=new.url("without_log"), var=without_log)
    assert code == 0, words
    figures = {
        "registrations": before[0]["registrations_registration"][0],
        "rows": sum(rows for rows, _digest in before[0].values()),
        "files": len(before[1]),
        "backup_bytes": backup.stat().st_size,
        "backup_seconds": seconds,
        "restore_seconds": took,
    }
    results.record("restore drill", figures)
    return Drill(kept, backup, *before, new, var, without_log, said)


def test_every_row_of_every_table_is_as_it_was(drill: Drill) -> None:
    now = tables(drill.cluster.url("without_log"))

    assert now.keys() == drill.tables.keys()
    assert {name for name in now if now[name] != drill.tables[name]} <= set(BY_DESIGN) - {
        "outbox_message"
    }
    assert now["registrations_registration"][0] >= REGISTRATIONS
    # An empty table proves nothing.
    assert sum(rows > 0 for rows, _digest in now.values()) > 70


def test_every_file_is_as_it_was(drill: Drill) -> None:
    assert files(drill.without_log) == drill.files
    assert len(drill.files) > 20
    assert drill.kept.note.file.name in drill.files


def test_letter_and_passport_open(drill: Drill) -> None:
    with connected_to("with_log", str(drill.cluster.sockets)):
        letter = Letter.objects.get(pk=drill.kept.letter.pk)
        passport = TravelDocument.objects.get(pk=drill.kept.passport.pk)
        office = client_of("administrator")
        download = office.get(f"/admin/letters/letter/{letter.pk}/pdf/")
        verified = Client().get(f"/letters/verify/{letter.code}/")

        assert sha256(download.content).hexdigest() == drill.kept.letter.sha256
        assert download.content.startswith(b"%PDF-1.")
        assert "valid" in verified.content.decode()
        assert passport.particulars == drill.kept.passport.particulars
        assert Letter.objects.count() > REGISTRATIONS // LETTER_EACH


def test_who_was_erased_after_the_backup_is_erased_again(drill: Drill) -> None:
    with connected_to("with_log", str(drill.cluster.sockets)):
        assert Registration.objects.get(pk=drill.kept.gone.pk).family_name == "(erased)"
    assert "rows erased again" in drill.said


def test_without_the_log_the_erased_person_is_back(drill: Drill) -> None:
    """The control."""
    with connected_to("without_log", str(drill.cluster.sockets)):
        assert Registration.objects.get(pk=drill.kept.gone.pk).family_name == "ቢቂላ"


def test_what_had_not_left_is_held(drill: Drill) -> None:
    with connected_to("with_log", str(drill.cluster.sockets)):
        waiting = Message.objects.unsent()
        assert waiting.count() >= REGISTRATIONS // 20
        assert not waiting.filter(is_held=False).exists()
        said = StringIO()
        call_command("held_mail", stdout=said)
        assert f"{waiting.count()} mails are held" in said.getvalue()
        assert "registration_confirmed: " in said.getvalue()


def test_the_audit_is_green_and_one_altered_row_makes_it_red(drill: Drill) -> None:
    with connected_to("with_log", str(drill.cluster.sockets)):
        call_command("verify_audit", stdout=StringIO())
        middle = AuditEntry.objects.order_by("pk")[AuditEntry.objects.count() // 2]
        AuditEntry.objects.filter(pk=middle.pk).update(verb="decline")
        try:
            with pytest.raises(CommandError, match="not whole: 1 problems"):
                call_command("verify_audit", stdout=StringIO())
        finally:
            AuditEntry.objects.filter(pk=middle.pk).update(verb=middle.verb)


@pytest.mark.parametrize("where", ["database.dump", "files/", "manifest.json"])
def test_a_flipped_byte_is_refused_before_anything_changes(
    drill: Drill, where: str, tmp_path: Path
) -> None:
    damaged = tmp_path / "b.backup"
    content = bytearray(drill.backup.read_bytes())
    with zipfile.ZipFile(drill.backup) as archive:
        part = next(info for info in archive.infolist() if info.filename.startswith(where))
        content[part.header_offset + 200 + part.file_size // 2] ^= 1
    damaged.write_bytes(content)
    url = drill.cluster.url("without_log")
    before = tables(url)

    code, said, _ = run("restore", damaged, "--replace", url=url, var=drill.without_log)

    # Into which database, and one sentence.
    assert (code, said.count("\n")) == (1, 2), said
    assert "damaged" in said
    assert (tables(url), files(drill.without_log)) == (before, drill.files)


def rewritten(backup: Path, to: Path, *, truncate: bool) -> Path:
    """A backup whose digests are right, and whose database cannot be restored to its end."""
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(to, "w") as new:
        manifest = json.loads(old.read("manifest.json"))
        for name in old.namelist():
            content = old.read(name)
            if name == "database.dump" and truncate:
                content = content[: len(content) * 9 // 10]
                manifest["parts"][name] = {
                    "size": len(content),
                    "sha256": sha256(content).hexdigest(),
                }
            if name != "manifest.json":
                new.writestr(name, content)
        manifest["rows"]["registrations_registration"] += 0 if truncate else 1
        text = json.dumps(manifest).encode()
        new.writestr("manifest.json", text)
        new.comment = comment_on(text)
    return to


@pytest.mark.parametrize("truncate", [True, False])
def test_a_restore_that_fails_on_its_way_leaves_all_as_it_was(
    drill: Drill, tmp_path: Path, truncate: bool
) -> None:
    broken = rewritten(drill.backup, tmp_path / "c.backup", truncate=truncate)
    url = drill.cluster.url("without_log")
    before = tables(url)

    code, said, _ = run("restore", broken, "--replace", url=url, var=drill.without_log)

    assert code == 1
    assert "it is as it was" in said
    assert (tables(url), files(drill.without_log)) == (before, drill.files)


def test_an_interrupt_in_the_commit_takes_no_file_back(
    drill: Drill, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """Ctrl-C after the commit, before psql has ended: rows name the files."""
    drill.cluster.create("interrupted")
    settings.STORAGES = stored_in(tmp_path, settings)
    feed = restoring._feed

    def interrupted(psql: Any, *given: Any, **options: Any) -> None:
        feed(psql, *given, **options)
        with connected_to("interrupted", str(drill.cluster.sockets)):
            while not inventory.tables():
                time.sleep(0.1)
        raise KeyboardInterrupt

    monkeypatch.setattr(restoring, "_feed", interrupted)
    monkeypatch.setenv("PATH", str(binary("pg_dump").parent), prepend=os.pathsep)
    with (
        connected_to("interrupted", str(drill.cluster.sockets)),
        Reader(drill.backup) as reader,
        pytest.raises(Unfinished, match="restore again"),
    ):
        restoring.put_back(reader, hold_mail=True)

    assert files(tmp_path) == drill.files


def test_a_storage_that_is_in_use_is_refused_without_replace(drill: Drill) -> None:
    """An empty database, and the files of a portal at work: a drill that forgot to name its own."""
    drill.cluster.create("another")
    stray = drill.without_log / "files" / "notes" / "newer"
    stray.write_bytes(b"x")
    try:
        code, said, _ = run(
            "restore", drill.backup, url=drill.cluster.url("another"), var=drill.without_log
        )
        assert (code, "notes/newer" in said) == (1, True), said
        assert stray.exists()
    finally:
        stray.unlink()
    assert not tables(drill.cluster.url("another"))


def test_a_database_that_is_not_empty_or_in_use_is_refused(drill: Drill) -> None:
    url, var = drill.cluster.url("without_log"), drill.without_log

    code, said, _ = run("restore", drill.backup, url=url, var=var)
    assert (code, "say --replace" in said) == (1, True), said
    with connected_to("without_log", str(drill.cluster.sockets)):
        Registration.objects.exists()
        code, said, _ = run("restore", drill.backup, "--replace", url=url, var=var)
    assert (code, "The database is in use (1 sessions)" in said) == (1, True), said


def test_a_backup_takes_the_place_of_what_came_after_it(
    drill: Drill, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Last, since it changes what the others look at; with keys lost, and mails that may leave."""
    url, root = drill.cluster.url("without_log"), drill.without_log / "files"
    with connected_to("without_log", str(drill.cluster.sockets)):
        people.receive(people.OLENA, token="after-the-backup-00001")
    assert tables(url)["registrations_registration"] != drill.tables["registrations_registration"]
    for name in ("notes/newer", "elsewhere/of-others", "erasures/log.jsonl"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text('{"person": 1000000, "lines": []}\n')
    monkeypatch.setenv("SEALING_KEYS", "other-keys-than-those-of-the-backup")
    code, said, _ = run("restore", drill.backup, "--replace", url=url, var=drill.without_log)
    assert (code, "SEALING_KEYS does not open" in said) == (1, True), said

    options = ("--replace", "--other-keys", "--send-mail")
    code, said, _ = run("restore", drill.backup, *options, url=url, var=drill.without_log)

    assert code == 0, said
    assert ", 1 others were removed" in said
    now = tables(url)
    assert now.keys() == drill.tables.keys()
    assert {name for name in now if now[name] != drill.tables[name]} <= set(BY_DESIGN) - {
        "outbox_message"
    }
    there = files(drill.without_log)
    del there["elsewhere/of-others"]
    assert there == drill.files
    with connected_to("without_log", str(drill.cluster.sockets)):
        assert Message.objects.unsent().exists()
        assert not Message.objects.filter(is_held=True).exists()
        assert people.receive(people.OLENA).person_id > 1000000

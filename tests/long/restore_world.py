"""What the restore drill keeps, loses and compares."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg2
from django.core.files.base import ContentFile
from django.db import connection, connections, transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat

from intersessional.audit import operations as audit
from intersessional.embedded.clockfile import set_clock
from intersessional.embedded.cluster import binary
from intersessional.embedded.service import ROOT
from intersessional.outbox.models import Message
from intersessional.privacy import operations as privacy
from intersessional.sealing import seal
from registration.delegations.models import Note
from registration.letters.issuing.persons import issue_confirmation
from registration.letters.models import Letter
from registration.registrations import operations
from registration.registrations.models import Registration, TravelDocument
from tests import people
from tests.access.world import World
from tests.desk.crowds import crowd
from tests.long.crowd import scaled

REGISTRATIONS = scaled(20_000, 500)
# Of so many one has a letter of the size of a real one, a sealed passport, a file.
LETTER_EACH, PASSPORT_EACH, FILE_EACH = 4, 10, 20
LETTER_BYTES, FILE_BYTES = 40_000, 100_000
STATES = ("ec", "ua", "zw", "th", "iq", "kh", "sn", "hr", "tj", "co")

# What a restore changes by design, or a backup does not hold; all else is the same row for row.
BY_DESIGN = {
    "accounts_session": "ended",
    "accounts_signincode": "void",
    "cache": "not kept",
    "django_session": "unused",
    "outbox_message": "what had not left is held, codes are void: compared without these columns",
    "privacy_run": "the replay is written down",
}
_ROWS = """
    SELECT count(*), md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))) FROM "{}" t
"""
_MESSAGES = """
    SELECT count(*), md5(string_agg(md5(row(uuid, kind, about_type, about_id, key, attempts, created_at,
        sent_at, recipient, subject, text, raw)::text), '' ORDER BY id)) FROM outbox_message
    WHERE NOT is_secret
"""


class Kept:
    """The world of before: everything that the portal keeps, and people by the thousand."""

    def __init__(self) -> None:
        world = World()
        self.staff = world.user
        self.note = Note.objects.get(pk=world.note.pk)
        self.passport = TravelDocument.objects.get(registration=world.paola)
        self.letter = self._letter()
        self.gone = people.receive(people.ABEBE)
        fill(REGISTRATIONS, by=world.user)
        # Else the replay after the restore would do it.
        privacy.erase_due(at=people.ON_14_MAY)
        while audit.seal():
            pass

    def _letter(self) -> Letter:
        layla = people.receive(people.LAYLA)
        operations.confirm(layla, by=self.staff, at=people.ON_14_MAY)
        return issue_confirmation(Registration.objects.get(pk=layla.pk), language="en")


def fill(size: int, *, by: Any) -> None:
    """Let so many people be registered, with an act on record and a mail each."""
    made: list[Registration] = []
    for number, code in enumerate(STATES):
        share = size // len(STATES) + (number < size % len(STATES))
        made += crowd(code, ["female"] * share, by=by, wants_visa_letter=True)
    numbered = Concat(Value("IM18-"), Cast(F("pk") + 100_000, CharField()))
    Registration.objects.filter(receipt_number__startswith="R-").update(receipt_number=numbered)
    for start in range(0, len(made), 1000):
        _hang(made[start : start + 1000], by=by)


def _hang(made: list[Registration], *, by: Any) -> None:
    with transaction.atomic():
        audit.record_many(
            "confirm",
            [(one, {}, {"state": "confirmed"}) for one in made],
            by=by,
            at=people.ON_14_MAY,
        )
    Message.objects.bulk_create(_mail(one) for one in made)
    Letter.objects.bulk_create(_paper(one) for one in made[::LETTER_EACH])
    TravelDocument.objects.bulk_create(
        TravelDocument(
            registration=one,
            sealed=seal(b'{"passport_number": "X"}'),
            entered_at=people.ON_14_MAY,
            entered_by=by,
        )
        for one in made[::PASSPORT_EACH]
    )
    for one in made[::FILE_EACH]:
        note = Note.objects.filter(delegation=one.delegation).first() or Note.objects.first()
        assert note is not None
        note.pk = None
        note.delegation = one.delegation
        note.reference = f"drill {one.pk}"
        note.file.save("x.pdf", ContentFile(os.urandom(FILE_BYTES)), save=False)
        Note.objects.bulk_create([note])


def _mail(one: Registration) -> Message:
    has_left = one.pk % 10 != 0
    return Message(
        kind="registration_confirmed",
        lane="letters",
        about_type="registrations.registration",
        about_id=one.pk,
        key=f"drill/{one.pk}",
        language="en",
        state="sent" if has_left else "queued",
        sent_at=people.ON_14_MAY if has_left else None,
        recipient=one.email,
        subject="Registration confirmed",
        text="The words of the mail. " * 40,
    )


def _paper(one: Registration) -> Letter:
    content = os.urandom(LETTER_BYTES)
    return Letter(
        kind="confirmation",
        meeting=one.meeting,
        registration=one,
        version=1,
        language="en",
        issued_on=people.ON_14_MAY.date(),
        template_version="x",
        facts={},
        sha256=sha256(content).hexdigest(),
        pdf=content,
    )


def variables(url: str, var: Path) -> dict[str, str]:
    """Return the environment of a portal in a folder, on 14 May 2018."""
    var.mkdir(parents=True, exist_ok=True)
    set_clock(var / "clock.json")
    tools = str(binary("pg_dump").parent)
    return {
        "PATH": os.pathsep.join([tools, os.environ["PATH"]]),
        "HOME": os.environ.get("HOME", "/"),
        "DATABASE_URL": url,
        "INTERSESSIONAL_VAR": str(var),
        "INTERSESSIONAL_DEMONSTRATION": "1",
        "SECRET_KEY": os.environ["SECRET_KEY"],
        "SEALING_KEYS": os.environ["SEALING_KEYS"],
        "LC_ALL": "C.UTF-8",
    }


def run(command: str, *arguments: str | Path, url: str, var: Path) -> tuple[int, str, float]:
    """Run bin/backup or bin/restore; return exit code, words and seconds."""
    began = time.monotonic()
    done = subprocess.run(
        ["sh", str(ROOT / "bin" / command), *map(str, arguments)],
        env=variables(url, var),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, round(time.monotonic() - began, 1)


def tables(url: str) -> dict[str, tuple[int, str]]:
    """Return for each table how many rows it has, and a digest over all of them in order."""
    with closing(psycopg2.connect(url)) as session, session.cursor() as cursor:
        cursor.execute("SET timezone = 'UTC'")
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        found = {}
        for [name] in cursor.fetchall():
            digest = "md5(string_agg(md5(t::text), '' ORDER BY md5(t::text)))"
            query = (
                _MESSAGES
                if name == "outbox_message"
                else f'SELECT count(*), {digest} FROM "{name}" t'
            )
            cursor.execute(query)
            found[name] = cursor.fetchone()
        return found


def files(var: Path) -> dict[str, str]:
    """Return the digest of each file of the storage, the erasure log apart."""
    root = var / "files"
    return {
        str(file.relative_to(root)): sha256(file.read_bytes()).hexdigest()
        for file in sorted(root.rglob("*"))
        if file.is_file() and file.relative_to(root).parts[0] != "erasures"
    }


@contextmanager
def connected_to(name: str, host: str = "") -> Iterator[None]:
    """Turn Django's connection to another database."""
    settings = connection.settings_dict
    before = settings["NAME"], settings["HOST"]
    connections.close_all()
    settings["NAME"], settings["HOST"] = name, host or settings["HOST"]
    try:
        yield
    finally:
        connections.close_all()
        settings["NAME"], settings["HOST"] = before

"""A word in every personal column of every model, and the search for it in the whole database."""

from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.db.models import BinaryField, CharField, EmailField, JSONField, Model, TextField
from django.db.models.fields.files import FileField
from django.utils import timezone
from model_bakery import baker

from intersessional.privacy.fields import TABLE
from intersessional.privacy.fields.kinds import Listed
from registration.mailings.models import Mailing
from tests import people
from tests.access.world import World

CANARY = "zq7kanary"
# Set by the portal from closed lists, or from what has been checked: a word would not be one.
_CLOSED = {"registrations.Registration.submission_digest", "agenda.Publication.content"}
# What the database lets nobody write, whoever asks.
_UNCHANGEABLE = {"agenda.Publication"}


def _made() -> dict[str, dict[str, Any]]:
    """Return what a made-up row needs to be one; some columns take the word only from the beginning."""
    later = timezone.now() + timedelta(days=1)
    return {
        "interventions.Disclosure": {"step": "release", "statement": None},
        "mailings.Recipient": {
            "key": CANARY,
            "email": f"{CANARY}@mission.example",
            "values": {"name": CANARY},
            "language": "en",
            "wanted_language": "en",
        },
        "desk.Export": {"columns": ["name"], "file": b"-", "printed_at": people.ON_14_MAY},
        "registrations.Sheet": {"expires_at": later},
        "accounts.Session": {"expire_date": later},
    }


def plant(world: World) -> set[str]:
    """Write the word into every personal column that can hold it; return where."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('intersessional.erasing', 'on', true)")
    found = set()
    for one in TABLE:
        if one.personal and one.label not in _UNCHANGEABLE:
            _some(world, one.model)
            found |= _plant(one)
    return found


def _some(world: World, model: type[Model]) -> None:
    """See that there is a row, of people and meetings that are there."""
    if model._default_manager.exists():
        return
    needed = [f for f in model._meta.concrete_fields if f.is_relation and not f.null]
    there = {f.name: f.related_model._default_manager.order_by("pk").first() for f in needed}
    own = {"registration": world.paola, "delegation": world.paola.delegation, "user": world.user}
    chosen = {name: own.get(name, row) for name, row in there.items()}
    if model._meta.label == "mfa.Authenticator":
        chosen |= {"type": "recovery_codes", "data": {}}
    if model._meta.label == "registrations.Extension":
        chosen |= {"delegation": None, "email": "late@mission.example"}
    if model._meta.label == "agenda.Notice":
        chosen |= {"email": "told@mission.example"}
    chosen |= _made().get(model._meta.label, {})
    if model._meta.label == "mailings.Recipient":
        # The portal lets nobody write it but with the message that is sent.
        Mailing.objects.update(audience="registered", sent_at=people.ON_14_MAY, sent_by=world.user)
    texts = [f for f in model._meta.concrete_fields if isinstance(f, TextField) and not f.null]
    # What may be empty in general may have to be there in the case that was made up.
    chosen = {f.name: "text" for f in texts} | chosen
    baker.make(model, **chosen)


def _plant(one: Listed) -> set[str]:
    found = set()
    rows = one.model._default_manager.all()
    # Not in what is kept, as the table says.
    for row in one.only(rows) if one.only else rows:
        for name in one.personal:
            field = one.model._meta.get_field(name)
            if f"{one.label}.{name}" in _CLOSED or not (value := _value(field, row)):
                continue
            # Some columns take a value only together with others.
            with suppress(IntegrityError), transaction.atomic():
                one.model._default_manager.filter(pk=row.pk).update(**{name: value})
                found.add(f"{one.label}.{name}")
    return found


def _value(field: Any, row: Any) -> Any:
    if isinstance(field, FileField):
        old = str(getattr(row, field.name))
        if not old:
            return None
        default_storage.delete(old)
        default_storage.save(old, ContentFile(CANARY.encode()))
        return old
    if field.is_relation or (row._meta.label == "outbox.Message" and row.is_secret):
        return None
    if isinstance(field, BinaryField):
        return CANARY.encode()
    if isinstance(field, JSONField):
        return {"members": [], "digest": "", "reference": CANARY}
    if isinstance(field, ArrayField):
        longest = getattr(field.base_field, "max_length", None) or 0
        return [CANARY] if longest >= len(CANARY) else None
    if isinstance(field, EmailField):
        return f"{CANARY}{row.pk}@mission.example"
    if isinstance(field, CharField | TextField) and (field.max_length or 99) >= len(CANARY):
        return f"{CANARY}{row.pk}"[: field.max_length]
    return None


def where(word: str = CANARY) -> set[str]:
    """Return each table and column of the database in which the word is found, and each file."""
    found = set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns"
            " WHERE table_schema = 'public' AND data_type IN"
            " ('text', 'character varying', 'jsonb', 'json', 'bytea', 'ARRAY', 'USER-DEFINED')"
        )
        for table, column, kind in cursor.fetchall():
            test = f'"{column}"::text ILIKE %s'
            given: Any = f"%{word}%"
            if kind == "bytea":
                test, given = f'position(%s in "{column}") > 0', word.encode()
            cursor.execute(f'SELECT 1 FROM "{table}" WHERE {test} LIMIT 1', [given])
            if cursor.fetchone():
                found.add(f"{table}.{column}")
    return found | _files(word)


def _files(word: str) -> set[str]:
    folder = Path(default_storage.path("."))
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.parent.name for path in files if word.encode() in path.read_bytes()}

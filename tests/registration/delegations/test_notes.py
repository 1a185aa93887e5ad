"""Notes: received once with their file, removed but kept, and what the database refuses."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from intersessional.audit.models import AuditEntry
from registration.delegations.models import Delegation, Note
from registration.delegations.operations import notes, remove_note, remove_orphans
from tests.people import ON_14_MAY, SMALL_PDF, User, focal_point, note

pytestmark = pytest.mark.django_db

LATER = ON_14_MAY + timedelta(hours=1)


@pytest.fixture
def felix() -> User:
    """Ecuador's focal point."""
    return focal_point()


@pytest.fixture
def ecuador(felix: User) -> Delegation:
    """The delegation that he manages."""
    return Delegation.objects.get()


def files() -> set[str]:
    folder = Path(default_storage.path("notes"))
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def test_a_note_is_kept_with_its_file(ecuador: Delegation, felix: User) -> None:
    received = note(ecuador, felix)

    received.refresh_from_db()
    path = Path(received.file.path)
    assert path.read_bytes() == SMALL_PDF
    assert path.stat().st_mode & 0o777 == 0o600
    assert "note" not in path.name
    assert (received.file_name, received.size_bytes) == ("note.pdf", len(SMALL_PDF))
    assert AuditEntry.objects.get(subject_type="delegations.note").verb == "receive_note"


def test_sending_twice_makes_one(ecuador: Delegation, felix: User) -> None:
    first = note(ecuador, felix)
    before = files()

    second = note(ecuador, felix)

    assert second == first
    assert Note.objects.count() == 1
    assert files() == before


def test_sending_twice_at_once_makes_one(
    ecuador: Delegation, felix: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both looked before either had written: the constraint decides, and the second file goes."""
    first = note(ecuador, felix)
    before = files()
    look, looks = notes._known, []

    def blind_at_first(*args: Any) -> Note | None:
        looks.append(args)
        return look(*args) if len(looks) > 1 else None

    monkeypatch.setattr(notes, "_known", blind_at_first)
    second = note(ecuador, felix)

    assert second == first
    assert files() == before


def test_another_reference_is_another_note(ecuador: Delegation, felix: User) -> None:
    note(ecuador, felix)

    note(ecuador, felix, reference="4-7-113/2018")

    assert Note.objects.current().count() == 2


def test_no_file_stays_without_its_row(ecuador: Delegation, felix: User) -> None:
    before = files()

    with pytest.raises(DatabaseError):
        note(ecuador, felix, reference="x" * 101)

    assert files() == before
    assert not Note.objects.exists()


def test_removing_keeps_row_and_file(ecuador: Delegation, felix: User) -> None:
    received = note(ecuador, felix)

    assert remove_note(received, by=felix, at=LATER)
    assert not remove_note(received, by=felix, at=LATER)

    received.refresh_from_db()
    assert (received.removed_at, received.removed_by) == (LATER, felix)
    assert Path(received.file.path).exists()
    assert not Note.objects.current().exists()
    assert AuditEntry.objects.filter(verb="remove_note").count() == 1


def test_a_removed_note_may_be_sent_again(ecuador: Delegation, felix: User) -> None:
    remove_note(note(ecuador, felix), by=felix, at=LATER)

    note(ecuador, felix)

    assert Note.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"content_type": "text/html"}, "note_has_a_file_of_a_known_kind"),
        ({"file": ""}, "note_has_a_file_of_a_known_kind"),
        ({"size_bytes": 0}, "note_has_a_size_within_the_limit"),
        ({"size_bytes": 10 * 1024 * 1024 + 1}, "note_has_a_size_within_the_limit"),
        ({"sha256": "A" * 64}, "note_has_a_fingerprint"),
        ({"removed_at": LATER}, "note_removed_by_somebody"),
    ],
)
def test_the_database_refuses(
    ecuador: Delegation, felix: User, changes: dict[str, Any], constraint: str
) -> None:
    received = note(ecuador, felix)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Note.objects.filter(pk=received.pk).update(**changes)


def test_a_file_without_a_row_goes_after_a_day(felix: User, ecuador: Delegation) -> None:
    kept = note(ecuador, felix)
    storage = kept.file.storage
    orphan = storage.save("notes/orphan", ContentFile(b"x"))
    in_a_minute = timezone.now() + timedelta(minutes=1)

    too_early = remove_orphans(before=timezone.now() - timedelta(days=1))
    removed = remove_orphans(before=in_a_minute)

    # Other tests have left theirs in the folder.
    assert too_early == 0 < removed
    assert storage.exists(kept.file.name)
    assert not storage.exists(orphan)

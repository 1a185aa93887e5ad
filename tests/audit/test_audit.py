"""The audit trail: written with the act, sealed in order, erasable, and honest about tampering."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from intersessional.audit import operations
from intersessional.audit.models import AuditEntry, AuditSeal, AuditValues
from tests.people import ON_14_MAY, isu_staff


@pytest.fixture
def entries(db):
    """Three sealed acts of one person, each with values."""
    staff = isu_staff()
    with transaction.atomic():
        made = [
            operations.record(
                "change", staff, by=staff, at=ON_14_MAY, before={"name": ""}, after={"name": name}
            )
            for name in ("one", "two", "three")
        ]
    operations.seal()
    return made


def execute(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_the_seals_follow_the_entries(entries):
    assert list(AuditSeal.objects.values_list("position", "entry_id")) == [
        (n, entry.pk) for n, entry in enumerate(entries, start=1)
    ]


def test_sealing_again_seals_nothing(entries):
    assert operations.seal() == 0


def test_an_untouched_trail_is_whole(entries):
    assert list(operations.problems()) == []


def test_an_altered_entry_is_named_and_only_that(entries):
    execute("UPDATE audit_auditentry SET verb = 'other' WHERE id = %s", entries[1].pk)

    assert list(operations.problems()) == [f"entry {entries[1].pk} is altered"]


def test_a_removed_entry_is_named_and_only_that(entries):
    execute("DELETE FROM audit_auditvalues WHERE entry_id = %s", entries[1].pk)
    execute("DELETE FROM audit_auditentry WHERE id = %s", entries[1].pk)

    assert list(operations.problems()) == [f"entry {entries[1].pk} is missing"]


def test_a_removed_seal_is_named(entries):
    execute("DELETE FROM audit_auditseal WHERE position = 2")

    found = list(operations.problems())

    assert found[0] == "seals 2 to 2 are missing"


def test_altered_values_are_named(entries):
    execute(
        'UPDATE audit_auditvalues SET after = \'{"name": "x"}\' WHERE entry_id = %s', entries[0].pk
    )

    assert list(operations.problems()) == [f"values of entry {entries[0].pk} are altered"]


def test_erased_values_leave_the_chain_whole(entries):
    assert operations.erase_values(AuditEntry.objects.all()) == 3

    assert not AuditValues.objects.exists()
    assert list(operations.problems()) == []


def test_an_entry_without_seal_is_named_after_five_minutes(entries):
    with transaction.atomic():
        late = operations.record("change", isu_staff_again(), by=None, at=ON_14_MAY)
    execute(
        "UPDATE audit_auditentry SET written_at = now() - interval '6 minutes' WHERE id = %s",
        late.pk,
    )

    assert list(operations.problems()) == [f"entry {late.pk} has long been unsealed"]


def isu_staff_again():
    from intersessional.accounts.models import User

    return User.objects.get(email="ines@isu.example")


def test_an_entry_outside_a_transaction_is_refused(transactional_db):
    staff = isu_staff()

    with pytest.raises(ProgrammingError):
        operations.record("change", staff, by=staff, at=ON_14_MAY)

    assert not AuditEntry.objects.exists()


def test_verify_audit_says_that_all_is_well(entries, capsys):
    call_command("verify_audit")

    assert capsys.readouterr().out == "The audit trail is whole: 3 entries sealed.\n"


def test_verify_audit_fails_and_names_what_is_wrong(entries, capsys):
    execute("UPDATE audit_auditentry SET subject_id = 99 WHERE id = %s", entries[2].pk)

    with pytest.raises(CommandError):
        call_command("verify_audit")

    assert capsys.readouterr().out == f"entry {entries[2].pk} is altered\n"

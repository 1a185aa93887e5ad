"""Mails that a restore holds: decided on by staff or by command, and nothing else with them."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone

from intersessional.audit.models import AuditEntry
from intersessional.outbox import holding, operations
from intersessional.outbox.models import Message
from registration.registrations.models import Registration
from tests import people
from tests.access.actors import client_of

pytestmark = pytest.mark.django_db

LIST = "/admin/outbox/message/"


@pytest.fixture
def held() -> Message:
    """Paola's acknowledgement, held by a restore; Olena's, held with a batch that somebody paused."""
    people.receive()
    people.receive(people.OLENA)
    Message.objects.update(is_held=True)
    paola = Message.objects.order_by("pk").first()
    assert paola is not None
    Message.objects.filter(pk=paola.pk).update(note=holding.BY_RESTORE)
    return paola


@pytest.fixture
def office() -> Client:
    return client_of("administrator")


def states() -> list[tuple[str, bool]]:
    return list(Message.objects.order_by("pk").values_list("state", "is_held"))


@pytest.mark.parametrize(
    ("action", "becomes", "verb"),
    [
        ("let_leave", ("queued", False), "release_mail"),
        ("never_send", ("cancelled", False), "cancel_mail"),
    ],
)
def test_staff_decide_on_those_of_a_restore_alone(
    held: Message, office: Client, action: str, becomes: tuple[str, bool], verb: str
) -> None:
    chosen = list(Message.objects.values_list("pk", flat=True))

    office.post(LIST, {"action": action, "_selected_action": chosen})

    assert states() == [becomes, ("queued", True)]
    [entry] = AuditEntry.objects.filter(verb=verb)
    assert entry.subject_id == held.pk


def test_who_may_not_send_decides_nothing(held: Message) -> None:
    usher = client_of("delegate")

    usher.post(LIST, {"action": "let_leave", "_selected_action": [held.pk]})

    assert states() == [("queued", True), ("queued", True)]


def test_the_command_lists_and_releases(held: Message) -> None:
    said = StringIO()

    call_command("held_mail", stdout=said)
    call_command("held_mail", "--release", "--kind", "nothing of the kind", stdout=said)
    assert states() == [("queued", True), ("queued", True)]
    call_command("held_mail", "--release", stdout=said)

    assert states() == [("queued", False), ("queued", True)]
    [entry] = AuditEntry.objects.filter(verb="release_mail")
    assert (entry.subject_id, entry.by) == (held.pk, None)
    lines = said.getvalue().splitlines()
    assert lines[0].startswith("registration_received: 1, promised ")
    assert lines[1:] == [
        "1 mails are held by a restore.",
        "0 mails leave now.",
        "1 mails leave now.",
    ]


def test_the_command_cancels(held: Message) -> None:
    call_command("held_mail", "--cancel", stdout=StringIO())

    assert states() == [("cancelled", False), ("queued", True)]
    assert AuditEntry.objects.get(verb="cancel_mail").subject_id == held.pk


def test_a_pause_and_its_end_do_not_let_go_what_a_restore_holds(held: Message) -> None:
    both = Message.objects.all()

    holding.hold(both)
    assert holding.release(both) == 1

    assert states() == [("queued", True), ("queued", False)]
    assert list(holding.held_by_restore(both)) == [held]


@pytest.mark.parametrize("is_resumed_first", [True, False])
def test_what_was_paused_in_the_backup_leaves_when_both_let_go(is_resumed_first: bool) -> None:
    people.receive()
    mine = Message.objects.all()
    holding.hold(mine)
    holding.hold_as_a_restore()
    assert holding.held_by_restore(mine).exists()
    acts: list[Callable[[], object]] = [
        lambda: holding.release(mine),
        lambda: call_command("held_mail", "--release"),
    ]

    for act in acts if is_resumed_first else reversed(acts):
        assert states() == [("queued", True)]
        act()

    assert states() == [("queued", False)]


def test_what_was_let_go_and_is_paused_later_is_not_held_by_a_restore(held: Message) -> None:
    call_command("held_mail", "--release", stdout=StringIO())
    held.refresh_from_db()
    assert held.note == ""

    holding.hold(Message.objects.all())

    assert not holding.held_by_restore(Message.objects.all()).exists()


def test_the_command_holds_what_waits_after_a_recovery_by_other_means() -> None:
    people.receive()
    people.receive(people.OLENA)
    paola, olena = Message.objects.order_by("pk")
    Message.objects.filter(pk=olena.pk).update(
        state="sending", attempts=5, lease_until=timezone.now()
    )
    code = Message.objects.create(
        kind="sign_in_code",
        lane="mail",
        about_type="x",
        about_id=1,
        key="code",
        language="en",
        is_secret=True,
        raw=b"a code",
    )

    call_command("held_mail", "--hold", stdout=StringIO())

    assert states() == [("queued", True), ("queued", True), ("cancelled", False)]
    assert set(holding.held_by_restore(Message.objects.all())) == {paola, olena}
    code.refresh_from_db()
    assert code.raw is None
    with pytest.raises(CommandError, match="all kinds"):
        call_command("held_mail", "--hold", "--kind", "invitation_sent")


def test_what_was_taken_back_while_held_leaves_when_it_is_sent_again(held: Message) -> None:
    """Else it would wait for ever, and no page and no command would show it as held."""
    registration = Registration.objects.get(pk=held.about_id)
    with transaction.atomic():
        assert operations.take_back(held.kind, registration, note="It changed again.") == 1
    staff = people.administrator()

    assert operations.send_again(held, by=staff, at=timezone.now())

    assert held in Message.objects.due(held.lane)

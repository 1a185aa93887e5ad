"""Taking messages: each by one worker at a time, for the length of a lease."""

from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from intersessional.outbox import holding, operations
from intersessional.outbox.models import Message
from tests.own_database import at_once


def queued(number: int = 1, **fields: object) -> list[Message]:
    """Write messages that wait."""
    given = {"kind": "registration_received", "lane": "mail", "about_type": "x", "about_id": 1}
    return [
        Message.objects.create(**(given | {"key": f"{n}", "language": "en"} | fields))
        for n in range(number)
    ]


def worker_dies() -> None:
    """What was in its hands is nobody's, and its lease has ended."""
    ended = timezone.now() - timedelta(seconds=1)
    Message.objects.filter(state="sending").update(lease_until=ended)


@pytest.mark.django_db
def test_a_claim_counts_the_try_before_it_is_made() -> None:
    [message] = queued()

    claimed = operations.claim("mail")

    message.refresh_from_db()
    assert claimed == message
    assert (message.state, message.attempts) == ("sending", 1)
    assert message.lease_until > timezone.now()


@pytest.mark.django_db
def test_a_lane_takes_only_its_own() -> None:
    queued(lane="letters")

    assert operations.claim("mail") is None


@pytest.mark.django_db
def test_the_oldest_goes_first() -> None:
    first, second, third = queued(3)
    Message.objects.filter(pk=third.pk).update(next_try_at=timezone.now() - timedelta(hours=1))

    assert [operations.claim("mail") for _ in range(4)] == [third, first, second, None]


@pytest.mark.django_db
def test_what_is_not_due_waits() -> None:
    queued(next_try_at=timezone.now() + timedelta(minutes=1))

    assert operations.claim("mail") is None


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["failed", "cancelled"])
def test_what_has_ended_is_not_taken(state: str) -> None:
    queued(state=state)

    assert operations.claim("mail") is None


@pytest.mark.django_db
def test_a_lease_holds_until_it_ends() -> None:
    [message] = queued()
    operations.claim("mail")

    during = operations.claim("mail")
    worker_dies()
    after = operations.claim("mail")

    assert during is None
    assert after == message
    assert after.attempts == 2


@pytest.mark.django_db
def test_a_message_that_kills_its_worker_ten_times_fails_and_is_seen() -> None:
    [message] = queued()
    for _ in range(operations.MAX_CUT_SHORT):
        assert operations.claim("mail") == message
        worker_dies()

    assert operations.claim("mail") is None

    message.refresh_from_db()
    assert (message.state, message.attempts, message.lease_until) == ("failed", 10, None)
    assert message.note == "The worker ended during each try."


@pytest.mark.django_db
def test_who_was_in_the_hands_of_one_that_died_waits_behind_those_that_were_due() -> None:
    """Else the oldest is in the hands of each that dies, and fails for no fault of its own."""
    first, second, third = queued(3)
    assert operations.claim("mail") == first
    worker_dies()

    assert [operations.claim("mail") for _ in range(4)] == [second, third, first, None]


@pytest.mark.django_db
def test_a_message_of_which_all_tries_are_used_up_does_not_stop_its_lane() -> None:
    """As after a restore, when the fifth try of a message was under way in the backup."""
    used_up, sound = queued(2)
    Message.objects.filter(pk=used_up.pk).update(attempts=operations.MAX_ATTEMPTS)
    holding.hold(Message.objects.all())
    holding.release(Message.objects.all())

    assert operations.claim("mail") == sound

    used_up.refresh_from_db()
    assert (used_up.state, used_up.attempts, used_up.lease_until) == ("failed", 5, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("message_sending_has_lease", {"state": "sending"}),
        ("message_sending_has_lease", {"lease_until": timezone.now()}),
        ("message_sent_has_time", {"state": "sent"}),
        ("message_sent_has_time", {"sent_at": timezone.now()}),
    ],
)
def test_states_that_contradict_themselves_are_refused(
    constraint: str, fields: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        queued(**fields)


def test_two_workers_never_take_the_same_message(transactional_db: None) -> None:
    queued(40)
    together = Barrier(8)

    def take_all() -> list[int]:
        together.wait(30)
        taken = []
        while message := operations.claim("mail"):
            taken.append(message.pk)
        return taken

    taken = [pk for share in at_once(8, take_all) for pk in share]

    assert sorted(taken) == sorted(Message.objects.values_list("pk", flat=True))
    assert set(Message.objects.values_list("attempts", flat=True)) == {1}


def test_a_claim_passes_by_what_another_holds(transactional_db: None) -> None:
    first, second = queued(2)

    with transaction.atomic():
        Message.objects.select_for_update().get(pk=first.pk)
        [claimed] = at_once(1, lambda: operations.claim("mail"))

    assert claimed == second

"""Fifty submissions of one form at the same moment: one registration, fifty equal receipts."""

import uuid
from contextlib import suppress
from itertools import count
from threading import Barrier
from typing import Any

import pytest
from django.test import Client

from intersessional import codes, locks
from intersessional.audit.models import AuditEntry
from intersessional.outbox.models import Message
from registration.meetings.models import Meeting
from registration.registrations.models import Person, Registration
from registration.registrations.operations import receiving
from registration.registrations.operations.arriving import Arrival
from tests.own_database import at_once
from tests.people import PAOLA_FORM, receive

THREADS = 50


def counts() -> tuple[int, int, int, int]:
    models = (Registration, Person, Message, AuditEntry)
    registrations, people, messages, entries = (model.objects.count() for model in models)
    return registrations, people, messages, entries


def test_fifty_threads_with_one_token_get_one_receipt(transactional_db: None) -> None:
    answers = PAOLA_FORM | {"token": codes.address_token()}
    together = Barrier(THREADS)

    def submit() -> tuple[int, str]:
        together.wait(30)
        response = Client().post("/register/", answers)
        return response.status_code, response["Location"]

    receipts = at_once(THREADS, submit)

    address = f"/register/{Registration.objects.get().receipt_token}/"
    assert receipts == [(302, address)] * THREADS
    assert counts() == (1, 1, 1, 1)


def test_without_the_line_the_unique_token_still_stops_the_second(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = count(1)

    def arrive_without_a_line(meeting: Meeting, **_: Any) -> Arrival:
        return Arrival(meeting, next(numbers), {}, {}, None, False, {})

    monkeypatch.setattr(receiving, "arrive", arrive_without_a_line)
    token = codes.address_token()
    together = Barrier(8)

    def submit() -> str:
        together.wait(30)
        return receive(token=token).receipt_number

    outcomes = at_once(8, submit)

    assert next(numbers) > 2, "no two met: the control shows nothing"
    assert len(set(outcomes)) == 1
    assert counts() == (1, 1, 1, 1)


def test_without_lock_and_token_each_would_make_its_own(transactional_db: None) -> None:
    together = Barrier(8)

    def submit() -> None:
        together.wait(30)
        receive(token=uuid.uuid4().hex)

    at_once(8, submit)

    assert counts() == (8, 8, 8, 8)


def test_numbers_follow_each_other_without_a_gap(transactional_db: None) -> None:
    numbers = at_once(20, lambda: receive().receipt_number)

    assert sorted(numbers) == [f"IM18-{n:04d}" for n in range(1, 21)]


def test_a_delegation_is_opened_once_by_many(transactional_db: None) -> None:
    together = Barrier(12)

    def submit() -> int:
        together.wait(30)
        return receive().delegation_id

    assert len(set(at_once(12, submit))) == 1


def test_an_unlisted_organisation_is_added_once_by_many(transactional_db: None) -> None:
    together = Barrier(12)
    answers = PAOLA_FORM | {"delegation": "unlisted", "unlisted_name": "Friends of the Field"}

    def submit() -> int:
        together.wait(30)
        return Client().post("/register/", answers | {"token": uuid.uuid4().hex}).status_code

    assert at_once(12, submit) == [302] * 12
    assert Registration.objects.values("delegation").distinct().count() == 1


def test_the_lock_makes_the_second_wait(transactional_db: None) -> None:
    from django.db import connection, transaction

    seen: list[int] = []

    def add() -> None:
        with transaction.atomic():
            locks.lock("one at a time")
            before = len(seen)
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(0.02)")
            seen.append(before)

    with suppress(TimeoutError):
        at_once(5, add)

    assert seen == [0, 1, 2, 3, 4]

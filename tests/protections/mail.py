"""Rules 1 and 2: what was promised is sent, once."""

from tests.protections import Protection

_PROMISING = "intersessional/outbox/operations/promising.py"
_DELIVERING = "intersessional/outbox/operations/delivering.py"
_CLAIM = "tests/outbox/test_claim.py::"
_DELIVER = "tests/outbox/test_deliver.py::"

MAIL = [
    Protection(
        "outbox in the act's transaction",
        1,
        "An act and its mail stand or fall together.",
        ("tests/outbox/test_promise.py::test_a_promise_outside_a_transaction_is_refused",),
        file=_PROMISING,
        old="if not transaction.get_connection().in_atomic_block:",
        new="if False:",
    ),
    Protection(
        "one message per key",
        1,
        "The same promise made twice is one mail.",
        ("tests/outbox/test_promise.py::test_the_same_key_promises_nothing_new",),
        sql="ALTER TABLE outbox_message DROP CONSTRAINT outbox_message_key_key",
    ),
    Protection(
        "a row locked by its worker",
        1,
        "Two workers never take the same message.",
        (f"{_CLAIM}test_two_workers_never_take_the_same_message",),
        file=_DELIVERING,
        old=".select_for_update(skip_locked=True)",
        new=".all()",
    ),
    Protection(
        "attempts counted before the try",
        1,
        "A message that kills its worker ends as failed, and is seen.",
        (
            f"{_CLAIM}test_a_claim_counts_the_try_before_it_is_made",
            f"{_CLAIM}test_a_message_that_kills_its_worker_ten_times_fails_and_is_seen",
        ),
        file=_DELIVERING,
        old="message.attempts += 1",
        new="message.attempts += 0",
    ),
    Protection(
        "lease that holds",
        1,
        "Nobody sends what another worker is sending.",
        (f"{_CLAIM}test_a_lease_holds_until_it_ends",),
        file=_DELIVERING,
        old="lease_until = Now() + timedelta(seconds=LEASE_SECONDS)",
        new="lease_until = Now()",
    ),
    Protection(
        "lease that ends",
        1,
        "What a worker had taken when it died is sent by another one.",
        (f"{_CLAIM}test_a_lease_holds_until_it_ends",),
        file="intersessional/outbox/models.py",
        old="models.Q(state=State.SENDING, lease_until__lte=Now())",
        new="models.Q(pk=None)",
    ),
    Protection(
        "tries that come to an end",
        1,
        "After five failures a message is failed, for staff to see.",
        (f"{_DELIVER}test_a_failure_waits_longer_each_time_and_fails_for_good_after_five",),
        file=_DELIVERING,
        old="    _end(message, state=State.FAILED, note=note, **kept)\n    log.error(",
        new="    log.error(",
    ),
    Protection(
        "Message-ID of the row",
        2,
        "A copy after a crash has the number of the first: mail programs show one.",
        (f"{_DELIVER}test_the_headers_are_in_order",),
        file="intersessional/outbox/envelope.py",
        old='"Message-ID": f"<{message.uuid}@{settings.MESSAGE_ID_DOMAIN}>"',
        new='"Message-ID": f"<{id(mail)}@{settings.MESSAGE_ID_DOMAIN}>"',
    ),
    Protection(
        "the same bytes at each try",
        2,
        "A copy after a crash is the same to the last byte.",
        (f"{_DELIVER}test_a_second_try_sends_the_very_same_bytes",),
        file=_DELIVERING,
        old="if message.raw is None:",
        new="if True:",
    ),
    Protection(
        "a try that outlived its lease",
        2,
        "Who comes back late sends nothing, and writes over nothing.",
        (f"{_DELIVER}test_a_try_that_has_lost_its_lease_sends_and_keeps_nothing",),
        file=_DELIVERING,
        old="        if not kept:\n            raise LeaseLost\n",
        new="",
    ),
    Protection(
        "asked again before each try",
        2,
        "What became needless meanwhile does not leave.",
        (f"{_DELIVER}test_a_message_is_asked_again_before_each_try",),
        file=_DELIVERING,
        old="        check_still_needed(message)\n",
        new="",
    ),
]

"""From the form to the mailbox, through the real web server, worker, broker and mail sink."""

import os
import re

from intersessional.embedded.service import wait_until
from tests import papers
from tests.portal import Portal
from tests.visitor import PAOLA


def test_everybody_gets_one_acknowledgement_and_the_number_of_the_page(portal: Portal) -> None:
    emails = [f"guest{n}@delivery.example" for n in range(5)]

    receipts = [portal.register(email=email) for email in emails]

    mails = [portal.wait_for_mail(email) for email in emails]
    assert [len(found) for found in mails] == [1] * 5
    for [mail], receipt, email in zip(mails, receipts, emails, strict=True):
        assert mail["To"] == email
        assert receipt.number in mail["Subject"]
        assert receipt.url in papers.text_of(mail)
    assert len({mail["Message-ID"] for [mail] in mails}) == 5


def test_the_same_form_sent_twice_gives_one_receipt_and_one_mail(portal: Portal) -> None:
    email = "impatient@delivery.example"
    visitor = portal.visitor()
    fields = PAOLA | visitor.open_form() | {"email": email}

    first, second = visitor.submit(fields), visitor.submit(fields)

    assert first.url == second.url
    portal.wait_for_mail(email)
    # Whoever comes later in the same lane has waited behind all that was promised before.
    portal.register(email="later@delivery.example")
    portal.wait_for_mail("later@delivery.example")
    assert len(portal.mails(email)) == 1


def test_many_are_confirmed_at_once_and_each_gets_a_letter_of_their_own(portal: Portal) -> None:
    emails = [f"many{n}@bulk.example" for n in range(3)]
    names = [("Zbigniew", "Wójcik"), ("Thuy", "Nguyen"), ("Esteban", "Pazmiño")]
    numbers = [
        portal.register(email=email, given_names=given, family_name=family).number
        for email, (given, family) in zip(emails, names, strict=True)
    ]

    page = portal.staff().act_on("@bulk.example", "confirm")

    assert "3 registrations confirmed" in page.text
    letters = {}
    for email, number in zip(emails, numbers, strict=True):
        [confirmation] = portal.wait_for_mail(email, papers.carries_letter)
        letters[number] = papers.letter(confirmation).pages[0].extract_text()
    assert all(number in text for number, text in letters.items())
    codes = {re.search(r"Verification code:\s+(\S+)", text)[1] for text in letters.values()}  # type: ignore[index]
    assert len(codes) == 3


def test_the_subject_reads_as_it_was_written(portal: Portal) -> None:
    email = "subject@delivery.example"
    receipt = portal.register(email=email)
    portal.staff().confirm(receipt.number)

    subjects = sorted(mail["Subject"] for mail in portal.wait_for_mail(email, count=2))

    dates = "7–8\N{NO-BREAK SPACE}June\N{NO-BREAK SPACE}2018"
    assert subjects == [
        f"We have your registration: Intersessional Meetings, {dates} ({receipt.number})",
        f"Your registration is confirmed: Intersessional Meetings, {dates} ({receipt.number})",
    ]


def test_the_portal_says_when_nothing_is_left_to_send(portal: Portal) -> None:
    portal.register(email="age@delivery.example")
    portal.wait_for_mail("age@delivery.example")

    def oldest() -> int:
        health = portal.visitor().get_json("/readyz")
        assert health["database"] == "ok"
        return int(health["oldest_unsent_message_seconds"])

    # How quickly is a figure of the long tests; what is left to send grows older by itself.
    assert wait_until(lambda: oldest() == 0, 60, every=1)


def test_on_a_busy_machine_pages_come_before_mails_and_mails_before_letters(portal: Portal) -> None:
    yields = [
        os.getpriority(os.PRIO_PROCESS, portal.pid(part)) for part in ("web", "worker", "letters")
    ]

    assert yields[0] < yields[1] < yields[2]

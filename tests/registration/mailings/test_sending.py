"""Sending: once, to whom was shown, in few queries; what becomes of each mail; nothing changes after."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.embedded.sink import Sink
from intersessional.outbox import operations as outbox
from intersessional.outbox.models import Bounce, Message
from registration.mailings import operations, policies, queries
from registration.mailings.models import Mailing, Outcome, Recipient
from registration.registrations import operations as registrations
from registration.registrations.models import Registration
from tests.access.actors import signed_in
from tests.pages import Page
from tests.people import OLENA, ON_14_MAY, focal_point, receive
from tests.registration.mailings.messages import draft, many, send

pytestmark = pytest.mark.django_db

HOME = "/desk/messages/"


def mails() -> Any:
    return Message.objects.filter(kind="mailing").order_by("pk")


def outcomes(mailing: Mailing) -> dict[str, int]:
    return {one.value: n for one, n in queries.counts([mailing])[mailing.pk].items()}


def test_two_clicks_send_once(ines: Client, staff: User) -> None:
    paola = receive()
    mailing = draft(staff)
    path = f"{HOME}{mailing.pk}/send/"
    page = Page(ines.get(path))
    assert "Send 1 mail now" in page.html
    answers = page.answers()

    first, second = ines.post(path, answers), ines.post(path, answers)

    assert first.url == second.url == f"{HOME}{mailing.pk}/"
    [row] = Recipient.objects.all()
    assert (row.registration_id, row.email, row.language) == (paola.pk, paola.email, "en")
    [mail] = mails()
    assert (mail.is_bulk, mail.about_id) == (True, row.pk)
    written = AuditEntry.objects.get(verb="write_to")
    assert (written.subject_id, written.values_changed.after["title"]) == (paola.pk, "The room")
    person = ines.get(f"/admin/registrations/registration/{paola.pk}/change/").content.decode()
    assert f"/admin/outbox/message/{mail.pk}/change/" in person


def test_nobody_gets_it_who_was_not_shown(ines: Client, staff: User) -> None:
    receive()
    mailing = draft(staff)
    path = f"{HOME}{mailing.pk}/send/"
    answers = Page(ines.get(path)).answers()
    receive(OLENA)

    refused = ines.post(path, answers)

    assert refused.status_code == 409
    assert "The recipients have changed since this page was opened" in refused.content.decode()
    assert not mails().exists()
    changed = ines.post(path, Page(refused).answers() | {"version": "1"})
    assert (changed.status_code, mails().count()) == (409, 0)
    assert ines.post(path, Page(changed).answers()).status_code == 302
    assert mails().count() == 2


def test_who_lacks_a_value_is_named_before(ines: Client, staff: User) -> None:
    focal_point("ec", "felix@mission.example")
    mailing = draft(staff, audience="focal_points", text_en="{receipt_number}")
    path = f"{HOME}{mailing.pk}/send/"

    page = Page(ines.get(path))
    refused = ines.post(path, page.answers())

    assert "There is no value for {receipt_number} for 1 recipient" in page.html
    assert refused.status_code == 409
    assert Mailing.objects.get().is_draft


@pytest.mark.parametrize(
    ("number", "cost"), [(1, 16), (30, 16), pytest.param(2000, 17, marks=pytest.mark.long)]
)
def test_thousands_cost_as_many_queries_as_a_hundred(
    staff: User, number: int, cost: int, django_assert_num_queries: Any
) -> None:
    many(number)
    mailing = draft(staff)
    seen = queries.reach(mailing).digest

    with django_assert_num_queries(cost):
        operations.send(mailing, version=mailing.version, seen=seen, by=staff, at=ON_14_MAY)

    assert mails().count() == number


@pytest.mark.parametrize("number", [1, 30])
def test_sending_asks_few_times_in_all(
    ines: Client, staff: User, number: int, django_assert_num_queries: Any
) -> None:
    """From the click to the redirect, with who asks and for which meeting."""
    many(number)
    mailing = draft(staff)
    path = f"{HOME}{mailing.pk}/send/"
    answers = Page(ines.get(path)).answers()

    with django_assert_num_queries(21):
        assert ines.post(path, answers).status_code == 302

    assert mails().count() == number


def test_the_page_tells_what_became_of_each(
    ines: Client, staff: User, sink: Sink, django_assert_num_queries: Any
) -> None:
    people = many(30)
    mailing = draft(staff)
    send(mailing, staff)
    found = list(mails())
    now = timezone.now()
    Message.objects.filter(pk=found[0].pk).update(state="failed", note="SMTPRecipientsRefused 550")
    Message.objects.filter(pk__in=[found[1].pk, found[2].pk]).update(state="sent", sent_at=now)
    Bounce.objects.create(
        message=found[1], fate="failed", is_permanent=True, status_code="5.1.1", diagnostic="Who?"
    )
    Bounce.objects.create(message=found[2], fate="delayed", is_permanent=False)

    assert outcomes(mailing) == {"failed": 1, "bounced": 1, "sent": 1, "waiting": 27}
    with django_assert_num_queries(11):
        page = Page(ines.get(f"{HOME}{mailing.pk}/"))
    assert "30 mails: 1 sent, 27 queued, 1 failed, 1 came back, 0 cancelled." in page.html
    assert "5.1.1 Who?" in page.html
    only = ines.get(f"{HOME}{mailing.pk}/?outcome=failed").content.decode()
    assert "n0@many.example" in only
    assert "n1@many.example" not in only
    assert 'data-changes="yes"' in ines.get(f"{HOME}{mailing.pk}/progress/").content.decode()

    ines.post(f"{HOME}{mailing.pk}/", {"act": "again"})
    assert outcomes(mailing) == {"bounced": 1, "sent": 1, "waiting": 28}
    ines.post(f"{HOME}{mailing.pk}/", {"act": "stop"})
    assert outcomes(mailing) == {"bounced": 1, "sent": 1, "cancelled": 28}
    assert len(people) == 30
    assert "The message was stopped." in ines.get(f"{HOME}{mailing.pk}/").content.decode()
    with pytest.raises(policies.NotNow):
        operations.again(mailing, by=staff, at=ON_14_MAY)


def test_what_came_back_goes_to_the_corrected_address(
    ines: Client, staff: User, sink: Sink
) -> None:
    people = many(3)
    mailing = draft(staff)
    send(mailing, staff)
    outbox.sweep("mail")
    for mail in list(mails())[:2]:
        Bounce.objects.create(message=mail, fate="failed", is_permanent=True, status_code="5.1.1")
    path = f"{HOME}{mailing.pk}/"
    assert "corrected address" not in ines.get(path).content.decode()
    Registration.objects.filter(pk=people[0].pk).update(email="right@many.example")

    page = ines.get(path).content.decode()
    for _click in range(2):
        ines.post(path, {"act": "corrected"})
    assert outcomes(mailing) == {"waiting": 1, "bounced": 1, "sent": 1}
    outbox.sweep("mail")

    assert "Send to 1 corrected address<" in page
    assert "right@many.example" in page
    [mail] = [one for one in sink.messages() if one["To"] == "right@many.example"]
    assert "the room has changed" in mail["Subject"]
    assert outcomes(mailing) == {"bounced": 1, "sent": 2}
    assert AuditEntry.objects.filter(verb="write_to", subject_id=people[0].pk).count() == 2
    assert operations.to_corrected(mailing, by=staff, at=ON_14_MAY) == 0


def test_who_withdraws_meanwhile_does_not_get_it(ines: Client, staff: User, sink: Sink) -> None:
    paola = receive()
    mailing = draft(staff)
    send(mailing, staff)
    registrations.withdraw(paola, by=staff, at=ON_14_MAY, version=paola.version)

    outbox.sweep("mail")

    assert outcomes(mailing) == {"cancelled": 1}
    assert "The registration is withdrawn." in ines.get(f"{HOME}{mailing.pk}/").content.decode()
    assert not [one for one in sink.messages() if "room" in one["Subject"]]


def test_who_was_written_to_as_withdrawn_gets_it(staff: User, sink: Sink) -> None:
    receive()
    Registration.objects.update(state="withdrawn", withdrawn_at=ON_14_MAY)
    mailing = draft(staff, filters={"states": ["withdrawn"]})
    send(mailing, staff)

    outbox.sweep("mail")

    assert outcomes(mailing) == {"sent": 1}


@pytest.mark.parametrize(
    ("refusal", "act"),
    [
        (
            "mailing_sent_stays",
            lambda row, draft: Mailing.objects.filter(pk=row.mailing_id).update(text_en="Other"),
        ),
        (
            "mailing_sent_stays",
            lambda row, draft: Mailing.objects.filter(pk=row.mailing_id).update(version=9),
        ),
        ("recipient_stays", lambda row, draft: Recipient.objects.update(language="fr")),
        ("recipient_stays", lambda row, draft: Recipient.objects.update(email="x@y.example")),
        ("recipient_once_per_message", lambda row, draft: _write_again(row, row.mailing)),
        ("recipient_of_a_sent", lambda row, draft: _write_again(row, draft)),
    ],
)
def test_the_database_keeps_what_was_sent(staff: User, refusal: str, act: Any) -> None:
    receive()
    send(draft(staff), staff)
    other = draft(staff)

    with pytest.raises(IntegrityError, match=refusal), transaction.atomic():
        act(Recipient.objects.get(), other)


def _write_again(row: Recipient, mailing: Mailing) -> None:
    """Write the same reader into a message once more, or into another one."""
    row.pk, row.mailing = None, mailing
    row.save(force_insert=True)


def test_what_was_sent_is_copied_to_be_changed(ines: Client, staff: User) -> None:
    receive()
    mailing = draft(staff)
    send(mailing, staff)
    row = Recipient.objects.get()

    # The nightly erasure may take the person out of it.
    assert Recipient.objects.update(email="", values={}, key=f"erased {row.pk}") == 1
    page = ines.post(f"{HOME}{mailing.pk}/text/", {"version": "2"} | _form(mailing), follow=True)
    assert "This message was sent. You can copy it as a new draft." in page.content.decode()
    ines.post(f"{HOME}{mailing.pk}/", {"act": "copy"})
    copied = Mailing.objects.first()
    assert (copied.is_draft, copied.text_en) == (True, mailing.text_en)
    ines.post(f"{HOME}{copied.pk}/", {"act": "remove"})
    assert not Mailing.objects.filter(pk=copied.pk).exists()


def _form(mailing: Mailing) -> dict[str, str]:
    names = ("title", "subject_en", "text_en", "subject_fr", "text_fr")
    return {name: getattr(mailing, name) for name in names} | {"title": "Another"}


def test_a_reload_loses_nothing(staff: User) -> None:
    receive()
    mailing = draft(staff)
    send(mailing, staff)

    for _time in range(2):
        page = Page(signed_in(staff).get(f"{HOME}{mailing.pk}/"))
        assert "1 mail: 0 sent, 1 queued" in page.html
    assert set(outcomes(mailing)) == {Outcome.WAITING.value}

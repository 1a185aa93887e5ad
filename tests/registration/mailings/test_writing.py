"""Writing a message: placeholders, readers, preview and test, as the staff's pages offer them."""

import email
import email.policy
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.embedded.sink import Sink
from intersessional.outbox import operations as outbox
from intersessional.outbox.models import Message
from registration.mailings import checks, sources, wording
from registration.mailings.models import Mailing, Recipient, Trial
from tests.access import actors
from tests.pages import Page
from tests.papers import text_of
from tests.people import OLENA, PAOLA, focal_point, receive
from tests.registration.mailings.messages import FORM, draft, many, send

pytestmark = pytest.mark.django_db

HOME = "/desk/messages/"


def test_a_draft_is_kept_and_leads_to_its_readers(ines: Client) -> None:
    receive()
    assert "None yet" in Page(ines.get(HOME)).html

    kept = ines.post(f"{HOME}add/", FORM)

    mailing = Mailing.objects.get()
    assert kept.url == f"{HOME}{mailing.pk}/recipients/"
    chosen = ines.post(kept.url, {"version": "1", "states": ["received", "confirmed"]}, follow=True)
    assert "1 recipient" in Page(chosen).html
    assert "The room" in Page(ines.get(HOME)).html
    assert [one.verb for one in AuditEntry.objects.filter(subject_type="mailings.mailing")] == [
        "choose_readers",
        "add",
    ]


@pytest.mark.parametrize(
    ("field", "typed", "problem"),
    [
        (
            "text_en",
            "Dear {nme},",
            "Text (English): There is no placeholder {nme}. There are: {sal",
        ),
        ("text_fr", "{{ name }}", "Text (French): A brace without its other half"),
        ("subject_en", "{name", "Subject (English): A brace without its other half"),
        ("subject_es", "Hola", "There is a subject in this language: write its text."),
        ("text_es", "Hola", "There is a text in this language: write its subject."),
        ("subject_en", "Hello\u2028Bcc: x@y.example", "Please write this on one line."),
    ],
)
def test_what_cannot_be_sent_is_refused_at_its_field(
    ines: Client, field: str, typed: str, problem: str
) -> None:
    page = Page(ines.post(f"{HOME}add/", FORM | {field: typed}))

    assert page.response.status_code == 422
    # Half a language is named at the half that is missing.
    missing = {"subject_es": "text_es", "text_es": "subject_es"}
    at_fields = [at for text, at in page.problems().items() if problem in text]
    assert at_fields == [f"id_{missing.get(field, field)}"]
    assert page.answers()[field].strip() == typed
    assert not Mailing.objects.exists()


def test_values_are_escaped_and_never_read_again() -> None:
    hostile = {"name": "{link}<script>\r\nBcc: x@y.example", "honorific": ""}

    assert wording.subject("For\r\n{name}", hostile) == "For {link}<script> Bcc: x@y.example"
    assert wording.plain("{name}", hostile) == "{link}<script> Bcc: x@y.example"
    [paragraph] = wording.paragraphs("<b>{honorific} {name}</b>\n{name}", hostile)
    assert "<script>" not in paragraph
    assert paragraph.startswith("&lt;b&gt;<bdi>{link}&lt;script&gt;")
    assert wording.plain("A {honorific} B", hostile) == "A B"


def test_only_our_own_page_becomes_a_link() -> None:
    typed = {"delegation": "https://evil.example/", "link": "https://portal.example/m/2018/"}

    [paragraph] = wording.paragraphs("{delegation} {link}", typed)

    assert paragraph == (
        "<bdi>https://evil.example/</bdi>"
        ' <a href="https://portal.example/m/2018/">https://portal.example/m/2018/</a>'
    )


def test_two_editors_see_both_versions(ines: Client, staff: User) -> None:
    mailing = draft(staff)

    ines.post(f"{HOME}{mailing.pk}/text/", FORM | {"version": "2", "title": "Mine"})
    second = ines.post(f"{HOME}{mailing.pk}/text/", FORM | {"version": "2", "title": "Yours"})

    assert second.status_code == 409
    page = Page(second)
    assert page.answers()["title"] == "Yours"
    assert "Mine" in page.html
    ines.post(f"{HOME}{mailing.pk}/text/", page.answers())
    mailing.refresh_from_db()
    assert mailing.title == "Yours"


def test_each_audience_finds_its_readers(staff: User, meeting: Any) -> None:
    paola = receive()
    olena = receive(replace(OLENA, role="head"))
    focal_point("ec", "felix@mission.example")
    focal_point("gh", "kofi@mission.example")
    focal_point("zw", "felix@mission.example")

    def keys(audience: str, **filters: Any) -> list[str]:
        return [one.key for one in sources.find(audience, meeting, filters)]

    of_paola, of_olena = f"registration {paola.pk}", f"registration {olena.pk}"
    assert set(keys("registrations")) == {of_paola, of_olena}
    assert keys("registrations", delegation="ec") == [of_paola]
    assert keys("registrations", roles=["head"]) == [of_olena]
    assert keys("registrations", states=["withdrawn"]) == []
    assert keys("registrations", received_from="2018-05-15") == []
    assert len(keys("registrations", received_from="2018-05-14", received_to="2018-05-14")) == 2
    assert keys("registrations", participations=["media"], languages=["en"]) == []
    assert keys("heads") == [of_olena]
    # One mail for the address, though it acts for two.
    assert sorted(keys("focal_points", which="all")) == [
        "address felix@mission.example",
        "address kofi@mission.example",
    ]
    assert keys("focal_points", which="nobody") == [
        "address kofi@mission.example",
        "address felix@mission.example",
    ]


def test_a_source_that_is_none_is_found_at_the_start(settings: Any) -> None:
    assert checks.audiences_can_be_found() == []
    settings.MAILING_AUDIENCES = {"a": "programme.nowhere.X", "b": "intersessional.clock.now"}

    assert [one.id for one in checks.audiences_can_be_found()] == ["mailings.E001", "mailings.E002"]


def test_a_tick_takes_somebody_out_and_puts_them_in_again(ines: Client, staff: User) -> None:
    paola, olena = receive(), receive(replace(OLENA, email=PAOLA.email))
    mailing = draft(staff)
    page = Page(ines.get(f"{HOME}{mailing.pk}/recipients/"))
    assert "Some share a mailbox" in page.html
    keys = [f"registration {one.pk}" for one in (paola, olena)]
    form = {"version": str(mailing.version), "shown": keys, "keep": keys[:1]}

    taken_out = ines.post(f"{HOME}{mailing.pk}/recipients/take-out/", form, follow=True)

    mailing.refresh_from_db()
    assert mailing.left_out == keys[1:]
    assert "1 recipient<" in taken_out.content.decode()
    again = form | {"version": str(mailing.version), "keep": keys}
    ines.post(f"{HOME}{mailing.pk}/recipients/take-out/", again)
    mailing.refresh_from_db()
    assert mailing.left_out == []


def test_the_preview_is_what_is_sent(ines: Client, staff: User, sink: Sink) -> None:
    olena = receive(OLENA, language="es")
    mailing = draft(staff, audience="registrations", filters={"delegation": "ua"})

    page = Page(ines.get(f"{HOME}{mailing.pk}/preview/"))
    file = b"".join(ines.get(f"{HOME}{mailing.pk}/preview/mail/?n=1").streaming_content)

    assert "Reads Spanish, and gets the text in this language, since there is no other" in page.html
    assert "&lt;Room A&gt; &amp; not B" in page.html
    assert send(mailing, staff) == 1
    outbox.sweep("mail")
    [mail] = [one for one in sink.messages() if "room" in one["Subject"]]
    shown = email.message_from_bytes(file, policy=email.policy.default)
    assert (mail["To"], mail["Subject"]) == (olena.email, shown["Subject"])
    assert text_of(mail) == text_of(shown)
    assert mail["Subject"] == "Intersessional Meetings 2018: the room has changed, Ms. Ковальчук"
    assert mail["Content-Language"] == "en"
    assert "/m/2018/registrations/" in text_of(mail)


def test_a_test_goes_to_oneself_alone(ines: Client, staff: User, sink: Sink) -> None:
    receive()
    mailing = draft(staff)

    ines.post(f"{HOME}{mailing.pk}/test/?n=1")
    outbox.sweep("mail")

    [mail] = [one for one in sink.messages() if "[Test]" in one["Subject"]]
    assert mail["To"] == staff.email
    assert "Dear Ms. Chávez," in text_of(mail)
    assert (Trial.objects.count(), Recipient.objects.count()) == (1, 0)
    assert AuditEntry.objects.filter(verb="test").count() == 1


def test_a_reader_is_found_by_name_or_address(ines: Client, staff: User) -> None:
    many(22)
    receive(OLENA)
    mailing = draft(staff)
    path = f"{HOME}{mailing.pk}/preview/"

    every = Page(ines.get(path))
    found = Page(ines.get(path, {"q": "chavez N7@many"}))
    nobody = Page(ines.get(path, {"q": "nobody else"}))

    assert "Recipient 1 of 23" in every.html
    assert every.html.count("@many.example") < 3
    assert "n7@many.example" in found.html
    assert "Recipient 8 of 23" in found.html
    assert "No recipient is called like this." in nobody.html
    assert "There are more" in Page(ines.get(path, {"q": "many.example"})).html
    send(mailing, staff)
    assert "Recipient 8 of 23" in Page(ines.get(path, {"q": "n7@many"})).html


def test_a_draft_that_is_thrown_away_takes_its_tests_along(
    ines: Client, staff: User, sink: Sink
) -> None:
    receive()
    mailing = draft(staff)
    ines.post(f"{HOME}{mailing.pk}/test/?n=1")
    ines.post(f"{HOME}{mailing.pk}/test/?n=1")
    first, second = Message.objects.filter(kind="mailing_test").order_by("pk")
    # A worker has the second one in hands.
    Message.objects.filter(pk=second.pk).update(
        state="sending", attempts=1, lease_until=timezone.now()
    )

    ines.post(f"{HOME}{mailing.pk}/", {"act": "remove"})
    outbox.sweep("mail")

    for one in (first, second):
        one.refresh_from_db()
        assert (one.state, one.note) == ("cancelled", "The draft was thrown away.")


def test_the_choice_names_the_delegation(ines: Client, staff: User) -> None:
    mailing = draft(staff, filters={"delegation": "ec"})

    assert "delegation: Ecuador" in ines.get(f"{HOME}{mailing.pk}/").content.decode()


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(
    ("page", "most"), [("recipients/", 15), ("preview/", 12), ("send/", 7), ("", 7)]
)
def test_pages_take_the_same_queries(
    ines: Client, staff: User, page: str, most: int, number: int, django_assert_num_queries: Any
) -> None:
    many(number)
    mailing = draft(staff)
    path = f"{HOME}{mailing.pk}/{page}"
    ines.get(path)

    with django_assert_num_queries(most):
        ines.get(path)


def test_only_the_office_may(staff: User) -> None:
    mailing = draft(staff)

    for actor in (actors.delegate, actors.committee):
        browser = actors.signed_in(actor())
        assert browser.get(f"{HOME}{mailing.pk}/").status_code == 403
        assert browser.post(f"{HOME}{mailing.pk}/send/").status_code == 403

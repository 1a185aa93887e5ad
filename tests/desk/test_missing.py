"""Who has not registered, and the reminder: previewed, in their language, once per interval."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.embedded.sink import Sink
from intersessional.outbox import operations as outbox
from intersessional.outbox.models import Message
from registration.delegations.models import Entity, FocalPoint, Tag
from registration.delegations.queries import delegation_of
from registration.meetings.models import Meeting
from registration.registrations import operations
from registration.registrations.models import (
    CategoryDeadline,
    Extension,
    Registration,
    Reminder,
)
from tests.access.actors import signed_in
from tests.pages import Page
from tests.people import CLOSING, OLENA, ON_14_MAY, focal_point, receive

pytestmark = pytest.mark.django_db

PAGE = "/desk/missing/"
PREVIEW = "/desk/missing/remind/"
WEEK = timedelta(days=7)


@pytest.fixture
def ines(staff: User) -> Client:
    """The browser of somebody of the ISU."""
    return signed_in(staff)


def reachable(code: str, email: str = "mission@state.example", language: str = "en") -> int:
    """Give an entity an address, and return its number."""
    Entity.objects.filter(code=code).update(email=email, correspondence_language=language)
    return Entity.objects.get(code=code).pk


def remind(*pks: int, by: User, at: Any = ON_14_MAY) -> list[Reminder]:
    return operations.remind(Meeting.objects.get(slug="2018"), pks, by=by, at=at)


def promised() -> list[tuple[str, str]]:
    messages = Message.objects.filter(kind="registration_reminder").order_by("pk")
    return [(Reminder.objects.get(pk=one.about_id).address, one.language) for one in messages]


def test_states_parties_of_which_nobody_registered_are_missing(ines: Client) -> None:
    before = Page(ines.get(PAGE)).html
    receive()

    after = Page(ines.get(PAGE)).html

    assert "States Parties: 0 of 164 have registered; 164 are missing." in before
    assert "States Parties: 1 of 164 have registered; 163 are missing." in after
    assert '<th role="rowheader" scope="row"><bdi>Ecuador</bdi></th>' in before
    assert "Somebody has registered" not in before
    assert "Ecuador</bdi></a></th>" not in after
    assert '<li><a href="/delegation/ec/"><bdi>Ecuador</bdi></a></li>' in after


def test_a_withdrawn_registration_is_none(ines: Client) -> None:
    receive()
    Registration.objects.update(state="withdrawn", withdrawn_at=ON_14_MAY)

    assert "<bdi>Ecuador</bdi>" in Page(ines.get(PAGE)).html


@pytest.mark.parametrize(
    ("query", "there", "absent"),
    [
        ("", "Ecuador", "China"),
        ("?tag=article-5", "Afghanistan", "Albania"),
        ("?group=not-parties", "China", "Ecuador"),
        ("?group=organisations", "United Nations Mine Action Service", "Ecuador"),
    ],
)
def test_one_click_for_each_group(ines: Client, query: str, there: str, absent: str) -> None:
    Entity.objects.get(code="al").tags.remove(*Tag.objects.all())

    page = Page(ines.get(PAGE + query))

    assert f"<bdi>{there}</bdi>" in page.html
    assert f"<bdi>{absent}</bdi>" not in page.html
    assert PAGE + (query or "?group=parties") in page.links().values()


def test_an_unknown_group_is_absent(ines: Client) -> None:
    assert ines.get(PAGE + "?tag=none").status_code == 404
    assert ines.get(PREVIEW + "?group=none").status_code == 404


def test_it_is_said_to_whom_we_can_write(ines: Client) -> None:
    reachable("ua")
    focal_point("ec")

    html = Page(ines.get(PAGE)).html

    assert html.count("Nobody: by post") == 162
    assert "1 focal point" in html
    assert "The entity’s own address" in html


@pytest.mark.parametrize("few", [True, False])
@pytest.mark.parametrize(("path", "queries"), [(PAGE, 11), (PREVIEW, 21)])
def test_the_pages_take_the_same_queries(
    ines: Client,
    django_assert_num_queries: Any,
    path: str,
    queries: int,
    few: bool,
) -> None:
    others = Entity.objects.exclude(code__in=["ec", "ua"])
    others.update(is_provisional=few, asked_name="Nobody's")
    Entity.objects.update(email="a@state.example")
    for code in ["ec"] if few else ["ec", "ua", "fr", "es", "de", "it"]:
        focal_point(code)
    ines.get(path)

    with django_assert_num_queries(queries):
        ines.get(path)


def test_sending_takes_the_same_queries(staff: User, django_assert_num_queries: Any) -> None:
    Entity.objects.update(email="a@state.example")
    pks = list(Entity.objects.values_list("pk", flat=True))

    # Of more than a hundred mails, one query asks which of them are rehearsed.
    for some, queries in ((pks[:1], 13), (pks[1:], 14)):
        with django_assert_num_queries(queries):
            remind(*some, by=staff)

    assert Message.objects.count() == len(pks)


def test_the_preview_shows_what_each_language_reads(ines: Client) -> None:
    reachable("ec", "ecuador@state.example", "es")
    reachable("ua", "ukraine@state.example")

    html = Page(ines.get(PREVIEW)).html.replace("\xa0", " ")

    assert "2 mails, if all stay ticked." in html
    assert "As <bdi>ecuador@state.example</bdi> would receive it:" in html
    assert "Reminder to register: Ukraine; Intersessional Meetings, 7–8 June 2018" in html
    assert "Nobody to write to: by post" in html
    assert html.count('name="entities"') == 2
    assert Message.objects.count() == Reminder.objects.count() == 0


def test_focal_points_read_it_in_their_language_and_else_the_entity(staff: User) -> None:
    ecuador, ukraine = reachable("ec"), reachable("ua", "ukraine@state.example", "fr")
    focal_point("ec", "felix@mission.example")
    focal_point("ec", "rosa@mission.example")
    FocalPoint.objects.filter(email="rosa@mission.example").update(language="es")

    sent = remind(ecuador, ukraine, by=staff)

    assert len(sent) == 3
    assert sorted(promised()) == [
        ("felix@mission.example", "en"),
        ("rosa@mission.example", "es"),
        ("ukraine@state.example", "fr"),
    ]
    assert AuditEntry.objects.filter(verb="remind", by=staff).count() == 2


def test_whoever_only_asks_to_be_a_focal_point_gets_none(staff: User) -> None:
    ecuador = reachable("ec", "ecuador@state.example")
    focal_point("ec", "felix@mission.example")
    FocalPoint.objects.update(approved_at=None)

    remind(ecuador, by=staff)

    assert promised() == [("ecuador@state.example", "en")]


def test_the_page_sends_to_those_that_are_ticked_and_not_twice(ines: Client) -> None:
    reachable("ec")
    reachable("ua")

    first = ines.post(PREVIEW, {"entities": ["ec"]}, follow=True).content.decode()
    again = ines.post(PREVIEW, {"entities": ["ec"]}, follow=True).content.decode()
    nobody = ines.post(PREVIEW, {})
    wrong = ines.post(PREVIEW, {"entities": ["org-unmas"]})

    assert "1 reminder is on its way." in first
    assert "Nothing was sent" in again
    assert (nobody.status_code, wrong.status_code) == (422, 422)
    assert "Tick at least one delegation." in nobody.content.decode()
    assert Message.objects.count() == Reminder.objects.count() == 1
    assert "Reminded less than 7 days ago" in Page(ines.get(PREVIEW)).html


def test_after_the_interval_it_may_be_sent_again(staff: User) -> None:
    ecuador = reachable("ec")
    remind(ecuador, by=staff)

    too_early = remind(ecuador, by=staff, at=ON_14_MAY + WEEK - timedelta(seconds=1))
    in_time = remind(ecuador, by=staff, at=ON_14_MAY + WEEK)

    assert (len(too_early), len(in_time)) == (0, 1)


def test_who_registered_meanwhile_is_left_out(staff: User) -> None:
    ecuador, ukraine = reachable("ec"), reachable("ua")
    receive()

    sent = remind(ecuador, ukraine, by=staff)

    assert [one.entity_id for one in sent] == [ukraine]


def test_nobody_is_told_that_registration_is_open_when_it_is_not(
    staff: User, meeting: Meeting
) -> None:
    ecuador = reachable("ec")
    delegation = delegation_of("ec", meeting)
    focal_point("ec")
    delegation = delegation_of("ec", meeting)

    assert remind(ecuador, by=staff, at=CLOSING) == []
    CategoryDeadline.objects.create(
        meeting=meeting, category="state_party", closes_at=ON_14_MAY - WEEK
    )
    assert remind(ecuador, by=staff) == []
    Extension.objects.create(
        meeting=meeting,
        delegation=delegation,
        closes_at=CLOSING,
        reason="Late note",
        granted_at=ON_14_MAY,
        granted_by=staff,
    )
    assert len(remind(ecuador, by=staff)) == 1


def test_the_mail_says_until_when_and_where(staff: User, sink: Sink) -> None:
    focal_point("ec")
    remind(reachable("ec"), reachable("ua", "ukraine@state.example", "fr"), by=staff)

    outbox.sweep("mail")

    said = Message.objects.values_list("recipient", "text")
    texts = {address: " ".join(text.split()) for address, text in said}
    assert "31 May 2018" in texts["felix@mission.example"]
    assert "/delegation/" in texts["felix@mission.example"]
    assert "/fr/register/" in texts["ukraine@state.example"]
    assert "/fr/delegation/ask/" in texts["ukraine@state.example"]


def test_the_mail_is_not_sent_when_somebody_has_registered(staff: User) -> None:
    remind(reachable("ua"), by=staff)
    receive(OLENA)

    outbox.sweep("mail")

    assert Message.objects.get(kind="registration_reminder").state == "cancelled"


def test_nor_to_a_focal_point_who_was_removed(staff: User) -> None:
    focal_point("ec")
    remind(reachable("ec"), by=staff)
    FocalPoint.objects.update(ended_at=ON_14_MAY)

    outbox.sweep("mail")

    assert Message.objects.get(kind="registration_reminder").state == "cancelled"


def test_the_desk_leads_there_and_nobody_else(ines: Client) -> None:
    assert PAGE in Page(ines.get("/desk/")).links().values()
    assert PAGE not in Page(Client().get("/")).links().values()

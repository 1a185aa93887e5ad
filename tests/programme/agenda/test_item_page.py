"""The page of one item: everything of it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from programme.agenda.details import DocumentDetails
from programme.agenda.models import Contributor, Document, Item, Segment
from programme.agenda.operations import add_document, remove_document
from registration.meetings.models import Meeting
from tests.access.actors import signed_in
from tests.pages import Page, attributes, text
from tests.people import GENEVA, ON_14_MAY, User
from tests.programme.agenda.drafts import publish
from tests.programme.agenda.test_programme_page import main, own_times

pytestmark = pytest.mark.django_db

SetClock = Callable[[datetime], None]


def item(client: Client, number: int, prefix: str = "", query: str = "") -> Page:
    response = client.get(f"{prefix}/programme/items/{number}/{query}")
    assert response.status_code == 200
    return Page(response)


def parts(page: Page) -> list[str]:
    return [text(e) for e in page.all("li") if "item" in attributes(e).get("class", "").split()]


def test_everything_of_an_item(client: Client) -> None:
    page = item(client, 3)

    assert page.heading() == "3 Clearing mined areas"
    assert "Committee on Article 5 Implementation" in main(page)
    assert "requests for more time are taken one by one" in main(page)
    assert [text(e) for e in page.all("h2")][-3:] == [
        "Asking for the floor",
        "Thursday 7 June , 11:30 – 13:00",
        "Thursday 7 June , 15:00 – 17:00",
    ]
    assert parts(page)[:3] == [
        "11:30 The Committee presents The Committee presents · 18 minutes",
        "11:48 Bosnia and Herzegovina A request, and comments on it · 12 minutes"
        " Ask for the floor : Bosnia and Herzegovina",
        "12:00 Croatia A request, and comments on it · 12 minutes Ask for the floor : Croatia",
    ]
    assert parts(page)[-1] == (
        "16:40 Organisations speak 20 minutes Ask for the floor : Organisations speak"
    )
    assert "Main conference room" in main(page)
    assert page.links()["This item for your calendar (.ics)"] == "/programme/items/3.ics"


def test_each_open_part_leads_to_asking_for_the_floor(client: Client, set_clock: SetClock) -> None:
    meeting = Meeting.objects.get(slug="2018")
    parts = Segment.objects.filter(session__meeting=meeting, item__number=3)
    open_ones = parts.exclude(requests_close_at=None)
    wanted = {f"/interventions/ask/{uid}/" for uid in open_ones.values_list("uid", flat=True)}

    now = set(item(client, 3).links().values())
    set_clock(datetime(2018, 6, 7, tzinfo=GENEVA))
    closed = set(item(client, 3).links().values())

    assert wanted
    assert {one for one in now if "/ask/" in one} == wanted
    assert "/interventions/" in now
    assert {one for one in closed if "/ask/" in one} == set()


def test_how_the_floor_is_given_is_told_once_where_it_is_the_same(client: Client) -> None:
    told = main(item(client, 3))

    assert told.count("Order of the speakers:") == 1
    assert "Order of the speakers: by arrival." in told
    assert "4 for a State, 5 on behalf of a group, 3 for an organisation." in told


def test_where_the_rules_differ_each_part_has_its_own(client: Client, meeting: Meeting) -> None:
    segment = Segment.objects.filter(item__meeting=meeting, item__number=4).last()
    assert segment
    Segment.objects.create(
        session=segment.session,
        item=segment.item,
        position=90,
        minutes=10,
        audience="organisations",
        order_rule="draw",
        organisation_minutes=2,
        requests_open_at=segment.requests_open_at,
    )
    publish(meeting)

    page = item(client, 4)

    assert "Order of the speakers: by arrival." in parts(page)[1]
    assert "Order of the speakers: by draw at the closing of the list." in parts(page)[2]
    assert "2 for an organisation." in parts(page)[2]
    assert "Asking for the floor" not in main(page)


@pytest.mark.parametrize(
    ("minutes", "says"),
    [
        (-24 * 60 * 40, "Requests for the floor open on Tuesday 1 May 2018, 00:00 ."),
        (-1, "Requests for the floor are taken until "),
        (0, "Requests for the floor are closed."),
    ],
)
def test_until_when_the_floor_can_be_asked_for(
    client: Client, meeting: Meeting, set_clock: SetClock, minutes: int, says: str
) -> None:
    assert meeting.interventions_close_at
    set_clock(meeting.interventions_close_at + timedelta(minutes=minutes))

    assert says in main(item(client, 2))


def test_midnight_is_told_as_the_end_of_the_day_before(client: Client, meeting: Meeting) -> None:
    closes_at = datetime(2018, 6, 1, tzinfo=GENEVA)
    Segment.objects.filter(item__meeting=meeting, item__number=2).exclude(
        requests_close_at=None
    ).update(requests_close_at=closes_at)
    publish(meeting)

    told = main(item(client, 2))

    assert "Requests for the floor are taken until the end of Thursday 31 May ." in told


def test_the_panel_with_its_people(client: Client) -> None:
    page = item(client, 9)

    assert "Article 5 in practice: from the survey to the completed clearance" in main(page)
    assert page.summary()["Moderator"] == (
        "Chair of the Committee on Article 5 Implementation (moderator) (Switzerland)"
    )
    told = [text(e) for e in page.all("dd")]
    assert "A State Party that clears mined areas, to be confirmed Knowing what remains" in told
    assert [text(e) for e in page.all("dt")].count("Panellist") == 3


def test_the_neighbours(client: Client) -> None:
    links = item(client, 3, query="?zone=Asia/Tokyo").links()

    assert links["Before 2 Victim assistance"] == "/programme/items/2/?zone=Asia/Tokyo"
    assert links["After 4 Cooperation and assistance"] == "/programme/items/4/?zone=Asia/Tokyo"
    assert not [text for text in item(client, 1).links() if text.startswith("Before")]
    assert not [text for text in item(client, 11).links() if text.startswith("After")]


@pytest.mark.parametrize("number", ["0", "12", "99999999999999999999999"])
def test_an_item_that_is_none_is_absent(client: Client, number: str) -> None:
    assert client.get(f"/programme/items/{number}/").status_code == 404


def test_an_item_of_the_draft_is_absent(client: Client, meeting: Meeting) -> None:
    Item.objects.create(meeting=meeting, number=12, title_en="Secret until published")

    assert client.get("/programme/items/12/").status_code == 404
    assert "Secret" not in main(Page(client.get("/programme/")))
    assert "Secret" not in main(Page(client.get("/")))


def test_an_item_without_a_time_says_so(client: Client, meeting: Meeting) -> None:
    Item.objects.create(meeting=meeting, number=12, title_en="Any other matter")
    publish(meeting)

    assert "When this item is dealt with is not decided yet." in main(item(client, 12))


def test_what_goes_on_is_marked(client: Client, set_clock: SetClock) -> None:
    set_clock(datetime(2018, 6, 7, 11, 50, tzinfo=GENEVA))

    page = item(client, 3)

    current = [e for e in page.all("li") if attributes(e).get("aria-current") == "true"]
    assert [text(e) for e in current] == [
        "11:48 Bosnia and Herzegovina Now A request, and comments on it · 12 minutes"
    ]


def test_what_changed_is_told(client: Client, meeting: Meeting) -> None:
    Item.objects.filter(meeting=meeting, number=8).update(title_en="Transparency and data")
    publish(meeting)

    changed, other = item(client, 8), item(client, 7)

    assert changed.heading() == "8 Transparency and data Changed"
    assert "What version 2 changed" in main(changed)
    assert "instead of “Transparency”" in main(changed)
    assert "What version 2" not in main(other)


def test_another_zone(client: Client) -> None:
    page = item(client, 1, query="?zone=America/Bogota")

    assert own_times(page) == [f"your time: 03:{m:02}" for m in (0, 20, 0, 10)]


def test_names_are_printed_literally(client: Client, meeting: Meeting) -> None:
    Contributor.objects.filter(meeting=meeting, name="").update(
        name="<script>alert(1)</script> أمل"
    )
    publish(meeting)

    page = item(client, 9)

    assert "<script>alert" not in page.html
    assert "<script>alert(1)</script> أمل" in [text(e) for e in page.all("bdi")]


def test_a_break_has_no_page_but_a_line(client: Client, meeting: Meeting) -> None:
    segment = Segment.objects.filter(item__meeting=meeting, item__number=4).last()
    assert segment
    Segment.objects.create(
        session=segment.session, position=90, minutes=15, audience="break", title_en="Coffee"
    )
    publish(meeting)

    assert "Coffee" in [text(e) for e in Page(client.get("/programme/")).all("h4")]


# --- Documents, which belong to no version ----------------------------------------------------------


def document(meeting: Meeting, by: User, number: int = 3, **details: object) -> Document:
    """A paper on an item, at an address elsewhere; 0 for the meeting as a whole."""
    uid = Item.objects.get(meeting=meeting, number=number).uid if number else ""
    return add_document(
        meeting,
        details=DocumentDetails("Request of Croatia", item_uid=uid, **details),  # type: ignore[arg-type]
        language="en",
        source="https://papers.example/croatia",
        by=by,
        at=ON_14_MAY,
    )


def test_documents_are_there_at_once_and_gone_at_once(
    client: Client, meeting: Meeting, staff: User
) -> None:
    before = main(item(client, 3))
    paper = document(meeting, staff)
    during = main(item(client, 3))
    remove_document(paper, version=1, by=staff, at=ON_14_MAY)

    assert "Request of Croatia" in during
    assert "Documents" not in before
    assert main(item(client, 3)) == before


def test_a_document_is_held_back_until_its_instant(
    client: Client, meeting: Meeting, staff: User, set_clock: SetClock
) -> None:
    opens_at = ON_14_MAY.replace(minute=30, second=30)
    document(meeting, staff, restricted_until_at=opens_at)

    def is_shown(at: datetime) -> bool:
        set_clock(at)
        return "Request of Croatia" in main(item(client, 3))

    assert [is_shown(opens_at - timedelta(seconds=1)), is_shown(opens_at)] == [False, True]


def test_what_the_staff_see_is_kept_for_nobody(
    client: Client, meeting: Meeting, staff: User
) -> None:
    document(meeting, staff, restricted_until_at=ON_14_MAY + timedelta(days=1))
    desk = signed_in(staff)

    assert "held back until" in main(item(desk, 3))
    assert "Request of Croatia" not in main(item(client, 3))
    assert "held back until" in main(item(desk, 3))


def test_documents_of_the_meeting_stand_under_the_programme(
    client: Client, meeting: Meeting, staff: User
) -> None:
    assert "Documents" not in main(Page(client.get("/programme/")))

    document(meeting, staff, number=0)

    assert "Request of Croatia" in main(Page(client.get("/programme/")))
    assert "Request of Croatia" not in main(item(client, 3))

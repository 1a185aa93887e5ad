"""The page of the whole programme, as a delegate reads it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from programme.agenda.models import Item, Publication, Room, Segment, Session
from registration.meetings.models import Meeting
from tests.pages import Page, attributes, text
from tests.people import GENEVA, ON_14_MAY
from tests.programme.agenda.drafts import following, publish

pytestmark = pytest.mark.django_db

DURING = datetime(2018, 6, 7, 11, 50, tzinfo=GENEVA)
SetClock = Callable[[datetime], None]


def opened(client: Client, path: str = "/programme/", **headers: str) -> Page:
    response = client.get(path, headers=headers)
    assert response.status_code == 200
    return Page(response)


def lines(page: Page) -> list[str]:
    """Return the lines of the programme: hour, heading and host."""
    return [text(e) for e in page.all("h4")]


def main(page: Page) -> str:
    [element] = page.all("main")
    return text(element)


def test_both_days_at_a_glance(client: Client) -> None:
    page = opened(client)

    assert page.heading() == "Programme"
    assert [text(e) for e in page.all("h2")][-2:] == ["Thursday 7 June 2018", "Friday 8 June 2018"]
    assert lines(page) == [
        "1 Opening Next",
        "2 Victim assistance",
        "3 Clearing mined areas",
        "3 Clearing mined areas, continued",
        "4 Cooperation and assistance",
        "5 Cooperative compliance",
        "6 Stockpile destruction",
        "7 Universalization",
        "8 Transparency",
        "9 Thematic discussion on Article 5",
        "10 Implementation support, and preparing the Seventeenth Meeting of the States Parties",
        "11 Closing",
    ]
    assert "Main conference room (step-free)" in main(page)
    assert "Chair: H.E. Suraya Dalil , President of the Seventeenth Meeting" in main(page)


def test_the_version_and_its_day_are_told(client: Client, meeting: Meeting) -> None:
    publish(meeting)

    told = [main(opened(client, f"{prefix}/programme/")) for prefix in ("", "/fr", "/es")]

    assert "Indicative programme, version 2 of Monday 14 May 2018" in told[0]
    assert "Programme indicatif, version 2 du lundi 14 mai 2018" in told[1]
    assert "Programa indicativo, versión 2 del lunes 14 de mayo de 2018" in told[2]


def test_room_and_chair_are_told_once_a_day(client: Client) -> None:
    assert main(opened(client)).count("Chair:") == 2


def test_a_programme_that_is_settled_says_so(client: Client, meeting: Meeting) -> None:
    Meeting.objects.update(hours_are_indicative=False)
    meeting.refresh_from_db()
    publish(meeting)

    page = opened(client)

    assert "Programme, version 2 of Monday 14 May 2018" in main(page)
    assert "Indicative" not in main(page)


def test_the_parts_of_an_item_are_listed(client: Client) -> None:
    page = opened(client)

    [clearing] = [e for e in page.all("li") if attributes(e).get("id") == "item-3"]

    assert "7 parts, 6 requests" in text(clearing)
    for state in (
        "Bosnia and Herzegovina",
        "Croatia",
        "Cyprus",
        "Serbia",
        "Sudan",
        "United Kingdom",
    ):
        assert f"{state} A request, and comments on it" in text(clearing)


def test_each_item_can_be_gone_to(client: Client) -> None:
    page = opened(client)

    assert [page.links()[f"{n} {title}"] for n, title in ((1, "Opening"), (11, "Closing"))] == [
        "/programme/items/1/",
        "/programme/items/11/",
    ]
    anchors = [attributes(e)["href"] for e in page.all("a")]
    for number in range(1, 12):
        assert f"#item-{number}" in anchors
        assert f"item-{number}" in page.ids()
    assert len(page.ids()) == len(set(page.ids()))


# --- Now and next ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "says"),
    [
        (ON_14_MAY, "The meetings have not begun yet First: 1 Opening , Thursday 7 June , 10:00"),
        (
            datetime(2018, 6, 7, 10, tzinfo=GENEVA),
            "Now: 1 Opening The President opens the meetings, until about 10:10 . "
            "The item, until 10:20 . Next: 2 Victim assistance , 10:20",
        ),
        (
            DURING,
            "Now: 3 Clearing mined areas Bosnia and Herzegovina, until about 12:00 . "
            "The item, until 13:00 . Next: 3 Clearing mined areas , 15:00",
        ),
        (
            datetime(2018, 6, 7, 13, tzinfo=GENEVA),
            "No meeting at this moment Next: 3 Clearing mined areas , 15:00",
        ),
        (
            datetime(2018, 6, 7, 18, tzinfo=GENEVA),
            "No meeting at this moment Next: 5 Cooperative compliance , Friday 8 June , 10:00",
        ),
        (
            datetime(2018, 6, 8, 0, tzinfo=GENEVA),
            "No meeting at this moment Next: 5 Cooperative compliance , 10:00",
        ),
        (
            datetime(2018, 6, 8, 17, 59, 59, tzinfo=GENEVA),
            "Now: 11 Closing Until 18:00 .",
        ),
        (
            datetime(2018, 6, 8, 18, tzinfo=GENEVA),
            "The meetings are over This is the programme as it was last published.",
        ),
    ],
)
def test_now_and_next(client: Client, set_clock: SetClock, at: datetime, says: str) -> None:
    set_clock(at)

    page = opened(client)

    [notice] = [e for e in page.all("div") if attributes(e).get("id") == "now"]
    assert text(notice) == says


def test_what_goes_on_is_marked_in_words_and_for_the_ear(
    client: Client, set_clock: SetClock
) -> None:
    set_clock(DURING)

    page = opened(client)

    current = [e for e in page.all("li") if attributes(e).get("aria-current") == "true"]
    assert [attributes(e).get("id") for e in current] == ["item-3", None]
    assert "3 Clearing mined areas Now" in lines(page)
    assert "3 Clearing mined areas, continued Next" in lines(page)
    assert "Bosnia and Herzegovina Now" in text(current[1])


def test_meetings_in_two_rooms_are_both_on(
    client: Client, meeting: Meeting, set_clock: SetClock
) -> None:
    first = Session.objects.filter(meeting=meeting).order_by("begins_at")[0]
    side = Session.objects.create(
        meeting=meeting,
        title_en="Side meeting",
        room=Room.objects.create(meeting=meeting, position=2, name_en="Room two"),
        begins_at=first.begins_at,
        ends_at=first.ends_at,
    )
    item = Item.objects.create(meeting=meeting, number=12, title_en="Survivors’ voices")
    Segment.objects.create(session=side, item=item, position=1, minutes=180, audience="everybody")
    publish(meeting)
    set_clock(DURING)

    [notice] = [e for e in opened(client).all("div") if attributes(e).get("id") == "now"]

    assert "Now: 3 Clearing mined areas" in text(notice)
    assert "Main conference room" in text(notice)
    assert "Now: 12 Survivors’ voices Until 13:00 . Room two." in text(notice)


# --- By Committee ---------------------------------------------------------------------------------


def test_the_items_of_one_committee(client: Client) -> None:
    page = opened(client, "/programme/?committee=article-5")

    assert lines(page) == [
        "3 Clearing mined areas",
        "3 Clearing mined areas, continued",
        "9 Thematic discussion on Article 5",
    ]
    assert "2 items: Committee on Article 5 Implementation." in main(page)
    assert page.links()["Show all items"] == "/programme/#results"
    chosen = [e for e in page.all("a") if attributes(e).get("aria-current") == "true"]
    assert [text(e) for e in chosen] == ["English", "Committee on Article 5 Implementation (2)"]


def test_the_items_of_the_president(client: Client) -> None:
    page = opened(client, "/programme/?committee=president")

    assert [line.split()[0] for line in lines(page)] == ["1", "6", "7", "8", "10", "11"]
    assert "6 items: President." in main(page)


def test_a_committee_without_an_item_gets_an_answer(client: Client) -> None:
    page = opened(client, "/programme/?committee=%3Cb%3Enone")

    assert lines(page) == []
    assert "No Committee of this name leads an item of this programme." in main(page)
    assert page.links()["Show all items"] == "/programme/#results"


def test_the_filter_keeps_the_zone_and_the_other_way_round(client: Client) -> None:
    page = opened(client, "/programme/?committee=compliance&zone=America/Bogota")

    assert page.links()["Show all items"] == "/programme/?zone=America/Bogota#results"
    assert page.answers() == {"committee": "compliance", "zone": "America/Bogota"}
    assert page.links()["5 Cooperative compliance"] == "/programme/items/5/?zone=America/Bogota"
    president = "/programme/?committee=president&zone=America/Bogota#chosen"
    assert page.links()["President (6)"] == president


# --- The reader's own time ------------------------------------------------------------------------


def own_times(page: Page) -> list[str]:
    return [text(e) for e in page.all("span") if attributes(e).get("class") == "own"]


@pytest.mark.parametrize(
    ("zone", "first"),
    [
        ("America/Bogota", "your time: 03:00"),
        ("Asia/Kathmandu", "your time: 13:45"),
        # There it is Wednesday still, and Thursday there ends on Friday.
        ("Pacific/Honolulu", "your time: Wed 22:00"),
        ("Europe/Zurich", "your time: 10:00"),
    ],
)
def test_another_zone_stands_beside_each_time(client: Client, zone: str, first: str) -> None:
    page = opened(client, f"/programme/?zone={zone}")

    times = [e for e in page.all("time") if "data-clock" in attributes(e)]
    assert len(own_times(page)) == len(times) > 40
    # The second: the first stands in the notice above.
    assert own_times(page)[1] == first
    assert page.answers()["zone"] == zone


def test_without_a_zone_there_is_one_clock(client: Client) -> None:
    page = opened(client)

    assert own_times(page) == []
    times = [attributes(e)["datetime"] for e in page.all("time") if "data-clock" in attributes(e)]
    assert times[0] == "2018-06-07T10:00+02:00"


@pytest.mark.parametrize(
    "zone", ["Atlantis/Poseidonis", "../../etc/passwd", "CEST%00"[:4], "x" * 5000]
)
def test_a_zone_that_is_none_is_told(client: Client, zone: str) -> None:
    page = opened(client, f"/programme/?zone={zone}")

    assert own_times(page) == []
    assert f"“{zone[:60]}” is not a time zone that we know." in main(page)


# --- What a version changed -----------------------------------------------------------------------


def moved(meeting: Meeting) -> Publication:
    """Publish a version in which the last session begins half an hour later."""
    last = Session.objects.filter(meeting=meeting).order_by("begins_at").last()
    assert last
    last.begins_at += timedelta(minutes=30)
    last.ends_at += timedelta(minutes=30)
    last.save()
    return publish(meeting)


def test_what_changed_is_marked_and_told(client: Client, meeting: Meeting) -> None:
    moved(meeting)

    page = opened(client)

    assert [line for line in lines(page) if "Changed" in line] == [
        "9 Thematic discussion on Article 5 Changed",
        "10 Implementation support, and preparing the Seventeenth Meeting of the States Parties"
        " Changed",
        "11 Closing Changed",
    ]
    assert "What version 2 changed The panel comes first." in main(page)
    assert "Friday afternoon now begins at 15:30 instead of 15:00" in main(page)


def test_a_filter_ends_at_what_it_found(client: Client) -> None:
    filtered = client.get("/programme/?committee=article-5").text

    for page in (filtered, client.get("/programme/items/3/").text):
        assert '<form method="get" action="#results">' in page
        assert page.count('id="results"') == 1
    assert filtered.count('id="chosen"') == 1


def test_only_the_day_that_differs_is_marked(client: Client, meeting: Meeting) -> None:
    # Item 3 is dealt with on Thursday before and after lunch: the second time begins later.
    afternoon = Session.objects.filter(meeting=meeting).order_by("begins_at")[1]
    afternoon.begins_at += timedelta(minutes=15)
    afternoon.save()
    publish(meeting)

    of_item = [line for line in lines(opened(client)) if line.startswith("3 ")]

    assert of_item == ["3 Clearing mined areas", "3 Clearing mined areas, continued Changed"]


def test_what_is_gone_marks_what_is_left_of_the_item(client: Client, meeting: Meeting) -> None:
    afternoon = Session.objects.filter(meeting=meeting).order_by("begins_at")[1]
    Segment.objects.filter(session=afternoon, item__number=3).delete()
    publish(meeting)

    assert "3 Clearing mined areas Changed" in lines(opened(client))


def test_the_title_of_a_session_marks_none_of_its_items(client: Client, meeting: Meeting) -> None:
    Session.objects.filter(meeting=meeting, title_en="Morning").update(title_en="Before lunch")
    publish(meeting)

    page = opened(client)

    assert "What version 2 changed" in main(page)
    assert [line for line in lines(page) if "Changed" in line] == []


def test_a_new_item_is_called_new(client: Client, meeting: Meeting) -> None:
    item = Item.objects.create(meeting=meeting, number=12, title_en="Any other matter")
    session = Session.objects.filter(meeting=meeting).order_by("begins_at").last()
    Segment.objects.create(session=session, item=item, position=9, minutes=15, audience="everybody")
    publish(meeting)

    assert "12 Any other matter New" in lines(opened(client))


def test_the_first_version_marks_nothing(client: Client) -> None:
    page = opened(client)

    assert "Changed" not in main(page)
    assert "What version" not in main(page)


def test_a_new_spanish_title_is_no_change_for_those_who_read_french(
    client: Client, meeting: Meeting
) -> None:
    Item.objects.filter(meeting=meeting, number=8).update(title_es="Transparencia y datos")
    publish(meeting)

    assert "Changed" not in main(opened(client))
    assert "Modifié" not in main(opened(client, "/fr/programme/"))
    assert "8 Transparencia y datos Modificado" in lines(opened(client, "/es/programme/"))


# --- Languages ------------------------------------------------------------------------------------


def test_a_text_without_translation_comes_in_english_and_says_so(
    client: Client, meeting: Meeting
) -> None:
    Item.objects.filter(meeting=meeting, number=8).update(title_fr="", title_es="")
    publish(meeting)

    french = opened(client, "/fr/programme/")

    assert "8 Transparency en anglais" in " ".join(lines(french))
    english = [e for e in french.all("span") if attributes(e).get("lang") == "en"]
    assert {text(e) for e in english} == {"Transparency"}
    assert "in English" not in main(opened(client))


def test_in_french(client: Client) -> None:
    page = opened(client, "/fr/programme/")

    assert page.heading() == "Programme"
    assert "jeudi 7 juin 2018" in main(page).lower()
    assert "10 h 20" in main(page)
    assert page.links()["1 Ouverture"] == "/fr/programme/items/1/"


def test_in_spanish(client: Client) -> None:
    page = opened(client, "/es/programme/")

    assert page.heading() == "Programa"
    assert page.links()["1 Apertura"] == "/es/programme/items/1/"


# --- Files and other meetings ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/programme/", ""), ("/fr/programme/", "?lang=fr"), ("/es/programme/", "?lang=es")],
)
def test_the_files_are_offered_in_the_readers_language(
    client: Client, path: str, expected: str
) -> None:
    links = opened(client, path).links().values()

    assert f"/programme.ics{expected}" in links
    assert f"/programme.pdf{expected}" in links
    assert "/programme.json" in links


def test_before_the_first_publication_a_friendly_page_stands_there(
    client: Client, meeting: Meeting
) -> None:
    following(meeting)

    page = opened(client, "/m/2019/programme/")

    assert page.heading() == "Programme"
    assert "The programme is not published yet." in main(page)
    assert page.response["Cache-Control"] == "no-cache"
    assert page.links()["Programme"] == "/m/2019/programme/"
    assert client.get("/m/2019/programme/items/1/").status_code == 404


def test_a_meeting_without_sessions_is_shown(client: Client, meeting: Meeting) -> None:
    publish(following(meeting))

    page = opened(client, "/m/2019/programme/")

    assert lines(page) == []
    assert "now" not in page.ids()


def test_links_keep_to_the_meeting(client: Client, meeting: Meeting) -> None:
    other = following(meeting)
    Item.objects.create(meeting=other, number=1, title_en="Opening")
    publish(other)

    links = opened(client, "/m/2019/programme/").links()

    assert links["Programme for your calendar (.ics)"] == "/m/2019/programme.ics"
    assert {url for url in links.values() if url.startswith("/programme")} == set()


@pytest.mark.parametrize("path", ["/m/1999/programme/", "/m/1999/programme/items/1/"])
def test_a_meeting_that_is_none_is_absent(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/register/", "/accounts/login/", "/programme/items/3/"])
def test_the_menu_leads_there_from_every_page(client: Client, path: str) -> None:
    page = Page(client.get(path))

    [menu] = [e for e in page.all("nav") if attributes(e).get("aria-label") == "Main"]
    assert text(menu) == "Home Register Programme"
    assert [text(e) for e in page.all("a") if attributes(e)["href"] == "/programme/"]


def test_the_menu_marks_the_programme_on_the_pages_beneath(client: Client) -> None:
    current: list[Any] = []
    for path in ("/programme/", "/programme/items/3/"):
        links = Page(client.get(path)).all("a")
        current += [text(e) for e in links if attributes(e).get("aria-current") == "page"]

    assert current == ["Programme", "Programme"]

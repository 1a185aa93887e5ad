"""Pages that are kept in memory: few queries, never an old one, and nobody else's."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Thread
from typing import Any

import pytest
from django.db.models import Value
from django.db.models.functions import Concat
from django.http import HttpResponse
from django.test import Client

from intersessional.accounts import roles
from intersessional.accounts.models import User
from programme.agenda.kept_pages import KeptPage, KeptPages, kept
from programme.agenda.models import Item, Room, Segment
from registration.meetings.models import Meeting
from tests.access.actors import focal_point, member, signed_in
from tests.pages import Page
from tests.people import CLOSING, GENEVA, ON_14_MAY, receive
from tests.programme.agenda.drafts import following, publish, with_items

pytestmark = pytest.mark.django_db

DURING = datetime(2018, 6, 7, 11, 50, tzinfo=GENEVA)
SetClock = Callable[[datetime], None]
PATHS = ["/programme/", "/programme/items/3/"]


# --- How much it asks -------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [10, 200])
@pytest.mark.parametrize("path", ["/m/2019/programme/", "/m/2019/programme/?committee=president"])
def test_queries_of_the_programme_of_any_size(
    client: Client, meeting: Meeting, django_assert_num_queries: Any, count: int, path: str
) -> None:
    other = following(meeting)
    with_items(other, count)
    publish(other)
    publish(other)

    # The stamp; then the meeting (of another than the current one: twice) and two versions.
    with django_assert_num_queries(5):
        first = client.get(path)
    with django_assert_num_queries(1):
        again = client.get(path)

    assert first.content == again.content
    assert first.content.count(b"Matter ") >= count


def test_queries_of_the_current_programme(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(4):
        client.get("/programme/")
    with django_assert_num_queries(1):
        client.get("/programme/")


def test_queries_of_an_item(client: Client, django_assert_num_queries: Any) -> None:
    # Documents and statements belong to no version: they are asked for each time.
    with django_assert_num_queries(6):
        client.get("/programme/items/3/")
    with django_assert_num_queries(3):
        client.get("/programme/items/3/")


def test_queries_of_those_who_signed_in(staff: User, django_assert_num_queries: Any) -> None:
    # Session and user, the meeting; of the staff whether they are of the ISU, of a focal point which
    # delegation it is; and whether they are told of changes.
    for user in (staff, focal_point()):
        browser = signed_in(user)
        browser.get("/programme/")
        with django_assert_num_queries(5):
            browser.get("/programme/")


@pytest.mark.parametrize("path", ["/programme/", "/programme/items/3/", "/m/2019/programme/"])
def test_a_page_is_light(client: Client, meeting: Meeting, path: str) -> None:
    other = following(meeting)
    with_items(other, 200)
    publish(other)

    sent = client.get(path, headers={"accept-encoding": "gzip"})

    assert sent["Content-Encoding"] == "gzip"
    assert len(sent.content) < 60_000


# --- Never an old one -------------------------------------------------------------------------------


def heard(client: Client, path: str = "/programme/", **headers: str) -> str:
    response = client.get(path, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("path", PATHS)
def test_a_publication_is_shown_at_once(client: Client, meeting: Meeting, path: str) -> None:
    before = heard(client, path)
    Item.objects.filter(meeting=meeting, number=3).update(title_en="Clearance and survey")

    of_the_draft = heard(client, path)
    publish(meeting)
    after = heard(client, path)

    assert of_the_draft == before
    assert "version 1" in before
    assert "version 2" in after
    assert "Clearance and survey" in after


def test_another_meetings_publication_changes_nothing(client: Client, meeting: Meeting) -> None:
    other = following(meeting)
    publish(other)
    before = heard(client), heard(client, "/m/2019/programme/")

    publish(other)

    assert heard(client) == before[0]
    assert "version 2" in heard(client, "/m/2019/programme/")


def test_the_page_follows_the_clock_to_the_second(client: Client, set_clock: SetClock) -> None:
    def goes_on(at: datetime) -> bool:
        set_clock(at)
        return "Now: <a" in " ".join(heard(client).replace("\n", " ").split())

    begins_at = datetime(2018, 6, 7, 10, tzinfo=GENEVA)

    assert [goes_on(begins_at - timedelta(seconds=1)), goes_on(begins_at)] == [False, True]


def test_each_part_of_an_item_has_its_turn(client: Client, set_clock: SetClock) -> None:
    pages = []
    for minute in (47, 48):
        set_clock(datetime(2018, 6, 7, 11, minute, tzinfo=GENEVA))
        pages.append(heard(client))

    assert ["Bosnia and Herzegovina, until" in page for page in pages] == [False, True]


def test_a_turn_within_a_minute_is_a_turn(
    client: Client, meeting: Meeting, set_clock: SetClock
) -> None:
    closes_at = ON_14_MAY.replace(hour=12, second=30)
    Segment.objects.filter(item__number=8).update(requests_close_at=closes_at)
    publish(meeting)

    def is_open(at: datetime) -> bool:
        set_clock(at)
        return "are closed" not in heard(client, "/programme/items/8/")

    assert [is_open(closes_at - timedelta(seconds=1)), is_open(closes_at)] == [True, False]


def test_a_page_stays_within_its_stage_of_the_programme(
    client: Client, set_clock: SetClock
) -> None:
    set_clock(DURING)
    first = client.get("/programme/")
    set_clock(DURING + timedelta(minutes=5))

    assert client.get("/programme/")["ETag"] == first["ETag"]


def test_the_clock_of_the_demonstration_goes_on(
    client: Client, settings: Any, set_clock: SetClock
) -> None:
    settings.DEMONSTRATION = True
    set_clock(DURING)
    first = heard(client)
    set_clock(DURING + timedelta(seconds=40))
    same = heard(client)
    set_clock(DURING + timedelta(seconds=60))

    assert first == same
    assert "11:50" in first
    assert "11:51" in heard(client)


def test_the_meeting_can_be_renamed(client: Client, meeting: Meeting) -> None:
    heard(client)
    Meeting.objects.filter(pk=meeting.pk).update(title_en="Informal Meetings")

    assert "Informal Meetings 2018" in heard(client)


def test_a_registration_throws_no_page_away(client: Client) -> None:
    heard(client)
    pages = len(kept._pages)
    receive()

    heard(client)

    assert len(kept._pages) == pages


def test_links_change_when_another_meeting_becomes_the_current_one(
    client: Client, meeting: Meeting, set_clock: SetClock
) -> None:
    following(meeting)
    before = Page(client.get("/m/2018/programme/")).links()
    set_clock(CLOSING + timedelta(days=30))

    after = Page(client.get("/m/2018/programme/")).links()

    assert before["Register"] == "/register/"
    assert after["Register"] == "/m/2018/register/"


def test_languages_do_not_mix(client: Client) -> None:
    pages = [heard(client, f"{prefix}/programme/") for prefix in ("", "/fr", "/es") * 2]

    assert pages[:3] == pages[3:]
    assert ["Clearing" in page for page in pages[:3]] == [True, False, False]
    assert "Déminage" in pages[1]


def test_the_hint_is_that_of_the_browser(client: Client) -> None:
    plain = heard(client)
    spanish = client.get("/programme/", headers={"accept-language": "es-AR,es"})

    assert "también" in spanish.content.decode().lower()
    assert heard(client) == plain
    assert {"Accept-Language", "Cookie", "Accept-Encoding"} <= set(spanish["Vary"].split(", "))


def test_queries_do_not_mix(client: Client) -> None:
    paths = ["/programme/", "/programme/?committee=president", "/programme/?zone=Asia/Tokyo"]

    first = [heard(client, path) for path in paths]

    assert len(set(first)) == 3
    assert [heard(client, path) for path in paths] == first


# --- Nobody else's ----------------------------------------------------------------------------------


def test_those_who_signed_in_have_pages_of_their_own(client: Client) -> None:
    anonymous = heard(client)
    paola = signed_in(member(roles.DELEGATE, "p.chavez@mission.example"))

    own = paola.get("/programme/")

    assert "p.chavez@mission.example" in own.content.decode()
    assert "no-store" in own["Cache-Control"]
    assert "private" in own["Cache-Control"]
    assert "ETag" not in own
    assert heard(client) == anonymous
    assert "p.chavez" not in anonymous


def test_the_mark_of_the_public_page_is_none_of_ones_own(client: Client) -> None:
    mark = client.get("/programme/")["ETag"]
    paola = signed_in(member(roles.DELEGATE, "p.chavez@mission.example"))

    own = paola.get("/programme/", headers={"if-none-match": mark})

    assert own.status_code == 200
    assert "p.chavez@mission.example" in own.content.decode()


def test_what_is_told_once_is_told_to_one(client: Client) -> None:
    from django.contrib.messages import constants
    from django.contrib.messages.storage.cookie import CookieStorage
    from django.test import RequestFactory

    storage = CookieStorage(RequestFactory().get("/"))
    storage.add(constants.SUCCESS, "You have signed out.")
    response = HttpResponse()
    storage.update(response)
    plain = heard(client)
    client.cookies["messages"] = response.cookies["messages"].value

    told = heard(client)

    assert "You have signed out." in told
    assert "You have signed out." not in plain
    client.cookies.clear()
    assert heard(client) == plain


def test_a_session_that_is_none_gets_the_public_page(client: Client) -> None:
    plain = heard(client)
    client.cookies["session"] = "0123456789abcdef0123456789abcdef"

    assert heard(client) == plain


# --- Asked again ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_who_has_the_page_gets_304(client: Client, path: str, encoding: str) -> None:
    headers = {"accept-encoding": encoding}
    first = client.get(path, headers=headers)

    again = client.get(path, headers=headers | {"if-none-match": first["ETag"]})

    assert first["Cache-Control"] == again["Cache-Control"] == "no-cache"
    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"] == first["ETag"]
    assert again["Vary"] == first["Vary"]
    assert "Content-Security-Policy" in again


def test_who_has_the_version_before_gets_the_new_one(client: Client, meeting: Meeting) -> None:
    mark = client.get("/programme/")["ETag"]
    publish(meeting)

    again = client.get("/programme/", headers={"if-none-match": mark})

    assert again.status_code == 200
    assert again["ETag"] != mark
    assert b"version 2" in again.content


def test_compressed_and_plain_say_the_same(client: Client) -> None:
    import gzip

    plain = client.get("/programme/")
    zipped = client.get("/programme/", headers={"accept-encoding": "gzip, br"})

    assert gzip.decompress(zipped.content) == plain.content
    assert zipped["ETag"] == plain["ETag"]
    assert int(zipped["Content-Length"]) == len(zipped.content)


def test_the_head_alone(client: Client) -> None:
    assert client.head("/programme/")["ETag"] == client.get("/programme/")["ETag"]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_page_is_only_read(client: Client, method: str) -> None:
    assert getattr(client, method)("/programme/").status_code == 405


# --- The memory -------------------------------------------------------------------------------------


def page_of(size: int) -> KeptPage:
    return KeptPage(b"x" * size, b"", "")


def test_the_memory_is_bounded_and_forgets_what_is_not_asked_for() -> None:
    pages = KeptPages(most_bytes=100)

    for key in "abc":
        pages.keep(key, page_of(30))
    pages.get("a")
    pages.keep("d", page_of(30))

    assert [key for key in "abcd" if pages.get(key)] == ["a", "c", "d"]
    assert pages.bytes == 90


def test_a_page_that_is_too_large_is_not_kept() -> None:
    pages = KeptPages(most_bytes=100)

    pages.keep("a", page_of(101))

    assert pages.get("a") is None
    assert pages.bytes == 0


def test_a_page_that_is_kept_twice_counts_once() -> None:
    pages = KeptPages(most_bytes=100)

    pages.keep("a", page_of(60))
    pages.keep("a", page_of(50))

    assert pages.bytes == 50


def test_the_memory_is_right_after_many_threads() -> None:
    pages = KeptPages(most_bytes=1000)

    def keep_some(first: int) -> None:
        for number in range(first, first + 300):
            pages.keep(number % 70, page_of(number % 40))
            pages.get(number % 50)

    threads = [Thread(target=keep_some, args=(first,)) for first in (0, 100, 200, 300)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert pages.bytes == sum(page.size for page in pages._pages.values()) <= 1000


def test_thousand_addresses_do_not_fill_the_memory(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(kept, "most_bytes", 100_000)

    for number in range(12):
        heard(client, f"/programme/?utm={number}")

    assert 0 < kept.bytes <= 100_000


def test_a_room_of_the_draft_is_on_no_page(client: Client, meeting: Meeting) -> None:
    before = heard(client)
    Room.objects.filter(meeting=meeting).update(name_en=Concat("name_en", Value(" of Cinnamon")))

    kept.clear()

    assert heard(client) == before

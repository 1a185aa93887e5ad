"""What goes beyond the page: feed, worker for use without network, signs."""

import xml.etree.ElementTree as Tree
from typing import Any

import pytest
from django.test import Client

from intersessional.accounts.models import User
from programme.agenda.models import Room, Session
from registration.meetings.models import Meeting
from tests.access.actors import signed_in
from tests.programme.agenda.versions import (
    nothing_kept,  # noqa: F401 - a fixture
    publish,
)

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client: Client, query: str = "") -> Tree.Element:
    response = client.get(f"/programme.atom{query}")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return Tree.fromstring(response.content)


def test_each_version_is_an_entry_with_its_changes(client: Client, meeting: Meeting) -> None:
    room = Room.objects.create(meeting=meeting, name_en="Room two")
    first = Session.objects.filter(meeting=meeting).order_by("begins_at")[0]
    Session.objects.filter(pk=first.pk).update(room=room)
    publish(meeting)

    entries = feed(client).findall(f"{ATOM}entry")

    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["Version 2", "Version 1"]
    assert "Room two" in str(entries[0].findtext(f"{ATOM}summary"))
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 2


def test_the_feed_speaks_french_and_is_not_sent_twice(client: Client, meeting: Meeting) -> None:
    response = client.get("/programme.atom?lang=fr")
    again = client.get("/programme.atom?lang=fr", headers={"If-None-Match": response["ETag"]})

    assert "Première version. Les heures sont indicatives." in response.text
    assert again.status_code == 304


def test_the_worker_may_serve_the_programme_and_is_asked_for_each_time(client: Client) -> None:
    response = client.get("/programme-worker.js")

    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Service-Worker-Allowed"] == "/"
    assert response["Cache-Control"] == "no-cache"
    again = client.get("/programme-worker.js", headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


def test_the_page_of_everybody_holds_the_notice_that_the_worker_shows(
    client: Client, meeting: Meeting
) -> None:
    marked = '<div class="notice wait" id="offline" hidden>'

    pages = [client.get("/programme/").text, client.get("/programme/items/3/").text]

    assert [page.count(marked) for page in pages] == [1, 1]
    worker = client.get("/programme-worker.js").text
    assert marked in worker
    # With the headers that protect the page.
    assert "new Headers(kept.headers)" in worker


@pytest.mark.django_db
def test_a_sign_for_each_room_and_day(meeting: Meeting, staff: User, settings: object) -> None:
    settings.STAFF_SECOND_FACTOR = False  # type: ignore[attr-defined]

    page = signed_in(staff).get("/desk/programme/signs/").text

    assert page.count('<section class="sign"') == 2
    assert page.count("Main conference room") == 2
    assert "Thursday 7\xa0June\xa02018" in page


@pytest.mark.django_db
def test_signs_are_the_staffs(meeting: Meeting, client: Client) -> None:
    assert client.get("/desk/programme/signs/").status_code == 302


@pytest.mark.parametrize("path", ["/programme/", "/fr/m/2018/programme/"])
def test_a_page_stands_for_those_that_were_not_kept(
    client: Client, meeting: Meeting, path: str, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        response = client.get(f"{path}offline/")

    # The worker writes there what it has.
    assert '<ul class="plain" id="kept"><li><a href="' in response.text
    assert '(<ul class="plain" id="kept">)' in client.get("/programme-worker.js").text
    assert "noindex" in response.text
    assert response["Cache-Control"] == "no-cache"


def test_the_notice_stands_before_everything_else_of_the_page(
    client: Client, meeting: Meeting
) -> None:
    for path in ("/programme/", "/programme/items/3/"):
        page = client.get(path).text
        assert page.index('id="offline"') < page.index("<h1")

"""A calendar of one's own at a secret address, over versions of the programme."""

import re
from typing import Any

import pytest
import vobject
from django.db import IntegrityError, connection, transaction
from django.test import Client
from icalendar import Calendar

from intersessional.accounts.models import User
from programme.agenda.models import Item, PersonalCalendar
from programme.agenda.operations import erase_due, keep_calendar, subscribe
from registration.meetings.models import Meeting
from tests import papers, people
from tests.people import ON_14_MAY
from tests.programme.agenda.test_erasing import LAST_INSTANT
from tests.programme.agenda.versions import (
    nothing_kept,  # noqa: F401 - a fixture
    publish,
    segments,
)

pytestmark = pytest.mark.django_db

URL, FELIX = "/programme/mine/", "felix@mission.example"
WHOLE = {"do": "keep", "holds": "whole", "language": "en"}
CHOSEN = WHOLE | {"holds": "chosen"}


@pytest.fixture
def felix(client: Client, meeting: Meeting) -> Client:
    """A focal point, signed in."""
    client.force_login(people.focal_point())
    return client


def address(page: Client) -> str:
    """Return the address that the page shows, as a path."""
    [found] = re.findall(r'value="https?://[^/"]+(/programme/mine/[^"]+)"', page.get(URL).text)
    return str(found)


def file(path: str) -> bytes:
    response = Client().get(path)
    assert response.status_code == 200
    return bytes(response.content)


def events(path: str) -> dict[str, Any]:
    return {str(one["UID"]): one for one in Calendar.from_ical(file(path)).walk("VEVENT")}


def numbers(path: str) -> list[str]:
    found = [str(one["SUMMARY"]).partition(".")[0] for one in events(path).values()]
    return sorted(set(found))


def ask(meeting: Meeting, *numbers: int) -> None:
    """Felix wants to be told of items, or without a number of everything."""
    items = [Item.objects.get(meeting=meeting, number=one).uid for one in numbers]
    for uid in items or [""]:
        by = User.objects.get(email=FELIX)
        subscribe(meeting, item_uid=uid, language="en", by=by, at=ON_14_MAY)


def test_the_whole_programme_under_the_names_of_the_public_file(
    felix: Client, meeting: Meeting
) -> None:
    felix.post(URL, WHOLE)

    path = address(felix)

    assert file(path) == file("/programme.ics")
    assert len(papers.sittings(file(path))) == 12
    assert len(path) == len("/programme/mine/.ics") + 22


def test_only_what_one_is_told_of(felix: Client, meeting: Meeting) -> None:
    ask(meeting, 3, 9)
    felix.post(URL, CHOSEN)

    found = events(address(felix))

    assert [str(one["SUMMARY"]) for one in found.values()] == [
        "3. Clearing mined areas",
        "3. Clearing mined areas (continued)",
        "9. Thematic discussion on Article 5",
    ]
    assert found.keys() < events("/programme.ics").keys()
    assert len(papers.sittings(file(address(felix)))) == 3
    second = vobject.readOne(file(address(felix)).decode())
    assert second.x_wr_calname.value.endswith(": my programme")


@pytest.mark.parametrize("told_of", ["nothing", "everything"])
def test_an_empty_calendar_helps_nobody(felix: Client, meeting: Meeting, told_of: str) -> None:
    if told_of == "everything":
        ask(meeting)
        ask(meeting, 3)

    felix.post(URL, CHOSEN)

    assert file(address(felix)) == file("/programme.ics")


def test_it_follows_what_one_is_told_of_and_each_version(felix: Client, meeting: Meeting) -> None:
    ask(meeting, 7)
    felix.post(URL, CHOSEN)
    path = address(felix)
    before, [name] = Client().get(path), events(path)

    Item.objects.filter(meeting=meeting, number=7).update(title_en="Universalisation")
    publish(meeting)

    assert events(path)[name]["SEQUENCE"] == 1
    assert Client().get(path, headers={"If-None-Match": before["ETag"]}).status_code == 200
    ask(meeting, 2)
    assert numbers(path) == ["2", "7"]
    segments(meeting, 7).delete()
    publish(meeting)
    assert (events(path)[name]["STATUS"], events(path)[name]["SEQUENCE"]) == ("CANCELLED", 2)


def test_whoever_has_it_gets_no_second_copy(
    felix: Client, meeting: Meeting, django_assert_num_queries: Any
) -> None:
    ask(meeting, 1, 3, 9)
    felix.post(URL, CHOSEN)
    path = address(felix)

    first = Client().get(path)
    with django_assert_num_queries(3):
        again = Client().get(path, headers={"If-None-Match": first["ETag"]})
    felix.post(URL, WHOLE)
    Client().get(path)
    with django_assert_num_queries(2):
        Client().get(path)

    assert (again.status_code, again.content) == (304, b"")
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert first["Content-Disposition"] == 'attachment; filename="IM18-my-programme.ics"'
    for response in (first, again):
        assert response["Cache-Control"] == "private, no-cache"
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert not response.cookies


def test_it_speaks_the_language_that_was_chosen(felix: Client, meeting: Meeting) -> None:
    page = felix.get(f"/fr{URL}").text
    assert '<option value="fr" selected>' in page

    felix.post(f"/fr{URL}", WHOLE | {"language": "fr"})

    assert file(address(felix)) == file("/programme.ics?lang=fr")
    # Whatever the address or the browser says.
    assert file(f"{address(felix)}?lang=es") == file("/programme.ics?lang=fr")


def test_what_is_kept_again_keeps_its_address(felix: Client, meeting: Meeting) -> None:
    felix.post(URL, WHOLE)
    before = address(felix)

    felix.post(URL, CHOSEN | {"language": "es"})

    assert address(felix) == before
    assert PersonalCalendar.objects.get().language == "es"


@pytest.mark.parametrize("do", ["renew", "remove"])
def test_an_old_address_is_as_absent_as_one_that_never_was(
    felix: Client, meeting: Meeting, do: str
) -> None:
    felix.post(URL, WHOLE)
    old = address(felix)

    felix.post(URL, {"do": do})

    stranger = "/programme/mine/" + "A" * 22 + ".ics"
    answers = [Client().get(one) for one in (old, stranger)]
    assert [one.status_code for one in answers] == [404, 404]
    assert answers[0].text.replace(old, "") == answers[1].text.replace(stranger, "")
    assert [_named(one) for one in answers] == [_named(answers[1])] * 2
    if do == "renew":
        assert file(address(felix)) == file("/programme.ics")


def _named(response: Any) -> dict[str, str]:
    return {
        k: v for k, v in response.headers.items() if k not in {"X-Request-ID", "Content-Length"}
    }


def test_renewing_what_was_removed_says_so(felix: Client, meeting: Meeting) -> None:
    page = felix.post(URL, {"do": "renew"}, follow=True).text

    assert "You have no calendar of your own any more" in page
    assert not PersonalCalendar.objects.exists()


@pytest.mark.parametrize("given", [{"holds": "x"}, {"language": "xx"}, {"holds": ""}])
def test_what_cannot_be_chosen_changes_nothing(
    felix: Client, meeting: Meeting, given: dict[str, str]
) -> None:
    response = felix.post(URL, WHOLE | given)

    assert response.status_code == 422
    assert 'class="invalid-feedback"' in response.text
    assert not PersonalCalendar.objects.exists()


def test_nobody_elses_is_seen_or_touched(felix: Client, meeting: Meeting) -> None:
    felix.post(URL, WHOLE)
    mine = address(felix)
    other = Client()
    other.force_login(User.objects.create_user("olena@delegates.example"))

    assert 'id="address"' not in other.get(URL).text
    other.post(URL, {"do": "remove"})
    other.post(URL, {"do": "renew"})

    assert address(felix) == mine


def test_who_has_not_signed_in_is_sent_to_do_so(client: Client, meeting: Meeting) -> None:
    assert client.post(URL, WHOLE).url.startswith("/accounts/login/")
    assert not PersonalCalendar.objects.exists()


def test_a_closed_account_has_no_calendar(felix: Client, meeting: Meeting) -> None:
    felix.post(URL, WHOLE)
    path = address(felix)

    User.objects.filter(email=FELIX).update(is_active=False)

    assert Client().get(path).status_code == 404


def test_a_copy_of_the_database_opens_no_calendar(felix: Client, meeting: Meeting) -> None:
    felix.post(URL, WHOLE)
    key = address(felix).split("/")[-1].removesuffix(".ics")

    with connection.cursor() as cursor:
        cursor.execute("SELECT agenda_personalcalendar::text FROM agenda_personalcalendar")
        [row] = cursor.fetchone()
    assert key not in row
    assert key.encode().hex() not in row


def test_a_key_that_cannot_be_shown_is_renewed(
    felix: Client, meeting: Meeting, settings: Any
) -> None:
    felix.post(URL, WHOLE)
    path = address(felix)
    settings.SEALING_KEYS = ["another one"]

    page = felix.get(URL).text

    assert "The address cannot be shown any more." in page
    assert Client().get(path).status_code == 200
    felix.post(URL, {"do": "renew"})
    assert address(felix) != path


def test_there_is_one_for_each_meeting(felix: Client, meeting: Meeting) -> None:
    by = User.objects.create_user("zed@delegates.example")
    keep_calendar(meeting, is_whole=True, language="en", by=by, at=ON_14_MAY)

    with pytest.raises(IntegrityError, match="once_per_meeting"), transaction.atomic():
        PersonalCalendar.objects.create(
            meeting=meeting, user=by, key_sha256="x", sealed_key=b"", made_at=ON_14_MAY
        )
    by.delete()
    assert not PersonalCalendar.objects.exists()


def test_it_ends_when_the_meeting_is_long_over(felix: Client, meeting: Meeting) -> None:
    felix.post(URL, WHOLE)
    path = address(felix)

    erase_due(at=LAST_INSTANT)

    assert Client().get(path).status_code == 404


@pytest.mark.parametrize("items", [1, 11])
def test_the_page_takes_the_same_queries_for_any_number(
    felix: Client, meeting: Meeting, django_assert_num_queries: Any, items: int
) -> None:
    ask(meeting, *range(1, items + 1))
    felix.post(URL, CHOSEN)
    felix.get(URL)

    with django_assert_num_queries(7):
        page = felix.get(URL).text

    assert "webcal://" in page
    assert 'name="robots" content="noindex"' in page

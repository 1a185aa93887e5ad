"""What the page of one invitation offers and shows, and what mails say after an answer."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from intersessional.accounts.models import User
from programme.bilaterals.models import Bilateral, Host, SharedRoom
from programme.bilaterals.operations import answering, placing
from registration.registrations import operations as registrations
from tests.access.actors import signed_in
from tests.pages import Page, text
from tests.people import ON_14_MAY, PAOLA, focal_point
from tests.programme.bilaterals.days import at, host_of, room_named
from tests.programme.bilaterals.invited import again, last, offered, paola, place, words
from tests.registration.registrations.conftest import Browser

pytestmark = pytest.mark.django_db

CONTACT = "isu@apminebanconvention.org"
RANG = "Mr. Kapanadze, by telephone"


@pytest.fixture
def felix(june: Any) -> User:
    """The focal point of Ecuador."""
    return focal_point()


@pytest.fixture
def office(paul: User) -> Client:
    """The browser of the President's office."""
    return signed_in(paul)


@pytest.fixture
def bilateral(felix: User, paul: User) -> Bilateral:
    """An invitation to Ecuador."""
    return offered(by=paul)


def path_of(bilateral: Bilateral) -> str:
    """The address of the page for planners."""
    return f"/bilaterals/invitations/{bilateral.code}/"


def said_on(answer: Any) -> str:
    """The words of a page."""
    return words(text(Page(answer).root))


def by_phone(bilateral: Bilateral, answer: str, **fields: Any) -> dict[str, Any]:
    """What the form of the telephone sends."""
    sent = {
        "do": "telephone",
        "telephone-version": again(bilateral).version,
        "telephone-answer": answer,
        "telephone-on_behalf": RANG,
    }
    return sent | {f"telephone-{name}": value for name, value in fields.items()}


def test_who_answered_by_telephone_stays_on_the_page(
    office: Client, bilateral: Bilateral, paul: User, set_clock: Any
) -> None:
    path = path_of(bilateral)
    assert "Answered by telephone" not in said_on(office.get(path))
    set_clock(ON_14_MAY)

    done = office.post(path, by_phone(bilateral, "accept"), follow=True)

    found = Page(done).summary()["Answered by telephone"]
    when = "Monday 14 May 2018"
    assert words(found).replace(" ,", ",").startswith(f"{RANG}, written down by {paul} on {when}")


def test_a_reason_is_needed_where_it_declines(office: Client, bilateral: Bilateral) -> None:
    path = path_of(bilateral)
    page = office.get(path)
    assert "Needed where it declines." in said_on(page)
    assert '<label class="form-label" for="id_telephone-reason">Why</label>' in Page(page).html
    assert office.post(path, by_phone(bilateral, "decline")).status_code == 422


def test_others_come_only_where_it_has_accepted(office: Client, bilateral: Bilateral) -> None:
    person, path = paola(), path_of(bilateral)
    assert "Others come" not in said_on(office.get(path))
    refused = office.post(path, by_phone(bilateral, "participants", participants=[person.pk]))
    assert refused.status_code == 422
    assert "This answer is not possible as the bilateral stands now." in said_on(refused)
    office.post(path, by_phone(bilateral, "accept", participants=[person.pk]))
    assert "Others come" in said_on(office.get(path))

    same = by_phone(bilateral, "participants", participants=[person.pk])
    assert "Nothing was changed." in said_on(office.post(path, same, follow=True))
    others = office.post(path, by_phone(bilateral, "participants"), follow=True)

    assert "The answer is written down, and the delegation gets an e-mail." in said_on(others)
    assert again(bilateral).version == 4


def test_giving_the_time_that_was_asked_for(
    office: Client, bilateral: Bilateral, felix: User
) -> None:
    path, give = path_of(bilateral), "Give it this time"
    assert give not in said_on(office.get(path))
    answering.ask_another_time(bilateral, at(10), "Later.", by=felix, at=ON_14_MAY)
    assert give in said_on(office.get(path))
    assert office.post(path, {"do": "give", "give-version": 2}).status_code == 409

    done = office.post(path, {"do": "give", "give-version": 3}, follow=True)

    assert "The bilateral is at this time now" in said_on(done)
    now = again(bilateral)
    assert (now.state, now.begins_at, now.wanted_at) == ("offered", at(10), None)
    mail = words(last("moved").text)
    assert "As you asked, it begins on Wednesday 6 June 2018, 10:00, and no longer on" in mail
    assert "Please answer this invitation." in mail
    assert office.post(path, {"do": "give", "give-version": 4}).status_code == 409


def test_another_time_than_the_one_asked_for_is_not_as_asked(
    bilateral: Bilateral, felix: User, paul: User
) -> None:
    answering.ask_another_time(bilateral, at(10), "Later.", by=felix, at=ON_14_MAY)
    room = bilateral.room_id
    placing.move(again(bilateral), begins_at=at(11), room=room, version=3, by=paul, at=ON_14_MAY)
    mail = words(last("moved").text)
    assert "It begins on Wednesday 6 June 2018, 11:00" in mail
    assert "you asked" not in mail


def test_a_time_that_is_taken_is_refused_in_words(
    office: Client, bilateral: Bilateral, felix: User, paul: User
) -> None:
    answering.ask_another_time(bilateral, at(10), "Later.", by=felix, at=ON_14_MAY)
    place("ua", begins_at=at(10), by=paul)

    refused = office.post(path_of(bilateral), {"do": "give", "give-version": 3})

    assert refused.status_code == 409
    assert "Ukraine" in said_on(refused)
    assert (again(bilateral).state, again(bilateral).begins_at) == ("another_time", at(9, 30))


def test_a_shared_room_that_is_taken_gives_way_to_another(
    office: Client, felix: User, paul: User
) -> None:
    for name in ("Room B", "Room C"):
        SharedRoom.objects.create(room=room_named(name))
    Host.objects.filter(slug__in=["article-5", "cooperation"]).update(room=None)
    bilateral = offered(by=paul)
    answering.ask_another_time(bilateral, at(10), "Later.", by=felix, at=ON_14_MAY)
    other = place("ua", host="cooperation", begins_at=at(10, 30), by=paul)
    placing.move(
        other,
        begins_at=at(10),
        room=room_named("Room B").pk,
        version=other.version,
        by=paul,
        at=ON_14_MAY,
    )

    done = office.post(path_of(bilateral), {"do": "give", "give-version": 3}, follow=True)

    assert "The bilateral is at this time now" in said_on(done)
    now = again(bilateral)
    assert (now.begins_at, now.room.name_en) == (at(10), "Room C")


def test_who_was_taken_out_has_no_button_to_a_page_that_is_closed(
    bilateral: Bilateral, felix: User, paul: User
) -> None:
    person = paola()
    answering.accept(bilateral, [person.pk], by=felix, at=ON_14_MAY)
    registrations.withdraw(person, version=person.version, at=ON_14_MAY, by=felix)

    mail = last("released")

    assert mail.to == PAOLA.email
    for body in (mail.text, mail.html):
        assert "Open the bilateral" not in body
        assert bilateral.code not in body
        assert "because your delegation had named you." in words(body)


def test_a_host_in_a_sentence_needs_no_article(bilateral: Bilateral) -> None:
    said = words(last("invited").text)
    name = host_of("article-5").name
    assert f"Your delegation is invited to a bilateral meeting with: {name}." in said


def test_after_an_answer_the_page_says_where_to_write(
    bilateral: Bilateral, felix: User, browser_of: Browser
) -> None:
    browser, path = browser_of(felix), f"/bilaterals/{bilateral.code}/"
    better = f"Would another time suit you better? Write to {CONTACT}"
    mistake = f"Did you decline by mistake? Write to {CONTACT}"
    asked = said_on(browser.get(path))
    assert better not in asked
    assert mistake not in asked
    person = paola()
    answering.accept(bilateral, [person.pk], by=felix, at=ON_14_MAY)
    accepted = browser.get(path)
    assert better in said_on(accepted)
    own = browser_of(User.objects.create_user(PAOLA.email))
    assert better not in said_on(own.get(path))
    sent = {"do": "decline", "decline-version": 3, "decline-reason": "Ill."}

    declined = browser.post(path, sent, follow=True)

    assert mistake in said_on(declined)
    assert better not in said_on(declined)


@pytest.mark.parametrize("number", [1, 3])
def test_what_is_on_record_takes_the_same_queries(
    office: Client,
    bilateral: Bilateral,
    paul: User,
    django_assert_num_queries: Any,
    number: int,
) -> None:
    for minute in range(number):
        if again(bilateral).state == "accepted":
            answering.decline(
                bilateral, "No.", by=paul, at=ON_14_MAY + timedelta(minutes=minute), on_behalf=RANG
            )
        else:
            answering.accept(
                bilateral, by=paul, at=ON_14_MAY + timedelta(minutes=minute), on_behalf=RANG
            )
    office.get(path_of(bilateral))

    with django_assert_num_queries(13):
        page = office.get(path_of(bilateral))

    assert said_on(page).count(RANG) == number

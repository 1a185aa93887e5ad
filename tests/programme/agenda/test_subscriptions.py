"""Asking to be told of changes, and asking no more."""

import pytest
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from intersessional.accounts.models import User
from programme.agenda.models import Item, Subscription
from programme.agenda.queries import latest
from programme.agenda.reading import Item as ReadItem
from programme.agenda.reading import published
from programme.agenda.views.subscriptions import button_of
from registration.meetings.models import Meeting
from tests import people
from tests.people import ON_14_MAY
from tests.programme.agenda import readers

pytestmark = pytest.mark.django_db

URL = "/programme/subscriptions/"


@pytest.fixture
def felix(client: Client, meeting: Meeting) -> Client:
    """A focal point, signed in."""
    client.force_login(people.focal_point())
    return client


def mine() -> list[str]:
    return list(Subscription.objects.order_by("item_uid").values_list("item_uid", flat=True))


def uid(meeting: Meeting, number: int) -> str:
    found: str = Item.objects.get(meeting=meeting, number=number).uid
    return found


def test_one_asks_for_an_item_and_stops(felix: Client, meeting: Meeting) -> None:
    third = uid(meeting, 3)

    asked = felix.post(f"/fr{URL}", {"item": third, "next": "/fr/programme/subscriptions/?x=1"})

    assert asked.url == "/fr/programme/subscriptions/?x=1"
    assert mine() == [third]
    assert Subscription.objects.get().language == "fr"
    assert "3 Clearing mined areas" in felix.get(URL).content.decode().partition("can also")[0]

    felix.post(URL, {"item": third, "stop": "1"})

    assert mine() == []


def test_asking_twice_counts_once_and_says_the_language(felix: Client, meeting: Meeting) -> None:
    felix.post(URL, {"item": ""})
    felix.post(f"/es{URL}", {"item": ""})

    assert mine() == [""]
    assert Subscription.objects.get().language == "es"
    with pytest.raises(IntegrityError, match="subscription_once"), transaction.atomic():
        Subscription.objects.create(
            meeting=meeting, user=User.objects.get(), item_uid="", subscribed_at=ON_14_MAY
        )


def test_stopping_what_one_never_asked_for_is_no_mistake(felix: Client, meeting: Meeting) -> None:
    assert felix.post(URL, {"item": uid(meeting, 3), "stop": "1"}).status_code == 302


@pytest.mark.parametrize("item", ["nowhere", "x" * 21, "\x00"])
def test_what_is_not_in_the_programme_is_absent(felix: Client, item: str) -> None:
    assert felix.post(URL, {"item": item}).status_code in {400, 404}
    assert mine() == []


def test_one_goes_back_to_pages_of_ours_only(felix: Client) -> None:
    response = felix.post(URL, {"item": "", "next": "https://elsewhere.example/"})

    assert response.url == URL


def test_a_visit_changes_nothing(felix: Client, meeting: Meeting) -> None:
    readers.delegate("other@delegates.example", meeting, 3)

    page = felix.get(f"{URL}?item=&stop=1").content.decode()

    assert len(mine()) == 1
    # Nor does it show what others asked for.
    assert "Nothing yet." in page


def test_what_is_no_longer_on_the_agenda_can_be_stopped(felix: Client, meeting: Meeting) -> None:
    eleventh = uid(meeting, 11)
    felix.post(URL, {"item": eleventh})
    item = Item.objects.get(uid=eleventh)
    item.segments.all().delete()
    item.delete()
    readers.publish(meeting)

    assert "An item that is no longer on the agenda" in felix.get(URL).content.decode()

    felix.post(URL, {"item": eleventh, "stop": "1"})

    assert mine() == []


def test_who_has_not_signed_in_is_sent_to_do_so(client: Client) -> None:
    response = client.post(URL, {"item": ""})

    assert response.url.startswith("/accounts/login/")
    assert mine() == []


def test_the_wish_goes_with_the_user(meeting: Meeting) -> None:
    user = readers.delegate("zed@delegates.example", meeting, 3)

    user.delete()

    assert mine() == []


@pytest.mark.parametrize("items", [1, 11])
def test_the_list_takes_the_same_queries_for_any_number(
    felix: Client, meeting: Meeting, django_assert_num_queries: object, items: int
) -> None:
    for number in range(1, items + 1):
        felix.post(URL, {"item": uid(meeting, number)})

    with django_assert_num_queries(6):  # type: ignore[operator]
        page = felix.get(URL).content.decode()

    assert page.count('name="stop"') == items


def test_the_button_of_a_page(meeting: Meeting) -> None:
    publication = latest(meeting)
    assert publication
    item = published(publication).item(3)
    assert item
    user = readers.delegate("third@delegates.example", meeting, 3)

    assert button(meeting, None, item) == ""
    assert "Do not tell me any more" in button(meeting, user, item)
    assert "Tell me when the programme changes" in button(meeting, user, None)


def button(meeting: Meeting, user: User | None, item: ReadItem | None) -> str:
    request: HttpRequest = RequestFactory().get("/programme/items/3/")
    request.user = user or type("Nobody", (), {"is_authenticated": False})()
    context = {"subscription": button_of(request, meeting, item)}
    return render_to_string("agenda/_subscribe.html", context, request=None).strip()

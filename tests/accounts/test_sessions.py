"""Sessions: they end when idle and after a time, their owner sees and ends them, so does leaving."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from intersessional.accounts import roles, tasks
from intersessional.accounts.models import Limit, Session, SignInCode, User
from intersessional.accounts.queries import device
from tests.pages import Page

pytestmark = pytest.mark.django_db

LIST = "/accounts/sessions/"
BACKEND = "django.contrib.auth.backends.ModelBackend"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def dora() -> User:
    """A delegate."""
    user = User.objects.create_user("dora@mission.example")
    user.groups.add(Group.objects.get(name=roles.DELEGATE))
    return user


def signed_in(user: User, agent: str = "") -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    session = client.session
    session["agent"] = agent
    session.save()
    return client


def is_in(client: Client) -> bool:
    return client.get(LIST).status_code == 200


@pytest.mark.parametrize(("is_staff", "idle_minutes"), [(True, 120), (False, 720)])
def test_idle_sessions_end(dora: User, is_staff: bool, idle_minutes: int) -> None:
    User.objects.update(is_staff=is_staff)
    dora.refresh_from_db()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = signed_in(dora)
        clock.shift(timedelta(minutes=idle_minutes - 1))
        before = is_in(client)
        clock.shift(timedelta(minutes=idle_minutes - 1))
        kept = is_in(client)
        clock.shift(timedelta(minutes=idle_minutes))

        after = is_in(client)

    assert (before, kept, after) == (True, True, False)
    assert not Session.objects.filter(user=dora).exists()


@pytest.mark.parametrize(("is_staff", "hours"), [(True, 12), (False, 14 * 24)])
def test_busy_sessions_end_too(dora: User, is_staff: bool, hours: int) -> None:
    User.objects.update(is_staff=is_staff)
    dora.refresh_from_db()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = signed_in(dora)
        alive = []
        for _ in range(hours):
            clock.shift(timedelta(minutes=59))
            alive.append(is_in(client))
        clock.shift(timedelta(minutes=hours))

        after = is_in(client)

    assert set(alive) == {True}
    assert not after


def test_writing_into_a_session_does_not_make_it_longer(dora: User) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = signed_in(dora)
        opened = Session.objects.get(user=dora).opened_at
        clock.shift(timedelta(hours=2))
        session = client.session
        session["anything"] = 1
        session.save()

        assert Session.objects.get(user=dora).opened_at == opened


def test_the_owner_sees_them_all_and_nobody_elses(dora: User) -> None:
    other = User.objects.create_user("other@mission.example")
    signed_in(other, "Mozilla/5.0 (X11; Linux x86_64) Chrome/1 Safari/1")
    signed_in(dora, "rubbish")
    client = signed_in(dora, FIREFOX)

    page = Page(client.get(LIST))

    body = page.html
    assert body.count("Firefox on Windows") > 0
    assert "Chrome" not in body
    assert "Unknown browser" in body
    assert len(page.all("time")) == 4
    keys = Session.objects.values_list("session_key", flat=True)
    assert not any(key in body for key in keys)


def references(client: Client) -> list[str]:
    return [session.reference for session in client.get(LIST).context["sessions"]]


def test_one_can_be_ended(dora: User) -> None:
    phone, client = signed_in(dora), signed_in(dora)
    [_, other] = references(client)

    client.post(LIST, {"end": other})

    assert (is_in(phone), is_in(client)) == (False, True)


def test_all_others_can_be_ended(dora: User) -> None:
    phone, tablet, client = signed_in(dora), signed_in(dora), signed_in(dora)

    client.post(LIST, {"end": "others"})

    assert [is_in(c) for c in (phone, tablet, client)] == [False, False, True]


def test_this_very_one_can_be_ended(dora: User) -> None:
    client = signed_in(dora)

    answer = client.post(LIST, {"end": references(client)[0]})

    assert answer["Location"] == "/accounts/login/"
    assert not is_in(client)


def test_a_strangers_cannot(dora: User) -> None:
    stranger, client = signed_in(User.objects.create_user("s@mission.example")), signed_in(dora)

    for wanted in (references(stranger)[0], "", "0", stranger.session.session_key):
        client.post(LIST, {"end": wanted})

    assert is_in(stranger)


def test_leaving_ends_them_at_once_and_for_good(dora: User) -> None:
    client = signed_in(dora)
    dora.is_active = False
    dora.save()

    during = is_in(client)
    dora.is_active = True
    dora.save()

    assert (during, is_in(client)) == (False, False)


def test_leaving_past_the_model_ends_them_too(dora: User) -> None:
    client = signed_in(dora)

    User.objects.update(is_active=False)

    assert not is_in(client)


@pytest.mark.parametrize("flag", ["is_staff", "is_superuser"])
def test_becoming_staff_ends_what_a_code_has_opened(dora: User, flag: str) -> None:
    client = signed_in(dora)

    setattr(dora, flag, True)
    dora.save()

    assert not is_in(client)
    assert not Session.objects.filter(user=dora).exists()


def test_receiving_a_role_of_the_staff_ends_what_a_code_has_opened(dora: User) -> None:
    client = signed_in(dora)

    dora.groups.add(Group.objects.get(name=roles.COMMITTEE))

    assert not is_in(client)


def test_a_role_given_from_its_own_side_ends_them_too(dora: User) -> None:
    client = signed_in(dora)

    Group.objects.get(name=roles.COMMITTEE).user_set.add(dora)

    assert not is_in(client)


def test_what_a_code_has_opened_leads_to_no_enrolment(dora: User, settings: Any) -> None:
    """Also when somebody became staff past the models, where no signal ends the session."""
    settings.STAFF_SECOND_FACTOR = True
    client = signed_in(dora)
    User.objects.update(is_staff=True)

    answer = client.get("/accounts/2fa/totp/activate/")

    assert answer["Location"] == "/accounts/login/"
    assert not is_in(client)


def test_staff_who_are_saved_stay_signed_in(dora: User) -> None:
    User.objects.update(is_staff=True)
    dora.refresh_from_db()
    signed_in(dora)

    dora.save()
    dora.groups.add(Group.objects.get(name=roles.ISU_STAFF))

    assert Session.objects.filter(user=dora).exists()


def test_reading_writes_once_in_five_minutes(dora: User, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    client = signed_in(dora)
    is_in(client)

    with django_assert_num_queries(6):
        is_in(client)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries(
    dora: User,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
    count: int,
) -> None:
    *_, client = [signed_in(dora) for _ in range(count)]

    with django_assert_num_queries(6):
        is_in(client)


def test_what_has_ended_is_deleted(dora: User) -> None:
    now = timezone.now()
    SignInCode.objects.create(email="x@y.example", expires_at=now - timedelta(days=2))
    SignInCode.objects.create(email="x@y.example", expires_at=now)
    Limit.objects.create(key="a", ends_at=now - timedelta(seconds=1))
    Limit.objects.create(key="b", ends_at=now + timedelta(hours=1))
    Session.objects.create(session_key="old", expire_date=now - timedelta(seconds=1))
    signed_in(dora)

    tasks.forget()

    assert (SignInCode.objects.count(), Limit.objects.count(), Session.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537.36 Edg/140", "Edge on Windows"),
        ("curl/8", "Unknown browser"),
        ("<script>", "Unknown browser"),
    ],
)
def test_a_browser_has_a_name(agent: str, words: str) -> None:
    assert device(agent) == words

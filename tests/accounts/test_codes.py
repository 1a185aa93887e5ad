"""Delegates come in by an e-mailed code: who gets one, what it opens, and what nobody can tell."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intersessional.accounts import roles
from intersessional.accounts.models import SignInCode, User
from intersessional.embedded.sink import Sink
from intersessional.outbox import operations as outbox
from intersessional.outbox.models import Message
from tests.pages import Page

from .conftest import CODE, LOGIN, Fetch, ask, code_in, is_signed_in, type_code
from .sources import GUEST

pytestmark = pytest.mark.django_db

STRANGER = "stranger@nowhere.example"


def test_the_code_from_the_mail_opens_and_makes_the_user(client: Client, fetch_code: Fetch) -> None:
    answer = ask(client, GUEST)
    code = fetch_code()

    opened = type_code(client, code)

    assert (answer["Location"], opened["Location"]) == (CODE, "/")
    assert is_signed_in(client)
    user = User.objects.get()
    assert (user.email, user.is_staff, user.has_usable_password()) == (GUEST, False, False)
    assert [group.name for group in user.groups.all()] == [roles.DELEGATE]


def test_the_same_user_comes_back(client: Client, fetch_code: Fetch) -> None:
    for _ in range(2):
        browser = Client()
        ask(browser, GUEST.upper())
        type_code(browser, fetch_code())

    assert User.objects.count() == 1


@pytest.mark.parametrize("typed", ["{0}", "{0} ", "  {1}", "{2}", "{3}"])
def test_it_is_typed_as_people_type(client: Client, fetch_code: Fetch, typed: str) -> None:
    ask(client, GUEST)
    code = fetch_code()
    spellings = [
        code,
        code.lower(),
        code.replace("-", " "),
        code.replace("0", "o").replace("1", "l"),
    ]

    type_code(client, typed.format(*spellings))

    assert is_signed_in(client)


def test_it_leads_back_to_the_page_that_asked(client: Client, fetch_code: Fetch) -> None:
    client.post(LOGIN, {"login": GUEST, "password": "", "next": "/register/"})

    assert type_code(client, fetch_code())["Location"] == "/register/"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:x"])
def test_it_leads_to_no_other_site(client: Client, fetch_code: Fetch, target: str) -> None:
    client.post(LOGIN, {"login": GUEST, "password": "", "next": target})

    assert type_code(client, fetch_code())["Location"] == "/"


def test_the_mail_speaks_the_language_of_the_page(client: Client, sink: Sink) -> None:
    client.post("/fr/accounts/login/", {"login": GUEST})

    outbox.sweep("mail")

    [mail] = sink.messages()
    assert mail["To"] == GUEST
    assert mail["Content-Language"] == "fr"
    assert code_in(mail) not in mail["Subject"]


# --- What does not open -------------------------------------------------------------------------


def test_a_code_opens_once(client: Client, fetch_code: Fetch) -> None:
    ask(client, GUEST)
    code = fetch_code()
    other = Client()
    session = other.session
    session["sign_in_code"] = SignInCode.objects.get().pk
    session.save()
    type_code(client, code)

    answer = type_code(other, code)

    assert "not right, or no longer valid" in answer.content.decode()
    assert is_signed_in(client)
    assert not is_signed_in(other)


def test_another_browser_cannot_use_it(client: Client, fetch_code: Fetch) -> None:
    ask(client, GUEST)
    code, other = fetch_code(), Client()
    ask(other, GUEST)

    type_code(other, code)
    type_code(Client(), code)

    assert not is_signed_in(other)
    type_code(client, code)
    assert is_signed_in(client)


def test_it_ends_after_a_quarter_of_an_hour(client: Client, fetch_code: Fetch) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        ask(client, GUEST)
        code = fetch_code()
        clock.shift(timedelta(minutes=15))

        answer = type_code(client, code)

    assert "not right, or no longer valid" in answer.content.decode()
    assert not is_signed_in(client)


def test_five_wrong_tries_end_it(client: Client, fetch_code: Fetch) -> None:
    ask(client, GUEST)
    code = fetch_code()
    for _ in range(5):
        type_code(client, "AAAA-AAAA")

    type_code(client, code)

    assert not is_signed_in(client)


def test_looking_uses_nothing_up(client: Client, fetch_code: Fetch) -> None:
    """As mail scanners do: they open, and they run what they find."""
    ask(client, GUEST)
    code = fetch_code()
    for browser in (Client(), client):
        for path in (LOGIN, CODE, f"{CODE}?code={code}", "/accounts/logout/"):
            for look in (browser.head, browser.get):
                for _ in range(5):
                    assert look(path).status_code in (200, 302)

    type_code(client, code)

    assert is_signed_in(client)


@pytest.mark.parametrize(
    "state", [{"is_staff": True}, {"is_superuser": True}, {"is_active": False}]
)
@pytest.mark.parametrize("when", ["before", "after"])
def test_staff_and_those_who_left_are_not_let_in(
    client: Client, sink: Sink, state: dict[str, bool], when: str
) -> None:
    """Also where the address is a guest's, and where it happens between the mail and the typing."""
    user = User.objects.create_user(GUEST)
    if when == "before":
        User.objects.filter(pk=user.pk).update(**state)

    answer = ask(client, GUEST)
    outbox.sweep("mail")
    User.objects.filter(pk=user.pk).update(**state)
    type_code(client, code_in(sink.messages()[-1]) if when == "after" else "AAAA-AAAA")

    assert answer["Location"] == CODE
    assert len(sink.messages()) == (when == "after")
    assert not is_signed_in(client)


@pytest.mark.parametrize("role", [roles.PRESIDENT_OFFICE, roles.COMMITTEE, roles.ISU_STAFF])
def test_a_role_of_staff_is_enough_to_be_refused(client: Client, sink: Sink, role: str) -> None:
    User.objects.create_user(GUEST).groups.add(Group.objects.get(name=role))

    ask(client, GUEST)
    outbox.sweep("mail")

    assert sink.messages() == []


@pytest.mark.parametrize(
    "address",
    [
        "gueſt@mission.example",
        "guest@mıssion.example",
        "guést@mission.example",
        "guest@missıon.example",
    ],
)
def test_an_address_that_only_looks_alike_opens_nothing(
    client: Client, sink: Sink, address: str
) -> None:
    ask(client, address)

    outbox.sweep("mail")

    assert sink.messages() == []


# --- What nobody can tell -----------------------------------------------------------------------


def shape(email: str) -> dict[str, Any]:
    """Return all that a browser sees of asking and of a wrong code, and how many queries it took."""
    client = Client()
    seen = []
    with CaptureQueriesContext(connection) as queries:
        asked = ask(client, email)
        seen.append((asked.status_code, asked["Location"]))
        outside = [client.get(CODE), type_code(client, "AAAA-AAAA")]
        seen += [(a.status_code, Page(a).heading(), len(a.content)) for a in outside]
        bodies = [a.content.decode() for a in outside]
    return {
        "seen": seen,
        "address on the page": any(email in body for body in bodies),
        "queries": [_verb(q["sql"]) for q in queries.captured_queries],
    }


def _verb(sql: str) -> str:
    # The names of savepoints are new each time.
    return " ".join(sql.split()[: 1 if "SAVEPOINT" in sql else 3])


def test_known_unknown_staff_and_closed_are_answered_alike(client: Client) -> None:
    shape("warm@up.example")
    User.objects.create_user("ines@isu.example", is_staff=True)
    User.objects.create_user("left@mission.example", is_active=False)

    shapes = [shape(e) for e in (GUEST, STRANGER, "ines@isu.example", "left@mission.example")]

    assert shapes[0]["address on the page"] is False
    assert shapes == [shapes[0]] * 4


def test_without_a_mail_server_nothing_changes(client: Client, settings: Any) -> None:
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 9, "timeout": 1},
        }
    }
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:9/0"

    assert ask(client, GUEST)["Location"] == CODE
    assert ask(Client(), STRANGER)["Location"] == CODE


def test_an_unknown_address_is_dropped_and_forgotten(client: Client, sink: Sink) -> None:
    ask(client, STRANGER)

    outbox.sweep("mail")

    message = Message.objects.get()
    assert sink.messages() == []
    assert (message.state, message.recipient, message.raw) == ("cancelled", "", None)
    assert STRANGER not in message.note
    assert SignInCode.objects.get().email == ""
    assert not User.objects.exists()


@pytest.mark.parametrize("email", ["", "nobody", "a@b", "x" * 300 + "@example.org"])
def test_what_is_no_address_is_asked_again(client: Client, email: str) -> None:
    answer = ask(client, email)

    assert answer.status_code == 200
    assert not Message.objects.exists()


def test_the_code_page_leads_to_the_beginning_who_asked_for_none(client: Client) -> None:
    assert client.get(CODE)["Location"] == LOGIN
    assert type_code(client, "AAAA-AAAA")["Location"] == LOGIN


def test_the_pages_are_kept_by_nobody(client: Client) -> None:
    ask(client, GUEST)

    assert {"no-store" in client.get(p)["Cache-Control"] for p in (LOGIN, CODE)} == {True}


def test_a_registration_makes_an_address_known(settings: Any) -> None:
    from django.utils.module_loading import import_string

    from intersessional import settings as ours

    assert all(callable(import_string(path)) for path in ours.SIGN_IN_SOURCES)

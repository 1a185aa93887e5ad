"""How often codes, passwords and factors may be tried: in the database, whatever a client claims."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.utils import timezone

from intersessional.accounts import addresses, limits
from intersessional.accounts.limits import Allowance, TooManyTries
from intersessional.accounts.models import Limit, User
from intersessional.network import client_address, client_network

from .conftest import Fetch, ask, is_signed_in, type_code
from .sources import GUEST

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"
THREE = Allowance("test", 3, 10)


def spellings(number: int) -> str:
    """Return the guest's address as an attacker varies it."""
    forms = [GUEST, GUEST.upper(), "guest@míssion.example", "gueſt@mission.example", f" {GUEST} "]
    return forms[number % len(forms)]


def claims(number: int) -> dict[str, str]:
    """Return a header in which a client names itself anew each time."""
    return {"HTTP_X_FORWARDED_FOR": f"198.51.{number % 250}.{number % 200}"}


def test_two_hundred_wrong_codes_are_locked(client: Client, fetch_code: Fetch) -> None:
    """With another address in X-Forwarded-For each time, in another spelling, in a new browser."""
    answers = []
    for number in range(200):
        browser = Client()
        asked = ask(browser, spellings(number), **claims(number))
        tried = type_code(browser, "AAAA-AAAA", **claims(number))
        answers.append((asked.status_code, tried.status_code))
    cache.clear()

    last = ask(client, GUEST)

    assert answers.count((302, 200)) == 20
    assert set(answers[20:]) == {(429, 302)}
    assert last.status_code == 429
    assert 0 < int(last["Retry-After"]) <= 3600
    assert "Too many attempts. Please try again in" in last.content.decode()
    assert GUEST in last.content.decode()


def test_without_the_count_two_hundred_would_be_looked_at(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "count", lambda allowance, whose: None)

    answers = [ask(Client(), spellings(number)).status_code for number in range(200)]

    assert set(answers) == {302}


def test_codes_are_locked_for_browsers_that_asked_before(client: Client, fetch_code: Fetch) -> None:
    """Twenty browsers ask, then each tries: five for each code, twenty in all."""
    browsers = [Client() for _ in range(20)]
    for browser in browsers:
        ask(browser, GUEST)
    code = fetch_code()

    answers = [type_code(b, "AAAA-AAAA", **claims(n)) for b in browsers for n in range(10)]
    last = type_code(browsers[-1], code)

    assert [a.status_code for a in answers] == [200] * 20 + [429] * 180
    assert last.status_code == 429
    assert int(last["Retry-After"]) > 0
    assert not is_signed_in(browsers[-1])


def test_the_lock_ends(client: Client, fetch_code: Fetch) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(21):
            ask(client, GUEST)
        locked = ask(client, GUEST)
        clock.shift(timedelta(hours=1))

        again = ask(client, GUEST)

    assert (locked.status_code, again.status_code) == (429, 302)


def test_sixty_of_a_mission_come_in_from_one_network(settings, sink) -> None:  # type: ignore[no-untyped-def]
    answers = [ask(Client(), f"member{n}@mission.example").status_code for n in range(60)]

    assert set(answers) == {302}


def test_a_network_has_a_limit_too() -> None:
    answers = [ask(Client(), f"guess{n}@mission.example").status_code for n in range(205)]

    assert answers == [302] * 200 + [429] * 5


def test_two_hundred_wrong_passwords_are_locked(client: Client, settings) -> None:  # type: ignore[no-untyped-def]
    settings.STAFF_SECOND_FACTOR = False
    User.objects.create_user(GUEST, PASSWORD)

    def try_one(number: int, password: str) -> int:
        fields = {"login": spellings(number).strip(), "password": password}
        return client.post("/accounts/login/", fields, **claims(number)).status_code

    answers = [try_one(n, "wrong") for n in range(200) if "ſ" not in spellings(n)]
    last = client.post("/accounts/login/", {"login": GUEST, "password": PASSWORD})

    assert last.status_code == 429
    assert int(last["Retry-After"]) > 0
    assert answers.count(200) <= 10 + answers.count(200) - answers[:10].count(200)
    assert set(answers[-50:]) <= {200, 429}
    assert not is_signed_in(client)


def test_two_hundred_wrong_factors_are_locked(client: Client) -> None:
    user = User.objects.create_user(GUEST, PASSWORD, is_staff=True)
    TOTP.activate(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    client.post("/accounts/login/", {"login": GUEST, "password": PASSWORD})

    pages = [client.post("/accounts/2fa/authenticate/", {"code": "000000"}) for _ in range(200)]

    said = ["Too many attempts" in page.content.decode() for page in pages]
    assert said == [False] * 10 + [True] * 190


def test_right_tries_are_not_counted(client: Client, fetch_code: Fetch) -> None:
    for _ in range(3):
        browser = Client()
        ask(browser, GUEST)
        type_code(browser, fetch_code())

    assert {row.tries for row in Limit.objects.all()} == {0, 3}


def test_a_refusal_does_not_make_the_wait_longer() -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(3):
            limits.count(THREE, "x")
        clock.shift(timedelta(minutes=9))
        with pytest.raises(TooManyTries, match="in 1 minute"):
            limits.count(THREE, "x")
        clock.shift(timedelta(minutes=1))

        limits.count(THREE, "x")


def test_no_address_stands_in_the_table(client: Client) -> None:
    ask(client, GUEST)

    assert all(len(row.key) == 64 and GUEST not in row.key for row in Limit.objects.all())


@pytest.mark.parametrize(
    "other",
    [
        "GUEST@MISSION.EXAMPLE",
        "guést@mission.example",
        "ｇuest@mission.example",
        "gueſt@mission.example",
    ],
)
def test_spellings_share_a_count(other: str) -> None:
    assert addresses.key(other) == addresses.key(GUEST)


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        (" Guest@Mission.Example ", GUEST),
        ("guest@müller.example", "guest@xn--mller-kva.example"),
        ("gueſt@mission.example", ""),
        ("guést@mission.example", ""),
        ("guest", ""),
        ("@mission.example", ""),
        ("guest@" + "x" * 70 + ".example", ""),
    ],
)
def test_an_address_has_one_spelling(typed: str, known: str) -> None:
    assert addresses.plain(typed) == known


# --- Where somebody comes from -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", "192.0.2.1"),
        (0, "198.51.100.7", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (2, "203.0.113.9, 198.51.100.7, 192.0.2.9", "198.51.100.7"),
        (2, "198.51.100.7", "192.0.2.1"),
        (1, "rubbish", ""),
    ],
)
def test_only_our_own_proxies_are_believed(settings, proxies, forwarded, address) -> None:  # type: ignore[no-untyped-def]
    settings.TRUSTED_PROXIES = proxies
    extra = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", **extra)

    assert client_address(request) == address


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("", ""),
    ],
)
def test_a_network_of_ipv6_is_one(address: str, network: str) -> None:
    assert client_network(RequestFactory().get("/", REMOTE_ADDR=address)) == network

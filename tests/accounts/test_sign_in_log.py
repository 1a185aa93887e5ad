"""The sign-in log: what is written, what is not, who reads it, and who is told."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intersessional.accounts import sign_ins, tasks
from intersessional.accounts.models import SignIn, User
from intersessional.embedded.sink import Sink
from intersessional.outbox import operations as outbox
from tests.access.actors import signed_in
from tests.pages import Page
from tests.people import administrator

from .conftest import LOGIN, Fetch, ask, is_signed_in, type_code
from .sources import GUEST

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1"
LOG = "/desk/accounts/log/"


def by_password(client: Client, email: str, password: str = PASSWORD, **extra: Any) -> None:
    client.post(LOGIN, {"login": email, "password": password}, **extra)


def totp() -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(SECRET, counter))


def rows() -> list[tuple[str, str]]:
    return list(SignIn.objects.order_by("pk").values_list("method", "outcome"))


def test_password_and_app_right_and_wrong(client: Client, staff: User) -> None:
    TOTP.activate(staff, SECRET)
    by_password(client, staff.email, "wrong")
    by_password(client, staff.email, headers={"User-Agent": FIREFOX}, REMOTE_ADDR="192.0.2.77")
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    extra = {"headers": {"User-Agent": FIREFOX}, "REMOTE_ADDR": "192.0.2.77"}
    client.post("/accounts/2fa/authenticate/", {"code": totp()}, **extra)

    assert is_signed_in(client)
    assert rows() == [
        ("password", "wrong_password"),
        ("app", "wrong_code"),
        ("app", "succeeded"),
    ]
    last = SignIn.objects.latest("pk")
    assert (last.user, last.network, last.browser, last.system) == (
        staff,
        "192.0.2.0/24",
        "Firefox",
        "Windows",
    )


def test_a_code_from_a_mail_right_and_wrong(client: Client, fetch_code: Fetch) -> None:
    ask(client, GUEST)
    code = fetch_code()
    type_code(client, "AAAA-AAAA")
    type_code(client, code)

    assert rows() == [("code", "wrong_code"), ("code", "succeeded")]
    assert SignIn.objects.latest("pk").user == User.objects.get(email=GUEST)


def test_of_an_unknown_address_only_its_key_is_kept(client: Client) -> None:
    by_password(client, "Nobody@nowhere.example")

    row = SignIn.objects.get()
    assert (row.user, len(row.address_key)) == (None, 64)
    assert "nobody" not in str(SignIn.objects.values()).lower()


def test_a_closed_account_is_refused(client: Client) -> None:
    User.objects.create_user("left@isu.example", PASSWORD, is_staff=True, is_active=False)

    by_password(client, "left@isu.example")

    assert rows() == [("password", "refused")]


def test_too_many_tries_stand_there_and_fill_nothing(client: Client, monkeypatch: Any) -> None:
    few = sign_ins.Allowance("sign-in-log/network", 11, 60)
    monkeypatch.setattr(sign_ins, "FAILURES_OF_NETWORK", few)

    for _ in range(14):
        by_password(client, "nobody@nowhere.example")

    assert rows() == [("password", "wrong_password")] * 10 + [("password", "limited")]


def test_a_known_and_an_unknown_address_take_the_same_queries(client: Client, staff: User) -> None:
    def verbs(email: str) -> list[str]:
        with CaptureQueriesContext(connection) as queries:
            by_password(Client(), email, "wrong")
        sql = [query["sql"] for query in queries.captured_queries]
        # The names of savepoints and cursors are new each time.
        return [" ".join(one.split()[: 1 if "_" in one.split()[1] else 3]) for one in sql]

    verbs("warm@up.example")

    assert verbs(staff.email) == verbs("nobody@isu.example")


def test_staff_are_told_of_a_new_browser_or_network(staff: User, sink: Sink, settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = False
    told = []
    for agent, address in [
        (FIREFOX, "192.0.2.1"),
        (FIREFOX, "192.0.2.9"),
        (SAFARI, "192.0.2.9"),
        (FIREFOX, "198.51.100.1"),
    ]:
        extra = {"headers": {"User-Agent": agent}, "REMOTE_ADDR": address}
        by_password(Client(), staff.email, **extra)
        outbox.sweep("mail")
        told.append(len(sink.messages()))

    assert told == [0, 0, 1, 2]
    mail = sink.messages()[0]
    assert mail["To"] == staff.email
    assert "Safari on iPhone" in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_everybody_sees_their_own_and_nobody_elses(staff: User) -> None:
    by_password(Client(), staff.email, "wrong", headers={"User-Agent": SAFARI})
    by_password(Client(), "nobody@nowhere.example", "wrong", headers={"User-Agent": FIREFOX})

    page = Page(signed_in(staff).get("/accounts/sessions/"))

    assert "Safari on iPhone" in page.html
    assert "Firefox on Windows" not in page.html
    assert "Was one of these not you?" in page.html


@pytest.mark.parametrize("count", [1, 3])
def test_administrators_read_it_under_the_same_queries(
    staff: User,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
    count: int,
) -> None:
    desk = signed_in(administrator())
    for _ in range(count):
        by_password(Client(), staff.email, "wrong")
        by_password(Client(), "nobody@nowhere.example", "wrong")

    with django_assert_num_queries(5):
        page = desk.get(LOG)

    def found(query: str) -> int:
        return len(desk.get(f"{LOG}?{query}").context["lines"])

    assert Page(page).html.count("nobody we know") == count
    assert found("q=ines") == found("q=NOBODY@nowhere.example") == count
    assert found(f"person={staff.pk}") == count
    assert found("outcome=succeeded") == found("method=passkey") == 0
    assert found(f"day={timezone.localdate():%Y-%m-%d}") == 2 * count
    assert found("day=nonsense&outcome=nonsense") == 2 * count


def test_it_is_kept_for_thirteen_months(staff: User) -> None:
    now = timezone.now()
    for days in (390, 400):
        row = {"user": staff, "method": "app", "outcome": "succeeded"}
        SignIn.objects.create(**row, at=now - timedelta(days=days))

    tasks.forget()

    assert SignIn.objects.count() == 1


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("", ""),
    ],
)
def test_a_network_names_no_household(address: str, network: str) -> None:
    assert sign_ins.coarse(address) == network


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "no day"])
def test_a_day_that_cannot_be_is_refused(day: str) -> None:
    desk = signed_in(administrator())

    page = Page(desk.get(LOG, {"day": day}))

    assert page.html.count("Sign-in") > 0
    assert desk.get(LOG, {"day": day}).status_code == 200
    assert desk.get(LOG, {"day": day}).context["form"].errors["day"]

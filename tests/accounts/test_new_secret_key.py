"""Another `SECRET_KEY`: who has an app still comes in, if the factors were sealed anew in time."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.management import call_command
from django.core.management.base import CommandError
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from intersessional.accounts import invitation_codes
from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from registration.registrations import kept
from tests.people import PAOLA

from .conftest import is_signed_in

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NEW = "a new key of the portal, as long as such a key has to be: 7Hq2"
AUTHENTICATE = "/accounts/2fa/authenticate/"
AGAIN = "/accounts/2fa/reauthenticate/"


def app_code() -> str:
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


def come_in(user: User, code: str = "") -> tuple[Client, str]:
    """Sign in, with the app unless there is another code; return the browser and its last page."""
    browser = Client()
    browser.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    answer = browser.post(AUTHENTICATE, {"code": code or app_code()})
    assert answer.status_code in {200, 302}
    return browser, answer.content.decode()


def change_key(settings: Any) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [settings.SECRET_KEY]


def reseal() -> list[str]:
    said = StringIO()
    call_command("reseal_factors", stdout=said)
    return said.getvalue().splitlines()


def test_sealed_anew_the_app_and_the_recovery_codes_outlive_the_old_key(
    staff: User, settings: Any
) -> None:
    TOTP.activate(staff, SECRET)
    code = RecoveryCodes.activate(staff).get_unused_codes()[0]
    before, _page = come_in(staff)
    assert is_signed_in(before)
    change_key(settings)

    first, second = reseal(), reseal()
    settings.SECRET_KEY_FALLBACKS = []

    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        by_app, _page = come_in(staff)
    by_paper, _page = come_in(staff, code)
    assert [is_signed_in(one) for one in (by_app, by_paper)] == [True, True]
    assert [line.split()[0] for line in first] == ["2", "0", "0"]
    assert [line.split()[0] for line in second] == ["0", "2", "0"]
    assert AuditEntry.objects.filter(verb="reseal_factors").count() == 1


def test_codes_of_an_older_library_are_sealed_anew(staff: User, settings: Any) -> None:
    codes = RecoveryCodes.activate(staff).instance
    sealed = TOTP.activate(staff, "12345678").instance.data["secret"]
    Authenticator.objects.filter(pk=codes.pk).update(data={"migrated_codes": [sealed]})
    change_key(settings)

    reseal()
    settings.SECRET_KEY_FALLBACKS = []

    codes.refresh_from_db()
    assert codes.wrap().get_unused_codes() == ["12345678"]


def test_not_sealed_anew_it_is_said_how_to_come_back(staff: User, settings: Any) -> None:
    TOTP.activate(staff, SECRET)
    settings.SECRET_KEY = NEW

    browser, page = come_in(staff)

    assert not is_signed_in(browser)
    assert "ask an administrator to remove your second factors" in page
    with pytest.raises(CommandError, match="SECRET_KEY_FALLBACKS"):
        reseal()


def test_one_lost_factor_leaves_the_others(staff: User, settings: Any) -> None:
    TOTP.activate(staff, SECRET)
    settings.SECRET_KEY = NEW
    first, second = RecoveryCodes.activate(staff).get_unused_codes()[:2]

    nobody, page = come_in(staff, "00000000")
    browser, _page = come_in(staff, first)
    wrong = browser.post(AGAIN, {"code": "00000000"}).content.decode()
    right = browser.post(AGAIN, {"code": second})
    used, _page = come_in(staff, first)

    assert [is_signed_in(one) for one in (nobody, browser, used)] == [False, True, False]
    assert all("This second factor can no longer be checked" in one for one in (page, wrong))
    assert right.status_code == 302


def test_lost_recovery_codes_leave_the_app(staff: User, settings: Any) -> None:
    RecoveryCodes.activate(staff)
    settings.SECRET_KEY = NEW
    TOTP.activate(staff, SECRET)

    browser, _page = come_in(staff)

    assert is_signed_in(browser)


@pytest.mark.parametrize("page", ["", "generate/", "download/"])
def test_recovery_codes_that_nobody_can_read_are_no_error(
    staff: User, settings: Any, page: str
) -> None:
    TOTP.activate(staff, SECRET)
    RecoveryCodes.activate(staff)
    browser, _page = come_in(staff)
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    # The session goes on: only what is kept of the factors is lost.
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [settings.SECRET_KEY]
    Authenticator.objects.filter(type="recovery_codes").update(data={"seed": "x", "used_mask": 0})

    answer = browser.get(f"/accounts/2fa/recovery-codes/{page}", follow=True)

    assert answer.redirect_chain == [("/accounts/2fa/", 302)]
    assert "ask an administrator" in answer.content.decode()


def test_digests_of_before_are_found_while_the_old_key_stands(settings: Any) -> None:
    code = "ABCD-EFGH-JKMN-PQRS"
    invited, received = invitation_codes.possible_digests(code)[0], PAOLA.digest()
    change_key(settings)

    assert invited in invitation_codes.possible_digests(code)
    assert invitation_codes.possible_digests(code)[0] != invited
    assert PAOLA.has_digest(received)
    assert PAOLA.digest() != received
    settings.SECRET_KEY_FALLBACKS = []
    assert invited not in invitation_codes.possible_digests(code)
    assert not PAOLA.has_digest(received)


def test_a_kept_form_is_there_again_after_the_change(rf: Any, settings: Any) -> None:
    request: HttpRequest = rf.post("/", {"function": "Counsellor"})
    request.session = {}  # type: ignore[assignment]
    request.resolver_match = None
    assert kept.keep(request, None)
    change_key(settings)

    form = kept.kept(request)

    assert form is not None
    assert form["function"] == "Counsellor"

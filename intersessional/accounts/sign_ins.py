"""The sign-in log: who came in, or tried to, by what, with which browser, from about where.

Each try is one row more, whoever it is about, so that an address that somebody has is answered like one
that nobody has. A member of staff who comes in with a browser or from a network that is not in the log
is told so by mail.
"""

import ipaddress
from datetime import timedelta

from allauth.account.authentication import get_authentication_records
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from intersessional import network
from intersessional.outbox.operations import enqueue

from . import addresses, limits
from .limits import Allowance
from .models import SignIn, SignInCode, User
from .queries.sessions import family

Method, Outcome = SignIn.Method, SignIn.Outcome

# Thirteen months: what happened around the same meeting last year can still be seen.
KEPT = timedelta(days=396)
# Who only wants to fill the log has filled it with these.
FAILURES_OF_NETWORK = Allowance("sign-in-log/network", 300, 60)

_SECOND = {
    "totp": Method.APP,
    "recovery_codes": Method.RECOVERY,
    "webauthn": Method.SECOND_PASSKEY,
}


def failed(
    request: HttpRequest,
    method: SignIn.Method,
    outcome: SignIn.Outcome,
    *,
    user: User | None = None,
    key: str = "",
) -> None:
    """Write down a try that did not open; `key` is of an address that nobody has.

    After too many of one network nothing is written: they say no more than those before.
    """
    try:
        limits.count(FAILURES_OF_NETWORK, network.client_network(request))
    except limits.TooManyTries:
        return
    _write(request, method, outcome, user=user, key=key)


def failed_at(
    request: HttpRequest, method: SignIn.Method, outcome: SignIn.Outcome, address: str
) -> None:
    """Write down a try with an address that was typed, known or not."""
    user = User.objects.filter(email=addresses.plain(address)).first()
    failed(request, method, outcome, user=user, key=addresses.key(address))


def failed_with_code(request: HttpRequest, outcome: SignIn.Outcome, code_id: int) -> None:
    """Write down a try with a sign-in code, of whichever address."""
    code = SignInCode.objects.filter(pk=code_id).first()
    user = User.objects.filter(email=code.email if code else "").first()
    failed(request, Method.CODE, outcome, user=user, key=code.address_key if code else "")


def succeeded(
    request: HttpRequest, user: User, method: SignIn.Method, *, is_privileged: bool
) -> None:
    """Write down that somebody came in; tell staff of a browser or network that is new for them."""
    with transaction.atomic():
        is_new = is_privileged and _is_new(request, user)
        row = _write(request, method, Outcome.SUCCEEDED, user=user)
        if is_new:
            language = (get_language() or "en")[:2]
            enqueue("staff_new_device", row, key=f"staff_new_device/{row.pk}", language=language)


def method_of(request: HttpRequest, user: User) -> SignIn.Method:
    """Return by what somebody comes in, from the steps of the sign-in that the session holds."""
    records = get_authentication_records(request, user)
    steps = [record for record in records if not record.get("reauthenticated")] or records
    if not steps:
        return Method.CODE
    last = steps[-1]
    if last.get("passwordless"):
        return Method.PASSKEY
    return _SECOND.get(last.get("type", ""), Method.PASSWORD)


def forget() -> None:
    """Delete what is older than thirteen months."""
    SignIn.objects.filter(at__lt=timezone.now() - KEPT).delete()


def coarse(address: str) -> str:
    """Return the network of an address, too wide to name a household: /24, or /48 in IPv6."""
    if not address:
        return ""
    bits = 48 if ":" in address else 24
    return str(ipaddress.ip_network(f"{address}/{bits}", strict=False))


def _write(
    request: HttpRequest,
    method: SignIn.Method,
    outcome: SignIn.Outcome,
    *,
    user: User | None,
    key: str = "",
) -> SignIn:
    return SignIn.objects.create(
        user=user,
        address_key="" if user else key,
        method=method,
        outcome=outcome,
        **_where(request),
    )


def _where(request: HttpRequest) -> dict[str, str]:
    browser, system = family(request.META.get("HTTP_USER_AGENT", ""))
    return {
        "network": coarse(network.client_address(request)),
        "browser": browser,
        "system": system,
    }


def _is_new(request: HttpRequest, user: User) -> bool:
    """Say whether there were sign-ins, but none from here; of the very first nobody needs to be told."""
    earlier = SignIn.objects.filter(user=user, outcome=Outcome.SUCCEEDED)
    found = earlier.aggregate(all=Count("pk"), same=Count("pk", filter=Q(**_where(request))))
    return bool(found["all"]) and not found["same"]

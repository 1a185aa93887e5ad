"""Asking for a code, and coming in with it."""

from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from intersessional.outbox.operations import enqueue

from .. import addresses, codes, limits, policies, roles
from ..limits import Allowance
from ..models import SignInCode, User

# By address and by network. A mission of sixty has one network, and may have one mailbox.
ASKS_OF_ADDRESS = Allowance("code-asked/address", 20, 60)
ASKS_OF_NETWORK = Allowance("code-asked/network", 200, 60)
CODES_OF_ADDRESS = Allowance("code-typed/address", 20, 60)
CODES_OF_NETWORK = Allowance("code-typed/network", 200, 60)


def ask_for_code(email: str, *, language: str, network: str) -> SignInCode:
    """Promise a code to an address, known or not: nothing here depends on that.

    Whether somebody has the address is found out by the worker, when nobody is waiting any more.

    :raises limits.TooManyTries: too many codes for this address, or from this network
    """
    key = addresses.key(email)
    limits.count(ASKS_OF_NETWORK, network)
    limits.count(ASKS_OF_ADDRESS, key)
    expires_at = timezone.now() + timedelta(minutes=codes.VALID_MINUTES)
    with transaction.atomic(durable=True):
        row = SignInCode.objects.create(
            email=addresses.plain(email), address_key=key, language=language, expires_at=expires_at
        )
        enqueue(
            "sign_in_code",
            row,
            key=f"sign_in_code/{row.pk}",
            language=language,
            expires_at=expires_at,
        )
    return row


def use_code(code_id: int, typed: str, *, network: str) -> User | None:
    """Return the user whom a typed code lets in, or None; the user is made at the first code.

    A try counts whether it is right or not, and for a code that never existed too.

    :raises limits.TooManyTries: too many codes typed for this address, or from this network
    """
    code = SignInCode.objects.filter(pk=code_id).first()
    key = code.address_key if code else ""
    limits.count(CODES_OF_NETWORK, network)
    limits.count(CODES_OF_ADDRESS, key)
    with transaction.atomic(durable=True):
        user = _use(code_id, typed)
    if user is not None:
        limits.uncount(CODES_OF_NETWORK, network)
        limits.uncount(CODES_OF_ADDRESS, key)
    return user


def forget_old_codes() -> None:
    """Delete the codes that ended a day ago."""
    ended = timezone.now() - timedelta(days=1)
    SignInCode.objects.filter(expires_at__lt=ended).delete()


def _use(code_id: int, typed: str) -> User | None:
    code = SignInCode.objects.select_for_update().filter(pk=code_id).first()
    if code is None or code.used_at or code.expires_at <= timezone.now():
        return None
    if code.tries >= codes.TRIES:
        return None
    code.tries += 1
    # Asked again: somebody may have become staff, or been deactivated, since the mail left.
    if codes.is_right(code, typed) and policies.may_use_code(code.email):
        code.used_at = timezone.now()
    code.save(update_fields=["tries", "used_at"])
    return _user(code.email) if code.used_at else None


def _user(email: str) -> User:
    user = User.objects.filter(email=email).first()
    if user is None:
        user, is_new = User.objects.get_or_create(
            email=email, defaults={"password": make_password(None)}
        )
        if is_new:
            user.groups.add(Group.objects.get(name=roles.DELEGATE))
    return user

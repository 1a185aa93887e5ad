"""Sealing second factors anew, before the key that sealed them goes."""

from collections import Counter
from datetime import datetime
from enum import Enum

from allauth.mfa.models import Authenticator
from django.db import transaction

from intersessional.audit.operations import record

from ..factor import SealedByLostKey, resealed
from ..models import User


class Resealed(Enum):
    """What became of a factor."""

    ANEW = "sealed anew"
    ALREADY = "already sealed with the newest key"
    LOST = "sealed with a key that is gone"


def reseal_factors(*, at: datetime) -> Counter[Resealed]:
    """Seal the secrets of apps and recovery codes with the newest key; return how many, by outcome.

    What no key opens stays as it is: the old key may still be found.
    """
    counts: Counter[Resealed] = Counter()
    with transaction.atomic(durable=True):
        kept = Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).order_by("pk")
        changed: Counter[int] = Counter()
        for factor in kept.select_for_update():
            outcome = _reseal(factor)
            counts[outcome] += 1
            if outcome is Resealed.ANEW:
                changed[factor.user_id] += 1
        for user in User.objects.filter(pk__in=changed).order_by("pk"):
            record("reseal_factors", user, by=None, at=at, after={"factors": changed[user.pk]})
    return counts


def _reseal(factor: Authenticator) -> Resealed:
    try:
        data = resealed(factor.data)
    except SealedByLostKey:
        return Resealed.LOST
    if data == factor.data:
        return Resealed.ALREADY
    factor.data = data
    factor.save(update_fields=["data"])
    return Resealed.ANEW

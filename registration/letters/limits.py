"""How many codes one network may look up within an hour.

A code has 80 random bits, so nobody finds one by trying; the limit is for what trying costs. The room
is for a border post, a registration desk or a mission that looks at a letter every ten seconds. This
machine has the same room: behind a proxy that is not counted everybody shares it, which is wide enough
for a demonstration; elsewhere INTERSESSIONAL_TRUSTED_PROXIES counts the proxies.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intersessional.accounts import limits
from intersessional.accounts.limits import Allowance

OF_NETWORK = Allowance("verify-letter/network", 360, 60)


class TooManyCodes(Exception):
    """The room is used up; its text says until when, `seconds` go into `Retry-After`."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        minutes = -(-seconds // 60)
        wait = ngettext(
            "Please try again in %d minute.", "Please try again in %d minutes.", minutes
        )
        reason = _("Very many codes were looked up from your network within an hour.")
        super().__init__(f"{reason} {wait % minutes}")


def count(network: str) -> None:
    """Count one code that is about to be looked up, whether or not it exists.

    :raises TooManyCodes: there were as many already
    """
    try:
        limits.count(OF_NETWORK, network)
    except limits.TooManyTries as refusal:
        raise TooManyCodes(refusal.seconds) from refusal

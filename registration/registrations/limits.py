"""How many registrations one mailbox and one network may send within an hour.

Each costs a mail to an address that anybody may have typed. The room is for a mission whose sixty
people share one mailbox and one network, and send some forms twice.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intersessional.accounts import addresses, limits
from intersessional.accounts.limits import Allowance
from intersessional.network import is_this_machine

OF_MAILBOX = Allowance("register/mailbox", 120, 60)
OF_NETWORK = Allowance("register/network", 300, 60)
# Forms that wait for somebody to sign in: anybody can send one, and each fills the table of sessions.
KEPT_OF_NETWORK = Allowance("kept-form/network", 120, 60)


class TooManyRegistrations(Exception):
    """The room is used up; its text says until when, `seconds` go into `Retry-After`."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        minutes = -(-seconds // 60)
        wait = ngettext(
            "Please send the form again in %d minute; it stays as you filled it in.",
            "Please send the form again in %d minutes; it stays as you filled it in.",
            minutes,
        )
        reason = _("Very many forms came from your e-mail address or your network within an hour.")
        super().__init__(f"{reason} {wait % minutes}")


def count(email: str, network: str) -> None:
    """Count one form that is about to be received.

    :raises TooManyRegistrations: there were as many already
    """
    try:
        # Behind a proxy that INTERSESSIONAL_TRUSTED_PROXIES does not count, everybody comes from
        # this machine: one visitor must not close the form to all.
        limits.count_all(
            (OF_MAILBOX, addresses.key(email)),
            (OF_NETWORK, "" if is_this_machine(network) else network),
        )
    except limits.TooManyTries as refusal:
        raise TooManyRegistrations(refusal.seconds) from refusal


def may_keep(network: str) -> bool:
    """Count a form that shall wait for a sign-in; say whether there is room for it."""
    try:
        limits.count(KEPT_OF_NETWORK, "" if is_this_machine(network) else network)
    except limits.TooManyTries:
        return False
    return True

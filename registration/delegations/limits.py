"""How often one mailbox and one network may ask to be a focal point within an hour.

Asking costs no mail, only a line that the staff must read. The room is for a mission that asks for
several people, and sends some forms twice.
"""

import ipaddress

from intersessional.accounts import addresses, limits
from intersessional.accounts.limits import Allowance

OF_MAILBOX = Allowance("ask/mailbox", 20, 60)
OF_NETWORK = Allowance("ask/network", 60, 60)


def count(email: str, network: str) -> None:
    """Count one form that is about to be received.

    :raises limits.TooManyTries: there were as many already
    """
    # As for registrations: behind a proxy that nobody counts, everybody comes from this machine.
    is_here = bool(network) and ipaddress.ip_network(network).is_loopback
    limits.count_all((OF_MAILBOX, addresses.key(email)), (OF_NETWORK, "" if is_here else network))

"""What is done with codes, invitations and accounts; each public function is one durable transaction."""

from .factors import Resealed, reseal_factors
from .invitations import (
    AlreadyInvited,
    AlreadyStaff,
    IsClosed,
    NeedsConfirmation,
    accept,
    find_invitation,
    forget_invitations,
    invite,
    invite_again,
    withdraw,
)
from .people import (
    Forbidden,
    NoRole,
    change_own_password,
    change_roles,
    close,
    end_sessions,
    new_password,
    open_again,
    reset_factor,
)
from .signing_in import ask_for_code, forget_old_codes, use_code

__all__ = [
    "AlreadyInvited",
    "AlreadyStaff",
    "Forbidden",
    "IsClosed",
    "NeedsConfirmation",
    "NoRole",
    "Resealed",
    "accept",
    "ask_for_code",
    "change_own_password",
    "change_roles",
    "close",
    "end_sessions",
    "find_invitation",
    "forget_invitations",
    "forget_old_codes",
    "invite",
    "invite_again",
    "new_password",
    "open_again",
    "reseal_factors",
    "reset_factor",
    "use_code",
    "withdraw",
]

"""The forms about a registration: they parse and validate, and hand back values."""

from .amending import AmendForm, WithdrawForm
from .moving import MoveForm
from .registering import UNLISTED, RegistrationForm
from .travelling import TravelForm, withheld_from

__all__ = [
    "UNLISTED",
    "AmendForm",
    "MoveForm",
    "RegistrationForm",
    "TravelForm",
    "WithdrawForm",
    "withheld_from",
]

"""The forms about a registration: they parse and validate, and hand back values."""

from .amending import AmendForm, WithdrawForm
from .registering import UNLISTED, RegistrationForm

__all__ = ["UNLISTED", "AmendForm", "RegistrationForm", "WithdrawForm"]

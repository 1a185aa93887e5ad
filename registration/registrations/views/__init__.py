"""Registering, the receipt, and what is changed afterwards."""

from .changing import amend, move, own, withdraw
from .registering import receipt, register, show_again

__all__ = ["amend", "move", "own", "receipt", "register", "show_again", "withdraw"]

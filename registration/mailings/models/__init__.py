"""Messages that the staff write to people."""

from .mailings import Mailing, MailingQuerySet
from .recipients import Outcome, Recipient, Trial

__all__ = ["Mailing", "MailingQuerySet", "Outcome", "Recipient", "Trial"]

"""People, their registrations, and what the staff set for them."""

from .choices import Gender, Participation, Role, SpokenLanguage
from .duplicates import LikelyDuplicate, Likeness, PairState
from .lengths import HONORIFIC_LENGTH, LINE_LENGTH, NAME_LENGTH, NEEDS_LENGTH, REASON_LENGTH
from .needs import Needs
from .people import Person
from .querysets import RegistrationQuerySet
from .registrations import Registration
from .reminders import Reminder
from .rules import CategoryDeadline, ConfirmationRule, Confirming, Extension, Quota
from .sheets import Sheet, SheetQuerySet
from .travel import Payer, Post, TravelDocument

__all__ = [
    "HONORIFIC_LENGTH",
    "LINE_LENGTH",
    "NAME_LENGTH",
    "NEEDS_LENGTH",
    "REASON_LENGTH",
    "CategoryDeadline",
    "ConfirmationRule",
    "Confirming",
    "Extension",
    "Gender",
    "LikelyDuplicate",
    "Likeness",
    "Needs",
    "PairState",
    "Participation",
    "Payer",
    "Person",
    "Post",
    "Quota",
    "Registration",
    "RegistrationQuerySet",
    "Reminder",
    "Role",
    "Sheet",
    "SheetQuerySet",
    "SpokenLanguage",
    "TravelDocument",
]

"""Forms of messages: the texts, and to whom."""

from .choosing import ChoiceForm, RegistrationsForm, choosing_form
from .writing import DraftForm

__all__ = ["ChoiceForm", "DraftForm", "RegistrationsForm", "choosing_form"]

"""What the database refused, in the words of the rule."""

from django.apps import apps
from django.db import IntegrityError
from django.utils.translation import gettext as _

from ...refusals import BrokenRule, CannotUndo, Gone, PersonTaken, RoomTaken

# Rules that one column breaks.
_MENDED_BY = {
    "item_number_once_per_meeting": "number",
    "item_number_begins_at_one": "number",
    "room_named_once_per_meeting": "name_en",
    "segment_takes_time": "minutes",
}


def in_words(error: IntegrityError, verb: str) -> Exception:
    """Return the refusal that stands for what the database refused; `verb` is the act."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
    for model in apps.get_app_config("agenda").get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                words = str(constraint.violation_error_message)
                if name == "room_has_one_session_at_a_time":
                    return RoomTaken(words)
                return BrokenRule(words, _MENDED_BY.get(name, ""))
    if name == "contributor_is_in_one_place":
        return PersonTaken(_("Somebody would be in two places at once."))
    if name == "session_of_one_meeting":
        return BrokenRule(_("The parts do not belong to the same meeting."))
    kind = type(error.__cause__).__name__
    if kind == "ForeignKeyViolation":
        return Gone(_("Something that this belongs to was removed meanwhile."))
    if kind == "UniqueViolation":
        # Its key, its lasting name, or the one place that it can have.
        words = _("It is there already: somebody added it, or brought it back, meanwhile.")
        if verb == "undo":
            return CannotUndo(_("This cannot be undone: %(reason)s") % {"reason": words})
        return BrokenRule(words)
    return BrokenRule(_("The draft cannot be so. Nothing was changed."))

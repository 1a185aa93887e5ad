"""What was done to the draft, in a sentence."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .models import Audience, DraftEdit, Item
from .refusals import name_of
from .wording import below


def what(edit: DraftEdit) -> str:
    """Return what a change did: moved “Clearing mined areas”."""
    return _verbs().get(edit.verb, _("changed “%(part)s”")) % {"part": _part(edit)}


def who_did_what(edit: DraftEdit) -> str:
    """Return the same with its author: Otto Ordnung moved “Clearing mined areas”."""
    return _("%(who)s %(what)s.") % {"who": name_of(edit.by), "what": what(edit)}


def _verbs() -> dict[str, str]:
    moved, longer = _("moved “%(part)s”"), _("changed how long “%(part)s” takes")
    return {
        **{f"add_{kind}": _("added “%(part)s”") for kind in _KINDS},
        **{f"remove_{kind}": _("removed “%(part)s”") for kind in _KINDS},
        "move_segment": moved,
        "move_session": moved,
        "stretch_segment": longer,
        "stretch_session": longer,
        "swap_sessions": _("exchanged the times of “%(part)s” and another session"),
        "roll_back": _("took the draft back to a version"),
        "undo": _("took back a change to “%(part)s”"),
    }


_KINDS = ("item", "session", "segment", "panel", "room", "contributor")


def _part(edit: DraftEdit) -> str:
    """Return how the part was called: by what the journal kept of it."""
    if not edit.rows:
        return ""
    row = edit.rows[0]
    columns: dict[str, Any] = row["after"] or row["before"]
    text = _text(columns, "title") or columns.get("name", "") or _text(columns, "name")
    text = text or _text(columns, "function")
    # Titles of segments come back under each item.
    item = Item.objects.filter(pk=columns["item_id"]).first() if columns.get("item_id") else None
    if item is None:
        return text or _("a segment")
    return below(item, text or Audience(columns["audience"]).label)


def _text(columns: dict[str, Any], name: str) -> str:
    language = (get_language() or "en")[:2]
    return columns.get(f"{name}_{language}") or columns.get(f"{name}_en") or ""

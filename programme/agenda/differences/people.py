"""Who takes part where."""

from ..reading import Block, Item, Panel, Person, Programme, Session
from .values import NOBODY


def of_panel(panel: Panel | None) -> frozenset[str]:
    """Return who moderates a panel, and who sits on it."""
    if panel is None:
        return NOBODY
    seated = {seat.person.uid for seat in panel.seats}
    return frozenset(seated | uids(panel.moderator))


def of_block(block: Block) -> frozenset[str]:
    """Return the chair, and who is on the block's panels."""
    panels = [of_panel(segment.panel) for segment in block.segments]
    return uids(block.session.chair).union(*panels)


def of_session(session: Session) -> frozenset[str]:
    """Return the chair, and who is on any panel of the session."""
    return uids(session.chair).union(*[of_panel(one.panel) for one in session.segments])


def of_item(programme: Programme, item: Item) -> frozenset[str]:
    """Return who takes part wherever an item is dealt with."""
    blocks = [block for block in programme.blocks if block.item and block.item.uid == item.uid]
    return NOBODY.union(*[of_block(block) for block in blocks])


def of_programme(programme: Programme) -> frozenset[str]:
    """Return all who take part."""
    return NOBODY.union(*[of_session(session) for session in programme.sessions])


def uids(person: Person | None) -> frozenset[str]:
    """Return a person as a set."""
    return frozenset({person.uid}) if person else NOBODY

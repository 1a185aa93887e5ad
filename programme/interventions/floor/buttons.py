"""Which acts are possible, with their words and keys."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..transitions import State
from .facts import Floor


@dataclass(frozen=True)
class Button:
    """An act: what is sent, what it is called, and the key (lower case; see `KEYS` in the template)."""

    act: str
    label: str
    key: str
    is_first: bool = False

    @property
    def id(self) -> str:
        """By which a screen finds it again, when it has been made anew."""
        return f"act-{self.act.replace(':', '-')}"

    @property
    def keys(self) -> str:
        """The keys as a script reads them; the space bar is one of two."""
        return f"{self.key} Space" if self.key == "p" else self.key

    @property
    def shortcut(self) -> str:
        """The key as it is printed."""
        return self.key.upper()


def buttons_of(floor: Floor) -> list[Button]:
    """Return what can be done now with whoever has the floor, or with the next."""
    if floor.speaker is None:
        return _with_nobody(floor)
    minute = Button("extend", _("One minute more"), "m")
    if floor.state == State.CALLED:
        start = Button("start", _("Start the clock"), "s", is_first=True)
        skip = Button("skip", _("Not there"), "k")
        # A point of order was never on the list, to which the call would bring it back.
        back = (
            []
            if floor.speaker.is_point_of_order
            else [Button("uncall", _("Take back the call"), "b")]
        )
        return [start, skip, *back, minute]
    turn = (
        Button("pause", _("Stop the clock"), "p")
        if floor.is_running
        else Button("resume", _("Let the clock go on"), "p")
    )
    thanks = _thanks(floor)
    return [*thanks, turn, minute]


def _thanks(floor: Floor) -> list[Button]:
    back = floor.interrupted
    if back:
        label = _("Thank, and back to %(name)s") % {"name": back.name}
        return [Button("deliver", label, "d", is_first=True)]
    if floor.next is None:
        return [Button("deliver", _("Thank; it was the last"), "d", is_first=True)]
    label = _("Thank, and call %(name)s") % {"name": floor.next.name}
    only = Button("deliver", _("Thank, and call nobody yet"), "d")
    return [Button("next", label, "n", is_first=True), only]


def _with_nobody(floor: Floor) -> list[Button]:
    found = []
    if floor.next:
        label = _("Call %(name)s") % {"name": floor.next.name}
        found.append(Button("call", label, "n", is_first=True))
    if last := floor.last_delivered:
        label = _("%(name)s had not finished") % {"name": last.name}
        found.append(Button(f"take_back:{last.pk}", label, "b"))
    return found

"""A list of speakers as somebody would keep it on paper: the model for the machine.

Written apart from the product's own projection: by lists that are sorted, and clocks that are added up.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

TIERS = {"ec": 0, "ua": 0, "zw": 0, "th": 0, "us": 1, "org-icbl-cmc": 3}
NAMES = {
    "ec": "ecuador",
    "ua": "ukraine",
    "zw": "zimbabwe",
    "th": "thailand",
    "us": "united states of america",
    "org-icbl-cmc": "international campaign to ban landmines – cluster munition coalition",
}
CHANGEABLE = {"requested", "listed", "skipped", "written"}
ON_THE_FLOOR = {"called", "speaking", "paused"}


@dataclass
class Request:
    """A request: what decides on its place, where it stands, how long it has spoken."""

    pk: int
    code: str
    arrival: int
    level: int = 9
    group: str = ""
    written: bool = False
    late: bool = False
    note: str = ""
    kind: str = "update"
    version: int = 1
    state: str = ""
    moved: bool = False
    # As the list knows it: changed only when it is put in order anew.
    rank: tuple[int, int, int, bool] = (9, 1, 0, False)
    spoken: timedelta = timedelta()
    since: datetime | None = None
    more: int = 0
    # How many stood before it when it was called.
    before: int = 0
    # In whose place it stands: arrival and delegation; its own where it exchanged with nobody.
    stand: tuple[int, str] = (0, "")
    # The exchanges that still hold, and how often its place has changed.
    swaps: list[int] = field(default_factory=list)
    changes: int = 0

    def own_place(self) -> None:
        """Stand where the rule says, and nowhere else."""
        self.stand, self.swaps = (self.arrival, self.code), []

    def ranked(self) -> tuple[int, int, int, bool]:
        """Protocol, group, category; and then those who were in time."""
        is_state = self.code in {"ec", "ua", "zw", "th", "us"}
        level = self.level if is_state else 9
        if self.kind == "point_of_order":
            level = 0
        if self.kind == "reply":
            level += 90
        return (level, 0 if self.group and is_state else 1, TIERS[self.code], self.late)


@dataclass
class Proposal:
    """A proposal to exchange places, and how much had happened when it was made."""

    pk: int
    first: Request
    second: Request
    state: str = "open"
    seen: tuple[int, ...] = ()


@dataclass
class FloorModel:
    """The list of one segment."""

    rule: str
    requests: dict[int, Request] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)
    floor: list[int] = field(default_factory=list)  # the last one has it
    delivered: list[int] = field(default_factory=list)
    seed: str = ""
    lots: list[int] = field(default_factory=list)
    open: bool = True
    closed_for_good: bool = False
    limit: int | None = None
    events: int = 0
    # Whatever ends all proposals: calls, the clock, lots.
    ending: int = 0
    proposals: list[Proposal] = field(default_factory=list)

    @property
    def speaker(self) -> Request | None:
        """Who has the floor."""
        return self.requests[self.floor[-1]] if self.floor else None

    def key(self, request: Request) -> tuple[object, ...]:
        """What sorts a request."""
        arrival, code = request.stand
        drawn, name = 0, ""
        if self.rule == "draw" and self.seed:
            lots = self.lots
            drawn = lots.index(arrival) if arrival in lots else len(lots)
        if self.rule == "alphabetical":
            name = NAMES[code]
            letter = chr(ord("a") + int(sha256(self.seed.encode()).hexdigest()[:16], 16) % 26)
            drawn = int(bool(self.seed) and name[0] < letter)
        return (*request.rank, drawn, name, arrival)

    def insert(self, request: Request) -> None:
        """Before the first that stands behind, those apart that were moved by hand."""
        request.own_place()
        request.changes += 1
        request.rank, request.moved, request.state = request.ranked(), False, "listed"
        self.between(request)

    def between(self, request: Request) -> None:
        """Where its key belongs."""
        for place, pk in enumerate(self.order):
            other = self.requests[pk]
            if not other.moved and self.key(other) > self.key(request):
                self.order.insert(place, request.pk)
                return
        self.order.append(request.pk)

    def enter(self, request: Request, *, late: bool = False) -> None:
        """Let a new request wait, speak, or be in writing."""
        self.requests[request.pk] = request
        self.events += 1
        if late:
            request.state = "requested"
        else:
            self.list_or_write(request)

    def list_or_write(self, request: Request) -> None:
        """Put it on the list, or off it."""
        if request.written:
            self.leave(request, "written")
        else:
            self.insert(request)

    def leave(self, request: Request, state: str) -> None:
        """Go from the list, and from the floor."""
        request.changes += 1
        if request.pk in self.order:
            self.order.remove(request.pk)
        if request.pk in self.floor:
            self.floor.remove(request.pk)
        request.state = state

    def uncall(self, request: Request) -> None:
        """Back to where it stood; by its rank, where it would stand before a better one."""
        self.floor.remove(request.pk)
        place = request.before
        request.state = "listed"
        self.order.insert(place, request.pk)
        if request.moved:
            return
        mine = self.key(request)
        unmoved = [(n, self.requests[pk]) for n, pk in enumerate(self.order) if pk != request.pk]
        unmoved = [(n, one) for n, one in unmoved if not one.moved]
        wrong = any(
            self.key(one) > mine if n < place else self.key(one) < mine for n, one in unmoved
        )
        if wrong:
            self.order.remove(request.pk)
            self.between(request)

    def draw(self, seed: str) -> None:
        """Draw lots among those on the list; what was moved keeps its place."""
        arrivals = [self.requests[pk].arrival for pk in self.order]
        lot = {one: sha256(f"{seed}:{one}".encode()).hexdigest() for one in arrivals}
        self.seed, self.lots = seed, sorted(arrivals, key=lot.__getitem__)
        for one in self.requests.values():
            one.own_place()
        self.ending += 1
        free = [pk for pk in self.order if not self.requests[pk].moved]
        free.sort(key=lambda pk: self.key(self.requests[pk]))
        self.order = [pk if self.requests[pk].moved else free.pop(0) for pk in list(self.order)]
        self.events += 1

    @property
    def begun(self) -> bool:
        """Whether somebody has the floor, has spoken, or was called in vain."""
        states = ON_THE_FLOOR | {"delivered", "skipped"}
        return any(one.state in states for one in self.requests.values())

    def may_swap(self, first: Request, second: Request) -> bool:
        """Whether these two may exchange their places."""
        known = self.rule == "arrival" or bool(self.seed)
        return (
            first is not second
            and known
            and not self.begun
            and all(one.state == "listed" and not one.moved for one in (first, second))
            and first.rank == second.rank
        )

    def happened(self, proposal: Proposal) -> tuple[int, ...]:
        """What makes a proposal void when it is no longer the same."""
        return (self.ending, proposal.first.changes, proposal.second.changes)

    def is_open(self, proposal: Proposal) -> bool:
        """Whether it still waits for an answer."""
        if proposal.state == "open" and proposal.seen != self.happened(proposal):
            proposal.state = "void"
        return proposal.state == "open"

    def swap(self, proposal: Proposal, *, undo: bool = False) -> None:
        """Let two stand in each other's place."""
        first, second = proposal.first, proposal.second
        n, m = self.order.index(first.pk), self.order.index(second.pk)
        self.order[n], self.order[m] = second.pk, first.pk
        first.stand, second.stand = second.stand, first.stand
        for one in (first, second):
            one.changes += 1
            if undo:
                one.swaps.pop()
            else:
                one.swaps.append(proposal.pk)
        self.events += 1

    def stop(self, request: Request, at: datetime) -> None:
        """Stop the clock."""
        if request.since:
            request.spoken += at - request.since
        request.since = None

"""What should happen to registrations, said once more and in another way: a model without a database.

The state machine compares it with the portal after each step. It imports nothing of what it judges.
"""

from collections import Counter
from dataclasses import dataclass, field

ACTIVE = {"requested", "waiting", "received", "confirmed"}
PLACED = {"received", "confirmed"}
# From which state to which somebody may come at all.
STEPS = {
    ("requested", "received"),
    ("requested", "waiting"),
    ("requested", "confirmed"),
    ("requested", "declined"),
    ("waiting", "received"),
    ("waiting", "declined"),
    ("received", "confirmed"),
    ("received", "declined"),
    ("confirmed", "received"),
    ("declined", "received"),
    ("declined", "waiting"),
    *((state, end) for state in ACTIVE for end in ("withdrawn", "merged")),
    *((state, "replaced") for state in ACTIVE - {"requested"}),
}
CATEGORIES = {"ec": "state_party", "ua": "state_party", "us": "state_not_party", "": "other"}
NAMES = {"given_names", "family_name"}
PRINTED = {"function", "given_names", "family_name"}
FOCAL_POINTS = {"ec": 2}

Values = dict[str, str]


class Refused(Exception):
    """The act is to be refused, by an exception of this name."""


@dataclass
class Entry:
    """One registration."""

    pk: int
    code: str
    values: Values
    email: str
    person: int
    turn: int
    state: str = "received"
    version: int = 1
    endorsed: bool = False
    to_attend: bool = field(init=False)

    def __post_init__(self) -> None:
        """Know who came for an organisation that is on nobody's list."""
        self.to_attend = not self.code

    @property
    def sound(self) -> str:
        """What is alike in two spellings of a name."""
        return self.values["family_name"].replace("á", "a")


@dataclass
class Model:
    """All registrations of a meeting, and what must have been told and recorded of them."""

    reconfirm: bool = True
    closed: bool = False
    extended: bool = False
    entries: dict[int, Entry] = field(default_factory=dict)
    needs: dict[str, str] = field(default_factory=dict)
    quotas: dict[str, int] = field(default_factory=dict)
    # Pairs that wait for a decision, and those of two people.
    pairs: set[frozenset[int]] = field(default_factory=set)
    kept: set[frozenset[int]] = field(default_factory=set)
    letters: dict[int, Values] = field(default_factory=dict)
    mails: Counter[tuple[str, int]] = field(default_factory=Counter)
    acts: Counter[tuple[str, int]] = field(default_factory=Counter)

    # Places

    def has_room(self, code: str, *, apart_from: int = 0) -> bool:
        """Say whether somebody of a delegation finds a place."""
        placed = [e for e in self.entries.values() if e.state in PLACED and e.pk != apart_from]
        category = CATEGORIES[code]
        of_category = sum(CATEGORIES[e.code] == category for e in placed)
        of_delegation = sum(e.code == code for e in placed)
        return of_category < self.quotas.get(category, 10**6) and (
            of_delegation < self.quotas.get(code, 10**6)
        )

    def waiting(self) -> list[Entry]:
        """Those who wait, in order."""
        found = [entry for entry in self.entries.values() if entry.state == "waiting"]
        return sorted(found, key=lambda entry: entry.turn)

    def move_up(self) -> None:
        """Give free places to those who wait."""
        for entry in self.waiting():
            if self.has_room(entry.code):
                self._step(entry, "accept", "received")
                self._confirm_or_tell(entry, "registration_moved_up")

    # Arriving

    def is_late(self, code: str) -> bool:
        """Say whether it is too late for a delegation."""
        return self.closed and not (self.extended and code == "ec")

    def check_arrival(self, code: str, *, by: str, reason: str) -> None:
        """Refuse who is late and does not say why."""
        if by != "staff" and self.is_late(code) and not reason:
            raise Refused("ReasonNeeded")

    def arrive(self, entry: Entry, *, by: str, told: bool = True) -> None:
        """Receive somebody, of whom `entry` says what was sent."""
        late = by != "staff" and self.is_late(entry.code)
        if late or not entry.code:
            entry.state = "requested"
        else:
            entry.state = "received" if self.has_room(entry.code) else "waiting"
        entry.endorsed = by in {"felix", "filiz"}
        self.entries[entry.pk] = entry
        self.acts["receive", entry.pk] += 1
        if not told:
            return
        self.find_pairs([entry.pk])
        if not self._confirm_or_tell(entry, "registration_received") and by == "nobody":
            self.mails["delegation_member_to_confirm", 0] += FOCAL_POINTS.get(entry.code, 0)

    def arrive_together(self, entries: list[Entry], *, by: str) -> None:
        """Receive several of one delegation."""
        for entry in entries:
            self.arrive(entry, by=by, told=False)
        self.find_pairs([entry.pk for entry in entries])
        for entry in entries:
            self._confirm_or_tell(entry, "registration_received")

    def find_pairs(self, pks: list[int]) -> None:
        """Pair those who seem to be the same person."""
        active = [entry for entry in self.entries.values() if entry.state in ACTIVE]
        for entry in (self.entries[pk] for pk in pks):
            for other in active:
                pair = frozenset({entry.pk, other.pk})
                alike = other.person != entry.person and other.sound == entry.sound
                if alike and pair not in self.kept:
                    self.pairs.add(pair)

    # Changing

    def amend(self, entry: Entry, typed: Values, *, version: int, by: str) -> bool:
        """Write what was typed over the version that was seen."""
        changed = {name for name in typed if typed[name] != entry.values[name]}
        if not changed:
            return False
        self._check_open(entry, by)
        self._check_version(entry, version)
        printed = entry.state == "confirmed" and bool(changed & PRINTED)
        reopened = printed and self.reconfirm
        entry.values = typed
        entry.version += 1
        self.acts["amend", entry.pk] += 1
        if printed:
            self.letters.pop(entry.pk, None)
        if reopened:
            entry.state = "received"
            if by == "own":
                entry.endorsed = False
            elif by != "staff":
                entry.endorsed = True
        if changed & NAMES:
            self.find_pairs([entry.pk])
        if reopened and self._confirm_if_due(entry):
            return True
        kind = "registration_confirmed" if printed and not reopened else "registration_amended"
        self.mails[kind, entry.pk] += 1
        return True

    def withdraw(self, entry: Entry, *, version: int, by: str) -> bool:
        """End a registration for the person."""
        if entry.state == "withdrawn":
            return False
        self._check_open(entry, by)
        self._check_version(entry, version)
        self._step(entry, "withdraw", "withdrawn")
        self.mails["registration_withdrawn", entry.pk] += 1
        self._end(entry)
        return True

    def replace(self, old: Entry, new: Entry, *, version: int, by: str) -> None:
        """Let somebody else take a place, or a turn."""
        self.check_replace(old, version=version, by=by)
        new.state = "waiting" if old.state == "waiting" else "received"
        new.turn, new.endorsed = old.turn, by != "staff"
        self.entries[new.pk] = new
        self.acts["receive", new.pk] += 1
        self._step(old, "replace", "replaced")
        self.mails["registration_replaced", old.pk] += 1
        self._end_pairs(old)
        self.letters.pop(old.pk, None)
        self.find_pairs([new.pk])
        self._confirm_or_tell(new, "registration_received")

    def check_replace(self, old: Entry, *, version: int, by: str) -> None:
        """Refuse where nobody can take this place."""
        self._check_version(old, version)
        if old.state == "requested":
            raise Refused("TransitionRefused")
        self._check_open(old, by)

    def move(self, entry: Entry, code: str, *, version: int) -> None:
        """Put somebody into another delegation."""
        self._check_version(entry, version)
        if entry.code == code:
            return
        self._check(entry, ACTIVE)
        if entry.state in PLACED and not self.has_room(code, apart_from=entry.pk):
            raise Refused("NoPlace")
        entry.code, entry.endorsed = code, False
        entry.version += 1
        self.acts["move", entry.pk] += 1
        self.mails["registration_moved", entry.pk] += 1
        if entry.state == "confirmed":
            entry.state = "received"
            self.letters.pop(entry.pk, None)
        self.move_up()

    # Deciding

    def confirm(self, entry: Entry) -> None:
        """Confirm, as the staff do."""
        self._check(entry, {"requested", "received"})
        if entry.state == "requested" and not self.has_room(entry.code):
            raise Refused("NoPlace")
        self._confirm(entry)

    def decline(self, entry: Entry, verb: str = "decline") -> None:
        """Say no."""
        self._check(entry, ACTIVE - {"confirmed"})
        if verb == "reject":
            entry.endorsed = False
        self._step(entry, verb, "declined")
        self.mails["registration_declined", entry.pk] += 1
        self._end(entry)

    def reject(self, entry: Entry, *, version: int) -> None:
        """Say no for the delegation."""
        self._check_version(entry, version)
        self.decline(entry, "reject")

    def accept(self, entry: Entry) -> None:
        """Let a request in."""
        self._check(entry, {"requested"})
        if self.has_room(entry.code):
            self._step(entry, "accept", "received")
        else:
            self._step(entry, "queue", "waiting")
        self._confirm_or_tell(entry, "registration_accepted")

    def reopen(self, entry: Entry) -> None:
        """Take up again what was declined."""
        self._check(entry, {"declined"})
        if any(e.person == entry.person and e.state in ACTIVE for e in self.entries.values()):
            raise Refused("RegisteredAgain")
        if self.has_room(entry.code):
            self._step(entry, "reopen", "received")
        else:
            self._step(entry, "requeue", "waiting")
        self.find_pairs([entry.pk])
        self._confirm_or_tell(entry, "registration_accepted")

    def endorse(self, entry: Entry, *, version: int) -> None:
        """Take the delegation's word."""
        self._check_version(entry, version)
        if entry.endorsed:
            return
        self._check(entry, ACTIVE)
        entry.endorsed = True
        entry.version += 1
        self.acts["endorse", entry.pk] += 1
        self._confirm_if_due(entry)

    # Duplicates

    def keep_both(self, pair: frozenset[int]) -> None:
        """Decide that they are two."""
        self.pairs.discard(pair)
        self.kept.add(pair)
        self.acts["decide_pair", 0] += 1
        for pk in sorted(pair):
            self._confirm_if_due(self.entries[pk])

    def decline_one(self, pair: frozenset[int], entry: Entry) -> None:
        """Decide that one of them is too many."""
        self._check(entry, ACTIVE - {"confirmed"})
        self.pairs.discard(pair)
        self.acts["decide_pair", 0] += 1
        (other,) = pair - {entry.pk}
        self._confirm_if_due(self.entries[other])
        self.decline(entry)

    def merge(self, keep: Entry, drop: Entry) -> None:
        """Let two registrations be one."""
        self._check(keep, ACTIVE)
        self._check(drop, ACTIVE)
        stood = drop.state
        self._step(drop, "merge", "merged")
        self.mails["registration_merged", drop.pk] += 1
        self.pairs.discard(frozenset({keep.pk, drop.pk}))
        others = [e for e in self.entries.values() if e.person == drop.person and e is not drop]
        if not others:
            drop.person = keep.person
        self.letters.pop(drop.pk, None)
        self._end_pairs(drop)
        self._inherit(keep, drop, stood)
        self.move_up()
        self._confirm_if_due(keep)

    def _inherit(self, keep: Entry, drop: Entry, stood: str) -> None:
        """Let the one that stays lose nothing by it."""
        home = keep.code == drop.code
        earlier = stood != "requested" and drop.turn < keep.turn
        vouched = home and drop.endorsed and not keep.endorsed
        if earlier or vouched:
            keep.turn = min(keep.turn, drop.turn) if earlier else keep.turn
            keep.endorsed = keep.endorsed or vouched
            keep.version += 1
            self.acts["inherit", keep.pk] += 1
        before, mail = keep.state, ""
        undecided = before == "requested" and keep.to_attend and not home
        if before in {"requested", "waiting"} and stood != "requested" and not undecided:
            mail = "registration_accepted" if before == "requested" else "registration_moved_up"
            seats = self.has_room(keep.code) or (
                stood in PLACED and self._same_seat(keep.code, drop.code)
            )
            if seats:
                self._step(keep, "accept", "received")
            elif before == "requested":
                self._step(keep, "queue", "waiting")
            else:
                mail = ""
        if home and stood == "confirmed" and keep.state == "received":
            self._confirm(keep)
        elif mail:
            self._confirm_or_tell(keep, mail)

    def _same_seat(self, code: str, other: str) -> bool:
        """Say whether a place of one delegation serves another one, however few there are."""
        here = [code, CATEGORIES[code]]
        there = [other, CATEGORIES[other]]
        limits = [one for one in here if one in self.quotas and one not in there]
        return all(self._left(one) > 0 for one in limits)

    def _left(self, whose: str) -> int:
        placed = [e for e in self.entries.values() if e.state in PLACED]
        return self.quotas[whose] - sum(whose in {e.code, CATEGORIES[e.code]} for e in placed)

    # What holds always

    def problems(self) -> list[str]:
        """Say what of this should never be, whatever happened."""
        found = []
        people = Counter(e.person for e in self.entries.values() if e.state in ACTIVE)
        found += [f"person {person} counts twice" for person, n in people.items() if n > 1]
        found += [f"{e.pk} waits beside a place" for e in self.waiting() if self.has_room(e.code)]
        found += [
            f"{e.pk} is complete, and not confirmed"
            for e in self.entries.values()
            if self._is_due(e)
        ]
        found += [
            f"the letter of {pk} is not true"
            for pk, stated in self.letters.items()
            if self.entries[pk].state != "confirmed" or stated != self.stated(pk)
        ]
        return found

    def stated(self, pk: int) -> Values:
        """Return what a letter states."""
        entry = self.entries[pk]
        return {name: entry.values[name] for name in sorted(PRINTED)} | {"delegation": entry.code}

    def _check(self, entry: Entry, states: set[str]) -> None:
        if entry.state not in states:
            raise Refused("TransitionRefused")

    def _check_open(self, entry: Entry, by: str) -> None:
        self._check(entry, ACTIVE)
        if by != "staff" and self.is_late(entry.code):
            raise Refused("ChangesClosed")

    def _check_version(self, entry: Entry, version: int) -> None:
        if entry.version != version:
            raise Refused("ChangedMeanwhile")

    def _step(self, entry: Entry, verb: str, state: str) -> None:
        assert (entry.state, state) in STEPS
        entry.state = state
        entry.version += 1
        self.acts[verb, entry.pk] += 1

    def _is_due(self, entry: Entry) -> bool:
        category = CATEGORIES[entry.code]
        needs = self.needs.get(category, "mission" if category == "state_party" else "staff")
        doubt = any(entry.pk in pair for pair in self.pairs)
        return needs == "mission" and entry.endorsed and entry.state == "received" and not doubt

    def _confirm_if_due(self, entry: Entry) -> bool:
        if due := self._is_due(entry):
            self._confirm(entry)
        return due

    def _confirm_or_tell(self, entry: Entry, kind: str) -> bool:
        confirmed = self._confirm_if_due(entry)
        if not confirmed:
            self.mails[kind, entry.pk] += 1
        return confirmed

    def _confirm(self, entry: Entry) -> None:
        self._step(entry, "confirm", "confirmed")
        self.mails["registration_confirmed", entry.pk] += 1

    def _end(self, entry: Entry) -> None:
        self.letters.pop(entry.pk, None)
        self._end_pairs(entry)
        self.move_up()

    def _end_pairs(self, entry: Entry) -> None:
        gone = {pair for pair in self.pairs if entry.pk in pair}
        self.pairs -= gone
        for pair in sorted(gone, key=sorted):
            (other,) = pair - {entry.pk}
            self._confirm_if_due(self.entries[other])

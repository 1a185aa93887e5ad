"""A machine that does to registrations whatever may be done, and compares them with the model.

Real operations on a real Postgres. Each run is a savepoint, so that it costs no empty database; deferred
constraints are asked for after each step.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any
from unicodedata import combining, normalize

import pytest
from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from intersessional import codes
from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.outbox.models import Message
from registration.delegations.models import Delegation
from registration.letters.models import Kind, Letter
from registration.letters.models import State as LetterState
from registration.meetings.models import Meeting
from registration.registrations import operations, policies
from registration.registrations.details import Details, Particulars
from registration.registrations.models import (
    ConfirmationRule,
    Extension,
    LikelyDuplicate,
    Quota,
    Registration,
)
from registration.registrations.transitions import TransitionRefused
from tests.long.life_model import CATEGORIES, Entry, Model, Refused, Values
from tests.long.savepoints import savepoint
from tests.people import CLOSING, FRIDAY, ON_14_MAY, THURSDAY, focal_point, isu_staff

# Two spellings of one name, and two names that are like no other.
NAMES = [
    ("Paola Fernanda", "Chávez"),
    ("Paola Fernanda", "Chavez"),
    ("Zbigniew", "Wójcik"),
    ("Thuy", "Nguyen"),
]
EMAILS = ["one@mission.example", "two@mission.example", "felix@mission.example"]
FUNCTIONS = ["Counsellor", "Minister"]
TYPED = ("function", "given_names", "family_name", "phone", "accessibility")
REFUSALS = (
    operations.ChangedMeanwhile,
    operations.NoPlace,
    operations.OtherMembers,
    policies.ChangesClosed,
    policies.ReasonNeeded,
    TransitionRefused,
)

codes_ = st.sampled_from(["ec", "ec", "ec", "ua", "us", ""])
names = st.sampled_from(NAMES)
emails = st.sampled_from(EMAILS)
numbers = st.integers(0, 15)
editors = st.sampled_from(["staff", "felix", "filiz", "own"])
changes = st.one_of(
    st.sampled_from(FUNCTIONS).map(lambda value: {"function": value}),
    names.map(lambda name: {"given_names": name[0], "family_name": name[1]}),
    st.sampled_from(["", "+41 22"]).map(lambda value: {"phone": value}),
    st.sampled_from(["", "A ramp"]).map(lambda value: {"accessibility": value}),
)


@dataclass
class Seen:
    """What an editor has on the screen: a registration as it was."""

    version: int
    values: Values


class Life(RuleBasedStateMachine):
    """Everything that may happen to the registrations of one meeting."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = savepoint()
        self.savepoint.__enter__()
        self.model = Model()
        self.meeting = Meeting.objects.get(slug="2018")
        self.at: datetime = ON_14_MAY
        self.users = {
            "staff": isu_staff(),
            "felix": focal_point(),
            "filiz": focal_point(email="filiz@mission.example"),
            "nobody": None,
        }
        self.screens: dict[tuple[str, int], Seen] = {}
        self.sent: dict[int, tuple[Details, str]] = {}
        self.last_mail = self.last_act = 0
        self._skip_what_was_before()

    def teardown(self) -> None:
        """Undo the run."""
        self.savepoint.__exit__(None, None, None)

    @initialize(
        reconfirm=st.booleans(),
        needs=st.sampled_from(["mission", "mission", "staff", "both"]),
        places=st.sampled_from([None, 1, 2, 3]),
    )
    def begin(self, reconfirm: bool, needs: str, places: int | None) -> None:
        """Let the staff set the meeting up."""
        Meeting.objects.filter(pk=self.meeting.pk).update(reconfirm_after_changes=reconfirm)
        self.meeting.refresh_from_db()
        self.model.reconfirm = reconfirm
        rules = ConfirmationRule.objects.filter(meeting=self.meeting, category="state_party")
        rules.update(needs=needs)
        self.model.needs["state_party"] = needs
        if places is not None:
            self.set_quota("state_party", places)

    # Arriving

    @rule(
        by=st.sampled_from(["nobody", "nobody", "felix", "staff"]),
        code=codes_,
        name=names,
        email=emails,
        reason=st.sampled_from(["", "The note came late."]),
    )
    def receive(self, by: str, code: str, name: tuple[str, str], email: str, reason: str) -> None:
        """The public form, a focal point, or the staff for somebody."""
        code = "ec" if by == "felix" else code
        details, token = self._details(code, name, email, late_reason=reason), codes.address_token()
        expected = _outcome(lambda: self.model.check_arrival(code, by=by, reason=reason))
        with self._refusing(expected):
            self._remember(self._send(details, token, by), code, details, by)

    @precondition(lambda self: self.sent)
    @rule(n=numbers, differently=st.booleans())
    def send_again(self, n: int, differently: bool) -> None:
        """The same form once more, or with other answers."""
        pk, (details, token) = self._pick(list(self.sent.items()), n)
        if differently:
            details = replace(details, phone="+41 79", late_reason="So late.")
            with pytest.raises(operations.SubmittedDifferently) as conflict:
                self._send(details, token, "nobody")
            assert conflict.value.first.pk == pk
            return
        assert self._send(details, token, "nobody").pk == pk

    @rule(
        who=st.lists(st.tuples(names, emails), min_size=1, max_size=3),
        known=st.lists(numbers, max_size=2),
        by=st.sampled_from(["felix", "staff"]),
    )
    def receive_several(self, who: list[Any], known: list[int], by: str) -> None:
        """Some new people and some of whom the delegation knows, at once."""
        delegation = Delegation.objects.get(meeting=self.meeting, entity__code="ec")
        newcomers = [
            operations.Newcomer(self._details("ec", name, email), codes.address_token())
            for name, email in who
        ]
        entries = list(self.model.entries.values())
        again = [self._pick(entries, n) for n in known if entries]
        newcomers += [self._again(entry) for entry in again]
        expected = _outcome(lambda: self.model.check_arrival("ec", by=by, reason=""))
        coming = Counter(entry.person for entry in again)
        active = {e.person for e in entries if e.state in {"requested", "waiting"} | PLACED}
        count = len(who) + len(coming.keys() - active)
        with self._refusing(expected):
            found = operations.receive_several(
                newcomers, delegation=delegation, language="en", by=self._user(by), at=self.at
            )
            assert len(found) == count
            self.model.arrive_together([self._entry(one, "ec") for one in found], by=by)

    # Changing

    @precondition(lambda self: self.model.entries)
    @rule(editor=editors, n=numbers)
    def look(self, editor: str, n: int) -> None:
        """Open a registration, and go for a coffee."""
        self._look(editor, self._one(n))

    @precondition(lambda self: self.model.entries)
    @rule(editor=editors, n=numbers, change=changes, afresh=st.booleans())
    def amend(self, editor: str, n: int, change: Values, afresh: bool) -> None:
        """Send a page that may be old."""
        entry = self._one(n)
        seen = self._look(editor, entry, afresh=afresh)
        typed = seen.values | change
        found = self._fresh(entry)
        particulars = replace(Particulars.of(found), **typed)
        by = self._by(editor, entry)
        expected = _outcome(lambda: self.model.amend(entry, typed, version=seen.version, by=by))
        with self._refusing(expected):
            operations.amend(
                found, particulars, version=seen.version, by=self._user(editor, entry), at=self.at
            )

    @precondition(lambda self: self.model.entries)
    @rule(one=editors, other=editors, n=numbers, first=changes, second=changes)
    def two_editors(self, one: str, other: str, n: int, first: Values, second: Values) -> None:
        """Two open the same page, and both send it."""
        for editor in (one, other):
            self.look(editor, n)
        self.amend(one, n, first, afresh=False)
        self.amend(other, n, second, afresh=False)

    @precondition(lambda self: self.model.entries)
    @rule(editor=editors, n=numbers, afresh=st.booleans())
    def withdraw(self, editor: str, n: int, afresh: bool) -> None:
        """Somebody does not come."""
        entry = self._one(n)
        seen = self._look(editor, entry, afresh=afresh)
        by = self._by(editor, entry)
        expected = _outcome(lambda: self.model.withdraw(entry, version=seen.version, by=by))
        with self._refusing(expected):
            operations.withdraw(
                self._fresh(entry),
                version=seen.version,
                by=self._user(editor, entry),
                at=self.at,
            )

    @precondition(lambda self: self.model.entries)
    @rule(
        editor=st.sampled_from(["staff", "felix"]),
        n=numbers,
        name=names,
        email=emails,
        afresh=st.booleans(),
    )
    def replace(self, editor: str, n: int, name: tuple[str, str], email: str, afresh: bool) -> None:
        """Somebody else comes instead."""
        entry = self._one(n)
        seen = self._look(editor, entry, afresh=afresh)
        details = self._details(entry.code, name, email)
        given = {"version": seen.version, "by": editor}
        with self._refusing(_outcome(lambda: self.model.check_replace(entry, **given))):
            new = operations.replace(
                self._fresh(entry),
                details,
                version=seen.version,
                token=codes.address_token(),
                language="en",
                by=self._user(editor),
                at=self.at,
            )
            self.model.replace(entry, self._entry(new, entry.code), **given)

    @precondition(lambda self: self.model.entries)
    @rule(n=numbers, code=st.sampled_from(["ec", "ua", "us"]), afresh=st.booleans())
    def move(self, n: int, code: str, afresh: bool) -> None:
        """Somebody was in the wrong delegation."""
        entry = self._one(n)
        seen = self._look("staff", entry, afresh=afresh)
        expected = _outcome(lambda: self.model.move(entry, code, version=seen.version))
        with self._refusing(expected):
            operations.move(
                self._fresh(entry),
                code,
                version=seen.version,
                by=self._user("staff"),
                at=self.at,
            )

    @rule(order=st.randoms(use_true_random=False), forget=st.booleans())
    def set_positions(self, order: Any, forget: bool) -> None:
        """The delegation's own order, of all members or of those on an old page."""
        members = [e.pk for e in self.model.entries.values() if e.code == "ec" and e.state in ALL]
        order.shuffle(members)
        sent = members[1:] if forget else members
        expected = "OtherMembers" if len(sent) != len(members) else ""
        before = [pk for pk, *_ in self._order("ec")]
        delegation = Delegation.objects.get(meeting=self.meeting, entity__code="ec")
        with self._refusing(expected):
            operations.set_positions(delegation, sent, by=self._user("felix"), at=self.at)
            if sent != before:
                self.model.acts["set_order", 0] += 1
            assert [pk for pk, *_ in self._order("ec")] == sent

    # Deciding

    @precondition(lambda self: self.model.entries)
    @rule(editor=st.sampled_from(["felix", "filiz"]), n=numbers, afresh=st.booleans())
    def endorse(self, editor: str, n: int, afresh: bool) -> None:
        """The delegation says yes."""
        entry = self._one(n)
        seen = self._look(editor, entry, afresh=afresh)
        expected = _outcome(lambda: self.model.endorse(entry, version=seen.version))
        with self._refusing(expected):
            operations.endorse(
                self._fresh(entry), version=seen.version, by=self._user(editor), at=self.at
            )

    @precondition(lambda self: self.model.entries)
    @rule(n=numbers, afresh=st.booleans())
    def reject(self, n: int, afresh: bool) -> None:
        """The delegation says no."""
        entry = self._one(n)
        seen = self._look("filiz", entry, afresh=afresh)
        expected = _outcome(lambda: self.model.reject(entry, version=seen.version))
        with self._refusing(expected):
            operations.reject(
                self._fresh(entry),
                reason="Unknown.",
                version=seen.version,
                by=self._user("filiz"),
                at=self.at,
            )

    @precondition(lambda self: self.model.entries)
    @rule(verb=st.sampled_from(["confirm", "decline", "accept", "reopen"]), n=numbers)
    def decide(self, verb: str, n: int) -> None:
        """The staff say something."""
        entry = self._one(n)
        given = {"reason": "No room."} if verb == "decline" else {}
        with self._refusing(_outcome(lambda: getattr(self.model, verb)(entry))):
            getattr(operations, verb)(
                self._fresh(entry), **given, by=self._user("staff"), at=self.at
            )

    @precondition(lambda self: self.model.pairs)
    @rule(n=numbers, verb=st.sampled_from(["keep_both", "decline", "merge"]), later=st.booleans())
    def decide_pair(self, n: int, verb: str, later: bool) -> None:
        """The staff look at a pair."""
        both = self._pick(sorted(map(sorted, self.model.pairs)), n)
        pair = LikelyDuplicate.objects.get(first=both[0], second=both[1])
        one, other = (self.model.entries[pk] for pk in (reversed(both) if later else both))
        by = {"by": self._user("staff"), "at": self.at}
        if verb == "keep_both":
            self.model.keep_both(frozenset(both))
            assert operations.keep_both(pair, **by)
        elif verb == "decline":
            with self._refusing(_outcome(lambda: self.model.decline_one(frozenset(both), one))):
                operations.decline_one(pair, self._fresh(one), reason="Twice.", **by)
        else:
            self._merge(one, other)

    @precondition(lambda self: len(self.model.entries) > 1)
    @rule(n=numbers, m=numbers)
    def merge(self, n: int, m: int) -> None:
        """The staff know that two are one."""
        one, other = self._one(n), self._one(m)
        if one is not other:
            self._merge(one, other)

    # What the staff set, and time

    @rule(whose=st.sampled_from(["state_party", "ec"]), places=st.sampled_from([0, 1, 2, 4]))
    def set_quota(self, whose: str, places: int) -> None:
        """More places, or fewer."""
        quota = self._quota(whose) or self._new_quota(whose)
        quota.places = places
        self._set(quota)
        self.model.quotas[whose] = places
        self.model.acts["set", 0] += 1
        self.model.move_up()

    @precondition(lambda self: self.model.quotas)
    @rule(n=numbers)
    def remove_quota(self, n: int) -> None:
        """As many as will come."""
        whose = self._pick(sorted(self.model.quotas), n)
        operations.remove_setting(self._quota(whose), by=self._user("staff"), at=self.at)
        del self.model.quotas[whose]
        self.model.acts["remove", 0] += 1
        self.model.move_up()

    @precondition(lambda self: not self.model.closed and len(self.model.entries) > 2)
    @rule()
    def close(self) -> None:
        """The first of June."""
        self.at, self.model.closed = CLOSING, True

    @precondition(lambda self: self.model.closed and not self.model.extended)
    @rule()
    def extend(self) -> None:
        """More time for one delegation."""
        delegation = Delegation.objects.get(meeting=self.meeting, entity__code="ec")
        until, by = self.at + timedelta(days=1), self._user("staff")
        given = {"reason": "A courier.", "granted_at": self.at, "granted_by": by}
        self._set(Extension(meeting=self.meeting, delegation=delegation, closes_at=until, **given))
        self.model.extended = True
        self.model.acts["set", 0] += 1
        self.model.move_up()

    @precondition(lambda self: any(e.state == "confirmed" for e in self.model.entries.values()))
    @rule(n=numbers)
    def print_letter(self, n: int) -> None:
        """A letter is issued, as a worker would: but for the second that printing takes."""
        confirmed = [e for e in self.model.entries.values() if e.state == "confirmed"]
        entry = self._pick(confirmed, n)
        if Letter.objects.filter(registration=entry.pk, version=entry.version).exists():
            return
        valid = Letter.objects.filter(registration=entry.pk, state=LetterState.VALID)
        valid.update(state=LetterState.REPLACED)
        stated = self.model.stated(entry.pk)
        Letter.objects.create(
            meeting=self.meeting,
            kind=Kind.CONFIRMATION,
            registration_id=entry.pk,
            version=entry.version,
            language="en",
            issued_on=ON_14_MAY.date(),
            template_version="1",
            facts=stated,
            sha256="",
            pdf=b"",
        )
        self.model.letters[entry.pk] = stated

    # What holds after each step

    @invariant()
    def is_as_the_model_says(self) -> None:
        """Registrations, order, pairs, letters; nothing that should never be."""
        problems = self.model.problems()
        assert not problems, problems
        found = Registration.objects.filter(meeting=self.meeting).select_related("needs")
        rows = {one.pk: one for one in found.select_related("delegation__entity")}
        assert set(rows) == set(self.model.entries)
        for pk, entry in self.model.entries.items():
            assert _stored(rows[pk]) == _expected(entry), entry
        places = Counter(
            (one.delegation_id, one.position) for one in rows.values() if one.state in ALL
        )
        assert max(places.values(), default=1) == 1, "two members at one place"
        open_pairs = LikelyDuplicate.objects.filter(state="open").values_list("first", "second")
        assert {frozenset(pair) for pair in open_pairs} == self.model.pairs
        letters = Letter.objects.filter(state=LetterState.VALID)
        assert dict(letters.values_list("registration", "facts")) == self.model.letters
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")

    @invariant()
    def nobody_alike_goes_unseen(self) -> None:
        """Two who look like one person are before the staff, or the staff have said they are two."""
        here = list(Registration.objects.filter(meeting=self.meeting, state__in=ALL).order_by("pk"))
        alike = {
            (one.pk, other.pk)
            for one, other in combinations(here, 2)
            if _plain(one) == _plain(other) and one.person_id != other.person_id
        }
        seen = LikelyDuplicate.objects.filter(state__in=["open", "kept"])
        assert alike <= set(seen.values_list("first", "second"))

    @invariant()
    def each_act_has_its_mail_and_its_entry(self) -> None:
        """One mail for each cause, none without; the same for the audit."""
        mails = Message.objects.filter(pk__gt=self.last_mail).order_by("pk")
        told: Counter[tuple[str, int]] = Counter()
        for self.last_mail, kind, about in mails.values_list("pk", "kind", "about_id"):
            told[kind, about if about in self.model.entries and "member" not in kind else 0] += 1
        assert told == self.model.mails
        acts = AuditEntry.objects.filter(pk__gt=self.last_act).order_by("pk")
        done: Counter[tuple[str, int]] = Counter()
        rows = acts.values_list("pk", "verb", "subject_type", "subject_id")
        for self.last_act, verb, kind, pk in rows:
            done[verb, pk if kind == "registrations.registration" else 0] += 1
        assert done == self.model.acts
        self.model.mails.clear()
        self.model.acts.clear()

    # Hands

    @contextmanager
    def _refusing(self, expected: str) -> Any:
        """Expect a refusal by this name, which changes nothing; or none."""
        refusal = None
        try:
            with transaction.atomic():
                connection.atomic_blocks[-1]._from_testcase = True  # type: ignore[attr-defined]
                yield
        except REFUSALS as raised:
            refusal = raised
        assert _name(refusal) == expected
        if isinstance(refusal, operations.ChangedMeanwhile):
            # Both versions can be shown: what is registered now comes with the refusal.
            entry = self.model.entries[refusal.current.pk]
            assert _values(refusal.current) == entry.values

    def _send(self, details: Details, token: str, by: str) -> Registration:
        return operations.receive(
            details,
            meeting=self.meeting,
            token=token,
            language="en",
            by=self.users[by],
            at=self.at,
        )

    def _details(self, code: str, name: tuple[str, str], email: str, **more: Any) -> Details:
        given, family = name
        return Details(
            entity_code=code,
            unlisted_name="" if code else "Friends of the Field",
            given_names=given,
            family_name=family,
            function=FUNCTIONS[0],
            email=email,
            days=(THURSDAY, FRIDAY),
            **more,
        )

    def _remember(self, found: Registration, code: str, details: Details, by: str) -> None:
        self.sent[found.pk] = (details, found.submission_token)
        self.model.arrive(self._entry(found, code), by=by)

    def _entry(self, found: Registration, code: str) -> Entry:
        values = {name: str(getattr(found, name, "")) for name in TYPED[:-1]}
        return Entry(
            pk=found.pk,
            code=code,
            values=values | {"accessibility": ""},
            email=found.email,
            person=found.person_id,
            turn=found.pk,
        )

    def _again(self, entry: Entry) -> operations.Newcomer:
        before = Registration.objects.select_related("person").get(pk=entry.pk)
        name = (entry.values["given_names"], entry.values["family_name"])
        details = self._details("ec", name, entry.email)
        return operations.Newcomer(details, codes.address_token(), before.person)

    def _look(self, editor: str, entry: Entry, *, afresh: bool = True) -> Seen:
        if afresh or (editor, entry.pk) not in self.screens:
            self.screens[editor, entry.pk] = Seen(entry.version, dict(entry.values))
        return self.screens[editor, entry.pk]

    def _merge(self, keep: Entry, drop: Entry) -> None:
        with self._refusing(_outcome(lambda: self.model.merge(keep, drop))):
            operations.merge(
                self._fresh(keep), self._fresh(drop), by=self._user("staff"), at=self.at
            )

    def _one(self, n: int) -> Entry:
        return self._pick(list(self.model.entries.values()), n)

    @staticmethod
    def _pick[T](found: list[T], n: int) -> T:
        # The newest first: shrinking leads to it.
        return found[-1 - n % len(found)]

    @staticmethod
    def _fresh(entry: Entry) -> Registration:
        return Registration.objects.for_change().get(pk=entry.pk)

    def _user(self, editor: str, entry: Entry | None = None) -> User:
        if editor != "own":
            return self.users[editor]  # type: ignore[return-value]
        assert entry
        found = User.objects.filter(email=entry.email).first()
        return found or User.objects.create_user(entry.email)

    def _by(self, editor: str, entry: Entry) -> str:
        """Say as whom somebody acts: the very person, also where they are a focal point."""
        user = self._user(editor, entry)
        return "own" if editor != "staff" and user.email == entry.email else editor

    def _order(self, code: str) -> list[tuple[int, int]]:
        members = Registration.objects.active().filter(delegation__entity__code=code)
        here = members.filter(meeting=self.meeting).order_by("position", "pk")
        return list(here.values_list("pk", "position"))

    def _quota(self, whose: str) -> Quota | None:
        field = "category" if whose in CATEGORIES.values() else "delegation__entity__code"
        return Quota.objects.filter(meeting=self.meeting, **{field: whose}).first()

    def _new_quota(self, whose: str) -> Quota:
        if whose in CATEGORIES.values():
            return Quota(meeting=self.meeting, category=whose)
        delegation = Delegation.objects.get(meeting=self.meeting, entity__code=whose)
        return Quota(meeting=self.meeting, delegation=delegation)

    def _set(self, setting: Any) -> None:
        operations.set_setting(setting, by=self._user("staff"), at=self.at)

    def _skip_what_was_before(self) -> None:
        self.last_mail = Message.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        self.last_act = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


ALL = {"requested", "waiting", "received", "confirmed"}
PLACED = {"received", "confirmed"}


def _outcome(act: Callable[[], Any]) -> str:
    """Do something to the model; return the name of the refusal that the portal owes, if any."""
    try:
        act()
    except Refused as refusal:
        return str(refusal)
    return ""


def _plain(one: Registration) -> str:
    """Return a name without its accents."""
    letters = normalize("NFD", f"{one.given_names} {one.family_name}".lower())
    return "".join(letter for letter in letters if not combining(letter))


def _name(refusal: Exception | None) -> str:
    return type(refusal).__name__ if refusal else ""


def _values(one: Registration) -> Values:
    particulars = Particulars.of(one)
    return {name: getattr(particulars, name) for name in TYPED}


def _stored(one: Registration) -> tuple[Any, ...]:
    return (
        one.state,
        one.version,
        _values(one),
        # An organisation that is not on the list has a code of its own.
        one.delegation.entity.code if one.delegation.entity.code in CATEGORIES else "",
        one.endorsed_at is not None,
        one.person_id,
    )


def _expected(entry: Entry) -> tuple[Any, ...]:
    return (
        entry.state,
        entry.version,
        entry.values,
        entry.code,
        entry.endorsed,
        entry.person,
    )

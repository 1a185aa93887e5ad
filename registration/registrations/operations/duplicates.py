"""Finding registrations that are likely of the same person, and deciding on the pairs."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q

from intersessional.accounts.models import User
from intersessional.audit.operations import record

from ..models import LikelyDuplicate, PairState, Person, Registration
from ..signals import registration_withdrawn
from ..transitions import ACTIVE, refusal
from .acts import hold_places, locked, move_state, tell
from .deciding import decline_inside
from .ending import end_pairs
from .places import move_up

# Measured on names as missions write them: accents, order and a second family name stay above it,
# “John Smith” and “Joan Smith” below.
SIMILAR_NAMES = 0.6
SIMILAR_AT_ONE_ADDRESS = 0.4

# `%%` is pg_trgm's operator, for which the index registration_folded_name is made.
_FIND = """
    INSERT INTO registrations_likelyduplicate
        (first_id, second_id, likeness, similarity, state, found_at)
    SELECT least(o.id, n.id), greatest(o.id, n.id),
        CASE WHEN lower(o.email) = lower(n.email) THEN 'address' ELSE 'name' END,
        similarity(registration_folded(o.given_names || ' ' || o.family_name), n.folded),
        'open', %(at)s
    FROM (SELECT *, registration_folded(given_names || ' ' || family_name) AS folded
        FROM registrations_registration WHERE id = ANY(%(pks)s)) AS n
    JOIN registrations_registration AS o
        ON registration_folded(o.given_names || ' ' || o.family_name) %% n.folded
    WHERE o.meeting_id = n.meeting_id AND o.id <> n.id AND o.person_id <> n.person_id
        AND o.state = ANY(%(active)s) AND n.state = ANY(%(active)s)
        AND similarity(registration_folded(o.given_names || ' ' || o.family_name), n.folded)
            >= CASE WHEN lower(o.email) = lower(n.email)
                THEN %(at_one_address)s ELSE %(names)s END
    ON CONFLICT DO NOTHING
    RETURNING first_id, second_id
"""


def find(pks: list[int], *, at: datetime) -> set[int]:
    """Write down each likely pair in which one of these registrations is; one query.

    Returns those of `pks` that are in a new pair.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _FIND,
            {
                "pks": pks,
                "at": at,
                "active": sorted(ACTIVE),
                "names": SIMILAR_NAMES,
                "at_one_address": SIMILAR_AT_ONE_ADDRESS,
            },
        )
        return {pk for pair in cursor.fetchall() for pk in pair} & set(pks)


def keep_both(pair: LikelyDuplicate, *, by: User, at: datetime) -> bool:
    """Decide that a pair is of two people; return False if it was decided before."""
    with transaction.atomic(durable=True):
        return _decide(pair, PairState.KEPT, by=by, at=at)


def decline_one(
    pair: LikelyDuplicate, registration: Registration, *, reason: str, by: User, at: datetime
) -> None:
    """Decline one of a pair for a reason, which the mail quotes.

    :raises TransitionRefused: it is confirmed or has ended
    """
    with transaction.atomic(durable=True):
        hold_places(registration.meeting_id)
        _decide(pair, PairState.DECLINED, by=by, at=at)
        decline_inside(registration.pk, reason=reason, by=by, at=at)
        move_up(registration.meeting, by=by, at=at)


def merge(keep: Registration, drop: Registration, *, by: User, at: datetime) -> Registration:
    """Merge two registrations of one person at one meeting: `keep` counts on, `drop` ends.

    The two people become one, across meetings; `drop`'s letters are withdrawn, its place is given
    on, and one mail tells its address what happened.

    :raises ValueError: they are the same, or of different meetings
    :raises TransitionRefused: one of them has ended
    """
    if keep.pk == drop.pk or keep.meeting_id != drop.meeting_id:
        raise ValueError("Two registrations at one meeting can be merged, and only those.")
    with transaction.atomic(durable=True):
        hold_places(keep.meeting_id)
        rows = {pk: locked(pk) for pk in sorted((keep.pk, drop.pk))}
        keep, drop = rows[keep.pk], rows[drop.pk]
        _merge(keep, drop, by=by, at=at)
        move_up(keep.meeting, by=by, at=at)
        return keep


def _merge(keep: Registration, drop: Registration, *, by: User, at: datetime) -> None:
    if keep.state not in ACTIVE:
        # Nothing would be left of the person.
        raise refusal(keep.state)
    move_state(drop, "merge", by=by, at=at, merged_into=keep)
    pairs = LikelyDuplicate.objects.filter(
        Q(first=keep, second=drop) | Q(first=drop, second=keep), state=PairState.OPEN
    )
    pairs.update(state=PairState.MERGED, decided_at=at, decided_by=by)
    end_pairs(drop)
    _join_people(keep, drop)
    tell("registration_merged", drop)
    registration_withdrawn.send(Registration, registration=drop, at=at)


def _join_people(keep: Registration, drop: Registration) -> None:
    """Let one human be one person, unless both are registered at another meeting, too."""
    if keep.person_id == drop.person_id:
        return
    mine = set(keep.person.registrations.values_list("meeting", flat=True))
    theirs = set(drop.person.registrations.exclude(pk=drop.pk).values_list("meeting", flat=True))
    if mine & theirs:
        return
    gone = drop.person_id
    Registration.objects.filter(person=gone).update(person=keep.person_id)
    Person.objects.filter(pk=gone).delete()


def _decide(pair: LikelyDuplicate, state: PairState, *, by: User, at: datetime) -> bool:
    open_pair = LikelyDuplicate.objects.filter(pk=pair.pk, state=PairState.OPEN)
    decided = open_pair.update(state=state, decided_at=at, decided_by=by)
    if decided:
        record("decide_pair", pair, by=by, at=at, after={"state": state})
    return bool(decided)

"""Sixty-four bookers at once: nobody is in two places, and nobody deadlocks.

Eight processes of eight threads, as several web servers would have them. Each booker has signed in and
opened the board before; then all begin at once, and none rests between two attempts. The worst wait is
printed; the target on a quiet machine of two cores is a second.
"""

import multiprocessing
import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from multiprocessing.synchronize import Barrier

import pytest
from django.db import IntegrityError, OperationalError, connection, connections, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from intersessional.accounts.models import User
from programme.bilaterals.models import Bilateral, Engagement
from programme.bilaterals.operations.holding import ChangedMeanwhile
from programme.bilaterals.operations.placing import Change, Clashing, arrange
from programme.bilaterals.policies import Refused
from programme.bilaterals.reading import frame_of
from tests.long import results
from tests.people import ON_14_MAY
from tests.programme.bilaterals.days import host_of, make_candidate, meeting, planner

pytestmark = pytest.mark.long

SCALE = float(os.environ.get("SCALE") or 1)
PROCESSES, THREADS = 8, 8
ATTEMPTS = max(PROCESSES * THREADS * 5, round(2_000 * SCALE))
# Guests of several hosts, and States that sit on Committees themselves.
GUESTS = (
    "ba",
    "hr",
    "ec",
    "mz",
    "th",
    "pe",
    "be",
    "se",
    "et",
    "ua",
    "sd",
    "rs",
    "cy",
    "zw",
    "ao",
    "td",
)
HOSTS = ("president", "article-5", "victim-assistance", "cooperation", "compliance")

# Of each process: what its threads wait at until all others are there.
BEGINNING: list[Barrier] = []
# Of each thread: the meeting and who it is.
BOOKER = threading.local()

Attempt = Callable[[int, datetime, int], str]
Outcome = tuple[str, float]

OVERLAPS = """
SELECT count(*) FROM bilaterals_engagement AS one
  JOIN bilaterals_bilateral AS bilateral ON bilateral.id = one.bilateral_id
  JOIN bilaterals_engagement AS other ON other.resource_id = one.resource_id AND other.id > one.id
  JOIN bilaterals_bilateral AS elsewhere ON elsewhere.id = other.bilateral_id
 WHERE bilateral.state NOT IN ('declined', 'expired', 'cancelled', 'no_show')
   AND elsewhere.state NOT IN ('declined', 'expired', 'cancelled', 'no_show')
   AND bilateral.begins_at < elsewhere.ends_at AND elsewhere.begins_at < bilateral.ends_at
"""


@pytest.fixture
def crowd(transactional_db: None) -> list[tuple[int, int]]:
    """Each candidate with the room of its host."""
    planner()
    pairs = []
    for slug in HOSTS:
        host = host_of(slug)
        host.quorum = 0
        host.save()
        for code in GUESTS:
            seats = [one.entity.code for one in host.members_on(datetime(2018, 6, 6).date())]
            if code not in seats:
                pairs.append((make_candidate(host, entity_code=code).pk, host.room_id))
    return pairs


def test_nobody_is_ever_in_two_places(crowd: list[tuple[int, int]]) -> None:
    outcomes = rush(crowd, book)

    said = Counter(kind for kind, _seconds in outcomes)
    worst = max(seconds for _kind, seconds in outcomes)
    figures = {
        "bookers": PROCESSES * THREADS,
        "attempts": len(outcomes),
        "overlaps": overlaps(),
        "deadlocks": said["deadlock"],
        "placed or moved": said["placed"] + said["moved"],
        "worst, s": round(worst, 2),
    }
    print(f"{figures}: {dict(said)}")
    assert len(outcomes) == ATTEMPTS
    assert overlaps() == 0
    assert said["deadlock"] == 0
    assert said["placed"] + said["moved"] > 0
    assert set(said) <= {"placed", "moved", "clash", "first", "refused"}
    assert Bilateral.objects.active().count() == said["placed"]
    results.record("bookers", figures)


def test_without_the_constraint_and_the_line_it_overbooks(crowd: list[tuple[int, int]]) -> None:
    """The control: look first, then write, as one would without thinking of the others."""
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE bilaterals_engagement DROP CONSTRAINT nobody_is_in_two_places;"
            "DROP TRIGGER bilateral_engaged ON bilaterals_bilateral;"
        )

    rush(crowd, look_and_write)

    assert overlaps() > 0
    results.record("bookers without the constraint", {"attempts": ATTEMPTS, "overlaps": overlaps()})


def book(candidate: int, begins_at: datetime, room: int) -> str:
    """Place a candidate, or move its bilateral there, as the board does."""
    standing = Bilateral.objects.active().filter(candidate=candidate)
    [version] = standing.values_list("version", flat=True) or [None]
    change = Change(candidate, begins_at, room, version)
    try:
        arrange(BOOKER.day, [change], by=BOOKER.user, at=ON_14_MAY)
    except Clashing:
        return "clash"
    except ChangedMeanwhile:
        return "first"
    except Refused:
        return "refused"
    return "moved" if version else "placed"


def look_and_write(candidate: int, begins_at: datetime, room: int) -> str:
    """Write a bilateral where nothing of it is taken, as far as one sees."""
    day = BOOKER.day
    frame = frame_of(day)
    facts = frame.candidates[candidate]
    resources = [facts.resource, *(host.resource for host in frame.hosts_of(facts))]
    period = DateTimeTZRange(begins_at, begins_at + timedelta(minutes=25))
    taken = Engagement.objects.filter(
        resource__in=resources, period__overlap=period, is_active=True
    )
    if taken.exists():
        return "clash"
    with transaction.atomic():
        written = Bilateral.objects.create(
            meeting=day,
            candidate_id=candidate,
            delegation_id=facts.delegation,
            room_id=room,
            begins_at=period.lower,
            ends_at=period.upper,
            created_at=ON_14_MAY,
        )
        Engagement.objects.bulk_create(
            Engagement(bilateral=written, resource_id=one, part="host", period=period)
            for one in resources
        )
    return "placed"


def rush(crowd: list[tuple[int, int]], attempt: Attempt) -> list[Outcome]:
    """Let all bookers try at once; return what became of each attempt, and how long it took."""
    slots = [slot.begins_at for slot in frame_of(meeting()).hosts[host_of("article-5").pk].slots]
    draw = random.Random(2018)
    wanted = [(*draw.choice(crowd), draw.choice(slots)) for _ in range(ATTEMPTS)]
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    shares = [wanted[n::PROCESSES] for n in range(PROCESSES)]
    ready = fork.Barrier(PROCESSES * THREADS, timeout=300)
    with fork.Pool(PROCESSES, initializer=BEGINNING.append, initargs=(ready,)) as pool:
        found = [pool.apply_async(share_of, (share, attempt)) for share in shares]
        return [outcome for one in found for outcome in one.get(timeout=900)]


def share_of(share: list[tuple[int, int, datetime]], attempt: Attempt) -> list[Outcome]:
    """Let the threads of one process try."""

    def one(wanted: tuple[int, int, datetime]) -> Outcome:
        candidate, room, begins_at = wanted
        began = time.monotonic()
        try:
            kind = attempt(candidate, begins_at, room)
        except OperationalError as error:
            kind = "deadlock" if "deadlock" in str(error) else f"error: {error}"
        except IntegrityError:
            kind = "refused by the database"
        return kind, time.monotonic() - began

    with ThreadPoolExecutor(THREADS, initializer=open_the_board) as threads:
        return list(threads.map(one, share))


def open_the_board() -> None:
    """Sign in, look at the day, and wait for the others."""
    BOOKER.user, BOOKER.day = User.objects.get(), meeting()
    frame_of(BOOKER.day)
    BEGINNING[0].wait()


def overlaps() -> int:
    """Count pairs of bilaterals that take the same at once, by SQL of its own."""
    with connection.cursor() as cursor:
        cursor.execute(OVERLAPS)
        [count] = cursor.fetchone()
    return int(count)

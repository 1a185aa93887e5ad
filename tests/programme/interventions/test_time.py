"""Time: who needs how much, whether it fits, and about when one speaks."""

from datetime import timedelta

import pytest

from intersessional.accounts.models import User
from programme.agenda.models import Segment
from programme.interventions import explaining, operations, queries, timing
from programme.interventions.lists.budget import budget, limit_seconds, planned_seconds
from tests.people import ON_14_MAY
from tests.programme.interventions.floors import CLOSED, ask, delegation, speakers, states_speak

CODES = [
    "ec",
    "ua",
    "zw",
    "th",
    "iq",
    "kh",
    "sn",
    "tj",
    "ao",
    "td",
    "cl",
    "co",
    "cd",
    "et",
    "mz",
    "pe",
    "rs",
    "ss",
    "sd",
    "tr",
    "ye",
    "af",
]


def test_twenty_two_speakers_at_three_minutes_do_not_fit_forty_five(felix: User) -> None:
    segment = states_speak(national_minutes=3, minutes=45)
    for code in CODES:
        ask(segment, code, by=felix)

    found = timing.budgets_of([segment], at=ON_14_MAY)[segment.pk]

    # 22 times 3 minutes, 21 changes of half a minute.
    assert (found.speakers, found.needed_seconds) == (22, 22 * 180 + 21 * 30)
    assert (found.available_minutes, found.needed_minutes, found.short_minutes) == (45, 77, 32)
    assert not found.fits
    assert found.fitting_seconds == 90


@pytest.mark.parametrize(
    ("each", "available", "fits", "limit"),
    [
        ([], 0, True, None),
        ([240], 240, True, 240),
        ([240], 239, False, 210),
        ([240, 240], 510, True, 240),
        ([240, 240], 509, False, 210),
        ([180, 60, 60], 300, False, 120),
        ([60, 60], 149, False, None),
    ],
)
def test_what_fits(each: list[int], available: int, fits: bool, limit: int | None) -> None:
    found = budget(each, available)

    assert (found.fits, found.fitting_seconds) == (fits, limit)


@pytest.mark.django_db
def test_the_limit_is_by_kind_and_what_is_wished_within_it() -> None:
    segment = Segment.objects.filter(national_minutes=4, group_minutes=5).first()

    limits = [
        limit_seconds(segment, category="state_party", is_for_a_group=False),
        limit_seconds(segment, category="state_party", is_for_a_group=True),
        limit_seconds(segment, category="ngo", is_for_a_group=False),
        limit_seconds(segment, category="state_party", is_for_a_group=True, most_seconds=120),
    ]

    assert limits == [240, 300, 180, 120]
    assert [planned_seconds(240, wished) for wished in (None, 2, 9)] == [240, 120, 240]


def test_about_when_one_speaks(felix: User, staff: User) -> None:
    segment = states_speak(national_minutes=4)
    first = ask(segment, "ec", by=felix, minutes_wished=2)
    second = ask(segment, "ua", by=felix)
    third = ask(segment, "zw", by=felix)
    rows = queries.interventions_under(segment)
    begins_at = segment.segment.begins_at

    def when(pk: int, at=ON_14_MAY):  # type: ignore[no-untyped-def]
        return timing.expected_at(speakers(segment), rows, segment, pk, at=at)

    assert when(first.pk) == begins_at
    assert when(second.pk) == begins_at + timedelta(seconds=150)
    assert when(third.pk) == begins_at + timedelta(seconds=150 + 270)
    operations.withdraw(second, segment=segment, by=felix, at=ON_14_MAY)
    assert when(third.pk) == begins_at + timedelta(seconds=150)
    assert when(second.pk) is None


def test_a_place_explains_itself(felix: User, staff: User) -> None:
    segment = states_speak("draw")
    minister = ask(segment, "ec", by=felix, protocol_level=4)
    other = ask(segment, "ua", by=felix)
    rows = queries.interventions_under(segment)

    def why(pk: int) -> str:
        found = speakers(segment)
        return explaining.why(found.entries[pk], rows[pk], found, segment.meeting)

    received = "received Monday 14\xa0May, 09:00"
    assert why(minister.pk) == f"Minister; lots will be drawn when the list closes; {received}"
    operations.draw_lots(segment, by=None, at=CLOSED)
    lots = speakers(segment).draw.lots  # type: ignore[union-attr]
    assert why(other.pk) == f"Lot {lots.index(2) + 1} of 2; {received}"
    operations.move(
        other, to=1, reason="It leaves at noon.", segment=segment, version=3, by=staff, at=CLOSED
    )
    assert why(other.pk) == "Moved from 2 to 1 on Thursday 7\xa0June, 00:00: It leaves at noon."


def test_a_limit_is_for_those_who_are_called_after_it(felix: User, staff: User) -> None:
    segment = states_speak(national_minutes=4)
    requests = [ask(segment, code, by=felix) for code in ("ec", "ua")]
    rows = queries.interventions_under(segment)
    operations.call_next(segment, version=2, by=staff, at=ON_14_MAY)

    operations.limit_time(segment, seconds=120, version=3, by=staff, at=ON_14_MAY)

    found = speakers(segment)
    seconds = [
        timing.seconds_for(found.entries[one.pk], rows[one.pk], segment, found) for one in requests
    ]
    assert seconds == [240, 120]


def test_who_is_interrupted_still_needs_time(felix: User, staff: User) -> None:
    segment = states_speak(national_minutes=4)
    ask(segment, "ec", by=felix)
    last = ask(segment, "ua", by=felix)
    operations.call_next(segment, version=2, by=staff, at=ON_14_MAY)
    before = timing.budgets_of([segment], at=ON_14_MAY)[segment.pk].needed_seconds

    operations.add_from_the_floor(
        delegation("th"), "point_of_order", segment=segment, version=3, by=staff, at=ON_14_MAY
    )

    after = timing.budgets_of([segment], at=ON_14_MAY)[segment.pk].needed_seconds
    # A point of order is no statement: nobody plans for it.
    assert after == before
    assert len(speakers(segment).before(last.pk)) == 2

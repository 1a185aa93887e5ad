"""What delivered statements add up to: for the staff, and for everybody without small numbers."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import product
from typing import Any

import pytest
from django.test import Client

from intersessional.accounts.models import User
from intersessional.desk.statistics import operations
from programme.interventions.afterwards import csvs, public_figures
from programme.interventions.afterwards.hiding import LEAST, hidden
from programme.interventions.afterwards.statistics import Row, Statement, Statistics, Table
from programme.interventions.models import Intervention
from programme.interventions.queries import ListedSegment
from registration.meetings.models import Meeting
from registration.registrations.models import Registration
from tests.access.actors import signed_in
from tests.people import GENEVA, ON_14_MAY
from tests.programme.interventions.floors import ask, states_speak
from tests.programme.interventions.meetings_held import Heard, hold, person, segments
from tests.programme.interventions.test_lists_pages import text_of

STATISTICS, FIGURES = "/desk/speakers/statistics/", "/programme/speaking/"
AFTER_ALL = ON_14_MAY.replace(month=6, day=9).astimezone(GENEVA)


@pytest.fixture
def ines(staff: User) -> Client:
    """The browser of somebody of the ISU."""
    return signed_in(staff)


@pytest.fixture
def other(db: None) -> ListedSegment:
    """A segment of another item than that of `states_speak`."""
    item = states_speak().segment.item
    return next(one for one in segments() if one.segment.item != item)


def cells(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def downloaded(client: Client, path: str) -> list[dict[str, str]]:
    return cells(b"".join(client.get(path).streaming_content))  # type: ignore[attr-defined]


TABLES = ("By item", "By category of the delegation", "By role of the speaker in the delegation")

# --- For the staff --------------------------------------------------------------------------------


@pytest.fixture
def held(felix: User, other: ListedSegment, set_clock: Any) -> list[tuple[int, str, str, str, int]]:
    """What was delivered, counted by hand: item, category, role, gender, seconds."""
    set_clock(ON_14_MAY)
    first = states_speak()
    assert first.segment.item
    assert other.segment.item
    woman = person("ec", gender="woman", role="head")
    man = person("ua", gender="man", role="member")
    third = person("us", gender="another", role="adviser")
    silent = person("org-icrc", gender="unsaid", role="head")
    interpreter = person("hr", gender="man", participation="interpreter")
    ask(first, "co", by=felix, is_written_only=True)
    ask(first, "pe", by=felix)
    hold(
        first,
        [
            Heard("ec", woman, 90),
            Heard("ua", man, 30, kind="point_of_order"),
            Heard("ua", man, 45, level=4),
            Heard("zw", None, 75),
            Heard("hr", interpreter, 60),
        ],
        by=felix,
    )
    hold(
        other,
        [Heard("ec", woman, 30, kind="reply"), Heard("us", third), Heard("org-icrc", silent)],
        by=felix,
    )
    a, b = first.segment.item.number, other.segment.item.number
    return [
        (a, "State Party", "Head of delegation", "woman", 90),
        (a, "State Party", "Member", "man", 45),
        (a, "State Party", "Speaker not named", "unsaid", 75),
        (b, "State Party", "Head of delegation", "woman", 30),
        (b, "State not party", "Adviser", "another", 60),
        (b, "Red Cross or Red Crescent", "Head of delegation", "unsaid", 60),
    ]


def test_each_table_says_what_an_independent_count_says(
    ines: Client, held: list[tuple[int, str, str, str, int]]
) -> None:
    rows = downloaded(ines, f"{STATISTICS}csv/")

    for place, table in enumerate(TABLES):
        expected: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for one in held:
            expected[str(one[place])].append((one[3], one[4]))
        found = {
            row["Row"].partition(".")[0] if place == 0 else row["Row"]: row
            for row in rows
            if row["Table"] == table and row["Statements"] != "0" and row["Row"] != "All"
        }
        assert found.keys() == expected.keys()
        for key, one in expected.items():
            genders = [gender for gender, _seconds in one]
            known = [gender for gender in genders if gender != "unsaid"]
            row = found[key]
            assert int(row["Statements"]) == len(one)
            assert float(row["Minutes"]) == round(sum(seconds for _g, seconds in one) / 60, 1)
            assert int(row["Women"]) == genders.count("woman")
            assert int(row["Men"]) == genders.count("man")
            assert int(row["Another answer"]) == genders.count("another")
            assert int(row["Did not say, or not named"]) == len(one) - len(known)
            share = str(round(100 * genders.count("woman") / len(known))) if known else ""
            assert row["Share of women, %"] == share
            assert int(row["Coverage, %"]) == 100 * len(known) // len(one)
    totals = {row["Statements"] for row in rows if row["Row"] == "All"}
    assert totals == {"6"}


def test_the_page_says_what_its_numbers_mean(ines: Client, held: Any) -> None:
    response = ines.get(STATISTICS)

    words, html = text_of(response), response.content.decode()
    assert "6 statements were delivered; they took 6.0 minutes." in words
    assert "Coverage 66 %: under 80 %, a share says little" in words
    assert (
        "1 statement of a speaker registered as staff, interpreter or media is left out." in words
    )
    assert "Share of women 50 %; 2 did not say or were not named; coverage 66 %." in words
    for definition in (
        "Population: statements that were delivered, each once",
        "Minutes: from the record of the floor",
        "never inferred",
    ):
        assert words.count(definition) == 5
    assert html.count("<svg ") == 5
    assert html.count('role="img"') == 5


def test_only_the_staff_see_it(ines: Client, held: Any, client: Client) -> None:
    assert client.get(STATISTICS).status_code == 302
    assert client.get(f"{STATISTICS}csv/").status_code == 302


def test_it_takes_the_same_queries_however_many_spoke(
    ines: Client, felix: User, client: Client, set_clock: Any, django_assert_num_queries: Any
) -> None:
    set_clock(AFTER_ALL)
    segment = states_speak()
    hold(segment, [Heard("ec", person("ec", gender="woman"))], by=felix)
    ines.get(STATISTICS), client.get(FIGURES)
    with django_assert_num_queries(10):
        ines.get(STATISTICS)
    with django_assert_num_queries(2):
        client.get(FIGURES)
    hold(segment, [Heard(code, person(code)) for code in ("ua", "hr", "co", "pe", "zw")], by=felix)
    with django_assert_num_queries(10):
        ines.get(STATISTICS)
    with django_assert_num_queries(2):
        client.get(FIGURES)


def test_a_point_of_order_is_counted_nowhere(ines: Client, felix: User, set_clock: Any) -> None:
    segment = states_speak()
    set_clock(segment.segment.begins_at)
    hold(segment, [Heard("ec"), Heard("ua", kind="point_of_order")], by=felix)

    for path in (f"/floor/{segment.uid}/", STATISTICS, "/floor/", "/desk/speakers/record/"):
        words = text_of(ines.get(path))
        assert re.search("1 statement[ ,;]|have spoken: 1", words), path
        assert not re.search("2 statement|have spoken: 2", words), path


# --- For everybody --------------------------------------------------------------------------------


def publish(by: User, at: datetime = AFTER_ALL) -> None:
    """The staff publish the figures of a meeting at which all who are registered were."""
    confirmed = {"state": "confirmed", "confirmed_at": ON_14_MAY, "confirmed_by": by}
    Registration.objects.update(**confirmed)
    operations.publish(Meeting.objects.get(slug="2018"), by=by, at=at)


def test_what_is_not_published_nobody_reads(client: Client, felix: User, set_clock: Any) -> None:
    hold(states_speak(), [Heard("ec", person("ec", gender="woman"))] * 6, by=felix)
    set_clock(AFTER_ALL)

    assert "and they are published" in text_of(client.get(FIGURES))
    assert client.get(f"{FIGURES}csv/").status_code == 404


def test_a_speaker_who_is_named_later_changes_no_public_number(
    ines: Client, staff: User, client: Client, published: None
) -> None:
    """Else the difference would tell the answer of somebody whose name everybody reads."""
    before = downloaded(client, f"{FIGURES}csv/")
    spoke = Intervention.objects.filter(speaker__gender="woman").first()
    Intervention.objects.filter(pk=spoke.pk).update(speaker=None, name_in_the_room="Somebody")
    meeting = Meeting.objects.get(slug="2018")

    live = downloaded(client, f"{FIGURES}csv/")
    operations.take_back(meeting, by=staff, at=AFTER_ALL)
    operations.publish(meeting, by=staff, at=AFTER_ALL)
    anew = downloaded(client, f"{FIGURES}csv/")

    women = [row["Statements"] for row in before if row["Row"] == "Women"]
    assert women == ["9"]
    assert live == anew == before


def test_before_all_was_held_everybody_reads_a_sentence(
    client: Client, felix: User, staff: User, set_clock: Any
) -> None:
    segment = states_speak()
    hold(segment, [Heard("ec", person("ec", gender="woman"))] * 1, by=felix)
    hold(segment, [Heard(code, person(code)) for code in ("ua", "hr", "co", "pe", "zw")], by=felix)
    set_clock(segment.segment.ends_at)
    publish(staff, at=segment.segment.ends_at)

    words = text_of(client.get(FIGURES))

    assert "These figures appear when all parts of the programme" in words
    assert "<table" not in client.get(FIGURES).content.decode()
    assert client.get(f"{FIGURES}csv/").status_code == 404


@pytest.fixture
def published(felix: User, staff: User, other: ListedSegment, set_clock: Any) -> None:
    """Sixteen statements: 9 of women, 6 of men, one of somebody who did not say; two of an NGO."""
    set_clock(ON_14_MAY)
    states = ("ec", "ua", "hr", "co", "pe", "zw", "th", "kh", "sn", "td", "iq", "jo", "rs", "so")
    genders = ["woman"] * 8 + ["man"] * 5 + [""]
    heard = [Heard(code, person(code, gender=g)) for code, g in zip(states, genders, strict=True)]
    ngo = [Heard("org-icbl-cmc", person("org-icbl-cmc", gender=g)) for g in ("woman", "man")]
    hold(states_speak(), heard[:9], by=felix)
    hold(other, [*heard[9:], *ngo], by=felix)
    set_clock(AFTER_ALL)
    publish(staff)


def test_everybody_sees_no_small_number_and_no_state(client: Client, published: None) -> None:
    response = client.get(FIGURES)
    rows = downloaded(client, f"{FIGURES}csv/")

    words = text_of(response)
    assert "16 statements were delivered" in words
    by_category = {r["Row"]: r["Statements"] for r in rows if r["Table"].startswith("By category")}
    # Two of an organisation, and nothing of the others: the States would tell their number.
    assert (
        by_category["Non-governmental organisation"]
        == by_category["United Nations body"]
        == "not shown"
    )
    numbers = [row["Statements"] for row in rows if row["Statements"].isdigit()]
    assert min(map(int, numbers)) >= LEAST
    for code in ("Ecuador", "Ukraine", "Croatia", "Iraq"):
        assert code not in words
        assert code not in str(rows)
    # What a table hides, its picture hides.
    shown = [row["Statements"] for row in rows if row["Row"] not in {"All"}]
    assert response.content.decode().count('<rect class="bar"') <= len(
        [n for n in shown if n.isdigit()]
    )


def test_one_speaker_is_no_number_however_often_they_spoke(
    client: Client, felix: User, staff: User, set_clock: Any
) -> None:
    segment = states_speak()
    one = person("ec", gender="woman", role="adviser")
    hold(segment, [Heard("ec", one)] * 6, by=felix)
    hold(
        segment,
        [Heard(c, person(c, gender="man")) for c in ("ua", "hr", "co", "pe", "zw", "th")],
        by=felix,
    )
    set_clock(AFTER_ALL)
    publish(staff)

    rows = downloaded(client, f"{FIGURES}csv/")

    roles = {r["Row"]: r["Statements"] for r in rows if r["Table"].startswith("By role")}
    assert roles["Adviser"] == "not shown"
    women = [r["Statements"] for r in rows if r["Row"] == "Women"]
    assert women == ["not shown"]


def tables(rows: int, most: int) -> Iterator[tuple[int, ...]]:
    """All tables of so many rows with a sum that may be published."""
    return (c for c in product(range(most + 1), repeat=rows) if LEAST <= sum(c) <= most)


def as_published(counts: Sequence[int]) -> tuple[Any, ...]:
    places = hidden(counts, counts)
    return (sum(counts), *(None if n in places else count for n, count in enumerate(counts)))


@pytest.mark.parametrize(("rows", "most"), [(2, 30), (3, 22), (4, 15)])
def test_no_hidden_number_can_be_told_from_the_others(rows: int, most: int) -> None:
    """Whoever knows the rule tries all tables that would be published just so: none stands alone."""
    could_be: dict[tuple[Any, ...], list[tuple[int, ...]]] = defaultdict(list)
    for counts in tables(rows, most):
        could_be[as_published(counts)].append(counts)

    for shown, found in could_be.items():
        for n, cell in enumerate(shown[1:]):
            assert cell is None or cell >= LEAST
            assert cell is not None or len({one[n] for one in found}) > 1, (shown, found)


GENDERS = ("woman", "man", "another", "unsaid")
# So many of each, all of different speakers.
SAID = {g: [Statement(1, "", 9, "", g, 60, (g, n)) for n in range(60)] for g in GENDERS}


def figures_of(*counts: int) -> Any:
    """What is published of so many statements of women, men, with another answer and without one."""
    pairs = zip(GENDERS, counts, strict=True)
    rows = [Row(gender, SAID[gender][:count]) for gender, count in pairs]
    total = Row("All", [one for row in rows for one in row.statements])
    counted = Statistics([], Table("gender", "", "", rows, total), total, 0)
    return public_figures.public_statistics(counted)


def test_shares_do_not_tell_who_did_not_say() -> None:
    """The same with the share of women, from which another answer could be reckoned."""
    could_be: dict[Any, list[tuple[int, int, int, int]]] = defaultdict(list)
    # Of the greater one, another answer of two at most: with the others, even more tables would fit.
    for total, most in ((11, 11), (50, 2)):
        for another, unsaid, women in product(range(most + 1), range(total + 1), range(total + 1)):
            if (men := total - women - another - unsaid) >= 0:
                found = figures_of(women, men, another, unsaid)
                shown = tuple(row.count for row in found.genders.rows)
                could_be[total, shown, found.shares].append((women, men, another, unsaid))

    for (total, shown, shares), answers in could_be.items():
        of = {"women": 0, "men": 1, "another": 2, "unsaid": 3}
        tells = [name for name, n in of.items() if len({one[n] for one in answers}) == 1]
        rests = {another + unsaid for _w, _m, another, unsaid in answers}
        told = (total, shown, shares)
        assert shown[0] is not None or "women" not in tells, told
        assert shown[1] is not None or "men" not in tells, told
        assert shown[2] is not None or len(rests) > 1, told
        assert "another" not in tells, told


def test_the_share_of_women_is_told_roughly_where_nearly_all_said() -> None:
    found = figures_of(20, 38, 1, 1)

    assert [row.count for row in found.genders.rows] == [None, None, None]
    assert (found.shares.women, found.shares.coverage) == ("about 35 %", "more than 80 %")


def test_those_not_named_do_not_tell_of_the_few_who_did_not_say() -> None:
    """Whoever was not named did not say: with both numbers, the rest would be those who were named."""
    for unsaid in range(5):
        said = [*SAID["woman"][:20], *SAID["man"][:20], *SAID["unsaid"][:unsaid]]
        named = [replace(one, role="member") for one in said]
        unnamed = [replace(one, role="") for one in SAID["unsaid"][-8:]]
        shown = figures_by_role([*named, *unnamed])

        # “Speaker not named”, and as much as it takes not to tell.
        assert [row.count for row in shown.tables[0].rows] == [None, None]
        assert shown.genders.rows[2].count == 8 + unsaid


def figures_by_role(every: Sequence[Statement]) -> Any:
    """What is published of the two tables that know who was not named."""
    roles = [Row(role, [s for s in every if s.role == role]) for role in ("member", "")]
    rows = [Row(gender, [s for s in every if s.gender == gender]) for gender in GENDERS]
    total = Row("All", every)
    tables = [Table("role", "", "", roles, total)]
    counted = Statistics(tables, Table("gender", "", "", rows, total), total, 0)
    return public_figures.public_statistics(counted)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("＝1", "'＝1"),
        ("\t=1", "'\t=1"),
        ("\u00a0@x", "'\u00a0@x"),
        ("a\n-1", "'a\n-1"),
        ("3. Mine action", "3. Mine action"),
        (7, "7"),
    ],
)
def test_no_cell_is_a_formula(value: object, cell: str) -> None:
    assert csvs.safe(value) == cell


def test_what_few_speakers_said_is_hidden_however_often_they_spoke() -> None:
    same = [Statement(1, "", 9, "", "woman", 60, ("person", 1))] * 6

    assert Row("", same).people == 1
    assert hidden([6, 7, 8], [1, 7, 8]) == {0, 1}
    # The control: six speakers.
    assert hidden([6, 7, 8], [6, 7, 8]) == frozenset()

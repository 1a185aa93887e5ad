"""What is published tells no small number, not even to somebody who has all of it and knows the rule."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from intersessional.desk.statistics import figures as published
from intersessional.desk.statistics import public, staff
from intersessional.desk.statistics.counting import Composition, count
from intersessional.desk.statistics.figures import (
    LEAST,
    TooFew,
    TooLittleChanged,
    basis_of,
    figures_of,
    rows_to_hide,
    share_of,
    shares_of,
)
from intersessional.desk.statistics.population import Counted
from registration.delegations.models import Category
from registration.registrations.models import Role

CATEGORIES, ROLES = ("state_party", "ngo", "red_cross"), ("head", "member", "adviser")
# Nobody outside knows which of them are empty.
ALL_CATEGORIES, ALL_ROLES = [one.value for one in Category], [one.value for one in Role]
GENDERS = ("woman", "man", "another", "unsaid")


def people_of(*numbers: tuple[int, str, str, str, bool]) -> list[Counted]:
    """So many people of a category, role, gender, come or not; three to a delegation."""
    found: list[Counted] = []
    for number, category, role, gender, is_in in numbers:
        for _n in range(number):
            pk = len(found)
            delegation = 1000 * CATEGORIES.index(category) + pk // 3
            found.append(Counted(pk, delegation, category, role, gender, is_in))
    return found


def publication_of(people: Sequence[Counted], earlier: Sequence[Any] = ()) -> dict[str, Any]:
    """All that everybody sees, as `operations.preview` puts it together."""
    counts = count(people)
    found = figures_of(counts, earlier)
    rows = [*found["categories"]["rows"], *found["roles"]["rows"]]
    shown = [row["key"] for row in rows if row["people"] is not None]
    return found | {"shares": shares_of(counts, shown, earlier)}


# --- Somebody who has everything that is public ------------------------------------------------------


class Attacker:
    """Looks which meetings fit what was published, and within which limits a number must lie."""

    def __init__(self, found: dict[str, Any]) -> None:
        self.model, self.found = cp_model.CpModel(), found
        most = found["categories"]["people"]
        self.cells = {
            key: self.model.new_int_var(0, most, str(key))
            for key in product(ALL_CATEGORIES, ALL_ROLES, GENDERS, (True, False))
        }
        self._learn_numbers()
        self._learn_unsaid()
        for key, share in found["shares"].items():
            if share:
                self._learn_share(key, share)

    def sum(self, wanted: Callable[[Any], bool]) -> Any:
        return sum(cell for key, cell in self.cells.items() if wanted(key))

    def of(self, key: str, *, is_in: bool = False) -> Callable[[Any], bool]:
        kind, _colon, value = key.partition(":")
        place = {"category": 0, "role": 1}.get(kind)
        return lambda c: (place is None or c[place] == value) and (c[3] or not is_in)

    def _learn_numbers(self) -> None:
        for table in ("categories", "roles"):
            self.model.add(self.sum(lambda _c: True) == self.found[table]["people"])
            for row in self.found[table]["rows"]:
                if row["people"] is not None:
                    self.model.add(self.sum(self.of(row["key"])) == row["people"])
                if row.get("inside") is not None:
                    inside = self.sum(self.of(row["key"], is_in=True))
                    self.model.add(inside >= row["inside"] - 2)
                    self.model.add(inside <= row["inside"] + 2)

    def _learn_unsaid(self) -> None:
        about, unsaid = self.found["unsaid"], self.sum(lambda c: c[2] == "unsaid")
        self.model.add(unsaid <= (about + 2 if about else published.LEAST_UNSAID - 3))
        self.model.add(unsaid >= (about - 2 if about else 0))

    def _learn_share(self, key: str, share: dict[str, Any]) -> None:
        group = self.of(key.removeprefix("inside:"), is_in=key.startswith("inside:"))
        said = self.sum(lambda c: group(c) and c[2] != "unsaid")
        women, everybody = self.sum(lambda c: group(c) and c[2] == "woman"), self.sum(group)
        self.model.add(said >= published.ENOUGH)
        self.model.add(200 * women >= (2 * share["percent"] - 5) * said)
        self.model.add(200 * women <= (2 * share["percent"] + 5) * said)
        self.model.add(100 * said >= share["coverage"] * everybody)

    def limits(self, wanted: Callable[[Any], bool]) -> tuple[int, int]:
        """The least and the most that a number can be."""
        found = []
        for way in (self.model.minimize, self.model.maximize):
            way(self.sum(wanted))
            solver = cp_model.CpSolver()
            solver.parameters.num_workers = 1
            assert solver.solve(self.model) == cp_model.OPTIMAL
            found.append(round(solver.objective_value))
        return found[0], found[1]


def questions() -> dict[str, Callable[[Any], bool]]:
    """What somebody would like to know: numbers by category, role, gender, and who stayed away."""
    found: dict[str, Callable[[Any], bool]] = {}
    for place, values in enumerate((CATEGORIES, ROLES, GENDERS)):
        for value in values:
            found[value] = lambda c, p=place, v=value: c[p] == v
    for category in CATEGORIES:
        found[f"away {category}"] = lambda c, v=category: c[0] == v and not c[3]
        for gender in GENDERS:
            found[f"{gender} {category}"] = lambda c, v=category, g=gender: c[0] == v and c[2] == g
    return found


def told_small(people: Sequence[Counted], found: dict[str, Any]) -> list[str]:
    """Which numbers from one to four somebody can reckon."""
    attacker = Attacker(found)
    told = []
    for name, wanted in questions().items():
        true = sum(wanted((p.category, p.role, p.gender, p.is_in)) for p in people)
        if 0 < true < LEAST and attacker.limits(wanted) == (true, true):
            told.append(name)
    return told


groups = st.tuples(
    # Small ones, and some that a share is told of.
    st.one_of(st.integers(0, 6), st.integers(0, 60)),
    st.sampled_from(CATEGORIES),
    st.sampled_from(ROLES),
    st.sampled_from(GENDERS),
    st.booleans(),
)


@pytest.mark.long
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(groups, min_size=3, max_size=9))
def test_no_number_from_one_to_four_can_be_reckoned(numbers: list[Any]) -> None:
    people = people_of(*numbers)
    try:
        found = publication_of(people)
    except TooFew:
        return

    assert told_small(people, found) == []


A_MEETING = people_of(
    (60, "state_party", "member", "woman", True),
    (70, "state_party", "head", "man", True),
    (2, "state_party", "member", "unsaid", False),
    (30, "ngo", "member", "woman", True),
    (3, "red_cross", "adviser", "man", True),
)


def test_what_is_small_in_a_meeting_is_hidden() -> None:
    found = publication_of(A_MEETING)

    shown = {row["key"]: row["people"] for row in found["categories"]["rows"]}
    assert shown["category:state_party"] == 132
    # Three of the Red Cross; whoever sees that the sum is three more cannot know of which category.
    assert shown["category:red_cross"] is shown["category:un"] is None
    assert shown["category:ngo"] == 30
    assert told_small(A_MEETING, found) == []


def test_the_control_hiding_small_numbers_alone_tells_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the second hidden number the sum gives away the first."""

    def small_alone(counts: Sequence[int], people: Sequence[int]) -> frozenset[int]:
        return frozenset(n for n, c in enumerate(counts) if 0 < min(c, people[n]) < LEAST)

    monkeypatch.setattr(published, "hidden", small_alone)

    assert "red_cross" in told_small(A_MEETING, publication_of(A_MEETING))


def test_who_stayed_away_cannot_be_reckoned() -> None:
    people = people_of(
        (40, "state_party", "member", "woman", True),
        (40, "ngo", "head", "man", True),
        (3, "ngo", "head", "man", False),
        (9, "red_cross", "adviser", "man", True),
    )
    found = publication_of(people)

    assert told_small(people, found) == []
    row = next(row for row in found["categories"]["rows"] if row["key"] == "category:ngo")
    # Forty of 43: rounded, not told.
    assert (row["people"], row["inside"]) == (43, 40)
    assert found["categories"]["inside"] == 40 + 40


def test_both_populations_stand_in_the_tables_once_somebody_has_checked_in() -> None:
    found = publication_of(A_MEETING) | {"speaking": None}

    tables = {table.key: table for table in public.tables_of(found)}

    assert tables["category"].columns[-1] == "Checked-in people, rounded"
    # 130 of 132; of all, what is shown: 130 and 30.
    assert [line.cells[-1] for line in tables["category"].lines if line.cells[-1]] == [130, 30, 160]
    assert "people who are confirmed and have checked in" in tables["in-share"].definitions[0]
    inside = count([one for one in A_MEETING if one.is_in])
    assert staff.tables_of(inside, is_in=True)[0].total.cells[0] == 163  # type: ignore[union-attr]


# --- Somebody who knows the rule ---------------------------------------------------------------------


@pytest.mark.parametrize("most", [pytest.param(6), pytest.param(8, marks=pytest.mark.long)])
def test_whoever_knows_the_rule_reckons_no_hidden_pair(most: int) -> None:
    """All tables of three rows of people and delegations that would be published just so.

    A number that stands alone is none from one to four.
    """
    cells = [(0, 0), *((x, d) for x in range(1, most + 1) for d in range(1, x + 1))]
    could_be: dict[Any, list[Any]] = defaultdict(list)
    for rows in product(cells, repeat=3):
        columns = list(zip(*rows, strict=True))
        places = rows_to_hide(columns)
        shown = tuple(None if n in places else row for n, row in enumerate(rows))
        could_be[sum(columns[0]), sum(columns[1]), shown].append(rows)

    tried = 0
    for (people, total, shown), found in could_be.items():
        rest = people - sum(row[0] for row in shown if row)
        # Of fewer than five delegations nothing is published; hidden rows hold no more than the rest,
        # so that all tables were tried where that is no more than `most`.
        if total >= LEAST and rest <= most:
            tried += 1
            for place, column in product(range(3), (0, 1)):
                possible = {one[place][column] for one in found}
                is_told = len(possible) == 1 and 0 < min(possible) < LEAST
                assert not is_told, (place, column, found)
    assert tried > 50


def test_compositions_hide_as_all_tables_do() -> None:
    people = [
        *(Counted(n, n, "state_party", "head", "man") for n in range(10)),
        *(Counted(100 + n, 50 + n // 2, "ngo", "member", "woman") for n in range(12)),
        Counted(200, 70, "ngo", "member", "woman"),
        Counted(201, 71, "ngo", "member", "unsaid"),
    ]

    rows = figures_of(count(people))["compositions"]["rows"]

    shown = {row["key"].partition(":")[2]: row["delegations"] for row in rows}
    assert shown[Composition.ONE_WOMAN] is shown[Composition.UNKNOWN] is None
    # None of them; that is not told either.
    assert shown[Composition.MEN] is None
    assert (shown[Composition.ONE_MAN], shown[Composition.WOMEN]) == (10, 6)


@pytest.mark.parametrize(
    ("women", "men", "share"),
    [
        (0, 60, None),
        (3, 60, None),
        (60, 2, None),
        (10, 20, None),
        (20, 40, {"percent": 35, "coverage": 95, "is_thin": False}),
    ],
)
def test_a_share_is_told_of_many_and_of_no_minority_of_few(
    women: int, men: int, share: Any
) -> None:
    people = people_of(
        (women, "ngo", "member", "woman", False), (men, "ngo", "member", "man", False)
    )

    assert share_of(count(people).all) == share


def test_each_share_that_is_told_fits_several_numbers_of_women() -> None:
    could_be: dict[Any, set[int]] = defaultdict(set)
    for said, women in product((50, 51, 74, 99), range(100)):
        people = people_of(
            (women, "ngo", "member", "woman", False),
            (max(said - women, 0), "ngo", "member", "man", False),
        )
        if len(people) == said and (share := share_of(count(people).all)):
            could_be[said, share["percent"]].add(women)

    assert len({said for said, _percent in could_be}) == 4
    assert min(map(len, could_be.values())) > 1


# --- Two publications --------------------------------------------------------------------------------


def kept(people: Sequence[Counted]) -> list[dict[str, Any]]:
    return [{"figures": publication_of(people), "basis": basis_of(count(people))}]


def test_few_who_came_or_went_are_not_published() -> None:
    earlier = kept(A_MEETING)

    for later in (A_MEETING[:-1], A_MEETING[4:]):
        with pytest.raises(TooLittleChanged):
            publication_of(later, earlier)
    # The control: nobody, or enough.
    assert publication_of(A_MEETING, earlier)
    assert publication_of(A_MEETING[10:], earlier)


def test_a_row_that_changed_a_little_is_hidden_and_its_share_stays() -> None:
    before = people_of(
        (60, "state_party", "member", "woman", False),
        (70, "state_party", "head", "man", False),
        (80, "ngo", "member", "woman", False),
        (40, "ngo", "member", "man", False),
        (3, "red_cross", "member", "man", False),
    )
    new = [
        *(Counted(900 + n, 900, "ngo", "member", "man") for n in range(2)),
        *(Counted(910 + n, 800 + n // 3, "state_party", "member", "man") for n in range(30)),
    ]
    after = [*before, *new]

    found = publication_of(after, kept(before))

    shown = {row["key"]: row["people"] for row in found["categories"]["rows"]}
    assert shown["category:ngo"] is None
    # The control: without the earlier publication it is not the number of NGOs that is small.
    alone = {row["key"]: row["people"] for row in publication_of(after)["categories"]["rows"]}
    assert alone["category:ngo"] == 122

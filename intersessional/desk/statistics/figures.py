"""What everybody may see: numbers of which none is small, nor lets a small one be reckoned.

* A number of people or delegations under five is hidden, and as much besides that sums do not give
  it away (`afterwards.hiding`). Tables have the whole in common, and
  nothing else.
* Of gender no number is told, only the share of women, to five per cent, of at least fifty people who
  said, and between 20 and 80 per cent.
* Of those who checked in, numbers are rounded to five, and their sum is that of the rounded numbers: who
  was confirmed and stayed away cannot be reckoned. What is rounded stays as it was told before, unless
  five people have come or gone.
* A later publication hides what has changed by fewer than five, and tells a share anew only where at
  least five people have come or gone.

See docs/decisions/0044.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from programme.interventions.afterwards.hiding import LEAST, hidden
from registration.registrations.answers import LEAST_COVERAGE

from .counting import Composition, Count, Group

# Of so many people who said, to so many per cent, between these.
ENOUGH, STEP = 50, 5
ROUGH = range(20, 81)
# Of those who did not say, no smaller number is told.
LEAST_UNSAID = 10

Json = dict[str, Any]


class Refused(Exception):
    """Nothing is published; the text says why."""


class TooFew(Refused):
    """There are so few people or delegations that each number would tell of somebody."""


class TooLittleChanged(Refused):
    """So few people have come or gone since that the difference would tell of them."""


def figures_of(count: Count, earlier: Sequence[Json] = ()) -> Json:
    """Return what may be published; `earlier` are publications before, as `figures` and `basis`.

    :raises TooFew, TooLittleChanged:
    """
    basis = basis_of(count)
    bases = [one["basis"] for one in earlier]
    _check(count, basis, bases)
    changed = _changed(basis["numbers"], [one["numbers"] for one in bases])
    delegations = None if "delegations" in changed else basis["numbers"]["delegations"]
    return {
        "has_check_in": bool(count.all.inside.count),
        "categories": _categories(count, changed, basis["members"], earlier)
        | {"delegations": delegations},
        "roles": _table(count.roles, "people", [[g.count for g in count.roles]], changed)
        | {"people": count.all.count},
        "compositions": _compositions(count, changed) | {"delegations": delegations},
        "unsaid": _unsaid(count.all, basis["members"]["all"], earlier),
    }


def shares_of(count: Count, shown: Iterable[str], earlier: Sequence[Json] = ()) -> Json:
    """Return the shares of women of all, and of those groups whose number is shown, by their keys."""
    keys = {"all", *shown}
    groups = [one for one in (count.all, *count.categories, *count.roles) if one.key in keys]
    found = {one.key: share_of(one) for one in groups}
    found |= {_inside(one.key): share_of(one.inside) for one in groups}
    members = basis_of(count)["members"]
    return {key: _kept(key, share, set(members[key]), earlier) for key, share in found.items()}


def share_of(group: Group) -> Json | None:
    """Return the rough share of women and the coverage; None where they would tell too much."""
    if group.known < ENOUGH:
        return None
    percent = STEP * round(100 * group.women / group.known / STEP)
    if percent not in ROUGH:
        return None
    coverage = min(STEP * ((group.coverage or 0) // STEP), 100 - STEP)
    return {"percent": percent, "coverage": coverage, "is_thin": coverage < LEAST_COVERAGE}


def basis_of(count: Count) -> Json:
    """Return of whom each number is made, for the next publication; no answer is in it."""
    groups = [count.all, *count.categories, *count.roles]
    numbers = {one.key: one.count for one in groups}
    numbers |= {f"delegations:{one.key}": one.delegations for one in count.categories}
    numbers |= {f"composition:{key.value}": n for key, n in count.compositions.numbers.items()}
    members = {one.key: sorted(p.pk for p in one.people) for one in groups}
    members |= {_inside(one.key): sorted(p.pk for p in one.inside.people) for one in groups}
    return {
        "numbers": numbers | {"delegations": count.compositions.all},
        "members": members,
    }


def rows_to_hide(columns: Sequence[Sequence[int]], changed: Iterable[int] = ()) -> frozenset[int]:
    """Return the rows to hide, so that no column gives one of them away; `changed` as if small."""
    least = [min(row) for row in zip(*columns, strict=True)]
    for place in changed:
        least[place] = 0
    return frozenset().union(*(hidden(column, least) for column in columns))


def rounded(number: int) -> int:
    """Return a number to the next five."""
    return STEP * ((number + STEP // 2) // STEP)


def _check(count: Count, basis: Json, bases: Sequence[Json]) -> None:
    if min(count.all.count, count.compositions.all) < LEAST:
        raise TooFew(_("There are too few people or delegations for figures that tell of no one."))
    everybody = set(basis["members"]["all"])
    for one in bases:
        before = set(one["members"]["all"])
        few = 0 < len(everybody ^ before) < LEAST
        if few or 0 < abs(len(everybody) - len(before)) < LEAST:
            raise TooLittleChanged(
                _(
                    "Since figures were published, the number of people has changed by fewer than"
                    " five: the difference would tell of them. The published figures stay."
                )
            )


def _changed(numbers: Mapping[str, int], before: Iterable[Mapping[str, int]]) -> frozenset[str]:
    """Return the keys of numbers that have changed since a publication by fewer than five."""
    return frozenset(
        key
        for one in before
        for key, number in numbers.items()
        if 0 < abs(number - one.get(key, number)) < LEAST
    )


def _categories(
    count: Count, changed: frozenset[str], members: Json, earlier: Sequence[Json]
) -> Json:
    groups = count.categories
    columns = [[one.count for one in groups], [one.delegations for one in groups]]
    of_delegations = {key.removeprefix("delegations:") for key in changed}
    found = _table(groups, "people", columns, changed | of_delegations)
    for row, group in zip(found["rows"], groups, strict=True):
        is_shown = row["people"] is not None
        row["delegations"] = group.delegations if is_shown else None
        row["inside"] = _rounded_inside(group, members, earlier) if is_shown else None
    return found | {
        "people": count.all.count,
        "inside": sum(row["inside"] or 0 for row in found["rows"]),
    }


def _compositions(count: Count, changed: frozenset[str]) -> Json:
    numbers = count.compositions.numbers
    keys = [f"composition:{one.value}" for one in Composition]
    places = rows_to_hide([list(numbers.values())], _places(keys, changed))
    rows = [
        {"key": key, "delegations": None if n in places else number}
        for n, (key, number) in enumerate(zip(keys, numbers.values(), strict=True))
    ]
    return {"rows": rows}


def _table(
    groups: Sequence[Group], name: str, columns: Sequence[Sequence[int]], changed: Iterable[str]
) -> Json:
    places = rows_to_hide(columns, _places([one.key for one in groups], changed))
    return {
        "rows": [
            {"key": one.key, name: None if n in places else columns[0][n]}
            for n, one in enumerate(groups)
        ]
    }


def _places(keys: Sequence[str], changed: Iterable[str]) -> list[int]:
    wanted = set(changed)
    return [n for n, key in enumerate(keys) if key in wanted]


def _rounded_inside(group: Group, members: Json, earlier: Sequence[Json]) -> int:
    """Return about how many came; as it was told before, where fewer than five have come since."""
    key = _inside(group.key)
    for one in reversed(earlier):
        rows = {row["key"]: row for row in one["figures"]["categories"]["rows"]}
        told: int | None = rows.get(group.key, {}).get("inside")
        if told is not None and _are_nearly(key, members[key], one):
            return told
    return rounded(group.inside.count)


def _unsaid(group: Group, members: Sequence[int], earlier: Sequence[Json]) -> int | None:
    """Return about how many did not say; None where they are few.

    As it was told before of nearly the same people: one more answer would show where it is rounded.
    """
    for one in reversed(earlier):
        if _are_nearly("all", members, one):
            told: int | None = one["figures"]["unsaid"]
            return told
    about = rounded(group.unsaid)
    return about if about >= LEAST_UNSAID else None


def _are_nearly(key: str, members: Iterable[int], publication: Json) -> bool:
    """Say whether fewer than five have come to a group, or gone, since a publication."""
    before = publication["basis"]["members"].get(key, ())
    return len(set(members) ^ set(before)) < LEAST


def _kept(key: str, share: Json | None, members: set[int], earlier: Sequence[Json]) -> Json | None:
    """Return the share told before, where fewer than five have come or gone since."""
    for one in reversed(earlier):
        told = one["figures"].get("shares", {}).get(key)
        if told and _are_nearly(key, members, one):
            return told
    return share


def _inside(key: str) -> str:
    return f"inside:{key}"

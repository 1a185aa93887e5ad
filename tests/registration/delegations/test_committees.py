"""The four Committees of June 2018, and what is still to be confirmed."""

import pytest

from registration.delegations.models import CommitteeMembership, holds_on
from tests.people import THURSDAY

pytestmark = pytest.mark.django_db


def members(slug: str, **facts: object) -> list[str]:
    """Return the codes of those who serve on 7 June 2018."""
    serving = CommitteeMembership.objects.filter(holds_on(THURSDAY), committee__slug=slug, **facts)
    return sorted(serving.values_list("entity__code", flat=True))


@pytest.mark.parametrize(
    ("slug", "chairs", "known", "to_be_confirmed"),
    [
        ("article-5", ["ch"], ["ch", "cl", "co", "nl"], []),
        ("victim-assistance", ["be"], ["be", "ec", "hr", "mz"], []),
        ("cooperation", [], ["se", "th"], ["dz", "gb"]),
        ("compliance", ["af"], ["af", "pe", "pl"], ["ca", "iq"]),
    ],
)
def test_members_of_june_2018(
    slug: str, chairs: list[str], known: list[str], to_be_confirmed: list[str]
) -> None:
    assert members(slug, role="chair") == chairs
    assert members(slug, is_to_be_confirmed=False) == known
    assert members(slug, is_to_be_confirmed=True) == to_be_confirmed


def test_nobody_serves_after_the_term() -> None:
    after = CommitteeMembership.objects.order_by("valid_until").last()

    assert after is not None
    assert after.valid_until is not None
    assert not after.holds(after.valid_until)

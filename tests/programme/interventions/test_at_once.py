"""Ten who ask at the same moment."""

from typing import Any

from intersessional import codes
from programme.interventions import operations
from programme.interventions.models import Intervention
from tests.own_database import at_once
from tests.people import ON_14_MAY, focal_point
from tests.programme.interventions import floors

TEN = ("ao", "af", "ba", "kh", "td", "co", "hr", "cy", "cd", "ec")


def test_ten_who_ask_at_once_get_ten_places(transactional_db: None) -> None:
    segment, felix = floors.states_speak(), focal_point()
    delegations = [floors.delegation(code) for code in TEN]

    def one() -> Any:
        return operations.ask(
            floors.UPDATE,
            segment=segment,
            delegation=delegations.pop(),
            token=codes.address_token(),
            language="en",
            by=felix,
            at=ON_14_MAY,
        )

    at_once(10, one)

    speakers = floors.speakers(segment)
    rows = Intervention.objects.filter(segment=segment.pk)
    assert sorted(one.arrival for one in rows) == list(range(1, 11))
    assert sorted(filter(None, (speakers.place_of(one.pk) for one in rows))) == list(range(1, 11))
    assert speakers.version == 10
    # By arrival: the order is that in which they came.
    assert [one.pk for one in rows.order_by("arrival")] == speakers.order

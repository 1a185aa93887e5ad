"""Whom messages of the staff reach by the programme: speakers on a list, guests of bilaterals."""

import pytest

from intersessional.accounts.models import User
from programme.interventions import operations as interventions
from registration.mailings.sources import find
from registration.meetings.models import Meeting
from tests.people import ON_14_MAY, focal_point, receive
from tests.programme.bilaterals import days, invited
from tests.programme.interventions import floors

pytestmark = pytest.mark.django_db


def test_the_speaker_who_is_named_or_whoever_asked(meeting: Meeting, staff: User) -> None:
    paola = receive()
    felix, kofi = focal_point("ec"), focal_point("gh", "kofi@mission.example")
    segment = floors.states_speak()
    floors.ask(segment, "ec", by=felix, speaker_id=paola.pk)
    floors.ask(segment, "gh", by=kofi)
    gone = floors.ask(segment, "zw", by=focal_point("zw", "zoe@mission.example"))
    interventions.withdraw(gone, segment=segment, by=staff, at=ON_14_MAY)

    found = find("speakers", meeting, {"which": str(segment.uid)})

    assert [one.key for one in found] == [
        f"registration {paola.pk}",
        "address kofi@mission.example",
    ]
    assert find("speakers", meeting, {"which": "none"}) == []


def test_who_acts_for_the_delegations_that_are_invited(meeting: Meeting, staff: User) -> None:
    focal_point("ec")
    focal_point("gh", "kofi@mission.example")
    invited.offered("ec", by=staff)
    invited.place("gh", begins_at=days.at(10, 30), by=staff)

    assert [one.email for one in find("bilaterals", meeting, {"which": "all"})] == [
        "felix@mission.example"
    ]
    assert find("bilaterals", meeting, {"which": "accepted"}) == []

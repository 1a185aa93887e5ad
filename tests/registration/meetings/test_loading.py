"""Loading the 2018 meeting: all of it, again and again, without doubling."""

from datetime import date, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Model

from registration.delegations.models import (
    CommitteeMembership,
    Entity,
    EntityName,
    PartyStatus,
    Tag,
)
from registration.meetings.models import Committee, Meeting
from tests.people import CLOSING, GENEVA, receive

pytestmark = pytest.mark.django_db

LOADED: list[type[Model]] = [
    Meeting,
    Committee,
    CommitteeMembership,
    Entity,
    EntityName,
    PartyStatus,
    Tag,
]


def load() -> None:
    call_command("load_meeting", "2018", verbosity=0)


def everything() -> dict[str, list[dict[str, object]]]:
    """Return every loaded row as it stands."""
    rows = {model.__name__: list(model.objects.order_by("pk").values()) for model in LOADED}
    return rows | {"tags": list(Entity.tags.through.objects.order_by("pk").values())}


def test_the_meeting_is_as_the_invitation_says(meeting: Meeting) -> None:
    assert (meeting.begins_on, meeting.ends_on) == (date(2018, 6, 7), date(2018, 6, 8))
    assert meeting.venue_en == "World Meteorological Organization"
    assert meeting.venue_address == ["Avenue de la Paix 7bis", "1211 Geneva, Switzerland"]
    assert meeting.time_zone == "Europe/Zurich"
    assert meeting.contact_email == "isu@apminebanconvention.org"
    assert meeting.registration_closes_at == CLOSING
    assert meeting.visa_advised_on == date(2018, 5, 10)
    assert meeting.bilaterals_on == date(2018, 6, 6)
    assert meeting.interventions_close_at == datetime(2018, 6, 7, tzinfo=GENEVA)


def test_loading_again_changes_no_row() -> None:
    before = everything()

    load()

    assert everything() == before


def test_loading_again_mends_what_was_changed() -> None:
    before = everything()
    Meeting.objects.update(street="Elsewhere")
    CommitteeMembership.objects.filter(entity__code="dz").update(is_to_be_confirmed=False)

    load()

    assert everything() == before


def test_loading_again_keeps_registrations_and_their_numbers() -> None:
    receive()

    load()

    assert receive().receipt_number == "IM18-0002"


def test_loading_again_leaves_alone_what_staff_added() -> None:
    added = Entity.objects.create(code="added-by-hand", kind="ngo")

    load()

    assert Entity.objects.get(code="added-by-hand") == added


def test_an_unknown_meeting_is_refused_with_those_there_are() -> None:
    with pytest.raises(CommandError, match="There is no data for the meeting “2017”"):
        call_command("load_meeting", "2017")

    assert Meeting.objects.count() == 1

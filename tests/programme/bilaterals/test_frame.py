"""The frame of 2018, loaded once and again; and the places that follow from it."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command

from intersessional.accounts.models import User
from programme.agenda.models import Room
from programme.agenda.operations import editing
from programme.agenda.policies import InUse
from programme.agenda.queries import latest
from programme.agenda.snapshots import take
from programme.bilaterals.models import Break, Host, Resource, Window
from programme.bilaterals.slots import Slot, slots_of
from registration.delegations.models import Entity
from registration.meetings.models import Meeting
from tests.people import ON_14_MAY
from tests.programme.bilaterals.days import at, host_of, room_named

pytestmark = pytest.mark.django_db

HOSTS = ["president", "article-5", "victim-assistance", "cooperation", "compliance"]


def test_five_hosts_have_sixty_places(june: Meeting) -> None:
    breaks = list(Break.objects.filter(meeting=june))
    places = {
        host.slug: slots_of(host.windows.all(), host.length, host.buffer, breaks)
        for host in Host.objects.for_meeting(june)
    }
    assert list(places) == HOSTS
    assert [len(found) for found in places.values()] == [12] * 5
    assert places["article-5"][0] == (at(9, 30), at(9, 55))
    assert places["article-5"][5] == (at(12), at(12, 25))
    assert places["article-5"][6] == (at(14), at(14, 25))
    assert places["article-5"][-1] == (at(16, 30), at(16, 55))


def test_the_president_presides_over_compliance_and_rooms_are_fixed(june: Meeting) -> None:
    hosts = Host.objects.for_meeting(june)
    assert [host.slug for host in hosts if host.president_chairs] == ["president", "compliance"]
    assert [host.room.name_en for host in hosts] == [f"Room {letter}" for letter in "ABCDE"]
    assert [host.quorum for host in hosts] == [0, 2, 2, 2, 2]
    assert not room_named("Room E").is_accessible
    assert room_named("Room C").is_accessible


def test_what_can_be_in_one_place_only_is_there(june: Meeting) -> None:
    assert Resource.objects.filter(host__meeting=june).count() == 5
    assert Resource.objects.filter(room__meeting=june).count() == 6
    assert Resource.objects.filter(president_of=june).count() == 1
    assert Resource.objects.filter(entity__isnull=False).count() == Entity.objects.count()
    assert Resource.objects.filter(entity__code="hr").exists()


def test_loading_again_doubles_nothing_and_keeps_what_the_staff_changed(june: Meeting) -> None:
    host = host_of("cooperation")
    Host.objects.filter(pk=host.pk).update(minutes=20, room=None)
    host.windows.first().delete()
    Room.objects.filter(name_en="Room B").update(name_en="Salon B")
    Host.objects.filter(slug="victim-assistance").delete()
    before = [Host.objects.count(), Window.objects.count(), Break.objects.count()]
    call_command("load_meeting", "2018", verbosity=0)
    assert [Host.objects.count(), Window.objects.count(), Break.objects.count()] == before
    assert before == [4, 7, 1]
    host.refresh_from_db()
    assert (host.minutes, host.room) == (20, None)
    assert not Room.objects.filter(name_en="Room B").exists()


def test_loading_makes_what_is_missing(june: Meeting) -> None:
    Resource.objects.all().delete()
    call_command("load_meeting", "2018", verbosity=0)
    assert Resource.objects.count() == 5 + 6 + 1 + 17


def test_a_room_without_a_host_can_be_removed(june: Meeting, staff: User) -> None:
    acting: dict[str, Any] = {"by": staff, "at": ON_14_MAY}
    room = room_named("Room E")
    with pytest.raises(InUse, match="belongs to it: hosts"):
        editing.remove(room, version=room.version, **acting)
    Host.objects.filter(room=room).update(room=None)
    editing.remove(room, version=room.version, **acting)
    assert not Room.objects.filter(name_en="Room E").exists()
    editing.undo_last(june, **acting)
    assert Resource.objects.of(room=room_named("Room E")).pk


def test_the_programme_has_the_rooms_from_its_first_version(june: Meeting) -> None:
    published = latest(june)
    assert published
    names = [raw["name"]["fr"] for raw in published.content["rooms"]]
    assert names == ["Salle de conférence principale", *(f"Salle {one}" for one in "ABCDE")]
    assert published.content["rooms"] == take(june)["rooms"]


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


def hours(*times: tuple[int, int], is_lunch: bool = False) -> SimpleNamespace:
    begins, ends = times
    return SimpleNamespace(begins_at=at(*begins), ends_at=at(*ends), is_lunch=is_lunch)


@pytest.mark.parametrize(
    ("window", "breaks", "expected"),
    [
        pytest.param(((9, 0), (9, 25)), [], [(9, 0)], id="just one"),
        pytest.param(((9, 0), (9, 24)), [], [], id="a minute short"),
        pytest.param(((9, 0), (9, 55)), [], [(9, 0), (9, 30)], id="no buffer after the last"),
        pytest.param(((9, 7), (10, 2)), [], [(9, 7), (9, 37)], id="from an odd minute"),
        pytest.param(
            ((9, 0), (11, 0)), [hours((9, 40), (10, 0))], [(9, 0), (10, 0), (10, 30)], id="a break"
        ),
        pytest.param(
            ((9, 0), (10, 0)), [hours((8, 0), (9, 5))], [(9, 5), (9, 35)], id="begun before"
        ),
        pytest.param(((9, 0), (9, 30)), [hours((9, 25), (9, 30))], [(9, 0)], id="touches"),
        pytest.param(((9, 0), (10, 0)), [hours((9, 0), (10, 0))], [], id="all of it"),
        pytest.param(
            ((9, 0), (10, 30)),
            [hours((9, 10), (9, 20)), hours((9, 22), (9, 35))],
            [(9, 35), (10, 5)],
            id="two breaks",
        ),
        pytest.param(
            ((9, 0), (9, 55)),
            [hours((9, 0), (9, 55), is_lunch=True)],
            [(9, 0), (9, 30)],
            id="lunch only",
        ),
    ],
)
def test_places_lie_one_after_the_other(
    window: tuple[tuple[int, int], tuple[int, int]],
    breaks: list[SimpleNamespace],
    expected: list[tuple[int, int]],
) -> None:
    found = slots_of([hours(*window)], minutes(25), minutes(5), breaks)
    assert found == tuple(Slot(at(*one), at(*one) + minutes(25)) for one in expected)


def test_windows_come_in_the_order_of_the_day() -> None:
    windows = [hours((14, 0), (14, 30)), hours((9, 0), (9, 30))]
    found = slots_of(windows, minutes(30), minutes(0))
    assert [one.begins_at for one in found] == [at(9), at(14)]


def test_a_bilateral_takes_time() -> None:
    with pytest.raises(ValueError, match="takes time"):
        slots_of([hours((9, 0), (10, 0))], minutes(0), minutes(5))

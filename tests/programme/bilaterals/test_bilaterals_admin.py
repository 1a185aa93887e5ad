"""The frame in the admin site: shaped, audited, and closed where operations govern."""

from typing import Any

import pytest
from django.contrib import admin
from django.test import Client

from intersessional.accounts import roles
from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from programme.bilaterals.models import Absence, Break, Host, Note, Officer
from programme.bilaterals.operations.excusing import excuse
from registration.delegations.models import Entity
from registration.meetings.models import Meeting
from tests.access.actors import signed_in
from tests.pages import Page
from tests.people import ON_14_MAY, administrator
from tests.programme.bilaterals.days import (
    at,
    host_of,
    make_candidate,
    placed,
    room_named,
    staff,
)

pytestmark = pytest.mark.django_db

ADMIN = "/admin/bilaterals/"
FRAME = ("host", "break", "absence")
RECORDS = ("candidate", "bilateral", "engagement", "excusal", "ask")


@pytest.fixture
def office(paul: User) -> Client:
    return signed_in(paul)


def host_page(slug: str = "article-5") -> str:
    return f"{ADMIN}host/{host_of(slug).pk}/change/"


def sent(client: Client, path: str, **changes: Any) -> dict[str, Any]:
    return Page(client.get(path)).answers() | changes


def errors(response: Any) -> dict[str, list[str]]:
    assert response.status_code == 200
    found: dict[str, list[str]] = response.context["adminform"].form.errors
    return found


def test_notes_are_in_no_admin_page_and_no_permission(june: Meeting) -> None:
    assert Note not in admin.site._registry
    assert not Note._meta.default_permissions


def test_the_office_changes_the_frame(office: Client, paul: User) -> None:
    form = sent(office, host_page(), minutes="20", quorum="3")
    form["windows-0-ends_at_1"] = "12:00:00"
    assert office.post(host_page(), form).status_code == 302
    host = host_of("article-5")
    assert (host.minutes, host.quorum) == (20, 3)
    assert host.windows.first().ends_at == at(12)
    [entry] = AuditEntry.objects.all()
    assert (entry.verb, entry.by) == ("edit", paul)
    assert entry.values_changed.before == {"minutes": 25, "quorum": 2}


def test_saving_as_it_is_changes_nothing(office: Client) -> None:
    before = list(Host.objects.values())
    assert office.post(host_page(), sent(office, host_page())).status_code == 302
    assert list(Host.objects.values()) == before
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"quorum": "5"}, "quorum", "The Committee has 4 members on that day."),
        ({"quorum": "4"}, "quorum", "For Croatia members are excused: 3 are left."),
        ({"minutes": "3"}, "__all__", "A bilateral takes from 5 to 180 minutes"),
        ({"languages": "en,xx"}, "languages", "Enter en, fr or es"),
    ],
)
def test_a_host_stays_sensible(
    office: Client, paul: User, changes: dict[str, str], field: str, words: str
) -> None:
    candidate = make_candidate(host_of("article-5"), entity_code="hr")
    swiss = Entity.objects.get(code="ch")
    excuse(candidate, swiss, reason="Elsewhere", by=paul, at=ON_14_MAY)
    response = office.post(host_page(), sent(office, host_page(), **changes))
    assert words in str(errors(response)[field])


def test_the_president_presides_and_needs_no_quorum(office: Client) -> None:
    """Her host has no Committee, which its page shows and does not ask."""
    page = host_page("president")
    form = sent(office, page, quorum="2")
    form.pop("president_chairs")

    refused = errors(office.post(page, form))

    assert refused == {
        "president_chairs": ["The President presides over bilaterals of her own."],
        "quorum": ["The President needs no quorum."],
    }
    host = host_of("president")
    assert (host.president_chairs, host.quorum) == (True, 0)


def test_windows_do_not_overlap(office: Client) -> None:
    form = sent(office, host_page())
    form["windows-0-ends_at_1"] = "15:00:00"
    response = office.post(host_page(), form)
    assert response.status_code == 200
    assert "Two windows of the host overlap." in response.content.decode()


def test_whether_the_president_presides_rests_with_what_was_placed(office: Client) -> None:
    assert "president_chairs" in office.get(host_page()).content.decode()
    placed(make_candidate(host_of("article-5"), entity_code="hr"), at(9, 30))
    office.post(host_page(), sent(office, host_page(), president_chairs="on"))
    assert not host_of("article-5").president_chairs


def test_a_host_with_candidates_stays(office: Client) -> None:
    make_candidate(host_of("article-5"), entity_code="hr")
    path = host_page().replace("change", "delete")
    assert office.post(path, {"post": "yes"}).status_code == 403
    other = host_page("cooperation").replace("change", "delete")
    assert office.post(other, {"post": "yes"}).status_code == 302


def test_officers_are_named_by_administrators_alone(office: Client, carla: User) -> None:
    form = sent(office, host_page("cooperation"))
    forged = {"officers-TOTAL_FORMS": "1", "officers-INITIAL_FORMS": "0"}
    office.post(host_page("cooperation"), form | forged | {"officers-0-user": carla.pk})
    assert not Officer.objects.filter(host__slug="cooperation").exists()
    ada = signed_in(administrator())
    form = sent(ada, host_page("cooperation"))
    assert (
        ada.post(
            host_page("cooperation"),
            form | {"officers-TOTAL_FORMS": "1", "officers-0-user": carla.pk},
        ).status_code
        == 302
    )
    assert Officer.objects.filter(host__slug="cooperation", user=carla).exists()
    assert AuditEntry.objects.get().values_changed.after["bilaterals.officer added"]


@pytest.mark.parametrize(
    ("form", "begins", "ends"),
    [
        ({"begins": "11:00", "ends": "12:15"}, at(11), at(12, 15)),
        ({"begins": "", "ends": "12:15"}, at(0), at(12, 15)),
        ({"begins": "16:00", "ends": ""}, at(16), at(23, 59)),
    ],
)
def test_arrival_and_departure_are_absences(
    office: Client, form: dict[str, str], begins: Any, ends: Any
) -> None:
    path = f"{ADMIN}absence/add/"
    response = office.post(path, {"who": "e-hr", "reason": "Flight"} | form)
    assert response.status_code == 302, errors(response)
    absence = Absence.objects.get()
    assert absence.begins_at == begins
    assert (absence.ends_at - ends).total_seconds() in (0, 60)
    assert absence.resource.entity.code == "hr"
    assert AuditEntry.objects.get().verb == "add"
    # As it was entered, it is shown; sent again, it stays.
    page = f"{ADMIN}absence/{absence.pk}/change/"
    office.post(page, sent(office, page))
    assert (Absence.objects.get().begins_at, Absence.objects.get().ends_at) == (
        absence.begins_at,
        absence.ends_at,
    )


def test_all_that_can_be_away(office: Client, june: Meeting) -> None:
    path = f"{ADMIN}absence/add/"
    room, host = room_named("Room C"), host_of("article-5")
    for key in ("president", f"room {room.pk}", f"host {host.pk}"):
        office.post(path, {"who": key, "begins": "9:30", "ends": "10:00", "reason": ""})
    found = [one.resource for one in Absence.objects.order_by("pk")]
    assert [found[0].president_of, found[1].room, found[2].host] == [june, room, host]


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"who": "", "begins": "10:00"}, "who"),
        ({"who": "room 0", "begins": "10:00"}, "who"),
        ({"who": "president", "begins": "10:00", "ends": "9:00"}, "ends"),
        ({"who": "president", "begins": "noon"}, "begins"),
    ],
)
def test_an_absence_is_checked(office: Client, form: dict[str, str], field: str) -> None:
    response = office.post(f"{ADMIN}absence/add/", {"reason": ""} | form)
    assert field in errors(response)
    assert not Absence.objects.exists()


def test_a_break_is_read_in_the_meetings_zone(office: Client) -> None:
    form = {"begins_at_0": "2018-06-06", "begins_at_1": "15:00"}
    form |= {"ends_at_0": "2018-06-06", "ends_at_1": "15:15"}
    meeting = host_of("president").meeting_id
    response = office.post(f"{ADMIN}break/add/", form | {"meeting": meeting})
    assert response.status_code == 302, errors(response)
    assert Break.objects.filter(begins_at=at(15), ends_at=at(15, 15)).exists()


def test_lists_open_and_records_are_read_only(office: Client, paul: User) -> None:
    candidate = make_candidate(host_of("article-5"), entity_code="hr")
    bilateral = placed(candidate, at(9, 30))
    excuse(candidate, Entity.objects.get(code="ch"), reason="Away", by=paul, at=ON_14_MAY)
    for model in (*FRAME, *RECORDS):
        assert office.get(f"{ADMIN}{model}/").status_code == 200, model
    ada = signed_in(administrator())
    for model in RECORDS:
        assert ada.get(f"{ADMIN}{model}/add/").status_code == 403, model
    path = f"{ADMIN}bilateral/{bilateral.pk}/change/"
    assert ada.get(path).status_code == 200
    assert ada.post(path, {"begins_at_0": "2018-06-06"}).status_code == 403


def test_committees_find_nothing_here(carla: User, june: Meeting) -> None:
    client = signed_in(carla)
    for model in (*FRAME, *RECORDS):
        assert client.get(f"{ADMIN}{model}/").status_code == 403, model


def test_the_isu_shapes_the_frame(june: Meeting) -> None:
    client = signed_in(staff("ivo@isu.example", roles.ISU_STAFF))
    assert client.get(host_page()).status_code == 200
    assert client.get(f"{ADMIN}absence/add/").status_code == 200

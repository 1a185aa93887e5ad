"""The draft in the admin site: by the operations, with no way round them."""

from typing import Any

import pytest
from django.test import Client

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from programme.agenda.models import (
    Contributor,
    DraftEdit,
    Panel,
    Publication,
    Room,
    Segment,
    Session,
)
from programme.agenda.operations import editing
from tests.access.actors import signed_in
from tests.pages import Page
from tests.programme.agenda import draft_parts
from tests.programme.agenda.draft_parts import AT

pytestmark = pytest.mark.django_db

ADMIN = "/admin/agenda/"
MODELS = ["item", "session", "segment", "panel", "room", "contributor"]


@pytest.fixture
def ines(staff: User) -> Client:
    """The browser of somebody of the ISU."""
    return signed_in(staff)


def first(model: str) -> Any:
    return {
        "item": lambda: draft_parts.item(3),
        "session": lambda: draft_parts.sessions()[0],
        # One that takes requests, with their opening and closing.
        "segment": lambda: draft_parts.segments(draft_parts.sessions()[0])[3],
        "panel": Panel.objects.first,
        "room": draft_parts.room,
        "contributor": Contributor.objects.exclude(entity=None).first,
    }[model]()


def path(model: str, part: Any, page: str = "change") -> str:
    return f"{ADMIN}{model}/{part.pk}/{page}/"


def sent(client: Client, address: str, **changes: Any) -> dict[str, Any]:
    """Return what the form of a page would send."""
    return Page(client.get(address)).answers() | changes


@pytest.mark.parametrize("model", MODELS)
def test_saving_twice_changes_nothing(ines: Client, model: str) -> None:
    part = first(model)
    before = draft_parts.written()

    for _ in range(2):
        response = ines.post(path(model, part), sent(ines, path(model, part)))
        assert response.status_code == 302, response.context["adminform"].errors

    assert draft_parts.written() == before
    part.refresh_from_db()
    assert part.version == 1


def test_a_change_is_an_operation(ines: Client, staff: User) -> None:
    part = first("item")

    ines.post(path("item", part), sent(ines, path("item", part), title_en="Clearance"))

    assert (draft_parts.item(3).title_en, draft_parts.item(3).version) == ("Clearance", 2)
    assert AuditEntry.objects.filter(verb="change_item", by=staff).count() == 1
    editing.undo_last(draft_parts.meeting(), by=staff, at=AT)
    assert draft_parts.item(3).title_en == "Clearing mined areas"


def test_the_second_of_two_learns_what_stands_and_keeps_what_was_typed(ines: Client) -> None:
    part = first("session")
    typed = sent(ines, path("session", part), title_en="Dusk")
    editing.change(part, {"title_en": "Dawn"}, version=1, by=draft_parts.otto(), at=AT)
    before = draft_parts.written()

    response = ines.post(path("session", part), typed)

    html = response.content.decode()
    assert "Otto Ordnung changed “Dawn” at 23:00, after you had opened it." in html
    assert 'value="Dusk"' in html
    assert "Title (English): Dawn" in html
    assert draft_parts.written() == before
    # Having read both, they decide.
    assert ines.post(path("session", part), Page(response).answers()).status_code == 302
    assert draft_parts.sessions()[0].title_en == "Dusk"


def test_a_clash_is_said_in_the_form(ines: Client) -> None:
    part = draft_parts.sessions()[1]
    before = draft_parts.written()

    response = ines.post(
        path("session", part), sent(ines, path("session", part), begins_at_1="12:00:00")
    )

    assert "“Main conference room” has the session “Morning”" in response.content.decode()
    assert draft_parts.written() == before


def test_a_panel_and_its_seats_are_one_act(ines: Client) -> None:
    panel = first("panel")
    new = Contributor.objects.create(meeting=draft_parts.meeting(), name="Ms. Nadia NOVA")
    typed = sent(ines, path("panel", panel))
    typed |= {"panellists-3-contributor": new.pk, "panellists-3-position": 1}
    typed |= {"panellists-0-position": 9, "panellists-1-DELETE": "on"}

    response = ines.post(path("panel", panel), typed)

    assert response.status_code == 302, response.context["errors"]
    names = [str(seat) for seat in panel.panellists.order_by("position")]
    assert names[0] == "Ms. Nadia NOVA"
    assert len(names) == 3
    assert [seat.position for seat in panel.panellists.order_by("position")] == [1, 2, 3]
    assert DraftEdit.objects.get().verb == "change_panel"


def test_parts_are_added_and_removed(ines: Client) -> None:
    typed = sent(ines, f"{ADMIN}room/add/", name_en="Side room")
    ines.post(f"{ADMIN}room/add/", typed)
    room = Room.objects.get(name_en="Side room")

    asked = Page(ines.get(path("room", room, "delete"))).answers()
    ines.post(path("room", room, "delete"), asked | {"seen": 2})
    assert Room.objects.filter(name_en="Side room").exists()
    ines.post(path("room", room, "delete"), asked)

    assert not Room.objects.filter(name_en="Side room").exists()
    assert list(DraftEdit.objects.order_by("pk").values_list("verb", flat=True)) == [
        "add_room",
        "remove_room",
    ]


def test_a_new_segment_is_the_last_of_its_session(ines: Client) -> None:
    session = draft_parts.sessions()[0]
    typed = sent(
        ines,
        f"{ADMIN}segment/add/",
        session=session.pk,
        item=draft_parts.item(1).pk,
        minutes=5,
        audience="chair",
    )

    response = ines.post(f"{ADMIN}segment/add/", typed)

    assert response.status_code == 302, response.context["errors"]
    assert draft_parts.segments(session)[-1].minutes == 5
    assert draft_parts.is_whole()


@pytest.mark.parametrize("model", ["session", "segment", "contributor"])
def test_what_is_needed_is_not_removed(ines: Client, model: str) -> None:
    part = {
        "session": draft_parts.sessions()[0],
        "segment": Panel.objects.get().segment,
        "contributor": draft_parts.sessions()[0].chair,
    }[model]
    before = draft_parts.written()

    response = ines.post(path(model, part, "delete"), {"post": "yes", "seen": 1}, follow=True)

    assert response.status_code == 200
    assert draft_parts.written() == before
    assert type(part).objects.filter(pk=part.pk).exists()


@pytest.mark.parametrize("model", MODELS)
def test_nothing_is_done_to_many_at_once(ines: Client, model: str) -> None:
    part = first(model)

    ines.post(
        f"{ADMIN}{model}/",
        {"action": "delete_selected", "_selected_action": part.pk, "post": "yes"},
    )

    assert type(part).objects.filter(pk=part.pk).exists()


def test_versions_are_to_be_read_only(ines: Client) -> None:
    publication = Publication.objects.get()

    assert ines.get(path("publication", publication)).status_code == 200
    assert ines.post(path("publication", publication), {"note_en": "x"}).status_code == 403
    assert ines.post(path("publication", publication, "delete"), {"post": "yes"}).status_code == 403
    assert ines.get(f"{ADMIN}publication/add/").status_code == 403


@pytest.mark.parametrize(("model", "queries"), [(model, 9) for model in MODELS])
def test_lists_take_the_same_queries_for_any_size(
    ines: Client, model: str, queries: int, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(queries + 4) as many:
        ines.get(f"{ADMIN}{model}/")
    Segment.objects.exclude(position__in=[1, 7]).filter(panel=None).delete()
    Session.objects.filter(segments=None).delete()
    Contributor.objects.filter(seats=None, sessions_chaired=None, panels_moderated=None).delete()
    with django_assert_max_num_queries(queries + 4) as few:
        ines.get(f"{ADMIN}{model}/")
    assert len(many) == len(few)


def test_history_says_who_did_what(ines: Client) -> None:
    part = first("item")
    editing.change(part, {"title_en": "Clearance"}, version=1, by=draft_parts.otto(), at=AT)

    html = ines.get(path("item", part, "history")).content.decode()

    assert "Item of the programme changed" in html
    assert "Clearance" in html

"""The draft goes back to what a version says."""

import random
from typing import Any

import pytest
from django.db import models, transaction

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from programme.agenda.models import (
    Audience,
    Contributor,
    Item,
    Notice,
    Panel,
    Panellist,
    Publication,
    Room,
    Segment,
    Session,
)
from programme.agenda.operations import CannotGoBack, DraftChanged, roll_back
from programme.agenda.operations.acts import settle
from programme.agenda.proposals import as_taken_back, draft_digest
from programme.agenda.snapshots import Content, take
from registration.delegations.models import Entity
from registration.meetings.models import Meeting
from tests.people import ON_14_MAY, isu_staff
from tests.programme.agenda import readers


@pytest.fixture
def by(db: None) -> User:
    """Somebody of the ISU."""
    return isu_staff()


def without_keys(content: Any) -> Any:
    """Return a content without `pk` and the numbers of its calendar, which no draft has."""
    if isinstance(content, dict):
        left_out = {"pk", "calendar"}
        return {
            name: without_keys(value) for name, value in content.items() if name not in left_out
        }
    if isinstance(content, list):
        return [without_keys(one) for one in content]
    return content


def first_version(meeting: Meeting) -> Publication:
    publication: Publication = Publication.objects.get(meeting=meeting, number=1)
    return publication


def random_edit(meeting: Meeting, dice: random.Random) -> None:
    """Do something to the draft that the constraints allow."""
    segments = list(Segment.objects.filter(session__meeting=meeting).order_by("pk"))
    sessions = readers.sessions(meeting)
    people = list(Contributor.objects.filter(meeting=meeting).order_by("pk"))
    segment, session = dice.choice(segments), dice.choice(sessions)
    edit = dice.choice(EDITS)
    edit(meeting, dice, segment, session, dice.choice(people))


def remove_segment(meeting: Meeting, dice: random.Random, segment: Segment, *_: object) -> None:
    segment.delete()


def remove_session(
    meeting: Meeting, dice: random.Random, segment: Segment, session: Session, *_: object
) -> None:
    if len(readers.sessions(meeting)) > 1:
        session.delete()


def other_session(
    meeting: Meeting, dice: random.Random, segment: Segment, session: Session, *_: object
) -> None:
    last = session.segments.order_by("-position").first()
    segment.session, segment.position = session, (last.position if last else 0) + 5
    segment.save()


def stretch(meeting: Meeting, dice: random.Random, segment: Segment, *_: object) -> None:
    segment.minutes = dice.randint(1, 90)
    segment.title_fr = "Autrement"
    segment.order_rule = "draw"
    segment.requests_close_at = None
    segment.save()


def turn(meeting: Meeting, dice: random.Random, segment: Segment, *_: object) -> None:
    parts = list(segment.session.segments.order_by("position"))
    places = [one.position for one in parts]
    dice.shuffle(parts)
    for one, place in zip(parts, places, strict=True):
        Segment.objects.filter(pk=one.pk).update(position=place)


def rename(
    meeting: Meeting,
    dice: random.Random,
    segment: Segment,
    session: Session,
    person: Contributor,
) -> None:
    person.name, person.entity = "Somebody else", Entity.objects.get(code="cl")
    person.save()
    Item.objects.filter(pk=segment.item_id).update(title_en="Another title", committee=None)


def renumber(meeting: Meeting, dice: random.Random, *_: object) -> None:
    items = list(Item.objects.filter(meeting=meeting))
    numbers = [one.number for one in items]
    dice.shuffle(numbers)
    for item, number in zip(items, numbers, strict=True):
        Item.objects.filter(pk=item.pk).update(number=number)


def other_panel(
    meeting: Meeting,
    dice: random.Random,
    segment: Segment,
    session: Session,
    person: Contributor,
) -> None:
    """Move the panels, put others in their places, seat people otherwise."""
    Panel.objects.filter(segment__session__meeting=meeting).delete()
    panel = Panel.objects.create(segment=segment, title_en="Another panel", moderator=person)
    Panellist.objects.create(panel=panel, contributor=person, position=3)


def other_rooms(meeting: Meeting, dice: random.Random, *_: object) -> None:
    """Swap the names of two rooms, which are unique at once."""
    other, _new = Room.objects.get_or_create(meeting=meeting, name_en="Side room C", position=2)
    main = Room.objects.filter(meeting=meeting).exclude(pk=other.pk).first()
    assert main
    Session.objects.filter(meeting=meeting).update(room=other)
    main.delete()
    Room.objects.filter(pk=other.pk).update(name_en="Main conference room")


def remove_item(meeting: Meeting, dice: random.Random, segment: Segment, *_: object) -> None:
    item = segment.item
    if item:
        Segment.objects.filter(item=item).delete()
        item.delete()


def more(
    meeting: Meeting,
    dice: random.Random,
    segment: Segment,
    session: Session,
    person: Contributor,
) -> None:
    new = Contributor.objects.create(meeting=meeting, name="New", email="new@x.example")
    item = Item.objects.create(meeting=meeting, number=dice.randint(100, 9999), title_en="More")
    last = session.segments.order_by("-position").first()
    place = (last.position if last else 0) + 1
    Segment.objects.create(
        session=session, item=item, position=place, minutes=10, audience=Audience.CHAIR
    )
    Session.objects.filter(pk=session.pk).update(chair=new)


EDITS = [
    remove_segment,
    remove_session,
    other_session,
    stretch,
    turn,
    rename,
    renumber,
    other_panel,
    other_rooms,
    remove_item,
    more,
]


@pytest.mark.parametrize("seed", range(12))
def test_after_any_edits_the_draft_says_what_the_version_says(
    meeting: Meeting, by: User, seed: int
) -> None:
    dice = random.Random(seed)
    for _ in range(6):
        with transaction.atomic():
            random_edit(meeting, dice)
            settle()
    publication = first_version(meeting)
    before = Publication.objects.filter(meeting=meeting).values_list("pk", "content")
    kept = list(before)
    assert without_keys(take(meeting)) != without_keys(publication.content)

    roll_back(meeting, publication, by=by, at=ON_14_MAY)

    again = take(meeting)
    assert without_keys(again) == without_keys(as_taken_back(again, publication.content))
    assert list(before.all()) == kept
    assert [one.verb for one in AuditEntry.objects.order_by("-pk")[:1]] == ["roll_back"]


def test_what_is_the_same_stays_as_it_is(meeting: Meeting, by: User) -> None:
    readers.move(meeting, 1, 30)
    versions = versions_of(meeting)

    roll_back(meeting, first_version(meeting), by=by, at=ON_14_MAY)

    after = versions_of(meeting)
    moved = readers.sessions(meeting)[1].uid
    # Who edits the session has version 2 on the page, and is told of version 3.
    assert {uid: n for uid, n in after.items() if versions[uid] != n} == {moved: 3}


def test_a_room_of_which_something_else_changed_keeps_its_name(meeting: Meeting, by: User) -> None:
    room = Room.objects.get(meeting=meeting, position=1)
    Room.objects.filter(pk=room.pk).update(is_accessible=not room.is_accessible)

    roll_back(meeting, first_version(meeting), by=by, at=ON_14_MAY)

    again = Room.objects.get(pk=room.pk)
    assert (again.name_en, again.is_accessible) == (room.name_en, room.is_accessible)


def versions_of(meeting: Meeting) -> dict[str, int]:
    found: dict[str, int] = {}
    for model, path in (
        (Room, "meeting"),
        (Contributor, "meeting"),
        (Item, "meeting"),
        (Session, "meeting"),
        (Segment, "session__meeting"),
        (Panel, "segment__session__meeting"),
    ):
        rows: models.QuerySet[Any] = model._default_manager.filter(**{path: meeting})
        found |= dict(rows.values_list("uid", "version"))
    return found


def test_what_is_made_again_has_its_key_and_a_version_that_no_page_holds(
    meeting: Meeting, by: User
) -> None:
    session = readers.sessions(meeting)[2]
    session.delete()

    roll_back(meeting, first_version(meeting), by=by, at=ON_14_MAY)

    again = Session.objects.get(uid=session.uid)
    assert again.pk == readers.sessions(meeting)[2].pk
    assert again.version >= 1000


def test_addresses_are_not_of_the_version_and_stay(meeting: Meeting, by: User) -> None:
    readers.with_addresses(meeting)
    president = Contributor.objects.get(meeting=meeting, name="H.E. Suraya Dalil")
    Contributor.objects.filter(pk=president.pk).update(name="Somebody", gender="woman")

    roll_back(meeting, first_version(meeting), by=by, at=ON_14_MAY)

    again = Contributor.objects.get(pk=president.pk)
    assert (again.name, again.email, again.gender) == (
        "H.E. Suraya Dalil",
        president.email,
        "woman",
    )


def test_whom_the_version_lacks_stays_and_is_told(meeting: Meeting, by: User) -> None:
    readers.with_addresses(meeting)
    Contributor.objects.filter(email=readers.CHAIRS[1]).update(language="fr", gender="woman")
    readers.publish(meeting)
    readers.sent()

    roll_back(meeting, first_version(meeting), by=by, at=ON_14_MAY)
    publication = readers.publish(meeting)

    chair = Contributor.objects.get(email=readers.CHAIRS[1])
    assert (chair.language, chair.gender) == ("fr", "woman")
    told = Notice.objects.filter(publication=publication).values_list("email", flat=True)
    assert set(readers.CHAIRS) <= set(told)


def test_a_draft_that_is_not_what_was_seen_is_left_alone(meeting: Meeting, by: User) -> None:
    seen = draft_digest(take(meeting))
    readers.move(meeting, 1, 30)
    before = take(meeting)

    with pytest.raises(DraftChanged):
        roll_back(meeting, first_version(meeting), by=by, at=ON_14_MAY, seen=seen)

    assert take(meeting) == before


def test_a_state_that_is_gone_is_named(meeting: Meeting, by: User) -> None:
    segment = Segment.objects.filter(session__meeting=meeting, about__code="hr").get()
    segment.delete()
    Entity.objects.filter(code="hr").update(code="zz")
    before: Content = take(meeting)

    with pytest.raises(CannotGoBack, match="“Croatia” is not in the portal any more"):
        roll_back(meeting, first_version(meeting), by=by, at=ON_14_MAY)

    assert take(meeting) == before


def test_what_something_else_depends_on_is_named(meeting: Meeting, by: User) -> None:
    """Here a segment elsewhere; for requests see tests/programme/interventions."""
    item = Item.objects.create(meeting=meeting, number=12, title_en="Other matters")
    other = Meeting.objects.get(pk=meeting.pk)
    other.pk, other.slug, other.code, other._state.adding = None, "2019", "IM19", True
    other.save()
    first = readers.sessions(meeting)[0]
    elsewhere = Session.objects.create(
        meeting=other, title_en="X", begins_at=first.begins_at, ends_at=first.ends_at
    )
    Segment.objects.create(
        session=elsewhere, item=item, position=1, minutes=5, audience="chair", title_en="Holds it"
    )

    with pytest.raises(CannotGoBack, match="“12 Other matters” has a segment"):
        roll_back(meeting, first_version(meeting), by=by, at=ON_14_MAY)

    assert Item.objects.filter(pk=item.pk).exists()
    # The database would refuse it when the transaction ends.
    elsewhere.delete()


def test_a_version_of_another_meeting_is_refused(meeting: Meeting, by: User) -> None:
    other = Meeting.objects.get(pk=meeting.pk)
    other.pk, other.slug, other.code, other._state.adding = None, "2019", "IM19", True
    other.save()

    with pytest.raises(ValueError, match="another meeting"):
        roll_back(other, first_version(meeting), by=by, at=ON_14_MAY)

    assert not Item.objects.filter(meeting=other).exists()

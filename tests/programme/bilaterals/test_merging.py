"""Somebody registered twice, and named in bilaterals: merging leaves one person, in one place."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from intersessional.accounts.models import User
from intersessional.outbox.models import Message
from programme.bilaterals.models import Bilateral, Engagement, Part
from programme.bilaterals.operations import answering
from programme.bilaterals.operations.people import resources_of
from registration.delegations.models import Category
from registration.delegations.operations import open_delegation
from registration.meetings.models import Meeting
from registration.registrations import operations as registrations
from registration.registrations.models import LikelyDuplicate, Person, Registration
from tests.access.actors import signed_in
from tests.people import ON_14_MAY, PAOLA, focal_point, isu_staff, receive
from tests.programme.bilaterals.days import at
from tests.programme.bilaterals.invited import (
    again,
    forget,
    last,
    last_to,
    mail_of,
    offered,
    paola,
    words,
)

DOUBLE = replace(PAOLA, email="p@home.example")


@pytest.fixture
def felix(db: None) -> User:
    """The focal point of Ecuador."""
    return focal_point()


def accepted(*coming: Registration, by: User, host: str = "article-5", hour: int = 9) -> Bilateral:
    """A bilateral of Ecuador to which these come."""
    bilateral = offered(host=host, by=by, begins_at=at(hour, 30))
    people = [one.pk for one in coming]
    return answering.accept(bilateral, people, by=by, at=ON_14_MAY, on_behalf="Rang.")


def beside(registration: Registration, *, by: User) -> Bilateral:
    """A bilateral of another delegation at half past nine, where somebody is, as it came to be."""
    bilateral = offered("pe", host="cooperation", by=by)
    answering.accept(bilateral, by=by, at=ON_14_MAY, on_behalf="Rang.")
    engage(bilateral, registration)
    return bilateral


def engage(bilateral: Bilateral, registration: Registration) -> None:
    """Let a person be in a bilateral, without being named in it."""
    [resource] = resources_of([registration]).values()
    Engagement.objects.create(bilateral=bilateral, resource_id=resource, part=Part.PARTICIPANT)


def merge(keep: Registration, drop: Registration, *, when: datetime = ON_14_MAY) -> None:
    """Merge as the staff do."""
    registrations.merge(keep, drop, by=isu_staff(), at=when)


def coming(bilateral: Bilateral) -> list[int]:
    """Whose registrations are named."""
    rows = bilateral.participants.order_by("registration")
    return list(rows.values_list("registration", flat=True))


def engaged(bilateral: Bilateral) -> list[int | None]:
    """Which people a bilateral takes."""
    rows = Engagement.objects.filter(bilateral=bilateral, part=Part.PARTICIPANT)
    return list(rows.values_list("resource__person", flat=True))


@pytest.mark.parametrize("named", [0, 1])
@pytest.mark.parametrize("kept", [0, 1])
def test_who_stays_comes_instead(felix: User, paul: User, named: int, kept: int) -> None:
    both = [paola(), receive(DOUBLE)]
    keep, drop = both[kept], both[1 - kept]
    bilateral = accepted(both[named], by=paul)
    forget()

    merge(keep, drop)

    assert Person.objects.count() == 1
    assert coming(bilateral) == [keep.pk]
    assert engaged(bilateral) == [keep.person_id]
    assert not Message.objects.exclude(state="sent").filter(kind__startswith="bilateral_").exists()
    # Whoever saw the other one named does not change it unawares.
    assert again(bilateral).version == bilateral.version + (named != kept)


@pytest.mark.parametrize("kept", [0, 1])
def test_both_were_named(felix: User, paul: User, kept: int) -> None:
    both = [paola(), receive(DOUBLE)]
    keep, drop = both[kept], both[1 - kept]
    bilateral = accepted(*both, by=paul)

    merge(keep, drop)

    assert (coming(bilateral), engaged(bilateral)) == ([keep.pk], [keep.person_id])
    assert again(bilateral).version == bilateral.version + 1


def also_at_another_meeting(*several: Registration) -> None:
    """Let these be registered at the meeting of the year after, too: nobody knows that they are one."""
    june = several[0].meeting
    other = Meeting.objects.create(
        slug="2019",
        code="IM19",
        begins_on=date(2019, 6, 7),
        ends_on=date(2019, 6, 8),
        **{
            field.name: getattr(june, field.name)
            for field in Meeting._meta.fields
            if field.name not in {"id", "slug", "code", "begins_on", "ends_on", "is_current"}
        },
    )
    delegation = open_delegation(other, several[0].delegation.entity, Category.STATE_PARTY)
    for one in several:
        Registration.objects.create(
            **{
                field.name: getattr(one, field.name)
                for field in Registration._meta.fields
                if not field.unique and field.name not in {"meeting", "delegation"}
            },
            meeting=other,
            delegation=delegation,
            receipt_number=f"IM19-{one.pk}",
            submission_token=f"another of {one.pk}",
        )


@pytest.mark.parametrize("are_both_named", [True, False])
def test_people_who_cannot_be_joined(felix: User, paul: User, are_both_named: bool) -> None:
    drop, keep = paola(), receive(DOUBLE)
    also_at_another_meeting(drop, keep)
    bilateral = accepted(*([drop, keep] if are_both_named else [drop]), by=paul)

    merge(keep, drop)

    assert Person.objects.count() == 2
    assert (coming(bilateral), engaged(bilateral)) == ([keep.pk], [keep.person_id])


@pytest.mark.parametrize("named", [0, 1])
def test_in_a_declined_one_nobody_stands_in_the_way(felix: User, paul: User, named: int) -> None:
    both = [paola(), receive(DOUBLE)]
    bilateral = accepted(both[named], by=paul)
    answering.decline(bilateral, "Ill.", by=felix, at=ON_14_MAY)
    elsewhere = beside(both[0], by=paul)

    merge(both[0], both[1])

    assert engaged(bilateral) == [both[0].person_id]
    assert engaged(elsewhere) == [both[0].person_id]


@pytest.mark.parametrize("is_elsewhere", [True, False])
@pytest.mark.parametrize("kept", [0, 1])
def test_what_was_held_stays_as_it_was(
    felix: User, paul: User, kept: int, is_elsewhere: bool
) -> None:
    both = [paola(), receive(DOUBLE)]
    keep, drop = both[kept], both[1 - kept]
    bilateral = accepted(drop, by=paul)
    Bilateral.objects.filter(pk=bilateral.pk).update(state="held", started_at=at(9, 30))
    other = beside(keep, by=paul) if is_elsewhere else None

    merge(keep, drop, when=at(15))

    assert coming(bilateral) == [drop.pk]
    assert engaged(bilateral) == ([] if other else [keep.person_id])
    if other:
        assert engaged(other) == [keep.person_id]


@pytest.mark.parametrize("kept", [0, 1])
def test_who_stays_is_elsewhere_at_that_time(felix: User, paul: User, kept: int) -> None:
    both = [paola(), receive(DOUBLE)]
    keep, drop = both[kept], both[1 - kept]
    bilateral, later = accepted(drop, by=paul), accepted(drop, by=paul, host="compliance", hour=11)
    other = beside(keep, by=paul)
    forget()

    merge(keep, drop)

    assert (coming(bilateral), engaged(bilateral)) == ([], [])
    assert (coming(later), engaged(later)) == ([keep.pk], [keep.person_id])
    assert engaged(other) == [keep.person_id]
    assert again(bilateral).version == bilateral.version + 1
    fresh = Message.objects.exclude(state="sent").filter(kind__startswith="bilateral_")
    # The Committee has no officer: the President's office is told.
    assert sorted((one.kind, mail_of(one).to) for one in fresh) == [
        ("bilateral_participants", "felix@mission.example"),
        ("bilateral_participants", paul.email),
        ("bilateral_released", drop.email),
    ]
    felixs, theirs = (
        words(last_to("participants", "felix@mission.example").text),
        words(last("released").text),
    )
    assert "CHÁVEZ is in another bilateral at this time, and was taken out of this one." in felixs
    assert "You are in another bilateral at this time." in theirs


def test_who_stays_is_of_another_delegation(felix: User, paul: User) -> None:
    drop, keep = paola(), receive(replace(DOUBLE, entity_code="ua"))
    bilateral = accepted(drop, by=paul)

    merge(keep, drop)

    assert (coming(bilateral), engaged(bilateral)) == ([], [])
    felixs, theirs = (
        words(last_to("participants", "felix@mission.example").text),
        words(last("released").text),
    )
    assert "CHÁVEZ now comes for another delegation, and was taken out" in felixs
    assert "You now come for another delegation." in theirs


@pytest.mark.parametrize("kept", [0, 1])
def test_the_staff_merge_side_by_side(felix: User, paul: User, kept: int) -> None:
    both = [paola(), receive(DOUBLE)]
    bilateral = accepted(both[1 - kept], by=paul)
    pair = LikelyDuplicate.objects.get()

    answer = signed_in(isu_staff()).post(
        f"/admin/registrations/likelyduplicate/{pair.pk}/change/",
        {"merge": both[kept].receipt_number},
    )

    assert answer.status_code == 302
    assert (coming(bilateral), engaged(bilateral)) == ([both[kept].pk], [both[kept].person_id])

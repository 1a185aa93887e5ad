"""Asking for the floor: places, late requests, changes, withdrawal."""

from datetime import timedelta

import pytest

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.outbox.models import Message
from programme.interventions import operations, policies
from programme.interventions.details import InterventionDetails
from programme.interventions.models import FloorEvent, FloorRight, Intervention
from programme.interventions.transitions import ActRefused
from registration.registrations.operations import merge
from registration.registrations.operations import withdraw as withdraw_registration
from tests.people import ON_14_MAY, PAOLA, receive
from tests.programme.interventions.floors import (
    CLOSED,
    UPDATE,
    ask,
    delegation,
    minutes_later,
    order,
    speakers,
    states_speak,
)


def test_a_request_has_its_place_its_record_and_its_mail(felix: User) -> None:
    segment = states_speak()

    first, second = ask(segment, "ec", by=felix), ask(segment, "ua", by=felix)

    assert (first.arrival, second.arrival) == (1, 2)
    assert order(segment) == ["ec", "ua"]
    assert speakers(segment).place_of(second.pk) == 2
    assert list(FloorEvent.objects.values_list("number", "verb")) == [(1, "list"), (2, "list")]
    kinds = Message.objects.order_by("pk").values_list("kind", "about_id")
    assert list(kinds) == [
        ("intervention_received", first.pk),
        ("intervention_received", second.pk),
    ]
    assert AuditEntry.objects.filter(verb="ask", subject_id=first.pk).count() == 1


def test_the_same_form_twice_asks_once(felix: User) -> None:
    segment = states_speak()

    first, again = (ask(segment, by=felix, token="t") for _ in range(2))

    assert first.pk == again.pk
    assert (Intervention.objects.count(), FloorEvent.objects.count()) == (1, 1)
    with pytest.raises(operations.SubmittedDifferently) as refused:
        ask(segment, by=felix, token="t", note="Something else.")
    assert refused.value.first.pk == first.pk


def test_a_delegation_asks_once_but_for_a_group_again(felix: User) -> None:
    segment = states_speak()
    ask(segment, by=felix)

    with pytest.raises(policies.AlreadyAsked):
        ask(segment, by=felix)
    ask(segment, by=felix, on_behalf_of="Group of Latin American States")

    assert Intervention.objects.count() == 2


def test_the_first_late_instant_is_the_closing(felix: User) -> None:
    segment = states_speak()
    last = CLOSED - timedelta(microseconds=1)

    in_time = ask(segment, "ec", by=felix, at=last)
    with pytest.raises(policies.ReasonNeeded):
        ask(segment, "ua", by=felix, at=CLOSED)
    late = ask(segment, "ua", by=felix, at=CLOSED, late_reason="A courier.")

    assert order(segment) == ["ec"]
    assert [one.pk for one in speakers(segment).with_state("requested")] == [late.pk]
    assert Intervention.objects.count() == 2 == in_time.arrival + 1


def test_nobody_asks_before_the_opening(felix: User) -> None:
    segment = states_speak(requests_open_at=minutes_later(1))

    with pytest.raises(policies.NotOpenYet):
        ask(segment, by=felix)
    ask(segment, by=felix, at=minutes_later(1))

    assert order(segment) == ["ec"]


def test_organisations_do_not_ask_where_states_speak(felix: User) -> None:
    segment = states_speak()

    with pytest.raises(policies.NotForThem):
        ask(segment, "org-icbl-cmc", by=felix)

    assert not Intervention.objects.exists()


def test_a_change_keeps_the_place(felix: User) -> None:
    segment = states_speak()
    first = ask(segment, "ec", by=felix)
    ask(segment, "ua", by=felix)
    changed = InterventionDetails(language="es", note="Slides.", minutes_wished=2)

    is_changed = operations.amend(
        first, changed, segment=segment, version=1, by=felix, at=minutes_later(5)
    )

    assert is_changed
    assert order(segment) == ["ec", "ua"]
    assert InterventionDetails.of(Intervention.objects.get(pk=first.pk)) == changed
    assert FloorEvent.objects.count() == 2


def test_of_two_who_change_the_second_sees_what_the_first_did(felix: User) -> None:
    segment = states_speak()
    first = ask(segment, by=felix)
    one, other = InterventionDetails(note="One."), InterventionDetails(note="Other.")
    operations.amend(first, one, segment=segment, version=1, by=felix, at=ON_14_MAY)

    with pytest.raises(operations.ChangedMeanwhile) as refused:
        operations.amend(first, other, segment=segment, version=1, by=felix, at=ON_14_MAY)

    assert refused.value.current
    assert refused.value.current.note == "One."
    assert Intervention.objects.get().note == "One."


def test_a_minister_comes_before_the_others_also_by_a_change(felix: User) -> None:
    segment = states_speak()
    ask(segment, "ua", by=felix)
    second = ask(segment, "ec", by=felix)

    minister = InterventionDetails(protocol_level=4)
    operations.amend(second, minister, segment=segment, version=1, by=felix, at=ON_14_MAY)

    assert order(segment) == ["ec", "ua"]


def test_after_the_closing_only_what_leaves_the_place(felix: User) -> None:
    segment = states_speak()
    first = ask(segment, by=felix)
    given = {"segment": segment, "version": 1, "by": felix, "at": CLOSED}

    for change in ({"protocol_level": 4}, {"on_behalf_of": "A group"}):
        with pytest.raises(policies.ChangesClosed):
            operations.amend(first, InterventionDetails(**change), **given)
    operations.amend(first, InterventionDetails(language="es"), **given)

    assert Intervention.objects.get().language == "es"


def test_a_request_in_writing_leaves_the_list_and_comes_back_to_its_place(felix: User) -> None:
    segment = states_speak()
    first = ask(segment, "ec", by=felix)
    ask(segment, "ua", by=felix)
    written = InterventionDetails(is_written_only=True)

    operations.amend(first, written, segment=segment, version=1, by=felix, at=ON_14_MAY)
    without = order(segment)
    operations.amend(first, UPDATE, segment=segment, version=2, by=felix, at=ON_14_MAY)

    assert without == ["ua"]
    assert order(segment) == ["ec", "ua"]


def test_what_is_withdrawn_stays_on_record_and_can_be_asked_for_again(felix: User) -> None:
    segment = states_speak()
    first = ask(segment, by=felix)

    assert operations.withdraw(first, segment=segment, version=1, by=felix, at=ON_14_MAY)
    assert not operations.withdraw(first, segment=segment, version=1, by=felix, at=ON_14_MAY)
    again = ask(segment, by=felix)

    assert order(segment) == ["ec"]
    assert speakers(segment).entries[first.pk].state == "withdrawn"
    assert again.arrival == 2
    with pytest.raises(ActRefused):
        operations.amend(
            first, InterventionDetails(note="x"), segment=segment, version=1, by=felix, at=ON_14_MAY
        )


def test_a_speaker_is_of_the_delegation_and_comes(felix: User) -> None:
    segment = states_speak()
    paola = receive(PAOLA)

    request = ask(segment, "ec", by=felix, speaker_id=paola.pk)
    with pytest.raises(policies.NotOfTheDelegation):
        ask(segment, "ua", by=felix, speaker_id=paola.pk)

    assert Intervention.objects.get().present_speaker == paola
    withdraw_registration(paola, version=1, by=felix, at=ON_14_MAY)
    assert Intervention.objects.get(pk=request.pk).present_speaker is None
    assert Intervention.objects.get(pk=request.pk).speaker == paola


def test_the_staff_decide_on_late_requests(felix: User, staff: User) -> None:
    segment = states_speak()
    ask(segment, "ec", by=felix)
    late = ask(segment, "ua", by=felix, at=CLOSED, late_reason="A courier.")
    later = ask(segment, "zw", by=felix, at=CLOSED, late_reason="Another one.")
    given = {"segment": segment, "by": staff, "at": CLOSED}

    operations.accept(late, **given)
    operations.decline(later, reason="No time is left.", **given)

    assert order(segment) == ["ec", "ua"]
    assert speakers(segment).entries[later.pk].state == "declined"
    for again in (late, later):
        with pytest.raises(ActRefused):
            operations.accept(again, **given)
    kinds = Message.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds)[-2:] == ["intervention_accepted", "intervention_declined"]


def test_the_staff_ask_for_a_delegation_at_any_time(felix: User, staff: User) -> None:
    segment = states_speak()

    ask(segment, "ec", by=staff, at=CLOSED)

    assert order(segment) == ["ec"]
    assert delegation("ec").interventions.count() == 1


def test_who_was_registered_twice_still_speaks(felix: User, staff: User) -> None:
    segment = states_speak()
    first, second = receive(PAOLA), receive(PAOLA)
    operations.give_right(second, by=felix, at=ON_14_MAY)
    ask(segment, "ec", by=felix, speaker_id=second.pk)

    merge(first, second, by=staff, at=ON_14_MAY)

    assert Intervention.objects.get().present_speaker == first
    assert FloorRight.objects.get().registration == first
    assert not Message.objects.filter(kind="intervention_speaker_wanted").exists()

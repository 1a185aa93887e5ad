"""The order of a list: protocol, groups, category, the rule; draws, moves, limits."""

from collections import Counter
from hashlib import sha256

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from intersessional.accounts.models import User
from intersessional.outbox.models import Message
from intersessional.outbox.operations import claim
from programme.agenda.models import Segment
from programme.interventions import operations, policies, queries
from programme.interventions.details import InterventionDetails
from programme.interventions.lists import letter_of, lots_of, project
from programme.interventions.models import FloorEvent, Intervention
from programme.interventions.transitions import ActRefused
from tests.people import ON_14_MAY
from tests.programme.agenda.drafts import publish
from tests.programme.interventions.floors import (
    CLOSED,
    ask,
    minutes_later,
    order,
    speakers,
    states_speak,
)


def test_protocol_then_groups_then_category_then_arrival(felix: User) -> None:
    segment = states_speak(audience="everybody")
    ask(segment, "org-icbl-cmc", by=felix)
    ask(segment, "us", by=felix)  # not a party
    ask(segment, "zw", by=felix)
    ask(segment, "ec", by=felix)
    ask(segment, "ua", by=felix, on_behalf_of="A group of States")
    ask(segment, "th", by=felix, protocol_level=4)
    ask(segment, "iq", by=felix, protocol_level=1)

    assert order(segment) == ["iq", "th", "ua", "zw", "ec", "us", "org-icbl-cmc"]


def test_an_organisation_has_no_rank_among_states(felix: User) -> None:
    segment = states_speak(audience="everybody")
    ask(segment, "ec", by=felix)
    ask(segment, "org-icbl-cmc", by=felix, protocol_level=1, on_behalf_of="Civil society")

    assert order(segment) == ["ec", "org-icbl-cmc"]


def test_the_draw_is_done_once_and_anybody_can_do_it_again(felix: User) -> None:
    segment = states_speak("draw")
    codes = ["ec", "ua", "zw", "th", "iq", "kh", "sn"]
    by_arrival = {ask(segment, code, by=felix).arrival: code for code in codes}
    minister = ask(segment, "hr", by=felix, protocol_level=4)
    assert order(segment) == ["hr", *codes]

    early = operations.draw_lots(segment, by=None, at=ON_14_MAY)
    drawn = [operations.draw_lots(segment, by=None, at=CLOSED) for _ in range(2)]

    assert (early, drawn) == (False, [True, False])
    data = FloorEvent.objects.get(verb="draw").data
    lots = sorted(
        [*by_arrival, minister.arrival],
        key=lambda one: sha256(f"{data['seed']}:{one}".encode()).hexdigest(),
    )
    assert data["lots"] == lots
    assert order(segment) == ["hr", *(by_arrival[one] for one in lots if one in by_arrival)]
    told = Message.objects.filter(kind="intervention_drawn").values_list("about_id", flat=True)
    assert Counter(told) == Counter(Intervention.objects.values_list("pk", flat=True))


def test_whoever_comes_after_the_draw_stands_behind(felix: User, staff: User) -> None:
    segment = states_speak("draw")
    for code in ("ec", "ua", "zw"):
        ask(segment, code, by=felix)
    operations.draw_lots(segment, by=None, at=CLOSED)
    before = order(segment)

    ask(segment, "th", by=staff, at=CLOSED)
    ask(segment, "iq", by=staff, at=CLOSED)
    ask(segment, "hr", by=staff, at=CLOSED, protocol_level=4)

    assert order(segment) == ["hr", *before, "th", "iq"]


def test_alphabetical_from_a_drawn_letter(felix: User) -> None:
    segment = states_speak("alphabetical")
    for code in ("zw", "ec", "af", "th", "iq"):
        ask(segment, code, by=felix)
    assert order(segment) == ["af", "ec", "iq", "th", "zw"]

    operations.draw_lots(segment, by=None, at=CLOSED)

    data = FloorEvent.objects.get(verb="draw").data
    assert data["letter"] == letter_of(data["seed"])
    first = [code for code, name in NAMES if name >= data["letter"]]
    assert order(segment) == first + [code for code, name in NAMES if name < data["letter"]]


NAMES = [("af", "A"), ("ec", "E"), ("iq", "I"), ("th", "T"), ("zw", "Z")]


def test_lots_and_letters_follow_from_the_seed_alone() -> None:
    assert lots_of("a", [1, 2, 3]) == lots_of("a", [3, 2, 1])
    assert len({lots_of(str(seed), range(5)) for seed in range(200)}) > 80
    letters = Counter(letter_of(str(seed)) for seed in range(5200))
    assert len(letters) == 26
    assert min(letters.values()) > 130


def test_a_move_has_a_reason_a_place_and_a_mail(felix: User, staff: User) -> None:
    segment = states_speak()
    requests = [ask(segment, code, by=felix) for code in ("ec", "ua", "zw", "th")]
    given = {"segment": segment, "version": 4, "by": staff, "at": ON_14_MAY}

    with pytest.raises(operations.ReasonMissing):
        operations.move(requests[3], to=1, reason="  ", **given)
    operations.move(requests[3], to=1, reason="It leaves at noon.", **given)

    assert order(segment) == ["th", "ec", "ua", "zw"]
    moved = speakers(segment).entries[requests[3].pk].moved
    assert moved
    assert (moved.before, moved.after, moved.reason) == (4, 1, "It leaves at noon.")
    assert Message.objects.filter(kind="intervention_moved").count() == 1


def test_step_by_step_tells_once(felix: User, staff: User) -> None:
    segment = states_speak()
    requests = [ask(segment, code, by=felix) for code in ("ec", "ua", "zw")]
    Message.objects.all().delete()
    for version, to in ((3, 2), (4, 1)):
        operations.move(
            requests[2],
            to=to,
            segment=segment,
            version=version,
            reason="It leaves at noon.",
            by=staff,
            at=ON_14_MAY,
        )

    first, second = Message.objects.order_by("pk")
    assert (first.state, second.state) == ("cancelled", "queued")
    # Not before a minute without another step, from which its age counts: no alarm goes off.
    assert claim("mail") is None
    assert second.created_at == second.next_try_at > timezone.now()
    assert Client().get("/readyz").json()["oldest_unsent_message_seconds"] == 0
    Message.objects.update(next_try_at=timezone.now())
    assert claim("mail") == second


def test_what_was_moved_stays_where_it_is(felix: User, staff: User) -> None:
    segment = states_speak("draw")
    requests = [ask(segment, code, by=felix) for code in ("ec", "ua", "zw", "th", "iq")]
    operations.move(
        requests[4], to=1, reason="x", segment=segment, version=5, by=staff, at=ON_14_MAY
    )

    ask(segment, "hr", by=felix, protocol_level=4)
    operations.draw_lots(segment, by=None, at=CLOSED)

    assert order(segment)[:2] == ["iq", "hr"]


def test_a_move_on_a_list_that_has_changed_is_refused(felix: User, staff: User) -> None:
    segment = states_speak()
    requests = [ask(segment, code, by=felix) for code in ("ec", "ua", "zw")]
    operations.withdraw(requests[0], segment=segment, by=felix, at=ON_14_MAY)
    before = FloorEvent.objects.count()

    with pytest.raises(operations.ChangedMeanwhile):
        operations.move(
            requests[2], to=1, reason="x", segment=segment, version=3, by=staff, at=ON_14_MAY
        )
    with pytest.raises(ActRefused):
        operations.move(
            requests[0], to=2, reason="x", segment=segment, version=4, by=staff, at=ON_14_MAY
        )

    assert FloorEvent.objects.count() == before


def test_the_staff_close_and_open_by_hand(felix: User, staff: User) -> None:
    segment = states_speak("draw")
    ask(segment, "ec", by=felix)
    ask(segment, "ua", by=felix)

    operations.close_list(segment, version=2, by=staff, at=minutes_later(1))
    late = ask(segment, "zw", by=felix, at=minutes_later(2), late_reason="Late.")
    version = speakers(segment).version
    operations.open_list(segment, version=version, by=staff, at=minutes_later(3))
    ask(segment, "th", by=felix, at=minutes_later(4))

    assert sorted(order(segment)[:2]) == ["ec", "ua"]
    assert order(segment)[2:] == ["th"]
    assert speakers(segment).entries[late.pk].state == "requested"
    # The programme's closing closes it again.
    assert ask(segment, "iq", by=felix, at=CLOSED, late_reason="Late.")
    assert order(segment)[2:] == ["th"]
    assert FloorEvent.objects.filter(verb="draw").count() == 1


def test_the_events_alone_give_the_list(felix: User, staff: User) -> None:
    segment = states_speak("draw")
    requests = [ask(segment, code, by=felix) for code in ("ec", "ua", "zw", "th")]
    operations.draw_lots(segment, by=None, at=CLOSED)
    operations.move(requests[0], to=4, reason="x", segment=segment, version=5, by=staff, at=CLOSED)

    again = project(FloorEvent.objects.order_by("number"), rule="draw")

    assert again == speakers(segment)


def test_one_query_for_all_lists(felix: User, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    segment = states_speak()
    for code in ("ec", "ua", "zw"):
        ask(segment, code, by=felix)
    segments = queries.segments_of(segment.meeting)
    assert len(segments) > 3

    with django_assert_num_queries(1):
        lists = queries.speakers_lists(segments)
    with django_assert_num_queries(2):
        queries.segments_of(segment.meeting)

    assert len(lists[segment.pk].order) == 3


@pytest.mark.django_db
def test_the_draft_counts_for_nothing() -> None:
    segment = states_speak()
    Segment.objects.filter(pk=segment.pk).update(national_minutes=9)

    found = queries.segment_of(segment.meeting, segment.uid)

    assert found
    assert found.segment.national_minutes == 4
    assert connection.in_atomic_block


def test_requests_stay_in_sight_where_none_are_taken_any_more(felix: User) -> None:
    segment = states_speak()
    ask(segment, "ec", by=felix)
    Segment.objects.filter(pk=segment.pk).update(requests_open_at=None, requests_close_at=None)
    publish(segment.meeting)

    found = queries.segment_of(segment.meeting, segment.uid)

    assert found
    assert order(found) == ["ec"]
    with pytest.raises(policies.NotForThem):
        ask(found, "ua", by=felix)


def test_late_ones_stand_behind_those_of_their_rank_who_were_in_time(
    felix: User, staff: User
) -> None:
    segment = states_speak("alphabetical")
    ask(segment, "zw", by=felix)
    ask(segment, "th", by=felix, protocol_level=4)
    late = [
        ask(segment, "ec", by=felix, at=CLOSED, late_reason="A courier."),
        ask(segment, "iq", by=felix, at=CLOSED, late_reason="A courier.", protocol_level=4),
    ]

    for one in late:
        operations.accept(one, segment=segment, version=1, by=staff, at=CLOSED)
    operations.draw_lots(segment, by=None, at=CLOSED)

    assert order(segment) == ["th", "iq", "zw", "ec"]


def test_what_changed_since_is_not_accepted_unseen(felix: User, staff: User) -> None:
    segment = states_speak()
    late = ask(segment, "ec", by=felix, at=CLOSED, late_reason="A courier.")
    head = InterventionDetails(protocol_level=1, late_reason="A courier.")
    operations.amend(late, head, segment=segment, version=1, by=felix, at=CLOSED)

    with pytest.raises(operations.ChangedMeanwhile):
        operations.accept(late, segment=segment, version=1, by=staff, at=CLOSED)

    assert order(segment) == []


def test_no_lots_are_drawn_before_the_opening_or_for_nobody(felix: User, staff: User) -> None:
    segment = states_speak("draw", requests_open_at=minutes_later(60))
    operations.open_list(segment, version=0, by=staff, at=ON_14_MAY)
    ask(segment, "ec", by=felix)

    operations.close_list(segment, version=2, by=staff, at=minutes_later(1))
    ask(segment, "ua", by=felix, at=minutes_later(61))

    assert not FloorEvent.objects.filter(verb="draw").exists()
    assert operations.draw_lots(segment, by=None, at=CLOSED)


def test_a_draw_counts_for_the_rule_it_was_made_for(felix: User) -> None:
    segment = states_speak("draw")
    for code in ("zw", "ec", "ua"):
        ask(segment, code, by=felix)
    operations.draw_lots(segment, by=None, at=CLOSED)

    alphabetical = states_speak("alphabetical")

    assert order(alphabetical) == ["ec", "ua", "zw"]
    assert operations.draw_lots(alphabetical, by=None, at=CLOSED)
    assert queries.speakers_of(alphabetical).valid_draw.letter  # type: ignore[union-attr]


def test_what_somebody_may_not_have_is_not_kept(felix: User) -> None:
    segment = states_speak(audience="everybody")

    request = ask(segment, "org-icbl-cmc", by=felix, protocol_level=1, on_behalf_of="Many")

    kept = InterventionDetails.of(request)
    assert (kept.protocol_level, kept.on_behalf_of) == (9, "")


def test_nobody_asks_when_the_segment_is_over(felix: User, staff: User) -> None:
    segment = states_speak()
    over = segment.segment.ends_at

    with pytest.raises(policies.Over):
        ask(segment, "ec", by=felix, at=over, late_reason="A courier.")
    ask(segment, "ua", by=staff, at=over)

    assert order(segment) == ["ua"]


def test_a_delegation_that_was_called_is_withdrawn_by_the_staff(felix: User, staff: User) -> None:
    segment = states_speak()
    request = ask(segment, "ec", by=felix)
    operations.call_next(segment, version=1, by=staff, at=ON_14_MAY)

    with pytest.raises(ActRefused):
        operations.withdraw(request, segment=segment, by=felix, at=ON_14_MAY)
    assert operations.withdraw(request, segment=segment, by=staff, at=ON_14_MAY)


def test_a_kind_is_not_changed_into_one_that_was_asked_for(felix: User) -> None:
    segment = states_speak()
    ask(segment, "ec", by=felix)
    other = ask(segment, "ec", by=felix, kind="general")

    with pytest.raises(policies.AlreadyAsked):
        operations.amend(
            other,
            InterventionDetails(kind="update"),
            segment=segment,
            version=1,
            by=felix,
            at=ON_14_MAY,
        )

"""Exchanges of places: what the list makes of them, who can stop them, and what is told."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.utils import translation

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.outbox.composing import (
    Mail,
    NoLongerNeeded,
    check_still_needed,
    composer_for,
)
from intersessional.outbox.models import Message
from programme.interventions import operations, presentation, queries, saying
from programme.interventions.details import InterventionDetails
from programme.interventions.floor import words
from programme.interventions.models import FloorEvent, Intervention, Swap
from programme.interventions.operations import ChangedMeanwhile, SwapEnded
from programme.interventions.operations.ordering import ReasonMissing
from programme.interventions.queries import ListedSegment
from programme.interventions.swapping import CannotSwap
from programme.interventions.transitions import ActRefused
from tests.own_database import at_once
from tests.people import ON_14_MAY, focal_point, isu_staff
from tests.programme.interventions.floors import (
    CLOSED,
    ask,
    minutes_later,
    order,
    speakers,
    states_speak,
)


def propose(first: Intervention, second: Intervention, segment: ListedSegment, by: User) -> Swap:
    """Let one propose to another to exchange their places."""
    found = speakers(segment)
    seen = (found.place_of(first.pk) or 0, found.place_of(second.pk) or 0)
    return operations.propose_swap(
        first, partner=second.pk, segment=segment, seen=seen, by=by, at=ON_14_MAY
    )


def accept(swap: Swap, segment: ListedSegment, by: User) -> None:
    """Let the other agree."""
    found = speakers(segment)
    seen = (found.place_of(swap.proposer_id) or 0, found.place_of(swap.partner_id) or 0)
    operations.accept_swap(swap, segment=segment, seen=seen, by=by, at=minutes_later(1))


def exchanged(segment: ListedSegment, first: Intervention, second: Intervention, by: User) -> Swap:
    """Let two exchange their places."""
    swap = propose(first, second, segment, by)
    accept(swap, segment, by)
    swap.refresh_from_db()
    return swap


def counted() -> tuple[int, ...]:
    """Rows that a refusal must not add to."""
    return tuple(model.objects.count() for model in (FloorEvent, Swap, Message, AuditEntry))


def mail_of(kind: str) -> Mail:
    """The mail of the last message of a kind, as a worker would compose it now."""
    message = Message.objects.filter(kind=kind).latest("pk")
    check_still_needed(message)
    return composer_for(message.kind)(message)


def plain(text: str) -> str:
    return " ".join(unescape(text).replace("\xa0", " ").split())


def test_places_stay_exchanged_whatever_comes_later(felix: User) -> None:
    segment = states_speak()
    asked = {code: ask(segment, code, by=felix) for code in ("ua", "hr", "ec", "fr", "zw")}

    exchanged(segment, asked["hr"], asked["fr"], felix)
    assert order(segment) == ["ua", "fr", "ec", "hr", "zw"]
    # A later request, one of a better rank, a withdrawal of another, and a change of the text.
    ask(segment, "jo", by=felix)
    ask(segment, "th", by=felix, protocol_level=4)
    operations.withdraw(asked["ua"], segment=segment, version=1, by=felix, at=ON_14_MAY)
    details = InterventionDetails.of(asked["hr"])
    operations.amend(
        asked["hr"],
        InterventionDetails(**(vars(details) | {"note": "Later."})),
        segment=segment,
        version=1,
        by=felix,
        at=ON_14_MAY,
    )
    assert order(segment) == ["th", "fr", "ec", "hr", "zw", "jo"]
    # A call that is taken back gives the place back, too.
    ines = isu_staff()
    operations.withdraw(
        Intervention.objects.get(delegation__entity__code="th"),
        segment=segment,
        version=1,
        by=felix,
        at=ON_14_MAY,
    )
    for act in ("call_next", "uncall"):
        version = speakers(segment).version
        given: dict[str, Any] = {"segment": segment, "version": version, "by": ines, "at": CLOSED}
        if act == "call_next":
            operations.call_next(**given)
        else:
            operations.act("uncall", **given)
    assert order(segment) == ["fr", "ec", "hr", "zw", "jo"]
    # The other one leaves: whoever stands in its place stays there.
    operations.withdraw(asked["fr"], segment=segment, version=1, by=felix, at=ON_14_MAY)
    assert order(segment) == ["ec", "hr", "zw", "jo"]


@pytest.mark.parametrize("rule", ["draw", "alphabetical"])
def test_after_the_draw_places_can_be_exchanged_by_any_rule(rule: str, felix: User) -> None:
    segment, ines = states_speak(rule), isu_staff()
    for code in ("ua", "hr", "ec", "fr"):
        ask(segment, code, by=felix)
    first, *_, last = queries.speakers_of(segment).order
    pair = Intervention.objects.get(pk=first), Intervention.objects.get(pk=last)
    before = counted()
    with pytest.raises(CannotSwap, match="Lots are still to be drawn"):
        propose(*pair, segment, felix)
    assert counted() == before
    operations.close_list(segment, version=4, by=ines, at=minutes_later(1))
    drawn = speakers(segment).order
    first, *middle, last = drawn

    exchanged(segment, Intervention.objects.get(pk=first), Intervention.objects.get(pk=last), felix)
    operations.open_list(segment, version=speakers(segment).version, by=ines, at=minutes_later(2))
    ask(segment, "jo", by=felix, at=minutes_later(3))

    now = [pk for pk in speakers(segment).order if pk in drawn]
    assert now == [last, *middle, first]


def test_a_rule_that_changes_draws_anew_and_leaves_nothing_exchanged(felix: User) -> None:
    segment, ines = states_speak("arrival"), isu_staff()
    asked = [ask(segment, code, by=felix) for code in ("ua", "hr", "ec")]
    exchanged(segment, asked[0], asked[2], felix)
    open_one = propose(asked[0], asked[1], segment, felix)
    segment = states_speak("draw")
    assert operations.draw_lots(segment, by=ines, at=CLOSED)

    found = speakers(segment)
    assert found.draw
    by_lot = {one.arrival: one.pk for one in asked}
    assert found.order == [by_lot[arrival] for arrival in found.draw.lots]
    assert not any(one.exchanged for one in found.coming)
    open_one.refresh_from_db()
    assert (open_one.state, open_one.void_after) == ("void", "draw")


def test_it_is_explained_everywhere(felix: User) -> None:
    segment, ines = states_speak(), isu_staff()
    asked = {code: ask(segment, code, by=felix) for code in ("hr", "ec")}
    swap = exchanged(segment, asked["hr"], asked["ec"], felix)

    croatia, ecuador = (Intervention.objects.with_names().get(pk=asked[c].pk) for c in ("hr", "ec"))
    own = presentation.one_request(ecuador, segment.meeting, at=ON_14_MAY)
    assert (own.place, plain(own.why)) == (1, "Exchanged with Croatia on Monday 14 May, 09:01")
    with translation.override("fr"):
        own = presentation.one_request(croatia, segment.meeting, at=ON_14_MAY)
        assert "Équateur" in own.why
    assert [one.words for one in saying.history_of(ecuador)][-1] == "Exchanged places with Croatia."
    assert [one.words for one in saying.history_of(croatia)][-1] == "Exchanged places with Ecuador."
    under = queries.interventions_under(segment)
    told = words.since(segment, under, version=2)
    assert told == ["Croatia and Ecuador exchanged their places (09:01:00)."]

    operations.undo_swap(swap, segment=segment, reason="An error.", by=ines, at=CLOSED)
    assert order(segment) == ["hr", "ec"]
    assert [one.words for one in saying.history_of(ecuador)][-1] == (
        "The exchange of places with Croatia was undone."
    )
    told = words.since(segment, under, version=3)
    assert "undid the exchange of places of Croatia and Ecuador" in told[0]
    own = presentation.one_request(ecuador, segment.meeting, at=ON_14_MAY)
    assert own.why.startswith("Received")


def test_only_those_of_one_rank_and_not_who_was_moved(felix: User) -> None:
    segment, ines = states_speak(), isu_staff()
    plain_one = ask(segment, "ec", by=felix)
    minister = ask(segment, "hr", by=felix, protocol_level=4)
    group = ask(segment, "ua", by=felix, on_behalf_of="A group")
    moved = ask(segment, "fr", by=felix)
    operations.move(
        moved, to=1, reason="Leaves.", segment=segment, version=4, by=ines, at=ON_14_MAY
    )
    same = ask(segment, "ec", by=felix, kind="general")
    before = counted()

    for other in (minister, group, moved, same, plain_one):
        with pytest.raises(CannotSwap):
            propose(plain_one, other, segment, felix)

    assert counted() == before


def test_a_pair_is_proposed_once_and_only_as_it_was_seen(felix: User) -> None:
    segment = states_speak()
    first, second = ask(segment, "ec", by=felix), ask(segment, "hr", by=felix)
    with pytest.raises(ChangedMeanwhile):
        operations.propose_swap(
            first, partner=second.pk, segment=segment, seen=(1, 3), by=felix, at=ON_14_MAY
        )
    swap = propose(first, second, segment, felix)
    before = counted()

    assert propose(first, second, segment, felix) == swap
    with pytest.raises(CannotSwap, match="has proposed this exchange to you"):
        propose(second, first, segment, felix)
    with pytest.raises(ChangedMeanwhile):
        operations.accept_swap(swap, segment=segment, seen=(2, 1), by=felix, at=ON_14_MAY)

    assert counted() == before


def _move(one: Intervention, segment: ListedSegment, felix: User) -> None:
    version = speakers(segment).version
    given: dict[str, Any] = {"segment": segment, "by": isu_staff(), "at": ON_14_MAY}
    operations.move(one, to=3, reason="x", version=version, **given)


def _withdraw(one: Intervention, segment: ListedSegment, felix: User) -> None:
    operations.withdraw(one, segment=segment, by=felix, at=ON_14_MAY)


def _regrade(one: Intervention, segment: ListedSegment, felix: User) -> None:
    details = InterventionDetails(**(vars(InterventionDetails.of(one)) | {"protocol_level": 4}))
    operations.amend(one, details, segment=segment, version=1, by=felix, at=ON_14_MAY)


def _write(one: Intervention, segment: ListedSegment, felix: User) -> None:
    details = InterventionDetails(**(vars(InterventionDetails.of(one)) | {"is_written_only": True}))
    operations.amend(one, details, segment=segment, version=1, by=felix, at=ON_14_MAY)


def _call(one: Intervention, segment: ListedSegment, felix: User) -> None:
    version = speakers(segment).version
    operations.call_next(segment=segment, version=version, by=isu_staff(), at=ON_14_MAY)


def _swap(one: Intervention, segment: ListedSegment, felix: User) -> None:
    third = Intervention.objects.get(delegation__entity__code="fr")
    exchanged(segment, one, third, felix)


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize("act", [_move, _withdraw, _regrade, _write, _call, _swap])
def test_what_changes_a_place_makes_it_void(
    act: Callable[[Intervention, ListedSegment, User], None], side: int, felix: User
) -> None:
    segment = states_speak()
    pair = ask(segment, "ec", by=felix), ask(segment, "hr", by=felix)
    ask(segment, "fr", by=felix)
    swap = propose(*pair, segment, felix)

    act(pair[side], segment, felix)

    swap.refresh_from_db()
    assert swap.state == "void"
    kinds = Message.objects.filter(kind__startswith="swap", about_id=swap.pk)
    assert set(kinds.values_list("kind", flat=True)) == {
        *("swap_proposed", "swap_ended", "swap_ended_partner")
    }
    before = counted()
    with pytest.raises((SwapEnded, CannotSwap)):
        accept(swap, segment, felix)
    with pytest.raises(SwapEnded, match="void"):
        operations.take_back_swap(swap, segment=segment, by=felix, at=ON_14_MAY)
    assert counted() == before


def test_what_happens_to_others_leaves_it_open(felix: User) -> None:
    segment = states_speak()
    pair = ask(segment, "ec", by=felix), ask(segment, "hr", by=felix)
    third = ask(segment, "fr", by=felix)
    swap = propose(*pair, segment, felix)
    _move(third, segment, felix)
    _withdraw(third, segment, felix)
    ask(segment, "jo", by=felix)

    accept(swap, segment, felix)

    assert order(segment) == ["hr", "ec", "jo"]


def test_once_speaking_has_begun_nothing_is_exchanged(felix: User) -> None:
    segment = states_speak()
    ask(segment, "fr", by=felix)
    pair = ask(segment, "ec", by=felix), ask(segment, "hr", by=felix)
    _call(pair[0], segment, felix)
    before = counted()
    with pytest.raises(CannotSwap, match="first speaker has been called"):
        propose(*pair, segment, felix)
    assert counted() == before


def test_each_way_out_has_its_reason_and_its_mails(felix: User) -> None:
    segment, ines = states_speak(), isu_staff()
    first, second = ask(segment, "ec", by=felix), ask(segment, "hr", by=felix)
    at = {"segment": segment, "at": ON_14_MAY}

    swap = propose(first, second, segment, felix)
    asked = mail_of("swap_proposed")
    assert "Ecuador proposes to exchange places" in asked.subject
    assert "Your place now: 2" in plain(asked.text)
    assert "Your place after the exchange: 1" in plain(asked.text)
    assert f"/interventions/{second.pk}/exchange/{swap.pk}/" in asked.text
    for act in (operations.decline_swap, operations.refuse_swap):
        with pytest.raises(ReasonMissing):
            act(swap, reason=" ", by=felix, **at)
    operations.decline_swap(swap, reason="We need the morning.", by=felix, **at)
    told = mail_of("swap_ended")
    assert "The reason: We need the morning." in plain(told.text)
    assert "has declined" in plain(told.text)
    # Whoever has not been asked yet is not asked any more.
    with pytest.raises(NoLongerNeeded, match="has declined"):
        mail_of("swap_proposed")

    swap = propose(first, second, segment, felix)
    operations.take_back_swap(swap, by=felix, **at)
    assert "taken back" in plain(mail_of("swap_ended_partner").text)
    swap = propose(first, second, segment, felix)
    operations.refuse_swap(swap, reason="Not now.", by=ines, **at)
    assert "The secretariat has refused" in plain(mail_of("swap_ended_partner").text)

    swap = exchanged(segment, first, second, felix)
    assert "Your place is exchanged with Croatia" in mail_of("swap_agreed").subject
    told = mail_of("swap_agreed_partner")
    assert "You are number 1 on the list." in plain(told.text)
    assert "Exchanged with Ecuador" in plain(told.text)
    operations.undo_swap(swap, reason="An error.", by=ines, **at)
    with pytest.raises(NoLongerNeeded):
        mail_of("swap_agreed")
    assert "undone" in plain(mail_of("swap_ended").text)


def test_an_exchange_is_undone_only_as_long_as_it_stands(felix: User) -> None:
    segment, ines = states_speak(), isu_staff()
    asked = [ask(segment, code, by=felix) for code in ("ec", "hr", "fr")]
    one = exchanged(segment, asked[0], asked[1], felix)
    two = exchanged(segment, asked[0], asked[2], felix)
    assert order(segment) == ["hr", "fr", "ec"]
    before = counted()
    given: dict[str, Any] = {"segment": segment, "reason": "x", "by": ines, "at": CLOSED}
    with pytest.raises(CannotSwap, match="Move them by hand"):
        operations.undo_swap(one, **given)
    assert counted() == before

    operations.undo_swap(two, **given)
    operations.undo_swap(one, **given)

    assert order(segment) == ["ec", "hr", "fr"]
    with pytest.raises(SwapEnded):
        operations.undo_swap(one, **given)


def _race(*acts: Callable[[], None]) -> list[str]:
    """What became of acts at the same moment: done, or the text of the refusal."""
    waiting = list(acts)

    def one() -> str:
        act = waiting.pop()
        try:
            act()
        except (SwapEnded, CannotSwap, ActRefused, ChangedMeanwhile) as refusal:
            return str(refusal)
        return "done"

    return at_once(len(acts), one)


def test_of_two_at_once_one_wins(transactional_db: None) -> None:
    felix, segment = focal_point(), states_speak()
    asked = [ask(segment, code, by=felix) for code in ("ec", "hr", "fr")]
    swap = propose(asked[0], asked[1], segment, felix)
    rival = propose(asked[2], asked[0], segment, felix)

    # Ecuador agrees to one while Croatia agrees to the other, twice.
    found = _race(
        lambda: accept(swap, segment, felix),
        lambda: accept(swap, segment, felix),
        lambda: accept(rival, segment, felix),
    )

    assert found.count("done") == 1
    assert FloorEvent.objects.filter(verb="swap").count() == 1
    assert sorted(Swap.objects.values_list("state", flat=True)) == ["agreed", "void"]

    # An answer and a withdrawal: the withdrawal always holds, the exchange before it or never.
    pair = [pk for pk in speakers(segment).order if pk != asked[2].pk]
    first, second = (Intervention.objects.get(pk=pk) for pk in pair)
    last = propose(first, second, segment, felix)
    found = _race(
        lambda: accept(last, segment, felix),
        lambda: _withdraw(first, segment, felix),
    )
    last.refresh_from_db()
    assert last.state in {"agreed", "void"}
    assert found.count("done") == (2 if last.state == "agreed" else 1)
    assert first.pk not in speakers(segment).order

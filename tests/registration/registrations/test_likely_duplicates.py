"""Whoever seems to be registered twice is shown to the staff; the form answers as ever."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils.html import escape

from intersessional.accounts.models import User
from intersessional.outbox.models import Message
from registration.meetings.models import Meeting
from registration.registrations import operations
from registration.registrations.details import Particulars
from registration.registrations.models import (
    ConfirmationRule,
    LikelyDuplicate,
    Person,
    Quota,
    Registration,
)
from registration.registrations.operations.finding import MOST_PAIRS_OF_ONE, find
from registration.registrations.transitions import TransitionRefused
from tests.people import CLOSING, ON_14_MAY, PAOLA, focal_point, isu_staff, receive

pytestmark = pytest.mark.django_db

LATER = ON_14_MAY + timedelta(hours=1)


def named(given: str, family: str, email: str = "other@mission.example") -> Registration:
    return receive(replace(PAOLA, given_names=given, family_name=family, email=email))


@pytest.mark.parametrize(
    ("given", "family", "email", "found"),
    [
        ("Paola Fernanda", "Chavez", "other@mission.example", 1),
        ("Chávez", "Paola Fernanda", "other@mission.example", 1),
        ("PAOLA", "CHÁVEZ", "P.Chavez@mission.example", 1),
        ("Esteban", "Pazmiño", "p.chavez@mission.example", 0),
        ("Paula", "Chaves", "other@mission.example", 0),
        ("Esteban", "Pazmiño", "other@mission.example", 0),
    ],
)
def test_what_counts_as_likely(given: str, family: str, email: str, found: int) -> None:
    receive()

    second = named(given, family, email)

    assert LikelyDuplicate.objects.count() == found
    assert second.state == "received"


@pytest.mark.parametrize(
    ("one", "other"), [(("አበበ", "ቢቂላ"), ("አበበ", "ቢቂላ")), (("Олена", "Ковальчук"),) * 2]
)
def test_names_of_other_scripts_are_compared_too(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    named(*one)
    named(*other)

    assert LikelyDuplicate.objects.count() == 1


@pytest.fixture
def homonyms() -> list[Registration]:
    """More people of one name than one newcomer brings pairs."""
    return [
        receive(replace(PAOLA, email=f"paola{number}@mission.example"))
        for number in range(MOST_PAIRS_OF_ONE + 3)
    ]


@pytest.mark.usefixtures("homonyms")
def test_of_a_name_that_many_share_each_brings_a_few_pairs() -> None:
    """The pairs of the thousandth are as many as those of the fiftieth."""
    last = receive(replace(PAOLA, family_name="Chavez"))

    pairs = LikelyDuplicate.objects.filter(second=last)
    assert pairs.count() == MOST_PAIRS_OF_ONE
    # The newest: somebody who has just sent two forms is among them.
    assert pairs.filter(first__email="paola22@mission.example").exists()


@pytest.mark.usefixtures("homonyms")
def test_who_has_the_same_address_is_found_among_many_who_are_more_alike() -> None:
    same = receive(replace(PAOLA, family_name="Chávez Andrade", email="same@mission.example"))

    last = receive(replace(PAOLA, email="Same@mission.example"))

    pair = LikelyDuplicate.objects.get(first=same, second=last)
    assert pair.likeness == "address"
    assert pair.similarity < LikelyDuplicate.objects.exclude(pk=pair.pk).latest("pk").similarity


def test_pairs_that_were_decided_leave_room_for_others(homonyms: list[Registration]) -> None:
    last = receive()
    first = set(LikelyDuplicate.objects.filter(second=last).values_list("first", flat=True))
    decided = {"state": "kept", "decided_at": LATER, "decided_by": isu_staff()}
    LikelyDuplicate.objects.filter(second=last).update(**decided)

    found = find([last.pk], at=LATER)

    assert found == {last.pk}
    others = {one.pk for one in homonyms} - first
    new = LikelyDuplicate.objects.filter(second=last, state="open")
    assert set(new.values_list("first", flat=True)) == others


def test_the_same_person_in_another_delegation_is_found() -> None:
    receive()
    receive(replace(PAOLA, entity_code="ua", email="p@home.example"))

    assert LikelyDuplicate.objects.get().likeness == "name"


def test_an_open_pair_holds_back_the_missions_word_until_it_is_decided() -> None:
    felix, staff = focal_point(), isu_staff()
    receive()

    second = receive(replace(PAOLA, email="p@home.example"), by=felix)
    waiting = second.state
    operations.keep_both(LikelyDuplicate.objects.get(), by=staff, at=LATER)

    assert waiting == "received"
    assert Registration.objects.get(pk=second.pk).state == "confirmed"


def test_merging_leaves_one_person_and_tells_the_one_that_ends() -> None:
    first, second = receive(), receive(replace(PAOLA, email="p@home.example"))

    operations.merge(second, first, by=isu_staff(), at=LATER)

    first.refresh_from_db()
    assert (first.state, first.merged_into) == ("merged", second)
    assert Person.objects.count() == 1
    assert Message.objects.get(kind="registration_merged").about_id == first.pk
    assert LikelyDuplicate.objects.get().state == "merged"
    with pytest.raises(TransitionRefused):
        operations.merge(first, second, by=isu_staff_again(), at=LATER)


def isu_staff_again() -> User:
    return User.objects.get(email="ines@isu.example")


def test_withdrawing_one_closes_the_pair() -> None:
    first = receive()
    receive(replace(PAOLA, email="p@home.example"))

    operations.withdraw(first, version=1, by=isu_staff(), at=LATER)

    assert LikelyDuplicate.objects.get().state == "gone"


def states() -> list[str]:
    return list(Registration.objects.order_by("pk").values_list("state", flat=True))


def pair_states() -> list[str]:
    return list(LikelyDuplicate.objects.order_by("pk").values_list("state", flat=True))


def test_a_declined_double_that_is_taken_up_again_is_a_pair_again() -> None:
    felix, staff = focal_point(), isu_staff()
    receive()
    second = receive(replace(PAOLA, email="p@home.example"), by=felix)
    operations.decline(second, reason="Twice.", by=staff, at=LATER)
    before = pair_states()

    reopened = operations.reopen(second, by=staff, at=LATER)

    assert (before, pair_states()) == (["gone"], ["open"])
    # By the delegation's word alone it would be confirmed.
    assert reopened.state == "received"


def test_of_a_pair_of_which_one_was_declined_it_is_asked_anew() -> None:
    staff = isu_staff()
    receive()
    second = receive(replace(PAOLA, email="p@home.example"))
    pair = LikelyDuplicate.objects.get()
    operations.decline_one(pair, second, reason="Twice.", by=staff, at=LATER)

    operations.reopen(second, by=staff, at=LATER)

    pair.refresh_from_db()
    assert (pair.state, pair.decided_at, pair.decided_by) == ("open", None, None)
    assert pair.found_at == LATER


def test_who_was_declined_before_the_double_came_is_compared_when_taken_up_again() -> None:
    staff = isu_staff()
    first = receive()
    operations.decline(first, reason="Not yet.", by=staff, at=LATER)
    receive(replace(PAOLA, email="p@home.example"))
    before = pair_states()

    operations.reopen(first, by=staff, at=LATER)

    assert (before, pair_states()) == ([], ["open"])


def test_two_people_stay_two_people() -> None:
    staff = isu_staff()
    receive()
    second = receive(replace(PAOLA, email="p@home.example"))
    operations.keep_both(LikelyDuplicate.objects.get(), by=staff, at=LATER)
    operations.decline(second, reason="Not yet.", by=staff, at=LATER)

    operations.reopen(second, by=staff, at=LATER)

    assert pair_states() == ["kept"]


def renamed(registration: Registration, given: str, family: str) -> Particulars:
    return replace(Particulars.of(registration), given_names=given, family_name=family)


def test_by_a_new_name_somebody_is_found_and_not_confirmed_again_at_once() -> None:
    felix = focal_point()
    receive()
    other = receive(replace(PAOLA, given_names="Esteban", family_name="Pazmiño"), by=felix)
    before = other.state, pair_states()

    new_name = renamed(other, "Paola Fernanda", "Chavez")
    operations.amend(other, new_name, version=other.version, by=felix, at=LATER)

    assert before == ("confirmed", [])
    assert (pair_states(), states()) == (["open"], ["received", "received"])
    assert Message.objects.filter(about_id=other.pk).latest("pk").kind == "registration_amended"


def test_several_renamed_to_be_alike_make_one_pair() -> None:
    one, other = named("Esteban", "Pazmiño"), named("Zbigniew", "Wójcik")
    names = {"given_names": "Paola", "family_name": "Chávez"}
    Registration.objects.filter(pk__in=[one.pk, other.pk]).update(**names)

    found = find([one.pk, other.pk], at=LATER)
    again = find([one.pk, other.pk], at=LATER)

    assert (found, again, pair_states()) == ({one.pk, other.pk}, set(), ["open"])


def limited(places: int, **whose: Any) -> None:
    meeting = Meeting.objects.get(slug="2018")
    given = whose or {"category": "state_party"}
    Quota.objects.update_or_create(meeting=meeting, **given, defaults={"places": places})


JEAN = replace(
    PAOLA, entity_code="ch", given_names="Jean", family_name="Dupont", email="j@swiss.example"
)
DOUBLE = replace(PAOLA, email="p@home.example")


@pytest.mark.parametrize(("code", "places"), [("ec", 1), ("ua", 1), ("ec", 0), ("ua", 0)])
def test_merging_hands_the_place_on_to_the_one_that_stays(code: str, places: int) -> None:
    limited(1)
    first, next_in_line = receive(), receive(JEAN)
    double = receive(replace(DOUBLE, entity_code=code))
    waited = states()
    limited(places)

    operations.merge(double, first, by=isu_staff(), at=LATER)

    assert waited == ["received", "waiting", "waiting"]
    assert states() == ["merged", "waiting", "received"]
    told = Message.objects.filter(about_id=double.pk).order_by("pk").values_list("kind", flat=True)
    assert list(told) == ["registration_received", "registration_moved_up"]
    assert not Message.objects.filter(
        about_id=next_in_line.pk, kind="registration_moved_up"
    ).exists()


def test_where_the_delegation_of_the_one_that_stays_is_full_it_keeps_its_turn() -> None:
    limited(2)
    first = receive()
    next_in_line = receive(JEAN)
    double = receive(replace(DOUBLE, entity_code="ua"))
    limited(0, delegation=double.delegation)

    operations.merge(double, first, by=isu_staff(), at=LATER)

    double.refresh_from_db()
    assert (double.state, double.turn) == ("waiting", first.pk)
    assert Registration.objects.get(pk=next_in_line.pk).state == "received"


def test_merging_keeps_the_earlier_turn() -> None:
    limited(1)
    in_place, first, between = receive(JEAN), receive(), named("Zbigniew", "Wójcik")
    double = receive(DOUBLE)
    operations.merge(double, first, by=isu_staff(), at=LATER)

    operations.withdraw(in_place, version=1, by=isu_staff_again(), at=LATER)

    assert Registration.objects.get(pk=double.pk).state == "received"
    assert Registration.objects.get(pk=between.pk).state == "waiting"


def test_merging_keeps_the_confirmation_and_promises_a_letter_of_its_own() -> None:
    felix, staff = focal_point(), isu_staff()
    first = receive(by=felix)
    double = receive(DOUBLE)

    operations.merge(double, first, by=staff, at=LATER)

    double.refresh_from_db()
    assert (states(), double.confirmed_by) == (["merged", "confirmed"], staff)
    assert (double.endorsed_at, double.endorsed_by) == (ON_14_MAY, felix)
    told = Message.objects.filter(about_id=double.pk).order_by("pk").values_list("kind", flat=True)
    assert list(told)[-1] == "registration_confirmed"
    assert list(told).count("registration_confirmed") == 1


def test_what_another_delegation_has_said_does_not_count() -> None:
    felix = focal_point()
    first = receive(by=felix)
    double = receive(replace(DOUBLE, entity_code="ua"))

    operations.merge(double, first, by=isu_staff(), at=LATER)

    double.refresh_from_db()
    assert (states(), double.endorsed_at) == (["merged", "received"], None)


def test_a_late_request_is_accepted_by_what_was_received_in_time() -> None:
    first = receive()
    double = receive(replace(DOUBLE, late_reason="The note came late."), at=CLOSING)
    before = double.state

    operations.merge(double, first, by=isu_staff(), at=CLOSING)

    assert (before, states()) == ("requested", ["merged", "received"])
    assert Message.objects.filter(kind="registration_accepted", about_id=double.pk).count() == 1


def test_a_request_to_attend_of_another_organisation_is_still_to_be_decided() -> None:
    first = receive()
    asked = receive(replace(DOUBLE, entity_code="", unlisted_name="Friends of the Field"))

    operations.merge(asked, first, by=isu_staff(), at=LATER)

    assert states() == ["merged", "requested"]


@pytest.fixture
def office(settings) -> Client:  # type: ignore[no-untyped-def]
    settings.STAFF_SECOND_FACTOR = False
    client = Client()
    client.force_login(isu_staff(), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"keep_both": "1"}, ["received", "received"]),
        ({"merge": "IM18-0001"}, ["received", "merged"]),
        ({"merge": "IM18-0002"}, ["merged", "received"]),
        ({"decline": "IM18-0002", "reason": "Twice."}, ["received", "declined"]),
        ({"decline": "IM18-0002", "reason": ""}, ["received", "received"]),
    ],
)
def test_the_staff_decide_side_by_side(
    office: Client, answer: dict[str, str], expected: list[str]
) -> None:
    receive()
    receive(replace(PAOLA, email="p@home.example", function="Minister"))
    address = f"/admin/registrations/likelyduplicate/{LikelyDuplicate.objects.get().pk}/change/"
    shown = office.get(address).content.decode()

    office.post(address, answer)

    found = Registration.objects.order_by("pk").values_list("state", flat=True)
    assert list(found) == expected
    assert "<strong><bdi>Minister</bdi></strong>" in shown


LIST = "/admin/registrations/registration/"


def address_of_the_pair() -> str:
    return f"/admin/registrations/likelyduplicate/{LikelyDuplicate.objects.get().pk}/change/"


def test_the_pair_says_when_each_came_and_by_whose_word(office: Client) -> None:
    receive(by=focal_point())
    receive(DOUBLE, at=LATER)

    rows = office.get(address_of_the_pair()).context["rows"]

    shown = [tuple(str(cell).replace("\N{NO-BREAK SPACE}", " ") for cell in row) for row in rows]
    assert shown[:2] == [
        ("Received", "14 May 2018, 09:00", "14 May 2018, 10:00", "True"),
        ("Confirmed by the delegation", "14 May 2018, 09:00", "not yet", "True"),
    ]


def test_only_who_can_be_declined_is_offered_to_be(office: Client) -> None:
    receive(by=focal_point())
    receive(DOUBLE)

    html = office.get(address_of_the_pair()).content.decode()

    assert 'name="decline" value="IM18-0001"' not in html
    assert 'name="decline" value="IM18-0002"' in html


def test_a_reason_outlives_a_refusal(office: Client) -> None:
    receive(by=focal_point())
    receive(DOUBLE)
    reason = "The mission has\nnamed her once."

    answer = office.post(address_of_the_pair(), {"decline": "IM18-0001", "reason": reason})

    assert answer.status_code == 409
    assert f">\n{reason}</textarea>" in answer.content.decode()
    assert (states(), pair_states()) == (["confirmed", "received"], ["open"])


def test_who_decides_second_is_told_and_keeps_the_reason(office: Client) -> None:
    receive()
    receive(DOUBLE)
    address = address_of_the_pair()
    operations.keep_both(LikelyDuplicate.objects.get(), by=isu_staff_again(), at=LATER)

    answers = [
        office.post(address, {"decline": "IM18-0002", "reason": "Named once."}),
        office.post(address, {"keep_both": "1"}),
        office.post(address, {"merge": "IM18-0001"}),
    ]

    assert [answer.status_code for answer in answers] == [409, 409, 409]
    assert "Named once." in answers[0].content.decode()
    assert all("This pair has been decided already." in a.content.decode() for a in answers)
    assert (states(), pair_states()) == (["received", "received"], ["kept"])


def needs_both() -> None:
    meeting = Meeting.objects.get(slug="2018")
    ConfirmationRule.objects.filter(meeting=meeting, category="state_party").update(needs="both")


def confirm_all(office: Client) -> list[str]:
    """Return what the page says, and what came of each of whom it could not be done."""
    selected = [str(pk) for pk in Registration.objects.values_list("pk", flat=True)]
    answer = office.post(LIST, {"action": "confirm", "_selected_action": selected})
    html = answer.content.decode()
    said = [str(message) for message in get_messages(answer.wsgi_request)]  # type: ignore[attr-defined]
    for one in filter(lambda one: one.refusal, answer.context["outcomes"]):
        assert html.count(escape(one.refusal)) >= 1
        said.append(f"{one.registration.receipt_number}: {one.refusal}")
    return sorted(said)


def test_confirming_many_leaves_out_the_doubtful_and_says_why(office: Client) -> None:
    receive()
    receive(DOUBLE)
    receive(JEAN)

    said = confirm_all(office)

    doubt = "It is one of a pair of likely duplicates, on which nobody has decided yet."
    assert said == [
        "1 registration confirmed; the letter is on its way.",
        f"IM18-0001: {doubt}",
        f"IM18-0002: {doubt}",
    ]
    assert states() == ["received", "received", "confirmed"]


def test_confirming_many_waits_for_the_word_that_the_rule_asks_for(office: Client) -> None:
    needs_both()
    receive(by=focal_point())
    receive(JEAN)

    said = confirm_all(office)

    assert said == [
        "1 registration confirmed; the letter is on its way.",
        "IM18-0002: Its category needs the delegation’s word first, which has not been given.",
    ]
    assert states() == ["confirmed", "received"]


def test_confirming_one_asks_once_more_and_then_obeys(office: Client) -> None:
    needs_both()
    first = receive()
    receive(DOUBLE)
    page = f"{LIST}{first.pk}/change/"

    asked = office.post(page, {"_confirm": "1"})
    before = states()
    office.post(page, {"_confirm": "1", "_overrule": "1"})

    html = asked.content.decode()
    assert "likely duplicates, on which nobody has decided" in html
    assert "needs the delegation’s word first" in html
    assert address_of_the_pair() in html
    assert (before, states()) == (["received", "received"], ["confirmed", "received"])


@pytest.mark.parametrize("doubles", [1, 3])
def test_open_pairs_are_seen_in_the_list_and_on_the_page(
    office: Client,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
    doubles: int,
) -> None:
    first = receive()
    for _ in range(doubles):
        receive(DOUBLE)
    receive(JEAN)
    office.get(LIST)

    with django_assert_num_queries(9):
        html = office.get(LIST, {"pair": "open"}).content.decode()
    page = office.get(f"{LIST}{first.pk}/change/").content.decode()
    others = office.get(LIST, {"pair": "none"}).context["cl"].result_list

    assert html.count(">to be decided</a></td>") == doubles + 1
    assert page.count("and decide</a>") == doubles
    assert [one.receipt_number for one in others] == [f"IM18-{doubles + 2:04d}"]

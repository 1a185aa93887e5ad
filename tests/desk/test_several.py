"""Several people at once: five on one page, and those of an earlier meeting."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from intersessional.audit.models import AuditEntry
from intersessional.outbox.models import Message
from registration.delegations.models import Category, Delegation
from registration.delegations.operations import open_delegation
from registration.meetings.models import Meeting
from registration.registrations import operations
from registration.registrations.details import Details
from registration.registrations.models import Needs, Person, Quota, Registration
from registration.registrations.queries import people_of_earlier_meetings
from tests.desk.test_delegation import browser_of
from tests.pages import Page
from tests.people import CLOSING, ON_14_MAY, PAOLA, THURSDAY, focal_point, isu_staff, receive
from tests.people import set_clock as stand_at

pytestmark = pytest.mark.django_db

PAGE = "/delegation/ec/several/"
EARLIER = "/delegation/ec/earlier/"
NAMES = ["Andrade", "Villacís", "Terán", "Pazmiño", "Chimbo"]
TOKEN = "a" * 22
# Sign-in, meeting and delegation, the line of arrivals, duplicates, rows, audit, mails.
# The last one is the line about women and men.
QUERIES = 18


@pytest.fixture
def felix() -> Client:
    """The browser of Ecuador's focal point."""
    return browser_of(focal_point())


DAYS = ["2018-06-07", "2018-06-08"]


def form(names: list[str] = NAMES, **changes: Any) -> dict[str, Any]:
    data: dict[str, Any] = {"token": TOKEN, "days": DAYS}
    data |= {"person-TOTAL_FORMS": "5", "person-INITIAL_FORMS": "0"}
    for row, name in enumerate(names):
        given = {"given_names": f"{name}a", "family_name": name, "function": "Counsellor"}
        given |= {"role": "head" if row == 0 else "member", "email": f"p{row}@mission.example"}
        data |= {f"person-{row}-{field}": value for field, value in given.items()}
    for row in range(len(names), 5):
        data[f"person-{row}-role"] = "member"
    return data | changes


def text_of(client: Client) -> str:
    return Page(client.get("/delegation/ec/")).html


def test_five_people_are_registered_and_confirmed_at_once(felix: Client) -> None:
    response = felix.post(PAGE, form())

    assert response["Location"] == "/delegation/ec/#members"
    found = list(Registration.objects.order_by("pk"))
    assert [one.family_name for one in found] == NAMES
    assert [one.state for one in found] == ["confirmed"] * 5
    assert [one.role for one in found] == ["head", *["member"] * 4]
    assert [one.receipt_number for one in found] == [f"IM18-{n:04d}" for n in range(1, 6)]
    assert {tuple(one.days) for one in found} == {tuple(found[0].meeting.days)}
    assert list(Message.objects.values_list("kind", flat=True)) == ["registration_confirmed"] * 5
    verbs = AuditEntry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["receive"] * 5 + ["confirm"] * 5
    assert "5 people registered" in text_of(felix)


@pytest.mark.parametrize("people", [1, 5])
def test_one_and_five_take_the_same_queries(
    felix: Client,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
    people: int,
) -> None:
    with django_assert_num_queries(QUERIES):
        assert felix.post(PAGE, form(NAMES[:people])).status_code == 302

    assert Registration.objects.count() == people


def test_the_same_page_twice_registers_once(felix: Client) -> None:
    felix.post(PAGE, form())
    again = felix.post(PAGE, form())

    assert again.status_code == 302
    assert (Registration.objects.count(), Message.objects.count()) == (5, 5)


def test_one_wrong_row_registers_nobody_and_keeps_all(felix: Client) -> None:
    wrong = {"person-3-email": "nonsense", "person-1-function": ""}

    response = felix.post(PAGE, form(**wrong))

    page = response.content.decode()
    assert response.status_code == 422
    assert "Person 2: Enter the function." in page
    assert "Person 4: Enter an e-mail address such as name@example.org." in page
    assert 'href="#id_person-1-function"' in page
    assert all(f'value="{name}"' in page for name in NAMES)
    assert f'value="{TOKEN}"' in page
    assert not Registration.objects.exists()


def test_an_empty_page_says_so(felix: Client) -> None:
    response = felix.post(PAGE, form([]))

    assert response.status_code == 422
    assert "Fill in at least one person." in response.content.decode()


def test_a_page_without_its_count_is_answered(felix: Client) -> None:
    assert felix.post(PAGE, {"token": TOKEN}).status_code == 422
    assert felix.post(PAGE, form(token="short")).status_code == 422
    assert not Registration.objects.exists()


def test_somebody_registered_twice_waits_for_the_staff(felix: Client) -> None:
    receive()
    twin = {"person-0-given_names": "Paola Fernanda", "person-0-family_name": "Chavez"}

    felix.post(PAGE, form(**twin))

    states = Registration.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["received", "received", *["confirmed"] * 4]
    kinds = Message.objects.filter(about_id__gt=Registration.objects.order_by("pk")[0].pk)
    assert kinds.filter(kind="registration_received").count() == 1


def test_a_quota_lets_the_first_in_and_the_rest_wait(felix: Client) -> None:
    delegation = Delegation.objects.get(entity__code="ec")
    Quota.objects.create(meeting=delegation.meeting, delegation=delegation, places=2)

    felix.post(PAGE, form())

    states = Registration.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["confirmed", "confirmed", *["waiting"] * 3]


def test_after_the_closing_nobody_is_registered_without_a_reason(
    felix: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_at(monkeypatch, CLOSING)

    response = felix.post(PAGE, form())

    assert response.status_code == 422
    assert "Tell us why you are late" in Page(response).html
    assert not Registration.objects.exists()


def test_the_staff_register_without_the_missions_word(meeting: Meeting) -> None:
    delegation = Delegation.objects.managed_by(focal_point()).get()
    newcomer = operations.Newcomer(PAOLA, TOKEN)
    given: dict[str, Any] = {"language": "fr", "by": isu_staff(), "at": CLOSING}

    [found] = operations.receive_several([newcomer], delegation=delegation, **given)

    assert (found.state, found.endorsed_at, found.is_late) == ("received", None, False)
    assert Message.objects.get().kind == "registration_received"


def test_strangers_find_nothing() -> None:
    other = browser_of(focal_point("ua", "fiona@mission.example"))
    focal_point()

    for path in (PAGE, EARLIER):
        assert other.get(path).status_code == 404
        assert other.post(path, form()).status_code == 404
    assert not Registration.objects.exists()


# --- People of an earlier meeting -----------------------------------------------------------------


@pytest.fixture
def before(meeting: Meeting) -> Meeting:
    """The meeting of a year earlier."""
    earlier, a_year = Meeting.objects.get(pk=meeting.pk), timedelta(days=365)
    earlier.pk, earlier.slug, earlier.code = None, "2017", "IM17"
    for name in ("begins_on", "ends_on", "registration_opens_at", "registration_closes_at"):
        setattr(earlier, name, getattr(earlier, name) - a_year)
    earlier.bilaterals_on = earlier.visa_advised_on = earlier.interventions_close_at = None
    earlier.last_receipt = 0
    earlier.save()
    return earlier


def came(before: Meeting, number: int = 0, code: str = "ec", **changes: Any) -> Registration:
    given: dict[str, Any] = {
        "entity_code": code,
        "given_names": f"{NAMES[number]}a",
        "family_name": NAMES[number],
        "function": "Adviser",
        "role": "adviser",
        "email": f"before{number}@mission.example",
        "languages": ("fr",),
        "phone": "+41 22 000 00 00",
        "gender": "woman",
        "accessibility": "A secret need",
        "wants_visa_letter": True,
        "days": (THURSDAY - timedelta(days=365),),
    }
    at = ON_14_MAY - timedelta(days=365)
    return receive(Details(**(given | changes)), meeting=before, at=at)


def test_who_came_before_is_registered_in_two_clicks(felix: Client, before: Meeting) -> None:
    known = [came(before, number) for number in range(3)]
    stranger = came(before, 4, code="ua")
    page = felix.get(EARLIER).content.decode()
    chosen = [str(known[0].pk), str(known[2].pk)]

    response = felix.post(EARLIER, {"token": TOKEN, "days": DAYS, "people": chosen})

    assert all(NAMES[n].upper() in page for n in (0, 2))
    assert stranger.email not in page
    assert "A secret need" not in page
    assert response.status_code == 302
    found = Registration.objects.filter(meeting__slug="2018").order_by("pk")
    assert [one.person_id for one in found] == [known[0].person_id, known[2].person_id]
    assert {one.state for one in found} == {"confirmed"}
    assert [(one.role, one.languages, one.function, one.phone) for one in found] == [
        ("adviser", ["fr"], "Adviser", "+41 22 000 00 00")
    ] * 2
    assert "telephone and languages are taken over; needs, gender" in page
    assert {one.gender for one in found} == {""}
    assert not any(one.wants_visa_letter for one in found)
    assert not Needs.objects.filter(registration__in=found).exists()
    assert {tuple(one.days) for one in found} == {tuple(found[0].meeting.days)}
    assert Person.objects.count() == 4


def test_who_is_registered_already_is_not_offered_nor_taken_twice(
    felix: Client, before: Meeting
) -> None:
    known = came(before)
    felix.post(EARLIER, {"token": TOKEN, "days": DAYS, "people": [str(known.pk)]})

    page = felix.get(EARLIER).content.decode()
    again = felix.post(EARLIER, {"token": "b" * 22, "days": DAYS, "people": [str(known.pk)]})

    assert "Nobody of an earlier meeting is left to take over." in page
    assert again.status_code == 422
    assert Registration.objects.filter(meeting__slug="2018").count() == 1


def test_who_registered_anew_under_the_same_address_is_not_offered(
    felix: Client, before: Meeting
) -> None:
    known, colleague = came(before), came(before, 1, email="BEFORE0@mission.example")
    receive(replace(PAOLA, given_names="Andradea Maria", family_name="Andrade", email=known.email))

    page = felix.get(EARLIER).content.decode()

    assert known.printed_name not in page
    # Who shares the mailbox comes again, perhaps.
    assert colleague.printed_name in page


def test_the_year_is_said_once(felix: Client, before: Meeting) -> None:
    Meeting.objects.filter(pk=before.pk).update(title_en="Meetings 2017 (demonstration data)")
    came(before)

    page = felix.get(EARLIER).content.decode()

    assert "Adviser · Meetings 2017 (demonstration data) ·" in page


def test_what_need_not_be_filled_in_is_marked(felix: Client) -> None:
    page = felix.get(PAGE).content.decode()

    for label, is_optional in {"Honorific": 5, "Role in the delegation": 5, "Function": 0}.items():
        marked = f'{label} <span class="optional">(optional)</span></label>'
        assert page.count(marked) == is_optional


def test_the_same_person_is_left_out_by_the_operation(felix: Client, before: Meeting) -> None:
    known = came(before)
    delegation = Delegation.objects.get(entity__code="ec", meeting__slug="2018")
    given: dict[str, Any] = {"language": "en", "by": focal_point(), "at": ON_14_MAY}
    twice = [operations.Newcomer(PAOLA, f"{TOKEN}-{n}", known.person) for n in range(2)]

    first = operations.receive_several(twice[:1], delegation=delegation, **given)
    second = operations.receive_several(twice[1:], delegation=delegation, **given)

    assert (len(first), second) == (1, [])


@pytest.mark.parametrize("people", [1, 5])
def test_the_offer_takes_the_same_queries(
    felix: Client,
    before: Meeting,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
    people: int,
) -> None:
    for number in range(people):
        came(before, number)

    with django_assert_num_queries(10):
        felix.get(EARLIER)


def test_nobody_chosen_is_said(felix: Client, before: Meeting) -> None:
    came(before)

    response = felix.post(EARLIER, {"token": TOKEN, "days": DAYS})

    assert response.status_code == 422
    assert "Choose at least one person." in response.content.decode()


def test_people_of_another_entity_cannot_be_taken(felix: Client, before: Meeting) -> None:
    theirs = came(before, code="ua")
    mine = came(before, 1)

    response = felix.post(
        EARLIER, {"token": TOKEN, "days": DAYS, "people": [str(theirs.pk), str(mine.pk)]}
    )

    assert response.status_code == 422
    assert not Registration.objects.filter(meeting__slug="2018").exists()


def test_a_meeting_of_the_future_offers_those_of_this_one(felix: Client, meeting: Meeting) -> None:
    following, a_year = Meeting.objects.get(pk=meeting.pk), timedelta(days=365)
    known = receive()
    following.pk, following.slug, following.code = None, "2019", "IM19"
    following.begins_on, following.ends_on = meeting.begins_on + a_year, meeting.ends_on + a_year
    following.registration_closes_at += a_year
    following.bilaterals_on = following.visa_advised_on = following.interventions_close_at = None
    following.save()
    open_delegation(following, known.delegation.entity, Category.STATE_PARTY)

    found = Delegation.objects.get(meeting=following)

    assert people_of_earlier_meetings(found) == [known]

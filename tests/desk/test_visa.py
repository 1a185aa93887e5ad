"""The page of a letter for a visa: who opens it, what it asks, what it shows again, and the download."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.outbox.models import Message
from registration.registrations import operations
from registration.registrations.models import Registration, TravelDocument
from tests.access.actors import signed_in
from tests.pages import Page
from tests.people import (
    GENEVA,
    OLENA,
    PAOLA,
    PASSPORT,
    TRAVELLER,
    enter_passport,
    focal_point,
    receive,
    traveller,
)

pytestmark = pytest.mark.django_db

ANSWERS = {
    "version": "0",
    "nationality": PASSPORT.nationality,
    "birth_date": "29.03.1979",
    "birth_place": PASSPORT.birth_place,
    "passport_number": PASSPORT.passport_number,
    "passport_issued_on": "26/09/2013",
    "passport_expires_on": "2023-09-25",
    "post": "embassy",
    "post_city": PASSPORT.post_city,
    "post_country": PASSPORT.post_country,
    "arrives_on": "5.6.2018",
    "departs_on": "9-6-2018",
    "payer_kind": "organisation",
    "payer": PASSPORT.payer,
}


@pytest.fixture
def paola(db: None) -> Client:
    """Paola's browser."""
    return signed_in(User.objects.create_user(PAOLA.email))


@pytest.fixture
def felix(db: None) -> Client:
    """The browser of Ecuador's focal point."""
    return signed_in(focal_point())


def path(registration: Registration, name: str = "document") -> str:
    return reverse(f"visa:{name}", args=[registration.receipt_number])


def given() -> Any:
    return TravelDocument.objects.get().particulars


def acts(verb: str) -> int:
    return AuditEntry.objects.filter(verb=verb).count()


@pytest.mark.parametrize("who", ["paola", "felix"])
def test_the_particulars_are_given_and_sealed(who: str, request: pytest.FixtureRequest) -> None:
    registration = receive(TRAVELLER)
    browser: Client = request.getfixturevalue(who)

    answers = [browser.post(path(registration), ANSWERS) for _ in range(2)]

    document = TravelDocument.objects.get()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert given() == PASSPORT
    assert document.version == 1
    assert document.erase_on == date(2018, 7, 8)
    assert PASSPORT.passport_number.encode() not in bytes(document.sealed)
    assert acts("enter_travel_document") == 1


WRONG = {
    "passport_number": ["", "KNR-<b>", "ÄÖ123", "K\u202e123", "-123", "1" * 21],
    "birth_date": ["", "31.02.1980", "14.5.2018", "1.1.1880", "tomorrow"],
    "birth_place": ["", "x" * 201, "a\u202eb"],
    "nationality": ["", " "],
    "passport_issued_on": ["15.5.2018", "4.6.2008", ""],
    "passport_expires_on": ["8.9.2018", "25.9.2013", "8.6.2018", ""],
    "arrives_on": ["8.6.2018", "13.5.2018", ""],
    "departs_on": ["7.6.2018", "4.6.2018", "1.1.2019", ""],
    "post": ["ministry"],
    "post_city": [""],
    "post_country": ["a\nb\u0007"],
    "payer_kind": ["nobody", ""],
    "payer": [""],
}


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in WRONG.items() for value in values]
)
def test_what_cannot_be_is_refused_and_stays(paola: Client, name: str, value: str) -> None:
    registration = receive(TRAVELLER)

    response = paola.post(path(registration), ANSWERS | {name: value})

    page = Page(response)
    assert response.status_code == 422
    assert f"id_{name}" in {target.removesuffix("_0") for target in page.problems().values()}
    assert page.answers()["birth_place" if name != "birth_place" else "post_city"]
    assert not TravelDocument.objects.exists()
    assert acts("enter_travel_document") == 0


@pytest.mark.parametrize(
    ("expires", "departs", "status"),
    [
        ("9.9.2018", "9.6.2018", 302),
        ("8.9.2018", "9.6.2018", 422),
        ("30.9.2018", "30.6.2018", 302),
        ("29.9.2018", "30.6.2018", 422),
    ],
)
def test_a_passport_is_valid_for_three_months_after_leaving(
    paola: Client, expires: str, departs: str, status: int
) -> None:
    registration = receive(TRAVELLER)

    changes = {"passport_expires_on": expires, "departs_on": departs}
    response = paola.post(path(registration), ANSWERS | changes)

    assert response.status_code == status


@pytest.mark.parametrize(("issued", "status"), [("5.6.2008", 302), ("4.6.2008", 422)])
def test_a_passport_was_issued_within_ten_years(paola: Client, issued: str, status: int) -> None:
    registration = receive(TRAVELLER)

    response = paola.post(path(registration), ANSWERS | {"passport_issued_on": issued})

    assert response.status_code == status


def test_the_person_sees_their_own_but_the_number_only_when_asked(paola: Client) -> None:
    registration = traveller()

    masked = paola.get(path(registration)).content.decode()
    shown = paola.post(path(registration), {"show": "1"}).content.decode()

    assert PASSPORT.birth_place in masked
    assert "••••••905" in masked
    assert PASSPORT.passport_number not in masked
    assert PASSPORT.passport_number in shown
    assert acts("view_travel_particulars") == 1
    assert acts("view_travel_document") == 1


def test_the_focal_point_sees_nothing_of_the_passport_again(felix: Client) -> None:
    registration = traveller()

    pages = [
        felix.get(path(registration)).content.decode(),
        felix.post(path(registration), {"show": "1"}).content.decode(),
    ]

    for page in pages:
        assert "••••••905" in page
        assert PASSPORT.post_city in page
        secrets = (PASSPORT.passport_number, PASSPORT.birth_place, PASSPORT.nationality, "1979")
        assert [secret for secret in secrets if secret in page] == []
    assert acts("view_travel_document") == acts("view_travel_particulars") == 0
    assert acts("view_journey") == 2


@pytest.mark.parametrize(
    ("who", "verb"), [("paola", "view_travel_particulars"), ("felix", "view_journey")]
)
def test_each_view_is_one_entry_and_one_query(
    who: str, verb: str, request: pytest.FixtureRequest, django_assert_num_queries: Any
) -> None:
    browser: Client = request.getfixturevalue(who)
    registration = traveller()

    with django_assert_num_queries(QUERIES[who]):
        browser.get(path(registration))
    refused = browser.post(path(registration), ANSWERS | {"version": "1", "post": "ministry"})

    assert refused.status_code == 422
    entries = AuditEntry.objects.filter(verb=verb, subject_id=registration.pk)
    assert [entry.values_digest for entry in entries] == ["", ""]


QUERIES = {"paola": 11, "felix": 11}


def test_before_anything_is_known_there_is_nothing_to_see(paola: Client) -> None:
    registration = receive(TRAVELLER)

    paola.get(path(registration))

    assert not AuditEntry.objects.filter(verb__startswith="view_").exists()


def test_the_notice_says_that_the_focal_point_can_have_the_letter(paola: Client) -> None:
    page = paola.get(path(receive(TRAVELLER))).content.decode()

    assert "they can download the letter, in which the number of the passport" in page


NAMES = {"latin_family_name": "Kovalchuk", "latin_given_names": "Olena"}


def olena() -> tuple[Registration, Client]:
    registration = receive(replace(OLENA, wants_visa_letter=True))
    return registration, signed_in(User.objects.create_user(OLENA.email))


def test_a_name_in_another_script_is_asked_for_in_latin_letters() -> None:
    registration, browser = olena()

    refused = browser.post(path(registration), ANSWERS)
    cyrillic = browser.post(path(registration), ANSWERS | NAMES | {"latin_given_names": "Олена"})
    taken = browser.post(path(registration), ANSWERS | NAMES)

    assert refused.status_code == cyrillic.status_code == 422
    assert set(Page(refused).problems().values()) == {f"id_{name}" for name in NAMES}
    assert set(Page(cyrillic).problems().values()) == {"id_latin_given_names"}
    assert taken.status_code == 302
    assert (given().latin_family_name, given().latin_given_names) == ("Kovalchuk", "Olena")
    assert b"Kovalchuk" not in bytes(TravelDocument.objects.get().sealed)


def test_the_focal_point_does_not_see_the_latin_name_again_but_keeps_it() -> None:
    registration, _browser = olena()
    fiona = signed_in(focal_point("ua", "fiona@mission.example"))
    enter_passport(registration, **NAMES)

    page = fiona.get(path(registration))
    fiona.post(path(registration), Page(page).answers() | {"post_city": "Loja"})

    assert "Kovalchuk" not in page.content.decode()
    assert (given().post_city, given().latin_family_name) == ("Loja", "Kovalchuk")


def test_in_latin_script_the_name_is_offered_not_asked(paola: Client) -> None:
    registration = receive(TRAVELLER)

    assert paola.post(path(registration), ANSWERS).status_code == 302
    assert given().latin_family_name == ""


@pytest.mark.parametrize("name", ["nationality", "birth_place"])
@pytest.mark.parametrize("value", ["Україна", "عمّان", "አዲስ አበባ", "Quito ３"])
def test_what_no_officer_can_compare_is_refused_with_a_clear_sentence(
    paola: Client, name: str, value: str
) -> None:
    registration = receive(TRAVELLER)

    response = paola.post(path(registration), ANSWERS | {name: value})

    assert response.status_code == 422
    assert "Please write this in Latin letters, as in the passport." in Page(response).problems()
    assert not TravelDocument.objects.exists()


@pytest.mark.parametrize("value", ["Łódź", "Đắk Lắk", "Saint-Denis (974)", "Qoʻqon", "M.ª 2"])
def test_latin_letters_with_all_their_marks_are_taken(paola: Client, value: str) -> None:
    registration = receive(TRAVELLER)

    assert paola.post(path(registration), ANSWERS | {"birth_place": value}).status_code == 302


def test_what_is_not_shown_is_kept_when_the_rest_is_corrected(felix: Client) -> None:
    registration = traveller()
    answers = Page(felix.get(path(registration))).answers()
    assert answers["passport_number"] == answers["birth_place"] == ""

    felix.post(path(registration), answers | {"departs_on": "10.6.2018", "payer_kind": "person"})

    assert given() == replace(PASSPORT, departs_on=date(2018, 6, 10), payer_kind="person", payer="")


def test_two_who_correct_at_once_write_nothing_over(paola: Client, felix: Client) -> None:
    registration = traveller()
    mine = Page(paola.get(path(registration))).answers()
    felix.post(path(registration), ANSWERS | {"version": "1", "post_city": "Loja"})

    response = paola.post(path(registration), mine | {"birth_place": "Cuenca"})

    assert response.status_code == 409
    assert (given().post_city, given().birth_place) == ("Loja", PASSPORT.birth_place)
    assert Page(response).answers()["birth_place"] == "Cuenca"
    assert Page(response).answers()["version"] == "2"


def test_whoever_wants_no_letter_is_asked_nothing(paola: Client) -> None:
    registration = receive()

    page = paola.get(path(registration))
    posted = paola.post(path(registration), ANSWERS)

    assert page.status_code == 200
    assert "nationality" not in page.content.decode()
    assert posted.status_code == 403
    assert not TravelDocument.objects.exists()


def test_after_the_meeting_nothing_is_taken(paola: Client, set_clock: Any) -> None:
    registration = receive(TRAVELLER)
    set_clock(datetime(2018, 6, 9, tzinfo=GENEVA))

    response = paola.post(path(registration), ANSWERS)

    assert response.status_code == 403
    assert not TravelDocument.objects.exists()


def test_a_form_after_the_session_has_ended_is_kept_sealed(paola: Client) -> None:
    registration = receive(TRAVELLER)
    nobody = Client()

    nobody.post(path(registration), ANSWERS)
    kept = nobody.session["typed_form"]
    nobody.force_login(User.objects.get(email=PAOLA.email), backend=BACKEND)
    page = Page(nobody.get(path(registration)))

    assert PASSPORT.passport_number not in kept
    assert page.answers()["passport_number"] == PASSPORT.passport_number
    assert not TravelDocument.objects.exists()


BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.mark.parametrize("name", ["document", "letter"])
def test_strangers_find_nothing(name: str) -> None:
    registration = traveller()
    receive(OLENA)
    others = [User.objects.create_user(OLENA.email), focal_point("ua", "f@ua.example")]

    for user in others:
        response = signed_in(user).get(path(registration, name))
        assert response.status_code == 404


def test_the_pages_lead_there_and_tell_the_advised_day(
    paola: Client, felix: Client, set_clock: Any
) -> None:
    registration = receive(TRAVELLER)
    pages = {
        paola: "/registrations/",
        felix: "/delegation/ec/",
        Client(): f"/register/{registration.receipt_token}/",
    }

    late = {url: browser.get(url).content.decode() for browser, url in pages.items()}
    set_clock(datetime(2018, 5, 2, 9, tzinfo=GENEVA))
    early = {url: browser.get(url).content.decode() for browser, url in pages.items()}

    for url in pages.values():
        assert path(registration) in late[url], url
        assert "it may be too late" in late[url], url
        assert "Please ask before 10\xa0May\xa02018" in early[url], url


def test_the_receipt_does_not_say_who_wants_a_letter() -> None:
    with_letter, without = receive(TRAVELLER), receive(replace(PAOLA, family_name="Otra"))

    texts = [
        Client().get(f"/register/{one.receipt_token}/").content.decode()
        for one in (with_letter, without)
    ]

    assert ["asked for, <a" in text for text in texts] == [True, True]


def test_the_acknowledgement_leads_there(sink: Any) -> None:
    from intersessional.outbox.operations import sweep
    from tests import papers

    registration = receive(TRAVELLER)
    sweep("mail")

    [mail] = sink.messages()
    link = f"http://testserver/m/2018/registrations/{registration.receipt_number}/visa/"
    assert link in papers.text_of(mail)
    assert link in papers.html_of(mail)
    assert "10\xa0May\xa02018" in papers.text_of(mail) or "10 May 2018" in papers.text_of(mail)


@pytest.mark.parametrize("count", [1, 3])
def test_the_delegations_page_takes_the_same_queries(
    felix: Client, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        receive(replace(TRAVELLER, family_name=f"Chávez{number}", email=f"{number}@m.example"))
    enter_passport(Registration.objects.first())

    with django_assert_num_queries(17):
        felix.get("/delegation/ec/")


def test_nothing_is_mailed_when_the_particulars_are_given(paola: Client) -> None:
    registration = receive(TRAVELLER)
    before = Message.objects.count()

    paola.post(path(registration), ANSWERS)

    assert Message.objects.count() == before


def test_unticking_the_wish_erases_at_once(paola: Client) -> None:
    registration = traveller()
    page = f"/registrations/{registration.receipt_number}/amend/"
    answers = Page(paola.get(page)).answers()
    del answers["wants_visa_letter"]

    paola.post(page, answers)

    assert not TravelDocument.objects.exists()
    assert acts("erase_travel_document") == 1


@pytest.mark.parametrize("ending", ["withdraw", "decline", "merge", "replace"])
def test_a_registration_that_ends_takes_its_passport_along(
    ending: str, staff: User, meeting: Any
) -> None:
    registration, other = traveller(), receive(replace(PAOLA, email="other@mission.example"))
    at = datetime(2018, 5, 15, tzinfo=GENEVA)
    now = Registration.objects.for_change().get(pk=registration.pk)
    common = {"by": staff, "at": at}

    if ending == "withdraw":
        operations.withdraw(now, version=now.version, **common)
    elif ending == "decline":
        operations.decline(now, reason="No.", **common)
    elif ending == "merge":
        operations.merge(other, now, **common)
    else:
        operations.replace(
            now,
            replace(PAOLA, family_name="Nueva"),
            version=now.version,
            token="t" * 22,
            language="en",
            **common,
        )

    assert not TravelDocument.objects.exists()
    assert acts("erase_travel_document") == 1


def test_who_moves_keeps_their_passport(staff: User) -> None:
    registration = traveller()
    now = Registration.objects.for_change().get(pk=registration.pk)

    operations.move(
        now, "pe", version=now.version, by=staff, at=datetime(2018, 5, 15, tzinfo=GENEVA)
    )

    assert given() == PASSPORT

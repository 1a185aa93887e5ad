"""My registration: seen, changed and withdrawn on the pages, by the person and by nobody else."""

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client

from intersessional.accounts.models import Session as StoredSession
from intersessional.accounts.models import User
from intersessional.outbox.models import Message
from registration.registrations import kept, limits, operations
from registration.registrations.models import Registration
from registration.registrations.queries import has_registration
from tests.pages import Page, attributes, text
from tests.people import CLOSING, LAST_SECOND, ON_14_MAY, PAOLA, administrator, receive
from tests.registration.registrations.conftest import BACKEND, Browser

pytestmark = pytest.mark.django_db

NEEDS = {"accessibility": "Step-free access", "diet": "No nuts"}
WITH_NEEDS = replace(PAOLA, **NEEDS)


@pytest.fixture
def own(browser_of: Browser, paola: User) -> Client:
    """Paola's browser."""
    return browser_of(paola)


def path(registration: Registration, act: str = "amend", prefix: str = "") -> str:
    return f"{prefix}/registrations/{registration.receipt_number}/{act}/"


def form_of(client: Client, registration: Registration) -> dict[str, Any]:
    """Return what the form would send as it stands."""
    return Page(client.get(path(registration))).answers()


def save(client: Client, registration: Registration, **changes: Any) -> HttpResponse:
    """Open the form, change some answers, and send it."""
    return client.post(path(registration), form_of(client, registration) | changes)


def said(response: HttpResponse) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]  # type: ignore[attr-defined]


def fresh(registration: Registration) -> Registration:
    return Registration.objects.for_change().get(pk=registration.pk)


def test_the_list_shows_everything_with_needs_and_state(own: Client) -> None:
    registration = receive(WITH_NEEDS)

    page = Page(own.get("/registrations/"))

    assert page.heading() == "My registration"
    assert page.summary() == {
        "Receipt number": registration.receipt_number,
        "Status": "Received",
        "Delegation": "Ecuador",
        "Role in the delegation": "Member",
        "Honorific": "Ms.",
        "Given name(s)": "Paola Fernanda",
        "Family name": "Chávez",
        "Function": "Counsellor",
        "Ministry or department": "Permanent Mission",
        "Telephone": "–",
        "Languages": "–",
        "Days present": "Thursday 7 June, Friday 8 June",
        "Gender": "–",
        "Accessibility needs": "Step-free access",
        "Dietary needs": "No nuts",
        "Visa letter": "No",
        "E-mail address": "p.chavez@mission.example",
    }
    assert path(registration) in page.links().values()
    assert path(registration, "withdraw") in page.links().values()


def test_an_address_is_the_same_in_any_case(own: Client) -> None:
    receive(replace(PAOLA, email="P.Chavez@Mission.example"))

    assert len(own.get("/registrations/").context["registrations"]) == 1


@pytest.mark.parametrize("email", ["p.chavez@mission.examp\u0142e", "\u0131@x.example"])
def test_letters_that_only_look_alike_are_another_address(email: str) -> None:
    receive(replace(PAOLA, email="p.chavez@mission.example"))
    receive(replace(PAOLA, email="i@x.example"))

    assert not has_registration(email)


def test_an_address_in_another_script_is_found_as_the_mail_server_knows_it() -> None:
    receive(replace(PAOLA, email="anna@müller.example"))

    assert has_registration("anna@xn--mller-kva.example")
    assert has_registration("Anna@Müller.example")
    assert not has_registration("anna@muller.example")


def test_nobody_sees_what_belongs_to_another(browser_of: Browser, stranger: User) -> None:
    theirs = receive(WITH_NEEDS)
    browser = browser_of(stranger)

    page = Page(browser.get("/registrations/"))
    answers = [
        browser.get(path(theirs)),
        browser.get("/registrations/IM18-9999/amend/"),
        browser.post(path(theirs), {"version": "1"}),
        browser.get(path(theirs, "withdraw")),
        browser.post(path(theirs, "withdraw"), {"version": "1"}),
    ]

    assert "Nothing yet" in page.html
    assert "Chávez" not in page.html
    assert [answer.status_code for answer in answers] == [404] * 5
    assert len({len(answer.content) for answer in answers[:2]}) == 1
    assert fresh(theirs).version == 1


def test_the_staff_have_no_registrations_of_their_own_but_may_change_all(
    browser_of: Browser, settings: Any, staff: User
) -> None:
    settings.STAFF_SECOND_FACTOR = False
    theirs = receive(replace(PAOLA, email="ada@isu.example"))

    browser = browser_of(administrator())

    assert list(browser.get("/registrations/").context["registrations"]) == []
    assert browser.get(path(theirs)).status_code == 200


def test_somebody_deactivated_sees_nothing(paola: User) -> None:
    receive()
    paola.is_active = False

    assert not Registration.objects.visible_to(paola).exists()


@pytest.mark.parametrize("act", ["", "amend", "withdraw"])
def test_whoever_has_not_signed_in_is_sent_to_sign_in(client: Client, act: str) -> None:
    where = path(receive(), act) if act else "/registrations/"

    response = client.get(where)

    assert response.status_code == 302
    assert response["Location"] == f"/accounts/login/?next={where}"


def test_personal_pages_are_stored_nowhere(own: Client) -> None:
    registration = receive()

    for where in ("/registrations/", path(registration), path(registration, "withdraw")):
        assert "no-store" in own.get(where)["Cache-Control"], where


def test_the_form_shows_what_is_registered(own: Client) -> None:
    registration = receive(replace(WITH_NEEDS, languages=("fr", "es"), gender="woman", role="head"))

    answers = form_of(own, registration)

    assert "csrfmiddlewaretoken" not in answers or answers.pop("csrfmiddlewaretoken")
    assert answers == {
        "version": "1",
        "honorific": "Ms.",
        "given_names": "Paola Fernanda",
        "family_name": "Chávez",
        "function": "Counsellor",
        "department": "Permanent Mission",
        "role": "head",
        "phone": "",
        "languages": ["fr", "es"],
        "days": ["2018-06-07", "2018-06-08"],
        "accessibility": "Step-free access",
        "diet": "No nuts",
        "gender": ["woman"],
    }


def test_a_change_is_saved_and_told(own: Client) -> None:
    registration = receive()

    response = save(own, registration, function="Minister", diet="No nuts")

    assert (response.status_code, response["Location"]) == (302, "/registrations/")
    assert said(response) == ["Your changes are saved. An e-mail confirms them."]
    now = fresh(registration)
    assert (now.function, now.needs.diet) == ("Minister", "No nuts")


def test_the_form_as_it_stands_changes_nothing(own: Client) -> None:
    registration = receive(
        replace(WITH_NEEDS, languages=("es", "fr"), accessibility="Step-free\r\nLarge print")
    )

    # A browser sends line breaks as two characters.
    response = save(own, registration, accessibility="Step-free\r\nLarge print")

    first = fresh(registration)
    again = save(own, registration, accessibility="Step-free\r\nLarge print")
    assert said(again) == ["These answers are registered already. Nothing was changed."]
    assert fresh(registration).version == first.version
    assert response.status_code == 302


def test_a_confirmed_one_that_is_changed_has_to_be_confirmed_again(
    own: Client, staff: User
) -> None:
    registration = receive()
    operations.confirm(registration, by=staff, at=ON_14_MAY)
    assert "has to be confirmed again" in Page(own.get(path(registration))).html

    response = save(own, registration, family_name="Chávez Ruiz")

    assert "has to confirm the registration again" in said(response)[0]
    assert fresh(registration).state == "received"


def test_errors_bring_the_form_back_filled(own: Client) -> None:
    registration = receive()

    response = save(own, registration, family_name="", phone="by pigeon", diet="No nuts")

    page = Page(response)
    assert response.status_code == 422
    assert page.problems() == {
        "Enter the family name.": "id_family_name",
        "Enter a telephone number with digits, for example +41 22 000 00 00.": "id_phone",
    }
    assert (page.answers()["phone"], page.answers()["diet"]) == ("by pigeon", "No nuts")
    assert fresh(registration).version == 1


@pytest.mark.parametrize("version", ["", "x", "0", "-1", "99999999999999999999", "1.5"])
def test_a_form_without_its_version_is_not_saved(own: Client, version: str) -> None:
    registration = receive()

    response = save(own, registration, version=version, function="Minister")

    assert response.status_code in (409, 422)
    assert fresh(registration).function == "Counsellor"


def test_neither_delegation_nor_address_nor_state_can_be_sent(own: Client) -> None:
    registration = receive()

    save(
        own,
        registration,
        function="Minister",
        email="x@elsewhere.example",
        delegation="fr",
        state="confirmed",
    )

    now = fresh(registration)
    assert (now.email, now.state, now.function) == (PAOLA.email, "received", "Minister")
    assert now.delegation_id == registration.delegation_id


@pytest.mark.parametrize("sign", ["\u202e", "\x07", "\r\n"])
def test_control_characters_are_refused(own: Client, sign: str) -> None:
    registration = receive()

    response = save(own, registration, family_name=f"Chá{sign}vez")

    assert response.status_code == 422
    assert fresh(registration).family_name == "Chávez"


def test_two_tabs_show_both_versions_and_the_second_can_be_sent_on_top(own: Client) -> None:
    registration = receive()
    second_tab = form_of(own, registration) | {"function": "Minister", "diet": "No nuts"}
    save(own, registration, function="First Secretary", phone="+41 22 000 00 00")

    response = own.post(path(registration), second_tab)

    page = Page(response)
    assert response.status_code == 409
    versions = [text(element) for element in page.all("dd")]
    assert versions == ["First Secretary", "+41 22 000 00 00", "–", "Minister", "–", "No nuts"]
    typed = page.answers()
    assert (typed["function"], typed["diet"], typed["version"]) == ("Minister", "No nuts", "2")
    assert fresh(registration).function == "First Secretary"
    assert own.post(path(registration), typed).status_code == 302
    now = fresh(registration)
    assert (now.function, now.needs.diet, now.version) == ("Minister", "No nuts", 3)
    kinds = list(Message.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["registration_received", "registration_amended", "registration_amended"]


def test_staff_confirm_while_the_delegate_types(own: Client, staff: User) -> None:
    registration = receive()
    typed = form_of(own, registration) | {"function": "Minister"}
    operations.confirm(fresh(registration), by=staff, at=ON_14_MAY)

    response = own.post(path(registration), typed)

    assert response.status_code == 409
    assert "Confirmed" in Page(response).html
    assert fresh(registration).function == "Counsellor"
    assert own.post(path(registration), Page(response).answers()).status_code == 302
    assert (fresh(registration).state, fresh(registration).function) == ("received", "Minister")


def test_staff_decline_while_the_delegate_types(own: Client, staff: User) -> None:
    registration = receive()
    typed = form_of(own, registration) | {"diet": "No nuts"}
    operations.decline(fresh(registration), reason="No.", by=staff, at=ON_14_MAY)

    response = own.post(path(registration), typed)

    assert response.status_code == 403
    page = Page(response)
    assert "This is not possible: the registration is declined." in page.html
    assert page.answers()["diet"] == "No nuts"
    assert page.all("button") == []


def test_a_form_that_comes_after_the_closing_is_shown_and_not_saved(
    own: Client, set_clock: Any
) -> None:
    registration = receive()
    set_clock(LAST_SECOND)
    typed = form_of(own, registration) | {"diet": "No nuts"}
    set_clock(CLOSING)

    response = own.post(path(registration), typed)

    page = Page(response)
    assert response.status_code == 403
    assert page.answers()["diet"] == "No nuts"
    assert "mailto:isu@apminebanconvention.org" in page.links().values()
    assert fresh(registration).version == 1


def test_after_the_closing_the_pages_say_to_whom_to_write(own: Client, set_clock: Any) -> None:
    registration = receive()
    set_clock(CLOSING)

    pages = [
        Page(own.get(where))
        for where in ("/registrations/", path(registration), path(registration, "withdraw"))
    ]

    for page in pages:
        assert "mailto:isu@apminebanconvention.org" in page.links().values()
        assert registration.receipt_number in page.html
        assert page.all("button") == []
    assert path(registration) not in pages[0].links().values()
    assert own.post(path(registration, "withdraw"), {"version": "1"}).status_code == 403
    assert fresh(registration).state == "received"


def test_withdrawing_asks_first(own: Client) -> None:
    registration = receive()

    page = Page(own.get(path(registration, "withdraw")))

    assert [text(button) for button in page.all("button")] == ["Withdraw the registration"]
    assert fresh(registration).state == "received"
    response = own.post(path(registration, "withdraw"), page.answers())
    assert (response.status_code, response["Location"]) == (302, "/registrations/")
    assert fresh(registration).state == "withdrawn"
    assert Page(own.get("/registrations/")).summary()["Status"] == "Withdrawn"
    assert path(registration) not in Page(own.get("/registrations/")).links().values()


def test_withdrawing_what_has_changed_shows_it_first(own: Client) -> None:
    registration = receive()
    old = Page(own.get(path(registration, "withdraw"))).answers()
    save(own, registration, function="Minister")

    response = own.post(path(registration, "withdraw"), old)

    assert response.status_code == 409
    assert Page(response).summary()["Function"] == "Minister"
    assert Page(response).answers()["version"] == "2"
    assert fresh(registration).state == "received"


def test_withdrawing_twice_mails_once(own: Client) -> None:
    registration = receive()

    for _ in range(2):
        assert own.post(path(registration, "withdraw"), {"version": "1"}).status_code == 302

    assert Message.objects.filter(kind="registration_withdrawn").count() == 1


def test_the_receipt_leads_here_while_something_can_be_changed(
    client: Client, set_clock: Any
) -> None:
    receipt = f"/register/{receive().receipt_token}/"

    assert Page(client.get(receipt)).links()["Sign in to change or withdraw"] == "/registrations/"
    set_clock(CLOSING)
    assert "Sign in to change or withdraw" not in Page(client.get(receipt)).links()


def test_what_was_typed_survives_the_end_of_the_session(own: Client, paola: User) -> None:
    registration = receive()
    typed = form_of(own, registration) | {"function": "Minister", "diet": "No nuts"}
    own.logout()

    response = own.post(path(registration), typed)

    assert response["Location"] == f"/accounts/login/?next={path(registration)}"
    assert "nothing is lost" in said(response)[0]
    own.force_login(paola, backend=BACKEND)
    page = Page(own.get(path(registration)))
    assert (page.answers()["function"], page.answers()["diet"]) == ("Minister", "No nuts")
    assert "before your session ended" in page.html
    assert fresh(registration).version == 1
    own.post(path(registration), page.answers())
    assert (fresh(registration).function, fresh(registration).needs.diet) == ("Minister", "No nuts")
    assert "before your session ended" not in Page(own.get(path(registration))).html


def test_what_was_typed_lies_sealed(own: Client) -> None:
    registration = receive()
    typed = form_of(own, registration) | {"diet": "A canary"}
    own.logout()

    own.post(path(registration), typed)

    [row] = StoredSession.objects.all()
    assert "canary" not in str(row.get_decoded()).lower()


def test_what_was_typed_is_for_nobody_else_and_no_other_form(
    own: Client, paola: User, stranger: User
) -> None:
    registration, other = receive(), receive()
    typed = form_of(own, registration) | {"diet": "A canary"}
    own.logout()
    own.post(path(registration), typed)

    own.force_login(paola, backend=BACKEND)
    assert form_of(own, other)["diet"] == ""
    own.force_login(stranger, backend=BACKEND)
    assert own.get(path(registration)).status_code == 404


def test_what_was_typed_goes_when_its_time_is_over(
    own: Client, paola: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    registration = receive()
    typed = form_of(own, registration) | {"diet": "A canary"}
    own.logout()
    own.post(path(registration), typed)
    own.force_login(paola, backend=BACKEND)
    assert form_of(own, registration)["diet"] == "A canary"

    monkeypatch.setattr(kept, "LIFE_SECONDS", -1)

    assert form_of(own, registration)["diet"] == ""


def test_a_form_of_nobody_is_not_kept_when_it_is_too_long(client: Client) -> None:
    answer = client.post(path(receive()), {"diet": "x" * 50_000})

    assert kept.KEY not in client.session
    assert said(answer) == ["Your session had ended. Please sign in, and fill in the form again."]


def test_a_network_has_room_for_so_many_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    """Anybody can send them, without a sign-in, and each fills the table of sessions."""
    monkeypatch.setattr(limits, "KEPT_OF_NETWORK", limits.Allowance("kept-form/network", 3, 60))
    browsers = [Client(REMOTE_ADDR="198.51.100.7") for _ in range(5)]

    for browser in browsers:
        browser.post("/registrations/any/amend/", {"diet": "x"})

    assert StoredSession.objects.count() == 3
    assert [kept.KEY in browser.session for browser in browsers] == [True] * 3 + [False] * 2


@pytest.mark.parametrize(
    ("prefix", "heading"), [("/fr", "Mon inscription"), ("/es", "Mi inscripción")]
)
def test_the_pages_speak_the_readers_language(own: Client, prefix: str, heading: str) -> None:
    registration = receive()

    pages = [
        Page(own.get(f"{prefix}/registrations/")),
        Page(own.get(path(registration, prefix=prefix))),
        Page(own.get(path(registration, "withdraw", prefix))),
    ]

    assert pages[0].heading() == heading
    assert path(registration, prefix=prefix) in pages[0].links().values()
    assert [attributes(page.all("html")[0])["lang"] for page in pages] == [prefix.strip("/")] * 3


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries(
    own: Client, django_assert_num_queries: Any, number: int
) -> None:
    for _ in range(number):
        receive(WITH_NEEDS)

    # Session, user, meeting, registrations, names of entities.
    with django_assert_num_queries(6):
        assert len(own.get("/registrations/").context["registrations"]) == number


@pytest.mark.parametrize("number", [1, 3])
def test_the_form_takes_the_same_queries(
    own: Client, django_assert_num_queries: Any, number: int
) -> None:
    registration = receive(WITH_NEEDS)
    for _ in range(number - 1):
        receive(WITH_NEEDS)

    with django_assert_num_queries(5):
        own.get(path(registration))


def test_the_most_that_saving_takes(
    own: Client, staff: User, django_assert_num_queries: Any
) -> None:
    registration = receive()
    operations.confirm(registration, by=staff, at=ON_14_MAY)
    typed = form_of(own, registration) | {"family_name": "Ruiz", "diet": "No nuts"}

    with django_assert_num_queries(16):
        assert own.post(path(registration), typed).status_code == 302


def test_what_withdrawing_takes(own: Client, django_assert_num_queries: Any) -> None:
    registration = receive()

    # One of them looks for bilaterals of which the person is a participant, one ends the badge.
    with django_assert_num_queries(19):
        own.post(path(registration, "withdraw"), {"version": "1"})

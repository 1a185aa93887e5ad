"""One request: its page, changing it, taking it back; and the right to ask."""

from hashlib import sha256

import pytest
from django.test import Client

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.outbox.models import Message
from programme.interventions import operations
from programme.interventions.details import InterventionDetails
from programme.interventions.models import FloorEvent, FloorRight, Intervention
from registration.registrations.models import Registration
from registration.registrations.operations import move as move_registration
from tests.access.actors import signed_in
from tests.pages import Page, text
from tests.people import ON_14_MAY, PAOLA, focal_point, isu_staff, receive, set_clock
from tests.programme.interventions.floors import CLOSED, ask, minutes_later, order, states_speak
from tests.registration.registrations.conftest import Browser


@pytest.fixture
def browser(felix: User, browser_of: Browser) -> Client:
    """The browser of Ecuador's focal point."""
    return browser_of(felix)


def test_a_delegation_can_draw_again(browser: Client, felix: User) -> None:
    segment = states_speak("draw")
    own = [ask(segment, code, by=felix) for code in ("ua", "ec", "hr")][1]
    assert "The draw" not in Page(browser.get(f"/interventions/{own.pk}/")).html
    operations.close_list(segment, version=3, by=isu_staff(), at=minutes_later(1))

    page = Page(browser.get(f"/interventions/{own.pk}/"))

    said = page.summary()
    assert said["Came as number"] == "2"
    lots = sorted(range(1, 4), key=lambda one: sha256(f"{said['Seed']}:{one}".encode()).hexdigest())
    assert said["Numbers by lot"] == ", ".join(map(str, lots))
    assert said["Lot"] == str(lots.index(2) + 1)
    assert "Anybody can draw again: for each request write the seed" in text(page.root)


def test_lots_of_a_rule_that_holds_no_more_are_not_shown(browser: Client, felix: User) -> None:
    segment, ines = states_speak("draw"), isu_staff()
    own = ask(segment, "ec", by=felix)
    operations.close_list(segment, version=1, by=ines, at=minutes_later(1))
    states_speak("alphabetical")

    page = browser.get(f"/interventions/{own.pk}/")
    listed = signed_in(ines).get(f"/desk/speakers/{segment.uid}/")

    assert "Seed" not in Page(page).summary()
    assert "Alphabetical; the letter is drawn when the list closes" in listed.content.decode()


def test_whoever_asks_after_the_draw_has_no_lot(browser: Client, felix: User) -> None:
    segment, ines = states_speak("draw"), isu_staff()
    ask(segment, "ua", by=felix)
    operations.close_list(segment, version=1, by=ines, at=minutes_later(1))
    own = ask(segment, "ec", by=ines, at=minutes_later(2))

    said = Page(browser.get(f"/interventions/{own.pk}/")).summary()

    assert "Lot" not in said
    assert (said["Came as number"], said["Numbers by lot"]) == ("2", "1")


def test_a_letter_can_be_drawn_again_by_a_delegation(browser: Client, felix: User) -> None:
    segment = states_speak("alphabetical")
    own = ask(segment, "ec", by=felix)
    operations.close_list(segment, version=1, by=isu_staff(), at=minutes_later(1))

    page = Page(browser.get(f"/interventions/{own.pk}/"))

    said = page.summary()
    number = int(sha256(said["Seed"].encode()).hexdigest()[:16], 16)
    assert said["Letter"] == chr(ord("A") + number % 26)
    assert f"It gives {said['Letter']}." in text(page.root)
    assert "Numbers by lot" not in said


@pytest.fixture
def paola(db: None) -> Registration:
    """A member of Ecuador's delegation who can be named."""
    return receive(PAOLA)


@pytest.fixture
def own(felix: User) -> Intervention:
    """Ecuador's request."""
    return ask(states_speak(), by=felix)


def path_of(intervention: Intervention, act: str = "change") -> str:
    return f"/interventions/{intervention.pk}/{act}/"


def test_a_change_is_saved_and_keeps_the_place(
    browser: Client, own: Intervention, felix: User
) -> None:
    segment = states_speak()
    focal_point("ua", "fiona@mission.example")
    ask(segment, "ua", by=felix)
    form = Page(browser.get(path_of(own))).answers()

    response = browser.post(path_of(own), form | {"language": "es", "note": "At noon."})

    assert response["Location"] == f"/interventions/{own.pk}/"
    own.refresh_from_db()
    assert (own.language, own.note, own.version) == ("es", "At noon.", 2)
    assert order(segment) == ["ec", "ua"]


def test_the_same_answers_change_nothing(browser: Client, own: Intervention) -> None:
    form = Page(browser.get(path_of(own))).answers()

    page = Page(browser.post(path_of(own), form, follow=True))

    assert "Nothing was changed." in page.html
    assert Message.objects.count() == 1


def test_of_two_who_change_the_second_sees_both(
    browser: Client, own: Intervention, felix: User
) -> None:
    form = Page(browser.get(path_of(own))).answers() | {"note": "Mine."}
    details = InterventionDetails(language="es", note="Theirs.")
    operations.amend(own, details, segment=states_speak(), version=1, by=felix, at=minutes_later(1))

    response = browser.post(path_of(own), form)
    page = Page(response)
    again = browser.post(path_of(own), page.answers())

    assert response.status_code == 409
    assert "Theirs." in page.html
    assert page.answers()["note"] == "Mine."
    assert again.status_code == 302
    own.refresh_from_db()
    assert (own.note, own.language, own.version) == ("Mine.", "en", 3)


def test_after_the_closing_the_level_is_for_the_secretariat(
    browser: Client, own: Intervention, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = Page(browser.get(path_of(own))).answers()
    set_clock(monkeypatch, CLOSED)

    refused = browser.post(path_of(own), form | {"protocol_level": "4", "note": "Kept."})
    saved = browser.post(path_of(own), form | {"minutes_wished": "2"})

    assert refused.status_code == 422
    assert "please ask the secretariat for" in refused.content.decode()
    assert Page(refused).answers()["note"] == "Kept."
    assert saved.status_code == 302
    own.refresh_from_db()
    assert (own.protocol_level, own.minutes_wished) == (9, 2)


def test_withdrawing_asks_first(browser: Client, own: Intervention) -> None:
    page = Page(browser.get(path_of(own, "withdraw")))
    assert page.heading() == "Withdraw the request"
    assert order(states_speak()) == ["ec"]

    response = browser.post(path_of(own, "withdraw"), page.answers())

    assert response["Location"] == "/interventions/?delegation=ec"
    assert order(states_speak()) == []
    listed = Page(browser.get("/interventions/"))
    assert listed.summary()["State"] == "Withdrawn"
    # What has ended has no form any more, and withdrawing again does nothing.
    assert browser.get(path_of(own)).status_code == 302
    assert browser.post(path_of(own, "withdraw"), page.answers()).status_code == 302
    assert FloorEvent.objects.count() == 2


def test_whoever_has_not_seen_the_change_does_not_withdraw(
    browser: Client, own: Intervention, felix: User
) -> None:
    form = Page(browser.get(path_of(own, "withdraw"))).answers()
    details = InterventionDetails(note="Theirs.")
    operations.amend(own, details, segment=states_speak(), version=1, by=felix, at=minutes_later(1))

    for given in (form, {}, {"version": "x"}):
        assert browser.post(path_of(own, "withdraw"), given).status_code == 409
    assert order(states_speak()) == ["ec"]


def test_who_has_been_called_is_told_so(browser: Client, own: Intervention) -> None:
    segment, ines = states_speak(), isu_staff()
    form = Page(browser.get(path_of(own, "withdraw"))).answers()
    changed = Page(browser.get(path_of(own))).answers() | {"language": "es"}
    operations.call_next(segment, version=1, by=ines, at=minutes_later(1))
    operations.act("start", segment, version=2, by=ines, at=minutes_later(2))

    change = browser.post(path_of(own), changed)
    withdraw = browser.post(path_of(own, "withdraw"), form)

    assert change.status_code == 422
    assert "the request is “speaking”" in change.content.decode()
    assert withdraw.status_code == 409
    assert "the request is “speaking”" in withdraw.content.decode()
    assert "It can no longer be changed here." in withdraw.content.decode()


def test_the_history_is_told_in_words(browser: Client, own: Intervention, felix: User) -> None:
    segment, ines = states_speak(), isu_staff()
    focal_point("ua", "fiona@mission.example")
    ask(segment, "ua", by=felix)
    operations.move(
        own, to=2, segment=segment, version=2, reason="It comes late.", by=ines, at=minutes_later(9)
    )

    page = Page(browser.get(f"/interventions/{own.pk}/"))

    told = [text(one) for one in page.all("li") if "14 May 2018" in text(one)]
    assert told == [
        "Put on the list. Monday 14 May 2018, 09:00",
        "Moved to place 2. It comes late. Monday 14 May 2018, 09:09",
    ]
    assert page.summary()["Why this place"].startswith("Moved from 1 to 2 on")
    assert page.summary()["Place"] == "2. 1 statement comes before yours."


def test_a_speaker_who_left_is_to_be_named_anew(
    browser: Client, paola: Registration, felix: User
) -> None:
    own = ask(states_speak(), by=felix, speaker_id=paola.pk)
    move_registration(paola, "ua", version=1, by=isu_staff(), at=ON_14_MAY)

    page = Page(browser.get(f"/interventions/{own.pk}/"))
    form = Page(browser.get(path_of(own)))

    assert page.summary()["Speaker"] == "to be named"
    assert "The speaker who was named no longer comes" in text(page.root)
    assert "The speaker who was named no longer comes" in text(form.root)
    assert form.answers()["speaker"] == ""


def test_a_strangers_request_is_absent(browser_of: Browser, own: Intervention) -> None:
    client = browser_of(focal_point("ua", "fiona@mission.example"))

    for path in (f"/interventions/{own.pk}/", path_of(own), path_of(own, "withdraw")):
        assert client.get(path).status_code == 404
        assert client.post(path, {"version": "1"}).status_code in {404, 405}
    assert order(states_speak()) == ["ec"]


def test_the_right_is_given_and_taken(
    browser: Client, paola: Registration, own: Intervention, browser_of: Browser
) -> None:
    delegate = browser_of(User.objects.create_user(PAOLA.email))
    path = f"/delegation/ec/{paola.receipt_number}/floor/"
    assert delegate.get(f"/interventions/{own.pk}/").status_code == 404

    given = browser.post(path, {"right": "give"})
    again = Page(browser.post(path, {"right": "give"}, follow=True))

    assert "registration of Ms. Paola Fernanda CHÁVEZ is not confirmed yet" in text(again.root)
    assert given["Location"] == "/delegation/ec/#floor"
    assert "may ask" in text(Page(browser.get("/delegation/ec/")).root)
    assert FloorRight.objects.get().registration == paola
    assert delegate.get(f"/interventions/{own.pk}/").status_code == 200
    # Whoever has the right does not give it on.
    assert delegate.post(path, {"right": "take"}).status_code == 404

    browser.post(path, {"right": "take"})

    assert not FloorRight.objects.exists()
    assert delegate.get(f"/interventions/{own.pk}/").status_code == 404
    verbs = AuditEntry.objects.filter(verb__endswith="floor_right").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["give_floor_right", "take_floor_right"]


def test_the_right_does_not_move_to_another_delegation(paola: Registration, felix: User) -> None:
    operations.give_right(paola, by=felix, at=ON_14_MAY)

    move_registration(paola, "ua", version=1, by=isu_staff(), at=ON_14_MAY)

    assert not FloorRight.objects.exists()

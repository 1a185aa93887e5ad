"""The pages on which a delegation asks for the floor."""

from typing import Any

import pytest
from django.test import Client

from intersessional.accounts.models import User
from intersessional.outbox.models import Message
from programme.agenda.models import Segment
from programme.interventions import operations, queries
from programme.interventions.models import FloorEvent, Intervention
from programme.interventions.operations import give_right
from programme.interventions.queries import ListedSegment
from registration.meetings.models import Meeting
from registration.registrations.models import Registration
from tests.pages import Page, text
from tests.people import ON_14_MAY, PAOLA, focal_point, isu_staff, receive, set_clock
from tests.programme.agenda.drafts import publish
from tests.programme.interventions.floors import CLOSED, ask, minutes_later, order, states_speak
from tests.registration.registrations.conftest import Browser


@pytest.fixture
def browser(felix: User, browser_of: Browser) -> Client:
    """The browser of Ecuador's focal point."""
    return browser_of(felix)


@pytest.fixture
def paola(db: None) -> Registration:
    """A member of Ecuador's delegation who can be named."""
    return receive(PAOLA)


def path_of(segment: ListedSegment) -> str:
    return f"/interventions/ask/{segment.uid}/"


def answers(client: Client, segment: ListedSegment, **changes: Any) -> dict[str, Any]:
    """What the form would send, with changes."""
    return Page(client.get(path_of(segment))).answers() | changes


def test_asking_leads_to_the_page_of_the_request(
    browser: Client, paola: Registration, felix: User
) -> None:
    segment = states_speak()
    focal_point("ua", "fiona@mission.example")
    ask(segment, "ua", by=felix)

    form = answers(browser, segment, kind="update", speaker=str(paola.pk), minutes_wished="3")
    response = browser.post(path_of(segment), form)

    intervention = Intervention.objects.get(delegation__entity__code="ec")
    assert response["Location"] == f"/interventions/{intervention.pk}/"
    page = Page(browser.get(response["Location"]))
    said = page.summary()
    assert said["State"] == "On the list"
    assert said["Place"] == "2. 1 statement comes before yours."
    assert said["Speaker"] == "Ms. Paola Fernanda CHÁVEZ"
    assert said["Why this place"] == "Received Monday 14 May, 09:00"
    assert said["Minutes wished"] == "3"
    assert "Put on the list." in page.html
    assert order(segment) == ["ua", "ec"]
    assert Message.objects.filter(about_id=intervention.pk).count() == 1


def test_whoever_has_asked_is_told_before_the_form(browser: Client, felix: User) -> None:
    segment = states_speak()
    asked = "Your delegation has asked for the floor here already (update)."
    assert asked not in text(Page(browser.get(path_of(segment))).root)
    first = ask(segment, by=felix)

    page = Page(browser.get(path_of(segment)))

    assert asked in text(page.root)
    assert f'href="/interventions/{first.pk}/"' in page.html
    assert "That request: place 1" in page.html
    second = browser.post(path_of(segment), page.answers() | {"on_behalf_of": "A group"})
    assert second.status_code == 302


def test_more_minutes_than_there_are_are_advised_against(browser: Client) -> None:
    segment = states_speak()

    form = answers(browser, segment, minutes_wished="10")
    page = Page(browser.post(path_of(segment), form, follow=True))

    assert "You wish for 10 minutes; the limit is 4 minutes." in text(page.root)
    own = Intervention.objects.get()
    Intervention.objects.filter(pk=own.pk).update(minutes_wished=4)
    assert "You wish for" not in text(Page(browser.get(f"/interventions/{own.pk}/")).root)


def test_a_list_that_was_closed_by_hand_says_so(browser: Client, felix: User) -> None:
    segment = states_speak()
    own = ask(segment, by=felix)
    operations.close_list(segment, version=1, by=isu_staff(), at=ON_14_MAY)
    said = "The secretariat closed the list on Monday 14 May 2018, 09:00"

    for path in ("/interventions/", path_of(segment), f"/interventions/{own.pk}/"):
        shown = text(Page(browser.get(path)).root)
        assert said in shown, path
        assert "6 June" not in shown.partition(said)[2][:120]


def test_a_statement_in_writing_has_no_place(browser: Client) -> None:
    segment = states_speak()

    form = answers(browser, segment, manner="written")
    page = Page(browser.post(path_of(segment), form, follow=True))

    said = text(page.root)
    assert "We have noted your statement in writing." in said
    assert "until you are called" not in said


def test_the_form_offers_what_fits(browser: Client, paola: Registration) -> None:
    segment = states_speak()

    page = Page(browser.get(path_of(segment)))

    assert [text(option) for option in page.all("option")][:3] != []
    assert "Protocol level of the speaker" in page.labels()
    assert "Reason for the late request" not in page.labels()
    assert "The limit here is 4 minutes. 5 minutes on behalf of a group." in text(page.root)
    named = [text(one) for one in page.all("option") if "CHÁVEZ" in text(one)]
    assert named == ["Ms. Paola Fernanda CHÁVEZ, Counsellor"]
    assert page.answers()["kind"] == ["update"]
    assert page.answers()["language"] == "en"


def test_a_comment_on_a_named_request_needs_no_choice(browser: Client, felix: User) -> None:
    meeting = Meeting.objects.get(slug="2018")
    segment = next(one for one in queries.segments_of(meeting) if one.segment.about)
    about = segment.segment.about
    assert about

    page = Page(browser.get(path_of(segment)))
    browser.post(path_of(segment), page.answers())

    assert "Kind of statement" not in page.labels()
    intervention = Intervention.objects.select_related("about").get()
    assert (intervention.kind, intervention.about.code) == ("comment", about.key)


def test_a_comment_elsewhere_asks_on_whose_request(browser: Client) -> None:
    segment = states_speak()

    wrong = browser.post(path_of(segment), answers(browser, segment, kind="comment"))
    right = browser.post(path_of(segment), answers(browser, segment, kind="comment", about="hr"))

    assert wrong.status_code == 422
    assert Page(wrong).problems() == {"Choose on whose request you want to comment.": "id_about"}
    assert right.status_code == 302
    assert Intervention.objects.get().about.code == "hr"  # type: ignore[union-attr]


def test_mistakes_are_listed_and_nothing_is_lost(browser: Client) -> None:
    segment = states_speak()
    given = {"minutes_wished": "many", "note": "At noon.", "language": "xx", "manner": ""}

    response = browser.post(path_of(segment), answers(browser, segment, **given))

    page = Page(response)
    assert response.status_code == 422
    assert "Choose whether somebody speaks." in page.problems()
    assert page.problems()["Enter the minutes as a number, for example 3."] == "id_minutes_wished"
    assert page.answers()["note"] == "At noon."
    assert not Intervention.objects.exists()


@pytest.mark.parametrize(
    "given",
    [
        {"speaker": "999999"},
        {"speaker": "x" * 300},
        {"kind": "reply"},
        {"protocol_level": "7"},
        {"token": ""},
        {"token": "x y" * 9},
        {"minutes_wished": "61"},
        {"note": "a\x07b"},
        {"on_behalf_of": "a\nb" * 300},
    ],
)
def test_bad_input_gets_an_answer(browser: Client, given: dict[str, str]) -> None:
    segment = states_speak()

    response = browser.post(path_of(segment), answers(browser, segment, **given))

    assert response.status_code == 422
    assert "your attention" in response.content.decode()
    assert not Intervention.objects.exists()


def test_the_same_form_twice_counts_once(browser: Client) -> None:
    segment = states_speak()
    form = answers(browser, segment)

    first, again = (browser.post(path_of(segment), form) for _ in range(2))

    assert first["Location"] == again["Location"]
    assert (Intervention.objects.count(), Message.objects.count()) == (1, 1)


def test_the_same_form_with_other_answers_shows_both(browser: Client) -> None:
    segment = states_speak()
    form = answers(browser, segment, note="First.")
    browser.post(path_of(segment), form)

    response = browser.post(path_of(segment), form | {"note": "Second."})

    assert response.status_code == 409
    page = Page(response)
    assert page.heading() == "This form was sent before"
    assert "First." in page.html
    assert "Second." in page.html
    assert Intervention.objects.get().note == "First."


def test_a_second_request_for_the_same_is_told(browser: Client, felix: User) -> None:
    segment = states_speak()
    ask(segment, by=felix)

    response = browser.post(path_of(segment), answers(browser, segment, note="Kept."))

    assert response.status_code == 422
    assert "has asked for the floor here already" in response.content.decode()
    assert Page(response).answers()["note"] == "Kept."
    assert Intervention.objects.count() == 1


def test_a_late_request_gives_its_reason_and_waits(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    segment = states_speak()
    in_time = answers(browser, segment)
    set_clock(monkeypatch, CLOSED)

    # The form was opened in time, and came late.
    refused = browser.post(path_of(segment), in_time)
    form = Page(refused).answers() | {"late_reason": "A courier."}
    accepted = browser.post(path_of(segment), form)

    assert refused.status_code == 422
    assert list(Page(refused).problems().values()) == ["id_late_reason"]
    page = Page(browser.get(accepted["Location"]))
    assert page.summary()["State"] == "Requested late, not yet accepted"
    assert FloorEvent.objects.get().verb == "request"


def test_before_the_opening_the_page_says_when(browser: Client) -> None:
    segment = states_speak(requests_open_at=minutes_later(60))

    page = Page(browser.get(path_of(segment)))
    response = browser.post(path_of(segment), {"note": "Typed."})

    assert page.heading() == "You cannot ask for the floor here yet"
    assert "14 May 2018" in text(page.root)
    assert response.status_code == 403
    assert "Typed." in response.content.decode()
    assert not Intervention.objects.exists()


def test_what_was_typed_outlives_the_session(browser: Client, felix: User) -> None:
    segment = states_speak()
    form = answers(browser, segment, note="Typed at length.")
    stranger = Client()

    answer = stranger.post(path_of(segment), form)
    stranger.force_login(felix, backend="django.contrib.auth.backends.ModelBackend")
    page = Page(stranger.get(path_of(segment)))

    assert answer["Location"].startswith("/accounts/login/?next=/interventions/ask/")
    assert page.answers()["note"] == "Typed at length."
    assert "before your session ended" in page.html
    assert not Intervention.objects.exists()


def test_whoever_has_no_right_is_told_how_to_get_it(db: None, browser_of: Browser) -> None:
    segment = states_speak()
    client = browser_of(User.objects.create_user(PAOLA.email))

    page = Page(client.get("/interventions/"))

    assert "Ask its focal point to give you the right" in text(page.root)
    assert client.get(path_of(segment))["Location"] == "/interventions/"
    assert client.post(path_of(segment), {"kind": "update"})["Location"] == "/interventions/"
    assert not Intervention.objects.exists()


def test_who_has_not_signed_in_comes_back(client: Client) -> None:
    assert client.get("/interventions/")["Location"] == "/accounts/login/?next=/interventions/"


def test_a_delegate_with_the_right_asks(
    browser_of: Browser, paola: Registration, felix: User
) -> None:
    segment = states_speak()
    give_right(paola, by=felix, at=ON_14_MAY)
    client = browser_of(User.objects.create_user(PAOLA.email))

    response = client.post(path_of(segment), answers(client, segment))

    assert response.status_code == 302
    assert Intervention.objects.get().asked_by.email == PAOLA.email


def test_somebody_with_two_delegations_chooses(browser: Client, felix: User) -> None:
    segment = states_speak()
    focal_point("ua", felix.email)

    page = Page(browser.get(path_of(segment)))
    other = browser.get(f"{path_of(segment)}?delegation=ua")

    assert page.heading() == "Ask for the floor"
    assert page.links()["Ukraine"] == "?delegation=ua"
    assert Page(other).answers()["kind"] == ["update"]
    assert browser.get(f"{path_of(segment)}?delegation=fr").status_code == 404
    assert browser.get("/interventions/?delegation=fr").status_code == 404
    browser.post(f"{path_of(segment)}?delegation=ua", Page(other).answers())
    assert Intervention.objects.get().delegation.entity.code == "ua"


def test_the_list_offers_what_calls_on_the_delegation(
    browser: Client, browser_of: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    states = states_speak()
    name = f"{states.item_name}, {states.label}"
    organisation = browser_of(focal_point("org-icbl-cmc", "i@ngo.example"))

    here, there = (Page(one.get("/interventions/")) for one in (browser, organisation))
    set_clock(monkeypatch, CLOSED)
    late = Page(browser.get("/interventions/"))

    assert f"Ask for the floor : {name}" in here.links()
    assert f"Ask for the floor : {name}" not in there.links()
    assert [one for one in there.links() if one.endswith("Organisations speak")]
    assert f"Ask late : {name}" in late.links()
    assert "The list has closed. A late request needs a reason" in text(late.root)


def test_a_request_stays_in_sight_where_none_are_taken_any_more(
    browser: Client, felix: User
) -> None:
    segment = states_speak()
    first = ask(segment, by=felix)
    Segment.objects.filter(pk=segment.pk).update(audience="panel")
    publish(segment.meeting)

    page = Page(browser.get("/interventions/"))
    one = browser.get(f"/interventions/{first.pk}/")

    assert "The programme no longer takes requests for this part." in text(page.root)
    assert one.status_code == 200
    # It can still be taken back, and nothing new is asked for.
    assert browser.get(f"/interventions/{first.pk}/withdraw/").status_code == 200
    assert path_of(segment) not in "".join(page.links().values())
    refused = Page(browser.get(path_of(segment)))
    assert refused.heading() == "You cannot ask for the floor here"


def test_the_queries_do_not_grow(
    browser: Client, felix: User, django_assert_num_queries: Any
) -> None:
    meeting = Meeting.objects.get(slug="2018")
    segments = [one for one in queries.segments_of(meeting) if one.segment.audience == "states"]
    codes = ["ua", "fr", "de", "jp", "th"]
    for code in codes:
        focal_point(code, f"{code}@mission.example")
    first = ask(segments[0], by=felix)
    browser.get("/interventions/")
    with django_assert_num_queries(LIST_QUERIES):
        browser.get("/interventions/")
    with django_assert_num_queries(ONE_QUERIES):
        browser.get(f"/interventions/{first.pk}/")

    for segment in segments[1:]:
        ask(segment, by=felix)
    for code in codes:
        ask(segments[0], code, by=felix)

    with django_assert_num_queries(LIST_QUERIES):
        browser.get("/interventions/")
    with django_assert_num_queries(ONE_QUERIES):
        browser.get(f"/interventions/{first.pk}/")
    with django_assert_num_queries(FORM_QUERIES):
        browser.get(path_of(segments[0]))


LIST_QUERIES, ONE_QUERIES, FORM_QUERIES = 14, 14, 15

"""A held statement: not fetchable by guessing, by other roles or by feed before it is released.

Its bytes and the name of its file hold canaries, which are searched for in what the portal answers to
those who may not have it; tests/access/test_held_statements.py does so at every address.
"""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from intersessional.accounts.models import User
from intersessional.outbox.models import Message
from programme.interventions import operations
from programme.interventions.emails.statements import statement_received
from programme.interventions.floor import watching
from programme.interventions.models import Intervention, Statement
from programme.interventions.models.statements import DELIVERED
from programme.interventions.queries import ListedSegment, state_of
from programme.interventions.statements import queries
from programme.interventions.transitions import TRANSITIONS, State
from registration.registrations.models import Registration
from tests.access.actors import ACTORS, client_of
from tests.people import ON_14_MAY, PAOLA, focal_point, isu_staff, receive
from tests.programme.agenda.drafts import following
from tests.programme.interventions.floors import (
    IN_THE_ROOM,
    ask,
    minutes_later,
    speakers,
    states_speak,
)
from tests.programme.interventions.statements import (
    CANARY,
    CANARY_NAME,
    SECRET_PDF,
    address,
    browser,
    deliver,
    hand_in,
    interpreter,
    participant,
    pdf,
    status,
    take_back,
)


@pytest.fixture(autouse=True)
def in_the_room(set_clock: Callable[[datetime], None]) -> None:
    """It is three in the afternoon of 7 June 2018."""
    set_clock(IN_THE_ROOM)


@pytest.fixture
def segment(db: None) -> ListedSegment:
    """Where States speak."""
    return states_speak()


@pytest.fixture
def asked(segment: ListedSegment, felix: User) -> Intervention:
    """Ecuador's request."""
    return ask(segment, by=felix)


@pytest.fixture
def secret(asked: Intervention, felix: User) -> Statement:
    """Its statement."""
    return hand_in(asked, SECRET_PDF, name=f"{CANARY_NAME}.pdf", by=felix)


@pytest.fixture
def ines(db: None) -> User:
    """Somebody of the ISU."""
    return isu_staff()


@pytest.fixture
def olena(db: None) -> Client:
    """Somebody of another delegation, who takes part."""
    return browser(participant())


def item_path(segment: ListedSegment) -> str:
    item = segment.segment.item
    assert item
    return f"/programme/items/{item.number}/"


def desk(segment: ListedSegment, request: Intervention | None = None) -> str:
    item = segment.segment.item
    assert item
    return f"/desk/statements/{item.uid}/" + (f"{request.pk}/" if request else "")


# Who has it at once


@pytest.mark.parametrize("actor", [*ACTORS])
def test_while_it_is_held_only_these_have_it(actor: str, secret: Statement) -> None:
    allowed = {"focal_point", "isu_staff", "administrator"}
    client = browser(secret.uploaded_by) if actor == "focal_point" else client_of(actor)

    answer = client.get(address(secret))
    content = b"".join(answer)

    if actor == "without_factor":
        assert answer.status_code == 302
    else:
        assert answer.status_code == (200 if actor in allowed else 404)
    assert (CANARY in content) == (actor in allowed)


def test_interpreters_have_it_at_once_when_they_are_confirmed(secret: Statement) -> None:
    user = interpreter()
    client, mine = browser(user), Registration.objects.filter(email=user.email)
    assert status(client, secret) == 200

    for changes in (
        {"state": "received"},
        {"state": "waiting"},
        {"state": "confirmed", "participation": "media"},
        {"participation": "staff"},
    ):
        mine.update(**changes)
        assert status(client, secret) == 404, changes
    mine.update(participation="interpreter")
    assert status(client, secret) == 200
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert status(client, secret) == 404


def test_whoever_takes_part_and_has_no_part_in_it_waits(secret: Statement, olena: Client) -> None:
    colleague = browser(participant(PAOLA))

    assert status(olena, secret) == 404
    # Of the same delegation, but without the right to ask for the floor.
    assert status(colleague, secret) == 404


def test_nothing_can_be_guessed(secret: Statement, olena: Client, client: Client) -> None:
    name = secret.file.name
    guesses = [
        f"/statements/{secret.pk}/",
        f"/statements/{secret.intervention_id}/",
        f"/statements/{secret.sha256}/",
        f"/statements/{name.rpartition('/')[2]}/",
        f"/statements/{secret.key[:-1]}/",
        f"/statements/{secret.key}x/",
        f"/statements/{CANARY_NAME}/",
        f"/m/2018/statements/{secret.key}/",
        f"/{name}",
        f"/media/{name}",
        f"/static/{name}",
        f"/programme/documents/{secret.key}/en/",
    ]

    for one in (olena, client):
        answers = [one.get(path, follow=True) for path in guesses]
        assert {answer.status_code for answer in answers} == {404}
        assert all(CANARY not in answer.content for answer in answers)
    assert default_storage.exists(name)
    # The negative control: the address is right.
    assert status(browser(secret.uploaded_by), secret) == 200


def test_no_page_or_feed_for_others_tells_of_it(
    secret: Statement, segment: ListedSegment, olena: Client, client: Client
) -> None:
    item = segment.segment.item
    assert item
    watched = watching.Watched.of(segment, watching.DISPLAY)
    public = [
        *("/", "/programme/", "/fr/programme/", item_path(segment), f"/es{item_path(segment)}"),
        *("/programme.json", "/programme.ics", "/programme.atom", "/programme.schema.json"),
        f"/programme/items/{item.number}.ics",
        reverse("floor:room", args=[watching.sign_link(segment)]),
        reverse("floor:floor_state", args=[watching.sign_state(watched)]),
    ]
    inside = ["/interventions/", "/interventions/interpreters/", desk(segment)]
    inside += [f"/interventions/{secret.intervention_id}/", f"/statements/items/{item.uid}.zip"]

    for one in (olena, client):
        for path in [*public, *inside]:
            content = b"".join(one.get(path))
            for canary in (CANARY, CANARY_NAME.encode(), secret.key.encode()):
                assert canary not in content, path
    assert client.get("/programme.json").status_code == 200
    # The negative control: whoever may see it sees it by the same search.
    page = browser(secret.uploaded_by).get(f"/interventions/{secret.intervention_id}/").content
    assert CANARY_NAME.encode() in page
    assert secret.key.encode() in page


# What opens it


def test_delivery_opens_it_for_those_who_take_part(
    secret: Statement,
    segment: ListedSegment,
    asked: Intervention,
    ines: User,
    olena: Client,
    client: Client,
) -> None:
    who = {"olena": olena, "committee": client_of("committee"), "anybody": client}
    nobody = browser(User.objects.create_user("somebody@elsewhere.example"))
    assert {name: status(one, secret) for name, one in who.items()} == dict.fromkeys(who, 404)

    deliver(segment, asked, ines)

    expected = {"olena": 200, "committee": 200, "anybody": 404}
    assert {name: status(one, secret) for name, one in who.items()} == expected
    assert status(nobody, secret) == 404
    page = olena.get(item_path(segment)).content.decode()
    assert "for those who take part, not published" in page
    assert secret.key in page
    assert secret.key not in client.get(item_path(segment)).content.decode()


def test_taking_the_delivery_back_holds_it_again(
    secret: Statement, segment: ListedSegment, asked: Intervention, ines: User, olena: Client
) -> None:
    deliver(segment, asked, ines)
    operations.publish([segment.pk], by=ines, at=IN_THE_ROOM)
    anybody = Client()
    assert (status(olena, secret), status(anybody, secret)) == (200, 200)

    take_back(segment, asked, ines)
    assert (status(olena, secret), status(anybody, secret)) == (404, 404)
    assert secret.key not in anybody.get(item_path(segment)).content.decode()

    version = watching_version(segment)
    operations.act("deliver", segment, version=version, by=ines, at=minutes_later(9, IN_THE_ROOM))
    assert (status(olena, secret), status(anybody, secret)) == (200, 200)


def watching_version(segment: ListedSegment) -> int:
    return speakers(segment).version


@pytest.mark.parametrize("verbs", [["call"], ["call", "start"], ["call", "skip"]])
def test_nothing_short_of_delivery_opens_it(
    secret: Statement,
    segment: ListedSegment,
    asked: Intervention,
    ines: User,
    olena: Client,
    verbs: list[str],
) -> None:
    for verb in verbs:
        version = watching_version(segment)
        if verb == "call":
            operations.call_next(segment, version=version, by=ines, at=IN_THE_ROOM)
        else:
            operations.act(verb, segment, version=version, by=ines, at=IN_THE_ROOM)

    assert status(olena, secret) == 404
    if verbs[-1] == "skip":
        version = watching_version(segment)
        operations.recall(asked, segment=segment, version=version, by=ines, at=IN_THE_ROOM)
        assert status(olena, secret) == 404


def test_the_staff_release_it_by_hand_with_a_reason(
    secret: Statement, segment: ListedSegment, asked: Intervention, ines: User, olena: Client
) -> None:
    client, path = browser(ines), desk(segment, asked)

    without = client.post(path, {"do": "release", "reason": " "})
    assert without.status_code == 422
    assert status(olena, secret) == 404

    client.post(path, {"do": "release", "reason": "Read out by the President."})
    assert status(olena, secret) == 200
    assert status(Client(), secret) == 404
    page = client.get(path).content.decode()
    assert "Read out by the President." in page
    # Once more is nothing more.
    assert not operations.release(asked, reason="Again.", by=ines, at=ON_14_MAY)

    client.post(path, {"do": "hold", "reason": "By mistake."})
    assert status(olena, secret) == 404
    assert not operations.hold(asked, reason="Again.", by=ines, at=ON_14_MAY)


def test_the_mail_says_of_a_released_one_that_it_is_open(
    secret: Statement, asked: Intervention, ines: User
) -> None:
    message = Message.objects.get(kind="statement_received")
    assert "It is held until it is delivered" in statement_received(message).text

    operations.release(asked, reason="Read out by the President.", by=ines, at=ON_14_MAY)

    words = statement_received(message).text
    assert "It is held" not in words
    assert "It was released: all who take part in the meeting can open it." in words


def test_one_in_writing_only_is_released_with_the_others_of_the_item(
    segment: ListedSegment, felix: User, ines: User, olena: Client, asked: Intervention
) -> None:
    oral = hand_in(asked, by=felix)
    written = [
        hand_in(ask(segment, code, by=felix, is_written_only=True), pdf(code), by=felix)
        for code in ("hr", "th")
    ]
    client = browser(ines)
    page = client.get(desk(segment)).content.decode()
    assert "2 statements in writing only are held" in page

    assert client.post(desk(segment), {"do": "release_written", "reason": ""}).status_code == 422
    answer = client.post(desk(segment), {"do": "release_written", "reason": "Closed."}, follow=True)

    assert "2 statements are released." in answer.content.decode()
    assert [status(olena, one) for one in (*written, oral)] == [200, 200, 404]


def test_a_withdrawn_one_is_for_the_delegation_and_the_staff_alone(
    secret: Statement,
    segment: ListedSegment,
    asked: Intervention,
    felix: User,
    ines: User,
    olena: Client,
) -> None:
    booth = browser(interpreter())
    operations.release(asked, reason="Early.", by=ines, at=ON_14_MAY)
    assert (status(olena, secret), status(booth, secret)) == (200, 200)

    operations.withdraw(asked, segment=segment, by=felix, at=IN_THE_ROOM)

    assert (status(olena, secret), status(booth, secret)) == (404, 404)
    assert (status(browser(felix), secret), status(browser(ines), secret)) == (200, 200)
    assert operations.publish([segment.pk], by=ines, at=IN_THE_ROOM) == 0


def test_those_who_take_part_have_the_newest_version_alone(
    secret: Statement,
    segment: ListedSegment,
    asked: Intervention,
    felix: User,
    ines: User,
    olena: Client,
) -> None:
    french = hand_in(asked, pdf("fr"), by=felix, language="fr")
    second = hand_in(asked, pdf("2"), by=felix, reason="Page 2.")
    deliver(segment, asked, ines)

    assert [status(olena, one) for one in (secret, french, second)] == [404, 200, 200]
    # Interpreters, the delegation and the staff have the history, too.
    booth = browser(interpreter())
    assert [status(booth, one) for one in (secret, french, second)] == [200, 200, 200]


# Publication


def test_published_is_what_was_delivered_and_may_be(
    segment: ListedSegment, felix: User, ines: User, asked: Intervention
) -> None:
    codes = ("hr", "th", "ua")
    rows = {code: ask(segment, code, by=felix) for code in codes} | {"ec": asked}
    files = {
        "ec": hand_in(rows["ec"], pdf("ec"), by=felix),
        "hr": hand_in(rows["hr"], pdf("hr"), by=felix, may_be_published=False),
        "th": hand_in(rows["th"], pdf("th"), by=felix),
    }
    for code in ("ec", "hr", "ua"):
        deliver(segment, rows[code], ines)
    client, anybody = browser(ines), Client()
    before = anybody.get(item_path(segment)).content.decode()

    said = client.post(desk(segment), {"do": "publish"}, follow=True).content.decode()

    assert "1 statement is published." in said
    assert {code: status(anybody, one) for code, one in files.items()} == {
        "ec": 200,
        "hr": 404,
        "th": 404,
    }
    # The second after, though the page is kept by version: within the same minute.
    after = anybody.get(item_path(segment)).content.decode()
    assert files["ec"].key not in before
    assert files["ec"].key in after
    assert "check against delivery" in after
    assert "Ecuador" in after
    assert files["hr"].key not in after
    # Once more publishes nothing.
    again = client.post(desk(segment), {"do": "publish"}, follow=True).content.decode()
    assert "Nothing new can be published." in again

    client.post(desk(segment), {"do": "take_back"})
    assert status(anybody, files["ec"]) == 404
    assert files["ec"].key not in anybody.get(item_path(segment)).content.decode()


def test_a_version_that_comes_after_the_publication_waits_for_the_next(
    secret: Statement, segment: ListedSegment, asked: Intervention, felix: User, ines: User
) -> None:
    deliver(segment, asked, ines)
    operations.publish([segment.pk], by=ines, at=IN_THE_ROOM)
    second = hand_in(asked, pdf("2"), by=felix, reason="As delivered.")
    anybody = Client()
    assert [status(anybody, one) for one in (secret, second)] == [200, 404]

    assert operations.publish([segment.pk], by=ines, at=IN_THE_ROOM) == 1
    assert [status(anybody, one) for one in (secret, second)] == [404, 200]


def test_the_last_word_of_a_delegation_takes_it_from_the_public(
    secret: Statement, segment: ListedSegment, asked: Intervention, felix: User, ines: User
) -> None:
    deliver(segment, asked, ines)
    operations.publish([segment.pk], by=ines, at=IN_THE_ROOM)

    second = hand_in(asked, SECRET_PDF, by=felix, may_be_published=False)

    assert [status(Client(), one) for one in (secret, second)] == [404, 404]
    assert secret.key not in Client().get(item_path(segment)).content.decode()


def test_the_publication_of_one_is_taken_back(
    secret: Statement, segment: ListedSegment, asked: Intervention, felix: User, ines: User
) -> None:
    other = ask(segment, "hr", by=felix)
    kept = hand_in(other, by=felix)
    deliver(segment, asked, ines)
    deliver(segment, other, ines)
    operations.publish([segment.pk], by=ines, at=IN_THE_ROOM)

    browser(ines).post(desk(segment, asked), {"do": "take_back"})

    assert [status(Client(), one) for one in (secret, kept)] == [404, 200]


def test_the_public_is_not_told_who_spoke(
    segment: ListedSegment, felix: User, ines: User, olena: Client
) -> None:
    paola = receive(PAOLA)
    asked = ask(segment, by=felix, speaker_id=paola.pk)
    hand_in(asked, by=felix)
    deliver(segment, asked, ines)
    operations.publish([segment.pk], by=ines, at=IN_THE_ROOM)

    assert "CHÁVEZ" not in Client().get(item_path(segment)).content.decode()
    assert "CHÁVEZ" in olena.get(item_path(segment)).content.decode()


def test_a_name_told_in_the_room_is_for_participants_too(
    segment: ListedSegment, felix: User, ines: User, olena: Client
) -> None:
    asked = ask(segment, by=felix)
    hand_in(asked, by=felix)
    deliver(segment, asked, ines)
    operations.publish([segment.pk], by=ines, at=IN_THE_ROOM)
    Intervention.objects.filter(pk=asked.pk).update(name_in_the_room="Ms. Ad HOC")

    assert "Ad HOC" in olena.get(item_path(segment)).content.decode()
    assert "Ad HOC" not in Client().get(item_path(segment)).content.decode()


def test_what_the_page_of_an_item_asks(
    segment: ListedSegment,
    asked: Intervention,
    felix: User,
    ines: User,
    django_assert_num_queries: Callable,
) -> None:
    anybody, path = Client(), item_path(segment)
    rows = {code: ask(segment, code, by=felix) for code in ("hr", "th", "ua", "pe")}
    rows["ec"] = asked

    def published(*codes: str) -> None:
        for code in codes:
            hand_in(rows[code], pdf(code), by=felix)
            deliver(segment, rows[code], ines)
        operations.publish([segment.pk], by=ines, at=IN_THE_ROOM)
        with django_assert_num_queries(6):
            anybody.get(path)
        # Kept: the stamp, the documents, and what is published.
        with django_assert_num_queries(3):
            anybody.get(path)

    anybody.get(path)
    published("ec")
    published("hr", "th", "ua", "pe")


# What this rests on


def test_from_delivered_nothing_leads_but_taking_it_back() -> None:
    """By which the last event of a request says whether it was delivered."""
    leading = {verb for verb, (sources, _to) in TRANSITIONS.items() if State.DELIVERED in sources}

    assert leading == {"take_back"}
    assert TRANSITIONS[DELIVERED][1] == State.DELIVERED
    assert [verb for verb, (_from, to) in TRANSITIONS.items() if to == State.DELIVERED] == [
        DELIVERED
    ]
    ending = {verb for verb, (_from, to) in TRANSITIONS.items() if to in {"withdrawn", "declined"}}
    assert ending == {"withdraw", "decline"}


def test_the_record_and_the_list_agree(
    secret: Statement, segment: ListedSegment, asked: Intervention, ines: User
) -> None:
    def both() -> tuple[bool, bool]:
        found = queries.of_requests([asked.pk])[asked.pk][0]
        return queries.is_delivered(found), state_of(asked) == State.DELIVERED

    assert both() == (False, False)
    deliver(segment, asked, ines)
    assert both() == (True, True)
    take_back(segment, asked, ines)
    assert both() == (False, False)


def test_another_meetings_interpreters_have_nothing(secret: Statement) -> None:
    user = interpreter()
    other = following(secret.intervention.delegation.meeting)
    Registration.objects.filter(email=user.email).update(meeting=other)

    assert status(browser(user), secret) == 404
    # …and under another meeting's address it is absent for everybody.
    path = f"/m/{other.slug}/statements/{secret.key}/"
    assert browser(secret.uploaded_by).get(path).status_code == 404


def test_the_other_focal_point_is_a_stranger(secret: Statement) -> None:
    fiona = browser(focal_point("ua", "fiona@mission.example"))

    assert status(fiona, secret) == 404

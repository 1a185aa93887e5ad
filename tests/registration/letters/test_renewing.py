"""The confirmation of a delegation: asked for, issued once, renewed by itself, and withdrawn."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.embedded.sink import Sink
from intersessional.outbox import operations as outbox
from intersessional.outbox.models import Message
from registration.delegations.models import Entity, FocalPoint
from registration.letters import renewing
from registration.letters.issuing import NobodyConfirmed
from registration.letters.models import DueLetter, Letter
from registration.letters.renewing import ask_for_letter, issue_due, notice_changes
from registration.registrations import operations
from registration.registrations.models import Registration
from tests import papers
from tests.people import CLOSING, ON_14_MAY, PAOLA, focal_point, receive
from tests.registration.letters.delegations import amend, confirmed, delegation, withdraw

pytestmark = pytest.mark.django_db

UNPRINTABLE = "\U00010600"


@pytest.fixture
def felix(db: None) -> User:
    """Ecuador's focal point."""
    return focal_point()


def ask(by: User) -> None:
    ask_for_letter(delegation(), by=by, at=ON_14_MAY)


def issued(by: User) -> Letter:
    """Have a letter made, the first or the next one."""
    ask(by)
    issue_due(at=ON_14_MAY)
    return last()


def last() -> Letter:
    letter: Letter = Letter.objects.filter(kind="delegation").order_by("-version")[0]
    return letter


def states() -> list[str]:
    letters = Letter.objects.filter(kind="delegation").order_by("version")
    return list(letters.values_list("state", flat=True))


def notice() -> None:
    notice_changes(at=ON_14_MAY)


def after_the_quiet_time() -> None:
    """Let the quiet time pass, and a worker go round."""
    DueLetter.objects.update(due_at=timezone.now())
    issue_due(at=ON_14_MAY + timedelta(days=1))


def minutes_left() -> int:
    left: timedelta = DueLetter.objects.get().due_at - timezone.now()
    return round(left.total_seconds() / 60)


def verified(letter: Letter) -> str:
    return Client().get(f"/letters/verify/{letter.code}/").content.decode()


@pytest.mark.parametrize("ending", ["withdraw", "replace", "move"])
def test_who_leaves_a_delegation_shows_in_the_verification_at_once(
    staff: User, felix: User, ending: str
) -> None:
    paola = confirmed(staff)
    letter = issued(felix)
    before = verified(letter)
    now = Registration.objects.for_change().get(pk=paola.pk)

    if ending == "withdraw":
        withdraw(paola, felix)
    elif ending == "move":
        operations.move(now, "pe", version=now.version, by=staff, at=ON_14_MAY)
    else:
        other = replace(PAOLA, family_name="Nueva", email="n@mission.example")
        how = {"version": now.version, "token": "t" * 22, "language": "en"}
        operations.replace(now, other, by=staff, at=ON_14_MAY, **how)

    assert ">Valid</span>" in before
    assert ">Being replaced</span>" in verified(letter)
    assert "the delegation has changed since" in verified(letter)
    assert "Chávez" not in verified(letter)


def test_what_is_amended_leaves_the_letter_valid_until_the_next(staff: User, felix: User) -> None:
    paola = confirmed(staff)
    letter = issued(felix)

    amend(paola, felix, function="Ambassador", family_name="Chávez Ruiz")
    receive(replace(PAOLA, family_name="Nueva", email="n@mission.example"))

    assert ">Valid</span>" in verified(letter)


def test_whoever_asks_gets_the_letter_of_all_confirmed_members(
    sink: Sink, staff: User, felix: User
) -> None:
    confirmed(staff)
    confirmed(staff, family_name="Andrade", role="deputy", email="a@mission.example")
    confirmed(staff, family_name="Zúñiga", role="head", email="z@mission.example")
    receive(replace(PAOLA, family_name="Pendiente", email="q@mission.example"))
    Message.objects.all().delete()

    letter = issued(felix)
    outbox.sweep("letters")

    [mail] = sink.messages()
    text = " ".join(papers.letter(mail).pages[0].extract_text().split())
    assert mail["To"] == "felix@mission.example"
    assert text.index("ZÚÑIGA") < text.index("ANDRADE") < text.index("CHÁVEZ")
    assert "PENDIENTE" not in text
    assert "1 more person" in text
    assert (letter.version, letter.state, letter.issued_by) == (1, "valid", felix)
    assert papers.attachment(mail, "application/pdf") == bytes(letter.pdf)
    assert not DueLetter.objects.exists()


def test_neither_mail_address_nor_gender_is_stated(staff: User, felix: User) -> None:
    confirmed(staff, gender="woman")

    stored = str(issued(felix).facts)

    assert PAOLA.email not in stored
    assert "woman" not in stored


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_letter_speaks_the_entitys_language_and_each_mail_its_readers(
    sink: Sink, staff: User, felix: User, language: str
) -> None:
    confirmed(staff)
    Entity.objects.filter(code="ec").update(correspondence_language=language)
    FocalPoint.objects.update(language="es")
    Message.objects.all().delete()

    letter = issued(felix)
    outbox.sweep("letters")

    [mail] = sink.messages()
    address = {"en": "1211 Geneva", "fr": "1211 Genève", "es": "1211 Ginebra"}
    assert mail["Content-Language"] == "es"
    assert "Adjuntamos nuestra nota verbal" in papers.text_of(mail)
    assert letter.language == language
    assert address[language] in papers.letter(mail).pages[0].extract_text().replace("\n", " ")


def test_every_acting_focal_point_receives_it_and_nobody_else(
    sink: Sink, staff: User, felix: User
) -> None:
    confirmed(staff)
    focal_point("ec", "fiona@mission.example")
    focal_point("ec", "gone@mission.example")
    focal_point("ua", "other@mission.example")
    FocalPoint.objects.filter(email="gone@mission.example").update(ended_at=ON_14_MAY)
    Message.objects.all().delete()

    issued(staff)
    outbox.sweep("letters")

    assert sorted(mail["To"] for mail in sink.messages()) == [
        "felix@mission.example",
        "fiona@mission.example",
    ]


def test_without_a_confirmed_member_there_is_none(felix: User) -> None:
    receive()

    with pytest.raises(NobodyConfirmed):
        ask(felix)

    assert not DueLetter.objects.exists()
    assert not AuditEntry.objects.filter(verb="ask_for_letter").exists()


def test_asking_again_changes_nothing_while_nothing_has_changed(staff: User, felix: User) -> None:
    confirmed(staff)
    issued(felix)

    with pytest.raises(renewing.NothingNew):
        ask(felix)

    assert states() == ["valid"]
    assert not DueLetter.objects.exists()


def test_ten_changes_make_one_letter(sink: Sink, staff: User, felix: User) -> None:
    registrations = [confirmed(staff, email=f"p{n}@mission.example") for n in range(11)]
    first = issued(felix)
    Message.objects.all().delete()

    for registration in registrations[:10]:
        withdraw(registration, felix)
        notice()
        issue_due(at=ON_14_MAY)
    assert states() == ["valid"]
    assert minutes_left() == 5
    after_the_quiet_time()
    outbox.sweep("letters")

    second = last()
    [mail] = [mail for mail in sink.messages() if papers.carries_letter(mail)]
    words = " ".join(papers.letter(mail).pages[0].extract_text().split())
    assert states() == ["replaced", "valid"]
    assert (second.replaces, second.issued_by) == (first, None)
    assert f"This note replaces the one of 14 May 2018 with the code {first.code}." in words
    assert first.code in papers.text_of(mail)


def rename(registration: Registration, felix: User, staff: User) -> None:
    amend(registration, felix, family_name="Chávez Ruiz")


def promote(registration: Registration, felix: User, staff: User) -> None:
    amend(registration, felix, role="head")


def reorder(registration: Registration, felix: User, staff: User) -> None:
    pks = list(Registration.objects.in_order().values_list("pk", flat=True))
    operations.set_positions(delegation(), pks[::-1], by=felix, at=ON_14_MAY)


def move(registration: Registration, felix: User, staff: User) -> None:
    Registration.objects.filter(pk=registration.pk).update(
        delegation=receive(replace(PAOLA, entity_code="ua")).delegation
    )


def confirm_another(registration: Registration, felix: User, staff: User) -> None:
    confirmed(staff, family_name="Nueva", email="n@mission.example")


@pytest.mark.parametrize("change", [rename, promote, reorder, move, confirm_another])
def test_each_change_of_what_it_states_renews_it(staff: User, felix: User, change: Any) -> None:
    registration = confirmed(staff)
    confirmed(staff, family_name="Andrade", email="a@mission.example")
    issued(felix)

    change(registration, felix, staff)
    notice()
    after_the_quiet_time()

    assert states() == ["replaced", "valid"]


def test_other_changes_leave_it(staff: User, felix: User) -> None:
    registration = confirmed(staff)
    issued(felix)

    amend(registration, felix, phone="+41 22 000 00 00")
    receive(replace(PAOLA, email="q@mission.example"))
    notice()

    assert not DueLetter.objects.exists()


def test_a_change_that_is_taken_back_makes_no_letter(staff: User, felix: User) -> None:
    confirmed(staff)
    issued(felix)
    Registration.objects.update(family_name="Chaves")
    notice()
    assert DueLetter.objects.exists()

    Registration.objects.update(family_name="Chávez")
    notice()
    after_the_quiet_time()

    assert states() == ["valid"]


def test_a_request_does_not_wait_for_the_quiet_time(staff: User, felix: User) -> None:
    confirmed(staff)
    issued(felix)
    Registration.objects.update(family_name="Chaves")
    notice()

    issued(felix)

    assert states() == ["replaced", "valid"]
    assert last().issued_by == felix


def test_who_never_stops_changing_gets_a_letter_within_the_hour(staff: User, felix: User) -> None:
    confirmed(staff)
    issued(felix)
    Registration.objects.update(family_name="Chaves")
    notice()
    DueLetter.objects.update(waits_since=timezone.now() - timedelta(minutes=58))

    Registration.objects.update(family_name="Chaviz")
    notice()

    assert minutes_left() == 2


def test_the_last_member_takes_it_along(sink: Sink, staff: User, felix: User) -> None:
    registration = confirmed(staff)
    issued(felix)
    Message.objects.exclude(kind=renewing.MAIL).delete()

    withdraw(registration, felix)
    notice()
    after_the_quiet_time()
    outbox.sweep("letters")

    assert states() == ["withdrawn"]
    assert Message.objects.get(kind=renewing.MAIL).state == "cancelled"
    assert not DueLetter.objects.exists()

    notice()
    assert not DueLetter.objects.exists()


def test_after_a_withdrawal_the_next_confirmed_member_brings_a_new_one(
    staff: User, felix: User
) -> None:
    registration = confirmed(staff)
    issued(felix)
    withdraw(registration, felix)
    notice()
    after_the_quiet_time()

    confirmed(staff, email="n@mission.example")
    notice()
    after_the_quiet_time()

    assert states() == ["withdrawn", "valid"]
    assert last().replaces is None


def test_nothing_is_renewed_once_the_meeting_is_over(staff: User, felix: User) -> None:
    confirmed(staff)
    issued(felix)
    Registration.objects.update(family_name="Erased")

    notice_changes(at=CLOSING + timedelta(days=30))

    assert not DueLetter.objects.exists()


def test_an_older_mail_that_waits_is_cancelled_for_the_newer(
    sink: Sink, staff: User, felix: User
) -> None:
    confirmed(staff)
    issued(felix)
    confirmed(staff, family_name="Nueva", email="n@mission.example")
    issued(felix)

    outbox.sweep("letters")

    outcomes = Message.objects.filter(kind=renewing.MAIL).order_by("pk")
    assert list(outcomes.values_list("state", flat=True)) == ["cancelled", "sent"]


def test_a_name_that_no_font_prints_is_told_and_tried_again_when_it_changes(
    staff: User, felix: User
) -> None:
    confirmed(staff, family_name=UNPRINTABLE)
    ask(felix)

    issue_due(at=ON_14_MAY)

    due = DueLetter.objects.get()
    assert "U+10600" in due.problem
    assert issue_due(at=ON_14_MAY) == 0
    assert states() == []

    Registration.objects.update(family_name="Chávez")
    issued(felix)
    assert states() == ["valid"]


def test_a_worker_that_is_killed_loses_nothing(staff: User, felix: User) -> None:
    confirmed(staff)
    ask(felix)
    # What a worker leaves behind that is killed while it prints: the row, counted and leased.
    assert renewing._claim() is not None
    assert issue_due(at=ON_14_MAY) == 0

    DueLetter.objects.update(due_at=timezone.now())
    issue_due(at=ON_14_MAY)

    assert states() == ["valid"]


def test_a_letter_that_kills_each_worker_is_given_up(staff: User, felix: User) -> None:
    confirmed(staff)
    ask(felix)
    for _ in range(renewing.MAX_ATTEMPTS):
        assert renewing._claim() is not None
        DueLetter.objects.update(due_at=timezone.now())

    assert renewing._claim() is None

    assert DueLetter.objects.get().problem == "The worker ended during each try."


def test_another_failure_is_tried_again(
    staff: User, felix: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirmed(staff)
    ask(felix)
    with monkeypatch.context() as patch:
        # The machine cannot print for a while.
        patch.setattr("registration.letters.rendering.check_available", _unavailable)
        issue_due(at=ON_14_MAY)
    due = DueLetter.objects.get()

    assert (due.problem, due.attempts) == ("", 1)
    assert due.due_at > timezone.now()


def _unavailable() -> None:
    from registration.letters.rendering import PrintingUnavailable

    raise PrintingUnavailable


@pytest.mark.parametrize("delegations", [1, 3])
def test_a_look_takes_the_same_queries(
    staff: User,
    felix: User,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
    delegations: int,
) -> None:
    for code in ["ec", "ua", "jo"][:delegations]:
        confirmed(staff, entity_code=code, email=f"{code}@mission.example")
        ask_for_letter(delegation(code), by=staff, at=ON_14_MAY)
    issue_due(at=ON_14_MAY)

    # Savepoint, lock, letters, due rows, delegations, names, members, release.
    with django_assert_num_queries(8):
        notice()


def test_acts_are_on_record(staff: User, felix: User) -> None:
    registration = confirmed(staff)
    issued(felix)
    withdraw(registration, felix)
    notice()
    after_the_quiet_time()

    verbs = ["ask_for_letter", "issue_letter", "withdraw_letter"]
    entries = AuditEntry.objects.filter(verb__in=verbs).order_by("pk")
    assert [(entry.verb, entry.by_id) for entry in entries] == [
        ("ask_for_letter", felix.pk),
        ("issue_letter", felix.pk),
        ("withdraw_letter", None),
    ]

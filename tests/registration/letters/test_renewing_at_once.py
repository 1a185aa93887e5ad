"""The confirmation of a delegation when many ask, print and change at the same time."""

from contextlib import suppress
from threading import Barrier
from typing import Any

import pytest
from django.utils import timezone

from intersessional.outbox.models import Message
from registration.letters import delegation_letter, renewing
from registration.letters.issuing import Superseded, issue_delegation_confirmation
from registration.letters.models import DueLetter, Letter
from registration.registrations.models import Registration
from tests.own_database import at_once
from tests.people import ON_14_MAY, focal_point, isu_staff
from tests.registration.letters.delegations import confirmed, delegation


@pytest.fixture
def renderings(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Collect what is rendered; it is rendered all the same."""
    found: list[Any] = []
    render = delegation_letter.render

    def counted(facts: Any) -> bytes:
        found.append(facts)
        return render(facts)

    monkeypatch.setattr(delegation_letter, "render", counted)
    return found


def test_who_asks_at_the_same_time_waits_for_the_one_letter(
    transactional_db: None, renderings: list[Any]
) -> None:
    confirmed(isu_staff())
    together = Barrier(6)

    def ask() -> str:
        together.wait(30)
        letter = issue_delegation_confirmation(delegation(), language="en", by=None, at=ON_14_MAY)
        return letter.sha256

    assert len(set(at_once(6, ask))) == 1
    assert len(renderings) == Letter.objects.filter(kind="delegation").count() == 1


def test_many_workers_and_many_requests_make_one_letter_and_one_mail(
    transactional_db: None, renderings: list[Any]
) -> None:
    staff, felix = isu_staff(), focal_point()
    confirmed(staff)
    together = Barrier(6)

    def ask_and_work() -> None:
        together.wait(30)
        with suppress(renewing.NothingNew):
            renewing.ask_for_letter(delegation(), by=felix, at=ON_14_MAY)
        renewing.notice_changes(at=ON_14_MAY)
        renewing.issue_due(at=ON_14_MAY)

    at_once(6, ask_and_work)
    # A request that came while the letter was printed is answered by the next round, with that letter.
    DueLetter.objects.update(due_at=timezone.now())
    renewing.issue_due(at=ON_14_MAY)

    assert len(renderings) == Letter.objects.filter(kind="delegation").count() == 1
    assert Message.objects.filter(kind=renewing.MAIL).count() == 1
    assert not DueLetter.objects.exists()


def test_a_letter_of_what_changed_while_it_was_printed_is_not_kept(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    registration = confirmed(isu_staff())
    render = delegation_letter.render

    def change_meanwhile(facts: Any) -> bytes:
        # Nobody who changes something waits for the printing: this would hang if they did.
        at_once(1, lambda: Registration.objects.filter(pk=registration.pk).update(function="New"))
        return render(facts)

    monkeypatch.setattr(delegation_letter, "render", change_meanwhile)

    with pytest.raises(Superseded):
        issue_delegation_confirmation(delegation(), language="en", by=None, at=ON_14_MAY)

    assert not Letter.objects.filter(kind="delegation").exists()

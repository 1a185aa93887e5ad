"""A meeting long over: nothing personal of it is left, but for the public record."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command

from intersessional.accounts.models import User
from intersessional.audit import operations as audit
from intersessional.privacy import operations
from intersessional.privacy import rules as rules_module
from intersessional.privacy.fields import TABLE
from intersessional.privacy.fields.kinds import Stays
from intersessional.privacy.models import Line, Run, Total
from intersessional.privacy.operations import nightly
from registration.registrations.models import Needs, Registration
from tests import people
from tests.access.world import World
from tests.privacy import canaries

pytestmark = pytest.mark.django_db

# Real time goes on, too: mails, sessions and accounts are counted by it.
LONG_AFTER = datetime(2030, 1, 1, 4, tzinfo=UTC)

# The answers themselves, counted: here they hold the word that was planted.
TOTALS = {f"privacy_total.{name}" for name in ("role", "gender", "participation")}
Captured = Callable[..., Any]


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    """Files and the erasure log of this test alone."""
    settings.ERASURE_LOG = tmp_path / "log.jsonl"
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        }
    }


def kept() -> set[str]:
    """What the table says is kept, as columns of the database."""
    return {
        f"{one.model._meta.db_table}.{one.model._meta.get_field(name).column}"
        for one in TABLE
        for name, column in one.personal.items()
        if isinstance(column.how, Stays)
    } | TOTALS


def erase() -> Run:
    return operations.erase_due(at=LONG_AFTER)


@pytest.mark.long
def test_no_word_that_was_personal_is_left(
    django_capture_on_commit_callbacks: Captured,
) -> None:
    world = World()
    User.objects.update(is_staff=False, is_superuser=False)
    planted = canaries.plant(world)
    before = canaries.where()
    operations.erase_due(at=people.ON_14_MAY)
    assert canaries.where() == before
    assert len(planted) > 60
    assert len(before) > 60

    with (
        time_machine.travel(LONG_AFTER, tick=False),
        django_capture_on_commit_callbacks(execute=True),
    ):
        run = erase()

    assert canaries.where() - kept() == set()
    assert run.lines.count() > 30
    audit.seal()
    assert list(audit.problems()) == []
    with time_machine.travel(LONG_AFTER, tick=False):
        assert erase().lines.count() == 0


@pytest.mark.long
@pytest.mark.parametrize("word", ["Chávez", "Ковальчук", "p.chavez@mission.example"])
def test_no_name_is_left_that_came_by_the_ordinary_ways(
    word: str, django_capture_on_commit_callbacks: Captured
) -> None:
    """Also where nobody listed it as personal."""
    World()
    User.objects.update(is_staff=False, is_superuser=False)
    assert len(canaries.where(word)) >= 2

    with (
        time_machine.travel(LONG_AFTER, tick=False),
        django_capture_on_commit_callbacks(execute=True),
    ):
        erase()

    assert canaries.where(word) - kept() == set()


@pytest.mark.long
def test_a_rule_that_is_switched_off_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: the search finds what a rule did not erase."""
    canaries.plant(World())
    others = tuple(one for one in rules_module.rules() if one.listed.label != "letters.Letter")
    monkeypatch.setattr(nightly, "rules", lambda: others)

    with time_machine.travel(LONG_AFTER, tick=False):
        erase()

    assert {"letters_letter.pdf", "letters_letter.facts"} <= canaries.where() - kept()


def test_needs_go_on_the_thirtieth_day_and_names_later() -> None:
    registration = people.receive()
    Needs.objects.create(registration=registration, diet="Halal")
    thirtieth = registration.meeting.ends_at + timedelta(days=30)

    operations.erase_due(at=thirtieth - timedelta(seconds=1))
    before = Needs.objects.count()
    operations.erase_due(at=thirtieth)

    assert (before, Needs.objects.count()) == (1, 0)
    registration.refresh_from_db()
    assert registration.family_name == "Chávez"
    assert set(Line.objects.values_list("rule", "rows")) == {("registrations.needs:30d", 1)}


def test_totals_stay_right_when_names_go() -> None:
    people.receive(people.PAOLA)
    people.receive(people.OLENA)
    Registration.objects.update(
        gender="woman",
        state="confirmed",
        confirmed_at=people.ON_14_MAY,
        confirmed_by=people.administrator(),
    )
    end = Registration.objects.first().meeting.ends_at + timedelta(days=400)

    operations.erase_due(at=end)
    operations.erase_due(at=end + timedelta(days=1))

    [total] = Total.objects.all()
    assert (total.gender, total.category, total.state) == ("woman", "state_party", "confirmed")
    assert total.people == 2
    assert set(Registration.objects.values_list("family_name", "gender", "email")) == {
        ("(erased)", "", "")
    }
    assert Registration.objects.filter(state="confirmed").count() == 2


def test_a_dry_run_counts_and_erases_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    registration = people.receive()
    people.set_clock(monkeypatch, registration.meeting.ends_at + timedelta(days=400))

    call_command("erase_due", "--dry-run")

    registration.refresh_from_db()
    assert registration.family_name == "Chávez"
    said = capsys.readouterr().out
    assert f"registrations.registration:400d meeting {registration.meeting_id}: 1" in said
    assert "Chávez" not in said
    assert not Run.objects.exists()


def test_what_was_erased_is_erased_again_after_a_restore(settings: Any) -> None:
    """Also where the meeting is moved meanwhile, and where the database has forgotten the erasure."""
    registration = people.receive()
    at = registration.meeting.ends_at + timedelta(days=400)
    before = Registration.objects.filter(pk=registration.pk).values().get()
    operations.erase_due(at=at)
    assert operations.write_log() == 1
    text = settings.ERASURE_LOG.read_text()
    assert "Chávez" not in text
    Run.objects.all().delete()
    Registration.objects.filter(pk=registration.pk).update(**before)

    operations.replay(at=people.ON_14_MAY)

    registration.refresh_from_db()
    assert registration.family_name == "(erased)"
    assert Run.objects.filter(kind="replay").count() == 1


def test_without_its_log_a_restore_brings_back_what_was_erased() -> None:
    """The negative control."""
    registration = people.receive()

    operations.replay(at=people.ON_14_MAY)

    registration.refresh_from_db()
    assert registration.family_name == "Chávez"

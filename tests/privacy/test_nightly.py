"""A meeting long over: nothing personal of it is left, but for the public record."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from model_bakery import baker

from intersessional.accounts.models import User
from intersessional.audit import operations as audit
from intersessional.privacy import operations
from intersessional.privacy import rules as rules_module
from intersessional.privacy.fields import TABLE
from intersessional.privacy.fields.kinds import Stays
from intersessional.privacy.models import Line, Run, Total
from intersessional.privacy.operations import nightly
from registration.attendance.models import ListFile, ListVersion, Passage
from registration.attendance.participants.queries import content_of
from registration.mailings.models import Mailing, Recipient
from registration.registrations.models import Needs, Registration
from tests import people
from tests.access.world import World
from tests.privacy import canaries
from tests.registration.mailings import messages

pytestmark = pytest.mark.django_db

# Real time goes on, too: mails, sessions and accounts are counted by it.
LONG_AFTER = datetime(2030, 1, 1, 4, tzinfo=UTC)

# The answers themselves, counted: here they hold the word that was planted.
TOTALS = {f"privacy_total.{name}" for name in ("role", "gender", "participation")}
# As the door writes it.
CAME = {"day": people.THURSDAY, "act": "check_in", "way": "badge"}
# What others hold, too, is planted and found.
HELD = {
    *("attendance_badge.facts", "attendance_badgeprint.pdf", "attendance_badgesheet.pdf"),
    *("attendance_passage.place", "attendance_listversion.content", "attendance_listfile.file"),
    *(
        "attendance_correction.family_name",
        "mailings_mailing.left_out",
        "mailings_recipient.values",
    ),
    *("mailings_recipient.key", "mailings_trial.text", "outbox_bounce.diagnostic"),
    *("accounts_staffinvitation.name", "accounts_signin.network", "desk_export.file"),
    *("desk_statisticspublication.basis", "interventions_statement.reason"),
}
Captured = Callable[..., Any]


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    """Files and the erasure log of this test alone."""
    settings.ERASURE_LOG = f"erasures/{tmp_path.name}"
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
    assert before >= HELD

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


def test_totals_say_who_came_where_it_was_recorded(settings: Any) -> None:
    """Also when it is done again after a restore: the rows that say it go last."""
    paola, ada = people.receive(people.PAOLA), people.administrator()
    people.receive(people.OLENA)
    rows = list(Registration.objects.values())
    baker.make(Passage, meeting=paola.meeting, registration=paola, by=ada, **CAME)
    end = paola.meeting.ends_at + timedelta(days=400)

    operations.erase_due(at=end)
    operations.write_log()

    came = dict(Total.objects.values_list("attended", "people"))
    assert (came, Passage.objects.count()) == ({True: 1, False: 1}, 0)
    Total.objects.all().delete()
    Run.objects.all().delete()
    for row in rows:
        Registration.objects.filter(pk=row["id"]).update(**row)
    baker.make(Passage, meeting=paola.meeting, registration=paola, by=ada, **CAME)

    operations.replay(at=people.ON_14_MAY)

    assert dict(Total.objects.values_list("attended", "people")) == came
    assert not Passage.objects.exists()


def test_a_message_that_was_sent_forgets_its_readers_and_nothing_else() -> None:
    paola = people.receive()
    ada = people.administrator()
    messages.send(messages.draft(ada), ada)

    operations.erase_due(at=people.ON_14_MAY + timedelta(days=179))
    assert Recipient.objects.get().values["family_name"] == "Chávez"
    operations.erase_due(at=people.ON_14_MAY + timedelta(days=180))

    [reader] = Recipient.objects.all()
    assert (reader.email, reader.values, reader.key) == ("", {}, f"erased-{reader.pk}")
    assert reader.registration == paola
    with pytest.raises(IntegrityError, match="mailing_sent_stays"), transaction.atomic():
        Mailing.objects.update(left_out=["a@b.example"])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('intersessional.erasing', 'on', true)")
        with pytest.raises(IntegrityError, match="mailing_sent_stays"), transaction.atomic():
            Mailing.objects.update(text_en="Another")


def test_of_lists_of_participants_the_provisional_ones_go() -> None:
    meeting, ada = people.receive().meeting, people.administrator()
    content = content_of(meeting, at=people.ON_14_MAY).to_json()
    for number, kind in enumerate(("provisional", "final"), 1):
        version = baker.make(
            ListVersion,
            meeting=meeting,
            number=number,
            kind=kind,
            content=content,
            made_by=ada,
        )
        baker.make(ListFile, version=version, language="en", format="pdf")

    operations.erase_due(at=meeting.ends_at + timedelta(days=400))

    assert ListVersion.objects.get().kind == "final"
    assert ListFile.objects.get().version.kind == "final"


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
    [name] = default_storage.listdir(settings.ERASURE_LOG)[1]
    text = default_storage.open(f"{settings.ERASURE_LOG}/{name}").read().decode()
    assert '"kind": "nightly"' in text
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

"""What the forms of the admin site change stands in the audit trail, and is shown as history."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db.models import Model
from django.test import Client

from intersessional.accounts import roles
from intersessional.accounts.models import User
from intersessional.audit import operations
from intersessional.audit.models import AuditEntry
from intersessional.audit.words import WORDS
from registration.meetings.models import Committee, Meeting
from tests.pages import Page, text
from tests.people import administrator

pytestmark = pytest.mark.django_db

ROOT, PARTS = Path(__file__).parents[2], ("intersessional", "programme", "registration")
USERS = "/admin/accounts/user/"
COMMITTEES = "/admin/meetings/committee/"
BACKEND = "django.contrib.auth.backends.ModelBackend"
NEW_PASSWORD = "quite another password"


@pytest.fixture
def ada(settings: Any) -> User:
    """An administrator, in a portal where the password is enough."""
    settings.STAFF_SECOND_FACTOR = False
    return administrator()


@pytest.fixture
def admin(client: Client, ada: User) -> Client:
    """Her browser."""
    client.force_login(ada, backend=BACKEND)
    return client


@pytest.fixture
def dora() -> User:
    """A delegate."""
    return User.objects.create_user("dora@mission.example", name="Dora")


def entries(subject: Model) -> list[AuditEntry]:
    kind = subject._meta.label_lower
    found = AuditEntry.objects.filter(subject_type=kind, subject_id=subject.pk)
    return list(found.order_by("pk").select_related("values_changed"))


def test_a_user_who_is_renamed_is_recorded(admin: Client, ada: User, dora: User) -> None:
    admin.post(f"{USERS}{dora.pk}/change/", {"email": dora.email, "name": "Dorothea"})

    [entry] = entries(dora)
    assert (entry.verb, entry.by) == ("edit", ada)
    assert entry.values_changed.before == {"name": "Dora"}
    assert entry.values_changed.after == {"name": "Dorothea"}
    operations.seal()
    assert list(operations.problems()) == []


def test_what_was_done_is_read_in_words(admin: Client, dora: User) -> None:
    admin.post(f"{USERS}{dora.pk}/change/", {"email": dora.email, "name": "Dorothea"})

    history = Page(admin.get(f"{USERS}{dora.pk}/history/"))
    found = admin.get("/admin/audit/auditentry/", {"verb": "edit"}).content.decode()
    none = admin.get("/admin/audit/auditentry/", {"verb": "confirm"}).content.decode()

    assert "Changed" in [text(cell) for cell in history.all("td")]
    assert 'class="field-act">Changed<' in found or ">Changed</a>" in found
    assert "0 audit entries" in none


def test_every_act_that_the_code_records_has_words() -> None:
    called = r'\b_?record(?:_many)?\(\s*"([a-z_]+)"|\bmove_state\(\w+, "([a-z_]+)"'
    files = [file for part in PARTS for file in (ROOT / part).rglob("*.py")]
    verbs = {"".join(found) for file in files for found in re.findall(called, file.read_text())}

    assert len(verbs) > 100
    assert verbs - WORDS.keys() == set()


def test_the_form_makes_nobody_staff(admin: Client, dora: User) -> None:
    role = Group.objects.get(name=roles.ISU_STAFF)
    answers = {"email": dora.email, "name": "Dora", "is_staff": "on", "is_superuser": "on"}

    answer = admin.post(f"{USERS}{dora.pk}/change/", answers | {"groups": [role.pk]})

    dora.refresh_from_db()
    assert answer.status_code == 302
    assert (dora.is_staff, dora.is_superuser, dora.groups.count()) == (False, False, 0)


def test_a_form_that_changes_nothing_is_not_recorded(admin: Client, dora: User) -> None:
    answers = {"email": dora.email, "name": "Dora", "is_active": "on"}

    admin.post(f"{USERS}{dora.pk}/change/", answers)

    assert entries(dora) == []


def test_a_user_who_is_added_is_recorded_without_the_password(admin: Client, ada: User) -> None:
    answers = {"email": "nora@isu.example", "name": "Nora"}
    passwords = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}

    admin.post(f"{USERS}add/", answers | passwords)

    nora = User.objects.get(email="nora@isu.example")
    assert not nora.has_usable_password()
    [entry] = entries(nora)
    assert (entry.verb, entry.by) == ("add", ada)
    assert entry.values_changed.after == answers
    assert NEW_PASSWORD not in str(vars(entry.values_changed))


def test_a_password_that_is_set_is_recorded(admin: Client, ada: User, dora: User) -> None:
    answers = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD, "usable_password": "true"}

    admin.post(f"{USERS}{dora.pk}/password/", answers)

    dora.refresh_from_db()
    assert dora.check_password(NEW_PASSWORD)
    assert [(entry.verb, entry.by) for entry in entries(dora)] == [("set_password", ada)]


@pytest.mark.parametrize("is_one_of_many", [True, False])
def test_what_is_removed_is_recorded(admin: Client, ada: User, is_one_of_many: bool) -> None:
    committee = Committee.objects.create(slug="new", name_en="Committee on Something New")
    if is_one_of_many:
        chosen = {"action": "delete_selected", "_selected_action": [committee.pk], "post": "yes"}
        admin.post(COMMITTEES, chosen)
    else:
        admin.post(f"{COMMITTEES}{committee.pk}/delete/", {"post": "yes"})

    assert not Committee.objects.filter(pk=committee.pk).exists()
    assert [(entry.verb, entry.by) for entry in entries(committee)] == [("remove", ada)]


def test_no_account_and_no_meeting_is_deleted_here(
    admin: Client, dora: User, meeting: Meeting
) -> None:
    """It would be in no erasure log, and come back with a restore."""
    chosen = {"action": "delete_selected", "_selected_action": [dora.pk], "post": "yes"}
    admin.post(USERS, chosen)
    for page in (f"{USERS}{dora.pk}", f"/admin/meetings/meeting/{meeting.pk}"):
        assert admin.post(f"{page}/delete/", {"post": "yes"}).status_code == 403

    assert User.objects.filter(pk=dora.pk).exists()
    assert Meeting.objects.filter(pk=meeting.pk).exists()


def test_the_history_of_a_user_shows_it(admin: Client, dora: User) -> None:
    admin.post(
        f"{USERS}{dora.pk}/change/", {"email": dora.email, "name": "Dorothea", "is_active": "on"}
    )

    page = Page(admin.get(f"{USERS}{dora.pk}/history/"))

    cells = [text(cell) for cell in page.all("td")]
    assert cells[-2:] == ["name: Dora", "name: Dorothea"]

"""The demonstration's accounts: one per role, the same again and again, and nowhere else."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from intersessional.accounts import roles
from intersessional.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def demonstration(settings: Any, tmp_path: Path) -> Path:
    """The settings of the demonstration, with a folder of its own."""
    settings.DEMONSTRATION = True
    settings.STAFF_SECOND_FACTOR = False
    settings.VAR_DIR = tmp_path
    return tmp_path


def accounts() -> dict[str, dict[str, str]]:
    """Run the command and return what it prints."""
    output = StringIO()
    call_command("demonstration", "--json", stdout=output)
    found: dict[str, dict[str, str]] = json.loads(output.getvalue())
    return found


def test_each_role_has_an_account_that_opens(demonstration: Path, client: Client) -> None:
    for role, account in accounts().items():
        user = User.objects.get(email=account["email"])

        assert user.check_password(account["password"])
        # Somebody has to show how letters for a visa are issued.
        duties = {roles.VISA_OFFICER} if role == roles.ISU_STAFF else set()
        assert {group.name for group in user.groups.all()} == {role} | duties


def test_the_staff_are_those_who_need_the_admin_site(demonstration: Path) -> None:
    found = accounts()

    staff = {r for r in found if User.objects.get(email=found[r]["email"]).is_staff}
    assert set(found) == {*roles.ROLES, roles.CHECK_IN_DESK}
    assert staff == {"administrator", "isu_staff", "president_office", "committee"}


def test_the_usher_signs_in_and_opens_the_door_alone(demonstration: Path, client: Client) -> None:
    account = accounts()[roles.CHECK_IN_DESK]

    client.post("/accounts/login/", {"login": account["email"], "password": account["password"]})

    assert client.get("/desk/check-in/").status_code == 200
    assert client.get("/desk/badges/").status_code == 403


def test_again_it_makes_no_second_account_and_no_new_password(demonstration: Path) -> None:
    first = accounts()

    second = accounts()

    assert first == second
    assert User.objects.count() == 7


def test_the_passwords_are_for_the_owners_eyes(demonstration: Path) -> None:
    accounts()

    [file] = demonstration.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600


def test_staff_sign_in_with_the_password_alone(demonstration: Path, client: Client) -> None:
    account = accounts()["isu_staff"]

    client.post("/accounts/login/", {"login": account["email"], "password": account["password"]})

    assert client.get("/admin/registrations/registration/").status_code == 200


@pytest.mark.parametrize("role", ["focal_point", "delegate"])
def test_others_sign_in_and_stay_outside_the_admin_site(
    demonstration: Path, client: Client, role: str
) -> None:
    account = accounts()[role]

    client.post("/accounts/login/", {"login": account["email"], "password": account["password"]})

    assert "_auth_user_id" in client.session
    assert client.get("/admin/registrations/registration/").status_code != 200


def test_outside_the_demonstration_it_is_refused() -> None:
    with pytest.raises(CommandError):
        call_command("demonstration")

    assert not User.objects.exists()

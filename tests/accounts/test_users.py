"""Users and their roles: who exists, and what each role may do in the admin site."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import IntegrityError, transaction
from django.forms import ModelForm

from intersessional.accounts import roles
from intersessional.accounts.admin import UserCreationForm, UserForm
from intersessional.accounts.models import User

pytestmark = pytest.mark.django_db

FRAME = ("host", "window", "break", "absence", "sharedroom")


def permissions(role: str) -> set[str]:
    held = Permission.objects.filter(group__name=role).select_related("content_type")
    return {f"{p.content_type.app_label}.{p.codename}" for p in held}


def test_an_address_is_kept_in_lower_case() -> None:
    user = User.objects.create_user(" Ines@ISU.example ", "a long enough password")

    assert user.email == "ines@isu.example"
    assert (user.is_staff, user.is_superuser, user.is_active) == (False, False, True)
    assert user.check_password("a long enough password")


def test_a_user_is_found_whatever_the_case() -> None:
    user = User.objects.create_user("ines@isu.example")

    assert User.objects.get_by_natural_key("INES@isu.Example") == user


def test_without_a_password_none_opens_the_account() -> None:
    user = User.objects.create_user("ines@isu.example")

    assert not user.has_usable_password()


@pytest.mark.parametrize("email", ["", None])
def test_a_user_needs_an_address(email: str) -> None:
    with pytest.raises(ValueError, match="e-mail address"):
        User.objects.create_user(email)

    assert not User.objects.exists()


def test_an_address_has_one_user() -> None:
    User.objects.create_user("ines@isu.example")

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("INES@isu.example")

    assert User.objects.count() == 1


def test_capitals_in_an_address_are_refused_by_name() -> None:
    with pytest.raises(IntegrityError, match="user_email_is_lower_case"), transaction.atomic():
        User.objects.bulk_create([User(email="Ines@isu.example")])


def test_an_administrator_may_do_everything() -> None:
    user = User.objects.create_superuser("ada@isu.example", "a long enough password")

    assert (user.is_staff, user.is_superuser) == (True, True)


def test_there_are_six_roles_and_two_duties() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == {
        "administrator",
        "isu_staff",
        "president_office",
        "visa_officer",
        "check_in_desk",
        "committee",
        "focal_point",
        "delegate",
    }


def test_the_administrators_role_holds_every_permission() -> None:
    assert len(permissions(roles.ADMINISTRATOR)) == Permission.objects.count()


def test_isu_staff_works_with_registrations_and_touches_no_accounts() -> None:
    held = permissions(roles.ISU_STAFF)

    assert {
        "registrations.view_registration",
        "registrations.change_registration",
        "registrations.view_needs",
        "letters.view_letter",
        "outbox.change_message",
        "audit.view_auditentry",
    } <= held
    assert {p for p in held if p.split(".")[0] in ("accounts", "auth", "mfa", "account")} == set()
    draft = ("item", "session", "segment", "panel", "room", "contributor")
    assert {p for p in held if p.split(".")[1].startswith("delete")} == {
        *(f"agenda.delete_{part}" for part in draft),
        *(f"bilaterals.delete_{part}" for part in FRAME),
        "registrations.delete_categorydeadline",
        "registrations.delete_confirmationrule",
        "registrations.delete_extension",
        "registrations.delete_quota",
    }
    assert {p for p in held if p.startswith(("audit.change", "letters.change"))} == {
        "letters.change_invitationtemplate"
    }


@pytest.mark.parametrize("role", [roles.PRESIDENT_OFFICE, roles.COMMITTEE])
def test_chairs_run_the_floor_and_read_no_notes_of_delegations(role: str) -> None:
    others = {one for one in permissions(role) if not one.startswith("bilaterals.")}
    assert others == {"interventions.run_floor"}


def test_the_presidents_office_sets_the_frame_of_bilaterals_and_no_note_of_a_host() -> None:
    held = {one for one in permissions(roles.PRESIDENT_OFFICE) if one.startswith("bilaterals.")}

    acts = ("add", "change", "delete")
    frame = {f"bilaterals.{act}_{part}" for act in acts for part in FRAME}
    assert {one for one in held if not one.startswith("bilaterals.view_")} == frame
    assert not {one for one in held if one.endswith(("_note", "_notice", "_mark"))}
    assert not any(one.startswith("bilaterals.") for one in permissions(roles.COMMITTEE))


@pytest.mark.parametrize("role", [roles.FOCAL_POINT, roles.DELEGATE])
def test_the_other_roles_have_no_permission_yet(role: str) -> None:
    assert permissions(role) == set()


def test_roles_are_given_again_and_again_without_doubling() -> None:
    before = {role: permissions(role) for role in roles.ROLES}

    roles.give_permissions()
    roles.give_permissions()

    assert {role: permissions(role) for role in roles.ROLES} == before
    assert Group.objects.count() == 8


def test_passports_are_for_visa_officers_alone() -> None:
    passports = {
        f"registrations.{act}_traveldocument" for act in ("view", "add", "change", "delete")
    }

    assert permissions(roles.VISA_OFFICER) == {"registrations.view_traveldocument"}
    assert permissions(roles.ISU_STAFF) & passports == set()


def test_a_permission_too_many_is_taken_back() -> None:
    group = Group.objects.get(name=roles.ISU_STAFF)
    group.permissions.add(Permission.objects.get(codename="delete_user"))

    roles.give_permissions()

    assert "accounts.delete_user" not in permissions(roles.ISU_STAFF)


@pytest.mark.parametrize("make", [UserCreationForm, UserForm])
def test_the_staff_write_an_address_as_sign_in_knows_it(make: type[ModelForm]) -> None:
    """Else a code for `xn--…` would find no user: also not that this one was deactivated."""
    form = make({"email": "Dora@Müller.example"})
    refused = make({"email": "dorı@mission.example"})

    assert "email" not in form.errors
    assert form.cleaned_data["email"] == "dora@xn--mller-kva.example"
    assert "email" in refused.errors


def test_a_user_is_found_in_any_spelling() -> None:
    user = User.objects.create_user("dora@müller.example")

    assert user.email == "dora@xn--mller-kva.example"
    assert User.objects.get_by_natural_key("Dora@Müller.example") == user

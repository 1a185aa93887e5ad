"""Users in the admin site."""

from typing import Any, ClassVar, cast

# Registers its pages first.
from allauth.mfa import admin as _factors  # noqa: F401
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import EmailValidator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from intersessional import clock
from intersessional.access import ADMIN_SITE
from intersessional.audit.history import AuditHistory
from intersessional.audit.operations import record

from . import addresses
from .models import User
from .policies import is_privileged

# The name that Django gives to the page, whatever the model of users is called.
PASSWORD_PAGE = "auth_user_password_change"  # noqa: S105 - the name of a page

_SET_BY_THEMSELVES = _(
    "The address of staff stays, and nobody chooses a password for them: under “Accounts of staff” you"
    " ask for a new password, or invite another address."
)


class _OneSpelling:
    """Keeps an address in the one spelling under which sign-in knows it."""

    cleaned_data: dict[str, str]

    def clean_email(self) -> str:
        """Return the address as sign-in compares it.

        :raises ValidationError: it has none, so that nobody would ever come in with it
        """
        address = addresses.plain(self.cleaned_data["email"])
        if not address:
            raise ValidationError(EmailValidator.message, code="invalid")
        return address


class UserCreationForm(_OneSpelling, forms.ModelForm):
    """Adds a user by address; nobody chooses a password for somebody else."""

    class Meta:
        model = User
        fields = ("email", "name")
        field_classes: ClassVar[dict[str, type[forms.Field]]] = {}

    def save(self, commit: bool = True) -> User:
        """Write the user, whom no password opens."""
        self.instance.set_unusable_password()
        return cast(User, super().save(commit))


class UserForm(_OneSpelling, UserChangeForm):
    """Changes a user."""

    class Meta:
        model = User
        fields = "__all__"
        field_classes: ClassVar[dict[str, type[forms.Field]]] = {}


@admin.register(User)
class UserAdmin(AuditHistory, DjangoUserAdmin):
    """Who can come in, and in which role."""

    form = UserForm
    add_form = UserCreationForm
    ordering = ("email",)
    filter_horizontal = ()
    list_display = ("email", "name", "is_staff", "is_active")
    list_filter = ("is_staff", "is_active", "groups")
    search_fields = ("email", "name")
    # Roles change, and accounts close, on the pages of accounts/views, with a reason.
    readonly_fields = (
        *("is_active", "is_staff", "is_superuser", "groups"),
        *("last_login", "joined_at", "account_page"),
    )
    fieldsets = (
        (None, {"fields": ("email", "name", "function_en", "function_fr", "password")}),
        (
            None,
            {
                "fields": ("is_active", "is_staff", "is_superuser", "groups"),
                "description": _(
                    "Roles are changed, and accounts closed, under “Accounts of staff”."
                ),
            },
        ),
        (None, {"fields": ("last_login", "joined_at", "account_page")}),
    )
    add_fieldsets = ((None, {"classes": ("wide",), "fields": ("email", "name")}),)

    @admin.display(description=_("sessions, sign-ins and closing"))
    def account_page(self, user: User) -> SafeString:
        """Lead to the page on which the account is closed."""
        address = reverse("staff:person", args=[user.pk])
        return format_html('<a href="{}">{}</a>', address, _("The page of this account"))

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Leave the address of staff: whoever changes it would open the account to another mailbox."""
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "email") if obj is not None and is_privileged(obj) else fields

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Leave out the password of staff, and say who sets it."""
        found = super().get_fieldsets(request, obj)
        if obj is None or not is_privileged(obj):
            return found
        fields = ("email", "name", "function_en", "function_fr")
        return ((None, {"fields": fields, "description": _SET_BY_THEMSELVES}), *found[1:])

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Delete nobody here: an account is closed on its page, or its person erased on the desk.

        What is deleted here would be in no erasure log, and come back with a restore.
        """
        return False

    @transaction.atomic
    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        """Set a password, and record that in the same transaction; nobody sets that of staff.

        :raises PermissionDenied: a member of staff, who chooses it by a code from a mail
        """
        found = self.get_object(request, unquote(id))
        if found is not None and is_privileged(found):
            raise PermissionDenied
        response: HttpResponse = super().user_change_password(request, id, form_url)
        return response

    # The stock view asks for the permission itself; ours adds nothing to it.
    user_change_password.access_policy = ADMIN_SITE  # type: ignore[attr-defined]

    def log_change(self, request: HttpRequest, obj: User, message: Any) -> Any:
        """Record a password that was set; all other changes are recorded with their values."""
        match = request.resolver_match
        if match and match.url_name == PASSWORD_PAGE:
            record("set_password", obj, by=cast(User, request.user), at=clock.now())
        return super().log_change(request, obj, message)


# What each role may do stands in roles.py and is set anew after each migration.
admin.site.unregister(Group)
# A lost factor is removed with a reason, and others are told (operations.reset_factor).
admin.site.unregister(Authenticator)

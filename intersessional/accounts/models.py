"""Who can come in: one user per e-mail address, with roles as groups."""

from datetime import datetime, timedelta
from importlib import import_module
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import addresses


class UserManager(BaseUserManager["User"]):
    """Makes users; an address is kept in its one spelling, since people type it as they please."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user; without a password only an e-mailed code will open the account."""
        address = addresses.plain(email or "")
        if not address:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=address, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an administrator with every permission."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find a user by address, whatever the case.

        Exactly, in its one spelling: the database would take `ı` for `i` when it ignores case.
        """
        return self.get(email=addresses.plain(username or ""))


class User(AbstractBaseUser, PermissionsMixin):
    """A way in. The people who attend are `registrations.Person`: most never have a user."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    function_en = models.CharField(
        _("function (English)"),
        max_length=100,
        blank=True,
        default="",
        db_default="",
        help_text=_("Stands under the signature of letters."),
    )
    function_fr = models.CharField(
        _("function (French)"), max_length=100, blank=True, default="", db_default=""
    )
    is_staff = models.BooleanField(_("may enter the admin site"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined at"), default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="user_email_is_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email


class SignInCode(models.Model):
    """A code that somebody asked for. The worker makes it; only a digest of it is kept.

    An address that nobody here has is removed when the mail would have left.
    """

    email = models.EmailField(_("e-mail address"), blank=True)
    # What limits count by; all spellings of an address share it, and it is no address.
    address_key = models.CharField(_("key of the address"), max_length=64)
    language = models.CharField(_("language"), max_length=5)
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires at"))
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)

    class Meta:
        verbose_name = _("sign-in code")
        verbose_name_plural = _("sign-in codes")

    def __str__(self) -> str:
        return str(self.pk)


class Limit(models.Model):
    """How often something was tried until `ends_at`, by whom stands in the key as a digest."""

    key = models.CharField(_("key"), max_length=64, primary_key=True)
    tries = models.PositiveIntegerField(_("tries"), default=0)
    ends_at = models.DateTimeField(_("ends at"), db_index=True)

    class Meta:
        verbose_name = _("limit")
        verbose_name_plural = _("limits")

    def __str__(self) -> str:
        return self.key[:8]


class StaffInvitation(models.Model):
    """Somebody who shall come in as staff: by a code in a mail, of which only a digest is kept.

    It ends when it is accepted or withdrawn, and holds until `expires_at`. Its times are real time, as
    those of sign-in codes.
    """

    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=200)
    # None: the account has its roles already, and needs a password.
    roles = ArrayField(models.CharField(max_length=30), verbose_name=_("roles"), default=list)
    language = models.CharField(_("language"), max_length=5)
    # The account that it changes, of which whoever invites was told.
    user = models.ForeignKey(
        User, models.CASCADE, null=True, related_name="staff_invitations", verbose_name=_("user")
    )
    invited_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("invited by")
    )
    invited_at = models.DateTimeField(_("invited at"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires at"))
    # How often it was sent: a code of an earlier mail opens nothing.
    sendings = models.PositiveSmallIntegerField(_("mails"), default=1)
    digest = models.CharField(_("digest"), max_length=64, blank=True, db_index=True)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation of staff")
        verbose_name_plural = _("invitations of staff")
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="staff_invitation_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at=None) | models.Q(withdrawn_at=None),
                name="staff_invitation_ends_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def has_expired(self) -> bool:
        """Whether its code opens nothing any more, unless it is sent again."""
        return self.expires_at <= timezone.now()


class SignIn(models.Model):
    """One try to come in, right or wrong. Rows are added, never changed, and deleted by age alone.

    No address stands here: of one that nobody has, the key by which limits count it.
    """

    class Method(models.TextChoices):
        """By what somebody came, or wanted to come."""

        CODE = "code", _("code from a mail")
        PASSWORD = "password", _("password alone")
        APP = "app", _("password and authenticator app")
        SECOND_PASSKEY = "second_passkey", _("password and passkey")
        RECOVERY = "recovery", _("password and recovery code")
        PASSKEY = "passkey", _("passkey")

    class Outcome(models.TextChoices):
        """What came of it."""

        SUCCEEDED = "succeeded", _("signed in")
        WRONG_PASSWORD = "wrong_password", _("wrong password")
        WRONG_CODE = "wrong_code", _("wrong code or passkey")
        REFUSED = "refused", _("refused: the account is closed")
        LIMITED = "limited", _("refused: too many tries")

    user = models.ForeignKey(
        User, models.CASCADE, null=True, related_name="sign_ins", verbose_name=_("user")
    )
    address_key = models.CharField(_("key of the address"), max_length=64, blank=True)
    method = models.CharField(_("by"), max_length=20, choices=Method)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome)
    # Coarse on purpose: /24 of an IPv4 address, /48 of an IPv6 address.
    network = models.CharField(_("network"), max_length=50, blank=True)
    browser = models.CharField(_("browser"), max_length=20, blank=True)
    system = models.CharField(_("system"), max_length=20, blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-in log")
        indexes = [
            models.Index(fields=["-at", "-id"], name="sign_in_newest"),
            models.Index(fields=["user", "-at"], name="sign_in_of_user"),
        ]

    def __str__(self) -> str:
        return f"sign-in {self.pk}"


class Session(AbstractBaseSession):
    """One browser. With a user it is a sign-in that its owner can see and end."""

    user = models.ForeignKey(
        User, models.CASCADE, null=True, blank=True, related_name="sessions", verbose_name=_("user")
    )
    is_privileged = models.BooleanField(_("of staff"), default=False)
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    seen_at = models.DateTimeField(_("last seen at"), default=timezone.now)
    agent = models.CharField(_("browser"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def __str__(self) -> str:
        # Never the key: who knows it is signed in.
        return f"session of user {self.user_id}"

    @classmethod
    def get_session_store_class(cls) -> Any:
        """Return the store that keeps sessions in this table."""
        return import_module(settings.SESSION_ENGINE).SessionStore

    def ends_at(self) -> datetime | None:
        """Return when the sign-in ends, if nothing is done meanwhile."""
        if self.opened_at is None:
            return None
        idle, absolute = settings.SESSION_LIMITS["staff" if self.is_privileged else "others"]
        return min(
            self.seen_at + timedelta(minutes=idle), self.opened_at + timedelta(minutes=absolute)
        )

"""Accounts, the outbox, the audit trail, and what other packages keep."""

from . import words as w
from .kinds import Listed, Numbered, Put, RowGoes, listed, plain

ACCOUNTS = (
    Listed(
        "accounts.User",
        user=("pk",),
        also={"is_active": False, "is_superuser": False, "is_staff": False},
        columns=plain(w.STATE, "id last_login is_superuser is_staff is_active joined_at")
        | listed(
            w.SIGN_IN,
            w.ADMINISTRATORS,
            w.ACCOUNT,
            email=Numbered(),
            name=Put(),
            password=Put("!"),
            function_en=Put(),
            function_fr=Put(),
        ),
    ),
    Listed("accounts.User_groups", plain(w.LINK, "id user group")),
    Listed("accounts.User_user_permissions", plain(w.LINK, "id user permission")),
    Listed(
        "accounts.SignInCode",
        address=("email",),
        columns=plain(w.TECHNICAL, "id language digest asked_at expires_at tries used_at")
        | listed(w.SIGN_IN, w.NOBODY, w.SIGN_INS, email=RowGoes(), address_key=RowGoes()),
    ),
    Listed("accounts.Limit", plain(w.TECHNICAL, "key tries ends_at")),
    Listed(
        "accounts.Session",
        user=("user",),
        columns=plain(w.TECHNICAL, "session_key is_privileged opened_at seen_at expire_date")
        | listed(
            w.SIGN_IN,
            w.SELF_AND_STAFF,
            w.SIGN_INS,
            session_data=RowGoes(),
            user=RowGoes(),
            agent=RowGoes(),
        ),
    ),
    Listed(
        "accounts.StaffInvitation",
        user=("user",),
        address=("email",),
        columns=plain(
            w.STATE,
            "id roles language user invited_by invited_at expires_at sendings digest accepted_at"
            " withdrawn_at",
        )
        | listed(w.SIGN_IN, w.ADMINISTRATORS, w.THIRTEEN_MONTHS, email=RowGoes(), name=RowGoes()),
    ),
    Listed(
        "accounts.SignIn",
        user=("user",),
        columns=plain(w.STATE, "id method outcome at")
        | listed(
            w.SIGN_IN,
            w.SELF_AND_ADMINISTRATORS,
            w.THIRTEEN_MONTHS,
            user=RowGoes(),
            address_key=RowGoes(),
            network=RowGoes(),
            browser=RowGoes(),
            system=RowGoes(),
        ),
    ),
    Listed(
        "account.EmailAddress",
        user=("user",),
        columns=plain(w.TECHNICAL, "id verified primary")
        | listed(w.SIGN_IN, w.ADMINISTRATORS, w.ACCOUNT, user=RowGoes(), email=RowGoes()),
    ),
    Listed("account.EmailConfirmation", plain(w.TECHNICAL, "id email_address created sent key")),
    Listed(
        "mfa.Authenticator",
        user=("user",),
        columns=plain(w.TECHNICAL, "id type created_at last_used_at")
        | listed(w.SIGN_IN, w.NOBODY, w.ACCOUNT, user=RowGoes(), data=RowGoes()),
    ),
)

PORTAL = (
    Listed(
        "outbox.Message",
        since="created_at",
        real=True,
        address=("recipient",),
        columns=plain(
            w.STATE,
            "id uuid kind lane about_type about_id key language is_secret expires_at is_bulk is_held"
            " is_inside state attempts cut_short created_at next_try_at lease_until sent_at",
        )
        | listed(
            w.MAILS,
            w.STAFF,
            w.HALF,
            note=Put(),
            recipient=Put(),
            subject=Put(),
            text=Put(),
            raw=Put(None),
        ),
    ),
    Listed(
        "outbox.Bounce",
        since="message__created_at",
        real=True,
        address=("message__recipient",),
        columns=plain(w.STATE, "id message fate is_permanent status_code reported_at")
        # Servers repeat the address.
        | listed(w.MAILS, w.STAFF, w.HALF, diagnostic=Put()),
    ),
    Listed(
        "audit.AuditEntry",
        plain(w.LINK, "id at by verb subject_type subject_id values_digest written_at"),
    ),
    Listed(
        "audit.AuditValues",
        since="entry__at",
        mentions=True,
        columns=plain(w.LINK, "entry")
        | listed(w.TRAIL, w.STAFF, w.HALF, salt=RowGoes(), before=RowGoes(), after=RowGoes()),
    ),
    Listed("audit.AuditSeal", plain(w.TECHNICAL, "position entry_id digest")),
    Listed(
        "admin.LogEntry",
        since="action_time",
        real=True,
        mentions=True,
        columns=plain(w.TECHNICAL, "id action_time user content_type object_id action_flag")
        | listed(
            w.TRAIL, w.ADMINISTRATORS, w.HALF, object_repr=RowGoes(), change_message=RowGoes()
        ),
    ),
    Listed("auth.Permission", plain(w.SETTING, "id name content_type codename")),
    Listed("auth.Group", plain(w.SETTING, "id name")),
    Listed("auth.Group_permissions", plain(w.SETTING, "id group permission")),
    Listed("contenttypes.ContentType", plain(w.TECHNICAL, "id app_label model")),
    # The portal keeps its sessions elsewhere (`accounts.Session`): this table stays empty.
    Listed(
        "sessions.Session",
        since="expire_date",
        real=True,
        columns=plain(w.TECHNICAL, "session_key expire_date")
        | listed(w.SIGN_IN, w.NOBODY, w.HALF, session_data=RowGoes()),
    ),
)

PRIVACY = (
    Listed("privacy.Run", plain(w.LINK, "id uuid kind at person_id by ended_at is_logged")),
    Listed("privacy.Line", plain(w.LINK, "id run rule meeting_id rows")),
    Listed(
        "privacy.Total",
        plain(
            w.OFFICIAL,
            "id meeting category participation role state gender attended people statements",
        ),
    ),
    Listed(
        "privacy.Export",
        person=("person",),
        columns=plain(
            w.STATE, "id asked_at asked_by with_passports printed_at attempts next_try_at person"
        )
        | listed(w.RIGHTS, w.STAFF, w.EXPORTS, sealed=RowGoes()),
    ),
)

"""Settings of Intersessional, read from the environment.

One file for every way of running: the variables decide (docs/operations.md lists them). The
demonstration is the only mode with defaults for secrets and with relaxed sign-in; outside it a
missing secret stops the start.
"""

from pathlib import Path

from celery.schedules import crontab
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _
from environs import Env

env = Env()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.str("INTERSESSIONAL_VAR", default="") or BASE_DIR / "var")

# The demonstration shifts the clock, signs staff in with a password alone and says so on every page.
DEMONSTRATION = env.bool("INTERSESSIONAL_DEMONSTRATION", default=False)
BASE_URL = env.str("INTERSESSIONAL_BASE_URL", default="http://127.0.0.1:8000")
# Only the demonstration and the tests speak plain HTTP.
HTTPS = BASE_URL.startswith("https://")

SECRET_KEY = env.str("SECRET_KEY")
# Seal what the tables must not show (passports, letters for a visa). The first key seals, all of them
# open. Never the signing key: that one may change any day, these must open what they sealed.
SEALING_KEYS: list[str] = env.list("SEALING_KEYS")
# The certificate of the institution (a PKCS#12 file) that signs letters; without it they are not
# signed.
SIGNING_CERTIFICATE = env.str("SIGNING_CERTIFICATE", default="")
SIGNING_PASSPHRASE = env.str("SIGNING_PASSPHRASE", default="")
DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = [BASE_URL] if HTTPS else []

CLOCK_FILE = VAR_DIR / "clock.json" if DEMONSTRATION else None

INSTALLED_APPS = [
    # On top of everything: its templates may override those of the apps below.
    "intersessional.desk",
    "intersessional.privacy",
    "programme.bilaterals",
    "programme.agenda",
    "programme.interventions",
    "registration.mailings",
    "registration.attendance",
    "registration.letters",
    "registration.registrations",
    "registration.delegations",
    "registration.meetings",
    "intersessional.accounts",
    "intersessional.outbox",
    "intersessional.audit",
    "crispy_forms",
    "crispy_bootstrap5",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
]

MIDDLEWARE = [
    # Outermost, so that every answer has an id and is logged.
    "intersessional.desk.middleware.NameRequest",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "intersessional.desk.middleware.MeetingTime",
    "intersessional.desk.middleware.RefuseBrokenInput",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "intersessional.desk.middleware.KeepNothing",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "intersessional.accounts.middleware.ConfineStaff",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "intersessional.urls"
WSGI_APPLICATION = "intersessional.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "intersessional.desk.context_processors.frame",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

# Every write opens its own durable transaction (see the operations): no ATOMIC_REQUESTS.
DATABASES = {"default": env.dj_db_url("DATABASE_URL", conn_max_age=60, conn_health_checks=True)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# In the database, so that what is counted holds for all web processes and without the broker.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
    },
}

# --- People ---------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# The e-mailed codes are ours (docs/decisions/0009-sign-in.md); passwords, second factors and their
# sessions are allauth's.
ACCOUNT_ADAPTER = "intersessional.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
# Its limits are kept in a cache, which forgets; ours (accounts.limits) are rows.
ACCOUNT_RATE_LIMITS = False
# Staff have a second factor; only the demonstration lets a password suffice.
STAFF_SECOND_FACTOR = not DEMONSTRATION
MFA_ADAPTER = "intersessional.accounts.factor.FactorAdapter"
MFA_SUPPORTED_TYPES = ["recovery_codes", "totp", "webauthn"]
MFA_FORMS = {
    "authenticate": "intersessional.accounts.forms.SecondFactorForm",
    "reauthenticate": "intersessional.accounts.forms.SecondFactorAgainForm",
    "login_webauthn": "intersessional.accounts.forms.PasskeySignInForm",
    "authenticate_webauthn": "intersessional.accounts.forms.PasskeySecondForm",
    "reauthenticate_webauthn": "intersessional.accounts.forms.PasskeyAgainForm",
    "add_webauthn": "intersessional.accounts.forms.PasskeyForm",
    "edit_webauthn": "intersessional.accounts.forms.PasskeyNameForm",
}
MFA_TOTP_ISSUER = "Intersessional Meetings"
# A passkey that asks for a finger or a PIN is two factors at once, so it opens by itself.
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
# Without TLS, browsers offer passkeys to http://localhost only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
# Whom an e-mailed code may let in beside those who have a user: functions of an address (in lower
# case), asked by the worker. Named here because accounts know no domain.
SIGN_IN_SOURCES = [
    "registration.registrations.queries.has_registration",
    "registration.delegations.queries.is_focal_point",
]
# Minutes without a click, and minutes in all, after which one signs in anew.
SESSION_LIMITS = {"staff": (2 * 60, 12 * 60), "others": (12 * 60, 14 * 24 * 60)}
SESSION_ENGINE = "intersessional.accounts.sessions"
# How many proxies of ours stand before the web server: so many entries at the end of
# X-Forwarded-For are believed, and without any proxy none.
TRUSTED_PROXIES = env.int("INTERSESSIONAL_TRUSTED_PROXIES", default=0)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
# …of the staff of the ISU.
DESK_REDIRECT_URL = "desk:board"
# Sections of the admin site, those first that the staff open most; any other follows them.
ADMIN_ORDER = [
    *("registrations", "delegations", "letters", "mailings", "attendance"),
    *("agenda", "interventions", "bilaterals", "meetings", "outbox", "audit", "privacy"),
    *("accounts", "account", "mfa"),
]
# In a signed cookie: an error page can show messages while the database is away.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
LOGOUT_REDIRECT_URL = "desk:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "desk:home"

# --- Languages and time ---------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French")), ("es", _("Spanish"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["intersessional.formats"]
USE_I18N = True
# Instants are stored in UTC; pages show them in the zone of the meeting, with the zone named.
USE_TZ = True
TIME_ZONE = "Europe/Zurich"

# --- Files ----------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": VAR_DIR / "files",
            # Read by the portal alone.
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "intersessional.staticfiles.BundledStaticFilesStorage"},
}
# What was erased, by numbers alone: apart from the database, so that a restore does not undo it.
ERASURE_LOG = VAR_DIR / "files" / "erasures" / "log.jsonl"

# --- Mail and tasks -------------------------------------------------------------------------------

_email = env.dj_email_url("EMAIL_URL", default="smtp://127.0.0.1:8025")
MAILERS = {
    "default": {
        "BACKEND": _email["EMAIL_BACKEND"],
        "OPTIONS": {
            "host": _email["EMAIL_HOST"],
            "port": _email["EMAIL_PORT"],
            "username": _email["EMAIL_HOST_USER"],
            "password": _email["EMAIL_HOST_PASSWORD"],
            "use_tls": _email["EMAIL_USE_TLS"],
            "use_ssl": _email["EMAIL_USE_SSL"],
            "timeout": 10,
        },
    }
}
DEFAULT_FROM_EMAIL = env.str(
    "INTERSESSIONAL_FROM_EMAIL", default="Implementation Support Unit <isu@apminebanconvention.org>"
)
# The right-hand side of Message-ID; the row's UUID stands before it.
MESSAGE_ID_DOMAIN = env.str("INTERSESSIONAL_MESSAGE_ID_DOMAIN", default="intersessional.invalid")

# Where other servers send back what they could not deliver: each message has `local+number@domain` as
# its return path. Empty: the sender's own address, and only the Message-ID tells which one it was.
BOUNCE_ADDRESS = env.str("INTERSESSIONAL_BOUNCE_ADDRESS", default="")
# The mailbox in which those reports lie (intersessional/outbox/mailboxes.py); empty: nobody reads them.
BOUNCES_URL = env.str("BOUNCES_URL", default="")

# Who composes what. The lane is the Celery queue: letters take seconds to render, and a sign-in code
# must not wait behind them. `intersessional.outbox.checks` proves that each path can be imported.
OUTBOX_COMPOSERS = {
    "registration_received": ("registration.registrations.emails.received", "mail"),
    "registration_amended": ("registration.registrations.emails.amended", "mail"),
    "registration_withdrawn": ("registration.registrations.emails.withdrawn", "mail"),
    "registration_declined": ("registration.registrations.emails.declined", "mail"),
    "registration_confirmed": ("registration.letters.emails.confirmed", "letters"),
    "invitation_sent": ("registration.letters.emails.invited", "letters"),
    "delegation_confirmed": ("registration.letters.emails.delegation_confirmed", "letters"),
    "delegation_confirmed_to_office": (
        "registration.letters.emails.delegation_confirmed_to_office",
        "letters",
    ),
    "visa_letter_ready": ("registration.letters.emails.visa_letter_ready", "letters"),
    "sign_in_code": ("intersessional.accounts.emails.sign_in_code", "mail"),
    "staff_invitation": ("intersessional.accounts.emails.staff_invitation", "mail"),
    "staff_factor_reset": ("intersessional.accounts.emails.staff_factor_reset", "mail"),
    "staff_factor_reset_told": ("intersessional.accounts.emails.staff_factor_reset_told", "mail"),
    "staff_new_device": ("intersessional.accounts.emails.staff_new_device", "mail"),
    "focal_point_added": ("registration.registrations.emails.focal_point_added", "mail"),
    "delegation_member_to_confirm": ("registration.registrations.emails.to_confirm", "mail"),
    "focal_point_refused": ("registration.delegations.emails.refused", "mail"),
    "registration_reminder": ("registration.registrations.emails.reminder", "mail"),
    "registration_accepted": ("registration.registrations.emails.accepted", "mail"),
    "registration_moved_up": ("registration.registrations.emails.moved_up", "mail"),
    "registration_moved": ("registration.registrations.emails.moved", "mail"),
    "registration_merged": ("registration.registrations.emails.merged", "mail"),
    "registration_replaced": ("registration.registrations.emails.replaced", "mail"),
    "list_correction_decided": ("registration.attendance.participants.emails.decided", "mail"),
    "programme_changed": ("programme.agenda.emails.programme_changed", "mail"),
    "intervention_received": ("programme.interventions.emails.asking.received", "mail"),
    "intervention_amended": ("programme.interventions.emails.asking.amended", "mail"),
    "intervention_withdrawn": ("programme.interventions.emails.asking.withdrawn", "mail"),
    "intervention_accepted": ("programme.interventions.emails.deciding.accepted", "mail"),
    "intervention_declined": ("programme.interventions.emails.deciding.declined", "mail"),
    "intervention_drawn": ("programme.interventions.emails.floor.drawn", "mail"),
    "intervention_moved": ("programme.interventions.emails.floor.moved", "mail"),
    "intervention_speaker_wanted": ("programme.interventions.emails.asking.speaker_wanted", "mail"),
    "statement_received": ("programme.interventions.emails.statements.statement_received", "mail"),
    "swap_proposed": ("programme.interventions.emails.swaps.swap_proposed", "mail"),
    "swap_agreed": ("programme.interventions.emails.swaps.swap_agreed", "mail"),
    "swap_agreed_partner": ("programme.interventions.emails.swaps.swap_agreed_partner", "mail"),
    "swap_ended": ("programme.interventions.emails.swaps.swap_ended", "mail"),
    "swap_ended_partner": ("programme.interventions.emails.swaps.swap_ended_partner", "mail"),
    "bilateral_invited": ("programme.bilaterals.emails.inviting.invited", "mail"),
    "bilateral_extended": ("programme.bilaterals.emails.inviting.extended", "mail"),
    "bilateral_time_kept": ("programme.bilaterals.emails.inviting.time_kept", "mail"),
    "bilateral_reminded": ("programme.bilaterals.emails.inviting.reminded", "mail"),
    "bilateral_expired": ("programme.bilaterals.emails.inviting.expired", "mail"),
    "bilateral_accepted": ("programme.bilaterals.emails.answers.accepted", "mail"),
    "bilateral_participants": ("programme.bilaterals.emails.answers.participants", "mail"),
    "bilateral_released": ("programme.bilaterals.emails.answers.released", "mail"),
    "bilateral_declined": ("programme.bilaterals.emails.answers.declined", "mail"),
    "bilateral_another_time": ("programme.bilaterals.emails.answers.another_time", "mail"),
    "bilateral_moved": ("programme.bilaterals.emails.changes.moved", "mail"),
    "bilateral_cancelled": ("programme.bilaterals.emails.changes.cancelled", "mail"),
    "bilateral_asked": ("programme.bilaterals.emails.asking.asked", "mail"),
    "bilateral_ask_decided": ("programme.bilaterals.emails.asking.decided", "mail"),
    "mailing": ("registration.mailings.emails.to_recipient", "mail"),
    "mailing_test": ("registration.mailings.emails.to_oneself", "mail"),
}
# First in their lane; wiped once they have left; never sent again.
OUTBOX_SECRETS = {"sign_in_code", "staff_invitation"}
# Last in their lane: nobody waits for the one or the other of some hundreds.
OUTBOX_BULK = {"invitation_sent", "programme_changed", "mailing"}

# Asked before each try: does the reason for the message still hold?
OUTBOX_CHECKS = {
    "staff_invitation": "intersessional.accounts.emails.check_staff_invitation",
    "registration_received": "registration.registrations.emails.check_not_withdrawn",
    "registration_amended": "registration.registrations.emails.check_not_withdrawn",
    "registration_declined": "registration.registrations.emails.check_declined",
    "registration_confirmed": "registration.letters.emails.check_confirmed",
    "invitation_sent": "registration.letters.emails.check_invitation",
    "delegation_confirmed": "registration.letters.emails.check_delegation_confirmed",
    "delegation_confirmed_to_office": (
        "registration.letters.emails.check_delegation_confirmed_to_office"
    ),
    "visa_letter_ready": "registration.letters.emails.check_visa_letter_ready",
    "focal_point_added": "registration.delegations.emails.check_acting",
    "delegation_member_to_confirm": "registration.registrations.emails.check_to_confirm",
    "registration_reminder": "registration.registrations.emails.check_reminder",
    "registration_accepted": "registration.registrations.emails.check_counts",
    "registration_moved_up": "registration.registrations.emails.check_counts",
    "registration_moved": "registration.registrations.emails.check_counts",
    "programme_changed": "programme.agenda.emails.check_newest",
    "intervention_received": "programme.interventions.emails.composing.check_counts",
    "intervention_amended": "programme.interventions.emails.composing.check_counts",
    "intervention_accepted": "programme.interventions.emails.composing.check_counts",
    "intervention_declined": "programme.interventions.emails.deciding.check_declined",
    "intervention_drawn": "programme.interventions.emails.composing.check_counts",
    "intervention_moved": "programme.interventions.emails.composing.check_counts",
    "intervention_speaker_wanted": "programme.interventions.emails.asking.check_speaker_wanted",
    "statement_received": "programme.interventions.emails.statements.check_statement",
    "swap_proposed": "programme.interventions.emails.swaps.check_open",
    "swap_agreed": "programme.interventions.emails.swaps.check_agreed",
    "swap_agreed_partner": "programme.interventions.emails.swaps.check_agreed",
    "bilateral_invited": "programme.bilaterals.emails.checks.check_current",
    "bilateral_extended": "programme.bilaterals.emails.checks.check_current",
    "bilateral_time_kept": "programme.bilaterals.emails.checks.check_current",
    "bilateral_asked": "programme.bilaterals.emails.asking.check_asked",
    "bilateral_ask_decided": "programme.bilaterals.emails.asking.check_reader",
    "bilateral_reminded": "programme.bilaterals.emails.checks.check_current",
    "bilateral_expired": "programme.bilaterals.emails.checks.check_current",
    "bilateral_accepted": "programme.bilaterals.emails.checks.check_current",
    "bilateral_participants": "programme.bilaterals.emails.checks.check_current",
    "bilateral_released": "programme.bilaterals.emails.checks.check_current",
    "bilateral_declined": "programme.bilaterals.emails.checks.check_current",
    "bilateral_another_time": "programme.bilaterals.emails.checks.check_current",
    "bilateral_moved": "programme.bilaterals.emails.checks.check_current",
    "bilateral_cancelled": "programme.bilaterals.emails.checks.check_current",
    "mailing": "registration.mailings.emails.check_still_meant",
}
# Which messages are about a row besides those that name it: functions of the row that return a condition
# (django.db.models.Q), by the row's model.
OUTBOX_ALSO_ABOUT = {
    "registrations.registration": ["registration.mailings.queries.messages_to_registration"],
}

# To whom the staff can write besides registrations and focal points: sources (see
# `registration.mailings.audiences`) of the parts above. `registration.mailings.checks` proves each.
MAILING_AUDIENCES = {
    "speakers": "programme.interventions.audience.SPEAKERS",
    "bilaterals": "programme.bilaterals.queries.audience.INVITED",
}

# Whose messages stay inside: a function of a model that returns its rows that are only rehearsed.
OUTBOX_REHEARSAL = "registration.meetings.rehearsal.rehearsed"

# Who is told of a new version of the programme, and of what: functions of (differences, meeting) that
# return `Concerned`. Named here because the programme knows no part above it; the first to name an
# address says its language. `programme.agenda.checks` proves that each path can be imported.
PROGRAMME_CONCERNED = [
    "programme.agenda.concerned.people",
    "programme.agenda.concerned.subscribers",
    "programme.interventions.concerned.with_requests",
]
# How much time is asked for under each segment: a function of (meeting, at=…) that returns `Need`s.
PROGRAMME_NEEDS = "programme.interventions.needs.time_needed"
# What was said under an item: a function of (meeting, segments, user=) that returns `Found`.
PROGRAMME_STATEMENTS = "programme.interventions.statements.shown.on_item_page"

CELERY_BROKER_URL = env.str("BROKER_URL", default="redis://127.0.0.1:6379/0")
# A broken or frozen broker must be noticed in seconds: the outbox does not depend on it.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "max_retries": 0,
    "socket_connect_timeout": 1,
    "socket_timeout": 2,
    "socket_keepalive": True,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_RESULT_BACKEND = None
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = False
CELERY_TASK_REJECT_ON_WORKER_LOST = False
CELERY_TASK_DEFAULT_QUEUE = "mail"
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# The layout of letters leaves some 20 kB a letter behind in native memory, and a merged PDF far more
# (docs/measurements.md): a process that has grown to this many kB ends after its task, and a fresh one
# goes on. It begins with some 150 MB. So it does after this many tasks, a letter being one: it is a fork
# of a parent that has loaded everything, and costs little.
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 300_000
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
# A letter that takes longer is broken; the row's lease (outbox) ends after this.
CELERY_TASK_SOFT_TIME_LIMIT = 25
CELERY_TASK_TIME_LIMIT = 28
CELERY_BEAT_SCHEDULE = {
    f"sweep-{lane}": {
        "task": "outbox.sweep",
        "schedule": 2.0,
        "args": [lane],
        # A sweep that waited is worth nothing: the next one does the same.
        "options": {"queue": lane, "expires": 2.0},
    }
    for lane in ("mail", "letters")
} | {
    "seal-audit": {
        "task": "audit.seal",
        "schedule": 5.0,
        "options": {"queue": "mail", "expires": 5.0},
    },
    "make-bundles": {
        "task": "letters.make_bundle",
        "schedule": 2.0,
        "options": {"queue": "letters", "expires": 2.0},
    },
    "erase-bundles": {
        "task": "letters.erase_bundles",
        "schedule": 600.0,
        "options": {"queue": "letters", "expires": 60.0},
    },
    # A delegation that changed gets a new letter after some minutes (registration/letters/renewing.py).
    "notice-changed-delegations": {
        "task": "letters.notice_changes",
        "schedule": 30.0,
        "options": {"queue": "mail", "expires": 30.0},
    },
    "issue-due-letters": {
        "task": "letters.issue_due",
        "schedule": 2.0,
        "options": {"queue": "letters", "expires": 2.0},
    },
    # Each version of the programme in each language (programme/agenda/operations/printing.py).
    "print-programme": {
        "task": "agenda.print_due",
        "schedule": 2.0,
        # Longer than others hold the workers of this lane: whoever comes second finds nothing due.
        "options": {"queue": "letters", "expires": 60.0},
    },
    # Lists of participants (registration/attendance/participants/operations.py).
    "print-participants": {
        "task": "attendance.print_lists_due",
        "schedule": 2.0,
        "options": {"queue": "letters", "expires": 60.0},
    },
    # Lists of speakers on paper (programme/interventions/operations/printing.py).
    "print-lists": {
        "task": "interventions.print_due",
        "schedule": 2.0,
        "options": {"queue": "letters", "expires": 60.0},
    },
    "erase-printouts": {
        "task": "interventions.erase_printouts",
        "schedule": 900.0,
        "options": {"queue": "letters", "expires": 60.0},
    },
    # Badges that somebody has ordered (registration/attendance/badges/operations.py).
    "print-badges": {
        "task": "attendance.print_badges",
        "schedule": 2.0,
        "options": {"queue": "letters", "expires": 60.0},
    },
    "erase-badge-prints": {
        "task": "attendance.erase_badge_prints",
        "schedule": 900.0,
        "options": {"queue": "letters", "expires": 60.0},
    },
    # Published figures on paper, and large exports (intersessional/desk/tasks.py).
    "print-figures": {
        "task": "desk.print_due",
        "schedule": 2.0,
        "options": {"queue": "letters", "expires": 60.0},
    },
    "make-exports": {
        "task": "desk.make_exports",
        "schedule": 2.0,
        "options": {"queue": "letters", "expires": 60.0},
    },
    "erase-exports": {
        "task": "desk.erase_exports",
        "schedule": 900.0,
        "options": {"queue": "letters", "expires": 60.0},
    },
    # Plans of bilaterals that somebody has ordered (programme/bilaterals/operations/planning.py).
    "make-plans": {
        "task": "bilaterals.make_plan",
        "schedule": 2.0,
        # Longer than others hold the workers of this lane: whoever comes second finds nothing due.
        "options": {"queue": "letters", "expires": 60.0},
    },
    # Invitations to bilaterals (programme/bilaterals/operations/expiring.py).
    "expire-bilaterals": {
        "task": "bilaterals.expire_due",
        "schedule": 10.0,
        "options": {"queue": "mail", "expires": 10.0},
    },
    "remind-bilaterals": {
        "task": "bilaterals.remind_due",
        "schedule": 60.0,
        "options": {"queue": "mail", "expires": 60.0},
    },
    # Briefs on paper, and notes that are to go (programme/bilaterals/tasks.py).
    "print-bilaterals": {
        "task": "bilaterals.print_due",
        "schedule": 2.0,
        "options": {"queue": "letters", "expires": 60.0},
    },
    "erase-bilaterals-printouts": {
        "task": "bilaterals.erase_printouts",
        "schedule": 900.0,
        "options": {"queue": "letters", "expires": 60.0},
    },
    "erase-bilaterals-notes": {
        "task": "bilaterals.erase_notes",
        "schedule": 3600.0,
        "options": {"queue": "mail", "expires": 60.0},
    },
    "erase-bilaterals-papers": {
        "task": "bilaterals.erase_papers",
        "schedule": 3600.0,
        "options": {"queue": "mail", "expires": 60.0},
    },
    "erase-sheets": {
        "task": "registrations.erase_sheets",
        "schedule": 900.0,
        "options": {"queue": "mail", "expires": 60.0},
    },
    "forget-sign-ins": {
        "task": "accounts.forget",
        "schedule": 3600.0,
        "options": {"queue": "mail", "expires": 60.0},
    },
    "tidy-uploads": {
        "task": "delegations.tidy",
        "schedule": 6 * 3600.0,
        "options": {"queue": "mail", "expires": 60.0},
    },
    "tidy-documents": {
        "task": "agenda.tidy",
        "schedule": 6 * 3600.0,
        "options": {"queue": "mail", "expires": 60.0},
    },
    "tidy-statements": {
        "task": "interventions.tidy",
        "schedule": 6 * 3600.0,
        "options": {"queue": "mail", "expires": 60.0},
    },
    "tidy-papers-of-briefs": {
        "task": "bilaterals.tidy",
        "schedule": 6 * 3600.0,
        "options": {"queue": "mail", "expires": 60.0},
    },
    "erase-addresses-of-the-programme": {
        "task": "agenda.erase_due",
        "schedule": 3600.0,
        "options": {"queue": "mail", "expires": 60.0},
    },
    # Lots are drawn in the minute in which a list closes (programme/interventions/tasks.py).
    "draw-lots": {
        "task": "interventions.draw_due",
        "schedule": 60.0,
        "options": {"queue": "mail", "expires": 60.0},
    },
    # What has reached its end (intersessional/privacy): each night by the hours of the portal, and once
    # more where a night went without a worker.
    "erase-personal-data": {
        "task": "privacy.erase_due",
        "schedule": crontab(hour="2,14", minute=15),
        "options": {"queue": "mail", "expires": 3600.0},
    },
    "write-erasure-log": {
        "task": "privacy.write_log",
        "schedule": 60.0,
        "options": {"queue": "mail", "expires": 60.0},
    },
    "make-answers-to-people": {
        "task": "privacy.make_exports",
        "schedule": 2.0,
        "options": {"queue": "letters", "expires": 60.0},
    },
    "erase-answers-to-people": {
        "task": "privacy.erase_exports",
        "schedule": 900.0,
        "options": {"queue": "letters", "expires": 60.0},
    },
    # Each hour, so that what is to go on a day goes in its first hour, and a night without worker
    # costs no second day.
    "erase-passports": {
        "task": "letters.erase_due",
        "schedule": 3600.0,
        "options": {"queue": "mail", "expires": 60.0},
    },
}
if BOUNCES_URL:
    CELERY_BEAT_SCHEDULE["read-bounces"] = {
        "task": "outbox.read_bounces",
        "schedule": 120.0,
        "options": {"queue": "mail", "expires": 60.0},
    }

# --- Protection -----------------------------------------------------------------------------------

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    # Not `report-to`: browsers keep those reports for a minute, and want HTTPS for the header.
    "report-uri": ["/csp-report"],
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
# The health probes of a container ask by plain HTTP, behind the proxy.
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
# The longest life of a cookie; SESSION_LIMITS end a session before.
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_FAILURE_VIEW = "intersessional.desk.views.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
# Files do not count above: the first of these drops what is longer than a file may be.
FILE_UPLOAD_HANDLERS = [
    "intersessional.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FILES = 5

# --- Logs -----------------------------------------------------------------------------------------

# Ids only, never names or addresses (RELIABILITY rule 13); the processes write to standard error,
# one JSON object a line.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "intersessional.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        # These bring handlers of their own, with the words of others in them.
        "django.server": {"handlers": ["stderr"], "propagate": False},
        "gunicorn.error": {"handlers": ["stderr"], "propagate": False},
        "weasyprint": {"handlers": ["stderr"], "propagate": False},
        "weasyprint.progress": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        "pikepdf": {"level": "WARNING"},
        # Two lines for each sweep, every two seconds, would bury all else.
        "celery.app.trace": {"level": "WARNING"},
        "celery.worker.strategy": {"level": "WARNING"},
        "celery.beat": {"level": "WARNING"},
    },
}

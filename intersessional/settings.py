"""Settings of Intersessional, read from the environment.

One set for every way of running: the variables decide (docs/operations.md lists them). The
demonstration is the only mode with defaults for secrets and with relaxed sign-in; outside it a
missing secret stops the start. Those of mails and tasks stand in `mail_and_tasks`, the tables by
which parts find each other in `registries`, how logs are written in `logs`.
"""

from pathlib import Path
from secrets import token_urlsafe

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _
from environs import Env

from intersessional.logs import LOGGING  # noqa: F401 - a setting
from intersessional.mail_and_tasks import *  # noqa: F403 - each name there is a setting
from intersessional.registries import *  # noqa: F403 - each name there is a setting
from intersessional.requirements import needed, plain_address
from intersessional.storage import storage_of

env = Env()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.str("INTERSESSIONAL_VAR", default="") or BASE_DIR / "var")

# The demonstration shifts the clock, signs staff in with a password alone and says so on every page.
DEMONSTRATION = env.bool("INTERSESSIONAL_DEMONSTRATION", default=False)
BASE_URL = plain_address(env.str("INTERSESSIONAL_BASE_URL", default="http://127.0.0.1:8000"))
# Only the demonstration and the tests speak plain HTTP.
HTTPS = BASE_URL.startswith("https://")

for _name in ("SECRET_KEY", "SEALING_KEYS", "DATABASE_URL"):
    needed(_name)
# A part that signs nothing makes one for as long as it runs: Celery wants each setting to be there.
SECRET_KEY = env.str("SECRET_KEY", default="") or token_urlsafe(48)
# Those of before, by which sessions and tokens of before are still believed.
SECRET_KEY_FALLBACKS: list[str] = list(filter(None, env.list("SECRET_KEY_FALLBACKS", default=[])))
# Seal what the tables must not show (passports, letters for a visa). The first key seals, all of them
# open. Never the signing key: that one may change any day, these must open what they sealed.
SEALING_KEYS: list[str] = env.list("SEALING_KEYS", default=[])
# The certificate of the institution (a PKCS#12 file) that signs letters; without it they are not
# signed.
SIGNING_CERTIFICATE = env.str("SIGNING_CERTIFICATE", default="")
SIGNING_PASSPHRASE = env.str("SIGNING_PASSPHRASE", default="")
DEBUG = False
ALLOWED_HOSTS = [
    name.strip() for name in env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
]
CSRF_TRUSTED_ORIGINS = [BASE_URL] if HTTPS else []

CLOCK_FILE = VAR_DIR / "clock.json" if DEMONSTRATION else None

INSTALLED_APPS = [
    # On top of everything: its templates may override those of the apps below.
    "intersessional.desk",
    "intersessional.backups",
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
    "intersessional.desk.metrics.CountRequests",
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
    {"NAME": "intersessional.accounts.passwords.GuessableValidator"},
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
# …and of who helps at the door, and has no other page of staff.
CHECK_IN_REDIRECT_URL = "checkin:index"
# Sections of the admin site, those first that the staff open most; any other follows them.
ADMIN_ORDER = [
    *("registrations", "delegations", "letters", "mailings", "attendance"),
    *("agenda", "interventions", "bilaterals", "meetings", "outbox", "audit", "privacy"),
    *("accounts", "account", "mfa"),
]
# In a signed cookie: an error page can show messages while the database is away.
MESSAGE_STORAGE = "intersessional.notices.NoticeStorage"
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
    # Shared by all web servers and workers; nothing else that is kept lies outside the database.
    "default": storage_of(env.str("INTERSESSIONAL_STORAGE", default=""), VAR_DIR / "files"),
    "staticfiles": {"BACKEND": "intersessional.staticfiles.BundledStaticFilesStorage"},
}
# A folder there: what was erased, by numbers alone. Apart from the database, so that a restore does not
# undo it.
ERASURE_LOG = "erasures"

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
    # As `default-src` says; by name, because those who review a policy look for it.
    "object-src": [CSP.NONE],
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
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$", r"^metrics$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
NOTICE_COOKIE_NAME = "__Host-messages" if HTTPS else "messages"
# Set by nothing: the address alone says which language.
LANGUAGE_COOKIE_NAME = "__Host-language" if HTTPS else "language"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
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

# --- Errors ---------------------------------------------------------------------------------------

# Errors go to a collector that speaks Sentry's protocol, scrubbed; nowhere without this.
SENTRY_DSN = env.str("SENTRY_DSN", default="")
if SENTRY_DSN:
    from intersessional import error_reports

    error_reports.begin(SENTRY_DSN, "demonstration" if DEMONSTRATION else "production")

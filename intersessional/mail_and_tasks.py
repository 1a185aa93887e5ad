"""Settings of the mails that leave, of those that come back, and of the tasks in the background.

Read from the environment, like the rest of the settings (`settings`), which takes over each name in
capitals here.
"""

from email.utils import parseaddr

from environs import Env

from intersessional.requirements import NotConfigured
from intersessional.timetable import TIMETABLE

env = Env()

_email = env.dj_email_url("EMAIL_URL", default="smtp://127.0.0.1:8025")
if "EMAIL_BACKEND" not in _email:
    raise NotConfigured("EMAIL_URL must begin with submission:// (TLS) or smtp://.")
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
# Whom to tell of a fault that concerns security: an address, or a page (`https://…`).
SECURITY_CONTACT = (
    env.str("INTERSESSIONAL_SECURITY_CONTACT", default="") or (parseaddr(DEFAULT_FROM_EMAIL)[1])
)
if ":" not in SECURITY_CONTACT:
    SECURITY_CONTACT = f"mailto:{SECURITY_CONTACT}"
# The right-hand side of Message-ID; the row's UUID stands before it.
MESSAGE_ID_DOMAIN = env.str("INTERSESSIONAL_MESSAGE_ID_DOMAIN", default="intersessional.invalid")

# Where other servers send back what they could not deliver: each message has `local+number@domain` as
# its return path. Empty: the sender's own address, and only the Message-ID tells which one it was.
BOUNCE_ADDRESS = env.str("INTERSESSIONAL_BOUNCE_ADDRESS", default="")
# The mailbox in which those reports lie (intersessional/outbox/mailboxes.py); empty: nobody reads them.
BOUNCES_URL = env.str("BOUNCES_URL", default="")

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
CELERY_BEAT_SCHEDULE = TIMETABLE

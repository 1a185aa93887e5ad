"""The negative control: acknowledgements sent as if there were no outbox.

A task for each mail, put on the broker after the commit, with Celery's defaults for everything.
`celery -A tests.long.direct worker` runs it; the variables say where broker and mail server are.
"""

import os
import smtplib
import time
from email.message import EmailMessage

from celery import Celery

SUBJECT = "Direct acknowledgement"
# What composing a mail takes on a busy machine.
COMPOSING_SECONDS = 0.15

app = Celery("direct", broker=os.environ.get("DIRECT_BROKER_URL"), set_as_current=False)


@app.task(name="direct.acknowledge")
def acknowledge(email: str) -> None:
    """Send the mail."""
    time.sleep(COMPOSING_SECONDS)
    mail = EmailMessage()
    mail["Subject"], mail["To"], mail["From"] = SUBJECT, email, "isu@control.example"
    mail.set_content("We have your registration.\n")
    with smtplib.SMTP("127.0.0.1", int(os.environ["DIRECT_SMTP_PORT"])) as server:
        server.send_message(mail)

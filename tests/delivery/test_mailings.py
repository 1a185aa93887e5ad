"""A message of the staff: through web, worker and server to each reader, and what comes back."""

import os
import re
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID

from intersessional.embedded.service import ROOT, wait_until
from tests import papers
from tests.outbox import reports
from tests.portal import INHERITED, Portal
from tests.visitor import Answer, Visitor


def press(visitor: Visitor, page: Answer, path: str, **fields: object) -> Answer:
    """Send a form of a page, with its token and version."""
    given: dict[str, object] = {"csrfmiddlewaretoken": page.value("csrfmiddlewaretoken")}
    for name in ("version", "seen"):
        if f'name="{name}"' in page.text:
            given[name] = page.value(name)
    return visitor.post(path, given | fields)


def is_it(mail: EmailMessage) -> bool:
    """Say whether a mail is the message, and not the acknowledgement of a registration."""
    return mail["Subject"].startswith(("Rooms, ", "Salles"))


def test_a_message_reaches_each_reader_and_what_comes_back_is_shown(
    portal: Portal, tmp_path: Path
) -> None:
    emails = [f"reader{n}@mailing.example" for n in range(3)]
    for email, language in zip(emails, ("en", "fr", "es"), strict=True):
        portal.register(language, email=email, delegation="tv")
    office = portal.staff()
    text = {"title": "Rooms", "subject_en": "Rooms, {name}", "text_en": "{salutation}\n\nRoom A."}
    french = {"subject_fr": "Salles", "text_fr": "{salutation}\n\nSalle A."}

    page = press(office, office.get("/desk/messages/add/"), "/desk/messages/add/", **text, **french)
    home = re.sub("recipients/$", "", page.url)
    page = press(office, page, page.url, delegation="tv", states=["received", "waiting"])
    assert "3 recipients" in page.text
    page = press(office, office.get(f"{home}send/"), f"{home}send/")

    for email, said in zip(emails, ("Room A.", "Salle A.", "Room A."), strict=True):
        [mail] = portal.wait_for_mail(email, is_it)
        assert said in papers.text_of(mail)
    number = UUID(str(mail["Message-ID"])[1:37])
    domain = str(mail["Message-ID"]).rstrip(">").partition("@")[2]
    report = reports.postfix(number).replace(reports.OURS.encode(), domain.encode())
    (tmp_path / "one.eml").write_bytes(report)
    variables = {name: os.environ[name] for name in INHERITED if name in os.environ}
    variables |= {
        "DATABASE_URL": portal.database_url(),
        "SECRET_KEY": "none",
        "SEALING_KEYS": "none",
        "INTERSESSIONAL_MESSAGE_ID_DOMAIN": domain,
    }
    command = [sys.executable, "-W", "ignore", "manage.py", "read_bounces", f"file://{tmp_path}"]
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, check=False)
    assert done.stdout == b"1 marked, 0 known already, 0 ignored\n", done.stderr
    assert wait_until(lambda: "1 came back" in office.get(home).text, 10)
    assert "User unknown in virtual mailbox table" in office.get(f"{home}?outcome=bounced").text

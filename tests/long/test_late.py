"""The closing time passes while a form is open: nothing typed is lost, a request comes of it."""

import json
import os
import signal
from datetime import datetime
from pathlib import Path

import pytest

from intersessional.embedded.clockfile import set_clock
from intersessional.embedded.service import wait_until
from tests import papers
from tests.portal import Portal, running_portal
from tests.visitor import PAOLA, problems, receipt_of

pytestmark = pytest.mark.long

IN_TIME = "2018-05-31T23:00:00+02:00"
CLOSING = "2018-06-01T00:00:00+02:00"


def move_clock(portal: Portal, to: str) -> None:
    """Set the demonstration's clock; a new web server reads it."""
    file = Path(portal.var / "clock.json")
    before = json.loads(file.read_text())
    set_clock(file, to)
    assert json.loads(file.read_text()) != before
    web = portal.pid("web")
    os.killpg(web, signal.SIGKILL)
    wait_until(lambda: portal.pid("web") != web and portal.is_ready(), 60)


def test_a_form_opened_in_time_and_sent_late_becomes_a_request() -> None:
    with running_portal(INTERSESSIONAL_NOW=IN_TIME) as portal:
        visitor = portal.visitor()
        form = PAOLA | visitor.open_form() | {"email": "late@deadline.example"}
        assert "Registration is open" in visitor.get("/").text

        move_clock(portal, CLOSING)
        refused = visitor.submit(form)
        accepted = visitor.submit(form | {"late_reason": "The note verbale came today."})

        assert refused.status == 422
        assert "Tell us why this comes late." in problems(refused.text)
        assert refused.value("given_names") == PAOLA["given_names"]
        assert refused.value("token") == form["token"]
        receipt = receipt_of(accepted)
        assert "We have your request" in accepted.text
        [mail] = portal.wait_for_mail("late@deadline.example")
        assert mail["Subject"].startswith("We have your request")
        assert receipt.url in papers.text_of(mail)
        [[state, is_late, received_at]] = portal.rows(
            "SELECT state, is_late, received_at FROM registrations_registration WHERE email = %s",
            "late@deadline.example",
        )
        assert (state, is_late) == ("requested", True)
        assert received_at >= datetime.fromisoformat(CLOSING)
        assert "Registration has closed" in visitor.get("/").text

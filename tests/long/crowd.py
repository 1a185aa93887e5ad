"""Clients who register at the same time while something breaks."""

import http.client
import os
import queue
import threading
import time
import urllib.error
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

from intersessional.embedded.service import wait_until
from tests.portal import Portal
from tests.visitor import PAOLA, Answer, Receipt, Visitor, receipt_of

SCALE = float(os.environ.get("SCALE") or 1)
CLIENTS = 16
# How long a client goes on trying: a crash must be over by then.
PATIENCE_SECONDS = 90
BROKEN = (urllib.error.URLError, http.client.HTTPException, OSError)


def scaled(full: int, least: int) -> int:
    """Return a count for this SCALE, at least what the proof is about."""
    return max(least, round(full * SCALE))


@dataclass
class Crowd:
    """`size` people, each with an address of their own, who register through sixteen clients.

    `receipts` grows as they see them; `answers` holds every status that came back, and each
    connection that broke as 0.
    """

    portal: Portal
    size: int
    seconds: float
    receipts: dict[str, Receipt] = field(default_factory=dict)
    answers: list[int] = field(default_factory=list)
    rude: list[Answer] = field(default_factory=list)
    then: Callable[[str], None] = lambda email: None

    @property
    def emails(self) -> list[str]:
        """The addresses of all."""
        return [f"person{n}@crowd.example" for n in range(self.size)]

    def start(self) -> "threading.Thread":
        """Let them register, evenly over `seconds`; the thread ends when each has a receipt."""
        thread = threading.Thread(target=self._register_all)
        thread.start()
        return thread

    def _register_all(self) -> None:
        waiting: queue.SimpleQueue[tuple[float, str]] = queue.SimpleQueue()
        begin = time.monotonic()
        for position, email in enumerate(self.emails):
            waiting.put((begin + self.seconds * position / self.size, email))
        with ThreadPoolExecutor(CLIENTS) as clients:
            for done in [clients.submit(self._serve, waiting) for _ in range(CLIENTS)]:
                done.result()

    def _serve(self, waiting: "queue.SimpleQueue[tuple[float, str]]") -> None:
        while True:
            try:
                moment, email = waiting.get_nowait()
            except queue.Empty:
                return
            time.sleep(max(0.0, moment - time.monotonic()))
            self.receipts[email] = self._register(email)
            self.then(email)

    def _register(self, email: str) -> Receipt:
        """Fill in one form and send it, the same one again and again, until there is a receipt."""
        visitor = Visitor(self.portal.url, timeout=20)
        end = time.monotonic() + PATIENCE_SECONDS
        form: dict[str, str] = {}
        while time.monotonic() < end:
            form = form or hidden_fields(self._try(visitor.get, "/register/"))
            answer = self._try(visitor.submit, PAOLA | form | {"email": email}) if form else None
            if answer and answer.status == 200 and answer.url != page_of_form(self.portal):
                return receipt_of(answer)
            time.sleep(0.2)
        raise AssertionError(f"{email} has no receipt after {PATIENCE_SECONDS} s")

    def _try(self, ask: Callable[..., Answer], *given: object) -> Answer | None:
        try:
            answer = ask(*given)
        except BROKEN:
            self.answers.append(0)
            return None
        self.answers.append(answer.status)
        if answer.status not in {200, 503} or (
            answer.status == 503 and not answer.headers["Retry-After"]
        ):
            self.rude.append(answer)
        return answer


def hidden_fields(page: Answer | None) -> dict[str, str]:
    """Return what a submission needs besides the answers; nothing if the form did not come."""
    if page is None or page.status != 200:
        return {}
    names = ("token", "csrfmiddlewaretoken")
    return {name: page.value(name) for name in names if f'name="{name}"' in page.text}


def page_of_form(portal: Portal) -> str:
    """Return the address of the form, where one stays after a refusal."""
    return f"{portal.url}/register/"


def until_quiet(count: Callable[[], int], wanted: int, *, most_seconds: float, quiet: float) -> int:
    """Wait until `wanted` is reached, or nothing has come for `quiet` seconds; return the count."""
    last, since = count(), time.monotonic()

    def settled() -> bool:
        nonlocal last, since
        if (now := count()) != last:
            last, since = now, time.monotonic()
        return now >= wanted or time.monotonic() - since > quiet

    wait_until(settled, most_seconds, every=0.2)
    return count()


def mails_to_the_crowd(portal: Portal) -> list[tuple[Path, EmailMessage]]:
    """Return the mails to the crowd with their files; the demonstration's own delegate has one, too."""
    pairs = zip(portal.mail_files(), portal.mails(), strict=False)
    return [(file, mail) for file, mail in pairs if mail["To"].endswith("@crowd.example")]

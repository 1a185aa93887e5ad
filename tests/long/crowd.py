"""Clients who register at the same time while something breaks."""

import http.client
import os
import queue
import random
import threading
import time
import urllib.error
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

from intersessional.embedded.service import wait_until
from tests.long.client import LightVisitor
from tests.portal import Portal
from tests.visitor import PAOLA, Answer, Receipt, receipt_of

SCALE = float(os.environ.get("SCALE") or 1)
CLIENTS = 16
# How long a client goes on trying: a crash must be over by then.
PATIENCE_SECONDS = 600
BROKEN = (urllib.error.URLError, http.client.HTTPException, OSError)


# Names that are not alike: who looks like somebody else brings work that no real crowd brings.
SYLLABLES = tuple(f"{a}{b}" for a in "bdfgklmnprstvz" for b in ("a", "ei", "o", "u"))

# Enough to send a form to this machine, too little for any answer.
LEAVES_AFTER_SECONDS = 0.005


def scaled(full: int, least: int) -> int:
    """Return a count for this SCALE, at least what the proof is about."""
    return max(least, round(full * SCALE))


def name_of(email: str) -> dict[str, str]:
    """Return the two names of somebody in the crowd, always the same."""
    drawn = random.Random(email)
    given, family = ("".join(drawn.choices(SYLLABLES, k=4)).capitalize() for _ in range(2))
    return {"given_names": given, "family_name": family}


@dataclass
class Crowd:
    """`size` people, each with an address of their own, who register through some clients.

    `receipts` grows as they see them; `answers` holds every status that came back, and each
    connection that broke as 0; `took` how long each person waited, from the moment that was theirs.
    Every `hangs_up`th goes away before the first answer comes, and sends the form once more. Whoever
    sends `anew` opens another form for it: the control, for then the token is another one, too.
    """

    portal: Portal
    size: int
    seconds: float
    receipts: dict[str, Receipt] = field(default_factory=dict)
    answers: list[int] = field(default_factory=list)
    rude: list[Answer] = field(default_factory=list)
    then: Callable[[str], None] = lambda email: None
    clients: int = CLIENTS
    hangs_up: int = 0
    anew: bool = False
    name: str = "person"
    # What a form that was sent met instead of a receipt.
    turned_away: list[Answer] = field(default_factory=list)
    took: list[tuple[float, float]] = field(default_factory=list)

    @property
    def emails(self) -> list[str]:
        """The addresses of all."""
        return [f"{self.name}{n}@crowd.example" for n in range(self.size)]

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
        with ThreadPoolExecutor(self.clients) as clients:
            for done in [clients.submit(self._serve, waiting) for _ in range(self.clients)]:
                done.result()

    def _serve(self, waiting: "queue.SimpleQueue[tuple[float, str]]") -> None:
        while True:
            try:
                moment, email = waiting.get_nowait()
            except queue.Empty:
                return
            time.sleep(max(0.0, moment - time.monotonic()))
            self.receipts[email] = self._register(email)
            self.took.append((moment, time.monotonic() - moment))
            self.then(email)

    def _register(self, email: str) -> Receipt:
        """Fill in one form and send it, the same one again and again, until there is a receipt."""
        visitor = LightVisitor(self.portal.url, timeout=20)
        end = time.monotonic() + PATIENCE_SECONDS
        form: dict[str, str] = {}
        answers = PAOLA | name_of(email) | {"email": email}
        leaves = bool(self.hangs_up) and self.emails.index(email) % self.hangs_up == 0
        while time.monotonic() < end:
            form = form or hidden_fields(self._try(visitor.get, "/register/"))
            if form and leaves:
                leaves = False
                self._send_and_leave(visitor, answers | form)
            elif form:
                answer = self._try(visitor.submit, answers | form)
                if answer and answer.status == 200 and answer.url != page_of_form(self.portal):
                    visitor.leave()
                    return receipt_of(answer)
            if self.anew:
                form = {}
            time.sleep(0.2)
        raise AssertionError(f"{email} has no receipt after {PATIENCE_SECONDS} s")

    def _send_and_leave(self, visitor: LightVisitor, fields: dict[str, str]) -> None:
        """Send a form, and break the connection before the answer can come."""
        patience, visitor.timeout = visitor.timeout, LEAVES_AFTER_SECONDS
        with suppress(*BROKEN):
            visitor.submit(fields)
        visitor.leave()
        visitor.timeout = patience

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
        # At the form's own address: a receipt that cannot be shown has no form to give back.
        sent_in_vain = isinstance(given[0], dict) and answer.url == page_of_form(self.portal)
        if answer.status == 503 and sent_in_vain:
            self.turned_away.append(answer)
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

"""Canaries: what a host wrote down for itself is in its officers' view, and nowhere else."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps

from intersessional import sealing
from intersessional.outbox.models import Message
from programme.bilaterals import tasks
from programme.bilaterals.models import Bilateral
from tests.access.actors import ACTORS, client_of, signed_in
from tests.access.sweep import AnswersOf
from tests.access.test_passports import ask_content, every_cell, readable
from tests.access.world import NOTE_CANARY, World
from tests.people import ON_14_MAY
from tests.programme.bilaterals import days

pytestmark = pytest.mark.django_db

WORD = "Zwischenlösung"


def is_in(text: str) -> bool:
    """Whether a text tells of the note, however it is written."""
    plain = text.replace("\\u00f6", "ö").replace("&ouml;", "ö").replace("&#246;", "ö")
    # Its digits alone stand in a drawn token now and then.
    return WORD in plain or "7741: they" in plain


@pytest.mark.parametrize("actor", ACTORS)
def test_no_page_shows_a_note(actor: str, answers_of: AnswersOf) -> None:
    assert [
        (answer.address.name, answer.method)
        for answer in answers_of(actor)
        if is_in(readable(answer.response.content))
    ] == []


def a_day() -> World:
    """All that happens to a note: written, read, lost and won, beside everything of the day."""
    world = World()
    host = days.host_of("article-5")
    carla = signed_in(days.officer(host))
    path = f"/bilaterals/notes/{world.bilateral.code}/{host.slug}/"
    assert NOTE_CANARY in carla.get(path).content.decode()
    assert carla.post(path, {"text": f"{NOTE_CANARY}.", "version": 1}).status_code == 302
    assert carla.post(path, {"text": f"{NOTE_CANARY}!", "version": 1}).status_code == 409
    assert carla.post(path, {"text": NOTE_CANARY * 300, "version": 2}).status_code == 422
    brief = f"/bilaterals/briefs/{world.bilateral.code}"
    assert carla.get(f"{brief}/").status_code == 200
    assert carla.post(f"{brief}.pdf").status_code == 302
    tasks.print_due()
    Bilateral.objects.filter(pk=world.bilateral.pk).update(
        state="accepted", offered_at=ON_14_MAY, begins_at=days.at(9, 30)
    )
    return world


def test_the_officers_view_shows_it() -> None:
    """The positive control."""
    a_day()


def test_no_table_holds_it_in_plain() -> None:
    a_day()

    cells = list(every_cell())

    assert len(cells) > 1000
    assert [where for where, text in cells if is_in(text)] == []
    assert not [one for one in Message.objects.values() if is_in(str(one))]


def test_without_the_seal_the_table_shows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control."""

    class NoCipher:
        def encrypt(self, content: bytes) -> bytes:
            return content

        def decrypt(self, content: bytes) -> bytes:
            return content

    monkeypatch.setattr(sealing, "_cipher", NoCipher)
    a_day()

    assert {where for where, text in every_cell() if is_in(text)} == {"bilaterals_note.sealed"}


def test_neither_logs_nor_the_admin_site_tell_of_it(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    world = a_day()

    assert not is_in(caplog.text)
    assert not [True for content in admin_pages(world) if is_in(readable(content))]


def admin_pages(world: World) -> Iterator[bytes]:
    """What the audit trail, messages and the bilateral's history say to an administrator."""
    browser: Any = client_of("administrator")
    for model in ("audit/auditentry", "outbox/message", "bilaterals/bilateral"):
        yield ask_content(browser, f"/admin/{model}/")
        app, name = model.split("/")
        rows = apps.get_model(app, name).objects.order_by("-pk")[:20]
        for pk in rows.values_list("pk", flat=True):
            yield ask_content(browser, f"/admin/{model}/{pk}/change/")
    yield ask_content(browser, f"/admin/bilaterals/bilateral/{world.bilateral.pk}/history/")

"""The summary of a meeting as it is published: by item, which delegations spoke, and no person."""

from io import BytesIO
from typing import Any

import docx
import pytest
from django.test import Client

from intersessional.accounts.models import User
from programme.interventions import operations
from tests.access.actors import signed_in
from tests.pages import Page
from tests.people import ON_14_MAY
from tests.programme.interventions.floors import IN_THE_ROOM, ask, states_speak
from tests.programme.interventions.meetings_held import Heard, hold, person
from tests.programme.interventions.statements import deliver, hand_in
from tests.programme.interventions.test_lists_pages import text_of

pytestmark = pytest.mark.django_db

SUMMARY = "/desk/speakers/summary/"


@pytest.fixture
def ines(staff: User) -> Client:
    """The browser of somebody of the ISU."""
    return signed_in(staff)


@pytest.fixture
def held(felix: User, set_clock: Any) -> None:
    """Ecuador and Croatia spoke, after a point of order of Ukraine; Zimbabwe wrote."""
    set_clock(ON_14_MAY)
    segment = states_speak()
    ask(segment, "zw", by=felix, is_written_only=True)
    heard = [
        Heard("ua", kind="point_of_order"),
        Heard("hr", person("hr")),
        Heard("ec", kind="reply"),
    ]
    hold(segment, heard, by=felix)


def test_the_page_names_delegations_in_order_and_nobody_else(ines: Client, held: None) -> None:
    words = text_of(ines.get(SUMMARY))

    assert "7–8 June 2018. World Meteorological Organization, Geneva" in words
    assert "2. Victim assistance 7 June 2018" in words
    assert "Statements, in this order: Croatia Ecuador (right of reply)" in words
    assert "Statements in writing only: Zimbabwe" in words
    assert "Ukraine" not in words
    assert "FAMILY" not in words


def test_the_document_says_the_same(ines: Client, held: None) -> None:
    response = ines.get(f"/fr{SUMMARY}document/")

    opened = docx.Document(BytesIO(b"".join(response.streaming_content)))  # type: ignore[attr-defined]
    found = [(one.style.name, one.text) for one in opened.paragraphs]
    assert 'filename="resume-2018.docx"' in response["Content-Disposition"]
    assert found[0] == ("Title", "Réunions intersessions 2018")
    assert ("Heading 1", "2. Assistance aux victimes") in found
    bullets = [text for style, text in found if style == "List Bullet"]
    assert bullets == ["Croatie", "Équateur (droit de réponse)", "Zimbabwe"]


def test_only_published_statements_have_links(
    ines: Client, felix: User, staff: User, set_clock: Any
) -> None:
    set_clock(IN_THE_ROOM)
    segment = states_speak()
    rows = [ask(segment, code, by=felix) for code in ("ec", "ua")]
    statements = [hand_in(row, by=felix, may_be_published=n == 0) for n, row in enumerate(rows)]
    for row in rows:
        deliver(segment, row, staff)
    operations.publish([segment.pk], by=staff, at=IN_THE_ROOM)

    links = Page(ines.get(SUMMARY)).links()
    document = b"".join(ines.get(f"{SUMMARY}document/").streaming_content)  # type: ignore[attr-defined]

    assert links["Statement: English"].endswith(f"/statements/{statements[0].key}/")
    assert links["Statement: English"].startswith("http")
    opened = docx.Document(BytesIO(document))
    targets = [rel.target_ref for rel in opened.part.rels.values() if rel.is_external]
    assert targets == [links["Statement: English"]]
    assert statements[1].key not in str(links)

"""The staff's pages about invitations: choosing, approving, progress, files for printing."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.embedded.sink import Sink
from intersessional.outbox.models import Message
from registration.delegations.models import Entity, EntityName
from registration.letters import operations
from registration.letters.models import Batch, Bundle, Letter
from tests.access.actors import signed_in
from tests.pages import Page
from tests.people import ON_14_MAY, administrator
from tests.registration.letters.test_batches import (
    UNPRINTABLE,
    approved,
    entities,
    many,
    prepare,
    send,
)

pytestmark = pytest.mark.django_db

PAGE = "/desk/invitations/"
CHOOSE = "/desk/invitations/choose/"


@pytest.fixture
def ines(staff: User) -> Client:
    """The browser of somebody of the ISU."""
    return signed_in(staff)


@pytest.fixture
def ada(db: None) -> Client:
    """The browser of somebody else."""
    return signed_in(administrator())


def address(batch: Batch) -> str:
    return f"{PAGE}{batch.pk}/"


def act(client: Client, batch: Batch, verb: str, **fields: str) -> str:
    """Press a button; return the page that follows."""
    return client.post(address(batch), {"act": verb} | fields, follow=True).content.decode()


# --- Choosing -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "there", "absent"),
    [
        ("", "China", ""),
        ("?group=everybody", "Human Rights Watch", ""),
        ("?group=parties", "Ecuador", "China"),
        ("?group=not-parties", "China", "Ecuador"),
        ("?group=un", "United Nations Mine Action Service", "Ecuador"),
        ("?group=red-cross", "International Committee of the Red Cross", "Ecuador"),
        ("?group=ngo", "Human Rights Watch", "Ecuador"),
        ("?tag=article-5", "Afghanistan", "Benin"),
        ("?entity=ec", "Ecuador", "Ukraine"),
    ],
)
def test_recipients_are_chosen_by_category_tag_or_one(
    ines: Client, query: str, there: str, absent: str
) -> None:
    html = Page(ines.get(CHOOSE + query)).html

    assert f"<bdi>{there}</bdi>" in html
    assert f"<bdi>{absent}</bdi>" not in html


@pytest.mark.parametrize("query", ["?group=none", "?tag=none", "?entity=none"])
def test_an_unknown_choice_is_absent(ines: Client, query: str) -> None:
    assert ines.get(CHOOSE + query).status_code == 404


def test_it_is_said_what_is_missing(ines: Client, staff: User) -> None:
    entities("ec", "ua", "bj")
    Entity.objects.filter(code="bj").update(email="")
    EntityName.objects.filter(entity__code="ua").update(name=UNPRINTABLE)
    prepare("ec", by=staff)

    html = Page(ines.get(CHOOSE + "?group=parties")).html

    assert "States Parties: 162 can be invited." in html
    assert "No font of ours prints the name" in html
    assert "In a batch already" in html
    assert "No address: for the post" in html


def test_those_ticked_are_put_into_a_batch(ines: Client, staff: User) -> None:
    entities("ec", "ua")

    answer = ines.post(CHOOSE + "?group=parties", {"entities": ["ec", "ua"]})

    batch = Batch.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, address(batch))
    assert (batch.size, batch.choice, batch.prepared_by) == (2, "group=parties", staff)
    assert not Message.objects.exists()
    assert not Letter.objects.exists()


def test_nobody_ticked_or_invited_already_is_said(ines: Client, staff: User) -> None:
    prepare("ec", by=staff)

    nobody = ines.post(CHOOSE + "?group=parties", {})
    again = ines.post(CHOOSE + "?group=parties", {"entities": ["ec"]})
    stranger = ines.post(CHOOSE + "?group=parties", {"entities": ["cn"]})

    assert [page.status_code for page in (nobody, again, stranger)] == [422, 422, 422]
    assert "Tick at least one delegation." in nobody.content.decode()
    assert "Nobody of them can be invited now" in again.content.decode()
    assert Batch.objects.count() == 1


def test_the_letter_is_previewed_and_kept_nowhere(ines: Client) -> None:
    answer = ines.get(f"{PAGE}preview/ec/")

    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")  # type: ignore[attr-defined]
    assert not Letter.objects.exists()


def test_why_there_is_no_preview_is_said(ines: Client) -> None:
    EntityName.objects.filter(entity__code="ec").update(name=UNPRINTABLE)

    answer = ines.get(f"{PAGE}preview/ec/")

    assert answer.status_code == 422
    assert "U+103A0" in answer.content.decode()
    assert ines.get(f"{PAGE}preview/none/").status_code == 404


# --- Approving ------------------------------------------------------------------------------------


def test_a_second_person_approves_on_the_page(ines: Client, ada: Client, staff: User) -> None:
    batch = prepare(*many(11), by=staff)

    own = Page(ines.get(address(batch)))
    refused = act(ines, batch, "approve")
    assert "somebody else must approve it" in own.html
    assert "Approve and send" not in own.html
    assert "somebody else must approve it" in refused
    assert not Message.objects.exists()

    after = act(ada, batch, "approve")

    assert "Approved. The letters are being rendered and sent" in after
    assert "<bdi>ines@isu.example</bdi>" in after
    assert "<bdi>ada@isu.example</bdi>" in after
    assert Message.objects.count() == 11


def test_a_small_batch_goes_out_by_one_word_and_shows_how_far_it_is(
    ines: Client, staff: User, sink: Sink
) -> None:
    batch = prepare("ec", "ua", by=staff)
    Entity.objects.filter(code="ua").update(email="")

    before = act(ines, batch, "approve")
    send()
    after = Page(ines.get(address(batch))).html

    assert "0 of 2 done: 0 sent, 0 for the post; 0 failed, 2 waiting." in before
    assert f'data-refresh="{address(batch)}progress/"' in before
    assert "2 of 2 done: 1 sent, 1 for the post; 0 failed, 0 waiting." in after
    assert "data-refresh" not in after
    assert "1 entity has no e-mail address." in after
    assert "Look again" in before
    assert "Look again" not in after


def test_pause_resume_and_cancel(ines: Client, staff: User) -> None:
    batch = approved("ec", "ua", by=staff)

    paused = act(ines, batch, "pause")
    again = act(ines, batch, "pause")
    resumed = act(ines, batch, "resume")
    cancelled = act(ines, batch, "cancel")

    assert "Paused by" in paused
    assert "The batch is not under way." in again
    assert "It goes on." in resumed
    assert "2 invitations were cancelled." in cancelled
    assert set(Message.objects.values_list("state", flat=True)) == {"cancelled"}


def test_what_failed_is_shown_with_its_reason_and_tried_again(
    ines: Client, staff: User, sink: Sink
) -> None:
    batch = approved("ua", by=staff)
    EntityName.objects.filter(entity__code="ua").update(name=UNPRINTABLE)
    send()

    page = Page(ines.get(address(batch))).html
    after = act(ines, batch, "retry")

    assert "U+103A0" in page
    assert "Try the failed ones again" in page
    assert "1 letter is tried again." in after


def test_an_unknown_act_changes_nothing(ines: Client, staff: User) -> None:
    batch = prepare("ec", by=staff)
    entries = AuditEntry.objects.count()

    for wrong in ({}, {"act": "send"}, {"act": "bundle", "format": "exe", "scope": "all"}):
        assert ines.post(address(batch), wrong).status_code == 400

    assert AuditEntry.objects.count() == entries
    assert not Bundle.objects.exists()


# --- Files for printing ---------------------------------------------------------------------------


def test_a_file_for_printing_is_asked_for_made_and_handed_out(
    ines: Client, staff: User, sink: Sink
) -> None:
    batch = approved("ec", by=staff)
    send()

    asked = act(ines, batch, "bundle", format="zip", scope="all")
    bundle = Bundle.objects.get()
    path = f"{PAGE}files/{bundle.pk}/"
    assert ines.get(path).status_code == 404
    operations.make_next_bundle()
    answer = ines.get(path)

    assert "being put together" in asked
    assert path in Page(ines.get(address(batch))).html
    assert answer["Content-Disposition"] == f'attachment; filename="IM18-{batch.pk}-all.zip"'
    assert answer.streaming
    assert b"".join(answer.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
    Bundle.objects.update(made_at=timezone.now() - timedelta(days=1))
    operations.erase_bundles()
    assert ines.get(path).status_code == 404
    assert path not in Page(ines.get(address(batch))).html


# --- The rest -------------------------------------------------------------------------------------


def test_batches_of_another_meeting_are_absent(ines: Client, staff: User) -> None:
    from model_bakery import baker

    from registration.meetings.models import Meeting

    batch = prepare("ec", by=staff)
    meeting = Meeting.objects.get(slug="2018")
    other = baker.prepare(Meeting)
    for field in Meeting._meta.fields:
        if field.name not in {"id", "slug", "code", "is_set_current"}:
            setattr(other, field.name, getattr(meeting, field.name))
    other.slug, other.code = "2019", "IM19"
    other.save()

    for page in ("", "progress/"):
        assert ines.get(f"{address(batch)}{page}").status_code == 200
        assert ines.get(f"/m/2019{address(batch)}{page}").status_code == 404


@pytest.mark.parametrize("number", [3, 60])
def test_the_pages_take_the_same_queries(
    ines: Client, staff: User, django_assert_num_queries: Any, number: int
) -> None:
    batch = prepare(*many(number), by=staff)
    operations.approve(batch, by=administrator(), at=ON_14_MAY)
    for path, queries in (
        (PAGE, 11),
        (f"{CHOOSE}?group=parties", 9),
        (address(batch), 11),
        (f"{address(batch)}progress/", 9),
    ):
        ines.get(path)
        with django_assert_num_queries(queries):
            ines.get(path)


def test_the_menu_leads_there_and_nobody_else(ines: Client) -> None:
    assert PAGE in Page(ines.get("/desk/")).links().values()
    assert PAGE not in Page(Client().get("/")).links().values()

"""The letters of a batch in one PDF or ZIP file: in postal order, with their tags, for a day."""

import zipfile
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from model_bakery import baker
from pypdf import PdfReader

from intersessional.accounts.models import User
from intersessional.embedded.sink import Sink
from intersessional.outbox.models import Message
from registration.delegations.models import Entity
from registration.letters import operations
from registration.letters.models import Batch, Bundle, Format, Letter, Scope
from registration.letters.operations import bundles
from tests.people import ON_14_MAY, SMALL_PDF
from tests.registration.letters.test_batches import approved, send

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


CODES = ("cn", "ua", "bj", "org-unmas")


@pytest.fixture
def batch(staff: User) -> Batch:
    """To China, Ukraine, Benin (by post) and an organisation; letters in name only."""
    batch = approved(*CODES, by=staff)
    for invitation in batch.invitations.select_related("entity"):
        pdf = SMALL_PDF + invitation.entity.code.encode()
        about = {"meeting": batch.meeting, "entity": invitation.entity, "kind": "invitation"}
        kept = baker.make(Letter, pdf=pdf, sha256=sha256(pdf).hexdigest(), version=1, **about)
        invitation.letter = kept
        invitation.save(update_fields=["letter"])
    benin = batch.invitations.get(entity__code="bj")
    Message.objects.exclude(about_id=benin.pk).update(state="sent", sent_at=timezone.now())
    Message.objects.filter(about_id=benin.pk).update(state="cancelled")
    return batch


@pytest.fixture
def rendered(staff: User, sink: Sink) -> Batch:
    """The same with real letters."""
    batch = approved(*CODES, by=staff)
    send()
    return batch


def ask(batch: Batch, format: Format, scope: Scope = Scope.ALL, **changes: Any) -> Bundle:
    given = {"language": "en", "by": batch.prepared_by, "at": ON_14_MAY} | changes
    return operations.ask_bundle(batch, format=format, scope=scope, **given)


def made(batch: Batch, format: Format, scope: Scope = Scope.ALL) -> tuple[Bundle, bytes]:
    bundle = ask(batch, format, scope)
    assert operations.make_next_bundle()
    bundle.refresh_from_db()
    with bundle.file.open("rb") as file:
        return bundle, file.read()


def test_the_zip_file_holds_the_very_letters_in_postal_order(batch: Batch) -> None:
    bundle, content = made(batch, Format.ZIP)

    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        sums = {sha256(archive.read(name)).hexdigest() for name in names[1:]}
    assert names == [
        "000-addresses.txt",
        *("001-bj-fr.pdf", "002-ua-en.pdf", "003-cn-en.pdf", "004-org-unmas-en.pdf"),
    ]
    assert sums == set(Letter.objects.values_list("sha256", flat=True))
    assert (bundle.letters, bundle.done) == (4, 4)


def test_the_pdf_holds_all_pages_in_postal_order_with_bookmarks(
    rendered: Batch,
) -> None:
    _bundle, content = made(rendered, Format.PDF)

    merged = PdfReader(BytesIO(content))
    letters = [PdfReader(BytesIO(bytes(letter.pdf))) for letter in in_order()]
    assert [page.extract_text() for page in merged.pages] == [
        page.extract_text() for letter in letters for page in letter.pages
    ]
    assert [mark["/Title"] for mark in merged.outline] == [
        "Benin",
        "Ukraine",
        "China",
        "United Nations Mine Action Service",
    ]
    starts = [merged.get_destination_page_number(mark) for mark in merged.outline]
    sizes = [len(letter.pages) for letter in letters]
    assert starts == [0, sizes[0], sum(sizes[:2]), sum(sizes[:3])]
    assert has_its_tags(merged)
    assert merged.metadata is not None
    assert merged.metadata.title == "Invitations: Intersessional Meetings 2018"


def in_order() -> list[Letter]:
    by_code = {letter.entity.code: letter for letter in Letter.objects.select_related("entity")}
    return [by_code[code] for code in ("bj", "ua", "cn", "org-unmas")]


def has_its_tags(merged: PdfReader) -> bool:
    """Say whether each page and each link of a PDF leads to tags of its own, in a language each."""
    root: Any = merged.trailer["/Root"]
    tree = root["/StructTreeRoot"]
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "en")
    assert [top.get_object()["/Lang"] for top in tree["/K"]] == ["fr", "en", "en", "en"]
    numbers = tree["/ParentTree"]["/Nums"]
    owners = {
        key: value.get_object() for key, value in zip(numbers[::2], numbers[1::2], strict=True)
    }
    assert len(owners) == len(numbers) / 2
    for page in merged.pages:
        # What is decoration has no tag.
        tags = [one.get_object() for one in owners[page["/StructParents"]]]
        pages = {tag["/Pg"]["/StructParents"] for tag in tags if isinstance(tag, dict)}
        links: Any = page.get("/Annots", ())
        found = {str(owners[link.get_object()["/StructParent"]]["/S"]) for link in links}
        assert (pages, found) <= ({page["/StructParents"]}, {"/Link"})
    return True


def test_only_those_for_the_post(batch: Batch) -> None:
    Entity.objects.filter(code="bj").update(postal_address="=1+1\r\n\r\n 1202 Geneva ")
    bundle, content = made(batch, Format.ZIP, Scope.POST)

    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.namelist() == ["000-addresses.txt", "001-bj-fr.pdf"]
        listed = archive.read("000-addresses.txt").decode()
    assert listed == "001 Benin\n    =1+1\n    1202 Geneva\n    001-bj-fr.pdf\n"
    assert bundle.letters == 1


def test_who_asks_for_what_is_being_made_gets_the_same(batch: Batch) -> None:
    first = ask(batch, Format.PDF)

    assert ask(batch, Format.PDF) == first
    assert ask(batch, Format.ZIP) != first
    with pytest.raises(IntegrityError, match="bundle_one_at_a_time"), transaction.atomic():
        Bundle.objects.create(
            batch=batch,
            format=Format.PDF,
            scope=Scope.ALL,
            language="en",
            asked_at=ON_14_MAY,
            asked_by=batch.prepared_by,
        )


def test_the_order_of_a_worker_that_died_is_taken_up(batch: Batch) -> None:
    bundle = ask(batch, Format.ZIP)
    assert bundles._claim() == bundle

    assert not operations.make_next_bundle()
    Bundle.objects.update(lease_until=timezone.now() - DAY)
    assert operations.make_next_bundle()

    bundle.refresh_from_db()
    assert (bundle.attempts, bundle.is_waiting) == (2, False)


def test_an_order_that_kills_each_worker_ends_as_failed(batch: Batch) -> None:
    bundle = ask(batch, Format.ZIP)
    Bundle.objects.update(attempts=bundles.MAX_ATTEMPTS)

    assert not operations.make_next_bundle()

    bundle.refresh_from_db()
    assert bundle.failure == "WorkerLost"
    assert ask(batch, Format.ZIP) != bundle


def test_one_that_was_taken_over_writes_nothing(batch: Batch) -> None:
    ask(batch, Format.ZIP)
    taken = bundles._claim()
    assert taken is not None
    Bundle.objects.update(attempts=2)

    with pytest.raises(bundles.LeaseLost):
        bundles._make(taken)

    assert Bundle.objects.get().made_at is None


def test_an_error_is_tried_again_and_then_named(batch: Batch) -> None:
    bundle = ask(batch, Format.PDF)
    Letter.objects.update(pdf=b"no PDF")

    for _ in range(bundles.MAX_ATTEMPTS):
        operations.make_next_bundle()

    bundle.refresh_from_db()
    assert (bundle.attempts, bundle.made_at) == (bundles.MAX_ATTEMPTS, None)
    assert bundle.failure == "PdfStreamError"


def test_after_a_day_the_file_is_erased(batch: Batch) -> None:
    bundle, _content = made(batch, Format.ZIP)
    assert operations.erase_bundles() == 0
    Bundle.objects.update(made_at=timezone.now() - DAY)

    assert operations.erase_bundles() == 1

    bundle.refresh_from_db()
    assert bundle.erased_at
    assert not bundle.file.storage.exists(bundle.file.name)
    assert operations.erase_bundles() == 0

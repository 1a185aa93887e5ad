"""Letters that are signed, and their copies for the archive."""

import shutil
import subprocess
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from pikepdf import pdfa
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from intersessional.accounts.models import User
from intersessional.embedded.certificate import NAME, kept_certificate
from registration.letters import archiving, confirmation, delegation_letter, signing, visa_letter
from registration.letters.issuing import issue_visa_letter
from registration.letters.models import Kind, Letter
from tests.access.actors import signed_in
from tests.people import ON_14_MAY
from tests.registration.letters.conftest import FACTS
from tests.registration.letters.delegations import facts, several
from tests.registration.letters.test_visa_rendering import FACTS as VISA_FACTS
from tests.registration.letters.test_visas import confirmed, order


@pytest.fixture
def certificate(tmp_path: Path, settings: Any) -> Path:
    """The institution has a certificate."""
    settings.SIGNING_CERTIFICATE = str(kept_certificate(tmp_path / "signing.p12"))
    signing.signer.cache_clear()
    yield Path(settings.SIGNING_CERTIFICATE)
    signing.signer.cache_clear()


@pytest.fixture(scope="module")
def plain() -> bytes:
    """A confirmation as it was laid out."""
    return confirmation.render(confirmation.ConfirmationFacts(**FACTS))


def status_of(pdf: bytes) -> Any:
    """Return what a validator says of the one signature, which trusts the demonstration."""
    [signature] = PdfFileReader(BytesIO(pdf)).embedded_signatures
    context = ValidationContext(trust_roots=[signature.signer_cert])
    return validate_pdf_signature(signature, context)


def test_the_signature_is_whole_and_of_the_institution(certificate: Path, plain: bytes) -> None:
    pdf = signing.signed(plain, language="en")

    status = status_of(pdf)
    [signature] = PdfFileReader(BytesIO(pdf)).embedded_signatures
    assert (status.intact, status.valid, status.coverage.name) == (True, True, "ENTIRE_FILE")
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert signature.sig_object["/Reason"] == "Issued by the secretariat"
    assert signature.signer_cert.subject.native["common_name"] == NAME
    assert pdf.startswith(plain)


def test_a_byte_that_was_changed_is_noticed(certificate: Path, plain: bytes) -> None:
    pdf = bytearray(signing.signed(plain, language="en"))
    pdf[len(plain) // 2] ^= 1

    assert not status_of(bytes(pdf)).intact


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="pdfsig (poppler-utils) is not installed")
def test_pdfsig_finds_it_valid(certificate: Path, plain: bytes, tmp_path: Path) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(signing.signed(plain, language="fr"))

    said = subprocess.run(
        ["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=False
    )

    assert "Signature is Valid" in said.stdout
    assert "Total document signed" in said.stdout


def test_without_a_certificate_the_letter_stays_as_it_is(plain: bytes) -> None:
    assert signing.signed(plain, language="en") == plain


@pytest.mark.django_db
def test_what_is_kept_and_sealed_is_the_signed_letter(certificate: Path, staff: User) -> None:
    registration = confirmed(staff)
    order(registration, staff)

    letter = issue_visa_letter(registration, by=staff, at=ON_14_MAY)

    kept = Letter.objects.get(pk=letter.pk, kind=Kind.VISA)
    assert sha256(kept.content).hexdigest() == kept.sha256
    assert status_of(kept.content).valid


def test_a_certificate_that_is_missing_stops_the_start(settings: Any, tmp_path: Path) -> None:
    settings.SIGNING_CERTIFICATE = str(tmp_path / "none.p12")

    with pytest.raises(SystemCheckError, match=r"none\.p12"):
        call_command("check")


def test_a_certificate_with_another_passphrase_stops_the_start(
    certificate: Path, settings: Any
) -> None:
    settings.SIGNING_PASSPHRASE = "another"

    with pytest.raises(SystemCheckError, match="SIGNING_PASSPHRASE"):
        call_command("check")


def test_a_certificate_that_ran_out_signs_no_more(
    certificate: Path, plain: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Later(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime(2126, 1, 1, tzinfo=tz)

    monkeypatch.setattr(signing, "datetime", Later)

    with pytest.raises(signing.CannotSign, match="valid from"):
        signing.signed(plain, language="en")


LETTERS = {
    "confirmation": lambda: confirmation.render(confirmation.ConfirmationFacts(**FACTS)),
    "note": lambda: delegation_letter.render(facts(members=several(12), language="fr")),
    "visa": lambda: visa_letter.render(VISA_FACTS),
}


@pytest.mark.parametrize("kind", LETTERS)
def test_the_copy_for_the_archive_conforms_to_pdf_a(certificate: Path, kind: str) -> None:
    letter = LETTERS[kind]()

    copy = archiving.archival_copy(signing.signed(letter, language="en"))

    assert pdfa.validate_written(BytesIO(copy), archiving.FLAVOUR).passed
    with pikepdf.open(BytesIO(copy)) as archived, pikepdf.open(BytesIO(letter)) as issued:
        assert "/StructTreeRoot" in archived.Root
        assert "/AcroForm" not in archived.Root
        assert len(archived.pages) == len(issued.pages)
        assert "pdfaid:part" in archived.open_metadata()


def test_what_is_no_letter_is_refused() -> None:
    with pytest.raises(archiving.NotArchivable):
        archiving.archival_copy(b"%PDF-1.7 the bytes that were sent")


@pytest.mark.django_db
def test_staff_download_the_copy(staff: User, settings: Any, plain: bytes) -> None:
    from tests.registration.letters.test_admin import written

    settings.STAFF_SECOND_FACTOR = False
    letter = written(confirmed(staff))
    Letter.objects.filter(pk=letter.pk).update(pdf=plain)

    response = signed_in(staff).get(f"/admin/letters/letter/{letter.pk}/archive/")

    assert pdfa.validate_written(BytesIO(response.content), archiving.FLAVOUR).passed
    assert response["Content-Disposition"] == f'attachment; filename="{letter.code}-archive.pdf"'


@pytest.mark.django_db
def test_why_there_is_no_copy_is_said(staff: User, settings: Any) -> None:
    from tests.registration.letters.test_admin import written

    settings.STAFF_SECOND_FACTOR = False
    letter = written(confirmed(staff))

    response = signed_in(staff).get(f"/admin/letters/letter/{letter.pk}/archive/", follow=True)

    assert "No copy for the archive could be made" in response.text

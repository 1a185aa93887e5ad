"""Letters signed with the certificate of the institution: PAdES (ETSI EN 319 142), baseline B-B.

The signature says to a reader of PDF what the verification code says on paper: these bytes are ours, and
nobody has changed them. It has no picture; the page looks the same. Without a certificate in the
settings letters leave unsigned, and the code alone vouches for them.
"""

from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from .rendering import PrintingUnavailable

FIELD = "Signature"


class CannotSign(PrintingUnavailable):
    """The certificate that the settings name cannot be used; the text says why."""


def signed(pdf: bytes, *, language: str) -> bytes:
    """Return a letter with its signature, or as it is where there is no certificate.

    The signing time is real time. The bytes before the signature stay as they are.

    :raises CannotSign: the certificate cannot be opened, or is out of date
    """
    if not settings.SIGNING_CERTIFICATE:
        return pdf
    # Two seconds and much memory, only where letters are signed.
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.general import SigningError

    with override(language):
        metadata = signers.PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            name=_("Implementation Support Unit"),
            reason=_("Issued by the secretariat"),
        )
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    try:
        found: BytesIO = signers.sign_pdf(writer, metadata, signer=valid_signer(), in_place=False)
    except SigningError as error:
        raise CannotSign(str(error)) from error
    return found.getvalue()


def valid_signer() -> Any:
    """Return who signs, as long as the certificate is valid: a worker may run for longer.

    :raises CannotSign: see `signer`; or it is out of date, or not valid yet
    """
    found = signer()
    begins, ends = found.signing_cert.not_valid_before, found.signing_cert.not_valid_after
    if not begins <= datetime.now(UTC) <= ends:
        raise CannotSign(
            f"The certificate of SIGNING_CERTIFICATE is valid from {begins} to {ends}."
        )
    return found


@cache
def signer() -> Any:
    """Return who signs, from the PKCS#12 file that the settings name; opened once a process.

    :raises CannotSign: there is no such file, or its passphrase is another one
    """
    from pyhanko.sign.signers import SimpleSigner

    path = Path(settings.SIGNING_CERTIFICATE)
    if not path.is_file():
        raise CannotSign(f"There is no file {path} (SIGNING_CERTIFICATE).")
    passphrase = settings.SIGNING_PASSPHRASE.encode() or None
    found = SimpleSigner.load_pkcs12(str(path), passphrase=passphrase)
    if found is None:
        raise CannotSign(f"{path} is no PKCS#12 file that SIGNING_PASSPHRASE opens.")
    return found

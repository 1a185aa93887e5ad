"""Statements of the demonstration: some that are held, one that was corrected, one that is published.

The texts are invented, and short. The files are real: a PDF and a Word file of one page each.
"""

import io
import zipfile
from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from intersessional import codes
from intersessional.accounts.models import User
from intersessional.uploads import examined
from programme.interventions import operations
from programme.interventions.models import Intervention
from programme.interventions.operations.statements import keep, storing
from programme.interventions.statements.details import NewStatement

_AFGHANISTAN = """Statement by Afghanistan
Mr. President,
since we last reported, forty-one villages have been given back to those who live there.
Of those whom mines injured last year, every third was a child; our tables tell girls from boys.
What remains, and what it would cost to clear it by 2023, is in the annex.
Check against delivery"""
_ANGOLA = """Statement by Angola
Mr. President,
two provinces are now free of known mined areas. Survey goes on in the east,
where rains close the roads for four months of the year.
We thank those who stayed with us when funds became scarce."""
_ANGOLA_AGAIN = _ANGOLA.replace("two provinces", "three provinces")
_COLOMBIA = """Declaración de Colombia
Señor Presidente:
desde el último informe se han declarado libres de minas veintisiete municipios más.
Necesitamos apoyo para la atención psicosocial de las sobrevivientes en zonas rurales.
Cotéjese con el discurso pronunciado"""
_NORWAY = """Statement by Norway, in writing
Mr. President,
cooperation works where plans are known early. We offer to share what we have learnt
with those who build partnerships for one country at a time."""

_PDF_SIGNS = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\"})


def load(asked: dict[str, Intervention], written: Intervention, *, by: User, at: datetime) -> None:
    """Hand them in for requests, by the codes of their States; nobody gets a mail."""
    handed_in = [
        (asked["af"], _pdf(_AFGHANISTAN), "en", ""),
        (asked["ao"], _docx(_ANGOLA), "en", ""),
        (asked["ao"], _docx(_ANGOLA_AGAIN), "en", "Three provinces, not two."),
        (asked["co"], _pdf(_COLOMBIA), "es", ""),
        (written, _pdf(_NORWAY), "en", ""),
    ]
    for number, (request, content, language, reason) in enumerate(handed_in):
        upload = examined(SimpleUploadedFile("statement", content))
        is_spoken = request.pk != written.pk
        new = NewStatement(upload, language, check_against_delivery=is_spoken, reason=reason)
        with storing(new) as draft, transaction.atomic(durable=True):
            if draft:
                when = at - timedelta(minutes=len(handed_in) - number)
                keep(draft, request, token=codes.address_token(), by=by, at=when)
    operations.release(written, reason="In writing, and sent to all.", by=by, at=at)
    operations.publish([written.segment_id], by=by, at=at)


def _pdf(text: str) -> bytes:
    """Return a page with a few lines, in a font that every reader of PDF has."""
    lines = "\n".join(f"({line.translate(_PDF_SIGNS)}) Tj T*" for line in text.splitlines())
    drawn = f"BT /F1 11 Tf 16 TL 72 760 Td\n{lines}\nET".encode("cp1252")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%b" % (count, table) + trailer


_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType="{kind}.document.main+xml"/>
</Types>""".format(kind="application/vnd.openxmlformats-officedocument.wordprocessingml")
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = f"""<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>
</Relationships>"""


def _docx(text: str) -> bytes:
    """Return a Word file with a paragraph for each line."""
    said = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.splitlines())
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'<w:document xmlns:w="{main}"><w:body>{said}</w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/document.xml", f'<?xml version="1.0" encoding="UTF-8"?>{document}')
    return out.getvalue()

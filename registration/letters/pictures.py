"""A letter as pictures of its pages, for a preview that every browser shows."""

import io
from base64 import b64encode
from threading import Lock

import pypdfium2

# 96 dots to the inch: legible beside a form, and some 60 kB a page.
SCALE = 96 / 72
# PDFium serves one caller at a time.
_one_at_a_time = Lock()


def pages(pdf: bytes) -> list[str]:
    """Return each page as the address of a picture that holds its own content (`data:`)."""
    with _one_at_a_time, pypdfium2.PdfDocument(pdf) as document:
        return [_picture(page) for page in document]


def _picture(page: pypdfium2.PdfPage) -> str:
    stream = io.BytesIO()
    page.render(scale=SCALE).to_pil().quantize(32).save(stream, "PNG", optimize=True)
    return f"data:image/png;base64,{b64encode(stream.getvalue()).decode()}"

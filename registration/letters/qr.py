"""QR codes for letters, as drawings inside the page: nothing is fetched."""

import segno
from django.utils.safestring import SafeString, mark_safe

# The standard asks for four light modules round the code; readers fail on less.
QUIET_ZONE = 4


def qr_svg(payload: str, title: str) -> SafeString:
    """Return the QR code of `payload` as an SVG element that a screen reader calls `title`."""
    drawing = segno.make(payload, error="m", micro=False).svg_inline(
        title=title, border=QUIET_ZONE, omitsize=True, svgclass=None, lineclass=None
    )
    return mark_safe(drawing)  # noqa: S308 - segno escapes the title; the rest are its own numbers

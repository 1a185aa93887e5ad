"""Templates to PDF, behind closed doors.

A letter is laid out from its template, our style sheet and our fonts, and from nothing else: whatever
its content asks for, from the network or from a file, ends the rendering. Values are capped by the
facts (`facts.py`); the time is limited by the worker (`CELERY_TASK_SOFT_TIME_LIMIT`), which ends a
process that hangs, in C code too. Rendering belongs in the worker: it takes about half a second.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any, cast

from django.template.loader import get_template, render_to_string
from django.utils.html import escape
from django.utils.translation import override

FONTS = Path(__file__).parent / "fonts"
STYLE_SHEET = Path(__file__).parent / "print" / "letters.css"
VARIANT = "pdf/ua-1"
# Classes of the style sheet, from the usual size to the smallest that is still easy to read.
DENSITIES = ("", "dense", "densest")

# The features stand here and not in the style sheet: what CSS asks for reaches Pango as attributes that
# WeasyPrint never frees (two thirds of what a letter leaves behind). Figures have old style in the text,
# and line up where they are looked up. The fonts take ị, ệ and others apart (ccmp), and a search in
# the PDF then finds “iị”: keep them whole. Arabic has fonts of its own, whose letters would no longer
# join: pdf_tags.py gives readers those names as text.
_FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir><cachedir>{cache}</cachedir>
  <match target="font">
    <test name="family"><string>Noto Serif</string></test>
    <edit name="fontfeatures" mode="assign">
      <string>onum=1</string><string>pnum=1</string><string>ccmp=0</string>
    </edit>
  </match>
  <match target="font">
    <test name="family"><string>Noto Sans</string></test>
    <edit name="fontfeatures" mode="assign">
      <string>lnum=1</string><string>tnum=1</string><string>ccmp=0</string>
    </edit>
  </match>
</fontconfig>
"""

# The text engine behind one font configuration serves one layout at a time.
_one_at_a_time = Lock()


class PrintingUnavailable(Exception):
    """This machine cannot print letters; the rest of the portal works."""


class ContentRefused(Exception):
    """The content of a letter asked for something from outside."""


class DoesNotFit(Exception):
    """The letter has more pages than it may, even in its smallest size."""


def render_pdf(
    template_name: str,
    context: Mapping[str, Any],
    *,
    language: str,
    one_page: bool = False,
    most_pages: int | None = None,
    densities: Sequence[str] = DENSITIES,
) -> bytes:
    """Return the template as a tagged PDF in `language`; the same input gives the same bytes.

    With `one_page` or `most_pages` the text is set smaller until it fits: the template finds the
    class in `density`; those that are tried stand in `densities`.

    :raises PrintingUnavailable: WeasyPrint or its system library Pango is missing
    :raises ContentRefused: the page asked for a file or an address
    :raises DoesNotFit: it has more pages in its smallest size, too
    """
    check_available()
    limit = 1 if one_page else most_pages
    with _one_at_a_time, _refusals_as_errors(), override(language):
        for density in densities:
            document = _lay_out(render_to_string(template_name, {**context, "density": density}))
            if limit is None or len(document.pages) <= limit:
                return _write(document)
    raise DoesNotFit(f"{template_name} takes {len(document.pages)} pages")


def template_version(template_name: str) -> str:
    """Return a short digest of what shapes a letter: its template, the style sheet and the fonts."""
    source = cast(Any, get_template(template_name)).template.source.encode()
    fonts = (FONTS / "SHA256SUMS").read_bytes() + _FONTS_CONF.encode()
    return sha256(b"\0".join([source, STYLE_SHEET.read_bytes(), fonts])).hexdigest()[:16]


def check_available() -> None:
    """Return when this machine can print letters.

    :raises PrintingUnavailable: with a sentence that says what to install
    """
    try:
        import weasyprint  # noqa: F401 - half a second and Pango, only where letters are made
    except (ImportError, OSError) as error:
        raise PrintingUnavailable(
            "Letters cannot be printed: WeasyPrint needs the system library Pango"
            " (Debian: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0;"
            " macOS: brew install pango)."
        ) from error


def _lay_out(html: str) -> Any:
    """Return the page laid out. No base address: a relative one leads nowhere."""
    from weasyprint import HTML

    return HTML(string=html, url_fetcher=_nothing_outside()).render(
        font_config=_fonts(), stylesheets=[_style()], pdf_variant=VARIANT
    )


def _write(document: Any) -> bytes:
    from . import pdf_tags

    pdf_tags.tag_languages()
    pdf = document.write_pdf(finisher=pdf_tags.margins_to_artifacts, pdf_variant=VARIANT)
    return bytes(pdf)


@cache
def _nothing_outside() -> Any:
    """Return the fetcher that refuses every address, ours included: nothing has to be fetched."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    class NothingOutside(URLFetcher):
        """Ends the rendering; the stock fetcher would read local files, even as attachments."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            raise FatalURLFetchingError(f"A letter asked for {url[:100]}")

    return NothingOutside()


@contextmanager
def _refusals_as_errors() -> Iterator[None]:
    """Turn WeasyPrint's refusal into an ordinary exception: its own would end the worker."""
    from weasyprint.urls import FatalURLFetchingError

    try:
        yield
    except FatalURLFetchingError as error:
        raise ContentRefused(str(error)) from error


@cache
def _style() -> Any:
    from weasyprint import CSS

    return CSS(
        string=STYLE_SHEET.read_text(encoding="utf-8"),
        url_fetcher=_nothing_outside(),
        font_config=_fonts(),
    )


@cache
def _fonts() -> Any:
    """Return this process's font configuration (a new one for each letter would leak).

    It knows our folder and no font of the machine, so the text cannot fall back on one of those.
    """
    from weasyprint.text.fonts import FontConfiguration

    with TemporaryDirectory(prefix="letters-fonts-") as folder:
        conf = Path(folder) / "fonts.conf"
        conf.write_text(_FONTS_CONF.format(fonts=escape(FONTS), cache=escape(folder)), "utf-8")
        with _environment("FONTCONFIG_FILE", str(conf)):
            return FontConfiguration()


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    """Set a variable for a moment: fontconfig reads its file when a configuration is made."""
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before

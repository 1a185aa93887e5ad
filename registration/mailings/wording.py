"""From what the staff wrote to what somebody reads: placeholders filled once, nothing else.

An empty line begins a paragraph. A value is put in as it is and never read again; in HTML it is escaped
like all else.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from django.utils.html import escape, format_html, urlize
from django.utils.safestring import SafeString
from django.utils.text import wrap

from registration.letters.invitations.placeholders import PATTERN, Placeholder, problems

from .placeholders import PLACEHOLDERS

Values = Mapping[str, str]

WIDTH = 72
_EMPTY_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
# A placeholder, and the space after it, which goes with a value that is empty.
_WITH_SPACE = re.compile(PATTERN.pattern + "( ?)")


def problems_of(text: str) -> list[str]:
    """Return each thing wrong with the placeholders of a text, in the reader's language."""
    return list(problems(text, PLACEHOLDERS))


def lacking(texts: Iterable[str], values: Values) -> list[str]:
    """Return the placeholders in the texts for which there is no value, as they are written."""
    return [one.braced for one in needed(texts) if not values.get(one.name)]


def needed(texts: Iterable[str]) -> list[Placeholder]:
    """Return the placeholders in the texts that must have a value."""
    used = dict.fromkeys(name for text in texts for name in PATTERN.findall(text))
    known = [PLACEHOLDERS[name] for name in used if name in PLACEHOLDERS]
    return [one for one in known if not one.is_optional]


def subject(text: str, values: Values) -> str:
    """Return a subject: one line, whatever the values hold."""
    return " ".join(_filled(text, values).split())


def plain(text: str, values: Values) -> str:
    """Return a text for the plain part of a mail."""
    return wrap("\n\n".join(_paragraphs(_filled(text, values))), WIDTH)


def paragraphs(text: str, values: Values) -> list[SafeString]:
    """Return the paragraphs of a text as HTML, its lines kept, addresses of pages as links."""
    return [
        SafeString("<br>".join(_line(line, values) for line in paragraph.split("\n")))
        for paragraph in _paragraphs(text)
    ]


def _paragraphs(text: str) -> list[str]:
    return _EMPTY_LINES.split(text.replace("\r\n", "\n").strip())


def _filled(text: str, values: Values) -> str:
    return "".join(piece for _name, piece in _pieces(text, values))


def _line(line: str, values: Values) -> str:
    return "".join(
        _shown(name, piece) if name else urlize(piece, autoescape=True)
        for name, piece in _pieces(line, values)
    )


def _shown(name: str, value: str) -> str:
    # Our own page alone becomes a link: whatever else begins like one was typed into some form.
    if name == "link" and value:
        return format_html('<a href="{}">{}</a>', value, value)
    return format_html("<bdi>{}</bdi>", value) if value.strip() else escape(value)


def _pieces(text: str, values: Values) -> Iterator[tuple[str, str]]:
    """Return what was written, and between it the values, each after the name of its placeholder."""
    at = 0
    for found in _WITH_SPACE.finditer(text):
        yield "", text[at : found.start()]
        value = " ".join(str(values.get(found[1], "")).split())
        yield found[1], value
        yield "", found[2] if value else ""
        at = found.end()
    yield "", text[at:]

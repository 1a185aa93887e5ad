"""How text is set: spaces and quotation marks by language, and names in other scripts.

Style sheets cannot do this. `typeset` is for our own sentences, `typed` for what somebody typed.
"""

import re
import unicodedata
from collections.abc import Callable

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

NBSP = "\u00a0"
NARROW = "\u202f"
ZERO_WIDTH = "\u200b"

# Script: (its characters, language or script tag, direction). Where one script serves many languages the
# tag names the script, so that nobody's name is called Russian; Arabic keeps `ar`, which readers speak.
SCRIPTS = {
    "arabic": ("\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc", "ar", "rtl"),
    "hebrew": ("\u0590-\u05ff\ufb1d-\ufb4f", "he", "rtl"),
    "ethiopic": ("\u1200-\u139f\u2d80-\u2ddf\uab00-\uab2f", "am", "ltr"),
    "cyrillic": ("\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f", "und-Cyrl", "ltr"),
    "greek": ("\u0370-\u03ff\u1f00-\u1fff", "el", "ltr"),
    "devanagari": ("\u0900-\u097f", "und-Deva", "ltr"),
}
# What joins the parts of a name without belonging to a script.
_JOINTS = "\\s\u0300-\u036f\u200c\u200d.'’\\-–"
_RUNS = re.compile(
    "|".join(
        f"(?P<{name}>[{characters}](?:[{characters}{_JOINTS}]*[{characters}\u0300-\u036f])?)"
        for name, (characters, _tag, _direction) in SCRIPTS.items()
    )
)
# They would let a typed text turn the line round it; a form refuses them, an import might not.
_STEERING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x1f\x7f-\x9f]")

# The layout gets slow with “words” of hundreds of characters: in such a one, places to break.
_ENDLESS = re.compile(r"(\S{60})(?=\S)")

_MARKUP = re.compile(r"(<[^>]*>|&#?\w+;)")
_INLINE = re.compile(r" (?=<(?:a|abbr|b|bdi|cite|em|i|q|span|strong)\b)")
_DAY_AND_MONTH = re.compile(r"\b(\d{1,2}(?:er)?) (?=(?:de )?[^\W\d_]{3,10}\.? )")
_BEFORE_A_NUMBER = re.compile(
    r"\b([Aa]rticles?|[Aa]rt\.|[Aa]rtículos?|[Nn]°|[Nn](?:o|úm)s?\.) (?=\d)"
)
_AFTER_A_TITLE = re.compile(r"\b(H\.E\.|S\. ?E\.|Mr\.|Ms\.|Mrs\.|Dr\.|MM?\.|Mmes?|Sra?s?\.) (?=\w)")

_PARAGRAPH_ENDS = re.compile(r"(</(?:p|li)>)")
# With fewer letters a last line looks lost; a longer word is not bound to it.
_LOST, _LONG = 14, 24
# As many letters as one line has, rather more than less; and so many that they fit on one for sure.
_LINE, _ONE_LINE = 100, 70
_OPENED = re.compile(r"<p\b[^>]*>\s*$")
_FRENCH_TITLE = re.compile(r"(^|[ \u00a0>])M(mes?|lles?)(?=[ \u00a0])")


def typed(value: object) -> SafeString:
    """Return typed text, escaped, each run in another script marked with language and direction."""
    text = _STEERING.sub("", unicodedata.normalize("NFC", str(value)))
    text = _ENDLESS.sub(rf"\1{ZERO_WIDTH}", text)
    pieces, position = [], 0
    for run in _RUNS.finditer(text):
        pieces += [escape(text[position : run.start()]), _marked(run, text)]
        position = run.end()
    pieces.append(escape(text[position:]))
    html = "".join(pieces)
    if (get_language() or "").startswith("fr"):
        html = with_raised_titles(html)
    return mark_safe(html)  # noqa: S308 - every piece is escaped above


def _marked(run: re.Match[str], text: str) -> SafeString:
    """Return one run in its own element; the space before it stays a place to break the line."""
    _characters, tag, direction = SCRIPTS[run.lastgroup or ""]
    joint = ZERO_WIDTH if text[: run.start()].endswith(" ") else ""
    return format_html('{}<bdi lang="{}" dir="{}">{}</bdi>', joint, tag, direction, run[0])


def typeset(html: str, language: str | None = None) -> SafeString:
    """Return our own HTML with the spaces and quotation marks of `language` (default: the active one).

    Tags and character references stay as they are, so quotation marks in escaped values do, too.
    """
    rule = _RULES.get((language or get_language() or "en")[:2], _english)
    parts = _MARKUP.split(str(html))
    # Odd parts are tags and references.
    parts[::2] = [rule(_all_languages(part)) for part in parts[::2]]
    return mark_safe(places_to_break("".join(parts)))  # noqa: S308 - HTML in, HTML out


def places_to_break(html: str) -> str:
    """Return HTML whose lines may break before each inline element, as one would expect.

    The layout breaks the line after one word when a text ends in a space before such an element.
    """
    return _INLINE.sub(f" {ZERO_WIDTH}", html)


def end_paragraphs(html: str) -> SafeString:
    """Return paragraphs, set by `typeset` and filled, so that each ends well.

    Its last words stay together, lest a short one stands alone on a line; and from the line before
    the last on nothing is hyphenated, for a last line that begins with half a word is no better. HTML
    without `</p>` or `</li>` is one paragraph.
    """
    *paragraphs, rest = _PARAGRAPH_ENDS.split(html)
    if not paragraphs:
        return mark_safe(_ended(rest))  # noqa: S308 - HTML in, HTML out
    paragraphs[::2] = map(_ended, paragraphs[::2])
    return mark_safe("".join([*paragraphs, rest]))  # noqa: S308 - HTML in, HTML out


def _ended(paragraph: str) -> str:
    """Set the end of one paragraph, as far as nothing but text is there."""
    last = max((mark.end() for mark in _MARKUP.finditer(paragraph)), default=0)
    before, text = paragraph[:last], _bound(paragraph[last:])
    if len(text) < _ONE_LINE:
        return before + text
    if len(text) <= _LINE and (not before or _OPENED.search(before)):
        return f'{before}<span class="whole">{text}</span>'
    space = text.find(" ", max(len(text) - _LINE, 0))
    if space < 0:
        return before + text
    # Before a span of our own, as before any, the line may break (see `places_to_break`).
    head, tail = text[: space + 1], text[space + 1 :]
    return f'{before}{head}{ZERO_WIDTH}<span class="whole">{tail}</span>'


def _bound(text: str) -> str:
    """Return text whose last words, two at least and as many as do not look lost, stay together."""
    end = last = len(text.rstrip())
    while (space := text.rfind(" ", 1, end)) > 0:
        word = text[text.rfind(" ", 0, space) + 1 : space]
        is_enough = end < last and last - space > _LOST
        if is_enough or last - space > _LONG or not 0 < len(word) <= _LONG:
            break
        text, end = f"{text[:space]}{NBSP}{text[space + 1 :]}", space
    return text


def with_raised_titles(html: str) -> str:
    """Return HTML in French with the end of Mme and its like raised, where it stands before a name."""
    return _FRENCH_TITLE.sub(r"\1M<sup>\2</sup>", html)


def _all_languages(text: str) -> str:
    text = _DAY_AND_MONTH.sub(rf"\1{NBSP}", text)
    text = _BEFORE_A_NUMBER.sub(rf"\1{NBSP}", text)
    return _AFTER_A_TITLE.sub(lambda title: title[1].replace(" ", NBSP) + NBSP, text)


def _quoted(text: str, opening: str, closing: str) -> str:
    """Turn straight quotation marks into the language's, and the straight apostrophe into ’."""
    text = re.sub(r'"([^"]*)"', rf"{opening}\1{closing}", text)
    return re.sub(r"(?<=\w)'(?=\w)", "’", text)


def _english(text: str) -> str:
    return _quoted(text, "“", "”")


def _french(text: str) -> str:
    text = _quoted(text, "«", "»")
    text = re.sub(r"«\s*", f"«{NARROW}", text)
    text = re.sub(r"\s*»", f"{NARROW}»", text)
    text = re.sub(r"(?<=[\w)»…])\s*([;!?]+)(?=\s|$)|\s+([;!?]+)(?=\s|$)", rf"{NARROW}\1\2", text)
    return re.sub(r"\s+:", f"{NBSP}:", text)


def _spanish(text: str) -> str:
    text = _quoted(text, "«", "»")
    return re.sub(r"\s+»", "»", re.sub(r"«\s+", "«", text))


_RULES: dict[str, Callable[[str], str]] = {"en": _english, "fr": _french, "es": _spanish}

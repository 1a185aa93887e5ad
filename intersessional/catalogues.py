"""Message catalogues with Babel: `python -m intersessional.catalogues update | compile | check`.

Django's own commands need the gettext programs, which a newcomer's machine lacks. This module finds
the texts of Python files and templates, keeps `locale/<language>/LC_MESSAGES/django.po` in step, and
makes the `.mo` files. It needs no settings.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("fr", "es")
FOLDERS = ("intersessional", "registration", "programme", "templates")
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def template() -> Catalog:
    """Return a catalogue of every text in the sources, untranslated."""
    catalog = Catalog(project="Intersessional", charset="utf-8")
    for path in sorted(_sources()):
        place = path.relative_to(ROOT).as_posix()
        found = extract("python", _as_python(path), KEYWORDS, ["Translators:"])
        for _line, text, comments, context in found:
            catalog.add(text, locations=[(place, 0)], auto_comments=comments, context=context)
    return catalog


def path_of(language: str, suffix: str = "po") -> Path:
    """Return where a language's catalogue lies."""
    return ROOT / "locale" / language / "LC_MESSAGES" / f"django.{suffix}"


def load(language: str) -> Catalog:
    """Return the catalogue of a language; an empty one where there is none yet."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update() -> None:
    """Add new texts to the catalogues, untranslated, and drop those no longer used."""
    texts = template()
    for language in LANGUAGES:
        catalog = load(language)
        created = catalog.creation_date
        catalog.update(texts, no_fuzzy_matching=True)
        # Else every update changes the file, whether there is anything new or not.
        catalog.creation_date = created
        path_of(language).parent.mkdir(parents=True, exist_ok=True)
        with path_of(language).open("wb") as file:
            write_po(
                file,
                catalog,
                ignore_obsolete=True,
                include_lineno=False,
                sort_output=True,
                width=100,
            )


def compile_all() -> None:
    """Make the `.mo` files that are older than their `.po`."""
    for language in LANGUAGES:
        source, target = path_of(language), path_of(language, "mo")
        if source.exists() and (
            not target.exists() or target.stat().st_mtime < source.stat().st_mtime
        ):
            content = io.BytesIO()
            write_mo(content, load(language))
            part = target.with_suffix(".part")
            part.write_bytes(content.getvalue())
            part.replace(target)


def problems() -> list[str]:
    """Return each text that lacks a translation, is fuzzy, is unused, or differs in placeholders."""
    texts = template()
    found = []
    for language in LANGUAGES:
        catalog = load(language)
        found += [f"{language}: {line}" for line in _problems_of(catalog, texts)]
    return found


def _problems_of(catalog: Catalog, texts: Catalog) -> Iterator[str]:
    for text in _messages(texts):
        message = catalog.get(text.id, text.context)
        if message is None or not _is_translated(message):
            yield f"not translated: {text.id!r}"
        elif message.fuzzy:
            yield f"fuzzy: {text.id!r}"
        else:
            yield from (f"{error}: {text.id!r}" for error in _differences(message))
    for message in _messages(catalog):
        if texts.get(message.id, message.context) is None:
            yield f"not used any more: {message.id!r}"


def _differences(message: Message) -> list[str]:
    """Compare the placeholders; a wrong one would break the page in that language only."""
    strings, ids = _forms(message.string), _forms(message.id)
    wanted = sorted(_placeholders(ids[-1]))
    return [
        f"placeholders differ in {string!r}"
        for string in strings[-1:]
        if sorted(_placeholders(string)) != wanted
    ]


def _placeholders(text: str) -> list[str]:
    return re.findall(r"%\(\w+\)[sd]|%[sd]|\{\w+\}", text)


def _messages(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def _is_translated(message: Message) -> bool:
    return all(_forms(message.string))


def _forms(text: Any) -> tuple[str, ...]:
    """Return singular and plural, or the one form that there is."""
    return tuple(text) if isinstance(text, tuple | list) else (text or "",)


def _sources() -> Iterator[Path]:
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*"):
            is_source = path.suffix == ".py" and "migrations" not in path.parts
            is_template = path.suffix in (".html", ".txt") and "templates" in path.parts
            if is_source or is_template:
                yield path


def _as_python(path: Path) -> io.BytesIO:
    """Return the file as Python: a template becomes calls of gettext inside one pair of brackets."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        source = f"(\n{templatize(source)}\n)"
    return io.BytesIO(source.encode())


COMMANDS = {"update": update, "compile": compile_all}


def main(arguments: list[str]) -> int:
    """Run one command; `check` prints the problems and fails if there are any."""
    match arguments:
        case ["check"]:
            found = problems()
            print("\n".join(found) or "The catalogues are complete.")
            return 1 if found else 0
        case [("update" | "compile") as command]:
            COMMANDS[command]()
            return 0
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

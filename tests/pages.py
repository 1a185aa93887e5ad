"""Pages as a reader meets them: parsed, so that tests speak of labels and links, not of strings."""

import re
from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.test.html import Element, parse_html


class Page:
    """A page that was answered. Parsing fails on tags that do not match."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response
        self.html = response.content.decode()
        # The parser wants one root, and knows no doctype.
        self.root = parse_html(re.sub(r"(?i)<!doctype html>", "", self.html))

    def all(self, *names: str) -> list[Element]:
        """Return the elements with these names, in the order of the page."""
        return [element for element in _walk(self.root) if element.name in names]

    def ids(self) -> list[str]:
        """Return every id on the page."""
        return [attrs["id"] for attrs in map(attributes, _walk(self.root)) if "id" in attrs]

    def labels(self) -> list[str]:
        """Return the texts of labels and legends, in the order of the page."""
        return [text(element) for element in self.all("label", "legend")]

    def links(self) -> dict[str, str]:
        """Return the addresses of links by their texts."""
        return {text(link): attributes(link).get("href", "") for link in self.all("a")}

    def heading(self) -> str:
        """Return the main heading."""
        [heading] = self.all("h1")
        return text(heading)

    def summary(self) -> dict[str, str]:
        """Return the terms and descriptions of the page's lists."""
        return {
            text(term): text(description)
            for term, description in zip(self.all("dt"), self.all("dd"), strict=True)
        }

    def problems(self) -> dict[str, str]:
        """Return the links of the error summary: text and target."""
        boxes = [e for e in _walk(self.root) if attributes(e).get("id") == "problems"]
        return {
            text(link): attributes(link)["href"].lstrip("#")
            for box in boxes
            for link in _walk(box)
            if link.name == "a"
        }

    def answers(self) -> dict[str, Any]:
        """Return what the form on the page would send as it stands."""
        found: dict[str, Any] = {}
        for control in self.all("input", "textarea", "select"):
            name = attributes(control).get("name")
            if name:
                _add(found, name, control)
        return found


def attributes(element: Element) -> dict[str, str]:
    """Return the attributes of an element; those without a value as empty texts."""
    return {name: value or "" for name, value in element.attributes}


def text(element: Element) -> str:
    """Return the text in an element on one line, without hard spaces."""
    parts = [child if isinstance(child, str) else text(child) for child in element.children]
    return " ".join(" ".join(parts).replace("\xa0", " ").split())


def _walk(element: Element) -> Iterator[Element]:
    yield element
    for child in element.children:
        if not isinstance(child, str):
            yield from _walk(child)


def _add(found: dict[str, Any], name: str, control: Element) -> None:
    given = attributes(control)
    if given.get("type") in ("checkbox", "radio"):
        if "checked" in given:
            found.setdefault(name, []).append(given.get("value", "on"))
    elif control.name == "select":
        chosen = [attributes(e)["value"] for e in _walk(control) if "selected" in attributes(e)]
        found[name] = chosen[0] if chosen else ""
    elif control.name == "textarea":
        found[name] = text(control)
    else:
        found[name] = given.get("value", "")

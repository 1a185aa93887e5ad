"""Two remedies for what WeasyPrint 70 leaves out of the tags that a screen reader follows.

Both reach into private parts of WeasyPrint; `test_rendering_tags.py` fails when a new version no
longer has them or no longer needs them.
"""

from collections.abc import Iterator
from functools import cache, wraps
from typing import Any

import pydyf
from weasyprint.pdf import tags


@cache
def tag_languages() -> None:
    """Write the `lang` of each element to its tag from now on, in this process.

    A name in another script also gets its text: Arabic glyphs are drawn in parts (skeleton and dots),
    and what a reader makes of those parts is not the name.
    """
    build = tags._build_box_tree

    @wraps(build)
    def build_with_language(box: Any, parent: Any, *args: Any) -> Iterator[Any]:
        box = getattr(box, "_box", box)
        language = box.element.get("lang") if box.element is not None else None
        for tag in build(box, parent, *args):
            if language:
                tag.setdefault("Lang", pydyf.String(language))
                if box.element_tag == "bdi":
                    tag.setdefault("ActualText", pydyf.String(_text(box)))
            yield tag

    tags._build_box_tree = build_with_language


def _text(box: Any) -> str:
    """Return the text of a box: of one line, where an element spans several."""
    return getattr(box, "text", "") + "".join(
        _text(child) for child in getattr(box, "children", ())
    )


def margins_to_artifacts(_document: Any, pdf: Any) -> None:
    """Mark what stands in the page margins as decoration (a finisher for `write_pdf`).

    The page number and the running head are part of no tag; PDF/UA asks that such marks say so.
    """
    objects = {item.reference: item for item in pdf.objects}
    root = objects[pdf.catalog["StructTreeRoot"]]
    owners_by_page = objects[root["ParentTree"]]["Nums"]
    linked = _linked(root, objects)
    pages = (item for item in pdf.objects if _is_page(item))
    for number, page in enumerate(pages):
        _mark(objects[page["Contents"]].stream, owners_by_page[2 * number + 1], linked)


def _is_page(item: Any) -> bool:
    return isinstance(item, dict) and item.get("Type") == "/Page"


def _linked(root: Any, objects: dict[Any, Any]) -> set[Any]:
    """Return the references of all tags that hang in the tree."""
    found, waiting = set(), list(root["K"])
    while waiting:
        reference = waiting.pop()
        found.add(reference)
        waiting += [kid for kid in objects[reference].get("K", ()) if kid in objects]
    return found


def _mark(stream: list[Any], owners: list[Any], linked: set[Any]) -> None:
    """Turn `/Span <<…>> BDC` of content without tag into `/Artifact BMC`, and forget its owner."""
    for position, operator in enumerate(stream):
        if operator == b"BDC":
            mark = stream[position - 1]["MCID"]
            if owners[mark] not in linked:
                stream[position - 2 : position + 1] = [b"/Artifact", b"", b"BMC"]
                owners[mark] = b"null"

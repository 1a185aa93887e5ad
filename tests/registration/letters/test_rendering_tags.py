"""The two remedies in `pdf_tags`, each with what WeasyPrint does without it."""

import pytest
from weasyprint import HTML
from weasyprint.pdf import tags

from registration.letters import pdf_tags, rendering

PAGE = (
    '<html lang="en"><title>x</title><style>@page { @bottom-left { content: "Foot" } }</style>'
    '<p>Text <bdi lang="ar" dir="rtl">ليلى</bdi></p>'
)


@pytest.fixture
def stock_tags(monkeypatch):
    """WeasyPrint's own tags, whether or not a letter was rendered before."""
    pdf_tags.tag_languages()
    monkeypatch.setattr(tags, "_build_box_tree", tags._build_box_tree.__wrapped__)


def languages(opened):
    return [str(tag["/Lang"]) for tag in opened.tags() if "/Lang" in tag]


def texts_marked_as_artifact(opened):
    """Count the texts drawn between `/Artifact` and its end."""
    count, open_marks = 0, []
    for operands, operator in opened.operations():
        if operator in (b"BMC", b"BDC"):
            open_marks.append(str(operands[0]))
        elif operator == b"EMC":
            open_marks.pop()
        elif operator in (b"TJ", b"Tj") and "/Artifact" in open_marks:
            count += 1
    return count


def test_name_in_another_script_carries_its_language(letter):
    opened = letter(given_names="ليلى", family_name="الحسن", honorific="")

    assert set(languages(opened)) == {"en", "ar"}


def test_without_the_remedy_the_language_is_lost(stock_tags, open_pdf):
    opened = open_pdf(HTML(string=PAGE).write_pdf(pdf_variant=rendering.VARIANT))

    assert languages(opened) == []


def test_what_stands_in_the_margins_is_decoration(paolas):
    assert texts_marked_as_artifact(paolas) == 2


def test_without_the_remedy_the_margins_are_marked_as_text(open_pdf):
    opened = open_pdf(HTML(string=PAGE).write_pdf(pdf_variant=rendering.VARIANT))

    assert texts_marked_as_artifact(opened) == 0


def test_every_mark_of_the_page_belongs_to_a_tag(paolas):
    marked = [
        operands[1]["/MCID"] for operands, operator in paolas.operations() if operator == b"BDC"
    ]
    tagged = [kid for tag in paolas.tags() for kid in tag.get("/K", []) if isinstance(kid, int)]

    assert sorted(marked) == sorted(tagged)


def test_tags_say_what_things_are(paolas):
    kinds = [str(tag.get("/S", "")) for tag in paolas.tags()]
    pictures = [str(tag["/Alt"]) for tag in paolas.tags() if tag.get("/S") == "/Figure"]

    assert kinds.count("/H1") == 1
    assert kinds.count("/Table") == 1
    assert kinds.count("/TH") == kinds.count("/TD") == 7
    assert pictures == [
        "QR code of your badge, to be shown at the registration desk",
        "QR code to verify this letter",
    ]

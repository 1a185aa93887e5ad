"""Spaces, quotation marks and scripts."""

import pytest
from django.utils.translation import override

from intersessional.text import capitals
from registration.letters.typography import end_paragraphs, typed, typeset

N, NN, Z = "\u00a0", "\u202f", "\u200b"


@pytest.mark.parametrize(
    ("language", "given", "expected"),
    [
        ("fr", "Quoi ? Oui ! Non ; voici :", f"Quoi{NN}? Oui{NN}! Non{NN}; voici{N}:"),
        ("fr", "Bonjour! À 10:00, http://x.example", f"Bonjour{NN}! À 10:00, http://x.example"),
        ("fr", 'dit "oui" et « non »', f"dit «{NN}oui{NN}» et «{NN}non{NN}»"),
        ("fr", "le 14 mai 2018, l'article 5", f"le 14{N}mai 2018, l’article{N}5"),
        ("fr", "S. E. Mme Dalil, n° 3", f"S.{N}E.{N}Mme{N}Dalil, n°{N}3"),
        ("fr", "a &amp; b &lt;c&gt;", "a &amp; b &lt;c&gt;"),
        ("fr", '<a href="x">y</a> !', f'<a href="x">y</a>{NN}!'),
        ("es", 'dijo "sí" y « no »', "dijo «sí» y «no»"),
        ("es", "la nota núm. 4", f"la nota núm.{N}4"),
        ("es", "el 14 de mayo de 2018", f"el 14{N}de mayo de 2018"),
        ("en", 'said "yes" on 14 May 2018', f"said “yes” on 14{N}May 2018"),
        ("en", "it's Mr. Smith's", f"it’s Mr.{N}Smith’s"),
        ("en", "&quot;left&quot; as it is", "&quot;left&quot; as it is"),
        ("en", "see <b>this</b> and <p>that</p>", f"see {Z}<b>this</b> and <p>that</p>"),
    ],
)
def test_typeset_follows_the_language(language, given, expected):
    once = typeset(given, language)

    assert once == expected
    assert typeset(once, language) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Ms. Given", "Ms. Given"),
        ("ليلى الحسن", '<bdi lang="ar" dir="rtl">ليلى الحسن</bdi>'),
        ("Ms. አበበ Bikila", f'Ms. {Z}<bdi lang="am" dir="ltr">አበበ</bdi> Bikila'),
        ("Анна-Мария", '<bdi lang="und-Cyrl" dir="ltr">Анна-Мария</bdi>'),
        ("<b>Ж</b>", '&lt;b&gt;<bdi lang="und-Cyrl" dir="ltr">Ж</bdi>&lt;/b&gt;'),
        ("a\u202eb\u0000c", "abc"),
        ('O\'Neill & "Co"', "O&#x27;Neill &amp; &quot;Co&quot;"),
    ],
)
def test_typed_marks_scripts_and_escapes(given, expected):
    assert typed(given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Chávez", "CHÁVEZ"),
        ("Nguyễn", "NGUYỄN"),
        ("Ковальчук", "КОВАЛЬЧУК"),
        ("الحسن", "الحسن"),
        ("ቢቂላ", "ቢቂላ"),
        ("გელაშვილი", "გელაშვილი"),
    ],
)
def test_capitals_leave_scripts_without_case(given, expected):
    assert capitals(given) == expected


WHOLE = '<span class="whole">'
LONG = "The Unit answers each question about the programme and about the registration of a delegation, "


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("We hope to see you there.", f"We hope to see{N}you{N}there."),
        ("after their accession;", f"after their{N}accession;"),
        (f"prêt à indiquer{N}:", f"prêt{N}à{N}indiquer{N}:"),
        ("the implementation of the Convention", "the implementation of" + f" the{N}Convention"),
        ("<p>It is there.</p>\n<p>Not here.</p>", f"<p>It{N}is{N}there.</p>\n<p>Not{N}here.</p>"),
        ("<li>to say:</li>", f"<li>to{N}say:</li>"),
        # What is not text alone stays: a space before a tag would break the line in the wrong place.
        ("write to <b>us</b>", "write to <b>us</b>"),
        ("<b>We</b> come", "<b>We</b> come"),
        ("Done.", "Done."),
        ("", ""),
        ("W" * 60 + " to", "W" * 60 + " to"),
    ],
)
def test_the_last_words_of_a_paragraph_stay_together(given, expected):
    assert end_paragraphs(given) == expected


@pytest.mark.parametrize("tag", ["", "<p>"])
def test_a_paragraph_of_two_lines_is_not_hyphenated_at_all(tag):
    text = "Agradeceré a cada Estado Parte que vaya a informar que acuda preparado para indicar:"

    ended = end_paragraphs(tag + text)

    assert ended == f"{tag}{WHOLE}{text[:-14]}{N}para{N}indicar:</span>"


def test_nothing_is_hyphenated_where_the_last_line_begins():
    ended = end_paragraphs(f"<p>{LONG}{LONG}to the last word.</p>")

    before, _span, whole = ended.partition(WHOLE)
    assert before.endswith(f" {Z}")
    assert whole.endswith(f"the{N}last{N}word.</span></p>")
    assert 80 <= len(whole.removesuffix("</span></p>")) <= 100
    assert ended.replace(WHOLE, "").replace("</span>", "").replace(Z, "").replace(N, " ") == (
        f"<p>{LONG}{LONG}to the last word.</p>"
    )


@pytest.mark.parametrize(
    ("language", "given", "expected"),
    [
        ("fr", "Mme Dalil", "M<sup>me</sup> Dalil"),
        ("fr", "S. E. Mme Dalil", "S. E. M<sup>me</sup> Dalil"),
        ("fr", "Mmes <Dalil>", "M<sup>mes</sup> &lt;Dalil&gt;"),
        ("fr", "M. Mmeri", "M. Mmeri"),
        ("en", "Mme Dalil", "Mme Dalil"),
    ],
)
def test_french_titles_are_raised_wherever_a_name_stands(language, given, expected):
    with override(language):
        assert typed(given) == expected

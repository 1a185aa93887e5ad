"""Spaces, quotation marks and scripts."""

import pytest

from intersessional.text import capitals
from registration.letters.typography import typed, typeset

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

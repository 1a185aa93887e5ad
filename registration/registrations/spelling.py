"""Names as they sound, in whichever letters: so that a search finds somebody by any spelling.

Not a transliteration to be printed. Vowels are left out, since Arabic and Amharic write few of them and
each language others; what is often mixed up (k and q, v and w, y and j) becomes one sign.
"""

import re
import unicodedata

from .naming import words

_CYRILLIC = dict(
    zip(
        "абвгґдђеёєжзѕиіјклљмнњопрстћуўфхцчџшщыэюя",
        "a b v g g d dj e e e zh z dz i i j k l lj m n nj o p r s t c u u f kh ts ch dz sh shch i e u a"
        "".split(),
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψω",
        "a v g d e z i th i k l m n ks o p r s t i f kh ps o".split(),
        strict=True,
    )
)
_ARABIC = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةپچژگک",
        "a b t th j h kh d dh r z s sh s d t z a gh f q k l m n h w y y h p ch zh g k".split(),
        strict=True,
    )
)
_SILENT = dict.fromkeys("ьъ", "")
_LATIN = str.maketrans({**_CYRILLIC, **_GREEK, **_ARABIC, **_SILENT})
# Unicode calls each Amharic syllable by its sound: ETHIOPIC SYLLABLE BI.
_SYLLABLE = re.compile(r"ETHIOPIC SYLLABLE (?:GLOTTAL |PHARYNGEAL )?(\w+)")
# In this order; each of them is one sound that is written in several ways.
_SOUNDS = [
    *((re.compile(seen), one) for seen, one in (("sch|shch|tsch|tch|cz", "ch"), ("ph", "f"))),
    *((re.compile(seen), one) for seen, one in (("kh|gh|ck|qu|[qcx](?!h)", "k"), ("dzh|dj", "j"))),
    *((re.compile(seen), one) for seen, one in (("th", "t"), ("zh", "j"), ("w", "v"))),
    (re.compile("(?<![cs])h|[aeiouyj]"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
]


def latin(text: str) -> str:
    """Return a name in Latin letters, roughly, without accents and case."""
    return " ".join("".join(map(_syllable, word)).translate(_LATIN) for word in words(text))


def sounds(text: str) -> list[str]:
    """Return what each word of a name sounds like, as consonants; none for what has none."""
    return [found for word in latin(text).split() if (found := _sound(word))]


def sounds_like(asked: list[str], name: str) -> bool:
    """Say whether each of the sounds asked for is one of the words of a name.

    Two consonants are too few to tell anybody by.
    """
    held = sounds(name)
    return len("".join(asked)) > 2 and all(
        any(_fits(sound, one) for one in held) for sound in asked
    )


def _fits(sound: str, held: str) -> bool:
    # An article (al-, el-, de-) may be written together with the name, or left out.
    return held == sound or (len(sound) > 1 and held.endswith(sound) and len(held) < len(sound) + 2)


def _syllable(letter: str) -> str:
    found = _SYLLABLE.match(unicodedata.name(letter, ""))
    return found[1].lower() if found else letter


def _sound(word: str) -> str:
    for seen, one in _SOUNDS:
        word = seen.sub(one, word)
    return word

"""Names as they sound, in whichever letters: so that a search finds somebody by any spelling.

Not a transliteration to be printed. Vowels are left out, since Arabic and Amharic write few of them and
each language others; what is often mixed up (k and q, v and w, y and j) becomes one sign.
"""

import re
import unicodedata

from .naming import words


def _table(pairs: str) -> dict[str, str]:
    """Read “ж=zh з=z”."""
    return dict(pair.split("=") for pair in pairs.split())


_CYRILLIC = _table(
    "а=a б=b в=v г=g ґ=g д=d ђ=dj е=e є=e ё=e ж=zh з=z ѕ=dz и=i і=i ј=j к=k л=l љ=lj м=m н=n њ=nj о=o"
    " п=p р=r с=s т=t ћ=c у=u ў=u ф=f х=kh ц=ts ч=ch џ=dz ш=sh щ=shch ы=i э=e ю=u я=a"
)
_GREEK = _table(
    "α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=ks ο=o π=p ρ=r σ=s τ=t υ=i φ=f χ=kh ψ=ps"
    " ω=o"
)
_ARABIC = _table(
    "ا=a ب=b ت=t ث=th ج=j ح=h خ=kh د=d ذ=dh ر=r ز=z س=s ش=sh ص=s ض=d ط=t ظ=z ع=a غ=gh ف=f ق=q ك=k ل=l"
    " م=m ن=n ه=h و=w ي=y ى=y ة=h پ=p چ=ch ژ=zh گ=g ک=k"
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

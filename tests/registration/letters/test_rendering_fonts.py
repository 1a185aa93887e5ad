"""Names in other scripts: printed with our fonts, and with a shape for each character."""

import json
import os
import subprocess
import sys
from hashlib import sha256

import pytest

from intersessional.text import capitals
from registration.letters import glyphs

NAMES = {
    "arabic": ("ليلى", "الحسن", "Arabic"),
    "persian": ("ثریا", "دلیل‌پور", "Arabic"),
    "amharic": ("አበበ", "ቢቂላ", "Ethiopic"),
    "cyrillic": ("Олена", "Ковальчук", "Noto-Sans"),
    "greek": ("Ελένη", "Παπαδοπούλου", "Noto-Sans"),
    "vietnamese": ("Thị Hương", "Nguyễn", "Noto-Sans"),
}


@pytest.mark.parametrize("script", NAMES)
def test_name_is_drawn_with_our_fonts(letter, script):
    given_names, family_name, family = NAMES[script]

    opened = letter(honorific="", given_names=given_names, family_name=family_name)

    names = [name.partition("+")[2] for name in opened.fonts()]
    assert all(name.startswith("Noto-") for name in names)
    assert any(family in name for name in names)
    assert all("/FontFile2" in font or "/FontFile3" in font for font in opened.fonts().values())
    assert not any(is_box for _glyph, is_box in opened.drawn())
    assert f"Name {given_names} {capitals(family_name)}" in opened.read_aloud
    assert glyphs.uncovered(given_names + family_name) == []


def test_missing_shape_is_found_and_never_taken_from_the_machine(letter):
    """The control: a script that we have no font for shows as empty boxes, not in another font."""
    opened = letter(family_name="ישראלי")

    assert glyphs.uncovered("Ms. ישראלי 中") == ["י", "ש", "ר", "א", "ל", "中"]
    assert any(is_box for _glyph, is_box in opened.drawn())
    assert all("+Noto-" in name for name in opened.fonts())


def test_letters_need_no_font_of_the_machine(tmp_path, paolas, confirmation_facts):
    """The same bytes come from a process that sees no system font at all."""
    conf = tmp_path / "fonts.conf"
    conf.write_text("<fontconfig/>")
    program = (
        "import django, json, sys; django.setup()\n"
        "from registration.letters import confirmation\n"
        "from registration.letters.facts import ConfirmationFacts\n"
        "facts = ConfirmationFacts.from_json(json.load(sys.stdin))\n"
        "sys.stdout.buffer.write(confirmation.render(facts))\n"
    )

    printed = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(confirmation_facts().to_json()).encode(),
        env={**os.environ, "FONTCONFIG_FILE": str(conf)},
        capture_output=True,
        check=True,
    ).stdout

    assert sha256(printed).hexdigest() == sha256(paolas.content).hexdigest()


def test_font_files_are_those_of_the_list():
    listed = dict(
        reversed(line.split()) for line in (glyphs.FONTS / "SHA256SUMS").read_text().splitlines()
    )
    found = {
        path.name: sha256(path.read_bytes()).hexdigest() for path in glyphs.FONTS.glob("*.ttf")
    }

    assert found == listed


@pytest.mark.parametrize(
    "bold", sorted(glyphs.FONTS.glob("*-Bold.ttf")), ids=lambda path: path.stem
)
def test_bold_has_what_regular_has(bold):
    regular = bold.with_name(bold.name.replace("-Bold", "-Regular"))

    assert glyphs.code_points(bold) == glyphs.code_points(regular)

"""What must not be guessed has enough chance in it, and chance comes from the system."""

import ast
import math
from pathlib import Path

from django.contrib.auth.hashers import PBKDF2PasswordHasher

from intersessional import codes
from intersessional import settings as ours
from intersessional.accounts import codes as sign_in

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("intersessional", "registration", "programme")
MANY = 2000


def bits(length: int, letters: int) -> float:
    return length * math.log2(letters)


def test_codes_have_their_bits() -> None:
    papers = [codes.paper_code() for _ in range(MANY)]
    tokens = [codes.address_token() for _ in range(MANY)]

    assert len(set(papers)) == len(set(tokens)) == MANY
    assert {len(code.replace("-", "")) for code in papers} == {16}
    assert {letter for code in papers for letter in code} == {*codes.ALPHABET, "-"}
    assert bits(16, len(set(codes.ALPHABET))) >= 80
    assert {len(token) for token in tokens} == {22}
    assert bits(22, 64) >= 128
    assert bits(sign_in.LENGTH, len(set(codes.ALPHABET))) >= 40
    # Of so many, five tries find one in a hundred thousand million.
    assert sign_in.TRIES <= 5


def test_chance_comes_from_the_system_alone() -> None:
    """`random` can be foretold from what it gave before."""
    found = []
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                module = node.module if isinstance(node, ast.ImportFrom) and not node.level else ""
                if "random" in {*names, module} or "uuid1" in names:
                    found.append(str(path.relative_to(ROOT)))

    assert found == []


def test_passwords_are_kept_by_a_slow_digest() -> None:
    """The tests hash quickly; the portal takes what Django takes."""
    assert not hasattr(ours, "PASSWORD_HASHERS")
    assert PBKDF2PasswordHasher.iterations >= 600_000

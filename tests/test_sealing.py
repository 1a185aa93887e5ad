"""What is sealed before it enters the database, and with which key it opens."""

from typing import Any

import pytest

from intersessional.sealing import CannotBeOpened, seal, unseal


def test_what_was_sealed_opens_and_shows_nothing() -> None:
    sealed = seal(b"X1234567")

    assert unseal(sealed) == b"X1234567"
    assert b"X1234567" not in sealed


def test_a_new_key_before_the_old_one_opens_what_the_old_one_sealed(settings: Any) -> None:
    settings.SEALING_KEYS = ["old"]
    sealed = seal(b"X1234567")

    settings.SEALING_KEYS = ["new", "old"]

    assert unseal(sealed) == b"X1234567"


def test_without_its_key_nothing_opens(settings: Any) -> None:
    settings.SEALING_KEYS = ["old"]
    sealed = seal(b"X1234567")

    settings.SEALING_KEYS = ["new"]

    with pytest.raises(CannotBeOpened):
        unseal(sealed)


def test_altered_bytes_do_not_open() -> None:
    sealed = bytearray(seal(b"X1234567"))
    sealed[40] ^= 1

    with pytest.raises(CannotBeOpened):
        unseal(bytes(sealed))

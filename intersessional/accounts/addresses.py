"""E-mail addresses as sign-in compares them."""

import unicodedata

from django.utils.crypto import salted_hmac


def plain(address: str) -> str:
    """Return the one spelling under which an address is known, or "" if none can be.

    Lower case, and ASCII throughout: `ı`, `ſ` or a Kelvin sign turn into `i`, `s`, `k` when a
    database compares without case, so that an address of somebody else would open the account. The
    domain of another script becomes what the mail server knows it by (`xn--…`).
    """
    local, _at, domain = address.strip().rpartition("@")
    try:
        name = domain.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    return f"{local}@{name}".lower() if local and name and local.isascii() else ""


def key(address: str) -> str:
    """Return what limits count an address by: the same for all its spellings, and no address.

    Accents, case, width and letters that only look alike to a program do not make a new one.
    """
    apart = unicodedata.normalize("NFKD", address.strip().casefold())
    letters = "".join(c for c in apart if not unicodedata.combining(c))
    folded = unicodedata.normalize("NFKC", letters).casefold().replace("ı", "i")
    return salted_hmac("intersessional.accounts.addresses", folded, algorithm="sha256").hexdigest()


def spellings(address: str) -> set[str]:
    """Return an address as people write it and as mail servers do: müller.example, xn--mller-kva…"""
    local, _at, domain = address.lower().rpartition("@")
    try:
        return {address.lower(), f"{local}@{domain.encode().decode('idna')}"}
    except UnicodeError:
        return {address.lower()}

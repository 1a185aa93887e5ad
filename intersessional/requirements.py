"""What must be set before the portal serves anybody: each lack is one sentence that names the variable.

What is missing altogether stops every process while it reads the settings. What is unsafe stops web
server, workers and beat (`refuse_unsafe`), and is an error of `manage.py check --deploy`; commands for
developers go on. In the demonstration, all of it is made or meant so.

A container that says which part of the portal it is (`INTERSESSIONAL_PART`) is asked for what that part
needs, and is given no more (docker-compose.yml); any other process, for all of it.
"""

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.core.checks import CheckMessage, Error, Tags, register
from django.http.request import validate_host

# Below Django's own measure for a key that signs.
SHORTEST = {"SECRET_KEY": 50, "SECRET_KEY_FALLBACKS": 50, "SEALING_KEYS": 32}
# What examples, images and other people's instructions put there.
PLACEHOLDERS = ("django-insecure", "changeme", "change-me", "example", "placeholder", "your-", "<")
# Of one sign, or of a word again and again.
FEWEST_SIGNS = 8
# Plain HTTP goes no further than this machine; the last is the name of the tests.
LOCAL = {"127.0.0.1", "localhost", "::1", "testserver"}
# What a part never uses, so that it is not asked for it: the beat only says when; web and backups send
# no mail; what is sealed passes web and letters, and no task of the queue “mail”.
NOT_NEEDED = {
    "prepare": frozenset[str](),
    "web": frozenset({"EMAIL_URL"}),
    "worker": frozenset({"SEALING_KEYS"}),
    "letters": frozenset[str](),
    "beat": frozenset({"SECRET_KEY", "SEALING_KEYS", "EMAIL_URL"}),
    "backup": frozenset({"SECRET_KEY", "EMAIL_URL"}),
    "restore": frozenset({"EMAIL_URL"}),
}


class NotConfigured(SystemExit):
    """The start is refused, with a sentence for whoever reads the log; as an exit, without a trace."""


def is_needed(name: str) -> bool:
    """Say whether the part of the portal that this process is uses a variable.

    :raises NotConfigured: there is no such part
    """
    part = os.environ.get("INTERSESSIONAL_PART", "")
    if part and part not in NOT_NEEDED:
        raise NotConfigured(f"INTERSESSIONAL_PART must be one of {', '.join(NOT_NEEDED)}.")
    return not part or name not in NOT_NEEDED[part]


def needed(name: str) -> None:
    """Refuse an environment without this variable, unless this part does without it.

    :raises NotConfigured: it is missing or empty
    """
    if is_needed(name) and not os.environ.get(name, "").strip():
        raise NotConfigured(f"{name} is not set: the portal does not start without it.")


def refuse_unsafe() -> None:
    """Refuse to serve with settings that would protect nobody.

    :raises NotConfigured: with every problem, one sentence each
    """
    from django.conf import settings

    found = list(unsafe(settings))
    if found:
        raise NotConfigured("\n".join(found))


def unsafe(settings: Any) -> Iterator[str]:
    """Name what is unsafe, variable first; nothing is in the demonstration."""
    if settings.DEMONSTRATION:
        return
    yield from _weak("SECRET_KEY", [settings.SECRET_KEY])
    yield from _weak("SECRET_KEY_FALLBACKS", settings.SECRET_KEY_FALLBACKS)
    # The others seal nothing any more: whatever they are, they must open what they sealed.
    yield from _weak("SEALING_KEYS", settings.SEALING_KEYS[:1])
    if "" in settings.SEALING_KEYS:
        yield "SEALING_KEYS holds an empty key: there is a comma too many."
    if settings.SECRET_KEY in settings.SEALING_KEYS:
        yield "SEALING_KEYS holds SECRET_KEY: each needs a value of its own."
    yield from _wrong_address(settings.BASE_URL)
    yield from _wrong_names(urlsplit(settings.BASE_URL), settings.ALLOWED_HOSTS)


def plain_address(given: str) -> str:
    """Return an address as the rest of the portal compares it: small scheme, no slash at the end."""
    scheme, mark, rest = given.strip().partition("://")
    return f"{scheme.lower()}{mark}{rest.rstrip('/')}"


def is_private(address: SplitResult) -> bool:
    """Say whether what goes there is encrypted, or does not leave this machine."""
    return address.scheme == "https" or (address.scheme == "http" and address.hostname in LOCAL)


def _wrong_address(given: str) -> Iterator[str]:
    address = urlsplit(given)
    if not os.environ.get("INTERSESSIONAL_BASE_URL"):
        yield "INTERSESSIONAL_BASE_URL is not set: links in mails would lead nowhere."
    elif not is_private(address) or not given.startswith(address.scheme):
        yield "INTERSESSIONAL_BASE_URL must begin with https://: sign-in must not travel in the clear."
    elif not address.hostname or given != f"{address.scheme}://{address.netloc}":
        yield "INTERSESSIONAL_BASE_URL must end with the name (and port): links are put behind it."


def _wrong_names(address: SplitResult, allowed: list[str]) -> Iterator[str]:
    name = address.hostname or ""
    if "*" in allowed or "" in allowed:
        yield "ALLOWED_HOSTS must name the names of the portal; * would believe any."
    elif name in LOCAL and address.scheme == "http" and not _are_local(allowed):
        yield "ALLOWED_HOSTS names more than this machine, and INTERSESSIONAL_BASE_URL has no https://."
    elif not validate_host(f"[{name}]" if ":" in name else name, allowed):
        yield "ALLOWED_HOSTS does not hold the name in INTERSESSIONAL_BASE_URL."


def _are_local(names: list[str]) -> bool:
    return LOCAL.issuperset(name.strip("[]") for name in names)


def _weak(name: str, keys: list[str]) -> Iterator[str]:
    for key in keys:
        if len(key) < SHORTEST[name]:
            yield f"{name} is too short: {SHORTEST[name]} random signs at least."
        elif len(set(key)) < FEWEST_SIGNS or key.lower().startswith(PLACEHOLDERS):
            yield f"{name} is a placeholder: put random signs there."


@register(Tags.security, deploy=True)
def is_safely_configured(**_: Any) -> list[CheckMessage]:
    """Report what would stop the start, and the servers that nobody has named."""
    from django.conf import settings

    problems: list[CheckMessage] = [
        Error(text, id="intersessional.E003") for text in unsafe(settings)
    ]
    for name in ("EMAIL_URL", "BROKER_URL"):
        if is_needed(name) and not os.environ.get(name) and not settings.DEMONSTRATION:
            problems.append(Error(f"{name} is not set.", id="intersessional.E004"))
    return problems

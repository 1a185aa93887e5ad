"""What must hold before the portal starts, and before it is let out on a real host."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.urls import URLPattern, URLResolver, get_resolver

from intersessional.access import Policy, policy_of


@dataclass(frozen=True)
class Address:
    """One URL pattern: its full name ("registrations:other:receipt"), its route and its view."""

    name: str
    route: str
    pattern: URLPattern

    @property
    def policy(self) -> Policy | None:
        """Who may open it, if that is declared."""
        return policy_of(self.pattern.callback, self.name)


def addresses(
    resolver: URLResolver | None = None, names: tuple[str, ...] = (), route: str = ""
) -> Iterator[Address]:
    """Walk all URL patterns: included ones, namespaces, and those with a language prefix."""
    for entry in (resolver or get_resolver()).url_patterns:
        here = route + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield Address(":".join([*names, entry.name or ""]), here, entry)
        else:
            inner = (*names, entry.namespace) if entry.namespace else names
            yield from addresses(entry, inner, here)


@register
def every_address_has_a_policy(**_: Any) -> list[CheckMessage]:
    """Report each URL pattern whose view declares no policy."""
    return [
        Error(
            f"Nothing says who may open {address.name or 'the unnamed'} ({address.route}).",
            hint="Decorate its view (intersessional/access.py says how).",
            id="access.E001",
        )
        for address in addresses()
        if address.policy is None
    ]


@register(Tags.security, deploy=True)
def is_no_demonstration(**_: Any) -> list[CheckMessage]:
    """Refuse the demonstration: its clock is shifted, and a password alone opens staff accounts."""
    problems: list[CheckMessage] = []
    if settings.DEMONSTRATION:
        problems.append(
            Error(
                "INTERSESSIONAL_DEMONSTRATION is set: this is for trying out, on one machine.",
                id="intersessional.E001",
            )
        )
    if not settings.STAFF_SECOND_FACTOR:
        problems.append(
            Error("Staff would sign in without a second factor.", id="intersessional.E002")
        )
    return problems

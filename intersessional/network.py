"""Where a request comes from, as far as that can be believed."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the address of the client, or "" where there is none (a socket of this machine).

    `X-Forwarded-For` is text that anybody can send. Only the entries that our own proxies added
    count: the last `TRUSTED_PROXIES` of them; with none configured the header is not read at all.
    """
    hops = settings.TRUSTED_PROXIES
    header = request.META.get("HTTP_X_FORWARDED_FOR", "")
    named = header.split(",") if header else []
    believed = named[-hops] if 0 < hops <= len(named) else request.META.get("REMOTE_ADDR", "")
    return _clean(believed)


def client_network(request: HttpRequest) -> str:
    """Return the network that limits count by: one IPv4 address, or the /64 of an IPv6 address."""
    address = client_address(request)
    if ":" not in address:
        return address
    return str(ipaddress.ip_network(f"{address}/64", strict=False))


def is_this_machine(network: str) -> bool:
    """Say whether a network is this very machine, as everybody's is behind a proxy that is not counted.

    One visitor must not close a page to all, so where limits are wide it is not limited at all.
    """
    return bool(network) and ipaddress.ip_network(network).is_loopback


def came_from_inside(request: HttpRequest) -> bool:
    """Say whether a request comes from this machine or a private network, through no proxy.

    What a proxy passes on has a header that says so, and visitors come through a proxy.
    """
    if "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META:
        return False
    address = _clean(request.META.get("REMOTE_ADDR", ""))
    return bool(address) and ipaddress.ip_address(address).is_private


def _clean(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address.strip().partition("%")[0])
    except ValueError:
        return ""
    mapped = getattr(parsed, "ipv4_mapped", None)
    return str(mapped or parsed)

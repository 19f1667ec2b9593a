"""Where a visitor comes from: the one answer for every limit and every list of sign-ins.

`settings.TRUSTED_PROXIES` are the networks of our own proxies. Only what one of them says is believed, and only its
last word: whoever writes X-Forwarded-For beforehand is still counted by the address our proxy saw.

`settings.KNOWN_NETWORKS` are addresses behind which many people stand, whom the court knows: a filing hall, a large
mediation office. What is counted of a person is counted there too; the address is neither slowed nor refused.
"""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

Address = IPv4Address | IPv6Address
_IPV6_HOUSE = 64  # of an IPv6 address that belong to one subscriber, who may take any address behind them


def address(request: HttpRequest) -> str:
    """The visitor's network address; empty where the server tells none (a socket file, a test's bare request)."""
    seen = _read(request.META.get("REMOTE_ADDR", ""))
    for told in reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")):
        if seen is None or not _within(seen, settings.TRUSTED_PROXIES):
            break
        before = _read(told)
        if before is None:
            break
        seen = before
    return str(seen) if seen else ""


def place(request: HttpRequest) -> str:
    """What is counted of where a visitor comes from: the address, of an IPv6 one the subscriber's part."""
    return placed(address(request))


def placed(address: str) -> str:
    """`place` of an address that was read before."""
    found = _read(address)
    if isinstance(found, IPv6Address):
        return str(IPv6Network((found, _IPV6_HOUSE), strict=False).network_address)
    return address


def known(address: str) -> bool:
    """Whether many people stand behind this address whom the court knows (`settings.KNOWN_NETWORKS`)."""
    found = _read(address)
    return found is not None and _within(found, settings.KNOWN_NETWORKS)


def in_hall(request: HttpRequest) -> bool:
    """Whether this visitor comes from there."""
    return known(address(request))


def _read(text: str) -> Address | None:
    try:
        found = ip_address(text.strip().strip("[]"))
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found


def _within(found: Address, networks: list[str]) -> bool:
    return any(found in each for each in _networks(tuple(networks)) if each.version == found.version)


@lru_cache(maxsize=8)
def _networks(written: tuple[str, ...]) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(each) for each in written)

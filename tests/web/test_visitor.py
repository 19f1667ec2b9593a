"""One answer to where a visitor comes from: what our own proxy saw, whatever the visitor writes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as active
from django.test import RequestFactory

from common.web import visitor

PROXY = "172.31.53.2"


@pytest.mark.parametrize(
    ("remote", "forwarded", "seen"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        (PROXY, "203.0.113.9", "203.0.113.9"),
        (PROXY, "1.2.3.4, 203.0.113.9", "203.0.113.9"),  # what the visitor wrote stands before what the proxy saw
        (PROXY, "203.0.113.9, 172.31.53.7", "203.0.113.9"),  # two proxies of ours
        (PROXY, "1.2.3.4, nonsense", PROXY),
        (PROXY, "", PROXY),
        ("203.0.113.9", "1.2.3.4", "203.0.113.9"),  # no proxy of ours: its word is nothing
        ("::ffff:172.31.53.2", "2001:db8::7", "2001:db8::7"),
        ("", "1.2.3.4", ""),  # a socket file
    ],
)
def test_only_our_own_proxy_is_believed_and_only_its_last_word(
    settings: Any, remote: str, forwarded: str, seen: str
) -> None:
    settings.TRUSTED_PROXIES = ["172.31.53.0/24"]
    request = RequestFactory().get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)
    assert visitor.address(request) == seen


def test_without_proxies_nobody_is_believed(settings: Any) -> None:
    settings.TRUSTED_PROXIES = []
    request = RequestFactory().get("/", REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR="1.2.3.4")
    assert visitor.address(request) == PROXY


def test_an_ipv6_subscriber_is_one_place() -> None:
    places = {visitor.placed(f"2001:db8:1:2:{end}::1") for end in ("a", "b", "c")}
    assert places == {"2001:db8:1:2::"}
    assert visitor.placed("2001:db8:1:3::1") not in places


def test_a_known_network_is_a_setting(settings: Any) -> None:
    settings.KNOWN_NETWORKS = ["198.51.100.0/28", "2001:db8::/32"]
    assert [visitor.known(each) for each in ("198.51.100.7", "198.51.100.77", "2001:db8::1", "", "unknown")] == [
        True,
        False,
        True,
        False,
        False,
    ]


def test_nobody_else_reads_the_address() -> None:
    """A second way to know it would be a second number of visitors."""
    own = Path(visitor.__file__)
    reads = re.compile(r"REMOTE_ADDR|X_FORWARDED_FOR|X-Forwarded-For|get_ip\(|\.get_client_ip\(")
    folders = ("common", "intake", "mediation", "triage", "fees", "petitions", "yunfu_court")
    found = [
        str(path)
        for folder in folders
        for path in (Path(active.BASE_DIR) / folder).rglob("*.py")
        if path != own and reads.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []

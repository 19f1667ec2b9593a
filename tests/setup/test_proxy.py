"""The proxy that is shipped: what it must say stands in its file, and its stricter limit covers every door."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from django.urls import reverse

from tests.setup.portals import ROOT

CONFIGURATION = "\n".join(
    line
    for line in (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8").splitlines()
    if not line.lstrip().startswith("#")
)
TOLD = [(name, " ".join(value.split())) for name, value in re.findall(r"(?m)^\s*(\w+)\s+([^;{]+);", CONFIGURATION)]
DIRECTIVES = {name: [value for told, value in TOLD if told == name] for name, _ in TOLD}


@pytest.mark.parametrize(
    ("directive", "values"),
    [
        ("server_tokens", ["off"]),
        ("ssl_protocols", ["TLSv1.2 TLSv1.3"]),
        ("ssl_session_tickets", ["off"]),
        ("client_header_timeout", ["15s"]),
        ("client_body_timeout", ["60s", "120s"]),
        ("send_timeout", ["30s"]),
        ("keepalive_timeout", ["30s"]),
        ("reset_timedout_connection", ["on"]),
        ("proxy_connect_timeout", ["5s"]),
        ("proxy_read_timeout", ["60s"]),
        ("client_max_body_size", ["3m", "1k", "1k", "60m", "60m"]),
        ("limit_conn", ["addresses 200"]),
    ],
)
def test_a_limit_stands(directive: str, values: list[str]) -> None:
    assert DIRECTIVES[directive] == values


def test_only_ciphers_with_forward_secrecy_and_authentication() -> None:
    (ciphers,) = DIRECTIVES["ssl_ciphers"]
    weak = [
        each for each in ciphers.split(":") if not re.fullmatch(r"ECDHE-(RSA|ECDSA)-(AES\d+-GCM|CHACHA20)-\w+", each)
    ]
    assert weak == []


@pytest.mark.parametrize(
    "header",
    [
        "Strict-Transport-Security",
        "X-Content-Type-Options",
        "X-Frame-Options",
        "Referrer-Policy",
        "Content-Security-Policy",
    ],
)
def test_what_the_proxy_says_itself_carries_the_headers_too(header: str) -> None:
    (variable,) = [value.split()[1] for value in DIRECTIVES["add_header"] if value.startswith(f"{header} ")]
    upstream = f"$upstream_http_{header.lower().replace('-', '_')}"
    assert re.search(rf'map {re.escape(upstream)} {re.escape(variable)} {{ "" \S', CONFIGURATION), header
    assert all(value.endswith(" always") for value in DIRECTIVES["add_header"])


def test_what_a_client_claims_about_itself_is_not_passed_on() -> None:
    passed = dict(value.split(maxsplit=1) for value in DIRECTIVES["proxy_set_header"])
    assert passed["X-Forwarded-For"] == "$remote_addr"
    assert passed["X-Forwarded-Proto"] == "$scheme"
    assert {name for name, value in passed.items() if value == '""'} >= {"Forwarded", "X-Forwarded-Host", "X-Real-IP"}
    # A block with one of its own would forget all of these.
    assert CONFIGURATION.rindex("proxy_set_header") < CONFIGURATION.index("server {\n")


def test_no_address_is_logged_with_its_question() -> None:
    (written,) = DIRECTIVES["log_format"]
    assert not {"$request ", "$request_uri", "$args", "$http_referer"} & {
        f"{word.strip(chr(39))} " for word in written.split()
    }
    assert "$uri" in written
    assert DIRECTIVES["access_log"] == ["/dev/stdout private"]


@pytest.mark.parametrize(
    "name",
    [
        *("account_login", "account_signup", "account_request_login_code", "account_confirm_login_code"),
        *("account_verify_phone", "mfa_authenticate", "people:forgotten", "people:new-password"),
        *("admin:login", "intake:door", "intake:door_enter", "petitions:lodge", "petitions:track"),
    ],
)
def test_the_stricter_limit_covers_every_door(name: str) -> None:
    (doors,) = re.findall(r"location ~ (\S+) \{", CONFIGURATION)
    assert re.match(doors, reverse(name)), reverse(name)
    places = [match.start() for match in re.finditer(r"location ", CONFIGURATION)] + [len(CONFIGURATION)]
    (block,) = [CONFIGURATION[a:b] for a, b in pairwise(places) if CONFIGURATION.startswith("location ~", a)]
    assert "limit_req zone=doors" in block

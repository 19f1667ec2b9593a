"""Which doors the proxy in front holds harder: where a password, a code or who somebody is can be tried, and where a
stranger's press costs a message or work.

The location of deploy/nginx.conf is made from the names here (`./court manage proxy_doors`); a test asks of every door
that is open to strangers that it stands in one of the two lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

# Everything below these folders is sign-in, sign-up and what belongs to an account, by others' hands.
FOLDERS = ("accounts", "admin")
HELD = (
    "intake:door",
    "intake:take_over",
    "people:forgotten",
    "people:new-password",
    "people:real-name",
    "petitions:ask-review",
    "petitions:letter",
    "petitions:lodge",
    "petitions:progress",
    "petitions:rate",
    "petitions:track",
)
# Open to strangers, and nothing to be guessed there: pages that are the same for everybody, a guest's own draft (by the
# session), what a page of one's own shows again, and the cashier, whose signature is asked.
FREE = (
    "workbench:healthz",
    "workbench:home",
    "delivery:notices",
    "fees:calculator",
    "fees:callback",
    "intake:abandon",
    "intake:answer",
    "intake:assess",
    "intake:assess_questions",
    "intake:assessed",
    "intake:check",
    "intake:court",
    "intake:draft",
    "intake:draft_upload",
    "intake:draft_uploads",
    "intake:drafts",
    "intake:evidence",
    "intake:evidence_one",
    "intake:fee",
    "intake:guide",
    "intake:guide_class",
    "intake:guide_form",
    "intake:guides",
    "intake:no_more",
    "intake:people",
    "intake:person",
    "intake:record",
    "intake:relief",
    "intake:resolution",
    "intake:section",
    "intake:start",
    "mediation:damages",
    "mediation:damages_one",
    "mediation:damages_sheet",
    "intake:ways",
    "mediation:mediators",
    "notifications:viewer",
    "petitions:home",
    "petitions:lodged",
    "petitions:receipt",
    "simulation:progress",
    "web:elder",
    "web:manifest",
    "web:style",
    "web:style_staff",
)
CONF = Path("deploy/nginx.conf")
_LINE = re.compile(r"^( *)location ~ \^/\(accounts.*\{$|^( *)location /accounts/ \{$", re.M)


def named(
    resolver: URLResolver | None = None, before: str = "", space: str = ""
) -> Iterator[tuple[str, str, URLPattern]]:
    """(namespace:name, route, pattern) of every address."""
    for each in (resolver or get_resolver()).url_patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from named(each, route, f"{space}{each.namespace}:" if each.namespace else space)
        else:
            yield f"{space}{each.name or ''}", route, each


def location() -> str:
    """The line of nginx.conf: a folder, or a door's address up to its first argument (what lies below is held too)."""
    routes = {name: route for name, route, _ in named()}
    found = sorted({*FOLDERS, *(routes[name].split("<")[0].strip("/") for name in HELD)})
    kept = [each for each in found if not any(each.startswith(f"{other}/") for other in found)]
    return f"location ~ ^/({'|'.join(kept)})/ {{"


def written(text: str) -> str:
    """nginx.conf with the location as it is to be."""
    return _LINE.sub(lambda had: f"{had[1] or had[2]}{location()}", text, count=1)


def conf() -> Path:
    return Path(settings.BASE_DIR) / CONF

"""What its people read: from the first page on, along the links, each as the person who is led there."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from django.urls import Resolver404, ResolverMatch, resolve

from common.cases.events import By, Channel
from common.cases.models import Case
from intake.elements.rules.forms import FORM_KEYS
from intake.filing.actions import start_draft
from intake.filing.models import Draft
from petitions.letters.models import Petition
from yunfu_court.simulation.cast import Cast
from yunfu_court.simulation.city import City
from yunfu_court.simulation.golden.labels import Labels
from yunfu_court.simulation.golden.texts import links_of, text_of
from yunfu_court.simulation.models import Fill
from yunfu_court.simulation.people import SIGN_INS, SignIn, users_by_phone
from yunfu_court.simulation.scene import Scene

_LOGIN = "/accounts/login/"
GUEST = "访客"
# Not ours; not a page; not of the city; or one that says another thing at every visit.
_AWAY = ("/accounts/", "/admin/", "/static/", "/demo/", "/documents/")
_FILES = (".pdf", ".ics", ".csv", "/preview/", "/slip/")  # seconds to make, and said in the items of papers
_CASE, _HOME = "casefile:case", "workbench:home"
# A case is looked at in every place it can stand in by those who act in it; the others see one of each stage.
_NEAR = {f"138000000{each}" for each in ("01", "02", "04", "07", "10")}


def pages(labels: Labels) -> Iterator[tuple[str, str, str]]:
    """(kind, key, text) of every page, the key being who reads it and its address."""
    places = _places()
    users = users_by_phone([each.phone for each in SIGN_INS])
    seen: set[Any] = set()
    for each in (None, *_one_of_a_kind()):
        client = Client(SERVER_NAME="localhost")
        if each is not None:
            client.force_login(users[each.phone])
        yield from _walk(client, each, places, seen, labels)


def begin_drafts(today: date) -> None:
    """The city leaves no draft behind: its first person begins one of each form."""
    user = users_by_phone([SIGN_INS[0].phone])[SIGN_INS[0].phone]
    for form in FORM_KEYS:
        by = By(user_id=user.pk, channel=Channel.WEB)
        start_draft(by=by, today=today, form=form, wish="sue", owner_id=user.pk)


def _one_of_a_kind() -> list[SignIn]:
    kinds = {(each.role, each.court, each.phone if each.role is None else ""): each for each in reversed(SIGN_INS)}
    return sorted(kinds.values(), key=lambda each: each.phone)


def _places() -> dict[str, tuple[str, str]]:
    """{uid: (stage, place)} of every case: where it stands, in the names at which show-cases stop. A draft stands in
    its form."""
    city = City(Fill.objects.latest("pk"))
    city.cast = Cast()
    city.plan()
    found = {each.uid: (each.form, "draft") for each in Draft.objects.order_by("pk")}
    petitions = dict(Petition.objects.order_by("pk").values_list("case_id", "state"))
    for case in Case.objects.order_by("pk"):
        plan = city.disputes[city.by_case[case.pk]].plan
        place = petitions.get(case.pk) or Scene(plan, city.cast, city.today, case.pk).place()
        found[case.uid] = (case.stage, f"{case.kind} {place}")
    return found


def _walk(
    client: Client, who: SignIn | None, places: dict[str, tuple[str, str]], seen: set[Any], labels: Labels
) -> Iterator[tuple[str, str, str]]:
    queue = deque(["/", _LOGIN] if who is None else ["/"])
    name = who.kind if who else GUEST
    while queue:
        path = queue.popleft()
        match = _match(path)
        if match is None:
            continue
        key = _key(match, who, places)
        if key in seen:
            continue
        seen.add(key)
        response: Any = client.get(path)
        if response.status_code in (301, 302):
            queue.append(response["Location"])
            yield "page", f"{name} {labels.address(path)}", f"-> {labels.address(response['Location'])}"
        elif response.get("Content-Type", "").startswith("text/html"):
            page = response.content.decode()
            yield "page", f"{name} {labels.address(path)}", f"{response.status_code}\n{text_of(page, labels)}"
            queue.extend(links_of(page))


def _match(link: str) -> ResolverMatch | None:
    parts = urlsplit(link)
    away = parts.path.startswith(_AWAY) and link != _LOGIN
    if parts.netloc or parts.query or not parts.path or away or parts.path.endswith(_FILES):
        return None
    try:
        return resolve(parts.path)
    except Resolver404:
        return None


def _key(match: ResolverMatch, who: SignIn | None, places: dict[str, tuple[str, str]]) -> Any:
    """The same key is read once. A case's page and what has no argument are everybody's own; any other page is read
    by the first who gets there, for each stage. What is open to everybody is read by a guest and by the first who
    signed in, but for the home page."""
    phone = who.phone if who else ""
    uid = match.kwargs.get("uid", "")
    stage, place = places.get(uid, ("", ""))
    rest = tuple(sorted((name, value) for name, value in match.kwargs.items() if name not in ("uid", "pk")))
    if match.view_name == _CASE:
        return _CASE, phone, place if phone in _NEAR else stage
    if match.kwargs:
        return match.view_name, stage, rest
    public = getattr(getattr(match.func, "door", None), "public", False)
    return match.view_name, bool(phone) if public and match.view_name != _HOME else phone

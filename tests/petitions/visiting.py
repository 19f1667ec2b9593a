"""What a visitor of the petition pages does and sees."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from django.urls import reverse

from petitions.letters import queries
from petitions.letters.access import first_code

TODAY = date(2026, 11, 23)
OTHER_ADDRESS = {"REMOTE_ADDR": "203.0.113.9"}


def lodging(at, **values) -> dict[str, str]:
    return {
        "once": str(uuid4()),
        "about": "service",
        "court": str(at.pk),
        "content": "11 月 20 日上午在窗口排队两小时没有人办理。",
        "demand": "请增加窗口人手。",
        "anonymous": "no",
        "kind": "natural",
        "name": "陈五",
        "phone": "13800000005",
        "promise": "on",
        **values,
    }


def lodge(client, at, **values):
    return client.post(reverse("petitions:lodge"), lodging(at, **values), follow=True)


def look(client, petition, code="", number="", **extra):
    data = {"number": number or queries.number_of(petition), "code": code or first_code(petition.once)}
    return client.post(reverse("petitions:track"), data, **extra)


def body(response) -> str:
    return response.content.decode()

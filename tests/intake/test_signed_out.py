"""The sign-in ends in the middle of a draft."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import UserFactory
from tests.factories.intake import lending_answers, make_draft

pytestmark = pytest.mark.django_db


def u(name: str, *args: Any) -> str:
    return reverse(f"intake:{name}", args=args)


def test_signed_out_is_not_not_yours(client: Client, luoding: Any, zhang: Any) -> None:
    """Absent and foreign look alike: both lead to sign-in, and only then are they not there."""
    draft = make_draft(user=zhang, court=luoding, answers=lending_answers())
    for uid in (draft.uid, "absent"):
        one = {"question": "loan.lender", "value": "x"}
        answer = client.post(u("answer", uid), one, HTTP_ACCEPT="application/json")
        assert answer.status_code == 401
        assert answer.json()["sign_in"] == reverse("account_login")
        for page in ("draft", "check", "evidence"):
            assert client.get(u(page, uid)).headers["Location"] == f"{reverse('account_login')}?next={u(page, uid)}"
    client.force_login(UserFactory())
    for uid in (draft.uid, "absent"):
        assert client.get(u("draft", uid)).status_code == 404
        assert client.post(u("answer", uid), {"question": "loan.lender", "value": "x"}).status_code == 404


def test_a_section_comes_back_as_it_was_left(client: Client, luoding: Any, zhang: Any) -> None:
    draft = make_draft(user=zhang, court=luoding, answers=lending_answers())
    address = u("section", draft.uid, "loan")
    client.force_login(zhang)
    seen = client.get(address).context["form"].initial["seen"]
    client.logout()
    sent = {"loan.lender": "张三丰", "loan.amount_agreed": "十三万多", "seen": seen, "go": "continue"}
    sign_in = client.post(address, sent).headers["Location"]
    assert sign_in.startswith(reverse("account_login"))
    client.force_login(zhang)
    back = client.get(f"{address}?{sign_in.partition('%3F')[2].replace('%3D', '=')}")
    page = back.content.decode()
    assert "张三丰" in page
    assert "十三万多" in page, "what cannot be read is kept as well"
    draft.refresh_from_db()
    assert draft.given()["loan.lender"] == "张三", "nothing is saved unseen"
    client.post(address, sent | {"seen": back.context["form"].data["seen"]})
    draft.refresh_from_db()
    assert draft.given()["loan.lender"] == "张三丰"

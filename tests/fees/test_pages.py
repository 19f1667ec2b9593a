"""The pages of the fee office, and the cashier's door."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from common.cases.actions import link_party
from common.cases.events import SYSTEM
from common.law import clock
from common.people.states import Role
from fees.charging.actions import open_fee
from fees.money.adapters.cashier import CashierUnavailable, HttpCashier
from fees.money.models import FeeNotice, LedgerEntry, Payment, Receipt, Refund
from fees.relief.models import Relief
from fees.settling.actions import settle
from fees.simulator.keys import key_pair, signed_headers
from tests.factories import UserFactory, staff
from tests.factories.fees import order, signed, unappealed
from tests.factories.triage import DAY, by, make_team, paying_case

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings: Any) -> Iterator[None]:
    settings.CHROME_NAV = None  # the frame's links are the roof's, tested there
    with clock.at(DAY):
        yield


class Paper(HttpCashier):
    """A cashier that takes every order without a network; its messages are checked like the real one's."""

    down = False

    def start(self, payment: Payment, *, return_url: str, notify_url: str) -> str:
        if self.down:
            raise CashierUnavailable("down")
        assert notify_url.endswith("/fees/callback/")
        return f"http://127.0.0.1:9000/pay/{payment.ref}"


@pytest.fixture
def key(tmp_path: Path, settings: Any) -> Any:
    settings.CASHIER_PUBLIC_KEY = tmp_path / "public.pem"
    settings.CASHIER = "tests.fees.test_pages.Paper"
    return key_pair(tmp_path)


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def owed() -> tuple[Any, FeeNotice, Any]:
    """张三 has a notice to pay."""
    zhang = UserFactory(name="张三", verified=True)
    make_team()
    case, claimant, _ = paying_case(claimant_user=zhang)
    link_party(party=claimant, user_id=zhang.pk, by=by(zhang), today=DAY)
    return case, open_fee(case=case, by=SYSTEM, today=DAY), zhang


def send(body: bytes, headers: Mapping[str, str]) -> Any:
    return Client(enforce_csrf_checks=True).post(
        "/fees/callback/", data=body, content_type="application/json", **headers
    )


def test_a_signed_message_counts_once_however_often_it_comes(
    key: Any, owed: Any, django_capture_on_commit_callbacks: Any
) -> None:
    case, notice, zhang = owed
    payment = order(notice, zhang)
    answers = []
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(3):
            answer = send(*signed(key, payment))
            answers.append((answer.status_code, answer.json()["result"]))
    assert answers == [(200, "counted")] * 3
    case.refresh_from_db()
    notice.refresh_from_db()
    assert (Receipt.objects.count(), notice.received, case.stage) == (1, payment.amount, "trial")


def _altered(body: bytes, headers: dict[str, str]) -> tuple[bytes, dict[str, str]]:
    return body.replace(b'"amount": ', b'"amount": 1'), headers


def _unsigned(body: bytes, _headers: dict[str, str]) -> tuple[bytes, dict[str, str]]:
    return body, {}


def _renonced(body: bytes, headers: dict[str, str]) -> tuple[bytes, dict[str, str]]:
    return body, {**headers, "HTTP_X_CASHIER_NONCE": "0" * 32}


def _older(body: bytes, headers: dict[str, str]) -> tuple[bytes, dict[str, str]]:
    return body, {**headers, "HTTP_X_CASHIER_TIMESTAMP": "1700000000"}


def _garbage(body: bytes, headers: dict[str, str]) -> tuple[bytes, dict[str, str]]:
    return body, {**headers, "HTTP_X_CASHIER_SIGNATURE": "不是"}


@pytest.mark.parametrize("forge", [_altered, _unsigned, _renonced, _older, _garbage])
def test_a_forged_message_changes_nothing(key: Any, owed: Any, forge: Any) -> None:
    _, notice, zhang = owed
    body, headers = signed(key, order(notice, zhang))
    answer = send(*forge(body, dict(headers)))
    assert answer.status_code == 400
    assert not Receipt.objects.exists()
    assert not LedgerEntry.objects.filter(kind__in=["payment", "suspense"]).exists()


def test_a_message_of_another_key_or_an_old_one_is_refused(
    key: Any, owed: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, notice, zhang = owed
    payment = order(notice, zhang)
    assert send(*signed(key_pair(tmp_path / "other"), payment)).status_code == 400
    with monkeypatch.context() as patch:
        patch.setattr("fees.simulator.keys.time.time", lambda: 1_700_000_000.0)
        stale = signed(key, payment)
    assert send(*stale).status_code == 400
    assert not Receipt.objects.exists()


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"ref": 1, "number": "a", "amount": 5}', b"\xff"])
def test_a_signed_message_without_sense_is_refused(key: Any, body: bytes) -> None:
    headers = {f"HTTP_{k.upper().replace('-', '_')}": v for k, v in signed_headers(key, body).items() if k[0] == "X"}
    assert send(body, headers).status_code == 400


@pytest.mark.parametrize(
    "changed",
    [
        {"currency": "USD"},
        {"currency": None},
        {"status": "pending"},
        {"status": "refunded"},
        {"status": None},
        {"amount": 0},
        {"amount": -5000},
        {"amount": "5000"},
        {"amount": True},
    ],
)
def test_only_money_that_came_in_yuan_is_money(key: Any, owed: Any, changed: dict[str, Any]) -> None:
    """Signed by the cashier, and all the same no payment: another currency, or an order that is not paid (yet)."""
    _, notice, zhang = owed
    payment = order(notice, zhang)
    body, _ = signed(key, payment)
    values = json.loads(body) | changed
    sent = json.dumps({name: value for name, value in values.items() if value is not None}).encode()
    headers = {f"HTTP_{k.upper().replace('-', '_')}": v for k, v in signed_headers(key, sent).items() if k[0] == "X"}
    assert send(sent, headers).status_code == 400
    assert not Receipt.objects.exists()
    payment.refresh_from_db()
    assert payment.state == "started"


def test_an_order_we_never_gave_is_refused(key: Any, owed: Any) -> None:
    _, notice, _ = owed
    stranger = Payment(ref="0" * 32, amount=notice.left)
    assert send(*signed(key, stranger)).status_code == 400


def test_the_payer_sees_the_sum_the_steps_and_the_way_out(key: Any, owed: Any) -> None:
    case, _notice, zhang = owed
    client = signed_in(zhang)
    text = client.get(f"/fees/cases/{case.uid}/").content.decode()
    for words in ("50.00 元", "人民币伍拾元整", "怎么算的", "交不起怎么办", "第二十二条"):
        assert words in text
    page = client.post(f"/fees/cases/{case.uid}/", {"once": uuid4()})
    payment = Payment.objects.get()
    assert f"/pay/{payment.ref}" in page.content.decode()
    waiting = client.get(f"/fees/cases/{case.uid}/payments/{payment.ref}/")
    assert "正在确认" in waiting.content.decode()
    assert waiting["Refresh"] == "5"
    assert signed_in(UserFactory()).get(f"/fees/cases/{case.uid}/").status_code == 404


def test_with_the_origin_allowed_the_form_leads_straight_there(key: Any, owed: Any, settings: Any) -> None:
    case, _, zhang = owed
    settings.CSP_FORM_ACTION = ["http://127.0.0.1:9000"]
    answer = signed_in(zhang).post(f"/fees/cases/{case.uid}/", {"once": uuid4()})
    assert answer.status_code == 302
    assert answer["Location"].startswith("http://127.0.0.1:9000/pay/")


def test_a_cashier_that_is_down_says_so_and_takes_nothing(key: Any, owed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    case, _, zhang = owed
    monkeypatch.setattr(Paper, "down", True)
    monkeypatch.setattr("tests.fees.test_pages.Paper.down", True)
    text = signed_in(zhang).post(f"/fees/cases/{case.uid}/", {"once": uuid4()}, follow=True).content.decode()
    assert "没有扣款" in text
    assert not Receipt.objects.exists()


def test_asking_for_relief_and_deciding_it(owed: Any) -> None:
    case, notice, zhang = owed
    head = staff(Role.DIVISION_HEAD, name="黄庭长")
    client = signed_in(zhang)
    assert client.get(f"/fees/cases/{case.uid}/relief/").status_code == 200
    values = {"kind_asked": "exempt", "ground": "45-3", "words": "低保户", "once": uuid4()}
    assert client.post(f"/fees/cases/{case.uid}/relief/", values).status_code == 422
    wrong = {**values, "ground": "47-3", "proof": SimpleUploadedFile("低保证.pdf", _pdf(), "application/pdf")}
    assert client.post(f"/fees/cases/{case.uid}/relief/", wrong).status_code == 422
    proof = SimpleUploadedFile("低保证.pdf", _pdf(), "application/pdf")
    answer = client.post(f"/fees/cases/{case.uid}/relief/", {**values, "proof": proof})
    assert answer.status_code == 302, answer.content.decode()
    relief = Relief.objects.get()
    boss = signed_in(head)
    assert case.title in boss.get("/fees/reliefs/").content.decode()
    assert "低保户" in boss.get(f"/fees/reliefs/{relief.pk}/").content.decode()
    assert boss.post(f"/fees/reliefs/{relief.pk}/", {"grant": "refuse"}).status_code == 422
    assert boss.post(f"/fees/reliefs/{relief.pk}/", {"grant": "reduce", "percent": "20"}).status_code == 422
    assert boss.post(f"/fees/reliefs/{relief.pk}/", {"grant": "exempt"}).status_code == 302
    notice.refresh_from_db()
    assert notice.state == "relieved"
    assert "已准予免交" in client.get(f"/fees/cases/{case.uid}/").content.decode()
    assert signed_in(zhang).get(f"/fees/reliefs/{relief.pk}/").status_code == 403


def _pdf() -> bytes:
    import io

    import pikepdf

    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    return out.getvalue()


def test_the_finance_office(owed: Any) -> None:
    case, notice, _ = owed
    finance = signed_in(staff(Role.FINANCE))
    assert case.title in finance.get("/fees/").content.decode()
    assert finance.get("/fees/?state=open").status_code == 200
    page = finance.get(f"/fees/cases/{case.uid}/counter/")
    assert "人民币" in page.content.decode()
    values = {"amount": "50.00", "method": "pos", "ticket": "粤财 001", "once": uuid4()}
    assert finance.post(f"/fees/cases/{case.uid}/counter/", {**values, "amount": "30"}).status_code == 422
    assert finance.post(f"/fees/cases/{case.uid}/counter/", values).status_code == 302
    notice.refresh_from_db()
    assert notice.received == notice.amount
    settle(case=case, way="dismissal", by=SYSTEM, today=DAY)
    unappealed(case)  # a refund is owed from effect
    refund = Refund.objects.get()
    assert case.title in finance.get("/fees/refunds/").content.decode()
    assert finance.get(f"/fees/refunds/{refund.pk}/").status_code == 200
    assert finance.post(f"/fees/refunds/{refund.pk}/", {"compared": "1"}).status_code == 302
    head = signed_in(staff(Role.DIVISION_HEAD))
    assert case.title in head.get("/fees/refunds/").content.decode(), "the one finance officer does not release it"
    assert head.post(f"/fees/refunds/{refund.pk}/", {"voucher": "T1"}).status_code == 302
    assert finance.get("/fees/refunds/?state=paid").status_code == 200
    assert finance.get(f"/fees/cases/{case.uid}/apportion/").status_code == 200


def test_lists_cost_the_same_for_one_and_for_many() -> None:
    finance, head, zhang = staff(Role.FINANCE), staff(Role.DIVISION_HEAD), UserFactory(name="张三", verified=True)
    make_team()

    def more() -> None:
        case, claimant, _ = paying_case()
        open_fee(case=case, by=SYSTEM, today=DAY)
        Relief.objects.create(case=case, party=claimant, kind_asked="defer", ground="47-3", asked_on=DAY)
        Refund.objects.create(case=case, party=claimant, amount=1, reason="settled", made_on=DAY)

    pages = (
        (signed_in(finance), "/fees/"),
        (signed_in(finance), "/fees/refunds/"),
        (signed_in(head), "/fees/reliefs/"),
    )

    def count() -> list[int]:
        found = []
        for client, url in pages:
            client.get(url)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(url).status_code == 200
            found.append(len(captured))
        return found

    more()
    first = count()
    for _ in range(4):
        more()
    assert count() == first
    assert max(first) <= 10
    assert zhang.pk

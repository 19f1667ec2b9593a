"""What the court is late with: whoever waits reads it, who sees to it, and why, once somebody of the court has said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

import intake.review.actions
from common.cases.actions import set_deadline
from common.cases.events import SYSTEM
from common.cases.models import Case, Deadline
from common.cases.states import Holder, LateReason, Side
from common.notifications.models import Notice
from fees.money.models import Refund
from fees.money.states import RefundReason
from tests.casefile.scenes import MONDAY, Scene, a_scene, charged, pay, reviewed
from tests.stories import given
from yunfu_court.casefile.queries import case_for, page
from yunfu_court.late import late_words
from yunfu_court.reminders import _waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Iterator[Scene]:
    with a_scene() as made:
        yield made


def client(user: Any) -> Client:
    found = Client()
    found.force_login(user)
    return found


def read(scene: Scene, case: Case) -> tuple[str, str]:
    """What 张三 reads first on the page of the case, and at home."""
    shown = page(case_for(scene.zhang, case.uid, scene.town.today), scene.zhang, scene.town.today)
    return shown.headline, client(scene.zhang).get("/").content.decode()


def test_a_late_review_is_said_with_why_and_until_when(scene: Scene) -> None:
    """立案规定8: the clerk let the seven days pass; the head, who sees to it, says why, and the filer reads it."""
    case = reviewed(scene)
    assert scene.people.head
    scene.town.days(8)
    late = "法院没有按时办好：决定是否立案，应在 3 月 9 日（周一）前办完，已经晚了"
    first, home = read(scene, case)
    assert first == f"您现在不用做什么。{late} 1 天。还没办好的，庭长会督促。"
    assert late in home
    scene.town.days(3)
    first, home = read(scene, case)
    assert first == f"您现在不用做什么。{late} 4 天。庭长在督促。"
    row = case.deadlines.get(term="filing_review")
    address = f"/cases/{case.uid}/missed/{row.pk}/"
    head = client(scene.people.head)
    asked = head.get(address).content.decode()
    assert "为什么晚了" in asked
    assert "案件多、人手不够" in asked
    assert head.post(address, {"words": "催办。"}).status_code == 422
    said = {"words": "已催陈立今天办。", "reason": "handed", "expected_on": "2026-03-16"}
    assert head.post(address, said).status_code == 302
    first, home = read(scene, case)
    why = "原因：办这件事的人换了。预计 3 月 16 日（周一）前办好。庭长在督促。"
    assert first == f"您现在不用做什么。{late} 4 天。{why}"
    assert why in home
    assert "已催陈立今天办" not in first + home, "what the court says to itself"
    (told,) = Notice.objects.filter(kind="court_late", channel="in_site", title="法院为什么晚了")
    assert (told.user, f"{late} 4 天。{why}" in told.body, "已催" in told.body) == (scene.zhang, True, False)
    scene.town.days(5)
    assert "预计" not in read(scene, case)[0], "a day that passed is expected no more"


def test_a_day_of_ones_own_hides_no_lateness_at_home(scene: Scene) -> None:
    case = reviewed(scene)
    party, today = case.parties.get(side=Side.CLAIMANT), scene.town.today
    set_deadline(
        case=case, term="correction", holder=Holder.PARTY, party_id=party.pk, start=today, amount=30, by=SYSTEM
    )
    own = "您的最后一天是"
    home = read(scene, case)[1]
    assert own in home
    assert "另外，" not in home, "nothing is late yet, and who acts next is no news beside one's own day"
    scene.town.days(8)
    home = read(scene, case)[1]
    assert home.index(own) < home.index("另外，") < home.index("法院没有按时办好：决定是否立案")


def test_what_was_done_is_late_no_more(scene: Scene) -> None:
    case = reviewed(scene)
    scene.town.days(8)
    assert "没有按时" in read(scene, case)[0]
    intake.review.actions.register(filing=case.filing, by=given.by(scene.people.clerk), today=scene.town.today)
    first, home = read(scene, case)
    assert "没有按时" not in first + home


@pytest.mark.parametrize("reason", LateReason)
def test_every_reason_is_said_in_plain_words(reason: LateReason) -> None:
    row = Deadline(name="法院退还诉讼费", due=MONDAY, holder=Holder.FINANCE, late_reason=reason)
    words = late_words(row, MONDAY + timedelta(days=1))
    assert f"原因：{reason.words}。" in words
    assert words.startswith("法院没有按时办好：退还诉讼费，")


def test_the_money_of_another_is_not_said(scene: Scene) -> None:
    """What goes back to 张三, and that it is late, is nobody else's to read."""
    case = charged(scene)
    pay(scene, case)
    case, today = given.fresh(case), scene.town.today
    first = case.parties.get(side=Side.CLAIMANT)
    notice = case.fee_notices.get()
    Refund.objects.create(case=case, party=first, notice=notice, amount=100, reason=RefundReason.SETTLED, made_on=today)
    subject = f"refund:{Refund.objects.get().pk}"
    row = set_deadline(case=case, term="refund", holder=Holder.FINANCE, start=today, by=SYSTEM, subject=subject)
    for user, reads in ((scene.zhang, True), (scene.li, False)):
        shown = page(case_for(user, case.uid, today), user, today)
        assert ("refund" in {row.term for row in shown.deadlines}) is reads
    Refund.objects.update(party=case.parties.get(side=Side.RESPONDENT))
    assert [each.name for each in _waiting(row)] == ["李四"], "and nobody else is told that the court is late with it"

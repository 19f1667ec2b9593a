"""A request for relief says what was decided (办法48第3款), and asks for nothing until then (解释213)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.test import Client

from common.cases.actions import link_party
from common.cases.events import SYSTEM
from common.cases.models import Case, Deadline
from common.cases.rules import ActionRefused
from common.documents.models import Paper
from common.law import clock
from common.law.papers import PaperKind
from common.people.states import Role
from fees.charging.actions import open_fee
from fees.charging.queries import desk
from fees.relief.actions import decide_relief
from fees.relief.models import Relief
from fees.relief.rules import grounds, outcome
from fees.relief.states import ReliefGround, ReliefKind, ReliefState
from tests.factories import UserFactory, staff
from tests.factories.triage import DAY, by, make_team, paying_case
from tests.fees.test_road import ask
from tests.tables import rows

SATURDAY, MONDAY = date(2026, 4, 11), date(2026, 4, 13)
EXEMPT, REDUCE, DEFER = ReliefKind


@rows(
    ("state", "asked", "granted", "words", "articles"),
    [
        (ReliefState.PENDING, EXEMPT, None, "待决定", None),
        (ReliefState.WITHDRAWN, EXEMPT, None, "已撤回", None),
        (ReliefState.REFUSED, EXEMPT, None, "未批准", ["45", "48"]),
        (ReliefState.GRANTED, EXEMPT, EXEMPT, "已准予免交", ["45"]),
        (ReliefState.GRANTED, EXEMPT, REDUCE, "已准予减交，没有批准免交", ["46", "46", "48"]),
        (ReliefState.GRANTED, EXEMPT, DEFER, "已准予缓交，没有批准免交", ["47", "48"]),
        (ReliefState.GRANTED, REDUCE, DEFER, "已准予缓交，没有批准减交", ["47", "48"]),
        (ReliefState.GRANTED, DEFER, REDUCE, "已准予减交", ["46", "46"]),
        (ReliefState.GRANTED, DEFER, DEFER, "已准予缓交", ["47"]),
    ],
)
def test_the_words_and_the_articles_come_from_the_decision(
    state: ReliefState, asked: ReliefKind, granted: ReliefKind | None, words: str, articles: list[str] | None
) -> None:
    assert outcome(state, asked=asked, granted=granted) == words
    if articles is not None:
        found = grounds(asked=asked, granted=granted)
        assert [str(each.number) for each in found] == articles


@pytest.fixture
def asking(db: None) -> tuple[Case, Any, Any]:
    """张三 asks to be exempted."""
    zhang = UserFactory(name="张三", verified=True)
    make_team()
    case, claimant, _ = paying_case(claimant_user=zhang)
    link_party(party=claimant, user_id=zhang.pk, by=SYSTEM, today=DAY)
    open_fee(case=case, by=SYSTEM, today=DAY)
    return case, zhang, ask(case, zhang, ReliefKind.EXEMPT, ReliefGround.E3)


def read(user: Any, case: Case) -> str:
    client = Client()
    client.force_login(user)
    with clock.at(DAY):
        return client.get(f"/fees/cases/{case.uid}/").content.decode()


def test_deferred_who_asked_to_be_exempted_reads_both_and_one_last_day(asking: tuple[Any, ...]) -> None:
    case, zhang, relief = asking
    decision: Any = {"grant": ReliefKind.DEFER, "until": SATURDAY, "by": by(staff(Role.DIVISION_HEAD)), "today": DAY}
    with pytest.raises(ActionRefused, match="为什么没有批准"):
        decide_relief(relief=relief, **decision)
    done = decide_relief(relief=relief, reason="有固定收入。", **decision)
    assert done.until == Deadline.objects.get(case=case, term="fee_payment", state="open").due == MONDAY
    page = read(zhang, case)
    assert "申请免交：已准予缓交，没有批准免交" in page
    assert "有固定收入。" in page
    assert "4 月 13 日" in page
    context = Paper.objects.get(case=case, kind=PaperKind.FEE_RELIEF_DECISION).context
    paper = render_to_string("fees/relief/papers/relief.html", context)
    assert "申请的免交不予批准" in paper
    assert "有固定收入。" in paper
    assert "2026年4月13日" in paper
    assert ["四十七条" in each for each in context["grounds"]] == [True, False]
    with pytest.raises(IntegrityError, match="relief_less_has_reason"), transaction.atomic():
        Relief.objects.filter(pk=relief.pk).update(reason="")


def test_nothing_asks_to_pay_while_the_request_is_examined(asking: tuple[Any, ...]) -> None:
    case, zhang, relief = asking
    page = read(zhang, case)
    assert "减免申请正在审查，现在不用交费" in page
    assert "去支付" not in page
    assert "最后一天" not in page
    assert desk(zhang, DAY) == []
    decide_relief(relief=relief, grant=ReliefKind.EXEMPT, by=by(staff(Role.DIVISION_HEAD)), today=DAY)
    assert "已准予免交" in read(zhang, case)

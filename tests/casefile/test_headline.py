"""What stands first on the case page of a party: the one thing due now, or that nothing is."""

from __future__ import annotations

from datetime import date

import pytest

from common.cases.actions import set_deadline
from common.cases.events import SYSTEM
from common.cases.models import Case, Party
from common.cases.queries import Offer, Panel
from common.cases.states import Holder, Stage
from common.law import clock
from tests.factories import court as court_of
from tests.factories.cases import make_case
from yunfu_court.casefile.headline import calm, main_of
from yunfu_court.casefile.queries import _deadlines

DAY = date(2026, 3, 2)


def panel(order: int, *words: str) -> Panel:
    offers = [Offer(each.removesuffix("!"), "x", main=each.endswith("!")) for each in words]
    return Panel(str(order), offers=offers, order=order)


@pytest.mark.parametrize(
    ("panels", "party", "court"),
    [
        # the complaint may still be answered, the agreement waits for a signature now
        ([panel(10, "查看申请材料!", "补充证据"), panel(20, "签署调解协议!")], "签署调解协议", "查看申请材料"),
        ([panel(10, "补正材料!"), panel(40, "申请减免")], "补正材料", "补正材料"),
        ([panel(20, "确认无争议事实!", "选择调解时间!"), panel(30, "结案")], "确认无争议事实", "确认无争议事实"),
        ([panel(20, "审查协议!"), panel(30, "结案!")], "结案", "审查协议"),
    ],
)
def test_one_main_act(panels: list[Panel], party: str, court: str) -> None:
    for words, for_court in ((party, False), (court, True)):
        found = main_of(panels, court=for_court)
        assert found is not None
        assert found.words == words


def test_nothing_due_has_no_main_act() -> None:
    assert main_of([panel(10, "补充证据")], court=False) is None


def said(case: Case, party: Party) -> str:
    return calm(case, party, _deadlines(case, party, staff=False), [], DAY)


@pytest.mark.django_db
def test_who_waits_reads_for_whom_and_until_when() -> None:
    case, first, second = make_case(court=court_of(), on=DAY)
    with clock.at(DAY):
        assert said(case, first) == "您现在不用做什么。有新的进展，法院会通知您。"
        set_deadline(case=case, term="filing_review", holder=Holder.CLERK, start=DAY, by=SYSTEM)
        assert said(case, first) == "您现在不用做什么。接下来法院决定是否立案，最晚 3 月 9 日（周一）。"
        own = {"holder": Holder.PARTY, "party_id": second.pk, "subject": f"party:{second.pk}"}
        set_deadline(case=case, term="answer", start=DAY, by=SYSTEM, **own)
        assert said(case, second).startswith("您的最后一天：3 月 17 日（周二）")
        assert said(case, first).startswith("您现在不用做什么")  # it is the other side's
        case.stage = Stage.CLOSED
        assert said(case, first) == "本案已结束。结果写在法院发给您的文书里。您现在不用做什么。"

"""An appeal stops the fee; the court above gives it its end (民诉法158, 174, 177; 办法17, 22, 30)."""

from __future__ import annotations

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.test import Client

from common.cases.models import Deadline
from common.cases.rules import ActionRefused
from common.cases.states import TodoKind
from common.documents.models import Paper
from common.law import clock
from common.law.papers import PaperKind
from common.people.states import Role
from fees.settling import rules
from fees.settling.actions import choose_refund
from fees.settling.states import RefundChoice
from tests.factories.triage import DAY, by
from tests.fees.settling.suits import ABOVE, FULL, OVER, Above, Suit, faults, ruled
from tests.tables import rows
from triage.trial.actions import end_appeal, follow_appeal, record_appeal
from triage.trial.models import Appeal
from triage.trial.states import AppealResult

pytestmark = pytest.mark.django_db


def test_an_appeal_stops_everything_also_after_it_began(suit: Suit) -> None:
    suit.judged([(suit.second.pk, None)])
    suit.in_effect()
    choose_refund(bearing=suit.of(suit.first), choice=RefundChoice.COURT, by=by(suit.zhang), today=OVER)
    with pytest.raises(ActionRefused, match="已经过了"):
        record_appeal(case=suit.case, party=suit.second, on=OVER, by=by(suit.clerk), today=OVER)
    with clock.at(OVER):
        client = Client()
        client.force_login(suit.clerk)
        page = f"/triage/cases/{suit.case.uid}/appeal/"
        assert client.get(page).status_code == 200
        sent = {
            "party": suit.second.pk,
            "on": "2026-03-17",
            "disputed": "5000",
            "signer": "李四",
        }  # posted on the last day, it came in on the next
        assert client.post(page, sent).status_code == 302
    assert (suit.back(), suit.asked()) == ([], [])
    suit.night(date(2026, 4, 30))
    assert (suit.back(), suit.asked()) == ([], [])
    assert "已经上诉" in suit.page(suit.zhang)
    assert not Deadline.objects.filter(case=suit.case, term="refund", state="open").exists()
    assert faults() == []


def test_an_appeal_is_told_to_everybody_starts_its_terms_and_names_the_money_that_had_moved(books: None) -> None:
    """民诉法174; 办法22, 30."""
    suit = Above()
    assert "李四于 2026 年 3 月 17 日（周二）上诉" in suit.told(suit.zhang)
    assert "预交上诉案件受理费" in suit.told(suit.li)
    own = Deadline.objects.get(case=suit.case, term="appeal_judgment", party=suit.second)
    assert own.state == "met", "who has appealed is not reminded to"
    terms = Deadline.objects.filter(case=suit.case, state="open")
    assert dict(terms.filter(term__startswith="appeal_").values_list("term", "due")) == {
        "appeal_copy": date(2026, 3, 24)
    }
    money = suit.case.todos.get(what=TodoKind.UNDONE_MONEY, done_on=None)
    assert "已退还张三 300.00 元，已收李四 300.00 元" in money.words
    assert money.role == Role.FINANCE
    day = date(2026, 3, 24)
    with clock.at(day):
        copies = {(Appeal.objects.get().pk, suit.first.pk): day}
        follow_appeal(case=suit.case, copies=copies, by=by(suit.clerk), today=day)
        suit.served(suit.second, paper=PaperKind.APPEAL_FEE_NOTICE, on=day)
    assert Deadline.objects.get(case=suit.case, term="appeal_copy").state == "met"
    assert dict(terms.filter(term__startswith="appeal_").values_list("term", "due")) == {
        "appeal_answer": date(2026, 4, 8),
        "appeal_file": date(2026, 4, 13),
        "appeal_fee": date(2026, 3, 31),
    }
    suit.night(date(2026, 10, 9))
    unpaid = suit.case.todos.get(what=TodoKind.APPEAL, subject=f"unpaid:{suit.second.subject}", done_on=None)
    assert "李四没有按期预交" in unpaid.words, "解释318: the court above takes the appeal for withdrawn"
    assert suit.case.todos.filter(what=TodoKind.APPEAL, done_on=None).exists(), "it stands while the file is above"


def test_copies_and_the_file_are_written_down_in_one_go(books: None) -> None:
    suit, sent = Above(), date(2026, 4, 9)
    said = {"case": suit.case, "by": by(suit.clerk), "today": sent}
    with clock.at(sent):
        with pytest.raises(ActionRefused, match="还没有登记收到上诉状副本的：张三（李四的上诉）") as refused:
            follow_appeal(sent_on=sent, **said)
        assert refused.value.field == "sent_on"
        copies = {(Appeal.objects.get().pk, suit.first.pk): date(2026, 3, 24)}
        with pytest.raises(ActionRefused, match="张三的答辩期到 2026 年 4 月 8 日"):  # 民诉法174
            follow_appeal(copies=copies, sent_on=date(2026, 4, 8), **said)
        follow_appeal(copies=copies, sent_on=sent, **said)
    term = Deadline.objects.get(case=suit.case, term="appeal_file")
    assert (term.state, term.ended_on) == ("met", sent)


def test_an_appeal_withdrawn_ends_nothing_while_another_may_still_appeal(suit: Suit) -> None:
    """民诉法158, 171: each party has its own fifteen days, and each appeal stands for itself."""
    suit.judged([(suit.second.pk, None)])
    early = date(2026, 3, 10)
    said = {"by": by(suit.clerk), "today": early, "disputed": 500_000}
    left = {"case": suit.case, "result": AppealResult.WITHDRAWN, "by": by(suit.clerk), **ABOVE, "made_on": early}
    with clock.at(early):
        record_appeal(case=suit.case, party=suit.second, on=date(2026, 3, 4), **said)
        record_appeal(case=suit.case, party=suit.first, on=early, **said)
        with pytest.raises(ActionRefused, match="有几位上诉人"):
            end_appeal(on=early, today=early, **left)
        with pytest.raises(ActionRefused, match="张三上诉之日（2026 年 3 月 10 日") as refused:
            end_appeal(on=date(2026, 3, 9), today=early, party=suit.first, **left)  # of 李四 it may be
        assert refused.value.field == "on"
        with pytest.raises(ActionRefused, match="张三上诉之日") as refused:
            end_appeal(on=early, today=early, party=suit.first, **{**left, "made_on": date(2026, 3, 9)})
        assert refused.value.field == "made_on"
        end_appeal(on=early, today=early, party=suit.first, **left)
    assert "张三撤回上诉；其他人的上诉继续" in suit.told(suit.li)
    assert "还没有生效" in suit.page(suit.zhang)
    assert not suit.case.closings.get().appeal_result
    assert suit.back() == []
    assert suit.case.todos.filter(what=TodoKind.APPEAL, done_on=None).count() == 1, "that of 李四 is above"
    with clock.at(OVER):
        end_appeal(on=OVER, today=OVER, party=suit.second, **left)
        assert faults() == []
    closing = suit.case.closings.get()
    assert (closing.appeal_result, closing.appeal_ended_on) == ("withdrawn", OVER)


@pytest.mark.parametrize(
    ("result", "loser", "back", "asked"),
    [
        (AppealResult.UPHELD, "", 0, []),  # what was paid and given back was right
        (AppealResult.WITHDRAWN, "", 0, []),
        (AppealResult.DEEMED, "", 0, []),
        (AppealResult.CHANGED, "first", FULL, []),  # 李四 is asked how his comes back; then 张三 pays
    ],
)
def test_the_court_above_gives_the_fee_its_end(
    books: None, result: AppealResult, loser: str, back: int, asked: list[tuple[int, int, str]]
) -> None:
    suit = Above()
    row = suit.ended(result, [(getattr(suit, loser).pk, None)] if loser else [])
    assert (row.effective_on, row.stayed_on) == (date(2026, 6, 1), None)
    assert suit.of(suit.second).back == back
    assert [each for each in suit.asked() if each[2] == "open"] == asked
    kinds = [TodoKind.UNDONE_MONEY, TodoKind.APPEAL]
    assert not suit.case.todos.filter(what__in=kinds, done_on=None).exists()
    assert f"二审结果是{result.label}，2026 年 6 月 1 日" in suit.told(suit.li)
    if back:
        choice = {"choice": RefundChoice.COURT, "by": by(suit.li), "today": date(2026, 6, 1)}
        choose_refund(bearing=suit.of(suit.second), **choice)
        assert (suit.first.pk, FULL, "open") in suit.asked()
    assert faults() == []


def test_a_case_sent_back_has_no_end_and_somebody_registers_it_anew(books: None) -> None:
    suit = Above()
    row = suit.ended(AppealResult.SENT_BACK, [])
    assert row.undone_on == date(2026, 6, 1)
    assert suit.case.todos.filter(what=TodoKind.SENT_BACK, done_on=None).exists()


def test_the_pages_of_an_appeal(books: None) -> None:
    suit = Above()
    client = Client()
    client.force_login(suit.clerk)
    page = f"/triage/cases/{suit.case.uid}/appeal/"
    with clock.at(date(2026, 6, 1)):
        assert "登记二审结果" in suit.page(suit.clerk)
        assert client.post(f"{page}course/", {}).status_code == 422
        assert client.post(f"{page}course/", {"sent_on": "2026-04-10"}).status_code == 422
        sent = {f"copy_{Appeal.objects.get().pk}_{suit.first.pk}": "2026-03-24", "sent_on": "2026-04-10"}
        assert client.post(f"{page}course/", sent).status_code == 302
        assert client.get(f"{page}result/").status_code == 200
        assert client.post(f"{page}result/", {"result": "changed", "on": "2026-06-01"}).status_code == 422
        said = {"result": "changed", "on": "2026-06-01", "bears": suit.first.pk}
        said |= {"number": "（2026）粤53民终12号", "made_on": "2026-05-20"}
        assert client.post(f"{page}result/", said).status_code == 302
        shown = suit.page(suit.clerk)
    assert "改判" in shown
    assert "登记二审结果" not in shown


@rows(
    ("way", "cause", "disputed", "wages", "fee"),
    [
        ("judgment", "103", 2_000_000, False, 30_000),  # 办法13, 17: by what is disputed, never halved
        ("judgment", "103", 500_000, False, 5_000),
        ("judgment", "14", None, False, 30_000),  # 离婚: as in the first instance
        ("judgment", "205.1", 500_000, False, 1_000),  # 劳动争议
        ("judgment", "205.1", 500_000, True, None),  # 追索劳动报酬: nothing beforehand (20)
        ("dismissal", "103", 500_000, False, None),  # 办法8(3)
    ],
)
def test_what_an_appeal_costs(way: str, cause: str, disputed: int | None, wages: bool, fee: int | None) -> None:
    found = rules.appeal_fee(way, cause=cause, disputed=disputed, wages=wages, day=OVER)
    assert (found.value.fee_fen if found.value else None) == fee
    assert found.articles


def test_the_appellant_is_told_what_its_appeal_costs_and_by_when(suit: Suit) -> None:
    """办法17, 22第2款: by the part it does not accept, seven days from the receipt of the notice, to the court above.
    Nothing of it is in these books."""
    suit.judged([(suit.second.pk, None)])
    suit.served(*suit.case.parties.order_by("pk"))
    asked = {"case": suit.case, "party": suit.second, "on": DAY, "by": by(suit.clerk), "today": DAY}
    with pytest.raises(ActionRefused, match="不服一审判决部分的金额"):
        record_appeal(**asked)
    with clock.at(DAY):
        record_appeal(disputed=1_500_000, **asked)
        record_appeal(disputed=1_500_000, **asked)
        record_appeal(disputed=200_000, **{**asked, "party": suit.first})  # 解释202: each for its own
    papers = Paper.objects.filter(case=suit.case, kind=PaperKind.APPEAL_FEE_NOTICE).order_by("pk")
    found = [(paper.party_id, paper.context["amount"], paper.context["disputed"]) for paper in papers]
    assert found == [(suit.second.pk, 17_500, 1_500_000), (suit.first.pk, 5_000, 200_000)]
    html = render_to_string("fees/settling/papers/appeal_fee.html", papers[0].context)
    for words in ("15,000.00元", "次日起七日内向", "中级人民法院预交", "按自动撤回上诉处理"):
        assert words in html
    assert "上诉受理费 175 元，收到通知书后 7 日内向上级法院交" in suit.told(suit.li)
    assert "请您向上级法院预交上诉案件受理费 175.00 元" in suit.page(suit.li)
    assert "175.00" not in suit.page(suit.zhang), "what the other one prepays is its own"
    terms = Deadline.objects.filter(case=suit.case, term="appeal_fee").order_by("pk")
    assert [(row.party, row.state) for row in terms] == [(suit.second, "waiting"), (suit.first, "waiting")]
    suit.served(suit.second, paper=PaperKind.APPEAL_FEE_NOTICE)
    assert terms.get(party=suit.second).due == date(2026, 3, 9)
    paid_on = {"case": suit.case, "by": by(suit.clerk), "today": DAY}
    follow_appeal(paid={Appeal.objects.get(party=suit.first).pk: DAY}, **paid_on)  # before the notice had reached it
    assert [row.state for row in terms.all()] == ["open", "met"]
    assert (suit.asked(), suit.back()) == ([], [])


def test_an_appeal_against_a_dismissal_costs_nothing(suit: Suit) -> None:
    ruled(suit, "dismissal")
    suit.served(suit.first, paper=PaperKind.RULING_DISMISSAL)
    with clock.at(DAY):
        record_appeal(case=suit.case, party=suit.first, on=DAY, by=by(suit.clerk), today=DAY)
    assert not Paper.objects.filter(case=suit.case, kind=PaperKind.APPEAL_FEE_NOTICE).exists()
    assert "预交" not in suit.told(suit.zhang).split("上诉状")[-1]


def test_who_pays_above_gets_it_back_from_above(books: None) -> None:
    suit = Above()
    suit.ended(AppealResult.SENT_BACK, [])
    assert "二审受理费，由上级法院退还" in suit.told(suit.li)  # 办法27第1款

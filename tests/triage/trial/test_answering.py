"""Nobody is heard or judged before they have the complaint and had the time to answer (民诉法128), unless everybody
does without (解释266, 275)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from common.cases.actions import PartyData, add_party, move_home
from common.cases.actions.leaving import leave
from common.cases.events import SYSTEM
from common.cases.models import Deadline, Party, Todo
from common.cases.rules import ActionRefused
from common.cases.states import PartyKind, Side, TodoKind
from common.delivery.actions import expire_published, fail_service, publish, serve_again
from common.delivery.models import Service
from common.delivery.states import Method
from common.law import clock
from common.law.abroad import Home
from common.law.papers import PaperKind
from common.law.procedures import Procedure
from tests.factories.triage import DAY, by, ordered, paper_of, served
from tests.tables import rows
from tests.triage.trial.trials import Trial, client
from triage.trial.actions import (
    agree_answer,
    close,
    record_hearing,
    seek_conversion,
    sign_ruling,
    waive_answer,
)
from triage.trial.models import AnswerTerm, Closing, Hearing, Ruling
from triage.trial.rules import Stand, may_close, may_say, too_early, unanswered
from triage.trial.states import ClosingWay, HearingMode, SaidHow
from yunfu_court.verifying.invariants import spans
from yunfu_court.verifying.services import INVARIANTS

HEARD = next(each for each in INVARIANTS if each.name == "services.heard")
ON = date(2026, 3, 20)
ZHANG = Stand(1, "原告张三", sued=False, joined_on=DAY)
LI = Stand(2, "被告李四", sued=True, joined_on=DAY)
WANG = Stand(3, "被告王五", sued=True, joined_on=DAY)
SERVED = {"served_on": date(2026, 3, 4), "last": date(2026, 3, 19)}
SERVED_ABROAD = {"served_on": date(2026, 3, 4), "last": date(2026, 4, 3)}
SAID = {"waived_on": date(2026, 3, 10)}

# (what, parties, for whom it is too early on the 20th, what is said)
JUDGED: list[tuple[str, list[Stand], list[str], str]] = [
    ("never sent", [ZHANG, LI], ["被告李四"], "被告李四还没有收到起诉状副本"),
    ("the last day is over", [ZHANG, replace(LI, **SERVED)], [], ""),
    ("on the last day", [ZHANG, replace(LI, **SERVED | {"last": ON})], ["被告李四"], "还没有过"),
    ("one of two is not served", [ZHANG, replace(LI, **SERVED), WANG], ["被告王五"], "请先送达起诉状副本"),
    ("thirty days without domicile", [ZHANG, replace(LI, **SERVED_ABROAD)], ["被告李四"], "2026 年 4 月 3 日"),
    ("served, but no day began to run", [ZHANG, replace(LI, served_on=DAY)], ["被告李四"], "还没有开始"),
    ("all sides do without", [replace(ZHANG, **SAID), replace(LI, **SAID)], [], ""),
    ("the claimant did not say so", [ZHANG, replace(LI, **SAID)], ["被告李四"], "请先登记"),
    (
        "one respondent did not",
        [replace(ZHANG, **SAID), replace(LI, **SAID), WANG],
        ["被告李四", "被告王五"],
        "被告王五",
    ),
    (
        "said after this day",
        [replace(ZHANG, waived_on=DAY), replace(LI, waived_on=date(2026, 3, 21))],
        ["被告李四"],
        "",
    ),
    ("who left is not waited for", [ZHANG, replace(LI, **SERVED), replace(WANG, left_on=date(2026, 3, 6))], [], ""),
    ("who came later is", [ZHANG, replace(LI, **SERVED), replace(WANG, joined_on=ON)], ["被告王五"], "被告王五"),
    ("who came after it is not", [ZHANG, replace(LI, **SERVED), replace(WANG, joined_on=date(2026, 3, 21))], [], ""),
]

WHY = "案情复杂。"


@rows(("what", "stands", "early", "words"), JUDGED)
def test_for_whom_a_judgment_comes_too_early(stands: list[Stand], early: list[str], words: str) -> None:
    found = unanswered(stands, ON)
    assert [each.called for each in found.value] == early
    assert words in too_early(found.value, "判决", "summary")
    assert bool(too_early(found.value, "判决", "summary")) == bool(early)


@rows("way", ClosingWay)
def test_only_a_judgment_waits_for_the_answer(way: ClosingWay) -> None:
    assert bool(may_close(way, [ZHANG, LI], ON).value) is (way is ClosingWay.JUDGMENT)


@rows(
    ("procedure", "how", "refused"),
    [
        ("summary", SaidHow.WRITTEN, ""),
        ("summary", SaidHow.IN_COURT, ""),
        ("small", SaidHow.IN_COURT, ""),
        ("small", SaidHow.ONLINE, ""),
        ("small", SaidHow.WRITTEN, "到庭后才能"),
        ("ordinary_single", SaidHow.IN_COURT, "只有适用简易程序"),
        ("ordinary_panel", SaidHow.WRITTEN, "只有适用简易程序"),
        ("", SaidHow.IN_COURT, "只有适用简易程序"),
    ],
)
def test_where_the_parties_may_do_without(procedure: str, how: SaidHow, refused: str) -> None:
    found = may_say(procedure, how)
    assert refused in found.value
    assert bool(found.value) is bool(refused)
    assert "先登记" not in too_early([LI], "开庭", "ordinary_panel")


@pytest.fixture
def today(db: None) -> Iterator[date]:
    with clock.at(DAY):
        yield DAY


def heard(trial: Trial, on: date) -> Hearing:
    return record_hearing(case=trial.case, on=on, mode=HearingMode.IN_PERSON, by=by(trial.clerk), today=on)


def said(trial: Trial, *parties: Party, **more: Any) -> list[AnswerTerm]:
    values: dict[str, Any] = {"how": SaidHow.IN_COURT, "on": DAY, "today": DAY} | more
    return waive_answer(case=trial.case, parties=parties, by=by(trial.clerk), **values)


def test_a_case_is_heard_and_judged_after_the_last_day(today: date) -> None:
    trial = Trial(served=None)
    with pytest.raises(ActionRefused, match=r"被告李四还没有收到起诉状副本.*请先送达"):
        heard(trial, DAY)
    served(trial.second, DAY)
    last = Deadline.objects.get(case=trial.case, term="answer").due
    assert last == date(2026, 3, 17)
    with clock.at(last):
        with pytest.raises(ActionRefused, match="2026 年 3 月 17 日（周二），还没有过，不能开庭"):
            heard(trial, last)
        with pytest.raises(ActionRefused, match="不能判决") as refused:
            close(case=trial.case, way="judgment", by=by(trial.judge), today=last, document_id=1)
        assert refused.value.field == "way"
    with clock.at(last + timedelta(1)):
        assert heard(trial, last + timedelta(1)).on == date(2026, 3, 18)


def test_both_sides_come_and_are_heard_at_once(today: date) -> None:
    """解释266第3款: without receipt, without a day; each said it for itself, who, when and how is written down."""
    trial = Trial(served=None)
    page = client(trial.clerk).get(trial.url("hearing")).content.decode()
    assert "被告李四还没有收到起诉状副本" in page
    assert trial.url("answer-term") in page
    assert "登记答辩期的约定" in trial.page(trial.clerk)
    form = {"choice": "waived", "how": "in_court", "on": DAY.isoformat(), "note": "笔录第 2 页", "last": ""}
    client(trial.clerk).post(trial.url("answer-term"), {**form, "parties": [str(trial.first.pk)]})
    with pytest.raises(ActionRefused, match="被告李四"):
        heard(trial, DAY)
    shown = client(trial.clerk).post(trial.url("answer-term"), {**form, "parties": [str(trial.second.pk)]}, follow=True)
    assert "李四：不需要答辩期" in shown.content.decode()
    assert "笔录第 2 页" in shown.content.decode()
    row = AnswerTerm.objects.get(party=trial.second)
    assert (row.on, row.how, row.recorded_by_id, row.note) == (DAY, "in_court", trial.clerk.pk, "笔录第 2 页")
    assert heard(trial, DAY).on == DAY
    for user in (trial.zhang, trial.li):
        assert "不需要答辩期" in trial.page(user)
    assert said(trial, trial.second) == [row]


def test_a_waiver_is_not_taken_where_the_law_knows_none(today: date) -> None:
    trial = Trial("ordinary_single", served=None)
    with pytest.raises(ActionRefused, match="只有适用简易程序") as refused:
        said(trial, trial.first)
    assert refused.value.field == "how"
    assert "登记答辩期的约定" not in trial.page(trial.judge)
    assert "各方都表示" not in client(trial.judge).get(trial.url("close")).content.decode()


def test_the_day_of_a_waiver_lies_in_the_case(today: date) -> None:
    small = Trial("small", served=None)
    with pytest.raises(ActionRefused, match="晚于今天"):
        said(small, small.first, on=DAY + timedelta(1))
    with pytest.raises(ActionRefused, match="早于立案"):
        said(small, small.first, on=DAY - timedelta(1))


def test_a_respondent_who_comes_later_is_served_too(today: date) -> None:
    trial = Trial()
    said(trial, trial.first, trial.second)
    data = PartyData(side=Side.RESPONDENT, kind=PartyKind.NATURAL, name="赵六", address="云浮市云城区")
    later = add_party(case=trial.case, data=data, today=DAY)
    with pytest.raises(ActionRefused, match="被告赵六还没有收到"):
        heard(trial, DAY)
    leave(case=trial.case, party_ids=[later.pk], today=DAY)
    with pytest.raises(ActionRefused, match="已经退出"):
        said(trial, later)
    assert heard(trial, DAY)


def test_an_agreed_last_day_is_the_term(today: date) -> None:
    """解释266第1款: with the respondent's consent, by its receipt; nobody else's term moves."""
    trial = Trial(served=None)
    with pytest.raises(ActionRefused, match="请先送达"):
        agree(trial, date(2026, 3, 9))
    served(trial.second, DAY)
    with pytest.raises(ActionRefused, match="答辩期是被告的"):
        agree(trial, date(2026, 3, 9), party=trial.first)
    agree(trial, date(2026, 3, 9))
    row = Deadline.objects.get(case=trial.case, term="answer", state="open")
    assert (row.due, row.amount, row.party_id) == (date(2026, 3, 9), 7, trial.second.pk)
    assert any("第二百六十六条" in cite for cite in row.articles)
    with clock.at(date(2026, 3, 10)):
        assert heard(trial, date(2026, 3, 10))


def test_small_claims_agree_within_the_length_of_the_law(today: date) -> None:
    trial = Trial("small", served=DAY)
    with pytest.raises(ActionRefused, match="2026-03-17"):
        agree(trial, date(2026, 3, 18))
    assert agree(trial, date(2026, 3, 17)).last == date(2026, 3, 17)


def agree(trial: Trial, last: date, party: Party | None = None) -> AnswerTerm:
    values: dict[str, Any] = {"how": SaidHow.IN_COURT, "on": DAY, "today": DAY, "by": by(trial.clerk)}
    return agree_answer(case=trial.case, party=party or trial.second, last=last, **values)


def test_sixty_days_of_notice_and_thirty_to_answer_are_waited_for(today: date) -> None:
    """民诉法95, 283, 285: who has no domicile in China and is nowhere to be found."""
    trial = Trial("ordinary_single", served=None)
    move_home(party=trial.second, home=Home.ABROAD, by=SYSTEM, today=DAY)
    service = ordered(trial.second, DAY)
    for method in (Method.IN_PERSON, Method.PUBLIC):
        fail_service(service=service, by=by(trial.clerk), reason="查无此人")
        service = serve_again(service=service, method=method, by=by(trial.clerk))
    publish(service=service, on=DAY, where="法院公告栏", by=by(trial.clerk), today=DAY)
    for day, words in ((date(2026, 5, 1), "还没有收到"), (date(2026, 5, 31), "2026 年 6 月 5 日")):
        with clock.at(day):
            expire_published(today=day)
            with pytest.raises(ActionRefused, match=words):
                heard(trial, day)


def test_a_withdrawal_and_a_settlement_wait_for_nobody(today: date) -> None:
    trial = Trial(served=None)
    with pytest.raises(ActionRefused, match="请上传民事调解书"):
        close(case=trial.case, way="mediation", by=by(trial.judge), today=DAY)
    paper = paper_of(trial.case, PaperKind.MEDIATION_PAPER, trial.judge)
    assert close(case=trial.case, way="mediation", by=by(trial.judge), today=DAY, document_id=paper)
    assert Closing.objects.get().way == "mediation"
    assert set(trial.case.services.filter(kind="mediation_paper").values_list("party", flat=True)) == {
        trial.first.pk,
        trial.second.pk,
    }
    assert broken("services.papered") == []
    Service.objects.filter(kind="mediation_paper").delete()
    assert broken("services.papered") == [f"closing {Closing.objects.get().pk}"]


def broken(name: str) -> list[str]:
    found = next(each for each in INVARIANTS if each.name == name)
    return [fault.row for span in spans() for fault in found.find(span)]


def judged(trial: Trial, on: date, unheard: str = "") -> Closing:
    paper = paper_of(trial.case, PaperKind.JUDGMENT, trial.judge)
    return close(case=trial.case, way="judgment", by=by(trial.judge), today=on, document_id=paper, unheard=unheard)


@pytest.mark.parametrize("procedure", ["ordinary_single", "ordinary_panel", "summary", "small"])
def test_nobody_is_judged_unheard(today: date, procedure: str) -> None:
    """民诉法145; only where the hearing may be replaced does the judge say how everybody was heard (162)."""
    trial = Trial(procedure)
    why = "双方同意不开庭，已分别到庭陈述意见，记入笔录。"
    if procedure.startswith("ordinary"):
        with pytest.raises(ActionRefused, match="还没有开庭，不能判决。请先开庭并登记。"):
            judged(trial, DAY, why)
        return
    with pytest.raises(ActionRefused, match="“没有开庭的理由”") as refused:
        judged(trial, DAY)
    assert refused.value.field == "unheard"
    assert judged(trial, DAY, why).unheard == why
    assert broken("services.judged_heard") == []
    Closing.objects.update(unheard="")
    assert broken("services.judged_heard") == [f"closing {Closing.objects.get().pk}"]


def test_who_joined_after_the_hearing_is_heard_before_the_judgment(today: date) -> None:
    trial = Trial("ordinary_single")
    heard(trial, DAY)
    later, last = date(2026, 3, 10), date(2026, 4, 10)
    with clock.at(later):
        data = PartyData(side=Side.RESPONDENT, kind=PartyKind.NATURAL, name="赵六", address="云浮市")
        served(add_party(case=trial.case, data=data, today=later), later)
    with clock.at(last):
        with pytest.raises(ActionRefused, match="赵六参加诉讼后还没有开过庭"):
            judged(trial, last)
        heard(trial, last)
        assert judged(trial, last).way == "judgment"


def test_what_was_waived_in_summary_procedure_is_not_waived_in_another(today: date) -> None:
    """解释266第3款; 民诉法128: after the conversion the time to answer is waited for again."""
    trial = Trial("summary", served=None)
    said(trial, trial.first, trial.second)
    on = date(2026, 3, 3)
    with clock.at(on):
        ruling = seek_conversion(case=trial.case, to=Procedure.ORDINARY_SINGLE, words=WHY, by=by(trial.judge), today=on)
        assert isinstance(ruling, Ruling)
        sign_ruling(ruling=ruling, by=by(trial.judge), today=on)
    with clock.at(date(2026, 3, 4)), pytest.raises(ActionRefused, match="还没有收到起诉状副本"):
        heard(trial, date(2026, 3, 4))


def test_a_hearing_before_the_conversion_rests_on_what_was_waived_then(today: date) -> None:
    trial = Trial("summary", served=None)
    said(trial, trial.first, trial.second)
    heard(trial, DAY)
    on = date(2026, 3, 3)
    with clock.at(on):
        ruling = seek_conversion(case=trial.case, to=Procedure.ORDINARY_SINGLE, words=WHY, by=by(trial.judge), today=on)
        assert isinstance(ruling, Ruling)
        sign_ruling(ruling=ruling, by=by(trial.judge), today=on)
    assert not Todo.objects.filter(what=TodoKind.HEARD_EARLY, done_on=None).exists()
    assert broken("services.heard") == []


def test_without_a_respondent_there_is_nobody_to_hear_or_judge(today: date) -> None:
    """民诉法122第2项."""
    trial = Trial()
    leave(case=trial.case, party_ids=[trial.second.pk], today=DAY)
    with pytest.raises(ActionRefused, match="已经没有被告，不能开庭"):
        heard(trial, DAY)
    with pytest.raises(ActionRefused, match="已经没有被告，不能判决"):
        judged(trial, DAY, "双方已陈述意见。")


def test_a_hearing_before_a_longer_term_is_a_to_do(today: date) -> None:
    """民诉法285: the respondent turned out to live abroad; thirty days, and the hearing lay within them."""
    trial = Trial("ordinary_single", served=DAY)
    on = date(2026, 3, 18)
    with clock.at(on):
        heard(trial, on)
    with clock.at(date(2026, 3, 20)):
        move_home(party=trial.second, home=Home.ABROAD, by=by(trial.clerk), today=date(2026, 3, 20))
        todo = Todo.objects.get(what=TodoKind.HEARD_EARLY, done_on=None)
        assert "2026 年 3 月 18 日" in todo.words
        assert trial.url("hearing") in trial.page(trial.clerk)
        assert [fault for span in spans() for fault in HEARD.find(span)] == [], "somebody has it"
    with clock.at(date(2026, 4, 7)):
        with pytest.raises(ActionRefused, match="2026 年 4 月 1 日"):
            heard(trial, date(2026, 4, 1))
        heard(trial, date(2026, 4, 7))
        todo.refresh_from_db()
        assert todo.done_on == date(2026, 4, 7), "it was heard again"
        Hearing.objects.filter(on=date(2026, 4, 7)).delete()
        Todo.objects.filter(pk=todo.pk).delete()
        assert [fault.row for span in spans() for fault in HEARD.find(span)] == [f"hearing {Hearing.objects.get().pk}"]

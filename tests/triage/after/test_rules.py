"""Each way a case ends x where its appeal stands: what is said of it, and which roads are open by which day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from common.law.calendar import BUILT_IN
from tests.tables import rows
from triage.after.rules import End, Open, Second, roads, standing
from triage.after.states import Remedy
from triage.trial.states import AppealResult, ClosingWay

TODAY = date(2026, 4, 1)
LAST, EFFECT = date(2026, 4, 10), date(2026, 3, 18)
JUDGED = End(
    way=ClosingWay.JUDGMENT,
    procedure="summary",
    closed_on=date(2026, 3, 2),
    effective_on=None,
    entitled=True,
    last=LAST,
    appealed=False,
    own=False,
    result=None,
    divorce=False,
    citizens=False,
    suing=True,
    court="罗定市人民法院",
    above="云浮市中级人民法院",
)
SMALL = replace(JUDGED, procedure="small", last=None)
BINDS = replace(JUDGED, effective_on=EFFECT, last=date(2026, 3, 17))
PAPER = replace(JUDGED, way=ClosingWay.MEDIATION, last=None)
DISMISSED = replace(JUDGED, way=ClosingWay.DISMISSAL)
REFUSED = replace(JUDGED, way=ClosingWay.INADMISSIBLE, procedure="small")  # the procedure is only provisional then
GONE = replace(JUDGED, way=ClosingWay.WITHDRAWAL, last=None, effective_on=date(2026, 3, 2))
ABOVE = Second("云浮市中级人民法院", "（2026）粤53民终12号", date(2026, 5, 20), "判决书")
DECIDED = replace(BINDS, appealed=True, result=AppealResult.UPHELD, second=ABOVE)
SET_ASIDE = replace(DECIDED, effective_on=None, result=AppealResult.SENT_BACK, second=replace(ABOVE, paper="裁定书"))


def names(end: End) -> list[str]:
    return [f"{each.remedy}{'-' if each.passed else ''}" for each in roads(end, TODAY, BUILT_IN)]


def road(end: End, remedy: Remedy) -> Open:
    return next(each for each in roads(end, TODAY, BUILT_IN) if each.remedy is remedy)


@rows(
    ("end", "open_", "said"),
    [
        (JUDGED, ["appeal"], "可以在 4 月 10 日（周五）前上诉"),
        (replace(JUDGED, last=None), ["appeal"], "您收到后，不服的可以上诉"),
        (replace(JUDGED, entitled=False, last=None), [], "有权上诉的都没有上诉的，才生效"),
        (replace(JUDGED, last=date(2026, 3, 31)), ["appeal-"], "您的上诉期已经过了"),
        (replace(JUDGED, last=TODAY), ["appeal"], "前上诉"),  # the last day is a day
        (replace(JUDGED, appealed=True), ["appeal"], "有人上诉，判决书还没有生效。您也不服的，可以在 4 月 10 日"),
        (replace(JUDGED, appealed=True, last=date(2026, 3, 31)), ["appeal-"], "等云浮市中级人民法院审理"),
        (replace(JUDGED, appealed=True, own=True), ["appeal"], "等云浮市中级人民法院审理"),
        (BINDS, ["enforce", "retrial"], "判决书已在 2026 年 3 月 18 日（周三）生效"),
        (SMALL, [], "不能上诉"),
        (replace(SMALL, effective_on=EFFECT), ["enforce", "retrial"], "生效"),
        (PAPER, [], "各方都签收后生效"),
        (replace(PAPER, effective_on=EFFECT), ["enforce", "retrial"], "调解书已在"),
        (DISMISSED, ["appeal"], "裁定书还没有生效"),
        (replace(DISMISSED, effective_on=EFFECT, last=date(2026, 3, 17)), ["sue_again", "retrial"], "生效"),
        (replace(DISMISSED, suing=False, effective_on=EFFECT, last=None), ["retrial"], "生效"),
        (replace(DISMISSED, procedure="small", last=None, effective_on=EFFECT), ["sue_again", "retrial"], "生效"),
        (GONE, ["sue_again"], "没有判谁对谁错"),
        (replace(GONE, suing=False), [], "没有判谁对谁错"),
        (replace(GONE, way=ClosingWay.DEEMED_WITHDRAWAL), ["sue_again"], "按撤诉处理"),
        (replace(GONE, way=ClosingWay.TRANSFER), [], "不用重新起诉"),
        (replace(GONE, way=ClosingWay.OTHER), [], ""),
        (DECIDED, ["enforce", "retrial"], "生效"),
        (replace(DECIDED, result=AppealResult.WITHDRAWN), ["enforce", "retrial"], "生效"),
        # 民诉法177(3)(4), 179; 解释330, 336: set aside, the first judgment binds nobody
        (SET_ASIDE, [], "案件发回重审"),
        (replace(SET_ASIDE, result=AppealResult.SUIT_WITHDRAWN), [], "不能就同一件事再起诉"),
        (replace(SET_ASIDE, way=ClosingWay.DISMISSAL, result=AppealResult.ORDERED), [], "会接着审理"),
        (replace(SET_ASIDE, result=AppealResult.DISMISSED), ["sue_again"], "起诉被驳回"),  # 解释328, 212
        (replace(SET_ASIDE, result=AppealResult.MOVED), [], "移送别的法院"),  # 329
        (replace(JUDGED, appealed=True, gone=True, last=date(2026, 3, 31)), [], "等云浮市中级人民法院审理"),
        (replace(JUDGED, gone=True), [], "您的上诉已经结束"),
        (REFUSED, ["appeal"], "裁定书还没有生效。您不服的，可以在 4 月 10 日"),
        (replace(REFUSED, effective_on=EFFECT), ["sue_again", "retrial"], "法院不受理这次起诉"),
        (replace(DISMISSED, effective_on=EFFECT), ["sue_again", "retrial"], "生效，法院驳回了这次起诉"),
        (replace(DECIDED, result=AppealResult.CHANGED), ["enforce", "retrial"], "一审判决书不再有效"),
        (
            replace(DECIDED, result=AppealResult.MEDIATED, second=replace(ABOVE, paper="调解书")),
            ["enforce", "retrial"],
            "云浮市中级人民法院的调解书（（2026）粤53民终12号）已在",
        ),
    ],
)
def test_what_is_open(end: End, open_: list[str], said: str) -> None:
    assert names(end) == open_
    assert said in standing(end, TODAY)
    assert bool(said) == bool(standing(end, TODAY))


@rows(
    ("end", "where"),
    [
        # 民诉法210: the court above, also the one that judged where both are citizens; 解释424: small claims, it alone
        (BINDS, "向云浮市中级人民法院提出。"),
        (replace(BINDS, citizens=True), "也可以向罗定市人民法院提出。"),
        (replace(SMALL, effective_on=EFFECT, citizens=True), "：向罗定市人民法院提出。"),
        # what binds is the judgment of the court above
        (DECIDED, "审理上诉的云浮市中级人民法院的上一级法院提出。"),
        (replace(DECIDED, result=AppealResult.WITHDRAWN), "：向云浮市中级人民法院提出。"),
    ],
)
def test_where_a_retrial_is_asked_for(end: End, where: str) -> None:
    assert where in road(end, Remedy.RETRIAL).words[0]


def test_the_days_are_those_of_the_law() -> None:
    """民诉法216: six months; 250: two years, from the effect where the judgment names no day."""
    assert road(BINDS, Remedy.RETRIAL).until == date(2026, 9, 18)
    assert road(BINDS, Remedy.ENFORCE).until == date(2028, 3, 20)  # 18 March 2028 is a Saturday
    assert road(JUDGED, Remedy.APPEAL).until == LAST


def test_a_divorce_is_not_tried_again_and_waits_before_it_is_sued_over_again() -> None:
    """民诉法213, 127(7); 解释214."""
    assert "解除婚姻关系的部分不能申请再审。" in road(replace(BINDS, divorce=True), Remedy.RETRIAL).words
    assert "解除婚姻关系的部分不能申请再审。" not in road(BINDS, Remedy.RETRIAL).words
    assert any("6 个月" in words for words in road(replace(GONE, divorce=True), Remedy.SUE_AGAIN).words)


def test_what_is_over_has_no_form_to_print() -> None:
    assert road(replace(JUDGED, last=date(2026, 3, 31)), Remedy.APPEAL).form == ""
    assert road(JUDGED, Remedy.APPEAL).form == "民事上诉状"
    assert road(GONE, Remedy.SUE_AGAIN).form == ""

"""Every statutory period the portal counts, as data, and the one function that turns a start day into a due day.

A term that runs from receipt has no due day until service is recorded: pass None as its start.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from common.law import calendar as counting
from common.law import causes, clock
from common.law.articles import UNCONFIRMED, Article, Finding, art, joined, merge
from common.law.calendar import BUILT_IN, Calendar
from common.law.labelled import LabelledEnum


class Unit(LabelledEnum):
    DAYS = "days", "日"
    WORKING_DAYS = "working_days", "个工作日"
    MONTHS = "months", "个月"
    HOURS = "hours", "小时"


class TermError(LookupError):
    """No such term. The message is Chinese."""


@dataclass(frozen=True, slots=True)
class Term:
    """A period. ``counts_from`` says in Chinese what day it starts from (that day itself is not counted)."""

    key: str
    name: str
    amount: int
    unit: Unit
    counts_from: str
    articles: tuple[Article, ...]
    from_receipt: bool = False
    confirmed: bool = True

    @property
    def length(self) -> str:
        """7日, 2个工作日, 6个月, 48小时."""
        return f"{self.amount}{self.unit.label}"


@dataclass(frozen=True, slots=True)
class Due:
    """When a term ends. ``day`` is None until it has begun to run; ``at`` is the moment, for terms of hours only."""

    term: Term
    start: date | None
    day: date | None
    at: datetime | None = None


_D, _W, _M, _H = Unit.DAYS, Unit.WORKING_DAYS, Unit.MONTHS, Unit.HOURS
_TRIAL = art("审限规定", 8)
_R = False  # confirmed=False: recalled, not read.

_TABLE: tuple[Term, ...] = (
    # Filing
    Term("filing_review", "立案审查", 7, _D, "收到起诉状之日", (art("民诉法", 126), art("立案规定", 8, None, 1))),
    Term(
        "filing_review_corrected",
        "补正后的立案审查",
        7,
        _D,
        "收到补正材料之日",
        (art("立案规定", 7), art("在线诉讼", 9, None, 2), art("民诉法", 126)),
    ),
    Term(
        "filing_third_party_revocation",
        "第三人撤销之诉立案审查",
        30,
        _D,
        "收到起诉状之日",
        (art("立案规定", 8, None, 3),),
    ),
    Term(
        "filing_enforcement_objection", "执行异议之诉立案审查", 15, _D, "收到起诉状之日", (art("立案规定", 8, None, 4),)
    ),
    # The law leaves the term of a correction to the court; seven days is the portal's setting.
    Term(
        "correction", "补正材料", 7, _D, "收到补正通知之日", (art("立案规定", 7), art("在线诉讼", 9, None, 2)), True, _R
    ),
    Term("refusal_appeal", "对不予受理裁定上诉", 10, _D, "收到裁定书之日", (art("民诉法", 171),), True),
    Term("complaint_copy", "向被告发送起诉状副本", 5, _D, "立案之日", (art("民诉法", 128),)),
    Term("answer", "提出答辩状", 15, _D, "收到起诉状副本之日", (art("民诉法", 128),), True),
    Term("answer_copy", "向原告发送答辩状副本", 5, _D, "收到答辩状之日", (art("民诉法", 128),)),
    Term(
        "jurisdiction_objection",
        "提出管辖权异议",
        15,
        _D,
        "收到起诉状副本之日",
        (art("民诉法", 130), art("民诉法", 128)),
        True,
    ),
    Term("join_online", "被告在线验证身份、关联案件", 3, _D, "收到通知之日", (art("在线诉讼", 10),), True),
    # Mediation
    Term("choose_mediator", "双方共同选择调解员", 2, _W, "双方同意在线调解之日", (art("在线调解", 10),)),
    Term("appoint_mediator", "法院指定调解员", 3, _W, "收到在线调解申请之日", (art("在线调解", 10),)),
    Term("mediator_accepts", "调解员确认接受", 3, _W, "收到委派委托信息或者调解申请之日", (art("在线调解", 12),)),
    Term("contact_other_side", "通知对方当事人并询问意愿", 3, _W, "接受委派调解之日", (art("在线调解", 15),)),
    Term("mediation_a", "立案前调解", 30, _D, "确认接受调解之日", (art("在线调解", 24),)),
    Term("mediation_b", "委派调解", 30, _D, "签收移交材料或者确认接受之日", (art("在线调解", 24), art("特邀调解", 27))),
    Term(
        "mediation_c_ordinary",
        "委托调解（普通程序）",
        15,
        _D,
        "调解员签收移交材料之日",
        (art("2025意见", 3), art("在线调解", 24), art("特邀调解", 27)),
    ),
    Term(
        "mediation_c_summary",
        "委托调解（简易程序）",
        7,
        _D,
        "调解员签收移交材料之日",
        (art("2025意见", 3), art("在线调解", 24), art("特邀调解", 27)),
    ),
    Term("mediation_c_extension", "委托调解经各方同意延长", 30, _D, "原调解期限届满之日", (art("2025意见", 3),)),
    # Judicial confirmation
    Term("confirmation_application", "共同申请司法确认", 30, _D, "调解协议生效之日", (art("民诉法", 205),)),
    Term("confirmation_acceptance", "决定是否受理司法确认申请", 3, _D, "收到申请之日", (art("司法确认", 4),)),
    Term("confirmation_decision", "作出是否确认的决定", 15, _D, "受理之日", (art("司法确认", 5),)),
    Term("confirmation_decision_extension", "确认决定经院长批准延长", 10, _D, "原期限届满之日", (art("司法确认", 5),)),
    Term("special_procedure", "特别程序审理", 30, _D, "立案之日", (art("民诉法", 187), _TRIAL)),
    # Fees
    Term("fee_payment", "交纳案件受理费", 7, _D, "收到交纳诉讼费用通知之日", (art("收费办法", 22),), True),
    Term("counterclaim_fee", "交纳反诉案件受理费", 7, _D, "提起反诉之日", (art("收费办法", 22),)),
    Term("appeal_fee", "上诉人预交诉讼费用", 7, _D, "收到预交通知之日", (art("收费办法", 22),), True),
    Term(
        "fee_supplement", "简易转普通补交案件受理费", 7, _D, "收到交纳诉讼费用通知之日", (art("民诉解释", 199),), True
    ),
    Term("refund", "退还诉讼费用", 15, _D, "法律文书生效之日", (art("收费办法", 53),)),
    Term("fee_review", "院长复核诉讼费用决定", 15, _D, "收到复核申请之日", (art("收费办法", 43),)),
    # Trial terms (审限): from the day after registration
    Term("trial_ordinary", "普通程序审限", 6, _M, "立案之日", (art("民诉法", 152), _TRIAL)),
    Term("trial_ordinary_extension", "普通程序审限延长", 6, _M, "原审限届满之日", (art("民诉法", 152),)),
    Term("trial_summary", "简易程序审限", 3, _M, "立案之日", (art("民诉法", 164), _TRIAL)),
    Term(
        "trial_summary_extension",
        "简易程序审限延长",
        1,
        _M,
        "原审限届满之日",
        (art("民诉法", 164), art("民诉解释", 258)),
    ),
    Term("trial_small", "小额诉讼审限", 2, _M, "立案之日", (art("民诉法", 168), _TRIAL)),
    Term("trial_small_extension", "小额诉讼审限延长", 1, _M, "原审限届满之日", (art("民诉法", 168),)),
    Term("trial_appeal_judgment", "第二审（判决）审限", 3, _M, "第二审立案之日", (art("民诉法", 183), _TRIAL)),
    Term("trial_appeal_ruling", "第二审（裁定）审限", 30, _D, "第二审立案之日", (art("民诉法", 183), _TRIAL)),
    # Remedies
    Term("appeal_judgment", "对判决上诉", 15, _D, "判决书送达之日", (art("民诉法", 171),), True),
    Term("appeal_ruling", "对裁定上诉", 10, _D, "裁定书送达之日", (art("民诉法", 171),), True),
    Term("retrial_application", "申请再审", 6, _M, "判决、裁定发生法律效力之日", (art("民诉法", 216),)),
    Term("retrial_copy", "发送再审申请书副本", 5, _D, "收到再审申请书之日", (art("民诉法", 214),)),
    Term("retrial_opinion", "对再审申请提交书面意见", 15, _D, "收到再审申请书副本之日", (art("民诉法", 214),), True),
    Term("retrial_review", "审查再审申请", 3, _M, "收到再审申请书之日", (art("民诉法", 215),)),
    Term("relief_from_delay", "申请顺延期限", 10, _D, "障碍消除之日", (art("民诉法", 86),)),
    # Preservation, payment order, enforcement, labour, public notice
    Term("preservation_ruling", "诉前保全裁定", 48, _H, "接受申请之时", (art("民诉法", 104),)),
    Term("preservation_suit", "诉前保全后起诉或者申请仲裁", 30, _D, "采取保全措施之日", (art("民诉法", 104),)),
    Term("payment_order_acceptance", "通知是否受理支付令申请", 5, _D, "债权人提出申请之日", (art("民诉法", 226),)),
    Term("payment_order_issue", "发出支付令", 15, _D, "受理之日", (art("民诉法", 227),)),
    Term("payment_order_objection", "债务人清偿或者提出异议", 15, _D, "收到支付令之日", (art("民诉法", 227),), True),
    Term("enforcement_application", "申请执行", 24, _M, "法律文书规定履行期间的最后一日", (art("民诉法", 250),)),
    Term("labour_suit", "不服仲裁裁决起诉", 15, _D, "收到仲裁裁决书之日", (art("调解仲裁法", 50),), True),
    Term("public_notice", "公告送达", 30, _D, "发出公告之日", (art("民诉法", 95),)),
    # Petitions
    Term("petition_reply", "信访程序性答复", 7, _D, "收到信访之日", (art("信访通知"),), False, _R),
    Term("petition_result", "信访办理过程或者结果答复", 3, _M, "收到信访之日", (art("信访通知"),), False, _R),
    Term(
        "petition_register",
        "信访登记、转送并告知",
        15,
        _D,
        "收到信访事项之日",
        (art("信访条例", 22), art("信访条例", 23)),
    ),
    Term("petition_finish", "信访事项办结", 60, _D, "受理之日", (art("信访条例", 34),)),
    Term("petition_finish_extension", "信访办结期限延长", 30, _D, "原期限届满之日", (art("信访条例", 34),)),
    Term("petition_recheck_request", "请求复查", 30, _D, "收到书面答复之日", (art("信访条例", 35),), True),
    Term("petition_recheck", "提出复查意见", 30, _D, "收到复查请求之日", (art("信访条例", 35),)),
    Term("petition_reexamine_request", "请求复核", 30, _D, "收到复查答复之日", (art("信访条例", 36),), True),
    Term("petition_reexamine", "提出复核意见", 30, _D, "收到复核请求之日", (art("信访条例", 36),)),
)

TERMS: dict[str, Term] = {each.key: each for each in _TABLE}


def term(key: str) -> Term:
    """TermError if there is no such term."""
    try:
        return TERMS[key]
    except KeyError:
        raise TermError(f"没有名为“{key}”的期限。") from None


# Causes whose filing is examined longer: 第三人撤销之诉; 执行异议之诉 (the group 五十九).
_FILING = (("511", "filing_third_party_revocation"), ("五十九", "filing_enforcement_objection"))


def filing_days(cause: str) -> Finding[int]:
    """The days in which a court decides on a filing of this cause: 7, 15 or 30 (登记立案规定第八条).

    A code that is not in the list, or none yet, has the general term.
    """
    line = causes.lineage(cause) if causes.exists(cause) else frozenset()
    key = next((key for top, key in _FILING if top in line), "filing_review")
    return Finding(TERMS[key].amount, TERMS[key].articles)


def deadline(
    term_key: str, start: date | datetime | None, calendar: Calendar = BUILT_IN, amount: int | None = None
) -> Finding[Due]:
    """When a term ends that is counted from ``start`` (the day of receipt, registration …; not itself counted).

    None: not begun, no due day. ``amount`` replaces the length where the court fixes it (补正). A term of hours needs
    the moment; for the others a moment counts as its day in Shanghai.
    """
    found = term(term_key)
    length = found.amount if amount is None else amount
    doubt = "" if found.confirmed else UNCONFIRMED
    if start is None:
        wait = f"自{found.counts_from}起算，尚未开始" if not found.from_receipt else "送达之后才开始计算"
        return Finding(Due(found, None, None), found.articles, joined(wait, doubt), found.confirmed)
    if found.unit is Unit.HOURS:
        if not isinstance(start, datetime):
            raise ValueError("以小时计算的期间需要起算的时刻。")
        moment = counting.due_hours(start, length)
        return Finding(
            Due(found, clock.moment(start).date(), moment.value.date(), moment.value),
            merge(found.articles, moment.articles),
            doubt,
            found.confirmed,
        )
    day = clock.moment(start).date() if isinstance(start, datetime) else start
    count = {
        Unit.DAYS: counting.due,
        Unit.WORKING_DAYS: counting.due_working_days,
        Unit.MONTHS: counting.due_months,
    }[found.unit]
    ends = count(day, length, calendar)
    return Finding(
        Due(found, day, ends.value),
        merge(found.articles, ends.articles),
        joined(ends.note, doubt),
        ends.confirmed and found.confirmed,
    )

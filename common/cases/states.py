"""The case's own vocabulary. What a room knows about its part of a case lives in that room's states."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from common.law.abroad import Home
from common.law.labelled import LabelledEnum
from common.people.states import Role


class CaseKind(LabelledEnum):
    """What kind of dispute a case is. A petition is a case of its own kind, linked to the suit it concerns."""

    CIVIL = "civil", "民事一审"
    MEDIATION = "mediation", "调解申请"
    PETITION = "petition", "涉诉信访"
    ADMINISTRATIVE = "administrative", "行政一审"


class Stage(LabelledEnum):
    """Where a case stands; moved by `advance()` alone, and that by the procedure table alone."""

    REVIEW = "review", "立案审查"
    CORRECTION = "correction", "等待补正"
    MEDIATION = "mediation", "调解"
    CONFIRMATION = "confirmation", "司法确认"
    SORTING = "sorting", "繁简分流"
    PAYMENT = "payment", "交纳受理费"
    ASSIGNMENT = "assignment", "等待分案"
    TRIAL = "trial", "审理"
    HANDLING = "handling", "办理中"
    CLOSED = "closed", "已结"
    RETURNED = "returned", "已退回"


ENDED: frozenset[Stage] = frozenset({Stage.CLOSED, Stage.RETURNED})


class Side(StrEnum):
    """The side on which a party stands."""

    CLAIMANT = "claimant"
    RESPONDENT = "respondent"
    THIRD = "third"
    PETITIONER = "petitioner"

    @property
    def label(self) -> str:
        return side_label(self, CaseKind.CIVIL)


def side_label(side: str, kind: str) -> str:
    """What a party is called in a case of this kind, e.g. 原告 in a suit and 申请人 in a mediation."""
    if kind == CaseKind.MEDIATION:
        return {"claimant": "申请人", "respondent": "被申请人", "third": "第三人"}.get(side, "当事人")
    return {"claimant": "原告", "respondent": "被告", "third": "第三人", "petitioner": "信访人"}[side]


class PartyKind(LabelledEnum):
    NATURAL = "natural", "自然人"
    LEGAL = "legal", "法人"
    OTHER = "other", "非法人组织"
    SOLE_TRADER = "sole_trader", "个体工商户"

    @property
    def head(self) -> str:
        """What is called who acts for a unit of this kind: 民诉法51; 解释50, 52, 59. Nobody is a person's."""
        return {"legal": "法定代表人", "other": "主要负责人", "sole_trader": "经营者"}.get(self.value, "")


class Kinship(LabelledEnum):
    """What a guardian is to the ward (民法典27, 28, 32; 解释83)."""

    FATHER = "father", "父亲"
    MOTHER = "mother", "母亲"
    SPOUSE = "spouse", "配偶"
    CHILD = "child", "子女"
    GRANDPARENT = "grandparent", "祖父母或者外祖父母"
    SIBLING = "sibling", "兄、姐"
    RELATIVE = "relative", "其他近亲属"
    BODY = "body", "居民委员会、村民委员会、民政部门或者其他组织"
    APPOINTED = "appointed", "法院指定的法定代理人"


class GuardianProof(LabelledEnum):
    """What shows who the guardian is (民诉法60; 解释83): by birth, by register, by who appointed or agreed."""

    BIRTH = "birth", "出生医学证明"
    REGISTER = "register", "户口簿"
    APPOINTED = "appointed", "指定监护的文书"
    AGREED = "agreed", "有监护资格的人协商确定的书面材料"
    COURT = "court", "法院指定诉讼中法定代理人的文书"


class WorkProof(LabelledEnum):
    """What shows that who is sixteen or seventeen lives mainly by their own work (民法典18第2款)."""

    CONTRACT = "contract", "劳动合同和工资发放记录"
    INSURANCE = "insurance", "社会保险参保缴费记录"
    BUSINESS = "business", "本人的营业执照和经营收入记录"
    EMPLOYER = "employer", "用人单位出具的收入证明"


class WardKept(LabelledEnum):
    """Why what a ward had received before the court knew of its guardian need not go to the guardian."""

    ABLE = "able", "送达时本人有诉讼行为能力"
    GUARDIAN_HAD = "guardian_had", "法定代理人当时已经收到"
    NOTHING_RUNS = "nothing_runs", "没有期限从这份文书起算"


class GuardianEnd(LabelledEnum):
    """Why a guardian acts no more. After the first three the ward needs another."""

    DIED = "died", "法定代理人死亡"
    UNABLE = "unable", "法定代理人丧失监护能力"
    REVOKED = "revoked", "监护人资格被撤销"
    CAPABLE = "capable", "本人取得或者恢复民事行为能力"
    MISTAKEN = "mistaken", "登记有误，本人能自己参加诉讼"

    @property
    def leaves_alone(self) -> bool:
        """Whether the ward still cannot sue alone."""
        return self in (GuardianEnd.DIED, GuardianEnd.UNABLE, GuardianEnd.REVOKED)


class Authority(LabelledEnum):
    """民诉法62: what an agent may do. Settling, withdrawing and counterclaiming need SPECIAL (解释89)."""

    GENERAL = "general", "一般授权"
    SPECIAL = "special", "特别授权"


class Power(LabelledEnum):
    """What an agent does in the party's stead only where the mandate names it (民诉法62第2款). A mandate keeps the
    words, as it was written; 全权代理 names none of them (解释89)."""

    ADMIT = "admit", "代为承认诉讼请求"
    WAIVE = "waive", "代为放弃诉讼请求"
    CHANGE = "change", "代为变更诉讼请求"
    SETTLE = "settle", "代为和解"
    COUNTERCLAIM = "counterclaim", "代为提起反诉"
    APPEAL = "appeal", "代为提起上诉"


class Disposal(LabelledEnum):
    """What disposes of what is the party's. Agreeing to be mediated is the first step of settling (解释147)."""

    ADMIT = "admit", "承认对方的请求"
    WAIVE = "waive", "放弃请求"
    CHANGE = "change", "变更请求"
    SETTLE = "settle", "调解、和解"
    COUNTERCLAIM = "counterclaim", "提起反诉"
    APPEAL = "appeal", "提起上诉"
    WITHDRAW = "withdraw", "撤回申请、撤诉"

    @property
    def power(self) -> Power:
        """Which power it needs. Withdrawing has no name of its own in 民诉法62第2款: it gives up what was asked of the
        court."""
        return Power.WAIVE if self is Disposal.WITHDRAW else Power(self.value)


class Capacity(LabelledEnum):
    """In what capacity a person takes part in a case; the only ground of sight besides court-wide roles."""

    PARTY = "party", "当事人"
    AGENT = "agent", "代理人"
    CLERK = "clerk", "立案员"
    COUNSELLOR = "counsellor", "诉讼辅导员"
    MEDIATOR = "mediator", "调解员"
    TRIAGE_OFFICER = "triage_officer", "程序分流员"
    JUDGE = "judge", "法官"
    ASSISTANT = "assistant", "法官助理"
    COURT_CLERK = "court_clerk", "书记员"
    PETITION_OFFICER = "petition_officer", "信访专员"
    # Whom a petition complains of: no ground of sight, but a bar to handling it (信访条例28第3款, 30第3款).
    COMPLAINED = "complained", "被反映人"
    # Who stood aside, whatever their post (民诉法47): no ground of sight, but a bar.
    ASIDE = "aside", "回避的人员"


class DeadlineState(LabelledEnum):
    WAITING = "waiting", "待送达后起算"  # runs from a receipt that has not been recorded yet: no due day
    OPEN = "open", "进行中"
    MET = "met", "已完成"
    LAPSED = "lapsed", "已届满"
    VOID = "void", "不再适用"


# Counted anew where its length changed, also after it ran out; met where what it asks was done in time and told late.
DEADLINE_MOVES: Mapping[DeadlineState, tuple[DeadlineState, ...]] = {
    DeadlineState.WAITING: (DeadlineState.OPEN, DeadlineState.MET, DeadlineState.VOID),
    DeadlineState.OPEN: (DeadlineState.OPEN, DeadlineState.MET, DeadlineState.LAPSED, DeadlineState.VOID),
    DeadlineState.LAPSED: (DeadlineState.OPEN, DeadlineState.MET),
    # What was taken for done in time turned out to have been late, or not done.
    DeadlineState.MET: (DeadlineState.LAPSED, DeadlineState.OPEN),
    DeadlineState.VOID: (DeadlineState.OPEN, DeadlineState.WAITING),  # what had ended it turned out not to have come
}


class LeftOutGround(LabelledEnum):
    """Why days are not counted: in the trial term (解释243; 审限规定9), or in that of a mediation (在线调解26)."""

    NOTICE = "notice", "公告期间"
    APPRAISAL = "appraisal", "鉴定期间"
    AUDIT = "audit", "审计、评估、资产清理期间"
    SETTLING = "settling", "双方当事人和解期间"
    JURISDICTION = "jurisdiction", "审理管辖权异议、处理管辖争议期间"
    STAYED = "stayed", "中止诉讼期间"
    POSTPONED = "postponed", "因新证人、新证据、重新鉴定或者勘验延期审理的期间"
    BEFORE_SUIT = "before_suit", "诉前鉴定评估期间"


# 诉前鉴定评估 is left out of the mediation alone: no trial term has begun.
OF_TRIAL: frozenset[LeftOutGround] = frozenset(LeftOutGround) - {LeftOutGround.BEFORE_SUIT}


class SignsAs(LabelledEnum):
    """In what capacity somebody signs."""

    SELF = "self", "本人"
    SEAL = "seal", "单位盖章"
    LEGAL_REPRESENTATIVE = "legal_representative", "法定代表人"
    HEAD = "head", "主要负责人"
    OPERATOR = "operator", "经营者"
    GUARDIAN = "guardian", "法定代理人"
    MEMBER = "member", "经办人"
    AGENT = "agent", "委托诉讼代理人"
    MEDIATOR = "mediator", "调解员"


class Holder(LabelledEnum):
    """Whose term it is: everybody's, one party's (whose `party` the deadline names), the mediator's, or a post's."""

    ALL = "all", "各方当事人"
    PARTY = "party", "当事人"
    MEDIATOR = "mediator", "调解员"
    CLERK = "clerk", "立案员"
    COURT_CLERK = "court_clerk", "书记员"
    JUDGE = "judge", "法官"
    FINANCE = "finance", "财务"
    DIVISION_HEAD = "division_head", "庭长"
    PRESIDENT = "president", "院长"
    PETITION_OFFICER = "petition_officer", "信访专员"


# A term of one of these ends with its day: nobody owes anything more. One of all others has been missed.
OF_PARTIES: frozenset[Holder] = frozenset({Holder.ALL, Holder.PARTY})
OF_COURT: frozenset[Holder] = frozenset(Holder) - OF_PARTIES


class LateReason(LabelledEnum):
    """Why the court did not do something in time. `label` is for who chooses; `words` is what whoever waits reads."""

    BUSY = "busy", "案件多、人手不够"
    HANDED = "handed", "承办人有变动"
    OTHERS = "others", "在等其他单位的回复或者材料"
    SERVICE = "service", "文书还没有送到"
    FAULT = "fault", "系统或者邮寄出了问题"
    RECORDED = "recorded", "已经办了，登记晚了"
    OTHER = "other", "其他原因"

    @property
    def words(self) -> str:
        return _LATE.get(self.value, self.label)


_LATE: Mapping[str, str] = {
    "busy": "案件多，法院人手不够",
    "handed": "办这件事的人换了",
    "others": "法院在等其他单位回复",
    "fault": "法院的系统或者邮寄出了问题",
    "recorded": "事情已经办了，登记晚了",
    "other": "法院内部的原因，想问的请打 12368",
}


class Closing(LabelledEnum):
    """How a case ended."""

    # Without a trial
    RETURNED = "returned", "材料退回"
    WITHDRAWN = "withdrawn", "撤回申请"
    INADMISSIBLE = "inadmissible", "不予受理"
    MEDIATED = "mediated", "达成调解协议"
    SELF_SETTLED = "self_settled", "自行和解"
    MEDIATION_FAILED = "mediation_failed", "调解不成"
    CONFIRMED = "confirmed", "调解协议经司法确认"
    UNCONFIRMED = "unconfirmed", "司法确认未获支持"
    # Of a registered suit: the ways of triage.trial.states.ClosingWay
    JUDGMENT = "judgment", "判决"
    MEDIATION = "mediation", "调解书"
    WITHDRAWAL = "withdrawal", "撤诉"
    DEEMED_WITHDRAWAL = "deemed_withdrawal", "按撤诉处理"
    DISMISSAL = "dismissal", "驳回起诉"
    OTHER = "other", "其他方式"
    TRANSFER = "transfer", "移送"
    # Of a petition
    ANSWERED = "answered", "已答复"


class FactKey(StrEnum):
    """What is known of a case as the rules see it: code, who finds it out, who goes by it.

    `owner` is the room whose act first records it (an officer may correct those the sorting reads), `readers` the rooms
    whose rules or papers depend on it. A fact that nobody reads is not kept.
    """

    owner: str
    readers: tuple[str, ...]

    def __new__(cls, code: str, owner: str = "", *readers: str) -> FactKey:
        key = str.__new__(cls, code)
        key._value_ = code
        key.owner, key.readers = owner, readers
        return key

    ACCEPTS_MEDIATION = "accepts_mediation", "intake", "intake", "yunfu_court"
    MEDIABLE = "mediable", "intake", "intake", "triage", "yunfu_court"
    WAGES = "wages", "intake", "intake", "fees"
    RESPONDENT_WHEREABOUTS_KNOWN = "respondent_whereabouts_known", "intake", "triage", "common"
    MONETARY_ONLY = "monetary_only", "intake", "triage"
    FEE_RECEIVED = "fee_received", "fees", "triage"
    FEE_BASIS = "fee_basis", "fees", "fees"
    HEARING_HELD = "hearing_held", "triage", "triage"
    # What the sorting asks besides; found out by the triage officer, the judge or the mediation.
    SIMPLE = "simple", "triage", "triage"
    BASICS_CLEAR = "basics_clear", "triage", "triage"
    SMALL_CLAIMS_AGREED = "small_claims_agreed", "triage", "triage"
    SUMMARY_AGREED = "summary_agreed", "triage", "triage"
    STATUS_OR_TITLE = "status_or_title", "triage", "triage"
    # A foreign-related case (解释520), one of Hong Kong, Macao or Taiwan (549). Where a party lives is the party's own.
    FOREIGN = "foreign", "intake", "triage", "common"
    REGIONS = "regions", "intake", "triage", "common"
    NEEDS_APPRAISAL = "needs_appraisal", "triage", "triage"
    COUNTERCLAIM = "counterclaim", "triage", "triage"
    REMANDED = "remanded", "triage", "triage"
    GROUP = "group", "triage", "triage"
    PUBLIC_INTEREST = "public_interest", "triage", "triage"
    GROUP_DISPUTE = "group_dispute", "triage", "triage"
    WIDE_ATTENTION = "wide_attention", "triage", "triage"
    NEW_OR_COMPLEX = "new_or_complex", "triage", "triage"
    UNSUITED_SMALL = "unsuited_small", "triage", "triage"
    UNSUITED_SUMMARY = "unsuited_summary", "triage", "triage"
    POINTS_FIXED = "points_fixed", "triage", "triage"


# Who lives there makes the case one of these (解释520第2项, 549); the source of a fact that rests on that alone.
OF_HOME = {Home.ABROAD: FactKey.FOREIGN, Home.REGIONS: FactKey.REGIONS}
HOME_SOURCE = "home"


class TodoKind(StrEnum):
    """What may wait for a member of staff, with who takes it up and the page on which it is done: code, role, url name.

    The page is one of the case's, or (`listed`) the list of a room on which it lies with others. Without a page it is
    done on the case page itself, or only looked into. The codes are stored in rows and never follow a name in Python.
    """

    role: Role
    page: str
    listed: bool

    def __new__(cls, code: str, role: Role = Role.CLERK, page: str = "", listed: bool = False) -> TodoKind:
        kind = str.__new__(cls, code)
        kind._value_ = code
        kind.role, kind.page, kind.listed = role, page, listed
        return kind

    # A term ran out: whoever is named looks at the case.
    LAPSED = "lapsed", Role.CLERK, "intake:review"
    # Nightly work stopped at this case by a fault of ours; the others went on.
    STUCK = "stuck", Role.DIVISION_HEAD
    # A missed term runs again, by days left out or a holiday found out later: the head of division looks at what
    # followed from its end.
    REOPENED = "reopened", Role.DIVISION_HEAD
    # An account was verified as somebody else than the party whose seat it held: what it did is looked at.
    SEAT = "seat", Role.CLERK, "intake:mandates"
    # Somebody on one side may be a party or an agent of the other: the clerk says whether it is one person.
    SAME_PERSON = "intake.same_person", Role.CLERK, "intake:mandates"
    # Steps of the procedure that lacked a person or a fact; taken again on the case page and by the hourly sweep.
    ASSIGN = "assign", Role.DIVISION_HEAD
    NAME_JUDGE = "name_judge", Role.DIVISION_HEAD
    ASK_JUDGE_INADMISSIBLE = "ask_judge_inadmissible", Role.DIVISION_HEAD
    ASK_JUDGE_UNPAID = "ask_judge_unpaid", Role.DIVISION_HEAD
    WITHDRAWAL_ASKED = "withdrawal_asked", Role.DIVISION_HEAD
    SECOND_SORT = "second_sort", Role.TRIAGE_OFFICER
    TO_CENTRE = "to_centre", Role.COUNSELLOR
    MEDIATE_OR_SORT = "mediate_or_sort", Role.COUNSELLOR
    CHARGE = "charge", Role.CLERK
    FEE_OR_MEDIATION = "fee_or_mediation", Role.CLERK
    BACK_TO_REGISTRATION = "back_to_registration", Role.CLERK
    CONVERTED = "converted", Role.CLERK
    # Work that lies on somebody's list: no case waits there without anybody being asked when it waits too long.
    SORT = "triage.sort", Role.TRIAGE_OFFICER, "triage:officer-list", True
    SIGN_RULING = "triage.sign_ruling", Role.JUDGE, "triage:rulings", True
    AGREEMENT_END = "mediation.agreement_end", Role.COUNSELLOR, "mediation:mediation"
    # All parties have signed, and the mediator has not for as long as the court waits.
    COUNTERSIGN = "mediation.countersign", Role.DIVISION_HEAD, "mediation:countersign"
    REVIEW_PAPER = "mediation.review_paper", Role.JUDGE, "mediation:judge", True
    SERVE_PAPER = "mediation.serve_paper", Role.CLERK, "delivery:waiting", True
    # Raised by a room for a person, who does it on the room's page.
    REGISTER_FIRST = "register_first", Role.DIVISION_HEAD, "intake:review"
    REGISTER_AFTER_INSISTING = "register_after_insisting", Role.CLERK, "intake:review"
    MANDATES = "intake.mandates", Role.CLERK, "intake:mandates"
    # A ward came of age: the guardian's power is over, and who goes on must be told.
    OF_AGE = "of_age", Role.CLERK
    # A guardian whom nothing proves yet, or a ward whose guardian is gone: who acts for it must be settled.
    GUARDIAN = "intake.guardian", Role.CLERK, "intake:guardians"
    MEDIATOR = "mediation.mediator", Role.CLERK, "mediation:appoint"
    CONTACT = "mediation.contact", Role.CLERK, "mediation:contact"
    HAND_OVER = "triage.hand_over", Role.DIVISION_HEAD
    EXTENSION = "triage.extension", Role.DIVISION_HEAD
    # Somebody of the court says that they must stand aside: whoever 民诉法49 names agrees or refuses.
    RECUSAL = "triage.recusal", Role.DIVISION_HEAD, "triage:recuse"
    # The time to answer turned out to be longer: a hearing that was held or fixed comes before its end.
    HEARD_EARLY = "triage.heard_early", Role.COURT_CLERK, "triage:hearing"
    # The day of a hearing, or of a meeting before a judge, is over, and nobody has written down what became of it.
    HEARING_OVER = "triage.hearing_over", Role.COURT_CLERK, "triage:hearing"
    EXAMINATION_OVER = "mediation.examination_over", Role.JUDGE, "mediation:confirmation"
    # An appeal was lodged: its papers go out and up, and what the court above decides is written down.
    APPEAL = "triage.appeal", Role.COURT_CLERK, "triage:appeal_course"
    # The court above sent the case back: it is registered anew, before other judges.
    SENT_BACK = "triage.sent_back", Role.CLERK, "triage:appeal_course"
    FEE_SETTLE = "fees.settle", Role.FINANCE
    APPORTION = "fees.apportion", Role.FINANCE, "fees:apportion"
    DEFERRED = "fees.deferred", Role.FINANCE, "fees:counter"
    BURDEN = "fees.burden", Role.FINANCE, "fees:apportion"
    WRONG_AMOUNT = "fees.wrong_amount", Role.FINANCE, "fees:doubtful"
    # A refund was compared: a second person releases it.
    REFUND_RELEASE = "fees.release", Role.FINANCE
    # Who bears the fee did not pay it in its days: it goes to enforcement.
    FEE_UNPAID = "fees.unpaid", Role.FINANCE, "fees:to_enforce", True
    # What a claimant asks for more was not paid in its days: the bench says what becomes of it.
    INCREASE_UNPAID = "fees.increase_unpaid", Role.JUDGE, "triage:change_claims"
    # Money had moved between the parties when an appeal took away its ground.
    UNDONE_MONEY = "fees.undone_money", Role.FINANCE
    PAPER = "documents.paper", Role.CLERK
    # What was done for somebody at the window on a former day, and the paper they signed for it is not there.
    UNSIGNED_VISIT = "counter.unsigned", Role.CLERK
    # A paper is on its way so long that what runs from its receipt may never begin.
    SERVICE = "delivery.hanging", Role.COURT_CLERK, "delivery:hanging"
    PETITION_ROUTE = "petition_route", Role.PETITION_OFFICER, "petitions:reroute"
    PETITION_FOLLOW_UP = "petitions.follow_up", Role.PETITION_OFFICER, "petitions:one"
    PETITION_PROLONGING = "petitions.prolonging", Role.PRESIDENT, "petitions:prolonging"


# Their holders have them on a room's list already; they are shown beside it once they have waited too long.
LISTED: frozenset[TodoKind] = frozenset(kind for kind in TodoKind if kind.listed)
# Nothing else takes them off: whoever has one says that it has been looked into.
LOOKED_INTO: frozenset[TodoKind] = frozenset({TodoKind.REOPENED, TodoKind.UNDONE_MONEY, TodoKind.UNSIGNED_VISIT})

"""The vocabulary of the fee office."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class NoticeKind(StrEnum):
    MAIN = "main"
    SUPPLEMENT = "supplement"
    FINAL = "final"

    @property
    def label(self) -> str:
        return {"main": "预交案件受理费", "supplement": "补交案件受理费", "final": "结案后应交案件受理费"}[self.value]


class NoticeState(StrEnum):
    OPEN = "open"
    PAID = "paid"
    RELIEVED = "relieved"
    NOT_DUE = "not_due"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return NOTICE_LABELS[self]


NOTICE_LABELS: dict[NoticeState, str] = {
    NoticeState.OPEN: "待交纳",
    NoticeState.PAID: "已交清",
    NoticeState.RELIEVED: "已准予救助",
    NoticeState.NOT_DUE: "不需预交",
    NoticeState.LAPSED: "逾期未交",
    NoticeState.CANCELLED: "已取消",
}

PAYABLE: frozenset[NoticeState] = frozenset({NoticeState.OPEN, NoticeState.LAPSED, NoticeState.RELIEVED})

NOTICE_TRANSITIONS: Mapping[NoticeState, frozenset[NoticeState]] = {
    NoticeState.OPEN: frozenset({NoticeState.PAID, NoticeState.RELIEVED, NoticeState.LAPSED, NoticeState.CANCELLED}),
    NoticeState.LAPSED: frozenset({NoticeState.PAID, NoticeState.RELIEVED, NoticeState.OPEN, NoticeState.CANCELLED}),
    NoticeState.RELIEVED: frozenset({NoticeState.PAID, NoticeState.OPEN, NoticeState.CANCELLED}),
    NoticeState.NOT_DUE: frozenset({NoticeState.CANCELLED}),
    NoticeState.PAID: frozenset(),
}


class NotDueReason(StrEnum):
    WAGES = "wages"
    FREE = "free"
    LATER = "later"
    EXEMPT = "exempt"
    DEFERRED = "deferred"

    @property
    def label(self) -> str:
        return {
            "wages": "追索劳动报酬的案件可以不预交案件受理费",
            "free": "本案不交纳案件受理费",
            "later": "本案费用不需预交",
            "exempt": "已准予免交案件受理费",
            "deferred": "已准予缓交案件受理费",
        }[self.value]


class ReliefKind(StrEnum):
    EXEMPT = "exempt"
    REDUCE = "reduce"
    DEFER = "defer"

    @property
    def label(self) -> str:
        return {"exempt": "免交", "reduce": "减交", "defer": "缓交"}[self.value]


class ReliefState(StrEnum):
    PENDING = "pending"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return {"pending": "待决定", "granted": "已批准", "refused": "未批准", "withdrawn": "已撤回"}[self.value]


class ReliefGround(StrEnum):
    """The items of 办法45-47; the code says the article and the item."""

    E1 = "45-1"
    E2 = "45-2"
    E3 = "45-3"
    E4 = "45-4"
    E5 = "45-5"
    R1 = "46-1"
    R2 = "46-2"
    R3 = "46-3"
    R4 = "46-4"
    D1 = "47-1"
    D2 = "47-2"
    D3 = "47-3"
    D4 = "47-4"

    @property
    def label(self) -> str:
        return GROUND_LABELS[self]

    @property
    def kind(self) -> ReliefKind:
        return {"45": ReliefKind.EXEMPT, "46": ReliefKind.REDUCE, "47": ReliefKind.DEFER}[self.value[:2]]


GROUND_LABELS: dict[ReliefGround, str] = {
    ReliefGround.E1: "残疾人，没有固定生活来源",
    ReliefGround.E2: "追索赡养费、扶养费、抚育费、抚恤金",
    ReliefGround.E3: "最低生活保障对象、农村特困定期救济对象、农村五保供养对象或者领取失业保险金人员，没有其他收入",
    ReliefGround.E4: "因见义勇为或者保护社会公共利益受到损害，本人或者近亲属请求赔偿或者补偿",
    ReliefGround.E5: "确实需要免交的其他情形",
    ReliefGround.R1: "因自然灾害等不可抗力造成生活困难，正在接受社会救济，或者家庭生产经营难以为继",
    ReliefGround.R2: "属于国家规定的优抚、安置对象",
    ReliefGround.R3: "社会福利机构和救助管理站",
    ReliefGround.R4: "确实需要减交的其他情形",
    ReliefGround.D1: "追索社会保险金、经济补偿金",
    ReliefGround.D2: "海上事故、交通事故、医疗事故、工伤事故、产品质量事故或者其他人身伤害事故的受害人请求赔偿",
    ReliefGround.D3: "正在接受有关部门法律援助",
    ReliefGround.D4: "确实需要缓交的其他情形",
}


class RefusalReason(StrEnum):
    """Why relief is refused; 办法48第3款 demands the reasons in writing."""

    NOT_NATURAL = "not_natural"
    NO_PROOF = "no_proof"
    NOT_COVERED = "not_covered"
    TOO_LATE = "too_late"
    OTHER = "other"

    @property
    def label(self) -> str:
        return REFUSAL_LABELS[self]


REFUSAL_LABELS: dict[RefusalReason, str] = {
    RefusalReason.NOT_NATURAL: "诉讼费用的免交只适用于自然人",
    RefusalReason.NO_PROOF: "没有提交足以证明经济困难的材料",
    RefusalReason.NOT_COVERED: "所述情况不属于可以缓交、减交、免交的情形",
    RefusalReason.TOO_LATE: "缓交申请未在规定的时间内提出",
    RefusalReason.OTHER: "其他（请写明）",
}


class ReviewSubject(StrEnum):
    """What about the fees a party wants looked at again (办法43第2、3款)."""

    CALCULATION = "calculation"
    RELIEF = "relief"
    BURDEN = "burden"

    @property
    def label(self) -> str:
        return {"calculation": "诉讼费用的计算", "relief": "缓减免申请的决定", "burden": "诉讼费用由谁负担"}[self.value]


class ReviewState(StrEnum):
    PENDING = "pending"
    UPHELD = "upheld"
    CORRECTED = "corrected"

    @property
    def label(self) -> str:
        return {"pending": "等待复核", "upheld": "维持原决定", "corrected": "予以更正"}[self.value]


class PayChannel(StrEnum):
    ONLINE = "online"
    COUNTER = "counter"

    @property
    def label(self) -> str:
        return {"online": "网上支付", "counter": "窗口交费"}[self.value]


class CounterMethod(StrEnum):
    POS = "pos"
    BANK = "bank"
    CASH = "cash"

    @property
    def label(self) -> str:
        return {"pos": "刷卡或扫码", "bank": "银行转账", "cash": "现金（巡回审判当场收取）"}[self.value]


class PaymentState(StrEnum):
    STARTED = "started"
    RECEIVED = "received"
    LATE = "late"
    REFUSED = "refused"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        return {
            "started": "等待支付结果",
            "received": "已到账",
            "late": "逾期到账",
            "refused": "金额不符，未计入",
            "dropped": "已放弃",
        }[self.value]


class Verdict(StrEnum):
    """What a message of the cashier came to."""

    COUNTED = "counted"
    WRONG_AMOUNT = "wrong_amount"
    EXTRA = "extra"  # a second payment of the same order: recorded, to be refunded

    @property
    def label(self) -> str:
        return {"counted": "已入账", "wrong_amount": "金额不符", "extra": "重复支付"}[self.value]


class RefundState(StrEnum):
    DUE = "due"
    PAID = "paid"
    VOID = "void"

    @property
    def label(self) -> str:
        return {"due": "待退还", "paid": "已退还", "void": "已取消"}[self.value]


class RefundReason(StrEnum):
    SETTLED = "settled"
    OVERPAID = "overpaid"
    CLOSED = "closed"
    RELIEF = "relief"
    WRONG_AMOUNT = "wrong_amount"
    BURDEN = "burden"

    @property
    def label(self) -> str:
        return {
            "settled": "结案后多交部分",
            "overpaid": "重复或者多交",
            "closed": "案件结束后到账",
            "relief": "批准减交、免交后多交部分",
            "wrong_amount": "金额不符，原路退回",
            "burden": "胜诉方预交但不应负担",
        }[self.value]


class EntryKind(StrEnum):
    CHARGE = "charge"
    PAYMENT = "payment"
    RELIEF = "relief"
    REFUND_DUE = "refund_due"
    REFUND_PAID = "refund_paid"
    CANCEL = "cancel"
    SUSPENSE = "suspense"
    SUSPENSE_BACK = "suspense_back"
    REFUND_VOID = "refund_void"

    @property
    def label(self) -> str:
        return {
            "charge": "应收",
            "payment": "收款",
            "relief": "减免",
            "refund_due": "应退",
            "refund_paid": "退款",
            "cancel": "冲销",
            "suspense": "待查款项",
            "suspense_back": "待查款项应退",
            "refund_void": "应退冲销",
        }[self.value]


class Account(StrEnum):
    """Double entry, lite: every line moves its amount from one of these to another, so their sum is always zero."""

    RECEIVABLE = "receivable"
    FEES = "fees"
    CASH = "cash"
    REFUNDS = "refunds"
    SUSPENSE = "suspense"

    @property
    def label(self) -> str:
        return {
            "receivable": "应收诉讼费",
            "fees": "诉讼费",
            "cash": "代理银行账户",
            "refunds": "应退诉讼费",
            "suspense": "待查款项",
        }[self.value]


# debit, credit
ENTRY_ACCOUNTS: Mapping[EntryKind, tuple[Account, Account]] = {
    EntryKind.CHARGE: (Account.RECEIVABLE, Account.FEES),
    EntryKind.PAYMENT: (Account.CASH, Account.RECEIVABLE),
    EntryKind.RELIEF: (Account.FEES, Account.RECEIVABLE),
    EntryKind.CANCEL: (Account.FEES, Account.RECEIVABLE),
    EntryKind.REFUND_DUE: (Account.RECEIVABLE, Account.REFUNDS),
    EntryKind.REFUND_PAID: (Account.REFUNDS, Account.CASH),
    EntryKind.SUSPENSE: (Account.CASH, Account.SUSPENSE),
    EntryKind.SUSPENSE_BACK: (Account.SUSPENSE, Account.REFUNDS),
    EntryKind.REFUND_VOID: (Account.REFUNDS, Account.RECEIVABLE),
}

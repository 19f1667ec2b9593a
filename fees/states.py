"""The vocabulary of the fee office."""

from __future__ import annotations

from collections.abc import Mapping

from common.law.labelled import LabelledEnum


class NoticeKind(LabelledEnum):
    MAIN = "main", "预交案件受理费"
    SUPPLEMENT = "supplement", "补交案件受理费"
    FINAL = "final", "结案后应交案件受理费"


class NoticeState(LabelledEnum):
    OPEN = "open", "待交纳"
    PAID = "paid", "已交清"
    RELIEVED = "relieved", "已准予救助"
    NOT_DUE = "not_due", "不需预交"
    LAPSED = "lapsed", "逾期未交"
    CANCELLED = "cancelled", "已取消"


PAYABLE: frozenset[NoticeState] = frozenset({NoticeState.OPEN, NoticeState.LAPSED, NoticeState.RELIEVED})

NOTICE_TRANSITIONS: Mapping[NoticeState, frozenset[NoticeState]] = {
    NoticeState.OPEN: frozenset({NoticeState.PAID, NoticeState.RELIEVED, NoticeState.LAPSED, NoticeState.CANCELLED}),
    NoticeState.LAPSED: frozenset({NoticeState.PAID, NoticeState.RELIEVED, NoticeState.OPEN, NoticeState.CANCELLED}),
    NoticeState.RELIEVED: frozenset({NoticeState.PAID, NoticeState.OPEN, NoticeState.CANCELLED}),
    NoticeState.NOT_DUE: frozenset({NoticeState.CANCELLED}),
    NoticeState.PAID: frozenset(),
}


class NotDueReason(LabelledEnum):
    WAGES = "wages", "追索劳动报酬的案件可以不预交案件受理费"
    FREE = "free", "本案不交纳案件受理费"
    LATER = "later", "本案费用不需预交"
    EXEMPT = "exempt", "已准予免交案件受理费"
    DEFERRED = "deferred", "已准予缓交案件受理费"


class ReliefKind(LabelledEnum):
    EXEMPT = "exempt", "免交"
    REDUCE = "reduce", "减交"
    DEFER = "defer", "缓交"


class ReliefState(LabelledEnum):
    PENDING = "pending", "待决定"
    GRANTED = "granted", "已批准"
    REFUSED = "refused", "未批准"
    WITHDRAWN = "withdrawn", "已撤回"


class ReliefGround(LabelledEnum):
    """The items of 办法45-47; the code says the article and the item."""

    E1 = "45-1", "残疾人，没有固定生活来源"
    E2 = "45-2", "追索赡养费、扶养费、抚育费、抚恤金"
    E3 = "45-3", "最低生活保障对象、农村特困定期救济对象、农村五保供养对象或者领取失业保险金人员，没有其他收入"
    E4 = "45-4", "因见义勇为或者保护社会公共利益受到损害，本人或者近亲属请求赔偿或者补偿"
    E5 = "45-5", "确实需要免交的其他情形"
    R1 = "46-1", "因自然灾害等不可抗力造成生活困难，正在接受社会救济，或者家庭生产经营难以为继"
    R2 = "46-2", "属于国家规定的优抚、安置对象"
    R3 = "46-3", "社会福利机构和救助管理站"
    R4 = "46-4", "确实需要减交的其他情形"
    D1 = "47-1", "追索社会保险金、经济补偿金"
    D2 = "47-2", "海上事故、交通事故、医疗事故、工伤事故、产品质量事故或者其他人身伤害事故的受害人请求赔偿"
    D3 = "47-3", "正在接受有关部门法律援助"
    D4 = "47-4", "确实需要缓交的其他情形"

    @property
    def kind(self) -> ReliefKind:
        return {"45": ReliefKind.EXEMPT, "46": ReliefKind.REDUCE, "47": ReliefKind.DEFER}[self.value[:2]]


class RefusalReason(LabelledEnum):
    """Why relief is refused; 办法48第3款 demands the reasons in writing."""

    NOT_NATURAL = "not_natural", "诉讼费用的免交只适用于自然人"
    NO_PROOF = "no_proof", "没有提交足以证明经济困难的材料"
    NOT_COVERED = "not_covered", "所述情况不属于可以缓交、减交、免交的情形"
    TOO_LATE = "too_late", "缓交申请未在规定的时间内提出"
    OTHER = "other", "其他（请写明）"


class ReviewSubject(LabelledEnum):
    """What about the fees a party wants looked at again (办法43第2、3款)."""

    CALCULATION = "calculation", "诉讼费用的计算"
    RELIEF = "relief", "缓减免申请的决定"
    BURDEN = "burden", "诉讼费用由谁负担"


class ReviewState(LabelledEnum):
    PENDING = "pending", "等待复核"
    UPHELD = "upheld", "维持原决定"
    CORRECTED = "corrected", "予以更正"


class PayChannel(LabelledEnum):
    ONLINE = "online", "网上支付"
    COUNTER = "counter", "窗口交费"


class CounterMethod(LabelledEnum):
    POS = "pos", "刷卡或扫码"
    BANK = "bank", "银行转账"
    CASH = "cash", "现金（巡回审判当场收取）"


class PaymentState(LabelledEnum):
    STARTED = "started", "等待支付结果"
    RECEIVED = "received", "已到账"
    LATE = "late", "逾期到账"
    REFUSED = "refused", "金额不符，未计入"
    DROPPED = "dropped", "已放弃"


class Verdict(LabelledEnum):
    """What a message of the cashier came to."""

    COUNTED = "counted", "已入账"
    WRONG_AMOUNT = "wrong_amount", "金额不符"
    EXTRA = "extra", "重复支付"


class RefundState(LabelledEnum):
    DUE = "due", "待退还"
    PAID = "paid", "已退还"
    VOID = "void", "已取消"


class RefundReason(LabelledEnum):
    SETTLED = "settled", "结案后多交部分"
    OVERPAID = "overpaid", "重复或者多交"
    CLOSED = "closed", "案件结束后到账"
    RELIEF = "relief", "批准减交、免交后多交部分"
    WRONG_AMOUNT = "wrong_amount", "金额不符，原路退回"
    BURDEN = "burden", "胜诉方预交但不应负担"


class EntryKind(LabelledEnum):
    CHARGE = "charge", "应收"
    PAYMENT = "payment", "收款"
    RELIEF = "relief", "减免"
    REFUND_DUE = "refund_due", "应退"
    REFUND_PAID = "refund_paid", "退款"
    CANCEL = "cancel", "冲销"
    SUSPENSE = "suspense", "待查款项"
    SUSPENSE_BACK = "suspense_back", "待查款项应退"
    REFUND_VOID = "refund_void", "应退冲销"


class Account(LabelledEnum):
    """Double entry, lite: every line moves its amount from one of these to another, so their sum is always zero."""

    RECEIVABLE = "receivable", "应收诉讼费"
    FEES = "fees", "诉讼费"
    CASH = "cash", "代理银行账户"
    REFUNDS = "refunds", "应退诉讼费"
    SUSPENSE = "suspense", "待查款项"


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

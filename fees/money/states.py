"""The vocabulary of notices, orders, refunds and the ledger."""

from __future__ import annotations

from collections.abc import Mapping

from common.law.labelled import LabelledEnum


class NoticeKind(LabelledEnum):
    MAIN = "main", "预交案件受理费"
    SUPPLEMENT = "supplement", "补交案件受理费"
    INCREASE = "increase", "增加诉讼请求补交案件受理费"
    FINAL = "final", "结案后应交案件受理费"


# Each kind of notice has its own time to pay, by its key in the table of terms.
TERM_OF: Mapping[NoticeKind, str] = {
    NoticeKind.MAIN: "fee_payment",
    NoticeKind.SUPPLEMENT: "fee_supplement",
    NoticeKind.INCREASE: "fee_increase",
    NoticeKind.FINAL: "fee_demand",
}


class NoticeState(LabelledEnum):
    OPEN = "open", "待交纳"
    PAID = "paid", "已交清"
    RELIEVED = "relieved", "已准予缓交或者减免"
    NOT_DUE = "not_due", "不需预交"
    LAPSED = "lapsed", "逾期未交"
    CANCELLED = "cancelled", "已取消"


PAYABLE: frozenset[NoticeState] = frozenset({NoticeState.OPEN, NoticeState.LAPSED, NoticeState.RELIEVED})

NOTICE_MOVES: Mapping[NoticeState, tuple[NoticeState, ...]] = {
    NoticeState.OPEN: (
        NoticeState.OPEN,  # asked again: the seven days run anew
        NoticeState.PAID,
        NoticeState.RELIEVED,
        NoticeState.LAPSED,
        NoticeState.CANCELLED,
    ),
    NoticeState.LAPSED: (NoticeState.OPEN, NoticeState.PAID, NoticeState.RELIEVED, NoticeState.CANCELLED),
    NoticeState.RELIEVED: (NoticeState.OPEN, NoticeState.PAID, NoticeState.RELIEVED, NoticeState.CANCELLED),
    NoticeState.NOT_DUE: (NoticeState.PAID, NoticeState.CANCELLED),
}


class NotDueReason(LabelledEnum):
    WAGES = "wages", "追索劳动报酬的案件可以不预交案件受理费"
    FREE = "free", "本案不交纳案件受理费"
    LATER = "later", "本案费用不需预交"
    EXEMPT = "exempt", "已准予免交案件受理费"
    DEFERRED = "deferred", "已准予缓交案件受理费"


class PayChannel(LabelledEnum):
    ONLINE = "online", "网上支付"
    COUNTER = "counter", "窗口交费"


class CounterMethod(LabelledEnum):
    POS = "pos", "刷卡或扫码"
    BANK = "bank", "银行转账"
    CASH = "cash", "现金"


class PaymentState(LabelledEnum):
    STARTED = "started", "等待支付结果"
    RECEIVED = "received", "已到账"
    PART = "part", "到账一部分"
    LATE = "late", "到账时已不用交"
    REFUSED = "refused", "金额不符，未计入"
    DROPPED = "dropped", "已放弃"
    STOPPED = "stopped", "已取消，没有扣款"


# Money that arrives is counted, whatever was thought of its order before.
PAYMENT_MOVES: Mapping[PaymentState, tuple[PaymentState, ...]] = {
    PaymentState.STARTED: (
        PaymentState.RECEIVED,
        PaymentState.PART,
        PaymentState.LATE,
        PaymentState.REFUSED,
        PaymentState.DROPPED,
        PaymentState.STOPPED,
    ),
    PaymentState.PART: (PaymentState.RECEIVED, PaymentState.PART, PaymentState.LATE),
    PaymentState.REFUSED: (PaymentState.RECEIVED, PaymentState.PART, PaymentState.LATE),
    PaymentState.DROPPED: (PaymentState.RECEIVED, PaymentState.PART, PaymentState.LATE),
    PaymentState.STOPPED: (PaymentState.RECEIVED, PaymentState.PART, PaymentState.LATE),
}


class Verdict(LabelledEnum):
    """What a message of the cashier came to."""

    COUNTED = "counted", "已入账"
    WRONG_AMOUNT = "wrong_amount", "金额不符"
    EXTRA = "extra", "重复支付"


class RefundState(LabelledEnum):
    DUE = "due", "待退还"
    PAID = "paid", "已退还"
    VOID = "void", "已取消"


REFUND_MOVES: Mapping[RefundState, tuple[RefundState, ...]] = {
    RefundState.DUE: (RefundState.PAID, RefundState.VOID),
    RefundState.PAID: (RefundState.DUE,),  # the bank sent it back
}


class RefundReason(LabelledEnum):
    SETTLED = "settled", "结案后多交部分"
    OVERPAID = "overpaid", "重复或者多交"
    CLOSED = "closed", "案件结束后到账"
    RELIEF = "relief", "批准减交、免交后多交部分"
    WRONG_AMOUNT = "wrong_amount", "金额不符，原路退回"
    CLAIMS = "claims", "减少诉讼请求后多交部分"
    BURDEN = "burden", "胜诉方预交但不应负担"


class EntryKind(LabelledEnum):
    CHARGE = "charge", "应收"
    PAYMENT = "payment", "收款"
    RELIEF = "relief", "减免"
    REFUND_DUE = "refund_due", "应退"
    REFUND_PAID = "refund_paid", "退款"
    REFUND_BOUNCED = "refund_bounced", "退款被银行退回"
    CANCEL = "cancel", "冲销"
    SUSPENSE = "suspense", "待查款项"
    SUSPENSE_BACK = "suspense_back", "待查款项应退"
    REFUND_VOID = "refund_void", "应退冲销"
    RELIEF_VOID = "relief_void", "减免冲销"


# What a line of a kind adds to the sums of its notice. Money in suspense is in none of them.
SUMS: Mapping[str, Mapping[EntryKind, int]] = {
    "owed": {EntryKind.CHARGE: 1, EntryKind.CANCEL: -1, EntryKind.RELIEF: -1, EntryKind.RELIEF_VOID: 1},
    "relieved": {EntryKind.RELIEF: 1, EntryKind.RELIEF_VOID: -1},
    "received": {EntryKind.PAYMENT: 1},
    "owed_back": {
        EntryKind.REFUND_DUE: 1,
        EntryKind.REFUND_VOID: -1,
        EntryKind.REFUND_PAID: -1,
        EntryKind.REFUND_BOUNCED: 1,
    },
    "refunded": {EntryKind.REFUND_PAID: 1, EntryKind.REFUND_BOUNCED: -1},
}


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
    EntryKind.REFUND_BOUNCED: (Account.CASH, Account.REFUNDS),
    EntryKind.SUSPENSE: (Account.CASH, Account.SUSPENSE),
    EntryKind.SUSPENSE_BACK: (Account.SUSPENSE, Account.REFUNDS),
    EntryKind.REFUND_VOID: (Account.REFUNDS, Account.RECEIVABLE),
    EntryKind.RELIEF_VOID: (Account.RECEIVABLE, Account.FEES),
}

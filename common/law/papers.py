"""Every kind of paper the court makes or takes in, under the name the law gives it."""

from __future__ import annotations

from common.law.labelled import LabelledEnum


class PaperKind(LabelledEnum):
    """What rows keep of a paper's kind, with its official name; a single paper may bear a longer title."""

    # Intake
    COMPLAINT = "complaint", "民事起诉状"
    ORAL_RECORD = "oral_record", "口头起诉笔录"
    RECEIPT = "receipt", "收件回执"
    CORRECTION_NOTICE = "correction_notice", "补正通知书"
    ACCEPTANCE_NOTICE = "acceptance_notice", "受理案件通知书"
    COMPLAINT_COPY = "complaint_copy", "民事起诉状副本"
    RESPOND_NOTICE = "respond_notice", "应诉通知书、举证通知书"
    RETURN_NOTICE = "return_notice", "诉状退回通知书"
    INSISTENCE = "insistence", "坚持起诉申请书"
    ANSWER = "answer", "民事答辩状"
    ANSWER_COPY = "answer_copy", "民事答辩状副本"
    # Mediation
    INVITATION = "mediation_invitation", "调解告知书"
    AGREEMENT = "mediation_agreement", "调解协议书"
    MEDIATION_PAPER = "mediation_paper", "民事调解书"
    POINTS = "mediation_points", "无争议事实记载"
    REPORT = "mediation_report", "调解终结报告"
    CONFIRMATION_ACCEPTANCE = "confirmation_acceptance", "司法确认受理通知书"
    CONFIRMATION_RULING = "confirmation_ruling", "民事裁定书"
    # Trial
    JUDGMENT = "judgment", "民事判决书"
    RULING_INADMISSIBLE = "ruling_inadmissible", "民事裁定书（不予受理）"
    RULING_WITHDRAWAL = "ruling_withdrawal", "民事裁定书（准许撤诉）"
    RULING_DEEMED_WITHDRAWAL = "ruling_deemed_withdrawal", "民事裁定书（按撤诉处理）"
    RULING_DISMISSAL = "ruling_dismissal", "民事裁定书（驳回起诉）"
    RULING_CONVERSION = "ruling_conversion", "民事裁定书（转换程序）"
    RULING_TRANSFER = "ruling_transfer", "民事裁定书（移送管辖）"
    SUMMONS = "summons", "传票"
    ATTEND_NOTICE = "attend_notice", "出庭通知书"
    SMALL_CLAIMS_NOTICE = "small_claims_notice", "小额诉讼告知书"
    CONVERSION_NOTICE = "conversion_notice", "转换审理程序通知书"
    CLOSING_NOTICE = "closing_notice", "结案通知书"
    APPEAL_CORRECTION = "appeal_correction", "上诉登记更正通知书"
    # Fees
    FEE_NOTICE = "fee_notice", "交纳诉讼费用通知书"
    APPEAL_FEE_NOTICE = "appeal_fee_notice", "预交上诉案件受理费通知书"
    FEE_RELIEF_DECISION = "fee_relief_decision", "缓交、减交、免交诉讼费用通知书"
    FEE_REVIEW_DECISION = "fee_review_decision", "诉讼费用复核决定书"
    CASH_RECEIPT = "cash_receipt", "交纳诉讼费用收据"
    REFUND_NOTICE = "refund_notice", "退还诉讼费用通知书"
    FEE_LIST = "fee_list", "诉讼费用清单"
    # Petitions
    PETITION_RECEIPT = "petition_receipt", "信访事项登记回执"
    PETITION_PROCEDURAL = "petition_procedural", "信访事项程序性答复"
    PETITION_ANSWER = "petition_answer", "信访事项答复意见书"
    PETITION_NOTICE = "petition_notice", "信访事项告知书"
    # Of any case
    DELIVERY_PROOF = "delivery.proof", "电子送达凭证"
    LETTER = "letter", "公函"

    @property
    def is_decision(self) -> bool:
        """判决书、裁定书、调解书: on paper when asked for, even where served electronically (民诉法90)."""
        return self in _DECISIONS


_DECISIONS = frozenset(
    {PaperKind.JUDGMENT, PaperKind.MEDIATION_PAPER, PaperKind.CONFIRMATION_RULING}
    | {kind for kind in PaperKind if kind.value.startswith("ruling_")}
)

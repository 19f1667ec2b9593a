"""A term as a party reads it: who does what by the day. The name in the table is for those who keep it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from common.law.terms.table import name_of

# Whoever has to act, and what they do, by key; what is not here is a party's own, and called by what it does already.
BY_COURT: Mapping[str, str] = {
    "filing_review": "法院决定是否立案",
    "filing_review_corrected": "法院看补正的材料，决定是否立案",
    "filing_third_party_revocation": "法院决定是否立案",
    "filing_enforcement_objection": "法院决定是否立案",
    "complaint_copy": "法院把起诉状送给被告",
    "hearing_notice": "法院通知各方开庭",
    "answer_copy": "法院把答辩状送给对方",
    "appoint_mediator": "法院指定调解员",
    "contact_other_side": "法院或者调解员问对方是否愿意调解",
    "mediation_waiting": "法院问各方意见，选定调解员",
    "confirmation_acceptance": "法院决定是否受理司法确认申请",
    "confirmation_decision": "法院作出是否确认的决定",
    "refund": "法院退还诉讼费",
    "fee_relief": "法院答复减免申请",
    "fee_review": "院长复核诉讼费",
    "trial_ordinary": "法院审结这件案件",
    "trial_ordinary_extension": "法院审结这件案件（已延长）",
    "trial_summary": "法院审结这件案件",
    "trial_small": "法院审结这件案件",
    "trial_small_extension": "法院审结这件案件（已延长）",
    "trial_summary_extension": "法院审结这件案件（已延长）",
    "appeal_copy": "法院把上诉状送给对方",
    "appeal_answer_copy": "法院把答辩状送给上诉人",
    "appeal_file": "法院把上诉材料报送上级法院",
    "postponement_left_out": "法院延期审理",
    "remand_filing": "法院以新案号登记重审",
    "special_procedure": "法院审结这件案件",
    "public_notice": "法院公告送达",
    "petition_reply": "法院告诉您怎么办",
    "petition_result": "法院答复办到哪里、结果怎样",
    "petition_register": "法院告诉您收到了、怎么办",
    "petition_finish": "法院办结并答复您",
    "petition_finish_extension": "法院办结并答复您（已延长）",
    "petition_recheck": "上级法院书面答复复查",
    "petition_reexamine": "上级法院书面答复复核",
}
BY_OTHERS: Mapping[str, str] = {
    "mediator_accepts": "调解员答复是否接受",
    "mediator_signs": "调解员在协议上签名",
    "mediation_a": "调解员调解",
    "mediation_b": "调解员调解",
    "mediation_c_ordinary": "调解员调解",
    "mediation_c_summary": "调解员调解",
    "mediation_c_extension": "调解员继续调解",
    "agreement_choice": "各方选择怎样落实调解协议",
    "agreement_payment": "按调解协议付款",
    "confirmation_objection": "对司法确认裁定提出异议",
    "enforcement_application": "对方不履行的，申请强制执行",
    "trial_extension_request": "法官申请延长审理",
    "foreign_trial_review": "法官登记办理进展",
    "fee_supplement": "补交案件受理费",
    "appeal_fee": "预交上诉案件受理费",
}
TOLD: Mapping[str, str] = {**BY_COURT, **BY_OTHERS}


def told(key: str, on: date) -> str:
    """法院把起诉状送给被告, for complaint_copy. What a party reads of a term of this day; the key itself where it is
    none."""
    return TOLD.get(key) or name_of(key, on)


_SAID_ELSEWHERE = ("filing_review", "filing_review_corrected")  # 立案规定8: who waits for it is told by the filing desk

# What a party waits for the court to do: when the day has passed, its pages say so, and it hears so.
LATE: frozenset[str] = frozenset(BY_COURT)
OWED: frozenset[str] = LATE - frozenset(_SAID_ELSEWHERE)

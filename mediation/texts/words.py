"""The words of what is signed, per side."""

from __future__ import annotations

from common.rooms import Words

WORDS: dict[str, Words] = {
    "mediation.agreement_sent": Words("调解协议已拟好，等待各方签名"),
    "mediation.signed": Words(
        "您签署了调解协议",
        "{who}签署了调解协议",
        void="（文本后来收回修改，这次签名已作废）",
        voided_by=("mediation.agreement_recalled", "agreement_id"),
    ),
    "mediation.agreement_recalled": Words("调解协议的文本收回修改，这一稿上已经签的名作废"),
    "mediation.objected": Words("您说明了不同意协议文本的原因", "{who}不同意协议文本，请等调解员修改"),
    "mediation.revived": Words("放假安排有变动，调解期限没有满，调解继续进行{due}"),
    "mediation.countersigned": Words("调解员在协议上签名，协议书送达各方"),
    "mediation.hand_overdue": Words("", court="调解员逾期没有签名，请庭长另定调解员签名，或者决定不再等"),
    "mediation.hand_named": Words("由{mediator}在调解协议上签名"),
    "mediation.hand_waived": Words("不再等调解员签名，协议书送达各方，原因写在协议书上"),
    "mediation.payment_kept": Words("您登记收到了一笔付款", "{who}登记收到了一笔付款"),
    "mediation.payment_asked": Words("约定的付款日过了，请登记有没有到账", "约定的付款日过了，等{who}登记有没有到账"),
    "mediation.points_sent": Words("无争议事实和争议焦点已整理，请核对签名"),
    "mediation.agreed": Words("各方签署调解协议，协议生效"),
    "mediation.points_signed": Words("无争议事实和争议焦点已签名确认"),
}

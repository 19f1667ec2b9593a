"""The words of each event, as each side reads it. A test demands a line for every event that anybody can see.

Written for the person who reads: 您 is the party itself; {who} the acting party's name; {amount} yuan; {day} a day;
the key of a term, {fee_review}, its length as the law had it for the case.
What a party cannot see needs no words for it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """One event: what the acting party reads, what the other parties read, what the court reads."""

    mine: str
    others: str = ""
    court: str = ""

    def to(self, reader: str) -> str:
        """`reader` is mine, others or court; the court and the others fall back to the nearest telling."""
        if reader == "mine":
            return self.mine
        if reader == "others":
            return self.others or self.mine
        return self.court or self.others or self.mine


WORDS: dict[str, Words] = {
    # The spine
    "cases.advanced": Words("", court="进入“{to}”阶段"),
    "cases.numbered": Words("案件编号：{number}"),
    "cases.admitted": Words("", court="{capacity}加入本案"),
    "cases.released": Words("", court="{capacity}退出本案"),
    "cases.deadline_set": Words("", court="设定期限：{term}{due}"),
    "cases.deadline_lapsed": Words("", court="期限届满：{term}"),
    "cases.todo_opened": Words("", court="转人工办理：{todo}"),
    # Delivery
    "delivery.served": Words("您已收到{paper}", "{party}已收到{paper}", "{party}签收{paper}"),
    "delivery.address_confirmed": Words("您确认了送达地址", court="{who}确认了送达地址"),
    "delivery.ordered": Words("", court="安排送达：{paper}"),
    "delivery.published": Words("", court="公告送达：{paper}，{announced_on}发出公告，{expires_on}期满"),
    "delivery.failed": Words("", court="送达未成功：{paper}，请换一种方式"),
    # The window
    "counter.visit_began": Words("", court="{who}到窗口办理，身份已核对"),
    "counter.visit_ended": Words("", court="{who}的窗口办理结束，共 {acts} 项"),
    # Intake
    "intake.filed": Words("法院收到您提交的材料", "{who}向法院提交了材料", "收到{who}提交的材料"),
    "intake.correction_requested": Words(
        "法院请您补正 {items} 处材料", "法院请{side}补正材料", "发出补正通知，共 {items} 处"
    ),
    "intake.corrected": Words("您补正了材料，审查期限重新计算", "{who}补正了材料", "补正材料已回"),
    "intake.cause_set": Words("法院将案由更正为“{cause}”", court="案由由“{former}”更正为“{cause}”"),
    "intake.diverted": Words("材料已转到调解中心", court="转调解中心"),
    "intake.registered": Words("法院登记立案", court="登记立案"),
    "intake.returned": Words("材料退回；您仍可以坚持起诉", "材料已退回", "退回材料并记录"),
    "intake.insisted": Words("您坚持起诉，交由法官裁定", "{who}坚持起诉，交由法官裁定"),
    "intake.withdrawn": Words("您撤回了申请", "{who}撤回了申请"),
    "intake.claimant_left": Words("您撤回了申请，不再参加；其他人继续", "{who}撤回了申请，其他人继续"),
    "intake.centre_urged": Words("", court="调解申请超过期限没有办理，请尽快转调解中心"),
    "intake.escalated": Words("", court="期限届满仍不能确定，建议先行立案"),
    "intake.door_opened": Words("您通过查看码进入本案", court="{who}凭查看码进入本案"),
    "intake.code_given": Words("", court="窗口核对身份后，向当事人发放查看码"),
    "intake.mandate_given": Words("您提交了委托代理人的手续，等待法院核对", court="{who}提交委托手续，待核对"),
    "intake.mandate_refused": Words("委托手续没有通过核对，请看原因", court="委托手续未通过核对"),
    "intake.mandate_checked": Words("代理人的委托手续已核对（{authority}）", court="核对委托手续（{authority}）"),
    "intake.agent_recorded": Words("您的代理人已登记（{authority}）", "{party}委托了代理人（{authority}）"),
    "intake.agent_released": Words("您解除了对代理人的委托", "{party}解除了对代理人的委托"),
    "intake.answered": Words("您提交了答辩", "{who}提交了答辩"),
    "intake.evidence_added": Words("您补充了证据", "{who}补充了证据"),
    "intake.suit_offered": Words("您可以直接起诉，已填内容不用重填"),
    # Mediation
    "mediation.opened": Words("调解开始，法院征求各方意见", court="调解登记，征求各方意见"),
    "mediation.consented": Words("您同意调解", "{who}同意调解"),
    "mediation.declined": Words("您选择不再调解", "{who}选择不再调解"),
    "mediation.mediator_proposed": Words("已为本案邀请{mediator}调解", court="邀请{mediator}调解"),
    "mediation.mediator_accepted": Words("{mediator}接受调解，调解期限开始计算"),
    "mediation.mediator_refused": Words("", court="{mediator}未接受，另行选定"),
    "mediation.mediator_replaced": Words("调解员更换为{mediator}"),
    "mediation.session_set": Words("约定了调解时间"),
    "mediation.session_held": Words("进行了一次调解"),
    "mediation.extended": Words("各方同意延长调解期限 {days} 日"),
    "mediation.party_left": Words("您不再参加调解，其他当事人继续", "{who}不再参加调解，其他当事人继续"),
    "mediation.stopped": Words("", court="因撤回，调解终止"),
    "mediation.disclosed": Words("调解员披露了一项可能的利害关系，请您表示是否同意", court="调解员披露利害关系"),
    "mediation.session_offered": Words("调解员提出了调解时间，请选择"),
    "mediation.extension_asked": Words("有人提议延长调解期限 {days} 日，请各方表示意见"),
    "mediation.agreement_sent": Words("调解协议已拟好，等待各方签字"),
    "mediation.signed": Words("您签署了调解协议", "{who}签署了调解协议"),
    "mediation.points_sent": Words("无争议事实和争议焦点已整理，请核对签字"),
    "mediation.reported": Words("", court="调解员提交了调解终结报告"),
    "mediation.confirmation_opened": Words(
        "您申请司法确认，等待对方共同申请", "{who}申请司法确认，请您决定是否共同申请"
    ),
    "mediation.confirmation_withdrawn": Words("司法确认申请已撤回"),
    "mediation.confirmation_lapsed": Words(
        "{confirmation_application}内没有共同申请，不能再申请司法确认；协议仍然有效"
    ),
    "mediation.resumed": Words("您请求再次调解", "{who}请求再次调解"),
    "mediation.agreed": Words("各方签署调解协议，协议生效"),
    "mediation.failed": Words("调解结束，未达成（全部）协议：{reason}"),
    "mediation.points_signed": Words("无争议事实和争议焦点已签字确认"),
    "mediation.performed": Words("协议已履行或者已撤诉，本案了结"),
    "mediation.paper_sought": Words("您申请法院制作调解书", "{who}申请法院制作调解书"),
    "mediation.paper_made": Words("法官审查后签发调解书，各方签收后生效"),
    "mediation.claimant_done": Words("您确认已经了结，等待其他原告确认", "{who}确认已经了结，等待其他原告确认"),
    "mediation.paper_refused": Words("法官审查后不制作调解书（{ground}），本案继续办理"),
    "mediation.judge_named": Words("", court="指定法官审查调解协议"),
    "mediation.paper_effective": Words("调解书生效"),
    "mediation.went_back": Words("您在签收前反悔，本案转入审理", "{who}在签收前反悔，本案转入审理"),
    "mediation.confirmation_sought": Words("各方共同申请司法确认"),
    "mediation.confirmation_accepted": Words("法院受理司法确认申请"),
    "mediation.confirmed": Words("法院裁定确认调解协议有效，可以申请强制执行"),
    "mediation.confirmation_refused": Words("司法确认未获支持，可以重新调解或者起诉"),
    # Triage
    "triage.presorted": Words("", court="初步分流：{procedure}"),
    "triage.sorted": Words("确定适用{procedure}（{track}）"),
    "triage.overruled": Words("", court="分流员调整了系统建议"),
    "triage.assigned": Words("案件转入审理，由{judge}承办"),
    "triage.unassigned": Words("审判团队中有人回避，案件重新分案", court="有人回避，原团队不再承办，重新分案"),
    "triage.converted": Words("本案由{frm}转为{to}"),
    "triage.ruling_drafted": Words("", court="裁定草稿送法官：{ruling}"),
    "triage.ruling_signed": Words("法官作出裁定：{ruling}"),
    "triage.ruling_dropped": Words("", court="裁定草稿不再需要：{ruling}"),
    "triage.ruling_handed_over": Words("", court="裁定草稿转由{judge}签发：{ruling}"),
    "triage.claimant_left": Words("您撤诉获准，退出本案；其他原告继续", "{who}撤诉获准，退出本案；其他原告继续"),
    "triage.hearing_held": Words("{on} 开庭（{mode}）"),
    "triage.objection_made": Words(
        "您对适用小额诉讼程序提出异议，等待法官审查", "{who}对适用小额诉讼程序提出异议，等待法官审查"
    ),
    "triage.objection_decided": Words(
        "您对适用小额诉讼程序的异议：{outcome}", "{who}对适用小额诉讼程序的异议：{outcome}"
    ),
    "triage.extension_asked": Words("", court="法官申请延长审理期限 {months} 个月"),
    "triage.extension_endorsed": Words("", court="庭长同意延长审理期限，报院长批准"),
    "triage.extension_granted": Words("经院长批准，审理期限延长 {months} 个月{due}"),
    "triage.extension_refused": Words("", court="延长审理期限未获批准"),
    "triage.withdrawal_sought": Words("您申请撤诉，等待法官裁定", "{who}申请撤诉，等待法官裁定"),
    "triage.closed": Words("本案结案：{way}"),
    # Fees
    "fees.noticed": Words("法院发出交费通知：{amount} 元"),
    "fees.not_due": Words("本案不需要预交受理费"),
    "fees.relief_sought": Words("您申请缓交、减交或者免交诉讼费"),
    "fees.relief_decided": Words("司法救助申请已有结果：{outcome}"),
    "fees.relief_withdrawn": Words("您撤回了诉讼费救助申请"),
    "fees.deferral_over": Words("缓交期已满，请交纳案件受理费"),
    "fees.review_sought": Words("您申请复核诉讼费用", court="{who}申请复核诉讼费用，{fee_review}内决定"),
    "fees.review_decided": Words("诉讼费用复核有了结果：{outcome}"),
    "fees.payment_started": Words("您开始支付"),
    "fees.paid": Words("收到诉讼费 {amount} 元"),
    "fees.lapsed": Words("", court="交费期限届满未交"),
    "fees.settled": Words("诉讼费结算：{settled}"),
    "fees.refund_due": Words("应退还您诉讼费 {amount} 元"),
    "fees.refunded": Words("法院已退还您诉讼费 {amount} 元", "法院已退还诉讼费 {amount} 元"),
    # Petitions
    "petitions.lodged": Words("收到您的来信来访", court="登记信访事项"),
    "petitions.routed": Words("已转到承办部门", court="转交承办部门"),
    "petitions.linked": Words("", court="关联到所涉案件"),
    "petitions.acknowledged": Words("法院作出程序性答复"),
    "petitions.answered": Words("法院书面答复您"),
    "petitions.concluded": Words("信访事项办结"),
    "petitions.reopened": Words("信访事项重新办理"),
    "petitions.rated": Words("您评价了办理情况", "信访人作出了评价", "信访人作出了评价"),
    "petitions.code_renewed": Words("", court="重新发放查询码"),
}

"""A filing's answers, as the person (or the clerk for them) types them into the element forms. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from common.law.causes import cause
from common.law.money import yuan
from yunfu_court.simulation.cast import Persona
from yunfu_court.simulation.plans import Plan

_FACTS: dict[str, str] = {
    "108.1": "被告向原告申请个人贷款，合同约定等额本息还款。被告自今年起连续多期未还，经催收仍未归还。",
    "115.2": "被告申领信用卡后透支消费，逾期多期未还最低还款额，经短信、电话催收未果。",
    "411": "被告驾驶小型轿车与原告驾驶的电动自行车相撞，原告受伤住院。交警认定被告负主要责任。",
    "88": "双方签订购销合同，原告按约送货，被告签收后只付了部分货款，余款经对账确认后至今未付。",
    "88.8": "原告在被告网店购买商品，收到的与页面描述明显不符，被告拒绝退货退款。",
    "126": "被告是小区业主，自去年起未交纳物业服务费，经书面催告仍未交纳。",
    "14": "双方经人介绍相识后登记结婚，婚后因性格不合经常争吵，已分居两年，夫妻感情确已破裂。",
    "22.1": "双方离婚时约定被告每月支付抚养费，被告自去年九月起未再支付。",
    "55.2": "被告在双方共用的通道上堆放杂物并加装铁门，妨碍原告一家通行。",
    "413": "原告在被告处手术后出现并发症，认为被告诊疗行为存在过错，要求赔偿。",
    "116.2": "原告将商铺出租给被告，被告拖欠租金三个月，经催告仍未支付，也未腾退。",
    "120.7": "原被告签订家庭装修合同，被告完工后多处空鼓渗水，经两次返工仍未修好。",
    "144": "原告受被告雇请做工，结算后被告出具欠条，约定付款期满后仍未支付。",
}
_CLAIMS: dict[str, str] = {
    "108.1": "判令被告偿还借款本金及利息、罚息{sum}元",
    "115.2": "判令被告偿还信用卡透支本金、利息及违约金{sum}元",
    "411": "判令被告赔偿医疗费、误工费、护理费等各项损失共{sum}元",
    "88": "判令被告支付货款{sum}元",
    "88.8": "判令被告退还货款并赔偿损失共{sum}元",
    "126": "判令被告支付物业服务费及违约金{sum}元",
    "14": "判令原告与被告离婚",
    "22.1": "判令被告支付拖欠的抚养费{sum}元",
    "55.2": "判令被告清除堆放物，恢复通道原状",
    "413": "判令被告赔偿各项损失共{sum}元",
    "116.2": "判令被告支付拖欠的租金{sum}元",
    "120.7": "判令被告赔偿装修返工损失{sum}元",
    "144": "判令被告支付劳务报酬{sum}元",
}


def answers_for(
    plan: Plan, claimant: Persona, respondents: Sequence[Persona], lawyer: tuple[str, str] | None
) -> dict[str, Any]:
    """{question id: value}; `lawyer` is (name, phone). Money in fen, days as ISO text."""
    given = _person("claimant.1", claimant)
    for index, persona in enumerate(respondents, start=1):
        given |= _person(f"respondent.{index}", persona)
        lost = plan.chance(f"lost {index}", 0.04)
        given |= {
            f"respondent.{index}.township": persona.township,
            f"respondent.{index}.reachable": "lost" if lost else "yes",
        }
    if lawyer is not None:
        given |= {
            "agent.1.name": lawyer[0],
            "agent.1.phone": lawyer[1],
            "agent.1.relation": "lawyer",
            "agent.1.unit": "广东泷州律师事务所",
            "agent.1.authority": "special",
            "agent.1.powers": ["admit", "waive", "change", "settle"],
        }
    given |= {"private_lending": _loan, "labour": _labour}.get(plan.kind.form, _general)(plan, claimant, respondents)
    consents = plan.online and plan.chance("e_service", 0.88)
    given |= {
        "service.service_address": claimant.address,
        "service.service_recipient": claimant.representative or claimant.name,
        "service.service_phone": lawyer[1] if lawyer else claimant.phone,
        "service.e_service": "yes" if consents else "no",
    }
    if consents:
        given["service.e_service_ways"] = ["portal"]
    if plan.wish == "sue":
        given["resolution.consider_mediation"] = plan.pick("accepts", {"yes": 0.52, "unsure": 0.2, "no": 0.28})
    return given


def _person(at: str, who: Persona) -> dict[str, Any]:
    if who.legal:
        return {
            f"{at}.party_type": "legal",
            f"{at}.org_name": who.name,
            f"{at}.uscc": who.number,
            f"{at}.legal_representative": who.representative,
            f"{at}.org_address": who.address,
            f"{at}.phone": who.phone,
        }
    male = int(who.number[16]) % 2 == 1
    return {
        f"{at}.party_type": "natural",
        f"{at}.name": who.name,
        f"{at}.id_type": "identity_card",
        f"{at}.id_number": who.number,
        f"{at}.gender": "male" if male else "female",
        f"{at}.birth_date": f"{who.number[6:10]}-{who.number[10:12]}-{who.number[12:14]}",
        f"{at}.domicile": who.address,
        f"{at}.phone": who.phone,
    }


def _loan(plan: Plan, claimant: Persona, respondents: Sequence[Persona]) -> dict[str, Any]:
    principal = plan.amount or 0
    lent = plan.arrives - timedelta(days=plan.draw("lent").randint(200, 900))
    given: dict[str, Any] = {
        "claims.principal_owed": principal,
        "claims.interest_until_paid": "yes",
        "claims.claim_court_fee": "yes",
        "loan.contract_signing": f"{lent:%Y年%m月%d日}，被告向原告借款并出具借条一张。",
        "loan.lender": claimant.name,
        "loan.borrower": respondents[0].name,
        "loan.amount_agreed": principal,
        "loan.amount_delivered": principal,
        "loan.delivery_way": plan.pick("delivery", {"transfer": 0.8, "cash": 0.2}),
        "terms.is_due": "yes",
        "terms.is_overdue": "yes",
        "terms.overdue_since": (plan.arrives - timedelta(days=30)).isoformat(),
    }
    if plan.chance("interest", 0.4):
        given |= {"claims.interest_owed": principal * 4 // 100, "claims.interest_as_of": plan.arrives.isoformat()}
    return given


def _labour(plan: Plan, claimant: Persona, respondents: Sequence[Persona]) -> dict[str, Any]:
    amount = plan.amount or 0
    wages = plan.kind.cause == "205.5"
    entry = plan.arrives - timedelta(days=plan.draw("entry").randint(200, 1500))
    claim = "wages" if wages else "severance"
    ended = {} if wages else {"ending.terminated_on": (plan.arrives - timedelta(days=60)).isoformat()}
    return ended | {
        f"claims.claim_{claim}": "yes",
        f"claims.{claim}_amount": amount,
        f"claims.{claim}_detail": "按约定的月工资计算。",
        "claims.claim_court_fee": "yes",
        "work.contract_signing": "签订了书面劳动合同。",
        "work.entry_date": entry.isoformat(),
        "work.employer_name": respondents[0].name,
        "work.monthly_wage": 480_000,
        "ending.terminated": "no" if wages else "yes",
        "arbitration.arb_state": "rejected" if wages else "award",
        "arbitration.arb_applied": (plan.arrives - timedelta(days=50)).isoformat(),
        "arbitration.arb_received": (plan.arrives - timedelta(days=5)).isoformat(),
    }


def _general(plan: Plan, claimant: Persona, respondents: Sequence[Persona]) -> dict[str, Any]:
    amount, code = plan.amount, plan.kind.cause
    text = _CLAIMS.get(code, f"判令被告承担{cause(code).name}的责任")
    row: dict[str, Any] = {"text": text.format(sum=yuan(amount) if amount else "")}
    if amount:
        row["amount"] = amount
    return {"claims.claim_list": [row], "facts.full_text_facts": _FACTS.get(code, "经过见证据。")}

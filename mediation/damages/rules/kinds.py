"""Which question a kind is. The first words of a kind name the calculator; what follows says the situation."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from mediation.damages.rules import consumer, contracts, injury, judgments, labour, lending, traffic
from mediation.damages.rules.given import Given
from mediation.damages.rules.settings import Book, NoFigure
from mediation.damages.rules.shapes import Answer, GivenError

Rule = Callable[[Given], Answer]

RULES: dict[str, Rule] = {
    # personal injury
    **injury.HEADS,
    "injury_total": injury.total,
    "comparative_fault": injury.after_fault,
    "mental": injury.mental,
    # motor traffic
    "ci": traffic.ci,
    "ci_no_fault": traffic.ci_no_fault,
    "commercial": traffic.commercial,
    "tortfeasor": traffic.tortfeasor,
    "victim_bears": traffic.victim,
    "no_fault": traffic.no_fault,
    "several_cars": traffic.several_cars,
    "several_victims": traffic.several_victims,
    "mental_first": traffic.mental_first,
    "traffic_total": traffic.chain,
    "vehicle_damage": traffic.property_damage,
    # labour
    "double_wage": labour.double_wage,
    "overtime": labour.overtime,
    "annual_leave": labour.annual_leave,
    "annual_leave_days": labour.leave_days,
    "severance": labour.severance,
    "notice_pay": labour.notice_pay,
    "illegal_dismissal": labour.illegal_dismissal,
    "arrears_surcharge": labour.arrears,
    "unpaid_wages": labour.wages,
    "non_compete": labour.non_compete,
    "final_award": labour.final_award,
    # lending and finance
    "loan_interest": lending.loan,
    "cap": lending.cap_rate,
    "interest_deducted": lending.deducted,
    "no_interest": lending.no_interest,
    "straddling": lending.straddling,
    "old_limits": lending.old_limits,
    "overdue": lending.overdue,
    "rollover": lending.rollover,
    "order_costs": lending.in_order,
    "chain_of_payments": lending.chain,
    "several_debts": lending.several_debts,
    "bank_loan": lending.bank,
    "lpr_interest": lending.lpr_interest,
    # property fees, sale, securities
    "property_fee": contracts.property_fee,
    "late_fee": contracts.late_fee,
    "fee_refund": contracts.fee_refund,
    "late_price": contracts.late_price,
    "liquidated": contracts.liquidated,
    "earnest": contracts.earnest,
    "instalment_fifth": contracts.instalment_fifth,
    "replacement_deal": contracts.replacement,
    "securities": contracts.securities,
    # consumers
    "fraud": consumer.fraud,
    "known_defect": consumer.known_defect,
    "food": consumer.food,
    "knowing_buyer": consumer.knowing_buyer,
    "prepaid": consumer.prepaid,
    # support, and judgments that are late
    "child_support": judgments.child_support,
    "support_arrears": judgments.support_arrears,
    "delay": judgments.delay,
    "delay_non_money": judgments.delay_other,
}

# Other ways to begin the name of the same question.
ALSO: dict[str, str] = {
    "medical_fee": "medical",
    "medical_expense": "medical",
    "treatment": "medical",
    "lost_income": "lost_wages",
    "lost_earnings": "lost_wages",
    "lost_wage": "lost_wages",
    "loss_of_income": "lost_wages",
    "wage_loss": "lost_wages",
    "care": "nursing",
    "travel": "transport",
    "food_allowance": "hospital_food",
    "assistive": "aids",
    "aid": "aids",
    "appliance": "aids",
    "device": "aids",
    "funeral_expenses": "funeral",
    "dependant": "dependants",
    "dependent": "dependants",
    "dependents": "dependants",
    "fault": "comparative_fault",
    "defendant_share": "comparative_fault",
    "contributory": "comparative_fault",
    "compulsory": "ci",
    "ci_uninsured": "ci",
    "no_ci": "ci",
    "old_ci": "ci",
    "tpl": "commercial",
    "two_ci": "several_cars",
    "several_ci": "several_cars",
    "three_ci": "several_cars",
    "multi_ci": "several_cars",
    "two_cars": "several_cars",
    "ci_proportional": "several_cars",
    "ci_several_cars": "several_cars",
    "two_victims": "several_victims",
    "ci_two_victims": "several_victims",
    "ci_victims": "several_victims",
    "ci_several_victims": "several_victims",
    "victims": "several_victims",
    "three_victims": "several_victims",
    "ci_mental": "mental_first",
    "downtime": "vehicle_damage",
    "standstill": "vehicle_damage",
    "vehicle": "vehicle_damage",
    "property_damage": "vehicle_damage",
    "replacement_transport": "vehicle_damage",
    "unsigned_contract": "double_wage",
    "unused_leave": "annual_leave",
    "leave_days": "annual_leave_days",
    "annual_leave_entitlement": "annual_leave_days",
    "n_plus_1": "notice_pay",
    "notice": "notice_pay",
    "severance_notice": "notice_pay",
    "severance_plus_notice": "notice_pay",
    "illegal": "illegal_dismissal",
    "unlawful_dismissal": "illegal_dismissal",
    "dismissal": "illegal_dismissal",
    "arrears": "arrears_surcharge",
    "wage_arrears": "arrears_surcharge",
    "noncompete": "non_compete",
    "wages": "unpaid_wages",
    "loan": "loan_interest",
    "private_loan": "loan_interest",
    "interest_capped": "loan_interest",
    "interest_within_cap": "loan_interest",
    "capped_interest": "loan_interest",
    "interest_cap": "cap",
    "cap_4lpr": "cap",
    "lpr_cap": "cap",
    "4x_lpr": "cap",
    "four_lpr": "cap",
    "rate_cap": "cap",
    "lpr4": "cap",
    "interest_4x_lpr": "cap",
    "interest_above_cap": "loan_interest",
    "interest_at_cap": "loan_interest",
    "interest": "loan_interest",
    "head_interest": "interest_deducted",
    "interest_none": "no_interest",
    "no_interest_agreed": "no_interest",
    "old_rule": "old_limits",
    "old_cap": "old_limits",
    "old_24_36": "old_limits",
    "order": "order_costs",
    "chain": "chain_of_payments",
    "payments": "chain_of_payments",
    "debts": "several_debts",
    "bank": "bank_loan",
    "financial_loan": "bank_loan",
    "credit_card": "bank_loan",
    "lpr": "lpr_interest",
    "property_management_fee": "property_fee",
    "overcharge": "fee_refund",
    "property_refund": "fee_refund",
    "property_fee_refund": "fee_refund",
    "property_late_fee": "late_fee",
    "late_payment": "late_price",
    "sale_late": "late_price",
    "overdue_price": "late_price",
    "penalty": "liquidated",
    "deposit": "earnest",
    "earnest_money": "earnest",
    "double_deposit": "earnest",
    "instalment": "instalment_fifth",
    "replacement": "replacement_deal",
    "cover": "replacement_deal",
    "resale": "replacement_deal",
    "consumer_fraud": "fraud",
    "defect": "known_defect",
    "unsafe_food": "food",
    "food_10x": "food",
    "knowing": "knowing_buyer",
    "food_knowing": "knowing_buyer",
    "buying_knowingly": "knowing_buyer",
    "card": "prepaid",
    "prepaid_card": "prepaid",
    "support": "child_support",
    "child": "child_support",
    "arrears_support": "support_arrears",
    "child_support_arrears": "support_arrears",
    "delay_double": "delay",
    "delay_interest": "delay",
    "double_interest": "delay",
    "late_performance": "delay",
    "delay_other": "delay_non_money",
    "non_money": "delay_non_money",
    "misstatement": "securities",
}


def resolve(kind: str) -> tuple[Rule, str]:
    """The rule of a kind, by the longest name that its words begin with, and the words left over.

    ValueError in Chinese when nothing begins so.
    """
    words = kind.strip().lower().replace("-", "_").replace(" ", "_").split("_")
    for count in range(len(words), 0, -1):
        name = "_".join(words[:count])
        found = RULES.get(ALSO.get(name, name))
        if found is not None:
            # The words of another name say the situation too: ci_uninsured, n_plus_1.
            return found, "_".join(words if name in ALSO else words[count:])
    near = get_close_matches("_".join(words), [*RULES, *ALSO], n=1)
    hint = f"，是不是 {near[0]}" if near else ""
    raise ValueError(f"没有“{kind.strip()}”这种计算{hint}。")


def counted(kind: str, inputs: Mapping[str, Any], book: Book) -> Answer:
    """The answer to a question. GivenError (an input, or a figure of no such day), ValueError (a kind), in Chinese."""
    rule, situation = resolve(kind)
    given = Given(inputs, book, situation)
    try:
        found = rule(given)
    except NoFigure as error:
        raise GivenError(error.key, str(error)) from error
    except (ZeroDivisionError, OverflowError) as error:
        raise GivenError("", "这些数不能计算，请核对。") from error
    unread = given.unread()
    doubts = (*found.doubts, *dict.fromkeys(given.doubts), *((f"没有用到：{'、'.join(unread)}",) if unread else ()))
    return replace(found, used=tuple(given.used), doubts=doubts)


def answer_row(kind: str, inputs: str, book: Book) -> tuple[str, str]:
    """One row of a file: ("death", '{"age": 70}') -> ("593070.00", the grounds). ValueError in Chinese."""
    if not kind.strip():
        raise ValueError("没有写是哪种计算。")
    try:
        read = json.loads(inputs, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise ValueError('inputs 应是 JSON，例如 {"age": 70}。') from error
    if not isinstance(read, dict):
        raise GivenError("", 'inputs 应是一个 JSON 对象，例如 {"age": 70}。')
    found = counted(kind, read, book)
    return found.result, found.grounds


def _no_number(text: str) -> float:
    raise ValueError(text)

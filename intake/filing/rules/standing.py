"""In whose name an account may file: its own, its unit's, or another's as a provisional agent (在线诉讼规则第七条)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from common.cases.states import Capacity
from common.law.articles import Finding, art
from common.law.numbers import clean
from common.people.rules import normalise_phone, same_name
from intake.elements.rules.answers import guardian_of, head_of, is_unit, name_of, numbered
from intake.elements.rules.forms import split_id


@dataclass(frozen=True)
class Account:
    """What was proved of the account that files; `units` are (name, code) of the organisations it acts for."""

    name: str
    number: str
    verified: bool
    units: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Standing:
    """As what the account files; without capacity `field` is the question that stands in the way."""

    capacity: Capacity | None
    field: str = ""


def agent_rows(answers: Mapping[str, Any], claimant: int | None = None) -> list[Mapping[str, Any]]:
    """The agents the answers name, each with its answers; of one claimant, by its number, those who stand for it. Who
    was ticked for nobody stands for all."""
    people: dict[int, dict[str, Any]] = {}
    for question, value in answers.items():
        key, index, name = split_id(question)
        if key == "agent" and index is not None:
            people.setdefault(index, {})[name] = value
    rows = [one for _, one in sorted(people.items()) if one.get("name")]
    known = numbered(answers, "claimant")
    return [
        row
        for row in rows
        if claimant is None or str(claimant) in ([n for n in row.get("stands_for") or () if n in known] or known)
    ]


def acts_for(units: Iterable[tuple[str, str]], *, name: str, code: str) -> Finding[bool]:
    """Whether one of these organisations is the party: by its code, and in the name that belongs to the code; by its
    name where the file has no code. A code under another name: the note says whose it is."""
    wanted, grounds = clean(code), (art("在线诉讼", 7),)
    found = next((called for called, known in units if wanted and clean(known) == wanted), "")
    if found and not same_name(found, name):
        words = f"这个统一社会信用代码是{found}的，这里填的是{name}：请改成{found}"
        return Finding(False, grounds, f"{words}；单位改过名称的，请带登记通知书到窗口")
    return Finding(bool(found) or (not wanted and any(same_name(called, name) for called, _ in units)), grounds)


def files_as(
    account: Account, claimant: Mapping[str, Any], agents: Sequence[Mapping[str, Any]], *, at: str = "claimant.1"
) -> Finding[Standing]:
    """As what the account files for this claimant (民诉法第六十一条; 民诉解释第八十八条).

    A ward is filed for by its guardian (民诉法第六十条), a 个体工商户 by its operator too (民诉解释第五十九条).
    Whoever is neither the claimant nor of the unit must stand among the agents, and is no more than a provisional one:
    what they say of themselves proves no mandate. The note tells the way out; nothing typed is lost.
    """
    grounds = (art("在线诉讼", 7), art("民诉法", 61))
    if not account.verified:
        return Finding(Standing(None, f"{at}.name"), grounds, "请先完成实名认证，再提交")
    if guardian := guardian_of(claimant):
        return _for_ward(account, claimant, agents, guardian, at)
    legal, name = is_unit(claimant), name_of(claimant)
    number = str((claimant.get("uscc") if legal else claimant.get("id_number")) or "")
    unit = acts_for(account.units if legal else (), name=name, code=number)
    if unit.value:
        return Finding(Standing(Capacity.PARTY), grounds)
    operator = str(claimant.get("operator_id_number") or "") if legal else ""
    if operator and same_name(account.name, head_of(claimant)) and clean(operator) == clean(account.number):
        return Finding(Standing(Capacity.PARTY), (*grounds, art("民诉解释", 59)))
    named = not legal and same_name(account.name, name)
    if named and (not number or clean(number) == clean(account.number)):
        return Finding(Standing(Capacity.PARTY), grounds)
    if any(same_name(account.name, str(row["name"])) for row in agents):
        return Finding(Standing(Capacity.AGENT), grounds)
    if named:
        words = "这里的证件号码和您实名认证的不一致，请改成核验时用的号码"
        return Finding(Standing(None, f"{at}.id_number"), grounds, f"{words}；证件换过的，请拨打 12368")
    if unit.note:
        return Finding(Standing(None, f"{at}.org_name"), grounds, unit.note)
    if legal:
        words = f"您的账号还不能代表{name}"
        return Finding(
            Standing(None, f"{at}.org_name"), grounds, f"{words}：请{_as_agent(account)}，或者带单位手续到窗口"
        )
    words = f"您的账号是{account.name}实名认证的，这里填的是{name}"
    return Finding(
        Standing(None, f"{at}.name"), grounds, f"{words}：为自己起诉请改成本人，替别人办理请{_as_agent(account)}"
    )


def stands_opposed(
    mine: str, number: str, phones: Collection[str], ward: bool, others: Iterable[tuple[str, Mapping[str, Any]]]
) -> tuple[str, str] | None:
    """(question, words) where the answers put who files (`mine`, `number`) on another side, `others` being
    (`respondent.1`, its answers): who is sued by the ward, or is guardian of the child sued, does not act for the ward
    (民诉法60; 民法典31, 36), nor anybody for both sides. `phones` are checked as their own."""
    for at, one in others:
        called, document = same_name(mine, name_of(one)), clean(number)
        alike = clean(str(one.get("id_number") or "")) == document
        if not is_unit(one) and called and (alike or normalise_phone(str(one.get("phone") or "")) in phones):
            question = f"{at}.name"
        elif same_name(mine, guardian_of(one)) and clean(str(one.get("guardian_id_number") or "")) == document:
            question = f"{at}.guardian_name"
        else:
            continue
        remedy = (
            "要由其他监护人代为诉讼；没有其他监护人或者互相推诿的，请到法院窗口，由法院指定"
            if ward
            else "请核对对方的姓名、证件号码和电话；替别人办理的，要换一个和对方没有关系的人代理"
        )
        return question, f"这里写的就是您本人（{mine}），不能同时代表两方：{remedy}。"
    return None


def _for_ward(
    account: Account, ward: Mapping[str, Any], agents: Sequence[Mapping[str, Any]], guardian: str, at: str
) -> Finding[Standing]:
    """The guardian files in the ward's name; the ward alone does not (民诉法第六十条)."""
    grounds = (art("在线诉讼", 7), art("民诉法", 60))
    number = str(ward.get("guardian_id_number") or "")
    if same_name(account.name, guardian):
        if not number or clean(number) == clean(account.number):
            return Finding(Standing(Capacity.PARTY), grounds)
        words = "法定代理人的证件号码和您实名认证的不一致，请改成核验时用的号码"
        return Finding(Standing(None, f"{at}.guardian_id_number"), grounds, f"{words}；证件换过的，请拨打 12368")
    if any(same_name(account.name, str(row["name"])) for row in agents):
        return Finding(Standing(Capacity.AGENT), grounds)
    words = f"{name_of(ward)}由法定代理人代为诉讼：请用{guardian}的账号提交，替别人办理请{_as_agent(account)}"
    return Finding(Standing(None, f"{at}.guardian_name"), grounds, words)


def _as_agent(account: Account) -> str:
    return f"在“委托代理人”里把{account.name}填为代理人"

"""Who may come in by a code: what is compared, and what the account must have proved besides (在线诉讼规则第七条);
and what is said once inside."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from common.cases.states import PartyKind
from common.law.articles import Article, Finding, art
from common.law.numbers import clean
from common.people.rules import normalise_phone, same_name
from intake.elements.rules import answers as reading
from intake.elements.rules.forms import Answers, FormSpec, question_id

CODE_LENGTH = 10
# Wrong tries at one door: from one address; from a hall the court knows; from one address when so many came from
# everywhere.
TRIES, HALL_TRIES, NARROW_TRIES, MANY_TRIES = 5, 20, 2, 20
VERIFY_FIRST = "请先完成实名认证，再凭案件码进入"
LOCKED_MINUTES = 30
# The last figures of a number that are asked for.
FIGURES = 6


def fits(
    *,
    kind: str,
    name: str,
    id_number: str,
    phone: str,
    typed_name: str,
    typed: str,
    guardian: str = "",
    guardian_numbers: Sequence[str] = (),
    operator: str = "",
    operator_numbers: Sequence[str] = (),
) -> bool:
    """Whether what was typed is what the file says of the party: the name, and the number where the file has one. For
    a ward it may be the guardian's name and number, for a 个体工商户 its operator's.

    A unit gives its code or the last six of it, a person the last six figures of identity document or telephone.
    Without a number in the file the name is all there is to compare; who the account is, `may_enter` asks.
    """
    if operator and same_name(typed_name, operator):
        return _ends(typed, operator_numbers)
    if not same_name(typed_name, name) and not (guardian and same_name(typed_name, guardian)):
        return False
    if kind != PartyKind.NATURAL:
        code = clean(id_number)
        return not code or clean(typed) in (code, code[-FIGURES:])
    known = [clean(id_number), normalise_phone(phone), *(normalise_phone(clean(each)) for each in guardian_numbers)]
    return not any(known) or _ends(typed, known)


def _ends(typed: str, numbers: Sequence[str]) -> bool:
    """Whether the last figures typed are those of one of these numbers."""
    end = clean(typed)[-FIGURES:]
    return len(end) == FIGURES and any(number and number[-FIGURES:] == end for number in numbers)


def may_enter(
    *,
    kind: str,
    verified: bool,
    named: bool,
    member: bool,
    confirmed: bool = False,
    guardian: str = "",
    operates: bool = False,
) -> Finding[bool]:
    """Whether the signed-in account may become the party whose code and identity it gave; the note says what to do.

    `verified`: the account's real name was checked, without which nobody takes part online; `named`: that name is the
    party's, of a ward the `guardian`'s (民诉法60). `member`: the account acts for an organisation of the party's code
    or name; `confirmed`: the window saw the unit's licence and this person's letter; `operates`: it is
    the operator of a 个体工商户, by checked name and number (民诉解释59). A unit's code is public, its
    notice passes through many hands, and its legal representative and telephone are what the other side typed: none
    of them makes an account the unit's own.
    """
    grounds: tuple[Article, ...] = (art("在线诉讼", 7),)
    if not verified:
        return Finding(False, grounds, VERIFY_FIRST)
    if guardian:
        note = f"这位当事人由法定代理人{guardian}代为诉讼，请用法定代理人实名认证的账号进入"
        return Finding(named, (*grounds, art("民诉法", 60)), "" if named else note)
    if kind == PartyKind.NATURAL:
        return Finding(named, grounds, "" if named else "您的账号实名与这位当事人不一致")
    if operates:
        return Finding(True, (*grounds, art("民诉解释", 59)))
    unit = (*grounds, art("民诉法", 51))
    if member or confirmed:
        return Finding(True, unit)
    return Finding(
        False,
        unit,
        "单位应由在法院登记过的单位账号进入；个体工商户由经营者实名认证的账号进入；法定代表人和其他来办理的人，"
        "请带营业执照、身份证明或者授权手续到窗口核对后再进入",
    )


def shown_code(code: str) -> str:
    """ABCDE-FGHJK: easier to read out."""
    return f"{code[:5]}-{code[5:]}"


@dataclass(frozen=True)
class Pleading:
    """What a respondent says to the complaint (民诉法第一百二十八条): in their own words, and point by point in the
    form of the answer where the complaint has one."""

    text: str
    form: FormSpec | None
    answers: Mapping[str, Any]

    @property
    def empty(self) -> bool:
        return not self.text and not self.answers

    def rows(self) -> list[dict[str, str]]:
        """[{label, value}] of its points, in the order of the form."""
        return [
            row
            for section in (self.form.sections if self.form else ())
            for row in reading.rows(section.fields, reading.of_section(self.answers, section))
        ]


def unreasoned(form: FormSpec | None, answers: Answers) -> dict[str, str]:
    """{question: words} of what is contested point by point without saying why: the other side and the judge could
    make nothing of it. Whoever says it in their own words or attaches a pleading need not say it again."""
    return {
        question_id(section.key, each.key): f"请填写“{each.label}”，或者写在“您的意见”里。"
        for section in (form.sections if form else ())
        for each in section.shown(reading.of_section(answers, section))
        if each.required and reading.blank(answers.get(question_id(section.key, each.key)))
    }


# Answers to a claim in the forms of 答辩, and how one says yes there; points of fact begin otherwise.
_TO_CLAIM, _NO_CLAIM, _YES = "ac_", ("ac_arbitration",), "agreed"
_ADMITS = re.compile(
    r"(?<![不未没])(?:承认|认可|同意|接受)(?:原告|申请人|对方|其)?(?:提出)?的?"
    r"(?:全部|所有|一切|上述|各项|第?[一二三四五六七八九十\d]+项)?的?(?:诉讼|仲裁|调解)?(?:请求|诉请|要求)"
    r"|对(?:原告|申请人|对方)?的?(?:全部|所有|上述)?的?(?:诉讼)?(?:请求|诉请)(?:均|都|全部)?(?:没有|无|不持)异议"
)


def admits(pleading: Pleading) -> str:
    """The question by which a claim of the other side is admitted ("text" for one's own words), or "" (民诉法62第2款).

    Own words are read narrowly, by how people say it; the judge reads them anyway, and no agent's word binds without
    the power (民诉解释89).
    """
    for section in pleading.form.sections if pleading.form else ():
        for each in section.fields:
            question = question_id(section.key, each.key)
            to_claim = each.key.startswith(_TO_CLAIM) and each.key not in _NO_CLAIM
            if to_claim and pleading.answers.get(question) == _YES:
                return question
    return "text" if _ADMITS.search(re.sub(r"\s", "", pleading.text)) else ""


def pleading_from(form: FormSpec | None, answers: Answers, text: str) -> Pleading:
    """The answer as it was typed, without what was left blank and what the form does not ask."""
    asked = {
        question_id(section.key, each.key) for section in (form.sections if form else ()) for each in section.fields
    }
    given = {question: value for question, value in answers.items() if question in asked and not reading.blank(value)}
    return Pleading(text.strip(), form, given)

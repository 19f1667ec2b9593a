"""The words of what becomes of a guardian, per side."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from common.cases.states import GuardianEnd, GuardianProof, WorkProof
from common.rooms import Words

WORDS: dict[str, Words] = {
    "intake.guardian_named": Words("您的法定代理人已登记", "{party}由法定代理人代为诉讼", "登记{party}的法定代理人"),
    "intake.guardian_proved": Words("法院核对了监护关系证明", "", "核对{party}的监护关系证明（{proof}）"),
    "intake.own_work_proved": Words(
        "法院核对了您靠自己的劳动收入生活，您可以自己办理",
        "{party}已满十六周岁、靠自己的劳动收入生活，自己参加诉讼",
        "核对{party}靠自己的劳动收入生活（{proof}）",
    ),
    "intake.own_work_struck": Words(
        "登记您靠自己的劳动收入生活有误，已经更正，由法定代理人代为诉讼",
        "{party}还需要法定代理人参加诉讼",
        "更正：{party}靠自己的劳动收入生活，登记有误",
    ),
    "intake.ward_papers": Words("", court="查看了{party}本人收过的文书，{again}份改送法定代理人"),
    "intake.guardian_ended": Words(
        "原来的法定代理人不再代为诉讼", "{party}的法定代理人不再代为诉讼", "{party}的法定代理终止：{reason}"
    ),
}

# Which field of which event holds which enumeration.
LABELS: Mapping[str, Mapping[str, type[StrEnum]]] = {
    "intake.guardian_proved": {"proof": GuardianProof},
    "intake.own_work_proved": {"proof": WorkProof},
    "intake.guardian_ended": {"reason": GuardianEnd},
}

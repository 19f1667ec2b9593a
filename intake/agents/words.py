"""The words of each event of a mandate, per side."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from common.cases.states import Authority
from common.rooms import Words

WORDS: dict[str, Words] = {
    "intake.mandate_given": Words("您提交了委托代理人的手续，等待法院核对", court="{who}提交委托手续，待核对"),
    "intake.mandate_brought": Words(
        "{actor}交来{party}委托其代理的授权委托书，等待法院核对", court="{actor}交来{party}的委托手续，待核对"
    ),
    "intake.mandate_denied": Words(
        "您告诉法院：代理人交来的委托书不是您出具的，已作废", court="{party}说代理人交来的委托书不是自己出具的，已作废"
    ),
    "intake.mandate_refused": Words("委托手续没有通过核对，请看原因", court="委托手续未通过核对"),
    "intake.looked_into": Words("", court="已核对身份上的疑问"),
    "intake.mandate_checked": Words("代理人的委托手续已核对（{authority}）", court="核对委托手续（{authority}）"),
    "intake.agent_recorded": Words("您的代理人已登记（{authority}）", "{party}委托了代理人（{authority}）"),
    "intake.agent_changed": Words("您的代理人权限已变更（{authority}）", "{party}变更了代理权限（{authority}）"),
    "intake.agent_released": Words("您解除了对代理人的委托", "{party}解除了对代理人的委托"),
    "intake.agent_resigned": Words("{actor}不再代理{party}", court="{actor}辞去代理，不再代理{party}"),
}

# Which field of which event holds which enumeration.
LABELS: Mapping[str, Mapping[str, type[StrEnum]]] = {
    "intake.agent_recorded": {"authority": Authority},
    "intake.agent_changed": {"authority": Authority},
    "intake.mandate_checked": {"authority": Authority},
}

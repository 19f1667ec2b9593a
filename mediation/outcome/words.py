"""The words of what becomes of an agreement, per side."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from common.rooms import Words
from mediation.outcome.states import Regret
from mediation.texts.states import PaperRefusal

WORDS: dict[str, Words] = {
    "mediation.performed": Words("协议已履行或者已撤诉，本案了结"),
    "mediation.paper_sought": Words("您申请法院制作调解书", "{who}申请法院制作调解书"),
    "mediation.paper_made": Words("法官审查后签发调解书，各方签收后生效"),
    "mediation.claimant_done": Words("您确认已经了结，等待其他原告确认", "{who}确认已经了结，等待其他原告确认"),
    "mediation.paper_refused": Words("法官审查后不制作调解书（{ground}），本案继续办理"),
    "mediation.paper_effective": Words("调解书生效"),
    "mediation.unused": Words("没有在期限内了结或者申请司法确认，协议仍然有效"),
    "mediation.went_back": Words("您{how}，本案转入审理", "{who}{how}，本案转入审理"),
}

# Which field of which event holds which enumeration.
LABELS: Mapping[str, Mapping[str, type[StrEnum]]] = {
    "mediation.paper_refused": {"ground": PaperRefusal},
    "mediation.went_back": {"how": Regret},
}

"""Where a draft and a filing stand, and how an oral one is signed."""

from __future__ import annotations

from common.law.labelled import LabelledEnum


class DraftState(LabelledEnum):
    OPEN = "open", "填写中"
    SUBMITTED = "submitted", "已提交"
    ABANDONED = "abandoned", "已放弃"


class FilingState(LabelledEnum):
    """Where the review of a filing stands. REGISTERED and DIVERTED are what the clerk decided."""

    WAITING = "waiting", "待审查"
    CORRECTING = "correcting", "等待补正"
    REGISTERED = "registered", "已立案"
    DIVERTED = "diverted", "已转调解"
    RETURNED = "returned", "已退回"
    WITHDRAWN = "withdrawn", "已撤回"
    INSISTED = "insisted", "坚持起诉，待法官裁定"


# DIVERTED -> WAITING is route B's second sort: mediation failed and the filing is back on the clerk's list.
FILING_MOVES: dict[FilingState, frozenset[FilingState]] = {
    FilingState.WAITING: frozenset(
        {
            FilingState.CORRECTING,
            FilingState.REGISTERED,
            FilingState.DIVERTED,
            FilingState.RETURNED,
            FilingState.WITHDRAWN,
        }
    ),
    FilingState.CORRECTING: frozenset(
        {FilingState.WAITING, FilingState.REGISTERED, FilingState.RETURNED, FilingState.WITHDRAWN}
    ),
    FilingState.DIVERTED: frozenset({FilingState.WAITING, FilingState.WITHDRAWN}),
    FilingState.RETURNED: frozenset({FilingState.INSISTED}),
    FilingState.REGISTERED: frozenset(),
    FilingState.WITHDRAWN: frozenset(),
    FilingState.INSISTED: frozenset({FilingState.REGISTERED}),
}


class SigningWay(LabelledEnum):
    """How somebody who files orally signs what was read back."""

    DRAWN = "drawn", "在屏幕上手写签名"
    PAPER = "paper", "在纸质笔录上签名"
    PRINTED = "printed", "在纸质笔录上捺印（按指印）"

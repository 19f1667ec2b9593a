"""The states of what is signed, and what becomes of an agreement after all have signed it."""

from __future__ import annotations

from collections.abc import Mapping

from common.law.labelled import LabelledEnum


class AgreementState(LabelledEnum):
    DRAFT = "draft", "拟定中"
    SIGNING = "signing", "待签名"
    EFFECTIVE = "effective", "已生效"
    ABANDONED = "abandoned", "已作废"


AGREEMENT_MOVES: Mapping[AgreementState, tuple[AgreementState, ...]] = {
    AgreementState.DRAFT: (AgreementState.SIGNING,),
    AgreementState.SIGNING: (AgreementState.EFFECTIVE, AgreementState.ABANDONED),
    AgreementState.ABANDONED: (AgreementState.SIGNING,),  # it fell with a period that was not over (民诉法85)
}


class ClaimWay(LabelledEnum):
    """What an agreement makes of one claim; the claimant is asked for each, and the paper says it."""

    SETTLED = "settled", "按请求的解决"
    CHANGED = "changed", "变更，按协议写的解决"
    WAIVED = "waived", "放弃，以后不再主张"


class PointsState(LabelledEnum):
    DRAFT = "draft", "拟定中"
    SIGNING = "signing", "待签名"
    SIGNED = "signed", "已签名确认"
    ABANDONED = "abandoned", "未签名，不移送"


POINTS_MOVES: Mapping[PointsState, tuple[PointsState, ...]] = {
    PointsState.DRAFT: (PointsState.SIGNING,),
    PointsState.SIGNING: (PointsState.SIGNED, PointsState.ABANDONED),
}


class Outcome(LabelledEnum):
    """What became of an agreement after all had signed it."""

    NONE = "none", "按协议履行"
    PERFORMED = "performed", "已当即履行"
    WITHDRAWN = "withdrawn", "已申请撤回起诉"
    PAPER_SOUGHT = "paper_sought", "已请求制作调解书"
    PAPER_MADE = "paper_made", "调解书已制作，送达中"
    PAPER_EFFECTIVE = "paper_effective", "调解书已生效"
    WENT_BACK = "went_back", "调解书送达前反悔"
    PAPER_REFUSED = "paper_refused", "法官未制作调解书"
    CONFIRMATION = "confirmation", "已申请司法确认"
    UNCONFIRMED = "unconfirmed", "未获司法确认"


OUTCOME_MOVES: dict[Outcome, tuple[Outcome, ...]] = {
    Outcome.NONE: (Outcome.PERFORMED, Outcome.WITHDRAWN, Outcome.PAPER_SOUGHT, Outcome.CONFIRMATION),
    Outcome.PAPER_SOUGHT: (Outcome.PAPER_MADE, Outcome.PAPER_REFUSED, Outcome.WENT_BACK),
    Outcome.PAPER_MADE: (Outcome.PAPER_EFFECTIVE, Outcome.WENT_BACK),
    Outcome.PAPER_EFFECTIVE: (Outcome.PAPER_MADE,),  # a ward had signed for it alone (民诉法60)
    Outcome.CONFIRMATION: (Outcome.NONE, Outcome.UNCONFIRMED),
}

# What such an agreement had settled is open again (民诉法102, 206; 特邀20).
VOID: frozenset[Outcome] = frozenset({Outcome.WENT_BACK, Outcome.PAPER_REFUSED, Outcome.UNCONFIRMED})
# Nothing is left to be done with it.
CONCLUDED: frozenset[Outcome] = frozenset({Outcome.PERFORMED, Outcome.WITHDRAWN, Outcome.PAPER_EFFECTIVE})


class PaperRefusal(LabelledEnum):
    """Why a judge makes no 调解书 of an agreement (民诉法99; 在线调解23)."""

    INVOLUNTARY = "involuntary", "违反自愿原则"
    UNLAWFUL = "unlawful", "协议内容违反法律规定"
    FEIGNED = "feigned", "可能虚假调解，侵害他人合法权益"
    OTHER = "other", "其他不宜制作调解书的情形"

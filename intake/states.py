"""Intake's own vocabulary: where a draft and a filing stand, and why something is sent back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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

# What the clerk's list shows when no state is asked for.
ON_THE_DESK: frozenset[FilingState] = frozenset({FilingState.WAITING, FilingState.CORRECTING})


class SigningWay(LabelledEnum):
    """How somebody who files orally signs what was read back."""

    DRAWN = "drawn", "在屏幕上手写签名"
    PAPER = "paper", "在纸质笔录上签名"
    PRINTED = "printed", "在纸质笔录上捺印（按指印）"


class MandateState(LabelledEnum):
    """Where a 授权委托书 stands: handed in, recorded, sent back, or taken back by the party."""

    WAITING = "waiting", "等待法院核对"
    CONFIRMED = "confirmed", "已登记"
    REFUSED = "refused", "未通过核对"
    REVOKED = "revoked", "已解除"


class Relation(StrEnum):
    """Who may be somebody's agent (民诉法第六十一条第二款), and what each must show (民诉解释第八十八条)."""

    LAWYER = "lawyer"
    LEGAL_WORKER = "legal_worker"
    RELATIVE = "relative"
    EMPLOYEE = "employee"
    COMMUNITY = "community"
    ASSOCIATION = "association"

    @property
    def label(self) -> str:
        return RELATIONS[self][0]

    @property
    def proof(self) -> str:
        return RELATIONS[self][1]


RELATIONS: dict[Relation, tuple[str, str]] = {
    Relation.LAWYER: ("律师", "律师执业证、律师事务所证明"),
    Relation.LEGAL_WORKER: ("基层法律服务工作者", "执业证、基层法律服务所介绍信、当事人一方在本辖区的证明"),
    Relation.RELATIVE: ("近亲属", "身份证件、近亲属关系证明"),
    Relation.EMPLOYEE: ("本单位工作人员", "身份证件、劳动人事关系证明"),
    Relation.COMMUNITY: ("所在社区、单位推荐的人", "身份证件、推荐材料、属于该社区或者单位的证明"),
    Relation.ASSOCIATION: ("社会团体推荐的人", "身份证件、社会团体符合推荐条件的证明"),
}


@dataclass(frozen=True)
class Reason:
    """A coded reason: choosing it pre-writes a message that the clerk may edit."""

    code: str
    label: str
    message: str


CORRECTION_REASONS: tuple[Reason, ...] = (
    Reason("unclear", "写得不清楚", "请写得更具体一些，例如写明时间、金额和对应的事情。"),
    Reason("missing", "没有填写", "这一项没有填写，请补充。"),
    Reason("mismatch", "前后不一致", "这一项和其他内容或者材料对不上，请核对后改正。"),
    Reason("amount", "金额算不清", "请写明每一笔的计算方法，让各项相加等于总数。"),
    Reason("identity", "身份信息不符", "请对照身份证件或者营业执照核对后改正。"),
    Reason("defendant", "对方信息不足", "请补充对方的住址、单位或者其他能与同名的人区分的信息。"),
    Reason("unreadable", "文件看不清", "照片或者扫描件看不清，请在光线好的地方重新拍摄后上传。"),
    Reason("wrong_file", "文件不对", "上传的不是所需要的材料，请重新上传。"),
    Reason("incomplete_file", "文件不全", "材料缺页，请补齐后重新上传。"),
    Reason("signature", "缺少签名或者盖章", "请签名（单位请盖章）后重新上传。"),
)

RETURN_REASONS: tuple[Reason, ...] = (
    Reason("not_corrected", "没有按期补正", "指定的期限内没有收到您补正的材料，现将诉状退回并记录在册。"),
    Reason("asked", "您要求退回", "按您的要求，现将诉状退回并记录在册。"),
    Reason("other_court", "应由其他法院管辖", "这件事应由其他法院管辖，请您向有管辖权的法院起诉。"),
    Reason("arbitration", "应先申请仲裁", "这件事应先申请仲裁，请您向有关仲裁机构申请。"),
    Reason("other_organ", "应由其他机关处理", "这件事应由其他机关处理，请您向有关机关申请解决。"),
    Reason("not_mediable", "依法不能调解", "这类纠纷依法不能调解，要由法院裁判。您可以起诉，已填的内容会带过去。"),
    Reason("decided", "已有生效裁判", "这件事已有生效裁判，如果不服，可以申请再审。"),
    Reason("not_ready", "不符合起诉条件", "现有材料还不符合起诉条件，我们已向您说明缺少的内容。"),
)


def reason_of(code: str, among: tuple[Reason, ...]) -> Reason:
    """KeyError when the list has no such code."""
    for reason in among:
        if reason.code == code:
            return reason
    raise KeyError(code)

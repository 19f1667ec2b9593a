"""What the clerk's list shows, and why something is sent back."""

from __future__ import annotations

from dataclasses import dataclass

from intake.filing.states import FilingState

# What the clerk's list shows when no state is asked for.
ON_THE_DESK: frozenset[FilingState] = frozenset({FilingState.WAITING, FilingState.CORRECTING})


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
    Reason("guardian_proof", "缺少监护关系证明", "请补交监护关系证明：户口簿、出生医学证明，或者指定监护的文书。"),
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

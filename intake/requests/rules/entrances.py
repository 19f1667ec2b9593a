"""Where an item is done: a table from S01-S58 to its act, its page, who decides and what paper comes out.

An item whose act is built leads to that act and is never a second door: ``open`` is a page anybody begins at, ``acts``
are acts inside a case, by the URL names its page offers. What is not built has neither: the guide says what to bring to
the counter, and prints a form where one helps.
"""

from __future__ import annotations

from dataclasses import dataclass

from common.law.papers import PaperKind as Paper


@dataclass(frozen=True, slots=True)
class Entrance:
    """``words`` of the button to ``open`` (with its query), ``inside`` of the button to the acts of one's own case."""

    decides: str
    paper: Paper | None = None
    words: str = ""
    open: str = ""
    query: str = ""
    inside: str = ""
    acts: tuple[str, ...] = ()

    @property
    def online(self) -> bool:
        return bool(self.open or self.acts)


def _begin(words: str, url_name: str, decides: str, paper: Paper | None = None, query: str = "") -> Entrance:
    return Entrance(decides, paper, words=words, open=url_name, query=query)


def _within(inside: str, acts: tuple[str, ...], decides: str, paper: Paper | None = None) -> Entrance:
    return Entrance(decides, paper, inside=inside, acts=acts)


_DESK, _JUDGE, _ENFORCER = "立案庭", "承办法官", "执行局"
_ADDRESS = ("intake:address", "mediation:address")

ENTRANCES: dict[str, Entrance] = {
    "S01": _begin("我要立案", "intake:start", _DESK, Paper.ACCEPTANCE_NOTICE, "wish=sue"),
    "S02": Entrance(_DESK, Paper.ORAL_RECORD),
    "S03": _begin("先自测风险", "intake:assess", "您自己"),
    "S04": Entrance("法律援助机构"),
    "S05": _begin("先自测一下", "intake:assess", "劳动人事争议仲裁委员会、社会保险行政部门"),
    "S06": Entrance("管辖法院的立案庭", Paper.RECEIPT),
    "S07": _within("申请减免", ("fees:relief",), "院长或者庭长", Paper.FEE_RELIEF_DECISION),
    "S08": Entrance("法院司法救助委员会"),
    "S09": Entrance(_JUDGE),
    "S10": Entrance("诉讼服务中心"),
    "S11": Entrance("人民法庭"),
    "S12": Entrance("诉讼服务中心"),
    "S13": Entrance("诉讼服务中心"),
    "S14": _within("确认送达地址", _ADDRESS, "法院收到就生效"),
    **{code: Entrance(_DESK) for code in ("S15", "S30")},
    **{code: Entrance(_JUDGE) for code in ("S16", "S17", "S19", "S20", "S22", "S23", "S24", "S25", "S26", "S27")},
    "S18": Entrance(_ENFORCER),
    "S21": Entrance("家事法官"),
    "S28": Entrance("书记员"),
    "S29": Entrance("书记员"),
    "S31": Entrance(
        "双方当事人", Paper.AGREEMENT, "我要调解", "intake:start", "wish=mediate", "更换调解员", ("mediation:replace",)
    ),
    "S32": _within("申请司法确认", ("mediation:finish",), "法官", Paper.CONFIRMATION_RULING),
    "S33": Entrance("法官"),
    "S34": Entrance("法官"),
    "S35": Entrance(_JUDGE),
    "S36": _within("提出程序异议", ("triage:objection",), _JUDGE, Paper.RULING_CONVERSION),
    "S37": Entrance(_JUDGE),
    "S38": Entrance(_JUDGE),
    "S39": Entrance(_JUDGE),
    "S40": _within("确认送达地址", _ADDRESS, "您自己"),
    "S41": Entrance(_JUDGE, Paper.RULING_TRANSFER),
    "S42": Entrance("院长（法官回避）、审判长或者独任法官（其他人回避）"),
    "S43": _within("撤回申请、撤诉", ("intake:withdraw", "triage:withdraw"), _JUDGE, Paper.RULING_WITHDRAWAL),
    "S44": Entrance(_JUDGE, Paper.FEE_NOTICE),
    "S45": Entrance(_JUDGE),
    "S46": Entrance(_JUDGE),
    "S47": _within("选择怎么退", ("fees:choose",), "法院主动退", Paper.REFUND_NOTICE),
    "S48": _within("申请复核", ("fees:review",), "院长", Paper.FEE_REVIEW_DECISION),
    "S49": Entrance("书记员"),
    "S50": Entrance(_JUDGE),
    "S51": _within("打印上诉状", ("triage:after",), "上一级法院"),
    "S52": _within("打印再审申请书", ("triage:after",), "上一级法院"),
    "S53": _within("打印执行申请书", ("triage:after",), _ENFORCER),
    **{code: Entrance(_ENFORCER) for code in ("S54", "S55", "S56", "S57", "S58")},
}

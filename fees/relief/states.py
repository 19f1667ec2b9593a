"""The vocabulary of relief."""

from __future__ import annotations

from collections.abc import Mapping

from common.law.labelled import LabelledEnum


class ReliefKind(LabelledEnum):
    EXEMPT = "exempt", "免交"
    REDUCE = "reduce", "减交"
    DEFER = "defer", "缓交"


class ReliefState(LabelledEnum):
    PENDING = "pending", "待决定"
    GRANTED = "granted", "已批准"
    REFUSED = "refused", "未批准"
    WITHDRAWN = "withdrawn", "已撤回"


RELIEF_MOVES: Mapping[ReliefState, tuple[ReliefState, ...]] = {
    ReliefState.PENDING: (ReliefState.GRANTED, ReliefState.REFUSED, ReliefState.WITHDRAWN),
}


class ReliefGround(LabelledEnum):
    """The items of 办法45-47; the code says the article and the item."""

    E1 = "45-1", "残疾人，没有固定生活来源"
    E2 = "45-2", "追索赡养费、扶养费、抚育费、抚恤金"
    E3 = "45-3", "最低生活保障对象、农村特困定期救济对象、农村五保供养对象或者领取失业保险金人员，没有其他收入"
    E4 = "45-4", "因见义勇为或者保护社会公共利益受到损害，本人或者近亲属请求赔偿或者补偿"
    E5 = "45-5", "确实需要免交的其他情形"
    R1 = "46-1", "因自然灾害等不可抗力造成生活困难，正在接受社会救济，或者家庭生产经营难以为继"
    R2 = "46-2", "属于国家规定的优抚、安置对象"
    R3 = "46-3", "社会福利机构和救助管理站"
    R4 = "46-4", "确实需要减交的其他情形"
    D1 = "47-1", "追索社会保险金、经济补偿金"
    D2 = "47-2", "海上事故、交通事故、医疗事故、工伤事故、产品质量事故或者其他人身伤害事故的受害人请求赔偿"
    D3 = "47-3", "正在接受有关部门法律援助"
    D4 = "47-4", "确实需要缓交的其他情形"

    @property
    def kind(self) -> ReliefKind:
        return {"45": ReliefKind.EXEMPT, "46": ReliefKind.REDUCE, "47": ReliefKind.DEFER}[self.value[:2]]

    def fits(self, *, natural: bool) -> bool:
        """Whether a natural person, or somebody else, can be in this situation: 46(3) names institutions, the other
        items what only befalls a person, and the last of each is open to all; exemption is for persons (44第2款)."""
        return self not in _OF_OTHERS if natural else self in _OF_OTHERS | _OF_ALL


_OF_OTHERS = frozenset({ReliefGround.R3})
_OF_ALL = frozenset({ReliefGround.R4, ReliefGround.D4})


class RefusalReason(LabelledEnum):
    """Why relief is refused; 办法48第3款 demands the reasons in writing."""

    NOT_NATURAL = "not_natural", "诉讼费用的免交只适用于自然人"
    NO_PROOF = "no_proof", "没有提交足以证明经济困难的材料"
    NOT_COVERED = "not_covered", "所述情况不属于可以缓交、减交、免交的情形"
    TOO_LATE = "too_late", "缓交申请未在规定的时间内提出"
    OTHER = "other", "其他（请写明）"

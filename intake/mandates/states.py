"""Where a mandate stands, and who may be somebody's agent."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from common.law.labelled import LabelledEnum


class MandateState(LabelledEnum):
    """Where a 授权委托书 stands: handed in, recorded, sent back, taken back or ended, or replaced by a new one."""

    WAITING = "waiting", "等待法院核对"
    CONFIRMED = "confirmed", "已登记"
    REFUSED = "refused", "未通过核对"
    REVOKED = "revoked", "已解除"
    SUPERSEDED = "superseded", "已由新的委托代替"


MANDATE_MOVES: Mapping[MandateState, tuple[MandateState, ...]] = {
    MandateState.WAITING: (MandateState.CONFIRMED, MandateState.REFUSED, MandateState.REVOKED),
    MandateState.CONFIRMED: (MandateState.REVOKED, MandateState.SUPERSEDED),
}


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

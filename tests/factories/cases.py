"""Cases for tests, made through the real actions."""

from __future__ import annotations

from datetime import date
from typing import Any

from common.cases.actions import PartyData, add_claim, open_case
from common.cases.events import Channel
from common.cases.models import Case, Party
from common.cases.states import CaseKind, PartyKind, Side, Stage
from common.courts.models import Court
from common.law.regimes import Route


def make_case(
    *,
    court: Court,
    on: date = date(2026, 11, 2),
    claimant: str = "张三",
    respondent: str = "李四",
    route: Route | None = Route.C,
    kind: CaseKind = CaseKind.CIVIL,
    cause: str = "108.4",
    cause_name: str = "民间借贷纠纷",
    amount: int | None = 12860050,
    stage: Stage = Stage.REVIEW,
    claimant_user: Any = None,
    respondent_user: Any = None,
) -> tuple[Case, Party, Party]:
    """A dispute between two people over money; the case, its claimant and its respondent."""
    case, (first, second) = open_case(
        court=court,
        kind=kind,
        route=route,
        cause=cause,
        cause_name=cause_name,
        received_on=on,
        channel=Channel.WEB,
        amount=amount,
        stage=stage,
        parties=[
            PartyData(
                side=Side.CLAIMANT,
                kind=PartyKind.NATURAL,
                name=claimant,
                id_number="11010519491231002X",
                phone="13800000001",
                address="云浮市罗定市罗城街道",
                user_id=claimant_user.pk if claimant_user else None,
            ),
            PartyData(
                side=Side.RESPONDENT,
                kind=PartyKind.NATURAL,
                name=respondent,
                phone="13800000002",
                address="云浮市罗定市附城街道",
                user_id=respondent_user.pk if respondent_user else None,
            ),
        ],
    )
    if amount is not None:
        add_claim(case=case, text="请求判令被告归还借款本金及利息。", amount=amount)
    return case, first, second

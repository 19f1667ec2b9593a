"""Petitions for tests, made through the real actions."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from common.cases.actions import PartyData
from common.cases.events import By, Channel
from common.cases.states import PartyKind, Side
from common.courts.models import Court
from petitions.letters import actions
from petitions.letters.models import Petition
from petitions.letters.rules import answers_for
from petitions.letters.states import About, Form, Level, Limb, Outcome, Procedural


def make_petition(
    *,
    court: Court,
    on: date = date(2026, 11, 23),
    name: str = "陈五",
    about: About = About.SERVICE,
    form: Form = Form.WEB,
    user: Any = None,
    id_number: str = "",
    **values: Any,
) -> Petition:
    """Chen Wu complains of the counter; other values go to `lodge`."""
    first: dict[str, Any] = {
        "content": "11 月 20 日上午在窗口排队两小时没有人办理。",
        "demand": "请增加窗口人手。",
        "once": uuid4(),
        "by": By(user_id=user.pk if user else None, channel=Channel.WEB),
    }
    return actions.lodge(
        court=court,
        form=form,
        about=about,
        today=on,
        petitioner=PartyData(
            side=Side.PETITIONER,
            kind=PartyKind.NATURAL,
            name=user.name if user else name,
            phone="13800000005",
            id_number=id_number,
            address="云浮市罗定市罗城街道",
            user_id=user.pk if user else None,
        ),
        **{**first, **values},
    )


def answered(petition: Petition, officer: Any, on: date, *, outcome: Outcome | None = None) -> Petition:
    """The petition after both letters of the officer; without an outcome, the first that fits its kind."""
    found = outcome or answers_for(Limb(petition.limb), Level(petition.level), final_before=False)[0]
    by = By(user_id=officer.pk, channel=Channel.COUNTER)
    text = "已受理，由我承办。"
    actions.acknowledge(petition=petition, template=Procedural.ACCEPTED, text=text, by=by, today=on)
    text = "经审查核实：当日窗口只开了一个。\n处理意见：本院予以支持。"
    actions.answer(petition=petition, outcome=found, text=text, by=by, today=on)
    petition.refresh_from_db()
    return petition

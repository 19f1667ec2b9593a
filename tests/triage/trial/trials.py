"""A case before the judge, with its parties and people, made by the real actions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import Client

from common.cases.actions import PartyData, add_party, link_party
from common.cases.events import SYSTEM
from common.cases.models import Case, Party
from common.cases.states import PartyKind, Side, Stage
from common.people.states import Role
from tests.factories import UserFactory, staff
from tests.factories.triage import DAY, LONG_SERVED, answerable, by, make_team, paying_case
from triage.teams.actions import assign


def client(user: Any) -> Client:
    found = Client()
    found.force_login(user)
    return found


class Trial:
    """A case before the judge, with its parties and people. `served`: the day on which 李四 got the complaint, by
    default so long ago that he had the time to answer; None: it is not even on its way; `team`: of a second one."""

    def __init__(self, procedure: str = "summary", *, served: date | None = LONG_SERVED, team: str = "") -> None:
        self.clerk, self.head = staff(Role.COURT_CLERK, name="何静"), staff(Role.DIVISION_HEAD, name="莫刚")
        self.president = staff(Role.PRESIDENT, name="欧阳德")
        self.judge = staff(Role.JUDGE, name="黄正")
        make_team(team or "第一速裁团队", judge=self.judge, court_clerk=self.clerk)
        self.zhang, self.li = UserFactory(name="张三", verified=True), UserFactory(name="李四", verified=True)
        self.case, self.first, self.second = paying_case(procedure=procedure, stage=Stage.ASSIGNMENT)
        for party, user in ((self.first, self.zhang), (self.second, self.li)):
            link_party(party=party, user_id=user.pk, by=by(user, party=party), today=DAY)
        assign(case=self.case, by=SYSTEM, today=DAY)
        self.case.refresh_from_db()
        assert self.case.stage == Stage.TRIAL
        if served:
            answerable(self.case, served)

    def url(self, act: str) -> str:
        return f"/triage/cases/{self.case.uid}/{act}/"

    def page(self, user: Any) -> str:
        return client(user).get(f"/cases/{self.case.uid}/").content.decode()

    def fresh(self) -> Case:
        self.case.refresh_from_db()
        return self.case


def second_claimant(case: Case, user: Any) -> Party:
    data = PartyData(side=Side.CLAIMANT, kind=PartyKind.NATURAL, name="王五", address="云浮市云城区")
    party = add_party(case=case, data=data, today=DAY)
    link_party(party=party, user_id=user.pk, by=by(user, party=party), today=DAY)
    return party

"""Who works in the court of the stories, who comes to it, and where a story may begin (made by the real actions)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import mediation.course.actions
import triage.sorting.actions
from common.cases.actions import link_party
from common.cases.events import By, Channel
from common.cases.models import Case
from common.cases.states import Side
from common.courts.models import Court
from common.delivery.actions import confirm_address
from common.delivery.states import EChannel
from common.law.procedures import Procedure, Track
from common.people.models import User
from common.people.states import Role
from intake.review import actions as review
from tests.factories import UserFactory, fictitious_id, staff
from tests.factories.intake import lending_answers, make_filing
from tests.factories.mediation import make_mediator
from tests.factories.triage import make_team
from tests.stories.town import Town
from triage.sorting.models import Decision
from triage.sorting.states import OverruleReason


@dataclass
class Staff:
    """The people of one court, made as they are asked for."""

    court: Court

    @cached_property
    def clerk(self) -> User:
        return staff(Role.CLERK, self.court, name="陈立")

    @cached_property
    def counsellor(self) -> User:
        return staff(Role.COUNSELLOR, self.court, name="周芳")

    @cached_property
    def officer(self) -> User:
        return staff(Role.TRIAGE_OFFICER, self.court, name="郑平")

    @cached_property
    def judge(self) -> User:
        return staff(Role.JUDGE, self.court, name="黄正")

    @cached_property
    def court_clerk(self) -> User:
        return staff(Role.COURT_CLERK, self.court, name="何静")

    @cached_property
    def head(self) -> User:
        return staff(Role.DIVISION_HEAD, self.court, name="区明")

    @cached_property
    def finance(self) -> User:
        return staff(Role.FINANCE, self.court, name="罗敏")

    @cached_property
    def petitions(self) -> User:
        return staff(Role.PETITION_OFFICER, self.court, name="邓明")

    @cached_property
    def president(self) -> User:
        return staff(Role.PRESIDENT, self.court, name="欧阳德")

    @cached_property
    def mediator(self) -> User:
        return make_mediator(self.court, name="谭和").user

    @cached_property
    def team(self) -> Any:
        return make_team(court=self.court, judge=self.judge, court_clerk=self.court_clerk)


def zhang() -> User:
    return UserFactory(name="张三", phone="13800000001", verified=True, id_number=fictitious_id(1001))


def li() -> User:
    return UserFactory(name="李四", phone="13800000002", verified=True, id_number=fictitious_id(1002))


def by(user: User, party: Any = None) -> By:
    return By(user_id=user.pk, channel=Channel.WEB, party_id=party.pk if party else None)


def filed(city: Town, who: User, *, wish: str = "sue", **answers: Any) -> Case:
    """张三's filing over 12,000 yuan, on the clerk's list."""
    given = lending_answers(
        **{"claimant.1.id_number": fictitious_id(1001), "claims.principal_owed": 1_200_000} | answers
    )
    if wish == "mediate":
        given.pop("resolution.consider_mediation")
    filing = make_filing(user=who, court=city.court, today=city.today, wish=wish, answers=given)
    city.work()
    return fresh(filing.case)


def fresh(case: Case) -> Case:
    return Case.objects.select_related("court").get(pk=case.pk)


def registered(city: Town, people: Staff, who: User, **answers: Any) -> Case:
    """Filed and registered."""
    case = filed(city, who, **answers)
    review.register(filing=case.filing, by=by(people.clerk), today=city.today)
    city.work()
    return fresh(case)


def let_in(city: Town, case: Case, user: User) -> None:
    """The other side has come in and takes papers electronically."""
    party = case.parties.get(side=Side.RESPONDENT)
    link_party(party=party, user_id=user.pk, by=by(user, party), today=city.today)
    confirm_address(
        party=party,
        by=by(user, party),
        recipient_name=user.name,
        postal="罗定市附城街道二号",
        phone=user.phone,
        e_consent=True,
        e_channel=EChannel.PORTAL,
    )
    city.work()


def mediating(city: Town, case: Case, user: User, mediator: User) -> None:
    """李四 agreed and 谭和 took the case."""
    let_in(city, case, user)
    row = case.mediations.get()
    party = case.parties.get(side=Side.RESPONDENT)
    mediation.course.actions.consent(mediation=row, by=by(user, party), today=city.today, leaves_to_court=True)
    mediation.course.actions.accept(proposal=row.proposals.get(), by=by(mediator), today=city.today)
    city.work()


def sorted_out(city: Town, people: Staff, case: Case, *, ordinary: bool = False) -> Case:
    """The officer confirmed what the rules proposed, or (`ordinary`) the ordinary procedure with its whole fee."""
    decision = Decision.objects.get(case=case, state="proposed")
    act: dict[str, Any] = {"decision": decision, "version": decision.version}
    act |= {"by": by(people.officer), "today": city.today}
    if ordinary:
        act |= {"procedure": Procedure.ORDINARY_SINGLE, "track": Track.CAREFUL}
        triage.sorting.actions.overrule(reason=OverruleReason.COMPLEX, words="", **act)
    else:
        triage.sorting.actions.confirm(**act)
    city.work()
    return fresh(case)

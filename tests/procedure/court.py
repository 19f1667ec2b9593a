"""A court with all its people, and a dispute at every place it can stand in."""

from __future__ import annotations

from datetime import date
from typing import Any

from common.cases.actions import record_facts
from common.cases.models import Case
from common.cases.states import FactKey, Side
from common.law.procedures import Procedure
from common.notifications.models import Notice
from common.people.models import User
from common.people.states import Role
from intake.review import actions as review
from intake.review.states import RETURN_REASONS
from mediation.course import actions as course
from tests.factories import court as court_of
from tests.factories.people import staff
from tests.mediation.test_road import Story
from tests.stories import given
from tests.stories.town import Town
from triage.sorting.actions import load_default_rules
from yunfu_court.verifying import clocks
from yunfu_court.verifying.asking import ask

DAY = date(2026, 3, 2)
CLOCKS = {each.name: each for each in clocks.INVARIANTS}


class Mornings(Town):
    """A town whose worker rests: nothing here is read on paper or on a telephone, and it is much quicker."""

    def work(self) -> None:
        pass


class Court:
    """A court with all its people, and what its people can make of a dispute."""

    def __init__(self, on: date = DAY) -> None:
        load_default_rules()
        self.town, self.people = Mornings(court_of("luoding"), on), given.Staff(court_of("luoding"))
        self.head = staff(Role.DIVISION_HEAD, self.town.court, name="莫刚")
        self.zhang, self.li = given.zhang(), given.li()
        for each in ("clerk", "counsellor", "officer", "judge", "petitions", "president", "mediator"):
            assert getattr(self.people, each)

    def story(self, case: Case) -> Story:
        return Story(self.town, self.people, self.zhang, self.li, given.fresh(case))

    def filed(self, **answers: Any) -> Case:
        return given.filed(self.town, self.zhang, **answers)

    def insisted(self) -> Case:
        case = self.filed()
        review.send_back(
            filing=case.filing, code=RETURN_REASONS[0].code, words="", by=given.by(self.people.clerk), today=self.today
        )
        review.insist(filing=case.filing, words="没有约定仲裁。", by=given.by(self.zhang), today=self.today)
        return given.fresh(case)

    def asking(self) -> Case:
        return given.registered(self.town, self.people, self.zhang)

    def asked_to_mediate(self) -> Case:
        case = self.asking()
        given.let_in(self.town, case, self.li)
        party = case.parties.get(side=Side.RESPONDENT)
        course.consent(mediation=case.mediations.get(), by=given.by(self.li, party), today=self.today)
        return given.fresh(case)

    def mediating(self) -> Case:
        case = self.asking()
        given.mediating(self.town, case, self.li, self.people.mediator)
        return given.fresh(case)

    def agreed(self) -> Story:
        story = self.story(self.mediating())
        story.settle()
        return story

    def sorting(self) -> Case:
        story = self.story(self.mediating())
        story.fail()
        return story.case

    def foreign(self) -> Case:
        case = self.filed()
        record_facts(case=case, facts={FactKey.FOREIGN: True}, source="clerk", today=self.today)
        Case.objects.filter(pk=case.pk).update(procedure=Procedure.ORDINARY_PANEL)
        review.register(filing=case.filing, by=given.by(self.people.clerk), today=self.today)
        return given.fresh(case)

    @property
    def today(self) -> date:
        return self.town.today


def running(case: Case) -> dict[str, str]:
    return dict(case.deadlines.filter(state="open").values_list("term", "holder"))


def todos(case: Case) -> dict[str, str]:
    return dict(case.todos.filter(done_on=None).values_list("what", "role"))


def forgotten() -> list[str]:
    return [str(ask(each).first) for each in CLOCKS.values() if ask(each).count]


def said(who: User, kind: str) -> list[str]:
    return list(Notice.objects.filter(user=who, kind=kind, channel="in_site").values_list("body", flat=True))

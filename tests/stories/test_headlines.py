"""One dispute from the request to the refund: at every stage each side, on its phone, reads first what is due now, or
that nothing is, and who acts next."""

from __future__ import annotations

import os
from datetime import date, datetime

from common.cases.models import Case
from common.law import clock
from common.law.papers import PaperKind
from intake.review import actions as review
from tests.factories.triage import make_team, paper_of
from tests.stories import given, steps
from tests.stories.driver import City, Person
from tests.stories.filing import ask_for_mediation, submit
from tests.stories.given import Staff, by, li, zhang
from triage.teams.states import TeamKind
from triage.trial.actions import close, fix_hearing, record_hearing
from triage.trial.states import HearingMode


class Both:
    """The two sides of a case, each with a phone."""

    def __init__(self, city: City, zhang_: Person, li_: Person) -> None:
        self.city, self.zhang, self.li = city, zhang_, li_

    def read(self, uid: str, zhang_: str, li_: str, *, home: tuple[str, str] = ("", "")) -> None:
        """What stands first on the page of the case, and at home, for each side."""
        self.city.work()
        for who, words, at_home in ((self.zhang, zhang_, home[0]), (self.li, li_, home[1])):
            if words:
                found = who.open(f"/cases/{uid}/").page.locator("main .columns .notice").first.inner_text()
                if os.environ.get("X"): print(f"{who.user.name} {self.city.today} CASE", found.split("\n")); print("  HOME", who.open("/").page.locator("main").inner_text().split("\n")[2:8]); continue
                assert words in found, found
            if at_home:
                who.open("/").sees(at_home)


def test_a_whole_case_in_headlines(city: City) -> None:
    people, zhang_user, li_user = Staff(city.court), zhang(), li()
    make_team(court=city.court, judge=people.judge, court_clerk=people.court_clerk, kind=TeamKind.CAREFUL)
    mediator_user = people.mediator
    both = Both(city, city.person(zhang_user, phone=True), city.person(li_user, phone=True))
    zhang_, li_ = both.zhang, both.li

    uid = ask_for_mediation(zhang_)
    both.read(uid, "x", "")
    steps.divert(city.person(people.clerk))
    city.work()
    both.read(uid, "x", "")
    assert steps.come_in(city, li_, li_user) == uid
    both.read(uid, "x", "x")
    steps.consent(li_, uid)
    both.read(uid, "x", "x")
    mediator = city.person(mediator_user)
    steps.take_the_case(mediator)
    both.read(uid, "x", "x")
    steps.no_agreement(mediator, uid)
    both.read(uid, "x", "x")

    zhang_.open(f"/cases/{uid}/").follow("起诉").press("带着已填的内容起诉")
    draft = zhang_.uid
    both.read(uid, "x", "")
    zhang_.open(f"/intake/drafts/{draft}/resolution/").choose("是否愿意先行调解", "不").press("继续")
    zhang_.open(f"/intake/drafts/{draft}/").follow("核对并提交")
    suit = submit(zhang_)
    both.read(suit, "x", "")
    case = Case.objects.get(uid=suit)
    review.register(filing=case.filing, by=by(people.clerk), today=city.today)
    both.read(suit, "x", "")
    case = given.sorted_out(city, people, given.fresh(case), ordinary=True)
    both.read(suit, "x", "")
    steps.pay(zhang_, suit)
    both.read(suit, "x", "")
    assert steps.come_in(city, li_, li_user) == suit
    both.read(suit, "x", "x")
    steps.confirm_address(li_, suit)
    both.read(suit, "x", "x")
    li_.open(f"/intake/respond/{suit}/answer/").fill("您的意见", "借款是真的，请求分期归还。").press("提交")
    both.read(suit, "x", "x")
    city.days(1)
    at = clock.moment(datetime(2026, 3, 24, 9, 30))
    fix_hearing(
        case=given.fresh(case),
        at=at,
        place="第三审判庭",
        mode=HearingMode.IN_PERSON,
        by=by(people.court_clerk),
        today=city.today,
    )
    both.read(suit, "x", "x")
    while city.today < date(2026, 3, 23):
        city.days(1)
    both.read(suit, "x", "x")
    city.days(1)
    both.read(suit, "x", "x")
    record_hearing(
        case=given.fresh(case), on=city.today, mode=HearingMode.IN_PERSON, by=by(people.judge), today=city.today
    )
    both.read(suit, "x", "x")
    city.days(1)
    paper = paper_of(given.fresh(case), PaperKind.JUDGMENT, people.judge, city.today)
    loser = case.parties.get(side="respondent")
    close(
        case=given.fresh(case),
        way="judgment",
        by=by(people.judge),
        today=city.today,
        document_id=paper,
        bears=[(loser.pk, None)],
    )
    both.read(suit, "x", "x")
    while city.today < date(2026, 4, 13):
        city.days(1)
    both.read(suit, "x", "x")
    while city.today < date(2026, 4, 27):
        city.days(1)
    both.read(suit, "x", "x")

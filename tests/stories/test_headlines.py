"""One dispute from the request to the refund: at every stage each side, on its phone, reads first what is due now, or
that nothing is, and who acts next."""

from __future__ import annotations

from datetime import date, datetime

from common.cases.models import Case
from common.law import clock
from common.law.papers import PaperKind
from fees.money.actions import make_refund, prepare_refund
from intake.review import actions as review
from tests.factories.triage import make_team, paper_of
from tests.stories import given, steps
from tests.stories.driver import City, Person
from tests.stories.filing import ask_for_mediation, submit
from tests.stories.given import Staff, by, li, zhang
from triage.teams.states import TeamKind
from triage.trial.actions import close, fix_hearing, record_hearing
from triage.trial.states import HearingMode

CALM = "您现在不用做什么。"
COPY = f"{CALM}接下来法院把起诉状送给被告，最晚 3 月 9 日（周一）。"
JUDGED_BY = f"{CALM}接下来法院审结这件案件，最晚 9 月 2 日（周三）。"


class Sides:
    """张三 and 李四, each with a phone."""

    def __init__(self, city: City, zhang_: Person, li_: Person) -> None:
        self.city, self.zhang, self.li = city, zhang_, li_

    def read(self, uid: str, zhang_: str, li_: str = "", *, home: tuple[str, str] = ("", "")) -> None:
        """What stands first on the page of the case, and then on the home page, for each side that knows of it. At home
        whatever the case page says to be calm about is said of the case by name."""
        self.city.work()
        for who, words, at_home in ((self.zhang, zhang_, home[0]), (self.li, li_, home[1])):
            if not words:
                continue
            first = who.open(f"/cases/{uid}/").page.locator("main .columns .notice").first.inner_text()
            assert first.startswith(words), f"{self.city.today} {who.user}: {first}"
            who.open("/")
            first = who.page.locator("main .notice, main section").first.inner_text()
            assert (at_home or words.removeprefix(CALM)) in first, f"{self.city.today} {who.user} at home: {first}"

    def until(self, day: date) -> None:
        self.city.days((day - self.city.today).days)


def due(words: str, day: str = "") -> str:
    """The main act of a page, and its last day."""
    return f"待您办理：{words}\n\n{f'最晚 {day}' if day else ''}"


def test_a_whole_case_in_headlines(city: City) -> None:
    people, zhang_user, li_user = Staff(city.court), zhang(), li()
    assert people.mediator
    make_team(court=city.court, judge=people.judge, court_clerk=people.court_clerk, kind=TeamKind.CAREFUL)
    sides = Sides(city, city.person(zhang_user, phone=True), city.person(li_user, phone=True))
    _mediated(city, people, sides)
    suit = _sued(city, people, sides)
    case = _tried(city, people, sides, suit)
    _in_effect(city, people, sides, case)


def _mediated(city: City, people: Staff, sides: Sides) -> None:
    zhang_, li_ = sides.zhang, sides.li
    uid = ask_for_mediation(zhang_)
    sides.read(uid, f"{CALM}接下来法院指定调解员，最晚 3 月 5 日（周四）。")
    steps.divert(city.person(people.clerk))
    city.work()
    waits = f"{CALM}接下来调解员答复是否接受，最晚 3 月 5 日（周四）。"
    sides.read(uid, waits)
    assert li_.user
    assert steps.come_in(city, li_, li_.user) == uid
    sides.read(uid, waits, due("答复是否同意调解", "3 月 23 日（周一）"), home=("", "是否同意调解："))
    steps.consent(li_, uid)
    sides.read(uid, waits, waits)
    mediator = city.person(people.mediator)
    steps.take_the_case(mediator)
    mediates = f"{CALM}接下来调解员调解，最晚 4 月 1 日（周三）。"
    sides.read(uid, mediates, mediates)
    steps.no_agreement(mediator, uid)
    over = "调解没有成，本案已结束。对方起诉的，法院会通知您。"
    sides.read(uid, due("起诉（已填的内容都带过去）"), over, home=("起诉：", CALM))
    zhang_.open(f"/cases/{uid}/").follow("起诉").press("带着已填的内容起诉")


def _sued(city: City, people: Staff, sides: Sides) -> str:
    zhang_, li_ = sides.zhang, sides.li
    draft = zhang_.uid
    zhang_.open(f"/intake/drafts/{draft}/resolution/").choose("是否愿意先行调解", "不").press("继续")
    zhang_.open(f"/intake/drafts/{draft}/").follow("核对并提交")
    suit = submit(zhang_)
    sides.read(suit, f"{CALM}接下来法院决定是否立案，最晚 3 月 9 日（周一）。")
    case = Case.objects.get(uid=suit)
    review.register(filing=case.filing, by=by(people.clerk), today=city.today)
    sides.read(suit, COPY)
    given.sorted_out(city, people, given.fresh(case), ordinary=True)
    sides.read(suit, due("交纳案件受理费", "3 月 9 日（周一），还有 7 天"), home=("交纳案件受理费：", ""))
    steps.pay(zhang_, suit)
    sides.read(suit, COPY)
    assert li_.user
    assert steps.come_in(city, li_, li_.user) == suit
    answer = "查看起诉材料，提交答辩"
    sides.read(suit, COPY, f"{due(answer)}收到起诉状以后十五日内答辩。", home=("", "提交答辩："))
    steps.confirm_address(li_, suit)
    waits = f"{CALM}接下来李四提出答辩状，最晚 3 月 17 日（周二）。"
    sides.read(suit, waits, due(answer, "3 月 17 日（周二），还有 15 天"), home=("", "提交答辩："))
    return suit


def _tried(city: City, people: Staff, sides: Sides, suit: str) -> Case:
    sides.li.open(f"/intake/respond/{suit}/answer/").fill("您的意见", "借款是真的，请求分期归还。").press("提交")
    sides.read(suit, JUDGED_BY, JUDGED_BY)
    city.days(1)
    case = Case.objects.get(uid=suit)
    act = {"mode": HearingMode.IN_PERSON, "by": by(people.court_clerk), "today": city.today}
    fix_hearing(case=case, at=clock.moment(datetime(2026, 3, 24, 9, 30)), place="第三审判庭", **act)
    hour, place = "3 月 24 日（周二）09:30 开庭", "\n\n地点：第三审判庭。请带身份证件和传票按时到庭。"
    home = (f"{hour}，第三审判庭", f"{hour}，第三审判庭")
    sides.read(suit, f"{hour}（还有 21 天）{place}", f"{hour}（还有 21 天）{place}", home=home)
    sides.until(date(2026, 3, 23))
    sides.read(suit, f"{hour}（明天）", f"{hour}（明天）", home=home)
    city.days(1)
    sides.read(suit, f"{hour}（今天）", f"{hour}（今天）", home=home)
    record_hearing(case=given.fresh(case), on=city.today, **(act | {"by": by(people.judge), "today": city.today}))
    sides.read(suit, JUDGED_BY, JUDGED_BY)
    return given.fresh(case)


def _in_effect(city: City, people: Staff, sides: Sides, case: Case) -> None:
    city.days(1)
    close(
        case=case,
        way="judgment",
        by=by(people.judge),
        today=city.today,
        document_id=paper_of(case, PaperKind.JUDGMENT, people.judge, city.today),
        bears=[(case.parties.get(side="respondent").pk, None)],
    )
    appeal = "判决书还没有生效。您不服的，可以在 4 月 9 日（周四）前上诉。"
    last = "您的最后一天是 4 月 9 日（周四），对判决上诉。"
    sides.read(case.uid, appeal, appeal, home=(last, last))
    sides.until(date(2026, 4, 13))
    binds = "判决书已在 2026 年 4 月 10 日（周五）生效，各方都要照着履行。"
    choose = due("选 100.00 元受理费怎么退", "4 月 17 日（周五），还有 4 天")
    sides.read(case.uid, choose, binds, home=("选受理费怎么退：", CALM))
    sides.until(date(2026, 4, 18))
    back = "接下来法院退还诉讼费，最晚 4 月 27 日（周一）。"
    pays = due("交纳案件受理费", "4 月 27 日（周一）")
    sides.read(case.uid, f"{binds}{back}", pays, home=(back, "交纳案件受理费："))
    refund = case.refunds.get()
    prepare_refund(refund=refund, by=by(people.clerk), today=city.today)
    make_refund(refund=refund, voucher="A1", by=by(people.finance), today=city.today)
    sides.read(case.uid, binds, pays, home=(CALM, "交纳案件受理费："))

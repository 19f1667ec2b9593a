"""What stands first on the case page, for everybody who opens it, at every stage: there is no stage without it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest

import intake.review.actions
import mediation.course.actions
import mediation.outcome.actions
import triage.trial.actions
from common.cases.access import looker
from common.cases.actions import PartyData, add_party, add_representation, admit, link_party, set_deadline
from common.cases.events import SYSTEM
from common.cases.models import Case, Party
from common.cases.rules import Guardian
from common.cases.states import Authority, Capacity, Closing, Holder, Kinship, PartyKind, Power, Side, Stage
from common.law import clock
from common.law.papers import PaperKind
from common.people.models import User
from intake.review.states import RETURN_REASONS
from mediation.course.states import EndReason, PartyReasonCode
from mediation.texts.states import Outcome
from tests.casefile.scenes import MONDAY, STAGES, Scene, a_scene, mediated, reviewed, tried
from tests.factories import UserFactory
from tests.factories import court as court_of
from tests.factories.cases import make_case
from tests.factories.mediation import web
from tests.factories.triage import answerable, paper_of
from tests.stories import given
from triage.trial.states import HearingMode
from yunfu_court.casefile.headline import calm, of_court
from yunfu_court.casefile.queries import case_for, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Iterator[Scene]:
    with a_scene() as made:
        yield made


# --- The stages that the pages' own scenes do not reach --------------------------------------------------------------
def correcting(scene: Scene) -> Case:
    case = reviewed(scene)
    items = [{"question": "loan.signing", "code": "unclear", "message": "请写明借条是哪天写的。"}]
    intake.review.actions.ask_correction(
        filing=case.filing, items=items, days=7, by=given.by(scene.people.clerk), today=scene.town.today
    )
    scene.town.work()
    return case


def sent_back(scene: Scene) -> Case:
    case = reviewed(scene)
    by = given.by(scene.people.clerk)
    intake.review.actions.send_back(
        filing=case.filing, code=RETURN_REASONS[0].code, words="", by=by, today=scene.town.today
    )
    return case


def taken_back(scene: Scene) -> Case:
    case = reviewed(scene)
    party = case.parties.get(side=Side.CLAIMANT)
    intake.review.actions.withdraw(filing=case.filing, by=given.by(scene.zhang, party), today=scene.town.today)
    return case


def failed(scene: Scene) -> Case:
    """No agreement: the suit goes on to be sorted."""
    case = mediated(scene)
    mediation.course.actions.fail(
        mediation=case.mediations.get(),
        reason=EndReason.TOO_FAR_APART,
        reasons={party.pk: (PartyReasonCode.AMOUNT, "") for party in case.parties.all()},
        summary="双方差距较大。",
        by=web(scene.people.mediator),
        today=scene.town.today,
    )
    return case


def judged(scene: Scene) -> Case:
    case = tried(scene)
    answerable(case, date(2026, 2, 2))
    by, today = given.by(scene.people.judge), scene.town.today
    triage.trial.actions.record_hearing(case=case, on=today, mode=HearingMode.IN_PERSON, by=by, today=today)
    paper = paper_of(case, PaperKind.JUDGMENT, scene.people.judge, scene.town.today)
    loser = case.parties.get(side=Side.RESPONDENT)
    triage.trial.actions.close(
        case=case,
        way="judgment",
        by=given.by(scene.people.judge),
        today=scene.town.today,
        document_id=paper,
        bears=[(loser.pk, None)],
    )
    return case


def ended(scene: Scene) -> Case:
    """Settled, and both have performed at once."""
    case = STAGES["agreed"](scene)
    agreement = case.mediations.get().agreements.get()
    by = web(scene.zhang, case.parties.get(side=Side.CLAIMANT))
    mediation.outcome.actions.finish(agreement=agreement, how=Outcome.PERFORMED, by=by, today=scene.town.today)
    return case


MORE: dict[str, Callable[[Scene], Case]] = {
    "correcting": correcting,
    "sent back": sent_back,
    "taken back": taken_back,
    "failed": failed,
    "judged": judged,
    "performed": ended,
}


# --- Who reads -------------------------------------------------------------------------------------------------------
def everybody(scene: Scene, case: Case) -> dict[str, User]:
    """Both sides, an agent of each, a child's guardian and a third party; the mediator, and who works at the court."""
    first, second = case.parties.get(side=Side.CLAIMANT), case.parties.get(side=Side.RESPONDENT)
    people = scene.people
    found = {"claimant": scene.zhang, "mediator": people.mediator}
    found |= {"clerk": people.clerk, "judge": people.judge, "head": people.head}
    if second.user_id:
        found["respondent"] = scene.li
    found["claimant's agent"] = agent_of(first, "王律师", scene.town.today)
    found["respondent's agent"] = agent_of(second, "赵律师", scene.town.today)
    guardian = Guardian("王大明", Kinship.FATHER)
    for name, account, ward in (("third", "孙七", None), ("guardian", "王大明", guardian)):
        data = PartyData(
            side=Side.THIRD,
            kind=PartyKind.NATURAL,
            name="王小明" if ward else account,
            guardian=ward,
            address="罗定市罗城街道三号",
        )
        party = add_party(case=case, data=data, today=scene.town.today)
        user = UserFactory(name=account, verified=True)
        link_party(party=party, user_id=user.pk, by=given.by(user, party), today=scene.town.today)
        found[name] = user
    return found


def agent_of(party: Party, name: str, today: date) -> User:
    user = UserFactory(name=name, verified=True)
    add_representation(
        party=party,
        name=name,
        phone=user.phone,
        unit="广东某律师事务所",
        authority=Authority.SPECIAL,
        powers=[power.label for power in Power],
        since=today,
        user_id=user.pk,
        checked_on=today,
    )
    admit(case=party.case, user_id=user.pk, capacity=Capacity.AGENT, by=SYSTEM, today=today, party=party)
    return user


def first_words(case: Case, user: User, today: date) -> str:
    """What stands first on this reader's page; "" where nothing does."""
    found = page(case_for(user, case.uid, today), user, today)
    if found.main is not None:
        return f"{found.main.words}｜{found.by_when}"
    return found.headline or (found.coming[0].title if found.coming else "")


CALM = "您现在不用做什么。"
COPY = f"{CALM}接下来法院把起诉状送给被告，最晚 3 月 9 日（周一）。"
WAITS = f"{CALM}接下来法院决定是否立案，最晚 3 月 9 日（周一）。"
ASKED = f"{CALM}接下来法院或者调解员问对方是否愿意调解，最晚 3 月 5 日（周四）。"
SENDS = "：向被告发送起诉状副本，最晚 3 月 9 日（周一），还有 7 天。"
CLERK, HEAD = f"您的最后一天{SENDS}", f"{CALM}接下来由立案员办{SENDS}"
SENDER = f"{CALM}接下来由书记员办{SENDS}"
ANSWER = "查看起诉材料，提交答辩｜"
END = "选择怎样了结｜最晚 4 月 1 日（周三），还有 30 天。"
OVER = f"本案已结束。结果写在法院发给您的文书里。{CALM}"
SERVED = "这是最终的判决书，不能上诉，收到后就要照着履行。"
# Stage -> who reads what first. Agents read as their side, a guardian as a third party; who is not named sees nothing.
READ: dict[str, dict[str, str]] = {
    "review": {
        "claimant": WAITS,
        "third": WAITS,
        "respondent": WAITS,
        "clerk": "审查这件申请｜",
        "head": "审查这件申请｜",
    },
    "correcting": {
        "claimant": "补正材料｜最晚 3 月 9 日（周一），还有 7 天。",
        "respondent": f"{CALM}有新的进展，法院会通知您。",
        "third": f"{CALM}有新的进展，法院会通知您。",
        "clerk": f"{CALM}接下来由当事人办：补正材料，最晚 3 月 9 日（周一），还有 7 天。",
        "head": f"{CALM}接下来由当事人办：补正材料，最晚 3 月 9 日（周一），还有 7 天。",
    },
    "sent back": {
        "claimant": "法院把材料退回了您，没有立案。原因：",
        "respondent": "法院没有立案，材料退回了对方。",
        "third": "法院没有立案，材料退回了对方。",
        "clerk": "本案已结：材料退回。",
        "head": "本案已结：材料退回。",
    },
    "taken back": {
        "claimant": "您的申请已经撤回，本案已结束。",
        "respondent": "对方撤回了申请，本案已结束。",
        "third": "对方撤回了申请，本案已结束。",
        "clerk": "本案已结：撤回申请。",
        "head": "本案已结：撤回申请。",
    },
    "asked": {
        "claimant": ASKED,
        "respondent": "答复是否同意调解｜最晚 3 月 23 日（周一），还有 21 天。",
        "third": ASKED,
        "clerk": "您的最后一天：协助通知对方当事人并询问意愿，最晚 3 月 5 日（周四），还有 3 天。",
        "head": f"{CALM}接下来由立案员办：协助通知对方当事人并询问意愿，最晚 3 月 5 日（周四），还有 3 天。",
    },
    "mediation": {
        "claimant": COPY,
        "respondent": ANSWER,
        "third": COPY,
        "mediator": "办理调解｜",
        "clerk": CLERK,
        "head": HEAD,
    },
    "agreed": {
        "claimant": END,
        "respondent": END,
        "third": COPY,
        "clerk": CLERK,
        "head": HEAD,
    },
    "performed": {
        "claimant": OVER,
        "respondent": OVER,
        "third": OVER,
        "clerk": "本案已结：其他方式。",
        "head": "本案已结：其他方式。",
    },
    "failed": {
        "claimant": COPY,
        "respondent": ANSWER,
        "third": COPY,
        "clerk": CLERK,
        "head": HEAD,
    },
    "payment": {
        "claimant": "交纳案件受理费｜最晚 3 月 9 日（周一），还有 7 天。",
        "respondent": ANSWER,
        "third": COPY,
        "clerk": CLERK,
        "head": HEAD,
    },
    "trial": {
        "claimant": COPY,
        "respondent": ANSWER,
        "third": COPY,
        "clerk": SENDER,
        "judge": "您的最后一天：法院审结这件案件，",
        "head": SENDER,
    },
    "judged": {
        "claimant": SERVED,
        "respondent": SERVED,
        "third": SERVED,
        "clerk": "本案已结：判决。",
        "judge": "本案已结：判决。",
        "head": "本案已结：判决。",
    },
    "closed": {
        "claimant": OVER,
        "respondent": OVER,
        "third": OVER,
        "clerk": "本案已结：其他方式。",
        "judge": "本案已结：其他方式。",
        "head": "本案已结：其他方式。",
    },
}
AS = {"claimant's agent": "claimant", "respondent's agent": "respondent", "guardian": "third"}


@pytest.mark.parametrize("stage", [*STAGES, *MORE])
def test_no_stage_is_without_a_headline_for_anybody(scene: Scene, stage: str) -> None:
    case = given.fresh((STAGES | MORE)[stage](scene))
    wanted, today = READ[stage], scene.town.today
    for name, user in everybody(scene, case).items():
        if AS.get(name, name) not in wanted:
            assert not looker(case, user, today).sees, name
            continue
        assert first_words(case, user, today).startswith(wanted[AS.get(name, name)]), name


@pytest.mark.parametrize("how", Closing)
def test_no_end_is_without_a_headline(how: Closing) -> None:
    case, *parties = make_case(court=court_of(), on=MONDAY)
    case.stage, case.closing = Stage.CLOSED, how
    for party in parties:
        words = calm(case, party, [], [], MONDAY)
        assert words.endswith(CALM)
        assert words != CALM
    assert of_court(case, set(), [], [], MONDAY) == f"本案已结：{how.label}。"


def test_a_settled_case_asks_for_nothing_and_says_until_when_it_may_be_confirmed() -> None:
    """在线调解20; 民诉法205: before a suit the agreement is the end; to have it confirmed is up to the parties."""
    case, first, _ = make_case(court=court_of(), on=MONDAY)
    case.stage, case.closing = Stage.CLOSED, Closing.MEDIATED
    with clock.at(MONDAY):
        term = "confirmation_application"
        until = set_deadline(case=case, term=term, holder=Holder.ALL, start=MONDAY, by=SYSTEM)
        words = calm(case, first, [until], [], MONDAY)
    assert words.startswith("调解成功，本案已结束。")
    assert words.endswith("想请法院确认协议的，最晚 4 月 1 日（周三）各方一起申请。")

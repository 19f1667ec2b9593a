"""Petitions: lodged by all four roads, answered within their terms, a few reopened, a few looked at again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from common.cases.actions import PartyData
from common.cases.events import By, Channel
from common.cases.models import Case
from common.cases.states import PartyKind, Side
from common.people.states import Role
from petitions.letters import actions as letters_actions
from petitions.letters.models import Petition
from petitions.letters.queries import complained_of, needs_another, possible_owners
from petitions.letters.rules import answers_for, opinion
from petitions.letters.states import (
    About,
    FollowUp,
    Form,
    Level,
    Limb,
    Outcome,
    PetitionState,
    Procedural,
    ReopenReason,
    RouteReason,
)
from petitions.reviews import actions as reviews_actions
from petitions.reviews.queries import right_of
from petitions.tracking import actions as tracking_actions
from yunfu_court.simulation.filing import once
from yunfu_court.simulation.plans import KINDS, Plan, background
from yunfu_court.simulation.scene import Scene
from yunfu_court.simulation.showcases import LI, ZHANG

WISH = "petition"
FIRST_NUMBER = 100_000
_TEXTS: dict[About, tuple[str, str]] = {
    About.CONDUCT: ("窗口工作人员解释材料要求时态度生硬，来回跑了三趟。", "希望改进服务，当面说明。"),
    About.JUDGMENT: ("对判决认定的利息起算时间有意见。", "希望解释计算的依据。"),
    About.ENFORCEMENT: ("申请执行已经半年，一直没有收到进展的消息。", "希望告知查控的结果。"),
    About.FILING: ("网上提交立案材料后，没有看到审核结果。", "希望告知办理进度。"),
    About.SERVICE: ("12368 热线多次占线，咨询不到开庭时间。", "希望增加接线人员。"),
    About.OTHER: ("建议镇街也能远程参加调解。", "希望增设服务站。"),
}
_OUTCOMES: dict[Outcome, float] = {
    Outcome.EXPLAINED: 4.0,
    Outcome.SUPPORTED: 3.0,
    Outcome.UNSUPPORTED: 2.0,
    Outcome.ADOPTED: 3.0,
    Outcome.CONSIDERED: 1.0,
    Outcome.TO_PROCEDURE: 4.0,
    Outcome.HANDLED: 2.0,
}
# (stop, days before today, court, who): one in each state today, one whose day is near, one reopened.
_SHOWS: tuple[tuple[str, int, str, str], ...] = (
    ("lodged", 4, "yunanqu", ""),
    ("routed", 3, "luoding", ZHANG),
    ("routed", 5, "luoding", ""),
    ("acknowledged", 12, "luoding", LI),
    ("answered", 20, "luoding", ZHANG),
    ("concluded", 40, "luoding", ""),
    ("reopened", 60, "luoding", LI),
)


def petitions(seed: str, count: int, today: date) -> list[Plan]:
    """`count` petitions as plans, the show-cases first."""
    found = [
        Plan(
            seed=seed,
            number=FIRST_NUMBER + place,
            arrives=today - timedelta(days=days),
            court=court,
            kind=KINDS[0],
            wish=WISH,
            minute=10 * 60 + place,
            stop=stop,
            brisk=True,
            claimant_phone=who,
        )
        for place, (stop, days, court, who) in enumerate(_SHOWS[:count])
    ]
    for number in range(FIRST_NUMBER + len(found), FIRST_NUMBER + count):
        found.append(replace(background(seed, number, today), wish=WISH))
    return found


def lodge(scene: Scene) -> Case:
    plan, cast = scene.plan, scene.cast
    form = plan.pick("form", {Form.WEB: 5.0, Form.LETTER: 2.0, Form.VISIT: 2.0, Form.HOTLINE: 2.0})
    user = cast.by_phone[plan.claimant_phone] if plan.claimant_phone else plan.one("who", cast.litigants)
    if plan.claimant_phone:
        form = Form.WEB
    about = plan.one("about", list(About))
    content, demand = _TEXTS[about]
    court = cast.courts[plan.court]
    online = form is Form.WEB
    clerk = cast.staff(court.pk, Role.CLERK, scene.today)
    channel = {Form.WEB: Channel.WEB, Form.HOTLINE: Channel.HOTLINE}.get(form, Channel.COUNTER)
    petition = letters_actions.lodge(
        court=court,
        form=form,
        about=about,
        content=content,
        demand=demand,
        petitioner=PartyData(
            side=Side.PETITIONER,
            kind=PartyKind.NATURAL,
            name=user.name,
            id_number=user.id_number,
            phone=user.phone,
            address=f"{court.short_name}",
            user_id=user.pk if online else None,
        ),
        once=once(scene, "petition"),
        by=By(user_id=user.pk if online else clerk.user_id, channel=channel),
        today=scene.today,
    )
    return petition.case


def step(scene: Scene) -> int | None:
    """The officer's next letter, or the end; of the review, where one was asked for."""
    rows = Petition.objects.select_related("case__court", "division", "owner", "reviews")
    row = rows.get(case=scene.case_id)
    while review := rows.filter(reviews=row).order_by("-pk").first():
        row = review
    if scene.plan.stop == row.state or (scene.plan.stop == "reopened" and row.round > 1):
        return None
    match row.state:
        case PetitionState.LODGED:
            return _route(scene, row)
        case PetitionState.ROUTED:
            return _acknowledge(scene, row)
        case PetitionState.ACKNOWLEDGED:
            return _answer(scene, row)
        case PetitionState.ANSWERED:
            return _conclude(scene, row)
    return _again(scene, row) or _look_again(scene, row)


def _owner(row: Petition) -> By:
    return By(user_id=row.owner_id, channel=Channel.WEB)


def _route(scene: Scene, row: Petition) -> int:
    owners = possible_owners(row.case, scene.today)
    division = row.division or row.case.court.divisions.order_by("pk").first()
    if owners and division is not None:
        letters_actions.reroute(
            petition=row,
            division=division,
            owner_id=owners[0].user_id,
            reason=RouteReason.FIRST,
            by=scene.cast.staff(row.case.court_id, Role.DIVISION_HEAD, scene.today),
            today=scene.today,
        )
    return 2


def _acknowledge(scene: Scene, row: Petition) -> int:
    plan = scene.plan
    review = row.level != Level.FIRST
    wait = plan.days(f"review {row.level}", 4, 20) if review else plan.days(f"acknowledged {row.round}", 1, 6)
    since = (scene.today - (row.case.received_on if row.round == 1 else scene.today)).days
    if since < wait and row.round == 1:
        return wait - since
    if review:
        return _answer(scene, row)
    if row.round == 1:
        _sort(scene, row)
    text = "您反映的事项本院已经受理，由立案信访窗口承办，将在规定期限内书面答复您。"
    kinds = {Procedural.ACCEPTED: 7.0, Procedural.MORE_FACTS: 1.0}
    if row.limb == Limb.LITIGATION:
        kinds[Procedural.TO_PROCEDURE] = 9.0
    template = plan.pick("procedural", kinds)
    letters_actions.acknowledge(petition=row, template=template, text=text, by=_owner(row), today=scene.today)
    if row.limb == Limb.OPINION and plan.chance(f"complex {row.round}", 0.1):
        _prolong(scene, row)
    return plan.days(f"result {row.round}", 8, 45)


def _sort(scene: Scene, row: Petition) -> None:
    """The officer looks at what was ticked: mostly right; a suggestion that complains of something is a complaint."""
    complains = row.limb == Limb.SUGGESTION and scene.plan.chance("complains", 0.3)
    limb = Limb.OPINION if complains else Limb(row.limb)
    words = "信访人要求查明情况并给予处理。" if complains else ""
    letters_actions.sort(petition=row, limb=limb, words=words, by=_owner(row), today=scene.today)
    row.refresh_from_db(fields=["limb"])


def _prolong(scene: Scene, row: Petition) -> None:
    reason = "涉及多个部门，需要调取三年的材料。"
    letters_actions.ask_prolonging(petition=row, days=20, reason=reason, by=_owner(row), today=scene.today)
    president = scene.cast.staff(row.case.court_id, Role.PRESIDENT, scene.today)
    letters_actions.decide_prolonging(petition=row, granted=True, words="", by=president, today=scene.today)


def _answer(scene: Scene, row: Petition) -> int:
    limb, time = Limb(row.limb), row.round if row.level == Level.FIRST else row.level
    fits = answers_for(limb, Level(row.level), final_before=False)
    weights = {outcome: weight for outcome, weight in _OUTCOMES.items() if outcome in fits}
    outcome = scene.plan.pick(f"outcome {time}", weights)
    text = f"您反映的事项经核查答复如下。\n{opinion(outcome, limb).value}\n如有疑问，请与承办人联系。"
    letters_actions.answer(petition=row, outcome=outcome, text=text, by=_owner(row), today=scene.today)
    return scene.plan.days("follow up", 3, 14)


def _conclude(scene: Scene, row: Petition) -> int:
    plan = scene.plan
    rated = hasattr(row, "rating")
    party = row.case.parties.order_by("pk")[0]
    if not rated and party.user_id and plan.chance("rates", 0.4):
        score = plan.pick("score", {5: 5.0, 4: 3.0, 3: 1.5, 2: 0.5, 1: 0.3})
        by = By(user_id=party.user_id, channel=Channel.WEB, party_id=party.pk)
        tracking_actions.rate(petition=row, score=score, words="", by=by, today=scene.today)
        return 2
    follow = FollowUp.ONLINE if rated else plan.pick("follow", {FollowUp.PHONE: 6.0, FollowUp.UNREACHABLE: 1.0})
    words = {
        FollowUp.PHONE: "信访人表示知道了，没有补充。",
        FollowUp.UNREACHABLE: "两天里打过三次电话，没有人接，已经发短信请回电。",
    }.get(follow, "")
    second = needs_another(row, complained_of(row))
    by = scene.cast.staff(row.case.court_id, Role.DIVISION_HEAD, scene.today) if second else _owner(row)
    letters_actions.conclude(petition=row, follow_up=follow, by=by, today=scene.today, words=words)
    return plan.days("reopened after", 5, 30)


def _look_again(scene: Scene, row: Petition) -> int | None:
    """Some are not content: the higher court looks at it again; after it one outside the portal, for the last time."""
    plan, right = scene.plan, right_of(row, scene.today)
    content = row.outcome == Outcome.SUPPORTED or row.anonymous or not plan.chance(f"not content {row.level}", 0.4)
    if plan.stop or content or right is None or not right.open:
        return None
    if not right.here:
        reviews_actions.record_outside(
            petition=row, given_on=scene.today, outcome=Outcome.UNSUPPORTED, by=_owner(row), today=scene.today
        )
        return None
    party = row.case.parties.order_by("pk")[0]
    reviews_actions.ask_review(
        petition=row,
        reasons="答复没有说明当天的情况，也没有听我说明。",
        once=once(scene, f"review {row.level}"),
        by=By(user_id=party.user_id, channel=Channel.WEB, party_id=party.pk),
        today=scene.today,
    )
    return 3


def _again(scene: Scene, row: Petition) -> int | None:
    if (
        row.level == Level.FIRST
        and row.round == 1
        and (scene.plan.stop == "reopened" or scene.plan.chance("reopens", 0.06))
    ):
        letters_actions.reopen(petition=row, reason=ReopenReason.NOT_DONE, by=_owner(row), today=scene.today)
        return 3
    return None

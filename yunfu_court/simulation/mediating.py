"""From the first question to the last signature: parties, mediators and the desk, step by step."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from common.cases.events import By, Channel
from common.cases.models import Party
from common.courts.queries import calendar
from common.law.clock import SHANGHAI
from common.law.money import yuan
from common.law.regimes import Route
from common.notifications.models import Notice
from common.people.models import User
from common.people.states import Role
from mediation.course import actions as course_actions
from mediation.course.models import Mediation, Session
from mediation.course.queries import candidates, open_proposal
from mediation.course.states import (
    ConsentState,
    EndReason,
    ExtensionState,
    MediationState,
    PartyReasonCode,
    ProposalState,
    RefusalReason,
    SessionMode,
    SessionState,
)
from mediation.texts import actions as texts_actions
from mediation.texts.models import Agreement, SettledPoints, SignCode
from mediation.texts.queries import open_agreement
from mediation.texts.rules import Item
from mediation.texts.states import AgreementState, PointsState
from yunfu_court.simulation.filing import open_doors
from yunfu_court.simulation.scene import Scene


def step(scene: Scene) -> int | None:
    """The next thing that happens in an open mediation."""
    mediation = scene.mediation
    if mediation is None:
        return 7
    if not scene.memory.get("doors"):
        scene.memory["doors"] = True
        if open_doors(scene):
            return 1
    match mediation.state:
        case MediationState.ASKING:
            return _answer(scene, mediation)
        case MediationState.CHOOSING:
            return _choose(scene, mediation)
        case MediationState.PROPOSED:
            return _mediator_answers(scene, mediation)
        case MediationState.RUNNING:
            return _run(scene, mediation)
    return 7


def _answer(scene: Scene, mediation: Mediation) -> int:
    """One party answers, itself or by telephone to the desk."""
    row = (
        mediation.consents.filter(state=ConsentState.ASKED)
        .select_related("party")
        .order_by("party__side", "id")
        .first()
    )
    if row is None:
        return 3
    party = next(each for each in scene.parties if each.pk == row.party_id)
    first = (
        {"given": 0.75, "declined": 0.25}
        if party.side == "claimant"
        else {"given": 0.64, "declined": 0.2, "unreachable": 0.16}
    )
    answer = scene.plan.pick(
        "answer_yes" if "answer_yes" in scene.plan.force else f"answer {party.side}{party.order}", first
    )
    if scene.speaker(party) is None or answer == "unreachable":
        by = By(user_id=scene.staff(Role.COUNSELLOR).user_id, channel=Channel.HOTLINE, party_id=party.pk)
        course_actions.record_answer(mediation=mediation, party_id=party.pk, answer=answer, by=by, today=scene.today)
    elif answer == "given":
        alone = scene.plan.chance("chooses mediator", 0.12) and party.side == "claimant"
        course_actions.consent(mediation=mediation, by=scene.by(party), today=scene.today, leaves_to_court=not alone)
    else:
        course_actions.decline(mediation=mediation, by=scene.by(party), today=scene.today)
    return scene.plan.days(f"after answer {party.side}{party.order}", 1, 2)


def _choose(scene: Scene, mediation: Mediation) -> int:
    """The parties leave it to the court after all; with nobody on the roster the desk names somebody."""
    rows = list(mediation.consents.filter(state=ConsentState.GIVEN, leaves_to_court=False).select_related("party"))
    if rows:
        course_actions.nominate(mediation=mediation, mediator_id=None, by=scene.by(scene.claimant), today=scene.today)
        return 1
    found = candidates(scene.case, scene.today)
    free = [each for each in found if each.load < each.max_load]
    if free and open_proposal(mediation) is None:
        best = min(free, key=lambda each: (each.load, each.mediator_id))
        desk = scene.staff(Role.COUNSELLOR)
        course_actions.appoint(mediation=mediation, mediator_id=best.mediator_id, by=desk, today=scene.today)
        return 1
    return 4


def _mediator_answers(scene: Scene, mediation: Mediation) -> int:
    proposal = open_proposal(mediation)
    if proposal is None:
        return 2
    if proposal.state == ProposalState.DISCLOSED:
        waiting = [party for party in scene.parties if not proposal.answers.filter(party=party).exists()]
        given = set(mediation.consents.filter(state=ConsentState.GIVEN).values_list("party_id", flat=True))
        for party in waiting:
            if party.pk in given:
                course_actions.answer_disclosure(proposal=proposal, agrees=True, by=scene.by(party), today=scene.today)
                return 1
        return 2
    by = By(user_id=proposal.mediator.user_id, channel=Channel.WEB)
    tries = mediation.proposals.count()
    if tries < 3 and scene.plan.chance("mediator_refuses", 0.1):
        if tries == 1:
            course_actions.refuse(proposal=proposal, reason=RefusalReason.NO_TIME, text="", by=by, today=scene.today)
            return 1
    elif tries == 1 and not scene.plan.brisk and scene.plan.chance("silent", 0.04):
        return 6  # the three working days pass: the next one is asked
    disclosure = "本人与申请人同村，但无亲属关系和利益往来。" if scene.plan.chance("discloses", 0.04) else ""
    course_actions.accept(proposal=proposal, by=by, today=scene.today, disclosure=disclosure)
    return _pause(scene, mediation, "first session", 4)


def _pause(scene: Scene, mediation: Mediation, name: str, most: int) -> int:
    """Days until the next act. After filing there are seven days or fifteen in all (2025意见3): nobody dawdles."""
    hurried = mediation.route == Route.ENTRUSTED_AFTER_FILING
    return scene.plan.days(name, 1, 1 if hurried else most)


def _run(scene: Scene, mediation: Mediation) -> int:
    by = By(user_id=mediation.mediator.user_id if mediation.mediator else None, channel=Channel.WEB)
    if mediation.consents.filter(state=ConsentState.ASKED).exists():
        return _answer(scene, mediation)
    text = open_agreement(mediation)
    if text is not None:
        return _sign_next(scene, mediation, text, by)
    points = mediation.points.filter(state=PointsState.SIGNING).first()
    if points is not None and (waiting := _unsigned(scene, points)):
        _sign(scene, points, waiting[0])
        return 1
    held = mediation.sessions.filter(state=SessionState.HELD).count()
    session = mediation.sessions.filter(state=SessionState.SET).first()
    wanted = scene.plan.pick("sessions", {1: 1} if scene.plan.brisk else {1: 6, 2: 3, 3: 1})
    if session is not None and session.starts_at is not None:
        if session.starts_at.date() > scene.today:
            return (session.starts_at.date() - scene.today).days
        return _log(scene, mediation, by, session)
    if held < wanted:
        return _meet(scene, mediation, by, held)
    if (waited := _extension(scene, mediation, by)) is not None:
        return waited
    return _end(scene, mediation, by)


def _mode(scene: Scene, number: int) -> SessionMode:
    online = all(scene.speaker(party) is not None for party in scene.parties)
    options = {SessionMode.ONLINE: 5.0, SessionMode.SEPARATE: 1.0, SessionMode.ON_SITE: 2.0}
    offline = {SessionMode.ON_SITE: 4.0, SessionMode.PHONE: 1.0}
    return scene.plan.pick(f"mode {number}", options if online else offline)


def _meet(scene: Scene, mediation: Mediation, by: By, held: int) -> int:
    days, later = calendar(), scene.today + timedelta(days=_pause(scene, mediation, f"session {held}", 5))
    later = days.next_working_day(later)
    if mediation.due is not None and later > mediation.due:
        later = days.previous_working_day(mediation.due)
    starts = datetime.combine(later, time(9 + scene.plan.draw(f"hour {held}").randint(0, 7), 30), SHANGHAI)
    mode = _mode(scene, held)
    place = "" if mode is not SessionMode.ON_SITE else f"{scene.case.court.short_name}调解中心第一调解室"
    course_actions.offer_session(
        mediation=mediation, mode=mode, times=[starts], place=place, by=by, today=scene.today, agreed=True
    )
    return max(1, (later - scene.today).days)


def _log(scene: Scene, mediation: Mediation, by: By, session: Session) -> int:
    row = mediation.sessions.get(pk=session.pk)
    given = mediation.consents.filter(state=ConsentState.GIVEN).values_list("party_id", flat=True)
    log = course_actions.Log(
        held_on=scene.today,
        mode=SessionMode(row.mode),
        place=row.place,
        present=dict.fromkeys(given, "本人"),
        record="双方陈述了经过，对基本事实没有争议，主要分歧在付款期限和金额。",
        next_step="双方各自考虑方案，下次再谈。",
        identity_checked=True,
        warned=True,
    )
    course_actions.log_session(mediation=mediation, log=log, by=by, today=scene.today, session=row)
    return _pause(scene, mediation, f"after session {row.number}", 4)


def _extension(scene: Scene, mediation: Mediation, by: By) -> int | None:
    """Near the end of the period one in six asks for more time; everybody has to agree."""
    asked = mediation.extensions.filter(state=ExtensionState.ASKED).first()
    if asked is not None:
        answered = set(asked.answers.values_list("party_id", flat=True))
        given = mediation.consents.filter(state=ConsentState.GIVEN, party__isnull=False)
        for row in given.exclude(party__in=answered).order_by("id"):
            party = next(each for each in scene.parties if each.pk == row.party_id)
            agrees = scene.plan.chance(f"extends {party.side}", 0.9)
            course_actions.answer_extension(extension=asked, agrees=agrees, by=scene.by(party), today=scene.today)
            return 1
    near = mediation.due is not None and (mediation.due - scene.today).days <= 6
    if near and not mediation.extensions.exists() and scene.plan.chance("extended", 0.3):
        days = 20 if mediation.route == Route.ENTRUSTED_AFTER_FILING else 30
        course_actions.ask_extension(mediation=mediation, days=days, by=by, today=scene.today)
        return 1
    return None


def _end(scene: Scene, mediation: Mediation, by: By) -> int:
    """What it comes to: the whole, a part, nothing, or the period runs out."""
    settles = scene.plan.kind.settles
    result = scene.plan.pick(
        "result", {"whole": settles, "part": 0.05, "failed": max(0.1, 0.87 - settles), "expires": 0.08}
    )
    partly = mediation.agreements.filter(state=AgreementState.EFFECTIVE).exists()
    if result == "whole" or (result == "part" and not partly and scene.case.claims.count() > 1):
        _draft(scene, mediation, by, whole=result == "whole")
        return scene.plan.days("signing", 1, 2)
    if result == "expires":
        return max(2, (mediation.due - scene.today).days + 1) if mediation.due else 5
    if not mediation.points.exists() and scene.plan.chance("points", 0.35):
        row = texts_actions.draft_points(
            mediation=mediation,
            facts=["双方对合同的签订和履行经过没有争议。", "双方对已付金额没有争议。"],
            issues=["违约金的计算标准。"],
            by=by,
            today=scene.today,
        )
        texts_actions.send_points(points=row, by=by, today=scene.today)
        return scene.plan.days("points signed", 1, 3)
    codes = [code for code in PartyReasonCode if code not in (PartyReasonCode.UNREACHABLE, PartyReasonCode.UNWILLING)]
    course_actions.fail(
        mediation=mediation,
        reason=EndReason.TOO_FAR_APART,
        reasons={party.pk: (scene.plan.one(f"why {party.side}{party.order}", codes), "") for party in scene.parties},
        summary="组织双方调解，双方对金额和期限的意见差距较大，未能达成协议。",
        by=by,
        today=scene.today,
    )
    return scene.plan.days("after failure", 1, 3)


def _draft(scene: Scene, mediation: Mediation, by: By, *, whole: bool) -> None:
    given = set(mediation.consents.filter(state=ConsentState.GIVEN).values_list("party_id", flat=True))
    parties = [party for party in scene.parties if party.pk in given]
    debtor = next(party for party in parties if party.side == "respondent")
    claims = list(scene.case.claims.filter(state="open").order_by("order"))
    settled = claims if whole else claims[:1]
    amount = sum(claim.amount or 0 for claim in settled) * scene.plan.draw("discount").randint(85, 100) // 100
    until = scene.today + timedelta(days=scene.plan.draw("until").randint(20, 120))
    items = [Item(text="双方就本案再无其他争议。" if whole else "其余请求另行处理。")]
    if amount:
        words = f"{debtor.name}于{until:%Y年%m月%d日}前向{scene.claimant.name}支付{yuan(amount)}元。"
        items.insert(0, Item(words, debtor.pk, scene.claimant.pk, amount, until))
    elif scene.plan.kind.cause == "14":
        items.insert(0, Item(text="双方同意和好，互谅互让，共同抚育子女。"))
    else:
        items.insert(0, Item(text=f"{debtor.name}在七日内清除堆放物，恢复通道畅通。"))
    draft = texts_actions.AgreementText(
        facts=f"{scene.case.title}，双方在调解员主持下自愿协商。",
        items=items,
        claim_ids=[claim.pk for claim in settled],
        party_ids=[party.pk for party in parties],
        difference=f"其余部分，{scene.claimant.name}放弃，不再主张。" if amount else "",
    )
    text = texts_actions.draft_agreement(mediation=mediation, draft=draft, by=by, today=scene.today)
    texts_actions.send_agreement(agreement=text, by=by, today=scene.today)


def _unsigned(scene: Scene, text: Agreement | SettledPoints) -> list[Party]:
    signed = set(text.signatures.values_list("party_id", flat=True))
    wanted = set(text.parties.values_list("pk", flat=True))
    return [party for party in scene.parties if party.pk in wanted - signed]


def _sign_next(scene: Scene, mediation: Mediation, text: Agreement, by: By) -> int:
    """The mediator first, then the parties, the claimants before the others."""
    if text.state == AgreementState.DRAFT:
        texts_actions.send_agreement(agreement=text, by=by, today=scene.today)
        return 1
    if not text.signatures.filter(mediator__isnull=False).exists() and mediation.mediator is not None:
        _sign_online(text, mediation.mediator.user, by, scene)
    waiting = _unsigned(scene, text)
    if waiting:
        _sign(scene, text, waiting[0])
    return scene.plan.days(f"signature {len(waiting)}", 1, 2)


def _sign(scene: Scene, text: Agreement | SettledPoints, party: Party) -> None:
    user = scene.speaker(party)
    divorce = scene.plan.kind.cause == "14"
    if user is not None and not (divorce and party.user_id is None):
        _sign_online(text, user, scene.by(party), scene)
        return
    by = By(user_id=scene.staff(Role.CLERK).user_id, channel=Channel.COUNTER, party_id=party.pk)
    scan = scene.scan("signed", f"{party.name}签名页", by, party)
    if isinstance(text, Agreement):
        texts_actions.sign_at_counter(
            agreement=text, party_id=party.pk, name=party.name, scan=scan, by=by, today=scene.today
        )
    else:
        texts_actions.sign_points_at_counter(
            points=text, party_id=party.pk, name=party.name, scan=scan, by=by, today=scene.today
        )


def _sign_online(text: Agreement | SettledPoints, user: User, by: By, scene: Scene) -> None:
    SignCode.objects.filter(user=user, sent_at__date__lt=scene.today).delete()
    texts_actions.send_sign_code(user=user, text=text)
    sent = Notice.objects.filter(kind="people.sign_code", address_hash=user.phone_hash).order_by("-pk").first()
    code = "".join(filter(str.isdigit, sent.body))[:6] if sent else ""
    given = texts_actions.Given(name=user.name, code=code)
    if isinstance(text, Agreement):
        texts_actions.sign_agreement(agreement=text, given=given, by=by, today=scene.today)
    else:
        texts_actions.sign_points(points=text, given=given, by=by, today=scene.today)

"""Sorting, fees, trial and closing: officers, the cashier, the fee office, judges."""

from __future__ import annotations

from datetime import timedelta

from common.cases.events import SYSTEM, By, Channel
from common.cases.states import FactKey, PartyKind, Side, TodoKind
from common.law.money import spread
from common.law.procedures import Procedure, Track
from common.people.states import Role
from fees.money.actions import (
    make_refund,
    prepare_refund,
    receive_callback,
    receive_counter,
    settle_payment,
    start_payment,
)
from fees.money.actions.payments import Callback
from fees.money.models import FeeNotice, Refund
from fees.money.states import CounterMethod, NoticeKind, NoticeState, RefundState
from fees.relief.actions import decide_relief, seek_relief
from fees.relief.models import Relief
from fees.relief.queries import case_ends
from fees.relief.states import RefusalReason, ReliefGround, ReliefKind, ReliefState
from fees.settling.actions import apportion, choose_refund
from fees.settling.models import Bearing
from fees.settling.queries import choice_term, finals, settlement_of
from fees.settling.states import RefundChoice
from intake.door.actions import give_answer
from intake.door.rules import pleading_from
from triage.sorting import actions as sorting
from triage.sorting.models import Decision
from triage.sorting.states import DecisionState, OverruleReason
from triage.teams.models import Assignment
from triage.trial import actions as trial
from triage.trial.models import Ruling, SmallClaimsObjection
from triage.trial.queries import stands_of
from triage.trial.rules import unanswered, waivable
from triage.trial.states import (
    ClosingWay,
    DismissalGround,
    DropReason,
    HearingMode,
    ObjectionOutcome,
    RulingKind,
    RulingState,
    SaidHow,
    TransferGround,
)
from yunfu_court.simulation.filing import once, open_doors
from yunfu_court.simulation.plans import payment_online_share
from yunfu_court.simulation.scene import Scene

# What an officer finds in the file that the filing did not say, by cause.
_FOUND: dict[str, tuple[str, float]] = {
    "413": ("needs_appraisal", 0.8),
    "120.7": ("needs_appraisal", 0.45),
    "411": ("needs_appraisal", 0.15),
    "14": ("status_or_title", 0.9),
}
_MONEY_ONLY = frozenset({"108.3", "108.1", "115.2", "205.5", "88", "88.8", "126", "144", "116.2", "22.1"})


def sort(scene: Scene) -> int | None:
    """The officer completes the facts and confirms, or decides otherwise with a reason."""
    row = Decision.objects.filter(case=scene.case_id, state=DecisionState.PROPOSED).first()
    if row is None:
        return 3
    plan, by = scene.plan, scene.staff(Role.TRIAGE_OFFICER)
    cause = plan.kind.cause
    key, share = _FOUND.get(cause, ("", 0.0))
    found: dict[str, bool] = {FactKey.MONETARY_ONLY: True} if cause in _MONEY_ONLY else {}
    if key and plan.chance(f"fact {key}", share):
        found[key] = True
    if plan.chance("complex", 0.04):
        found[FactKey.SIMPLE] = False
    if found and any(row.facts.get(name) != value for name, value in found.items()):
        row = sorting.revise(decision=row, answers=found, version=row.version, by=by, today=scene.today)
    if plan.chance("overruled", plan.kind.careful) and row.proposed_track == Track.FAST:
        sorting.overrule(
            decision=row,
            procedure=Procedure(row.proposed_procedure),
            track=Track.CAREFUL,
            reason=plan.one("overruled why", [OverruleReason.COMPLEX, OverruleReason.RELATED_CASES]),
            words="案卷中证据较多，宜由审判团队审理。",
            version=row.version,
            by=by,
            today=scene.today,
        )
    else:
        sorting.confirm(decision=row, version=row.version, by=by, today=scene.today)
    return plan.days("after sorting", 1, 3)


def pay(scene: Scene) -> int | None:
    """Relief asked and decided, money online or at the counter, or nobody pays and a judge has the draft."""
    plan = scene.plan
    relief = Relief.objects.filter(case=scene.case_id).order_by("-pk").first()
    if relief is not None and relief.state == ReliefState.PENDING:
        return _decide_relief(scene, relief)
    ruling = Ruling.objects.filter(
        case=scene.case_id, kind=RulingKind.DEEMED_WITHDRAWAL, state=RulingState.DRAFT
    ).first()
    notice = (
        FeeNotice.objects.filter(case=scene.case_id, state__in=[NoticeState.OPEN, NoticeState.LAPSED])
        .select_related("party")
        .order_by("pk")
        .first()
    )
    if notice is None:
        return 4 if scene.case.stage == "payment" else 1
    natural = scene.claimant.kind == PartyKind.NATURAL
    if relief is None and natural and plan.chance("relief", 0.06) and notice.state == NoticeState.OPEN:
        _seek_relief(scene)
        return plan.days("relief decided", 2, 4)
    since = (scene.today - notice.issued_on).days
    if plan.chance("unpaid", 0.05) and relief is None:
        if ruling is None:
            return 4 if since < 60 else None
        if plan.chance("pays late", 0.3):
            _pay(scene, notice)
            return 1
        judge = By(user_id=ruling.judge_id, channel=Channel.WEB)
        if plan.chance("declines unpaid", 0.05) and plan.stop == "":
            trial.decline_ruling(
                ruling=ruling, reason=DropReason.OTHER, words="交费通知送达情况待核。", by=judge, today=scene.today
            )
            _pay(scene, notice)
            return 1
        trial.sign_ruling(ruling=ruling, by=judge, today=scene.today)
        return None
    wait = plan.days("pay_after", 1, 7)
    if since < wait:
        return wait - since
    _pay(scene, notice)
    return 1


def _seek_relief(scene: Scene) -> None:
    plan, party = scene.plan, scene.claimant
    by = scene.by(party)
    ground = plan.pick(
        "relief ground",
        {ReliefGround.R4: 3.0, ReliefGround.D4: 3.0, ReliefGround.E3: 2.0, ReliefGround.E1: 1.0},
    )
    if plan.kind.cause in ("411", "413"):
        ground = ReliefGround.D2
    proof = scene.scan("relief_proof", "家庭经济困难证明", by, party)
    seek_relief(
        case=scene.case,
        party=party,
        kind_asked=ground.kind,
        ground=ground,
        words="家中有老人需要赡养，近期没有稳定收入，暂时难以交纳。",
        document_ids=[proof.pk],
        once=once(scene, "relief"),
        by=by,
        today=scene.today,
    )


def _decide_relief(scene: Scene, relief: Relief) -> int:
    head = scene.staff(Role.DIVISION_HEAD)
    grant: ReliefKind | None = ReliefKind(relief.kind_asked)
    if not scene.plan.chance("relief granted", 0.72):
        grant = None
    until, end = scene.today + timedelta(days=60), case_ends(scene.case)
    if end is not None:  # a deferral ends well before the case does; where no time is left for one there is none
        until = min(until, end - timedelta(days=14))
    if grant == ReliefKind.DEFER and until <= scene.today:
        grant = None
    decide_relief(
        relief=relief,
        grant=grant,
        by=head,
        today=scene.today,
        percent=30 if grant == ReliefKind.REDUCE else None,
        until=until if grant == ReliefKind.DEFER else None,
        refusal=None if grant else RefusalReason.NO_PROOF,
    )
    return scene.plan.days("after relief", 1, 3)


def _pay(scene: Scene, notice: FeeNotice) -> None:
    plan, party = scene.plan, notice.party
    by = scene.by(party)
    if by.channel != Channel.COUNTER and plan.chance("pays online", payment_online_share(plan.court, scene.today)):
        payment = start_payment(
            notice=notice,
            party=party,
            once=once(scene, f"pay {notice.pk}"),
            by=by,
            today=scene.today,
        )
        message = Callback(ref=payment.ref, number=f"demo-{payment.ref}", amount=payment.amount)
        receipt = receive_callback(message=message, today=scene.today)
    else:
        receipt = receive_counter(
            notice=notice,
            amount=notice.left,
            method=plan.pick("counter way", {CounterMethod.POS: 3, CounterMethod.BANK: 1}),
            ticket=f"粤财{notice.pk:08d}",
            once=once(scene, f"pay {notice.pk}"),
            by=scene.staff(Role.FINANCE),
            today=scene.today,
        )
    settle_payment(receipt_id=receipt.pk, by=SYSTEM, today=scene.today)


def try_case(scene: Scene) -> int | None:
    """In trial: the copy, the answer, a conversion now and then, and the end that was drawn for it."""
    plan, case = scene.plan, scene.case
    assignment = Assignment.objects.filter(case=case, until__isnull=True).first()
    if assignment is None:
        return 5
    judge = By(user_id=assignment.judge_id, channel=Channel.WEB)
    since = (scene.today - assignment.since).days
    if not scene.memory.get("trial doors"):
        scene.memory["trial doors"] = True
        open_doors(scene)
        return plan.days("answers", 2, 10)
    if not scene.memory.get("answered"):
        scene.memory["answered"] = True
        if plan.chance("defends", 0.45):
            _defend(scene)
            return 2
    if (waited := _turns(scene, judge, since)) is not None:
        return waited
    short = case.track == Track.FAST
    last = plan.days("trial length", 12, 45) if short else plan.draw("long trial").randint(40, 130)
    if plan.brisk and plan.stop in ("withdrawing", "refund", ""):
        last = 10
    if not scene.memory.get("heard") and since >= last * 2 // 3:
        if (waited := _answers(scene, judge)) is not None:
            return waited
        scene.memory["heard"] = True
        modes = {HearingMode.IN_PERSON: 5.0, HearingMode.ONLINE: 2.0, HearingMode.PARTLY_ONLINE: 1.0}
        trial.record_hearing(case=case, on=scene.today, mode=plan.pick("hearing", modes), by=judge, today=scene.today)
    if since < last:
        return min(last - since, 14)
    return _finish(scene, judge)


def _answers(scene: Scene, judge: By) -> int | None:
    """How many days until everybody sued has had the time to answer; None when nobody is waited for. Here and there all
    come together and want none (解释266第3款)."""
    case, today = scene.case, scene.today
    waits = unanswered(stands_of(case), today).value
    if not waits:
        return None
    if waivable(case.procedure) and scene.plan.chance("needs no time", 0.1):
        sides = [party for party in scene.parties if party.side in (Side.CLAIMANT, Side.RESPONDENT)]
        trial.waive_answer(case=case, parties=sides, how=SaidHow.IN_COURT, on=today, by=judge, today=today)
        return None
    return max((each.last - today).days + 1 if each.last else 4 for each in waits)


def _defend(scene: Scene) -> None:
    party = scene.respondents[0]
    give_answer(
        party=party,
        once=once(scene, "answer"),
        pleading=pleading_from(None, {}, "对借款事实没有异议，但部分款项已经支付，请法院核实。"),
        by=scene.by(party),
        today=scene.today,
    )


def _turns(scene: Scene, judge: By, since: int) -> int | None:
    """Rulings on the judge's list, an objection to small claims, a conversion, a fee to supplement."""
    plan, case, today = scene.plan, scene.case, scene.today
    draft = Ruling.objects.filter(case=case, state=RulingState.DRAFT).order_by("pk").first()
    if draft is not None:
        by = By(user_id=draft.judge_id, channel=Channel.WEB)
        if draft.kind == RulingKind.DEEMED_WITHDRAWAL:  # the fee to supplement was not paid in time: it is now
            late = case.fee_notices.filter(state__in=[NoticeState.OPEN, NoticeState.LAPSED]).select_related("party")
            if (owed := late.order_by("pk").first()) is not None:
                _pay(scene, owed)
            else:
                trial.decline_ruling(ruling=draft, reason=DropReason.PAID_LATE, words="", by=by, today=today)
            return 2
        if draft.kind == RulingKind.WITHDRAWAL and plan.chance("not permitted", 0.03):
            trial.decline_ruling(ruling=draft, reason=DropReason.NOT_PERMITTED, words="", by=by, today=today)
            return 5
        trial.sign_ruling(ruling=draft, by=by, today=today)
        return 2
    open_ = SmallClaimsObjection.objects.filter(case=case, outcome=ObjectionOutcome.OPEN).first()
    if open_ is not None:
        trial.decide_objection(objection=open_, upheld=plan.chance("upheld", 0.5), by=judge, today=today)
        return 3
    notice = case.fee_notices.filter(state=NoticeState.OPEN, kind="supplement").select_related("party").first()
    if notice is not None and (today - notice.issued_on).days >= 3:
        _pay(scene, notice)
        return 2
    if case.procedure == Procedure.SMALL and plan.chance("objects", 0.05) and not case_objected(scene):
        party = scene.respondents[0]
        trial.object_to_small_claims(
            case=case, party=party, ground="双方对事实争议较大，需要鉴定。", by=scene.by(party), today=today
        )
        return 3
    summary = case.procedure == Procedure.SUMMARY
    if summary and since >= 6 and plan.chance("converts", 0.05) and not scene.memory.get("converted"):
        scene.memory["converted"] = True
        trial.seek_conversion(
            case=case,
            to=Procedure.ORDINARY_SINGLE,
            words="双方对主要事实争议较大，需要进一步调查。",
            by=judge,
            today=today,
        )
        return plan.days("conversion signed", 1, 3)
    return None


def case_objected(scene: Scene) -> bool:
    return SmallClaimsObjection.objects.filter(case=scene.case_id).exists()


def _finish(scene: Scene, judge: By) -> int | None:
    plan, case, today = scene.plan, scene.case, scene.today
    end = plan.pick(
        "trial_end", {"judgment": 0.62, "mediation": 0.17, "withdrawal": 0.15, "dismissal": 0.03, "transfer": 0.03}
    )
    if end == "withdrawal":
        if Ruling.objects.filter(case=case, kind=RulingKind.WITHDRAWAL).exists():
            end = "judgment"
        else:
            party = scene.claimant
            trial.seek_withdrawal(case=case, party=party, by=scene.by(party), today=today)
            return plan.days("withdrawal signed", 1, 5)
    if end == "dismissal":
        words = "原告与本案争议的款项没有直接利害关系，收款账户和合同均由他人签订。"
        trial.seek_dismissal(case=case, ground=DismissalGround.NO_INTEREST, words=words, by=judge, today=today)
        return 2
    if end == "transfer":
        court = next(name for name in ("云浮市云城区人民法院", "罗定市人民法院") if name != case.court.name)
        words = "双方就同一纠纷在该院先行起诉并已立案。"
        ground = TransferGround.FIRST_ELSEWHERE
        trial.seek_transfer(case=case, ground=ground, court=court, words=words, by=judge, today=today)
        return 2
    if end == "judgment" and (waited := _answers(scene, judge)) is not None:
        return waited
    paper = ClosingWay(end).paper
    document = scene.scan(paper, paper.label, judge).pk if paper else None
    trial.close(case=case, way=end, by=judge, today=today, document_id=document, bears=_bears(scene, end))
    return plan.days("refund", 4, 12)


def _bears(scene: Scene, end: str) -> list[tuple[int, int | None]]:
    """Who bears the fee, as the paper says: mostly who lost, now and then each a part (办法29, 31)."""
    plan, claimant = scene.plan, scene.claimant
    losers = scene.respondents or [claimant]
    if len(losers) == 1 and not plan.chance("partly lost", 0.3):
        return [(losers[0].pk, None)]
    fee = finals(scene.case, (end,), scene.today)[end].value.fee
    weights = {party.pk: 3 for party in losers}
    weights |= {claimant.pk: 2} if plan.chance("claimant bears", 0.5) or len(losers) == 1 else {}
    return [(pk, fen) for pk, fen in spread(fee, weights).items() if fen]


def after_closing(scene: Scene) -> int | None:
    """Refunds are made; once the paper is in effect the winner chooses or says nothing, who bears the fee pays or does
    not. A paper that left it open is registered by the finance office."""
    case, plan, finance = scene.case, scene.plan, scene.staff(Role.FINANCE)
    row = settlement_of(case)
    refund = Refund.objects.filter(case=scene.case_id, state=RefundState.DUE).order_by("pk").first()
    if refund is not None:
        prepare_refund(refund=refund, by=finance, today=scene.today)
        head = scene.staff(Role.DIVISION_HEAD)
        make_refund(refund=refund, voucher=f"退{refund.pk:07d}", by=head, today=scene.today)
        return 1
    if row is None or plan.stop:
        return None
    if case.todos.filter(what=TodoKind.APPORTION, done_on__isnull=True).exists():
        bearer = scene.respondents[0] if row.way == "judgment" and scene.respondents else scene.claimant
        apportion(case=case, shares={bearer.pk: row.final}, by=finance, today=scene.today)
        return plan.days("bears", 6, 30)
    waiting = row.bearings.filter(asked_on__isnull=False, choice="").select_related("party").order_by("pk").first()
    if waiting is not None:
        wanted = {RefundChoice.COURT: 0.5, RefundChoice.DIRECT: 0.2, RefundChoice.BEAR: 0.05, None: 0.25}
        if (choice := plan.pick("choice", wanted)) is not None and _still(waiting, scene):
            by = scene.by(waiting.party)
            choose_refund(bearing=waiting, choice=choice, by=by, today=scene.today)
            return 2
        return 4
    notices = case.fee_notices.filter(kind=NoticeKind.FINAL, state__in=[NoticeState.OPEN, NoticeState.LAPSED])
    for notice in notices.select_related("party").order_by("pk"):
        if plan.chance(f"pays the rest {notice.party.order}", 0.7):
            _pay(scene, notice)
            return 2
    return None if row.demanded_on or not row.final else 7  # its appeal terms run


def _still(bearing: Bearing, scene: Scene) -> bool:
    term = choice_term(scene.case, bearing)
    return term is None or term.due is None or term.due >= scene.today

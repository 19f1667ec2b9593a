"""What a trial shows of a case, and what it offers to the judge, the leaders and the parties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Q, prefetch_related_objects
from django.urls import reverse

from common.cases.access import may_dispose
from common.cases.models import Case, Party
from common.cases.queries import DeskItem, Offer, Row
from common.cases.states import ENDED, Disposal, Stage
from common.delivery.queries import all_received_on
from common.law import clock
from common.law.articles import art
from common.law.papers import PaperKind
from common.law.procedures import Procedure
from common.people.models import Anyone, User
from common.web.wording import day_words, moment_words
from triage.teams.access import may_decide, may_offer_recusal, may_reassign, tries, waits_aside
from triage.teams.models import Assignment
from triage.teams.queries import offered
from triage.trial.access import (
    TO_CLERK,
    judge_courts,
    may_grant,
    may_propose,
    may_record_appeal,
    may_record_claims,
    may_record_hearing,
    no_withdrawal,
)
from triage.trial.models import AnswerTerm, Closing, FixedHearing, Hearing, Ruling, SmallClaimsObjection, TermExtension
from triage.trial.queries.answering import answer_terms
from triage.trial.queries.appointed import any_fixed, unheld
from triage.trial.queries.coming import absent
from triage.trial.queries.judging import ordered, outcome_of, to_be_tried, withdrawing
from triage.trial.rules import appeal_term, waivable
from triage.trial.states import (
    EXTENSION_OPEN,
    AnswerChoice,
    AppealResult,
    ClosingWay,
    ExtensionState,
    HearingMode,
    ObjectionOutcome,
    RulingKind,
    RulingState,
)

# Where a case stands that has ended, or goes on after the court above gave it back (民诉法177; 解释330).
_MAY_HAVE_ENDED = (*ENDED, Stage.PAYMENT, Stage.ASSIGNMENT, Stage.TRIAL)


@dataclass(frozen=True)
class Trial:
    """What a case goes through before its team: how it ended, and what lies before a judge."""

    closing: Closing | None = None
    drafts: Sequence[Ruling] = ()
    hearings: Sequence[Hearing] = ()
    fixed: Sequence[FixedHearing] = ()  # to come
    passed: Sequence[FixedHearing] = ()  # their hour is over, and nobody has written down what became of them
    objections: Sequence[SmallClaimsObjection] = ()
    extensions: Sequence[TermExtension] = ()
    answers: Sequence[AnswerTerm] = ()
    former: Sequence[Closing] = ()  # ends that the court above set aside, of a case that is tried anew


def trial_of(case: Case, *, assigned: bool) -> Trial:
    """The trial of a case. One that no team ever had was not heard, objected to or made longer, and one that goes on
    is closed no more: none of that is read but what the court above set aside."""
    ends = list(case.closings.order_by("pk")) if case.stage in _MAY_HAVE_ENDED else []
    closing = next((each for each in ends if each.undone_on is None), None) if case.stage in ENDED else None
    former = [each for each in ends if each.undone_on is not None and each.anew_number]
    drafts = list(case.rulings.filter(state=RulingState.DRAFT).order_by("pk"))
    if not assigned:
        return Trial(closing, drafts, former=former)
    waits = case.stage == Stage.TRIAL and any_fixed(case)
    fixed = list(unheld(Case.objects.filter(pk=case.pk))) if waits else []
    return Trial(
        closing,
        drafts,
        hearings=list(case.hearings.order_by("on", "pk")),
        fixed=[row for row in fixed if row.at > clock.now()],
        passed=[row for row in fixed if row.at <= clock.now()],
        objections=list(case.objections.select_related("party").order_by("pk")),
        extensions=list(case.term_extensions.order_by("pk")),
        answers=answer_terms(case),
        former=former,
    )


def desk(user: User, today: date) -> list[DeskItem]:
    """What waits for this judge: rulings to sign, cases whose term ends, objections."""
    if not judge_courts(user, today):
        return []
    drafts = Ruling.objects.filter(judge=user.pk, state=RulingState.DRAFT).count()
    found = [DeskItem("待签裁定", drafts, reverse("triage:rulings"))]
    mine = Assignment.objects.filter(judge=user.pk, until__isnull=True)
    ends = Q(case__deadlines__subject="trial", case__deadlines__state="open")
    counts = mine.aggregate(
        all=Count("pk", distinct=True),
        due=Count("pk", filter=ends & Q(case__deadlines__due__lte=today), distinct=True),
        objections=Count("case__objections", filter=Q(case__objections__outcome="open"), distinct=True),
    )
    found.append(DeskItem("承办案件", counts["all"], reverse("triage:my_cases"), due=counts["due"]))
    if counts["objections"]:
        found.append(DeskItem("小额诉讼异议待审查", counts["objections"], reverse("triage:my_cases")))
    return found


def rows(trial: Trial, *, staff: bool) -> list[Row]:
    """The end, hearings, objections, a longer term. What is only asked for, or was refused, the court reads alone."""
    found: list[Row] = []
    for former in trial.former:
        found.append(Row("原来结案", f"{former.way_label}，{day_words(former.on, year=True)}"))
        found.append(_appeal_row(former))
    if trial.closing is not None:
        closing = trial.closing
        made = f"{closing.way_label}，{day_words(closing.on, year=True)}"
        trial_made = closing.way == ClosingWay.MEDIATION and closing.document_id is not None
        if trial_made and all_received_on(closing.case, PaperKind.MEDIATION_PAPER) is None:
            found.append(
                Row("调解书", f"{day_words(closing.on, year=True)}制作，等各方签收，签收后才生效", badge="wait")
            )
        else:
            found.append(Row("结案", made, badge="ok"))
        if closing.appealed_on is not None:
            found.append(_appeal_row(closing))
    for said in trial.answers:
        until = f"，到 {day_words(said.last, year=True)}" if said.last else ""
        words = f"{said.party.name}{AnswerChoice(said.choice).label}{until}（{day_words(said.on, year=True)}）"
        found.append(Row("答辩期", words))
    for fix in trial.fixed:
        words = f"{moment_words(fix.at, today=clock.today())}，{fix.place}（{HearingMode(fix.mode).label}）"
        found.append(Row("下次开庭", words, badge="wait"))
    for held in trial.hearings:
        gone = absent(held)
        missing = f"，{'、'.join(gone)}没有到庭" if gone else ""
        found.append(Row("开庭", f"{held.on:%Y-%m-%d}，{HearingMode(held.mode).label}{missing}"))
    for objection in trial.objections:
        outcome = ObjectionOutcome(objection.outcome)
        waits = "wait" if outcome is ObjectionOutcome.OPEN else ""
        found.append(Row("小额诉讼异议", f"{objection.party.name}提出，{outcome.label}", badge=waits))
    for row in trial.extensions:
        state = ExtensionState(row.state)
        if state is ExtensionState.GRANTED and row.due is not None:
            found.append(Row("审理期限", f"经院长批准延长 {row.months} 个月，到 {row.due:%Y-%m-%d}"))
        elif staff and state is not ExtensionState.VOID:
            waits = "wait" if state in EXTENSION_OPEN else ""
            found.append(Row("申请延长审理期限", f"{row.months} 个月，{state.label}", badge=waits))
    return found


def _appeal_row(closing: Closing) -> Row:
    since = day_words(closing.appealed_on, year=True) if closing.appealed_on else ""
    if not closing.appeal_result or closing.appeal_ended_on is None:
        return Row("上诉", f"{since}，裁判没有生效", badge="wait")
    result, ended = AppealResult(closing.appeal_result), day_words(closing.appeal_ended_on, year=True)
    effect = f"{ended}生效" if result.binds else "原裁判不生效"
    if closing.anew_number:
        effect += f"；已用新案号 {closing.anew_number} 登记"
    return Row("上诉", f"{since}；{result.label}，{effect}", badge="ok")


def offers(
    case: Case, trial: Trial, assignment: Assignment | None, party: Party | None, user: Anyone, today: date
) -> list[Offer]:
    """What the case page offers to the judge, the leaders and this party, in this order."""
    found: list[Offer] = _decisions(case, assignment, user, today)
    if tries(case, assignment, user):
        found += _judge_offers(case, trial)
    elif case.stage == Stage.TRIAL and may_record_hearing(case, assignment, user, today):
        found += [
            _fix_offer(case),
            _hearing_offer(case, trial),
            *_answer_offers(case, trial),
            _claims_offer(case),
            _left_out_offer(case),
        ]
    elif case.stage in TO_CLERK and may_record_claims(case, assignment, user, today):
        found.append(_claims_offer(case))
    if case.stage not in ENDED and case.registered_on and may_propose(case, assignment, user, today):
        found.append(
            Offer(
                "拟驳回起诉或者移送管辖",
                "triage:propose_ruling",
                (case.uid,),
                articles=[art("民诉解释", 208, 3), art("民诉法", 37)],
            )
        )
    if may_offer_recusal(case, assignment, user, today) and not waits_aside(case, user):
        found.append(Offer("申请自行回避", "triage:stand_aside", (case.uid,), articles=[art("民诉法", 47)]))
    if may_reassign(case, user, today):
        found += _leader_offers(case, trial, assignment, may_grant(case, user, today))
    if _may_be_appealed(trial) and may_record_appeal(case, user, today):
        found += _appeal_offers(case, trial)
    if case.stage == Stage.REVIEW and may_record_appeal(case, user, today) and ordered(case):
        found.append(_mend(case))
    if party is not None and trial.closing is None and party.left_on is None:
        found += _party_offers(case, trial, party, may_dispose(case, user, Disposal.WITHDRAW, today))
    return found


def _decisions(case: Case, assignment: Assignment | None, user: Anyone, today: date) -> list[Offer]:
    """Somebody of the court waits to hear whether they stand aside: first of all for whoever decides it (民诉法49)."""
    if not tries(case, assignment, user) and not may_reassign(case, user, today):
        return []
    found = [row for row in offered(case) if may_decide(case, assignment, row.user_id, user, today)]
    hint = f"{found[0].user.display_name}提出自行回避" if found else ""
    words, ground = "决定是否回避", [art("民诉法", 49)]
    return [Offer(words, "triage:recuse", (case.uid,), main=True, hint=hint, articles=ground)] if found else []


def _may_be_appealed(trial: Trial) -> bool:
    closing = trial.closing
    return closing is not None and bool(appeal_term(closing.way, closing.procedure).value)


def _appeal_offers(case: Case, trial: Trial) -> list[Offer]:
    """An appeal to take in; one that runs; once the court above has decided, only to put right what was recorded."""
    closing = trial.closing
    if closing is None:
        return []
    mend = _mend(case)
    if closing.appeal_result:
        if not to_be_tried(closing) or closing.anew_number:
            return [mend]
        return [Offer("登记新案号", "triage:appeal_course", (case.uid,), articles=[art("民诉法", 41, 3)]), mend]
    first = Offer("登记上诉", "triage:appeal", (case.uid,), articles=[art("民诉法", 173)])
    if closing.appealed_on is None:  # nobody yet; or whoever had has left, and somebody else still may
        return [first, mend] if outcome_of(closing) else [first]
    return [
        Offer("登记上诉的办理", "triage:appeal_course", (case.uid,), articles=[art("民诉法", 174)]),
        Offer("登记二审结果", "triage:appeal_result", (case.uid,), articles=[art("民诉法", 177), art("收费办法", 30)]),
        replace(first, words="登记另一方的上诉"),
    ]


def _mend(case: Case) -> Offer:
    return Offer("更正二审结果", "triage:appeal_result", (case.uid,))


def _left_out_offer(case: Case) -> Offer:
    grounds = [art("民诉解释", 243), art("审限规定", 9)]
    return Offer("登记不计入审限的期间", "triage:left_out", (case.uid,), articles=grounds)


def _hearing_offer(case: Case, trial: Trial) -> Offer:
    """The main act once the hour of a fixed hearing is over."""
    main = bool(trial.passed)
    return Offer("登记开庭", "triage:hearing", (case.uid,), main=main, articles=[art("民诉法", 150)])


def _fix_offer(case: Case) -> Offer:
    return Offer("定开庭时间", "triage:fix_hearing", (case.uid,), articles=[art("民诉法", 139), art("民诉解释", 227)])


def _claims_offer(case: Case) -> Offer:
    return Offer(
        "登记变更诉讼请求", "triage:change_claims", (case.uid,), articles=[art("民诉法", 54), art("收费办法", 21)]
    )


def _answer_offers(case: Case, trial: Trial) -> list[Offer]:
    """What the parties say of the time to answer, where the law lets them say something and nothing was heard yet."""
    if case.stage != Stage.TRIAL or trial.hearings or not waivable(case.procedure):
        return []
    grounds = [art("民诉解释", 266), art("民诉解释", 275)]
    return [Offer("登记答辩期的约定", "triage:answer_term", (case.uid,), articles=grounds)]


def _judge_offers(case: Case, trial: Trial) -> list[Offer]:
    """Nobody is to close a case whose hearing is still to come, or to be written down; nor one that nobody has heard,
    unless it ends without a judgment, which is rare: it is no act that waits."""
    heard = bool(trial.hearings) and not (trial.fixed or trial.passed)
    found = [
        Offer("结案", "triage:close", (case.uid,), main=heard),
        _hearing_offer(case, trial),
        Offer("转换审理程序", "triage:convert", (case.uid,), articles=[art("民诉法", 169), art("民诉法", 170)]),
    ]
    found[2:2] = _answer_offers(case, trial)
    if case.stage == Stage.TRIAL:
        found += [_fix_offer(case), _claims_offer(case), _left_out_offer(case)]
    if case.stage == Stage.TRIAL and not any(row.state in EXTENSION_OPEN for row in trial.extensions):
        found.append(Offer("申请延长审理期限", "triage:extend", (case.uid,), articles=[art("民诉法", 152)]))
    for objection in sorted(trial.objections, key=lambda row: row.pk):
        if objection.outcome != ObjectionOutcome.OPEN:
            continue
        found.insert(0, Offer("审查小额诉讼异议", "triage:decide_objection", (objection.pk,), main=True))
    return found


def _leader_offers(case: Case, trial: Trial, assignment: Assignment | None, president: bool) -> list[Offer]:
    found: list[Offer] = []
    for row in trial.extensions:
        if row.state == ExtensionState.ASKED or (president and row.state == ExtensionState.ENDORSED):
            found.append(Offer("审批延长审理期限", "triage:extension", (row.pk,), main=True))
    if case.stage not in ENDED:
        words = "登记回避、重新分案" if assignment is not None else "登记回避"
        found.append(Offer(words, "triage:recuse", (case.uid,), articles=[art("民诉法", 47)]))
    prefetch_related_objects(trial.drafts, "judge")  # only a leader reads with whom they lie
    for draft in trial.drafts:
        hint = f"现由{draft.judge.display_name}待签"
        found.append(Offer(f"转交{draft.kind_label}裁定", "triage:hand_over", (draft.pk,), hint=hint))
    return found


def _party_offers(case: Case, trial: Trial, party: Party, disposes: bool) -> list[Offer]:
    found: list[Offer] = []
    asked = any(row.kind == RulingKind.WITHDRAWAL and withdrawing(row, [party.pk]) for row in trial.drafts)
    if disposes and not asked and not no_withdrawal(case, party):
        found.append(Offer("申请撤诉", "triage:withdraw", (case.uid,), articles=[art("民诉法", 148)]))
    objected = any(row.party_id == party.pk for row in trial.objections)
    small = case.stage == Stage.TRIAL and case.procedure == Procedure.SMALL
    if small and not objected and not trial.hearings:
        found.append(
            Offer(
                "对适用小额诉讼程序提出异议",
                "triage:objection",
                (case.uid,),
                hint="应当在开庭前提出",
                articles=[art("民诉解释", 279)],
            )
        )
    return found

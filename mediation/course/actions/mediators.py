"""Finding a mediator: proposed, accepted, refused, disclosed, chosen together, replaced."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import admit, announce, close_deadlines, finish_todo, open_todo, release, set_deadline
from common.cases.events import By, CaseEvent
from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.cases.states import Capacity, Holder, TodoKind
from common.law.procedures import Procedure
from common.law.regimes import Route
from common.law.transitions import move
from mediation.course import queries
from mediation.course.actions.locking import locked, need_decider, need_open, need_running
from mediation.course.events import Disclosed, MediatorAccepted, MediatorProposed, MediatorRefused, MediatorReplaced
from mediation.course.models import Mediation, Proposal, ProposalAnswer
from mediation.course.rules import joint_choice, may_name, period, term_words
from mediation.course.states import (
    MEDIATION_MOVES,
    PROPOSAL_MOVES,
    Chooser,
    ConsentState,
    MediationState,
    ProposalState,
    RefusalReason,
)
from mediation.roster import queries as roster_queries
from mediation.roster.models import Mediator
from mediation.roster.rules import choose, rank

_WAITED = "等待的时间已满，请尽快另行指定调解员。"


def propose_next(case: Case, mediation: Mediation, *, by: By, today: date) -> list[CaseEvent]:
    """Ask the best of those who have not refused; without anybody the clerks get a to-do and the term runs. When the
    court has waited as long as it waits, it asks nobody else by itself."""
    found = choose(queries.candidates(case, today), roster_queries.need(case), queries.excluded_mediators(mediation))
    waited = queries.is_waited_out(mediation, today) and mediation.proposals.exists()
    if found.value is None or waited:
        move(mediation, MediationState.CHOOSING, MEDIATION_MOVES)
        mediation.save(update_fields=["state", "choosing_since", "mediator"])
        set_deadline(
            case=case, term="appoint_mediator", holder=Holder.CLERK, start=today, by=by, subject=mediation.subject
        )
        open_todo(
            case=case,
            kind=TodoKind.MEDIATOR,
            words=_WAITED if waited else "名册中没有可以接受本案的调解员，请另行指定。",
            by=by,
            today=today,
        )
        return []
    why = "；".join(found.value.reasons)
    return [_propose(case, mediation, found.value.mediator_id, Chooser.COURT, why, by=by, today=today)]


def _propose(
    case: Case, mediation: Mediation, mediator_id: int, chooser: Chooser, why: str, *, by: By, today: date
) -> CaseEvent:
    mediator = Mediator.objects.select_related("user").get(pk=mediator_id)
    Proposal.objects.create(mediation=mediation, mediator=mediator, chooser=chooser, why=why[:300], proposed_on=today)
    move(mediation, MediationState.PROPOSED, MEDIATION_MOVES)
    mediation.mediator = None
    mediation.choosing_since = mediation.choosing_since or today
    mediation.save(update_fields=["state", "mediator", "choosing_since"])
    close_deadlines(case=case, today=today, terms=["appoint_mediator"], subject=mediation.subject)
    finish_todo(case=case, kind=TodoKind.MEDIATOR, by=by, today=today)
    # Admitted before accepting: an interest can only be disclosed by somebody who sees the names (在线调解13).
    admit(case=case, user_id=mediator.user_id, capacity=Capacity.MEDIATOR, by=by, today=today)
    set_deadline(
        case=case,
        term="mediator_accepts",
        holder=Holder.MEDIATOR,
        start=today,
        by=by,
        subject=mediation.subject,
    )
    return MediatorProposed(mediation_id=mediation.pk, mediator_id=mediator.pk)


@transaction.atomic
def appoint(*, mediation: Mediation, mediator_id: int, by: By, today: date) -> Mediation:
    """The court names somebody itself (在线调解10): when nobody could be proposed, instead of who was asked, or instead
    of a mediator who has left the roster: the period goes on. Not before those who must agree have (`may_name`)."""
    case, mediation = locked(mediation.pk)
    need_open(mediation, today)
    if wrong := may_name(Route(mediation.route), queries.sides(queries.consents(mediation))).value:
        raise ActionRefused(wrong, field="mediator")
    former = mediation.mediator if mediation.state == MediationState.RUNNING else None
    if former is not None and former.serves(today):
        raise ActionRefused("本案已有调解员，更换由当事人申请。", field="mediator")
    open_now = queries.open_proposal(mediation)
    if open_now is not None:
        if open_now.mediator_id == mediator_id:
            return mediation
        _drop(case, open_now, ProposalState.REPLACED, by=by, today=today)
    known = {c.mediator_id: c for c in queries.candidates(case, today)}
    if mediator_id not in known:
        raise ActionRefused("这位调解员不在可选名册中，或者是本案的参与人。", field="mediator")
    events: list[CaseEvent] = []
    if former is not None:
        accepted = mediation.proposals.select_related("mediator").get(state=ProposalState.ACCEPTED)
        _drop(case, accepted, ProposalState.REPLACED, by=by, today=today)
        events.append(MediatorReplaced(mediation_id=mediation.pk, mediator_id=former.pk))
    why = rank([known[mediator_id]], roster_queries.need(case))
    words = "；".join(why[0].reasons) if why else "由立案人员指定"
    events.append(_propose(case, mediation, mediator_id, Chooser.COURT, words, by=by, today=today))
    for event in events:
        announce(case=case, event=event, by=by)
    return mediation


def take_over(case: Case, mediation: Mediation, mediator_id: int, why: str, *, by: By, today: date) -> int:
    """Another mediator is in the place of the one who had taken it, without being asked: only their hand is wanted.
    Returns who is gone. The caller holds the locks and announces."""
    had = mediation.proposals.select_related("mediator").get(state=ProposalState.ACCEPTED)
    _drop(case, had, ProposalState.REPLACED, by=by, today=today)
    mediator = Mediator.objects.select_related("user").get(pk=mediator_id)
    Proposal.objects.create(
        mediation=mediation,
        mediator=mediator,
        chooser=Chooser.COURT,
        why=why,
        state=ProposalState.ACCEPTED,
        proposed_on=today,
        answered_on=today,
    )
    mediation.mediator = mediator
    mediation.save(update_fields=["mediator"])
    admit(case=case, user_id=mediator.user_id, capacity=Capacity.MEDIATOR, by=by, today=today)
    return had.mediator_id


def _drop(case: Case, proposal: Proposal, state: ProposalState, *, by: By, today: date) -> None:
    move(proposal, state, PROPOSAL_MOVES)
    proposal.answered_on = today
    proposal.save(update_fields=["state", "answered_on", "reason", "reason_text"])
    release(case=case, capacity=Capacity.MEDIATOR, by=by, today=today, user_id=proposal.mediator.user_id)


def _asked(proposal_id: int, by: By) -> tuple[Case, Mediation, Proposal]:
    mediation_id = Proposal.objects.values_list("mediation_id", flat=True).get(pk=proposal_id)
    case, mediation = locked(mediation_id)
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related("mediator__user").get(pk=proposal_id)
    return case, mediation, proposal


@transaction.atomic
def accept(*, proposal: Proposal, by: By, today: date, disclosure: str = "") -> Mediation:
    """The mediator takes the case, receiving its papers: the period runs (在线调解12, 24; 特邀27).

    With a `disclosure` each party that agreed to mediation is asked first whether they still do (在线调解13).
    """
    case, mediation, proposal = _asked(proposal.pk, by)
    if proposal.mediator.user_id != by.user_id:
        raise ActionRefused("只有被提名的调解员可以答复。")
    if proposal.state == ProposalState.ACCEPTED:
        return mediation
    need_open(mediation, today)
    if proposal.state != ProposalState.PROPOSED:
        raise ActionRefused(f"这项提名现在是“{proposal.state_label}”，不能再接受。")
    if queries.term_end("mediator_accepts", proposal.proposed_on, case.received_on) < today:
        within = term_words("mediator_accepts", case.received_on)
        raise ActionRefused(f"答复提名的{within}已过，由法院另请调解员。")
    proposal.disclosure = disclosure.strip()[:500]
    if proposal.disclosure:
        move(proposal, ProposalState.DISCLOSED, PROPOSAL_MOVES)
        proposal.save(update_fields=["state", "disclosure"])
        close_deadlines(case=case, today=today, terms=["mediator_accepts"], subject=mediation.subject)
        announce(case=case, event=Disclosed(mediation_id=mediation.pk, proposal_id=proposal.pk), by=by)
        return mediation
    announce(case=case, event=_take(case, mediation, proposal, by=by, today=today), by=by)
    return mediation


def _take(case: Case, mediation: Mediation, proposal: Proposal, *, by: By, today: date) -> CaseEvent:
    move(proposal, ProposalState.ACCEPTED, PROPOSAL_MOVES)
    proposal.answered_on = today
    proposal.save(update_fields=["state", "answered_on", "disclosure"])
    move(mediation, MediationState.RUNNING, MEDIATION_MOVES)
    mediation.mediator = proposal.mediator
    subject = mediation.subject
    done = ["mediation_waiting", "mediator_accepts", "choose_mediator", "appoint_mediator"]
    close_deadlines(case=case, today=today, terms=done, subject=subject)
    if mediation.accepted_on is None:
        # A second mediator gets what is left of the period: it ran from the first acceptance.
        summary = bool(case.procedure) and Procedure(case.procedure).is_summary
        key, _ = period(Route(mediation.route), summary=summary, on=case.received_on).value
        row = set_deadline(case=case, term=key, holder=Holder.MEDIATOR, start=today, by=by, subject=subject)
        mediation.accepted_on, mediation.term, mediation.due = today, key, row.due
    mediation.save(update_fields=["state", "mediator", "accepted_on", "term", "due"])
    if mediation.consents.filter(state=ConsentState.ASKED).exists():
        set_deadline(case=case, term="contact_other_side", holder=Holder.MEDIATOR, start=today, by=by, subject=subject)
    else:
        close_deadlines(case=case, today=today, terms=["contact_other_side"], subject=subject)
    return MediatorAccepted(mediation_id=mediation.pk, mediator_id=proposal.mediator_id)


@transaction.atomic
def refuse(*, proposal: Proposal, reason: RefusalReason, text: str, by: By, today: date) -> Mediation:
    """The mediator does not take it and says why (在线调解12); the next one is asked."""
    case, mediation, proposal = _asked(proposal.pk, by)
    if proposal.mediator.user_id != by.user_id:
        raise ActionRefused("只有被提名的调解员可以答复。")
    if proposal.state == ProposalState.REFUSED:
        return mediation
    need_open(mediation, today)
    if proposal.state != ProposalState.PROPOSED:
        raise ActionRefused(f"这项提名现在是“{proposal.state_label}”，不能再答复。")
    if reason == RefusalReason.OTHER and not text.strip():
        raise ActionRefused("请写明不予接受的理由。", field="text")
    proposal.reason, proposal.reason_text = reason, text.strip()[:300]
    _drop(case, proposal, ProposalState.REFUSED, by=by, today=today)
    events: list[CaseEvent] = [
        MediatorRefused(mediation_id=mediation.pk, mediator_id=proposal.mediator_id, reason=reason)
    ]
    events += propose_next(case, mediation, by=by, today=today)
    for event in events:
        announce(case=case, event=event, by=by)
    return mediation


@transaction.atomic
def answer_disclosure(*, proposal: Proposal, agrees: bool, by: By, today: date) -> Mediation:
    """A party says whether the mediator may go on in spite of what was disclosed (在线调解13第2款)."""
    case, mediation, proposal = _asked(proposal.pk, by)
    party = need_decider(case, by, today)
    need_open(mediation, today)
    if proposal.state != ProposalState.DISCLOSED:
        raise ActionRefused(f"这项提名现在是“{proposal.state_label}”，不需要再答复。")
    ProposalAnswer.objects.update_or_create(proposal=proposal, party=party, defaults={"agrees": agrees, "on": today})
    events: list[CaseEvent] = []
    if not agrees:
        _drop(case, proposal, ProposalState.REPLACED, by=by, today=today)
        events += [MediatorReplaced(mediation_id=mediation.pk, mediator_id=proposal.mediator_id)]
        events += propose_next(case, mediation, by=by, today=today)
    else:
        given = set(mediation.consents.filter(state=ConsentState.GIVEN).values_list("party_id", flat=True))
        agreed = set(proposal.answers.filter(agrees=True).values_list("party_id", flat=True))
        if given <= agreed:
            events.append(_take(case, mediation, proposal, by=by, today=today))
    for event in events:
        announce(case=case, event=event, by=by)
    return mediation


@transaction.atomic
def nominate(*, mediation: Mediation, mediator_id: int | None, by: By, today: date) -> Mediation:
    """A party names a mediator, or (None) leaves it to the court (在线调解10第2款).

    When all have named the same one, that one is asked; when all leave it to the court, the court proposes.
    """
    case, mediation = locked(mediation.pk)
    need_open(mediation, today)
    party = need_decider(case, by, today)
    if mediation.state not in (MediationState.ASKING, MediationState.CHOOSING, MediationState.PROPOSED):
        raise ActionRefused("调解员已经接受，如需更换请申请更换。")
    since = mediation.choosing_since
    if since is not None and queries.term_end("choose_mediator", since, case.received_on) < today:
        raise ActionRefused(f"共同选择调解员的{term_words('choose_mediator', case.received_on)}已过，由法院指定。")
    row = mediation.consents.select_for_update(of=("self",)).get(party=party.pk)
    if row.state != ConsentState.GIVEN:
        raise ActionRefused("请先答复是否同意调解。")
    if mediator_id is not None and mediator_id not in {c.mediator_id for c in queries.candidates(case, today)}:
        raise ActionRefused("这位调解员不在可选名册中。", field="mediator")
    row.nominee_id, row.leaves_to_court = mediator_id, mediator_id is None
    row.save(update_fields=["nominee", "leaves_to_court"])
    for event in _after_nomination(case, mediation, by, today):
        announce(case=case, event=event, by=by)
    return mediation


def _after_nomination(case: Case, mediation: Mediation, by: By, today: date) -> list[CaseEvent]:
    rows = list(mediation.consents.filter(state__in=[ConsentState.GIVEN, ConsentState.ASKED]))
    if mediation.state == MediationState.ASKING or any(row.state == ConsentState.ASKED for row in rows):
        return []
    named = joint_choice([row.nominee_id for row in rows])
    open_now = queries.open_proposal(mediation)
    if named is not None:
        if open_now is not None and open_now.mediator_id == named:
            return []
        if open_now is not None:
            _drop(case, open_now, ProposalState.REPLACED, by=by, today=today)
        return [_propose(case, mediation, named, Chooser.PARTIES, "当事人共同选择", by=by, today=today)]
    if open_now is None and all(row.leaves_to_court for row in rows):
        close_deadlines(case=case, today=today, terms=["choose_mediator"], subject=mediation.subject)
        return propose_next(case, mediation, by=by, today=today)
    return []


@transaction.atomic
def replace(*, mediation: Mediation, by: By, today: date) -> Mediation:
    """A party asks for another mediator (在线调解14): once. Whoever does not want the new one either chooses together
    with the other side or stops; nothing is held against them as declined without their own click."""
    case, mediation = locked(mediation.pk)
    need_running(mediation, today)
    need_decider(case, by, today)
    if mediation.replaced:
        raise ActionRefused("调解员已经更换过一次。仍不同意的，可以点击“不再调解”，案件按后续程序办理。")
    accepted = mediation.proposals.filter(state=ProposalState.ACCEPTED).select_related("mediator__user").get()
    _drop(case, accepted, ProposalState.REPLACED, by=by, today=today)
    mediation.replaced, mediation.choosing_since, mediation.mediator = True, today, None
    mediation.save(update_fields=["replaced"])
    mediation.consents.update(nominee=None, leaves_to_court=True)
    events: list[CaseEvent] = [MediatorReplaced(mediation_id=mediation.pk, mediator_id=accepted.mediator_id)]
    events += propose_next(case, mediation, by=by, today=today)
    for event in events:
        announce(case=case, event=event, by=by)
    return mediation


@transaction.atomic
def lapsed(*, case: Case, term: str, by: By, today: date) -> None:
    """What follows when one of this room's short terms ran out: choose_mediator, mediator_accepts, contact_other_side.

    Not chosen together in two working days: the court appoints. Not answered in three: the next mediator is asked.
    Not reached in three: somebody telephones (a to-do); the law does not say that silence is a refusal.
    """
    case = Case.lock(case.pk)
    mediation = case.mediations.select_for_update().filter(ended_on__isnull=True).first()
    if mediation is None:
        return
    waits = queries.waits_until(mediation)
    if waits is not None and waits < today and term == "mediator_accepts":
        return  # the court has waited long enough: the bound that ends with it ends the mediation
    events: list[CaseEvent] = []
    if term == "choose_mediator" and mediation.state == MediationState.CHOOSING:
        events = propose_next(case, mediation, by=by, today=today)
    elif term == "mediator_accepts" and mediation.state == MediationState.PROPOSED:
        proposal = queries.open_proposal(mediation)
        if proposal is not None and proposal.state == ProposalState.PROPOSED:
            _drop(case, proposal, ProposalState.LAPSED, by=by, today=today)
            events = propose_next(case, mediation, by=by, today=today)
    elif term == "contact_other_side" and mediation.consents.filter(state=ConsentState.ASKED).exists():
        open_todo(
            case=case,
            kind=TodoKind.CONTACT,
            words=f"{term_words(term, case.received_on)}内未得到对方答复，请电话征询调解意愿并登记。",
            by=by,
            today=today,
        )
    for event in events:
        announce(case=case, event=event, by=by)

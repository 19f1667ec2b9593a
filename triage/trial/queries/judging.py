"""Reads for judges: their cases and drafts, the trial term, requests for a longer one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Prefetch, Q, QuerySet, Subquery

from common.cases.access import as_court, visible
from common.cases.models import Case, Claim, Deadline, Event, Participation, Party
from common.cases.queries import CASE_NUMBERS
from common.cases.states import Capacity, DeadlineState, FactKey, Side
from common.courts.states import DivisionKind
from common.delivery.queries import APPEALS
from common.law.procedures import Procedure, trial_term
from common.people.access import memberships_of
from common.people.models import User
from common.people.queries import on_duty, serving, staff_of
from common.people.states import Role
from triage.sorting.queries import known_facts
from triage.teams.models import Assignment
from triage.teams.queries import conflicted, tried_since
from triage.teams.states import TRIAL
from triage.trial.events import Appealed, AppealEnded, AppealLeft, Closed
from triage.trial.models import Appeal, AppealOutcome, ClaimChange, Closing, Ruling, TermExtension
from triage.trial.rules import disputes_money, outgrown, second_role
from triage.trial.states import EXTENSION_OPEN, AppealResult, ClosingWay, RulingState, SecondRole


def judge_of(case: Case) -> int | None:
    """The judge who has the case, else who signed the newest ruling in it."""
    row = Assignment.objects.filter(case=case).order_by("-pk").first()
    if row is not None:
        return row.judge_id
    ruling = Ruling.objects.filter(case=case, state=RulingState.SIGNED).order_by("-pk").first()
    return ruling.judge_id if ruling else None


def judge_for_ruling(case: Case, today: date, proposer: int | None = None) -> int | None:
    """Whose list a draft goes on: the case's own judge, else the judge on duty; in a court that keeps no rota a judge
    of the filing division, else any judge of the court; among equals the one with the fewest drafts waiting, then the
    lower id. Nobody who left the court, and not who proposed it, but on duty. None on a day without duty."""
    barred = conflicted(case)
    posts = [post for post in staff_of(case.court_id, Role.JUDGE, today) if post.user_id not in barred]
    row = Assignment.objects.filter(case=case, until__isnull=True).first()
    if row is not None and any(post.user_id == row.judge_id for post in posts):
        return row.judge_id
    duty = on_duty(case.court_id, today)
    posts = [post for post in posts if (post.user_id != proposer if duty is None else post.user_id in duty)]
    if not posts:
        return None
    waiting = dict(
        Ruling.objects.filter(judge__in=[post.user_id for post in posts], state=RulingState.DRAFT)
        .order_by()
        .values("judge")
        .annotate(count=Count("pk"))
        .values_list("judge", "count")
    )

    def order(post: Any) -> tuple[bool, int, int]:
        filing = post.division is not None and post.division.kind == DivisionKind.FILING
        return (not filing, waiting.get(post.user_id, 0), post.user_id)

    return int(min(posts, key=order).user_id)


def proposable(user: User, today: date) -> QuerySet[Case]:
    """The registered cases in which this person may lay a draft before a judge, if `may_propose` says so: those they
    see, and for who is on duty those of the court that are nobody's yet."""
    courts = [post.court_id for post in memberships_of(user, today) if post.role == Role.JUDGE]
    duty = [pk for pk in courts if user.pk in (on_duty(pk, today) or ())]
    theirs = Assignment.objects.filter(case=OuterRef("pk"), until__isnull=True)
    free = Q(~Q(Exists(theirs)), as_court(user, case="pk"), court__in=duty)
    return Case.objects.filter(visible(user, today) | free, registered_on__isnull=False)


def signs_own(case: Case, user_id: int, today: date) -> bool:
    """Whether this judge signs what they drafted themselves: the case is theirs, or they are on duty and it is nobody's
    yet."""
    row = Assignment.objects.filter(case=case, until__isnull=True).first()
    return row.judge_id == user_id if row is not None else user_id in (on_duty(case.court_id, today) or ())


def trial_deadline(case: Case, *, lapsed: bool = False) -> Deadline | None:
    """The running trial term; with `lapsed` also one that has run out."""
    states = ["open", "lapsed"] if lapsed else ["open"]
    return Deadline.objects.filter(case=case, subject=TRIAL, state__in=states).order_by("-pk").first()


def small_missed(case: Case) -> Deadline | None:
    """The trial term of small claims that ran out in this trial, whatever the case is tried by since; None where it was
    kept, or made longer."""
    law = trial_term(Procedure.SMALL, case.received_on).value
    rows = Deadline.objects.filter(case=case, subject=TRIAL, term__in=(law.term, law.extension))
    row = rows.filter(start__gte=tried_since(case) or case.received_on).order_by("-pk").first()
    return row if row is not None and row.state == DeadlineState.LAPSED else None


def fee_term_runs(case: Case, today: date) -> bool:
    """Whether the party still has a day to pay: until it is over nothing is held against it (解释213)."""
    rows = Deadline.objects.filter(case=case, term__in=("fee_payment", "fee_supplement"), state="open")
    return rows.filter(due__gte=today).exists()


def appeal_of(case: Case, party: Party) -> Deadline | None:
    """The party's time to appeal against what ended the case; None where it may not appeal."""
    rows = Deadline.objects.filter(case=case, party=party, term__in=APPEALS).exclude(state=DeadlineState.VOID)
    return rows.order_by("-pk").first()


def may_appeal(case: Case) -> list[Party]:
    """Who has, or had, a time to appeal against what ended the case."""
    rows = Deadline.objects.filter(case=case, term__in=APPEALS).exclude(state=DeadlineState.VOID)
    return list(case.parties.filter(pk__in=rows.values("party")).order_by("side", "order", "pk"))


def appeals_of(case: Case) -> list[Appeal]:
    """The appeals against the end of this case, the first one first, each with how it ended and its copies."""
    rows = Appeal.objects.filter(closing__case=case, closing__undone_on__isnull=True)
    return list(rows.select_related("closing", "party", "outcome").prefetch_related("copies__party"))


def joint_with(closing: Closing) -> dict[int, int]:
    """Who appealed together with another of its side: party -> the party that prepays once for all of them (解释202第2
    款)."""
    rows = Event.objects.filter(case=closing.case_id, kind=Appealed.kind, payload__closing_id=closing.pk)
    found = {each["party_id"]: each.get("joint") for each in rows.order_by("seq").values_list("payload", flat=True)}
    return {party: first for party, first in found.items() if first is not None}


def paid_with(appeals: Iterable[Appeal], own: str) -> list[Appeal]:
    """The appeals for which one fee is prepaid, whose term has the subject `own`."""
    found = list(appeals)
    joint = joint_with(found[0].closing) if found else {}
    return [each for each in found if f"party:{joint.get(each.party_id, each.party_id)}" == own]


def parties_to(closing: Closing) -> QuerySet[Party]:
    """Whom the end of the case concerns: everybody in it; where a suit was not taken, who sued (民诉法126)."""
    rows = Party.objects.filter(case=closing.case_id, left_on__isnull=True).order_by("side", "order", "pk")
    return rows.filter(side=Side.CLAIMANT) if closing.way == ClosingWay.INADMISSIBLE else rows


def uncopied(appeal: Appeal) -> list[Party]:
    """To whom its copy has not gone yet: every other party, also on its own side (解释316)."""
    has = [appeal.party_id, *appeal.copies.values_list("party_id", flat=True)]
    return list(parties_to(appeal.closing).exclude(pk__in=has))


def appellants(case_id: int) -> list[int]:
    """The parties whose appeals run, or were decided on."""
    rows = Appeal.objects.filter(closing__case=case_id, closing__undone_on__isnull=True)
    return [each.party_id for each in rows.select_related("outcome").order_by("pk") if not each.left]


def in_appeal(row: Deadline) -> str:
    """Which of several appeals, and whose answer to it, a term is about, in brackets behind its name; "" for a term of
    no one appeal. A query for one that is."""
    kind, _, keys = row.subject.partition(":")
    if kind != "appeal":
        return ""
    appeal, _, answerer = keys.partition(":party:")
    if row.term == "appeal_answer_copy":
        name = Party.objects.values_list("name", flat=True).get(pk=answerer)
        return f"（{name}的答辩状）"
    name = Appeal.objects.values_list("party__name", flat=True).get(pk=appeal)
    return f"（对{name}的上诉）" if row.term == "appeal_answer" else f"（{name}的上诉）"


def second_roles(case: Case) -> list[tuple[SecondRole, Party]]:
    """What each party is before the court above (解释315-317). Whose appeal has left is none who appeals."""
    found = appeals_of(case)
    own = {each.party_id: each.party.side for each in found if not each.left}
    parties = parties_to(found[0].closing) if found else ()
    return [(second_role(each.side, each.pk in own, own.values()), each) for each in parties]


def outcome_of(closing: Closing) -> AppealOutcome | None:
    """The newest paper of the court above that stands."""
    return closing.outcomes.filter(undone_on__isnull=True).order_by("-pk").first()


def ended_by(outcome: AppealOutcome) -> tuple[list[int], list[int]]:
    """What this paper of the court above ended: deadlines and to-dos."""
    rows = Event.objects.filter(case=outcome.closing.case_id, kind__in=[AppealEnded.kind, AppealLeft.kind])
    said = rows.filter(payload__outcome_id=outcome.pk).order_by("-seq").values_list("payload", flat=True).first() or {}
    return list(said.get("terms", ())), list(said.get("todos", ()))


def ordered(case: Case) -> bool:
    """The court above ordered this suit to be taken, and it is not registered yet (解释330)."""
    rows = Closing.objects.filter(case=case, undone_on__isnull=True)
    return rows.filter(appeal_result=AppealResult.ACCEPTED).exists()


def carried_out(case: Case) -> Closing | None:
    """The end that the court above set aside, of a case that was registered by its order since: what it said has been
    done (民诉法41第3款; 解释330)."""
    ordered = Q(appeal_result=AppealResult.ACCEPTED) | ~Q(anew_number="")
    rows = Closing.objects.filter(ordered, case=case, undone_on__isnull=False)
    return rows.order_by("-pk").first() if case.registered_on else None


def to_be_tried(closing: Closing) -> bool:
    """The court above gave it back to the first court (民诉法177; 解释330)."""
    return bool(closing.appeal_result) and AppealResult(closing.appeal_result).tried_again


def bears_at_closing(case: Case, closing: Closing) -> tuple[tuple[int, int | None], ...]:
    """Who bears the fee as the first court's paper said: party and fen."""
    rows = Event.objects.filter(case=case, kind=Closed.kind, payload__closing_id=closing.pk)
    said = rows.order_by("-seq").values_list("payload__bears", flat=True).first()
    return tuple((party, fen) for party, fen in said or ())


def asks_by_money(case: Case) -> bool:
    """Whether an appeal in this case says which sum it disputes."""
    row = Closing.objects.filter(case=case, undone_on__isnull=True).first()
    return row is not None and disputes_money(row.way, case.cause, case.amount).value


def prepays(closing_id: int) -> bool:
    """Whether an appeal against this end of a case costs its appellant anything beforehand (办法8)."""
    return Closing.objects.filter(pk=closing_id, way=ClosingWay.JUDGMENT).exists()


def asked_before(change_id: int) -> tuple[int | None, list[tuple[str, int | None]]]:
    """What was asked for before a change of claims: the sum in dispute, and each claim's words and fen."""
    before = ClaimChange.objects.values_list("before", flat=True).get(pk=change_id)
    return before["amount"], [(text, amount) for text, amount in before["claims"]]


def outgrew_small(case: Case) -> bool:
    """Whether the case is tried as small claims and asks for more than they may."""
    agreed = bool(known_facts(case).get(FactKey.SMALL_CLAIMS_AGREED))
    return outgrown(case.procedure, case.amount, agreed=agreed, received=case.received_on).value


def open_claims(case: Case) -> list[Claim]:
    """What a claimant may still change."""
    return list(case.claims.filter(state="open").order_by("order"))


def withdrawing(ruling: Ruling, claimants: Iterable[int]) -> list[int]:
    """Which of these claimants a ruling on withdrawal speaks of: those it names, all when it names none."""
    named = ruling.facts.get("party_ids")
    return [pk for pk in claimants if named is None or pk in named]


def drafts_of(judge_id: int) -> Any:
    """The judge's 待签裁定."""
    rows = Ruling.objects.filter(judge=judge_id, state=RulingState.DRAFT)
    return rows.select_related("case", "case__court").prefetch_related(CASE_NUMBERS)


def drafts_in(courts: Sequence[int]) -> Any:
    """待签裁定 of these courts, with their judges: what a head of division may hand over."""
    rows = Ruling.objects.filter(state=RulingState.DRAFT, case__court__in=courts)
    return rows.select_related("case", "case__court", "judge").prefetch_related(CASE_NUMBERS)


def drafts_left(today: date) -> QuerySet[Ruling]:
    """Drafts that lie before somebody who is not a judge of that court any more, or stood aside (民诉法47)."""
    aside = Participation.objects.filter(case=OuterRef("case"), user=OuterRef("judge"), capacity=Capacity.ASIDE)
    rows = Ruling.objects.filter(state=RulingState.DRAFT)
    gone = ~serving(Role.JUDGE, today, user="judge", court="case__court")
    return rows.filter(gone | Q(Exists(aside.filter(until=None))))


def extensions_in(courts: Sequence[int]) -> Any:
    """Requests for a longer trial term in these courts that wait for somebody."""
    rows = TermExtension.objects.filter(state__in=EXTENSION_OPEN, case__court__in=courts)
    return rows.select_related("case", "case__court", "asked_by").prefetch_related(CASE_NUMBERS)


def cases_of(judge_id: int) -> Any:
    """Open assignments of a judge, the soonest trial term first, then those without one; the term comes along."""
    terms = Deadline.objects.filter(subject=TRIAL, state__in=["open", "lapsed"]).order_by("case", "-pk")
    rows = Assignment.objects.filter(judge=judge_id, until__isnull=True)
    due = Subquery(terms.filter(case=OuterRef("case")).values("due")[:1])
    rows = rows.annotate(term_due=due).order_by(F("term_due").asc(nulls_last=True), "pk")
    rows = rows.annotate(objection=Min("case__objections", filter=Q(case__objections__outcome="open")))
    return rows.select_related("case", "case__court", "team").prefetch_related(
        CASE_NUMBERS, Prefetch("case__deadlines", queryset=terms, to_attr="trial_terms")
    )

"""Reads of triage, one function per need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Max, Prefetch, Q, Sum
from django.urls import reverse

from common.cases.access import may_dispose, party_for
from common.cases.models import Case, CaseFact, CaseNumber, Deadline, Participation, Party, Representation
from common.cases.queries import Beside, DeskItem, Offer, Panel, Row
from common.cases.states import ENDED, Capacity, Side, Stage
from common.courts.queries import parameters
from common.courts.states import DivisionKind
from common.law import causes
from common.law.articles import Finding, art
from common.law.procedures import GUANGDONG_WAGES, Procedure, SmallClaimsWage, Track
from common.people.queries import staff_of
from common.people.states import Role
from triage.access import judge_courts, may_reassign, may_sort, officer_courts
from triage.models import Assignment, Closing, Decision, Recusal, RuleSet, Ruling, SmallClaimsObjection, Team
from triage.rules import Proposal, Rules, TeamLoad, read_rules, sort
from triage.states import DecisionState, RulingState

WAGE = "small_claims_wage"


def rule_set_on(day: date) -> RuleSet | None:
    """The adopted rules in force on a day. One query."""
    return RuleSet.objects.filter(adopted_on__isnull=False, since__lte=day).order_by("-since", "-pk").first()


def known_facts(case: Case) -> dict[str, Any]:
    """What is recorded about the case, by key. One query."""
    return dict(CaseFact.objects.filter(case=case).order_by("key").values_list("key", "value"))


def known_cause(case: Case) -> str:
    return case.cause if case.cause and causes.exists(case.cause) else ""


def wages_on(day: date) -> tuple[SmallClaimsWage, ...]:
    """The small-claims bounds for a case received on `day`: the court's dated parameter, else the shipped example."""
    row = parameters([WAGE], day).get(WAGE)
    if row is None:
        return GUANGDONG_WAGES
    return (SmallClaimsWage(row.since, row.fen // 2, row.fen * 2, row.confirmed, row.source),)


def sorted_by(case: Case, rule_set: RuleSet, answers: Mapping[str, bool]) -> Finding[Proposal]:
    """What the statute and these rules say of the case with these facts."""
    return sort(
        answers,
        rules_of(rule_set),
        cause=case.cause,
        key_area=case.key_area,
        received=case.received_on,
        amount=case.amount,
        intermediate=case.court.is_intermediate,
        wages=wages_on(case.received_on),
    )


def rules_of(rule_set: RuleSet) -> Rules:
    return read_rules(rule_set.rules, rule_set.version)


def findings_as_rows(proposal: Proposal) -> list[dict[str, Any]]:
    """The grounds as they are kept with the decision: words, facts used, full citation, what they speak for."""
    return [
        {
            "words": ground.words,
            "facts": list(ground.facts),
            "cite": ground.article.cite if ground.article else "",
            "effect": ground.effect,
        }
        for ground in proposal.grounds
    ]


def active_on(today: date) -> Q:
    return Q(since__lte=today) & (Q(until__isnull=True) | Q(until__gte=today))


def loads_of(teams: Sequence[Team]) -> list[TeamLoad]:
    """Open weight and newest assignment of each team. Two queries however many teams; call with the teams locked."""
    ids = [team.pk for team in teams]
    open_rows = Assignment.objects.filter(team__in=ids, until__isnull=True).order_by()
    weights = dict(open_rows.values("team").annotate(sum=Sum("weight")).values_list("team", "sum"))
    newest = Assignment.objects.filter(team__in=ids).order_by().values("team").annotate(last=Max("pk"))
    last = dict(newest.values_list("team", "last"))
    return [TeamLoad(team.pk, weights.get(team.pk, 0), last.get(team.pk), team.people) for team in teams]


def conflicted(case: Case) -> set[int]:
    """People who may not try the case: its parties and agents, and whoever stood aside (民诉法47)."""
    found = set(
        Participation.objects.filter(case=case, capacity__in=[Capacity.PARTY, Capacity.AGENT])
        .order_by()
        .values_list("user_id", flat=True)
    )
    agents = Representation.objects.filter(party__case=case, user__isnull=False).order_by()
    found |= set(agents.values_list("user_id", flat=True))
    found |= set(Recusal.objects.filter(case=case).order_by().values_list("user_id", flat=True))
    return found


def judge_of(case: Case) -> int | None:
    """The judge who has the case, else who signed the newest ruling in it."""
    row = Assignment.objects.filter(case=case).order_by("-pk").first()
    if row is not None:
        return row.judge_id
    ruling = Ruling.objects.filter(case=case, state=RulingState.SIGNED).order_by("-pk").first()
    return ruling.judge_id if ruling else None


def judge_for_ruling(case: Case, today: date) -> int | None:
    """Whose list a draft goes on: the case's own judge, else a judge of the filing division, else any judge of the
    court; among equals the one with the fewest drafts waiting, then the lower id."""
    row = Assignment.objects.filter(case=case, until__isnull=True).first()
    if row is not None:
        return row.judge_id
    barred = conflicted(case)
    posts = [post for post in staff_of(case.court_id, Role.JUDGE, today) if post.user_id not in barred]
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


def trial_deadline(case: Case) -> Deadline | None:
    """The running trial term."""
    return Deadline.objects.filter(case=case, subject="trial", state="open").order_by("-pk").first()


def with_numbers() -> Prefetch:
    return Prefetch("case__numbers", queryset=CaseNumber.objects.order_by("pk"))


def waiting_decisions(courts: Sequence[int]) -> Any:
    """The officer's list: proposals of their courts, oldest first."""
    rows = Decision.objects.filter(state=DecisionState.PROPOSED, case__court__in=courts, case__stage="sorting")
    return rows.select_related("case", "case__court").prefetch_related(with_numbers())


def drafts_of(judge_id: int) -> Any:
    """The judge's 待签裁定."""
    rows = Ruling.objects.filter(judge=judge_id, state=RulingState.DRAFT)
    return rows.select_related("case", "case__court").prefetch_related(with_numbers())


def cases_of(judge_id: int) -> Any:
    """Open assignments of a judge, for the list by due day; the trial term comes along."""
    terms = Deadline.objects.filter(subject="trial", state__in=["open", "lapsed"]).order_by("case", "-pk")
    rows = Assignment.objects.filter(judge=judge_id, until__isnull=True)
    return rows.select_related("case", "case__court", "team").prefetch_related(
        with_numbers(), Prefetch("case__deadlines", queryset=terms, to_attr="trial_terms")
    )


def history_of(case: Case) -> list[Decision]:
    """All decisions of a case, oldest first."""
    return list(case.decisions.select_related("decided_by", "rule_set").order_by("pk"))


def back_test(rules: Rules, *, courts: Sequence[int], since: date) -> dict[str, Any]:
    """What `rules` would have said of past decisions (by their facts as they were): counts of the same and of others.

    {"total": n, "same": n, "moved": [{"decision", "case", "was", "now"}…up to 50], "fast_was": n, "fast_now": n}
    """
    rows = Decision.objects.filter(
        case__court__in=courts, state__in=["confirmed", "overruled"], decided_on__gte=since, round="second"
    ).select_related("case", "case__court")
    total = same = fast_was = fast_now = 0
    moved: list[dict[str, Any]] = []
    wages: dict[date, tuple[SmallClaimsWage, ...]] = {}
    for row in rows.order_by("pk").iterator(chunk_size=2000):
        case = row.case
        if case.received_on not in wages:
            wages[case.received_on] = wages_on(case.received_on)
        now = sort(
            row.facts,
            rules,
            cause=case.cause,
            key_area=case.key_area,
            received=case.received_on,
            amount=case.amount,
            intermediate=case.court.is_intermediate,
            wages=wages[case.received_on],
            explain=False,
        ).value
        total += 1
        fast_was += row.proposed_track == "fast"
        fast_now += now.track == "fast"
        if now.track == row.proposed_track:
            same += 1
        elif len(moved) < 50:
            moved.append({"case": case, "was": row.get_proposed_track_display(), "now": now.track.label})
    return {"total": total, "same": same, "moved": moved, "fast_was": fast_was, "fast_now": fast_now}


def procedure_label(value: str) -> str:
    return Procedure(value).label if value else "尚未确定"


def desk(user: Any, today: date) -> list[DeskItem]:
    """What waits for this person: proposals to decide, rulings to sign, cases whose term ends. Staff only."""
    found: list[DeskItem] = []
    courts = officer_courts(user, today)
    if courts:
        rows = Decision.objects.filter(state=DecisionState.PROPOSED, case__court__in=courts, case__stage="sorting")
        found.append(DeskItem("繁简分流待确认", rows.count(), reverse("triage:officer-list")))
    if judge_courts(user, today):
        drafts = Ruling.objects.filter(judge=user.pk, state=RulingState.DRAFT).count()
        found.append(DeskItem("待签裁定", drafts, reverse("triage:rulings")))
        mine = Assignment.objects.filter(judge=user.pk, until__isnull=True)
        ends = Q(case__deadlines__subject="trial", case__deadlines__state="open")
        counts = mine.aggregate(
            all=Count("pk", distinct=True),
            due=Count("pk", filter=ends & Q(case__deadlines__due__lte=today), distinct=True),
        )
        found.append(DeskItem("承办案件", counts["all"], reverse("triage:my_cases"), due=counts["due"]))
    return found


# What the panel reads, for the page that takes it along with the case.
BESIDE = (
    Beside("decisions", Decision.objects.order_by("pk"), ("state",)),
    Beside(
        "assignments",
        Assignment.objects.order_by("pk"),
        ("until", "judge_id"),
        within={"team": ("name",), "judge": ("name",)},
    ),
    Beside("closings", Closing.objects.order_by("pk"), ("way", "on", "undone_on")),
    Beside("objections", SmallClaimsObjection.objects.order_by("pk"), ("outcome",)),
)


def panel(case: Case, user: Any, today: date) -> Panel | None:
    """What triage shows of a case on the case page; None before anything was sorted and nobody may do anything."""
    decisions = [row for row in case.decisions.all() if row.state != DecisionState.SUPERSEDED]
    decision = max(decisions, key=lambda row: row.pk, default=None)
    assignment = next((row for row in case.assignments.all() if row.until is None), None)
    closing = next((row for row in case.closings.all() if row.undone_on is None), None)
    officer = may_sort(case, user, today)
    party = party_for(case, user, today)
    rows: list[Row] = []
    offers: list[Offer] = []
    if case.procedure:
        provisional = decision is not None and decision.state in (DecisionState.PROVISIONAL, DecisionState.PROPOSED)
        label = Procedure(case.procedure).label + ("（暂定）" if provisional else "")
        rows.append(Row("审理程序", label))
    if case.track:
        rows.append(Row("承办轨道", Track(case.track).label))
    if assignment is not None:
        rows.append(Row("审判团队", assignment.team.name))
        rows.append(Row("承办法官", assignment.judge.display_name))
    if closing is not None:
        rows.append(Row("结案", f"{closing.way_label}，{closing.on:%Y-%m-%d}", badge="ok"))
    if officer and decision is not None and decision.state == DecisionState.PROPOSED:
        offers.append(
            Offer("确认或者改定分流建议", "triage:decision", (decision.pk,), main=True, articles=[art("实施意见", 10)])
        )
    if assignment is not None and assignment.judge_id == user.pk:
        offers += _judge_offers(case)
    if assignment is not None and may_reassign(case, user, today):
        offers.append(Offer("登记回避、重新分案", "triage:recuse", (case.uid,), articles=[art("民诉法", 47)]))
    if party is not None and closing is None:
        offers += _party_offers(case, party, may_dispose(case, user, today))
    if not rows and not offers:
        return None
    return Panel(title="分流与审理", rows=rows, offers=offers, order=30)


def _judge_offers(case: Case) -> list[Offer]:
    found = [
        Offer("结案", "triage:close", (case.uid,), main=True),
        Offer("转换审理程序", "triage:convert", (case.uid,), articles=[art("民诉法", 169), art("民诉法", 170)]),
    ]
    for objection in sorted(case.objections.all(), key=lambda row: row.pk):
        if objection.outcome != "open":
            continue
        found.insert(0, Offer("审查小额诉讼异议", "triage:decide_objection", (objection.pk,), main=True))
    return found


def _party_offers(case: Case, party: Party, disposes: bool) -> list[Offer]:
    found: list[Offer] = []
    if party.side == Side.CLAIMANT and disposes and case.registered_on and case.stage not in ENDED:
        found.append(Offer("申请撤诉", "triage:withdraw", (case.uid,), articles=[art("民诉法", 148)]))
    if case.stage == Stage.TRIAL and case.procedure == Procedure.SMALL:
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

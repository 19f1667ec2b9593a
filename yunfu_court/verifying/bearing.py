"""Who bears the fee of a case that ended, and that what follows of it is on its way (办法29, 53; 解释207)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, Sum

from common.cases.models import Deadline, Todo
from common.cases.states import DeadlineState, TodoKind
from common.law import clock
from fees.money.models import FeeNotice, Refund
from fees.money.states import PAYABLE, NoticeKind, NoticeState, RefundReason, RefundState
from fees.settling.models import Bearing, Settlement
from fees.settling.queries import borne, demands, stays
from fees.settling.states import RefundChoice
from yunfu_court.verifying.invariants import Fault, Invariant, Span

_HOLDS = Q(undone_on__isnull=True)
_TO_SAY = (TodoKind.APPORTION, TodoKind.BURDEN, TodoKind.FEE_SETTLE)


def _unborne(span: Span) -> Iterator[Fault]:
    """Nobody bears the fee, and nobody has it on a list to say who does."""
    to_say = Todo.objects.filter(case=OuterRef("case"), what__in=_TO_SAY, done_on__isnull=True)
    rows = Settlement.objects.filter(_HOLDS, span.of(), final__gt=0, bearings__isnull=True).exclude(Exists(to_say))
    for pk, case_id, way in rows.order_by("pk").values_list("pk", "case_id", "way"):
        yield Fault(f"settlement {pk}", f"nobody bears the fee of a {way}", case_id, {"way": way})


def _miscounted(span: Span) -> Iterator[Fault]:
    rows = Settlement.objects.filter(_HOLDS, span.of(), bearings__isnull=False)
    for pk, case_id, final, shares in (
        rows.annotate(shares=Sum("bearings__share"))
        .exclude(shares=F("final"))
        .order_by("pk")
        .values_list("pk", "case_id", "final", "shares")
    ):
        yield Fault(f"settlement {pk}", f"the fee is {final}, the shares are {shares}", case_id)


def _waiting(span: Span) -> Iterator[Fault]:
    """A winner who has not chosen still has days to choose, or they ended last night and the sweep is about to run."""
    runs = Deadline.objects.filter(case=OuterRef("settlement__case"), term="fee_choice", party=OuterRef("party"))
    since = clock.today() - timedelta(days=1)
    runs = runs.filter(state__in=[DeadlineState.OPEN, DeadlineState.LAPSED], due__gte=since)
    rows = Bearing.objects.filter(span.of("settlement__case"), settlement__undone_on__isnull=True, back__gt=0)
    unasked = rows.filter(choice="").exclude(Exists(runs))
    for pk, case_id, back in unasked.order_by("pk").values_list("pk", "settlement__case_id", "back"):
        yield Fault(f"bearing {pk}", f"{back} prepaid and not borne, and nobody is asked how it comes back", case_id)


def _on_its_way(span: Span) -> Iterator[Fault]:
    """What the court is to refund to a winner is a refund, of no other sum."""
    made: dict[tuple[int, int], int] = defaultdict(int)
    refunds = Refund.objects.filter(span.of(), reason=RefundReason.BURDEN).exclude(state=RefundState.VOID)
    for settlement_id, party_id, amount in refunds.order_by("pk").values_list("settlement_id", "party_id", "amount"):
        made[settlement_id, party_id] += amount
    rows = Bearing.objects.filter(span.of("settlement__case"), settlement__undone_on__isnull=True)
    chosen = rows.filter(choice=RefundChoice.COURT).order_by("pk")
    for pk, of, party_id, back, case_id in chosen.values_list(
        "pk", "settlement_id", "party_id", "back", "settlement__case_id"
    ):
        if made[of, party_id] < back:
            yield Fault(f"bearing {pk}", f"{back} to refund, {made[of, party_id]} on its way", case_id)


def _demanded(span: Span) -> Iterator[Fault]:
    """Once the winners have chosen, each loser is asked for what it owes the court, or has paid it."""
    asked: dict[tuple[int, int], int] = defaultdict(int)
    notices = FeeNotice.objects.filter(span.of(), kind=NoticeKind.FINAL).exclude(state=NoticeState.CANCELLED)
    for case_id, party_id, amount in notices.order_by("pk").values_list("case_id", "party_id", "amount"):
        asked[case_id, party_id] += amount
    rows = Settlement.objects.filter(_HOLDS, span.of(), demanded_on__isnull=False)
    for row in rows.exclude(case__fee_reviews__amount__isnull=False).order_by("pk"):
        for party_id, amount in demands(row).items():
            if asked[row.case_id, party_id] < amount:
                words = f"party {party_id} owes the court {amount}, asked for {asked[row.case_id, party_id]}"
                yield Fault(f"settlement {row.pk}", words, row.case_id)


def _payers(span: Span) -> Iterator[Fault]:
    """Once all are asked: what the court holds of a payer, or still asks of it, is what this payer bears."""
    rows = Settlement.objects.filter(_HOLDS, span.of(), demanded_on__isnull=False).select_related("case")
    for row in rows.exclude(case__fee_reviews__amount__isnull=False).order_by("pk"):
        held = borne(row.case)
        for notice in row.case.fee_notices.filter(kind=NoticeKind.FINAL, state__in=PAYABLE):
            held[notice.party_id] += notice.left
        bears = stays(row)
        for party_id in sorted(held.keys() | bears.keys()):
            if held[party_id] != bears.get(party_id, 0):
                words = f"party {party_id} bears {bears.get(party_id, 0)}, the court holds or asks {held[party_id]}"
                yield Fault(f"settlement {row.pk}", words, row.case_id)


INVARIANTS = (
    Invariant("bearing.said", "it is said who bears the fee, or somebody has it on a list (办法29-34, 53)", _unborne),
    Invariant("bearing.shares", "what the parties bear is together the fee (办法29)", _miscounted),
    Invariant("bearing.asked", "who prepaid more than it bears is asked, or has chosen (解释207)", _waiting),
    Invariant("bearing.refunds", "what a winner is to get back from the court is on its way (办法53)", _on_its_way),
    Invariant("bearing.payers", "of each payer the court holds what this payer bears (办法29, 53)", _payers),
    Invariant("bearing.demands", "who bears what nobody prepaid is asked for it (解释207)", _demanded),
)

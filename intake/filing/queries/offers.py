"""What a filer may do on the case page with what was submitted."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from common.cases.models import Case, CaseLink, Claim, Participation
from common.cases.queries import Offer
from common.cases.states import Side
from common.people.models import User
from intake.filing.models import Draft, Filing
from intake.filing.rules.suing import UNCONFIRMED, suable
from intake.filing.states import DraftState

# Ends after which suing is possible and nothing one is asked to think of.
WENT_WELL = ("mediated", "confirmed", "self_settled", "withdrawn")
CONTINUES = "continues"  # the suit that came after a mediation


def papers_offer(case: Case) -> Offer:
    return Offer("收件回执和起诉状" if case.is_suit else "收件回执和申请书", "intake:receipt", (case.uid,))


def suing_offers(case: Case, filing: Filing) -> list[Offer]:
    """Suing after mediation: what is left to do, until somebody has. Two queries once the case has ended."""
    open_claims = case.claims.filter(state="open").count() if case.closed_on else 0
    found = suable(wish=filing.wish, ended=case.closed_on is not None, closing=case.closing, open_claims=open_claims)
    if not found.value:
        return []
    main = case.closing not in WENT_WELL and not case.linked_from.filter(kind=CONTINUES).exists()
    words = "起诉（已填的内容都带过去）"
    return [Offer(words, "intake:sue_after", (case.uid,), main=main, articles=found.articles)]


def to_sue(user: User) -> QuerySet[Filing]:
    """The requests of this claimant whose mediation came to nothing, and upon which nobody has sued; what is begun
    stands among the drafts."""
    mine = Participation.objects.filter(user=user.pk, party__side=Side.CLAIMANT, party__left_on=None, until=None)
    left = Claim.objects.filter(case=OuterRef("case"), state="open")
    sued = CaseLink.objects.filter(other=OuterRef("case"), kind=CONTINUES)
    begun = Draft.objects.filter(case=OuterRef("case"), owner=user.pk, state=DraftState.OPEN)
    rows = Filing.objects.filter(wish="mediate", case__closed_on__isnull=False, case__in=mine.order_by().values("case"))
    rows = rows.filter(Q(case__closing=UNCONFIRMED) | Exists(left)).exclude(case__closing__in=WENT_WELL)
    return rows.filter(~Exists(sued), ~Exists(begun)).order_by()


def evidence_offers(case: Case) -> list[Offer]:
    return [] if case.closed_on else [Offer("补充证据", "intake:more_evidence", (case.uid,))]

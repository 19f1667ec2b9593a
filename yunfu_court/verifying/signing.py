"""Who signs is of the case and signs what was sent; in effect when the parties have signed (在线调解19)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, F, OuterRef, Q

from common.cases.models import Deadline, Participation
from common.cases.states import Capacity
from common.delivery.models import Service
from common.delivery.rules import BY_ACCEPTANCE
from common.delivery.states import Effect, Method, ServiceState
from mediation.course.models import Proposal
from mediation.texts.models import Agreement, SettledPoints, Signature
from mediation.texts.states import AgreementState
from yunfu_court.verifying.invariants import Fault, Invariant, Span

_TEXTS = ("agreement", "points")
_BOUND = {
    "agreement": Agreement.parties.through.objects.filter(agreement=OuterRef("agreement")),
    "points": SettledPoints.parties.through.objects.filter(settledpoints=OuterRef("points")),
}


def _signed(span: Span) -> Iterator[Fault]:
    """Online by an account that is or was the party's or its agent's, before a clerk where somebody saw it; the
    mediator by the own account."""
    seat = Participation.objects.filter(
        user=OuterRef("user"), party=OuterRef("party"), capacity__in=[Capacity.PARTY, Capacity.AGENT]
    )
    for text in _TEXTS:
        rows = Signature.objects.filter(span.of(f"{text}__mediation__case"))
        taken = Proposal.objects.filter(mediation=OuterRef(f"{text}__mediation"), mediator=OuterRef("mediator"))
        bound = _BOUND[text].filter(party=OuterRef("party"))
        unseen = Q(~Exists(bound)) | Q(Q(witness__isnull=True), ~Exists(seat))
        not_theirs = ~Q(user=F("mediator__user")) | Q(~Exists(taken))
        foreign = Q(Q(party__isnull=False), unseen) | Q(Q(mediator__isnull=False), not_theirs)
        found = rows.filter(foreign).order_by("pk").values_list("pk", f"{text}__mediation__case", "signs_as")
        for pk, case_id, signs_as in found:
            yield Fault(f"signature {pk}", f"its signer ({signs_as}) is nobody of the text", case_id)


def _unchanged(span: Span) -> Iterator[Fault]:
    for text in _TEXTS:
        rows = Signature.objects.filter(span.of(f"{text}__mediation__case")).exclude(digest=F(f"{text}__digest"))
        for pk, case_id in rows.order_by("pk").values_list("pk", f"{text}__mediation__case"):
            yield Fault(f"signature {pk}", "its text is not the one that was signed", case_id)


def _effective(span: Span) -> Iterator[Fault]:
    rows = Agreement.objects.filter(span.of("mediation__case"), state__in=[AgreementState.EFFECTIVE, "signing"])
    for row in rows.select_related("mediation").prefetch_related("parties", "signatures").order_by("pk"):
        signed: dict[int, date] = {each.party_id: each.on for each in row.signatures.all() if each.party_id}
        parties = {each.pk for each in row.parties.all()}
        day = max((signed[pk] for pk in parties), default=None) if parties <= set(signed) else None
        if row.effective_on != day:
            words = f"in effect on {row.effective_on}, its parties had signed on {day}"
            yield Fault(f"agreement {row.pk}", words, row.mediation.case_id)


def _accepted(span: Span) -> Iterator[Fault]:
    """What was sent to be signed for was received by nothing else, and nobody left it or announced it."""
    rows = Service.objects.filter(span.of(), kind__in=BY_ACCEPTANCE, state=ServiceState.SERVED)
    unsigned = Q(Q(method=Method.ELECTRONIC) & ~Q(effect=Effect.SIGNING)) | Q(method__in=(Method.LEFT, Method.PUBLIC))
    for pk, case_id, method in rows.filter(unsigned).order_by("pk").values_list("pk", "case_id", "method"):
        yield Fault(f"service {pk}", f"received ({method}) without its party's signature", case_id)
    held = Agreement.objects.filter(span.of("mediation__case"), paper_effective_on__isnull=False)
    for row in held.select_related("mediation").prefetch_related("parties", "receipts").order_by("pk"):
        signed = {each.party_id: each.on for each in row.receipts.all()}
        left = {each.pk for each in row.parties.all() if each.left_on is not None}
        here = {each.pk for each in row.parties.all()} - left
        # Who left later had signed, perhaps as the last.
        if not here <= set(signed) or row.paper_effective_on not in (
            max(signed[pk] for pk in here),
            max(signed.values()),
        ):
            words = f"its 调解书 is in effect since {row.paper_effective_on}, signed for on {sorted(signed.values())}"
            yield Fault(f"agreement {row.pk}", words, row.mediation.case_id)


def _confirmable(span: Span) -> Iterator[Fault]:
    starts = {
        f"agreement:{pk}": day
        for pk, day in Agreement.objects.filter(span.of("mediation__case"), effective_on__isnull=False)
        .order_by("pk")
        .values_list("pk", "effective_on")
    }
    rows = Deadline.objects.filter(span.of(), term="confirmation_application", subject__in=list(starts))
    for pk, case_id, subject, start in rows.order_by("pk").values_list("pk", "case_id", "subject", "start"):
        if start != starts[subject]:
            words = f"confirmation is counted from {start}, {subject} is in effect since {starts[subject]}"
            yield Fault(f"deadline {pk}", words, case_id)


INVARIANTS = (
    Invariant("signing.signed", "who signs is the party, its agent, or the mediator of the text (民诉法62)", _signed),
    Invariant("signing.unchanged", "what was signed is what was sent to be signed", _unchanged),
    Invariant("signing.effective", "an agreement holds from its last party's signature (在线调解19)", _effective),
    Invariant("signing.accepted", "a 调解书 in effect was signed for by each party (民诉法100; 解释149)", _accepted),
    Invariant("signing.confirmable", "confirmation is counted from the day of effect (民诉法205)", _confirmable),
)

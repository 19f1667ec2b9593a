"""The mediator's hand under what the parties' signatures have made effective."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from mediation.texts.models import Agreement, Signature
from mediation.texts.states import VOID, AgreementState


def without_hand() -> QuerySet[Agreement]:
    """Agreements in effect by the parties' signatures that the mediator has not signed, and is waited for (特邀24)."""
    signed = Signature.objects.filter(agreement=OuterRef("pk"), mediator__isnull=False)
    rows = Agreement.objects.filter(state=AgreementState.EFFECTIVE, hand_waived_on=None).exclude(outcome__in=VOID)
    return rows.filter(~Exists(signed)).order_by("pk")


def lacks_hand(agreement: Agreement) -> bool:
    """Whether this one waits for the mediator's hand alone."""
    return without_hand().filter(pk=agreement.pk).exists()

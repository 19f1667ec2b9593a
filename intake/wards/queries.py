"""Who cannot sue alone, and who acts for them."""

from __future__ import annotations

from datetime import date

from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from common.cases.access import stands_in
from common.cases.models import Case, Deadline, Event, Party
from common.cases.queries import Offer
from common.cases.states import DeadlineState, PartyKind
from common.delivery.models import Service
from common.delivery.states import ServiceState
from common.law.articles import Article, art
from common.people.models import Anyone, User
from intake.wards.access import writes
from intake.wards.events import GuardianNamed, WardPapersSettled


def grounds() -> tuple[Article, ...]:
    return (art("民诉法", 60), art("民诉解释", 83))


def people_of(case: Case) -> list[Party]:
    """Whoever is in the case as a person. One query."""
    rows = case.parties.filter(kind=PartyKind.NATURAL, left_on__isnull=True)
    return list(rows.select_related("user").order_by("side", "order", "pk"))


def guardians_offers(case: Case, user: Anyone, today: date) -> list[Offer]:
    """For the court, on the case page."""
    return (
        [Offer("法定代理人", "intake:guardians", (case.uid,), articles=grounds())] if writes(case, user, today) else []
    )


def unproved_notice(case: Case, party: Party, user: User) -> str:
    """For who acts here by law for a party, while the court has yet to see what proves it. No query."""
    if not party.guardian_unproved or party.user_id != user.pk or stands_in(case, user):
        return ""
    return (
        "法院核对监护关系证明以后，您才能代为同意调解、和解、撤回。"
        "请带户口簿、出生医学证明或者指定监护的文书到法院窗口。"
    )


def received_alone(party: Party) -> list[Service]:
    """What had reached the party itself before the court knew that it cannot sue alone, until somebody has looked at it
    (民诉法60). Two queries."""
    if not party.guardian:
        return []
    told = Event.objects.filter(case=party.case_id, payload__party_id=party.pk)
    first = Q(kind=GuardianNamed.kind, payload__changed=False)
    found = told.filter(first | Q(kind=WardPapersSettled.kind)).order_by("-seq").first()
    if found is None or found.kind != GuardianNamed.kind:
        return []
    rows = Service.objects.filter(party=party, state=ServiceState.SERVED, recorded_at__lte=found.at)
    if party.case.closed_on is not None:
        # Nobody answers a complaint any more: what ended the case is served anew, and what has set days running since.
        rows = rows.filter(Q(decision=True) | Q(_runs_from_it(), served_on__gt=party.case.closed_on))
    return list(rows.order_by("served_on", "pk"))


def _runs_from_it() -> Exists:
    """Whether a term of the party runs, or ran out, from this receipt (民诉法60)."""
    key = Concat(Value("delivery:"), OuterRef("kind"), Value(":"), Cast(OuterRef("party"), CharField()))
    states = (DeadlineState.OPEN, DeadlineState.LAPSED)
    return Exists(
        Deadline.objects.filter(case=OuterRef("case"), awaits=key, start=OuterRef("served_on"), state__in=states)
    )

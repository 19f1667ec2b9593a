"""The recording adapters: what the city sends arrives on the day it was said, and is never sent anywhere.

Everything an act queued is marked as sent inside the act's own transaction, so that the real workers, which run beside
the filling, never see it. A paper is rendered when somebody opens it, from the context frozen on its day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from common.cases.events import By, Channel
from common.cases.states import GuardianProof
from common.delivery.actions import (
    confirm_receipt,
    fail_service,
    next_step,
    on_notice,
    record_service,
    send_electronic,
    send_out,
    serve_again,
)
from common.delivery.models import Service
from common.delivery.queries import accepting_user, hanging_before, may_sign_for, named_on_file, portal_user
from common.delivery.rules import BY_ACCEPTANCE, Signed
from common.delivery.states import KIND, Effect, Method, Relation, ServiceState
from common.law import clock
from common.notifications.models import Notice
from common.notifications.states import NoticeState
from common.people.states import Role
from intake.wards.actions import check_guardian
from yunfu_court.simulation.cast import Cast
from yunfu_court.simulation.plans import Plan

_READ_AFTER = timedelta(days=14)


def deliver(now: datetime, today: date, cases: list[int] | None) -> None:
    """Send what is queued: messages, then electronic services, then what their arrival says. Until nothing is left.

    `cases` are the cases of this act; None: of every case (after a sweep). `today` is the city's last day: what lies
    more than two weeks before it has been read.
    """
    for _ in range(6):
        services = Service.objects.filter(
            state=ServiceState.PENDING, method=Method.ELECTRONIC, sent_at__isnull=True, ordered_at__lte=now
        )
        if cases is not None:
            services = services.filter(case__in=cases)
        rows = list(services.order_by("pk").values_list("pk", flat=True)) if cases is None or cases else []
        for service in Service.objects.filter(pk__in=rows).order_by("pk") if rows else ():
            send_electronic(service=service, now=now)
        _send(now, today)
        if not rows:
            return
        arrived = Notice.objects.filter(kind=KIND, occasion__in=[f"service:{pk}" for pk in rows])
        for notice in arrived.order_by("pk"):
            on_notice(notice)


def _send(now: datetime, today: date) -> None:
    """Mark every queued message of the city as sent now."""
    queued = Notice.objects.filter(state=NoticeState.QUEUED, due_at__lte=now)
    read = now if (today - now.date()) > _READ_AFTER else None
    queued.update(state=NoticeState.SENT, sent_at=now, attempts=1, provider_ref="demo", read_at=read)


@dataclass(frozen=True)
class Errand:
    """A service that somebody has to bring home: by post, by hand, or an electronic one still to be opened. `waits`:
    it has not gone out yet; `again`: another way was tried before."""

    pk: int
    case_id: int
    ordered_on: date
    readable: bool
    waits: bool
    again: bool
    key: str

    def lost(self, plan: Plan) -> bool:
        """One in forty never arrives, until it is sent another way."""
        return self.readable and not self.again and not plan.brisk and plan.chance(f"{self.key} lost", 0.025)

    def due(self, plan: Plan, today: date) -> bool:
        """Whether its receipt comes in today."""
        return self.readable and not self.lost(plan) and (today - self.ordered_on).days >= plan.days(self.key, 2, 6)

    def given_up(self, plan: Plan, today: date) -> bool:
        """Whether the court clerk, who has it on the list by now, takes another way today."""
        late = self.ordered_on <= hanging_before(today) - timedelta(days=plan.days(f"{self.key} again", 1, 9))
        return self.lost(plan) and late


def errands(today: date) -> list[Errand]:
    """What is under way this morning. One query."""
    same = Q(paper=OuterRef("paper"), paper__isnull=False) | Q(document=OuterRef("document"), document__isnull=False)
    before = Service.objects.filter(same, party=OuterRef("party"), state=ServiceState.FAILED)
    rows = Service.objects.filter(state=ServiceState.PENDING, ordered_on__lt=today).order_by("pk")
    facts = ("pk", "case_id", "ordered_on", "method", "effect", "sent_at", "dispatched_on")
    found = rows.annotate(again=Exists(before)).values_list(*facts, "again", "kind", "party__side", "party__order")
    return [
        Errand(
            pk,
            case_id,
            ordered_on,
            method != Method.ELECTRONIC or (effect in (Effect.READING, Effect.SIGNING) and sent_at is not None),
            method not in (Method.ELECTRONIC, Method.PUBLIC) and out is None,
            again,
            f"serve {kind} {side}{order}",
        )
        for pk, case_id, ordered_on, method, effect, sent_at, out, again, kind, side, order in found
    ]


def send(errand: Errand, plan: Plan, cast: Cast, today: date) -> None:
    """What went to the post, or whom the court clerk told to come, this morning."""
    service = Service.objects.select_related("case").get(pk=errand.pk)
    clerk = cast.staff(service.case.court_id, Role.COURT_CLERK, today, plan.draw("seat court_clerk").randint(0, 3))
    send_out(service=service, on=today, by=clerk, today=today)


def serve(errand: Errand, plan: Plan, cast: Cast, today: date) -> None:
    """The post's receipt is in and the court clerk records it; an online reader confirms, or signs."""
    service = Service.objects.select_related("case", "party").get(pk=errand.pk)
    if service.method == Method.ELECTRONIC:
        reader = accepting_user if service.effect == Effect.SIGNING else portal_user
        by = By(user_id=reader(service.party, today), channel=Channel.WEB, party_id=service.party_id)
        confirm_receipt(service=service, by=by, today=today)
        return
    clerk = cast.staff(service.case.court_id, Role.COURT_CLERK, today, plan.draw("seat court_clerk").randint(0, 3))
    if service.kind in BY_ACCEPTANCE and service.party.guardian_unproved:
        check_guardian(party=service.party, proof=GuardianProof.REGISTER, by=clerk, today=today)
        service.refresh_from_db()
    record_service(
        service=service,
        by=clerk,
        day=today,
        method=Method(service.method),
        today=today,
        shown=_receipt(service),
    )


def _receipt(service: Service) -> Signed:
    """What the receipt shows: the party signed itself, a unit's mailroom or head, whom it is for."""
    party = service.party
    ward = bool(party.guardian)
    relation = next(iter(may_sign_for(party, service.kind, service.ordered_on)), Relation.GUARDIAN)
    known = {Relation.SELF: [party.name], Relation.GUARDIAN: [party.guardian], **named_on_file(party)}
    signer = next(iter(known.get(relation, ())), party.legal_representative)
    own = party.guardian_id if ward else party.id_number if relation is Relation.SELF else ""
    return Signed(
        number=f"XA{service.pk:09d}CN" if service.method == Method.POST else "",
        signer=signer or "何文",
        relation=relation,
        identity="" if service.method == Method.POST else own[-4:] or "0012",
        refused="本人在场，不说原因，拒绝签收" if service.method == Method.LEFT else "",
        witness="何文" if service.method == Method.LEFT else "",
        witness_of="当地村民委员会" if service.method == Method.LEFT else "",
    )


def send_again(errand: Errand, plan: Plan, cast: Cast, today: date) -> None:
    """The court clerk writes down that a paper did not arrive, and takes the next way the law allows."""
    service = Service.objects.select_related("case", "party__case").get(pk=errand.pk)
    clerk = cast.staff(service.case.court_id, Role.COURT_CLERK, today, plan.draw("seat court_clerk").randint(0, 3))
    failed = fail_service(service=service, by=clerk, reason="邮件逾期没有人领取，退回法院")
    way = next_step(service, today).value
    if way is not None:
        serve_again(service=failed, method=way, by=clerk)


def moment(day: date, minute: int) -> datetime:
    """The minute of a day in Asia/Shanghai."""
    return clock.moment(day).replace(hour=min(23, minute // 60), minute=minute % 60)

"""What is said to people about a filing: short, kind, with the next step and its day."""

from __future__ import annotations

from django.urls import reverse

from common.cases.models import Case, Event
from common.cases.states import Side
from common.law.terms import filing_term, term
from common.notifications.rules import NoticeRequest
from common.rooms import Makers, on
from intake.filing import events
from intake.filing.queries import beside_the_filer


def still_in(case: Case, *sides: Side) -> tuple[int, ...]:
    """The parties still in the case: of these sides, or all of them."""
    rows = case.parties.filter(left_on__isnull=True, side__in=sides or tuple(Side)).order_by("pk")
    return tuple(rows.values_list("pk", flat=True))


def to_claimants(record: Event, kind: str, title: str, body: str, link: str = "") -> list[NoticeRequest]:
    """One notice to all who file and are still in the case."""
    parties = still_in(record.case, Side.CLAIMANT)
    return [NoticeRequest(kind=kind, title=title, body=body, parties=parties, link=link)]


def filed(record: Event, event: events.Filed) -> list[NoticeRequest]:
    if event.wish == "mediate":
        words = f"{record.case.court.name}已收到您的调解申请，调解中心会尽快与您联系。"
    else:
        within = term(filing_term(record.case.cause), record.case.received_on).spoken
        words = (
            f"{record.case.court.name}已收到您的起诉材料，将在{within}内决定是否立案。收件回执可以在网上查看、下载。"
        )
    # Who was only named beside the filer is told otherwise, with a code to look in (`intake.door.notices`).
    named = {party.pk for party in beside_the_filer(record.case)}
    parties = tuple(pk for pk in still_in(record.case, Side.CLAIMANT) if pk not in named)
    told = [NoticeRequest(kind="filed", title="已收到您的申请", body=words, parties=parties)]
    return told + _asked_for_proof(record, parties)


def _asked_for_proof(record: Event, parties: tuple[int, ...]) -> list[NoticeRequest]:
    """Whoever filed for a ward hears what to bring, and what it may not do until then (民诉法60)."""
    unproved = tuple(
        party.pk for party in record.case.parties.filter(pk__in=parties).order_by("pk") if party.guardian_unproved
    )
    if not unproved:
        return []
    body = "请带户口簿、出生医学证明等监护证明到法院窗口核对。核对前不能代为和解、撤回。"
    return [NoticeRequest(kind="guardian", title="请带监护证明到法院窗口", body=body, parties=unproved)]


def suit_offered(record: Event, event: events.SuitOffered) -> list[NoticeRequest]:
    words = "调解没有达成协议。您可以起诉，已填写的内容都会带过去，不用重填；不起诉也可以，法院不会替您立案。"
    link = reverse("intake:sue_after", args=[record.case.uid])
    return [NoticeRequest(kind="suit_offered", title="您可以起诉", body=words, parties=(event.party_id,), link=link)]


NOTICES = Makers(
    on(events.Filed, filed),
    on(events.SuitOffered, suit_offered),
)

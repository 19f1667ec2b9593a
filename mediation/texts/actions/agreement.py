"""The agreement: drafted by the mediator, frozen, signed by all, effective (在线调解19; 特邀24)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from common.cases.actions import announce
from common.cases.events import By, CaseEvent
from common.cases.models import Case, Party
from common.cases.rules import ActionRefused, Signer
from common.documents.models import Document
from common.law.mediability import Subject
from common.law.transitions import move
from mediation.course.actions.ending import end
from mediation.course.actions.locking import locked, need_mediator, need_party, need_running
from mediation.course.models import Mediation
from mediation.course.states import ConsentState, EndReason
from mediation.texts import queries
from mediation.texts.actions import texts
from mediation.texts.actions.keeping import promise
from mediation.texts.actions.overdue import hand_no_more
from mediation.texts.actions.settling import mark, would_settle
from mediation.texts.actions.signing import Given
from mediation.texts.actions.texts import Kind, Opened
from mediation.texts.documents import text_of
from mediation.texts.events import Agreed, AgreementRecalled, AgreementSent, Countersigned, Objected, Signed
from mediation.texts.models import Agreement, AgreementItem, Objection
from mediation.texts.rules import Item, check_items, check_payments, check_total, effective_day
from mediation.texts.states import AGREEMENT_MOVES, AgreementState, ClaimWay


@dataclass(frozen=True, kw_only=True)
class AgreementText:
    """The text as the mediator writes it. `claim_ids`: the claims it settles; `party_ids`: who agrees."""

    facts: str
    items: list[Item]
    claim_ids: list[int] = field(default_factory=list)
    party_ids: list[int] = field(default_factory=list)
    costs: str = ""
    claim_ways: dict[int, ClaimWay] = field(default_factory=dict)  # as claimed, where nothing is said
    difference: str = ""  # why the payments together are not what was claimed
    subject: str = ""  # common.law.mediability.Subject: what it disposes of; "" leaves it to the cause


@transaction.atomic
def draft_agreement(*, mediation: Mediation, draft: AgreementText, by: By, today: date) -> Agreement:
    """Write the draft, or write it anew: only the mediator, only while nothing has been sent to be signed."""
    case, mediation = locked(mediation.pk)
    need_running(mediation, today)
    need_mediator(mediation, by)
    if wrong := check_items(draft.items):
        raise ActionRefused(wrong, field="items")
    if wrong := check_payments(draft.items, today):
        raise ActionRefused(wrong, field="items")
    if not draft.facts.strip():
        raise ActionRefused("请写明纠纷的主要事实和争议事项。", field="facts")
    parties = _agreeing(mediation, draft.party_ids)
    row = queries.open_agreement(mediation)
    if row is not None and row.state == AgreementState.SIGNING:
        raise ActionRefused("协议正在签名。需要修改的，请先撤回签名稿。")
    settled = {pk: amount for pk, amount in _open_claims(case) if pk in draft.claim_ids}
    ways = {pk: draft.claim_ways.get(pk, ClaimWay.SETTLED) for pk in settled}
    if wrong := check_total(draft.items, [(settled[pk], way) for pk, way in ways.items()], draft.difference):
        raise ActionRefused(wrong, field="difference")
    if row is None:
        row = Agreement(mediation=mediation, number=mediation.agreements.count() + 1)
    row.facts, row.costs, row.drafted_on = draft.facts.strip(), draft.costs.strip()[:200], today
    row.claim_ways = {str(pk): way.value for pk, way in ways.items()}
    row.difference = draft.difference.strip()[:500]
    row.subject = Subject(draft.subject).value if draft.subject else ""
    row.save()
    row.claims.set(settled)
    row.parties.set(parties)
    row.whole = would_settle(case, row)
    row.save(update_fields=["whole"])
    row.items.all().delete()
    AgreementItem.objects.bulk_create(
        [
            AgreementItem(
                agreement=row,
                order=order,
                text=item.text.strip(),
                debtor_id=item.debtor_id,
                creditor_id=item.creditor_id,
                amount=item.amount,
                due_on=item.due_on,
            )
            for order, item in enumerate(draft.items, start=1)
        ]
    )
    return row


def _open_claims(case: Case) -> list[tuple[int, int | None]]:
    return list(case.claims.filter(state="open").order_by("order").values_list("pk", "amount"))


def _agreeing(mediation: Mediation, party_ids: list[int]) -> list[Party]:
    rows = mediation.consents.filter(state=ConsentState.GIVEN, party__in=party_ids).select_related("party")
    parties = [row.party for row in rows]
    if len(parties) != len(set(party_ids)):
        raise ActionRefused("协议的当事人应当都已同意调解。", field="parties")
    if not {"claimant", "respondent"} <= {p.side for p in parties}:
        raise ActionRefused("协议应当有双方当事人。", field="parties")
    return parties


def content(row: Agreement) -> dict[str, object]:
    """Exactly what is signed: the paper as it is read and printed, and the rows it was made of."""
    return {
        "agreement": row.pk,
        "facts": row.facts,
        "costs": row.costs,
        "paper": row.paper,
        "claims": sorted(row.claims.values_list("pk", flat=True)),
        "claim_ways": row.claim_ways,
        "parties": sorted(row.parties.values_list("pk", flat=True)),
        "items": [
            [item.order, item.text, item.debtor_id, item.creditor_id, item.amount, str(item.due_on or "")]
            for item in row.items.order_by("order")
        ],
    }


@transaction.atomic
def send_agreement(*, agreement: Agreement, by: By, today: date) -> Agreement:
    """Freeze the text and ask everybody to sign. Sending twice is one sending."""
    found = texts.opened(agreement)
    need_running(found.mediation, today)
    need_mediator(found.mediation, by)
    if found.row.state == AgreementState.SIGNING:
        return found.row
    items = [Item(each.text, amount=each.amount, due_on=each.due_on) for each in found.row.items.order_by("order")]
    if wrong := check_payments(items, today):
        raise ActionRefused(wrong)
    found.row.paper = text_of(found.case, found.row)
    found.row.save(update_fields=["paper"])
    return texts.send(TEXT, found, AgreementSent(agreement_id=agreement.pk), by)


@transaction.atomic
def recall_agreement(*, agreement: Agreement, by: By, today: date) -> Agreement:
    """Take a text back that somebody wants changed: its signatures are worth nothing, a copy is drafted. Who had signed
    hears it."""
    found = texts.opened(agreement)
    mediation, row = found.mediation, found.row
    need_running(mediation, today)
    need_mediator(mediation, by)
    if row.state != AgreementState.SIGNING:
        raise ActionRefused(f"这份协议现在是“{row.state_label}”，不能撤回。")
    move(row, AgreementState.ABANDONED, AGREEMENT_MOVES)
    row.save(update_fields=["state"])
    copy = Agreement.objects.create(
        mediation=mediation,
        number=mediation.agreements.count() + 1,
        facts=row.facts,
        costs=row.costs,
        claim_ways=row.claim_ways,
        difference=row.difference,
        subject=row.subject,
        whole=row.whole,
        drafted_on=today,
    )
    copy.claims.set(row.claims.all())
    copy.parties.set(row.parties.all())
    for item in row.items.order_by("order"):
        item.pk, item.agreement = None, copy
        item.save(force_insert=True)
    announce(case=found.case, event=AgreementRecalled(agreement_id=row.pk), by=by)
    return copy


@transaction.atomic
def object_to(*, agreement: Agreement, words: str, by: By, today: date) -> Agreement:
    """A party that has not signed says what it does not agree to: the mediator reads it and takes the text back, or
    talks to them. It ends nothing, and binds nobody (在线调解18)."""
    found = texts.opened(agreement)
    row = found.row
    party = need_party(found.case, by)
    if by.user_id is None:
        raise ActionRefused("请先登录。")
    need_running(found.mediation, today)
    if row.state != AgreementState.SIGNING:
        raise ActionRefused(f"这份协议现在是“{row.state_label}”，不用再提意见。")
    if not row.parties.filter(pk=party.pk).exists():
        raise ActionRefused("您不是这份协议的当事人。")
    if row.signatures.filter(party=party).exists():
        raise ActionRefused("您已经签名。想改的，请马上联系调解员；不想再调解的，可以选“不再调解”。")
    if not words.strip():
        raise ActionRefused("请写明哪里不同意、想怎样改。", field="words")
    Objection.objects.create(agreement=row, party=party, user_id=by.user_id, words=words.strip()[:1000], on=today)
    announce(case=found.case, event=Objected(agreement_id=row.pk, party_id=party.pk), by=by)
    return row


def sign_agreement(*, agreement: Agreement, given: Given, by: By, today: date) -> Agreement:
    """A party (or an agent who may settle) or the mediator signs with a drawing or typed name and the phone's code."""
    return texts.sign(TEXT, agreement, given=given, by=by, today=today)


def sign_at_counter(
    *,
    agreement: Agreement,
    party_id: int,
    name: str,
    scan: Document | None,
    by: By,
    today: date,
    visitor: Signer | None = None,
) -> Agreement:
    """A party signed on paper before a member of staff."""
    paper: dict[str, Any] = {"party_id": party_id, "name": name, "scan": scan, "visitor": visitor}
    return texts.sign_on_paper(TEXT, agreement, **paper, by=by, today=today)


def _after(found: Opened[Agreement], party: Party | None, by: By, today: date) -> None:
    case, mediation, row = found.case, found.mediation, found.row
    required = set(row.parties.values_list("pk", flat=True))
    signed = {pk: on for pk, on in row.signatures.values_list("party_id", "on") if pk is not None}
    events: list[CaseEvent] = [Signed(agreement_id=row.pk, signer_party_id=party.pk if party else None)]
    day = effective_day(required, signed).value
    if row.state == AgreementState.EFFECTIVE:  # it was in effect already, and the mediator's hand follows (特邀24)
        hand_no_more(case, row, by, today, met=True)
        events.append(Countersigned(agreement_id=row.pk))
    elif day is not None:
        move(row, AgreementState.EFFECTIVE, AGREEMENT_MOVES)
        row.effective_on = day
        row.save(update_fields=["state", "effective_on"])
        promise(case, row, by, today)
        row.whole = mark(case).whole
        row.save(update_fields=["whole"])
        if row.whole:
            end(case, mediation, reason=EndReason.AGREED, today=today)
        events.append(Agreed(mediation_id=mediation.pk, agreement_id=row.pk, whole=row.whole))
    for event in events:
        announce(case=case, event=event, by=by)


TEXT = Kind(
    "协议",
    content,
    AGREEMENT_MOVES,
    AgreementState.SIGNING,
    AgreementState.EFFECTIVE,
    mediated=True,
    after=_after,
)

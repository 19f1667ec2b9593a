"""送签文本: a text that goes out to be signed by everybody, the agreement or the undisputed facts.

Both take the same way (在线调解18, 19, 22): drafted, frozen when it is sent, signed by each on the screen with the
phone's code or on paper before a clerk, done when everybody has signed. What differs stands in `Kind`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.db import transaction

from common.cases.actions import announce
from common.cases.events import By, CaseEvent, Channel
from common.cases.models import Case, Party
from common.cases.rules import ActionRefused, Signer
from common.documents.actions import attach_draft
from common.documents.models import Document
from common.law.mediability import is_divorce
from common.law.transitions import move
from mediation.course.actions.locking import locked, need_mediator, need_open, need_party
from mediation.course.models import Mediation
from mediation.texts import queries as text_queries
from mediation.texts.actions.signing import (
    Given,
    before_clerk,
    check_code,
    disposed,
    need_name,
    need_signer,
    signing_as,
    text_key,
    use_code,
    write,
)
from mediation.texts.models import Agreement, SettledPoints
from mediation.texts.rules import digest
from mediation.texts.states import AgreementState, PointsState

T = TypeVar("T", Agreement, SettledPoints)
State = AgreementState | PointsState


@dataclass(frozen=True)
class Opened(Generic[T]):
    """A text with what it belongs to, locked in the order of the house."""

    case: Case
    mediation: Mediation
    row: T


@dataclass(frozen=True)
class Kind(Generic[T]):
    """What one of the two texts has of its own."""

    word: str  # what it is called to those who sign
    content: Callable[[T], Mapping[str, object]]  # exactly what is signed
    moves: Mapping[Any, Collection[Any]]  # which of its states may follow which
    signing: State  # its state while it is out to be signed
    signed: State  # and when everybody has signed
    mediated: bool  # the mediator signs too, and nobody any more when the mediation is over
    after: Callable[[Opened[T], Party | None, By, date], None]  # what a signature leads to


def opened(text: T) -> Opened[T]:
    rows = type(text).objects
    case, mediation = locked(rows.values_list("mediation_id", flat=True).get(pk=text.pk))
    return Opened(case, mediation, rows.select_for_update().get(pk=text.pk))


def send(kind: Kind[T], found: Opened[T], event: CaseEvent, by: By) -> T:
    """Freeze the text and ask everybody to sign."""
    row = found.row
    move(row, kind.signing, kind.moves, f"这份{kind.word}现在是“{row.state_label}”。")
    row.digest = digest(kind.content(row))
    row.save(update_fields=["state", "digest"])
    announce(case=found.case, event=event, by=by)
    return row


def sign(kind: Kind[T], text: T, *, given: Given, by: By, today: date) -> T:
    """A signature on the screen. ActionRefused when the code is wrong, the text was taken back meanwhile, or the agent
    may not settle."""
    if by.user_id is None or not check_code(user_id=by.user_id, text=text, code=given.code):
        raise ActionRefused("验证码不正确或者已经过期，请核对或重新获取。", field="code")
    return _sign(kind, text, given, by, today)


@transaction.atomic
def _sign(kind: Kind[T], text: T, given: Given, by: By, today: date) -> T:
    found = opened(text)
    party = None
    if by.party_id is not None or not kind.mediated:
        party = need_party(found.case, by)
    else:
        need_mediator(found.mediation, by)
    row = found.row
    if row.state == kind.signed and not _follows(found, party):
        return row
    _need_signable(kind, found, party, today)
    if party is not None:
        if not row.parties.filter(pk=party.pk).exists():
            raise ActionRefused(f"您不是这份{kind.word}的当事人。")
        need_signer(row, party, by, today)
    signer = signing_as(found.mediation, party, by, today)
    need_name(signer, given)
    write(mediation=found.mediation, text=row, party=party, signer=signer, png=given.png, by=by, today=today)
    if by.user_id is not None:
        use_code(user_id=by.user_id, text=row)
    _done(kind, found, party, by, today)
    return row


def _done(kind: Kind[T], found: Opened[T], party: Party | None, by: By, today: date) -> None:
    """What a signature leads to. Scans of a text that all have signed join the case; those of one that was never
    signed by all stay with the witness alone: the text goes nowhere (在线调解18)."""
    kind.after(found, party, by, today)
    if found.row.state == kind.signed:
        attach_draft(draft_key=text_key(found.row), case=found.case)


@transaction.atomic
def sign_on_paper(
    kind: Kind[T],
    text: T,
    *,
    party_id: int,
    name: str,
    scan: Document | None,
    by: By,
    today: date,
    visitor: Signer | None = None,
) -> T:
    """A party signed the printed text before a member of staff, who scans it and is its witness. `visitor` is who was
    identified at the window and stands there."""
    found = opened(text)
    if by.channel not in (Channel.COUNTER, Channel.STATION) or by.user_id is None:
        raise ActionRefused("请由窗口工作人员登记。")
    row = found.row
    if row.state == kind.signed:
        return row
    party = row.parties.filter(pk=party_id).first()
    _need_signable(kind, found, party, today)
    if party is None:
        raise ActionRefused(f"请选择在这份{kind.word}上签名的当事人。", field="party")
    if scan is None:
        raise ActionRefused("请上传签好名的扫描件。", field="scan")
    divorce = is_divorce(found.case.cause)
    write(
        mediation=found.mediation,
        text=row,
        party=party,
        signer=before_clerk(party, name=name, visitor=visitor, divorce=divorce, today=today, acts=disposed(row, party)),
        png=b"",
        by=by,
        today=today,
        scan=scan,
        witness_id=by.user_id,
    )
    _done(kind, found, party, by, today)
    return row


def _follows(found: Opened[T], party: Party | None) -> bool:
    """Whether the mediator's hand follows under what is in effect by the parties' signatures (在线调解19; 特邀24)."""
    return party is None and isinstance(found.row, Agreement) and text_queries.lacks_hand(found.row)


def _need_signable(kind: Kind[T], found: Opened[T], party: Party | None, today: date) -> None:
    """`party` None: the mediator, who signs also after the end what took effect by the parties' signatures."""
    follows = _follows(found, party)
    if kind.mediated and not follows:
        need_open(found.mediation, today)
    if found.row.state != kind.signing and not follows:
        raise ActionRefused(f"这份{kind.word}现在是“{found.row.state_label}”，不能签名。")
    if digest(kind.content(found.row)) != found.row.digest:
        raise ActionRefused(f"{kind.word}文本与送签时不一致，请联系调解员。")

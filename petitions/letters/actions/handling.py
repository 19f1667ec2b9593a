"""Answering: the procedural reply, the letter with the result, the end, and beginning again."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import admit, announce, close_deadlines, set_deadline
from common.cases.events import By
from common.cases.models import Case, Deadline
from common.cases.rules import ActionRefused, Awaited
from common.cases.states import Capacity, DeadlineState, Holder
from common.law.papers import PaperKind
from petitions.letters.actions.locking import locked, move
from petitions.letters.events import Acknowledged, Answered, Concluded, Reopened
from petitions.letters.models import Petition, Reply, Routing
from petitions.letters.queries import REPLY, RESULT, REVIEW, higher_court, lengths
from petitions.letters.rules import remedies
from petitions.letters.states import (
    About,
    FollowUp,
    Outcome,
    PetitionState,
    Procedural,
    ReopenReason,
    ReplyKind,
    RouteReason,
)


def _said(text: str) -> str:
    text = "\n".join(line.strip() for line in text.splitlines() if line.strip())
    if not text:
        raise ActionRefused("请填写答复内容。", field="text")
    if "【" in text:
        raise ActionRefused("正文里还有“【】”提示没有填写完整。", field="text")
    return text


def _author(by: By) -> int:
    if by.user_id is None:
        raise ValueError("a letter is signed by a person")
    return by.user_id


@transaction.atomic
def acknowledge(
    *, petition: Petition, template: Procedural, text: str, by: By, today: date, expected: int | None = None
) -> Reply:
    """The procedural reply, signed and sent. Once a round; the result's term becomes the next due day."""
    row = locked(petition, expected)
    if row.state == PetitionState.LODGED:
        raise ActionRefused("请先指定承办人，再作程序性答复。")
    if row.state != PetitionState.ROUTED:
        raise ActionRefused("这件信访已经作过程序性答复。")
    text = _said(text)
    reply = Reply.objects.create(
        petition=row,
        kind=ReplyKind.PROCEDURAL,
        round=row.round,
        code=template,
        text=text,
        author_id=_author(by),
        signed_on=today,
    )
    close_deadlines(case=row.case, today=today, terms=[REPLY])
    move(row, PetitionState.ACKNOWLEDGED, acknowledged_on=today, due_on=_result_due(row))
    announce(case=row.case, event=Acknowledged(petition_id=row.pk, reply_id=reply.pk), by=by)
    return reply


def _result_due(row: Petition) -> date:
    due = (
        Deadline.objects.filter(case=row.case, term=RESULT, due__isnull=False)
        .exclude(state=DeadlineState.VOID)
        .order_by("-pk")
        .values_list("due", flat=True)
        .first()
    )
    return due or row.due_on


@transaction.atomic
def answer(
    *, petition: Petition, outcome: Outcome, text: str, by: By, today: date, expected: int | None = None
) -> Reply:
    """The letter with the result, signed and served. Given within the first term it is the procedural reply as well.

    Where the answer may be reviewed (信访条例35) that term waits for the service of the letter.
    """
    row = locked(petition, expected)
    if row.state == PetitionState.LODGED:
        raise ActionRefused("请先指定承办人，再答复。")
    if row.state not in (PetitionState.ROUTED, PetitionState.ACKNOWLEDGED):
        raise ActionRefused("这件信访已经答复。")
    text = _said(text)
    reply = Reply.objects.create(
        petition=row,
        kind=ReplyKind.RESULT,
        round=row.round,
        code=outcome,
        text=text,
        author_id=_author(by),
        signed_on=today,
    )
    close_deadlines(case=row.case, today=today, terms=[REPLY, RESULT])
    party = row.case.parties.order_by("pk").first()
    if (
        party
        and not row.anonymous
        and remedies(outcome, About(row.about), higher_court(row.case.court), row.case.received_on).value
    ):
        set_deadline(
            case=row.case,
            term=REVIEW,
            holder=Holder.PARTY,
            party_id=party.pk,
            by=by,
            awaits=Awaited(PaperKind.PETITION_ANSWER, party.pk),
        )
    move(
        row,
        PetitionState.ANSWERED,
        outcome=outcome,
        answered_on=today,
        acknowledged_on=row.acknowledged_on or today,
    )
    announce(case=row.case, event=Answered(petition_id=row.pk, reply_id=reply.pk), by=by)
    return reply


@transaction.atomic
def conclude(
    *,
    petition: Petition,
    follow_up: FollowUp,
    by: By,
    today: date,
    words: str = "",
    expected: int | None = None,
) -> Petition:
    """End it after the follow-up. 本人已在网上评价 only when there is a rating; a talk needs its note."""
    row = locked(petition, expected)
    if row.state == PetitionState.CONCLUDED:
        raise ActionRefused("这件信访已经办结。")
    if row.state != PetitionState.ANSWERED:
        raise ActionRefused("还没有书面答复，不能办结。")
    if follow_up is FollowUp.ONLINE and not hasattr(row, "rating"):
        raise ActionRefused("信访人还没有在网上评价，请选择其他回访方式。", field="follow_up")
    if follow_up in (FollowUp.PHONE, FollowUp.VISIT) and not words.strip():
        raise ActionRefused("请记下信访人的意见。", field="words")
    move(
        row,
        PetitionState.CONCLUDED,
        follow_up=follow_up,
        follow_up_words=words.strip(),
        concluded_on=today,
    )
    announce(case=row.case, event=Concluded(petition_id=row.pk, outcome=row.outcome), by=by)
    return row


@transaction.atomic
def reopen(*, petition: Petition, reason: ReopenReason, by: By, today: date, expected: int | None = None) -> Petition:
    """Take it up again for a coded reason: same owner, a new round, both terms anew from today."""
    row = locked(petition, expected)
    if row.state != PetitionState.CONCLUDED:
        raise ActionRefused("只有已办结的信访可以重新办理。")
    if row.owner_id is None or row.division is None:
        raise ActionRefused("请先指定承办人。")
    amounts = lengths(today)
    close_deadlines(case=row.case, today=today, terms=[REVIEW], met=False)
    rows = [
        set_deadline(case=row.case, term=key, holder=Holder.PETITION_OFFICER, by=by, start=today, amount=amounts[key])
        for key in (REPLY, RESULT)
    ]
    Routing.objects.create(
        petition=row,
        division=row.division,
        former_id=row.owner_id,
        owner_id=row.owner_id,
        on=today,
        by_id=by.user_id,
        reason=RouteReason.REOPENED,
        words=reason.label,
    )
    admit(case=row.case, user_id=row.owner_id, capacity=Capacity.PETITION_OFFICER, by=by, today=today)
    move(
        row,
        PetitionState.ROUTED,
        round=row.round + 1,
        due_on=rows[0].due or today,
        acknowledged_on=None,
        answered_on=None,
        concluded_on=None,
        outcome="",
        follow_up="",
        follow_up_words="",
    )
    announce(case=row.case, event=Reopened(petition_id=row.pk), by=by)
    return row


def follow_due(*, case: Case, frm: date, due: date) -> None:
    """The day of the next answer moved with the calendar: the copy that lists are sorted by moves with it."""
    Petition.objects.filter(case=case, due_on=frm).update(due_on=due)

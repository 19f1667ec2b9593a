"""Answering: the procedural reply, the letter with the result, the end, and beginning again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from common.cases.actions import admit, announce, close_deadlines, finish_todo, open_todo, set_deadline
from common.cases.events import By
from common.cases.models import Case
from common.cases.rules import ActionRefused, Awaited
from common.cases.states import Capacity, Holder, TodoKind
from common.law.articles import Article, art, merge
from common.law.papers import PaperKind
from common.people.states import Role
from petitions.letters.actions.locking import locked, move
from petitions.letters.actions.prolonging import void_prolonging
from petitions.letters.actions.terms import set_terms
from petitions.letters.events import Acknowledged, Answered, Concluded, Reopened
from petitions.letters.models import Petition, Reply, Routing
from petitions.letters.queries import (
    answered_by_the_meant,
    complained_of,
    finals,
    needs_another,
    remedy_of,
    review_of,
    running,
    signed_by,
)
from petitions.letters.rules import answers_for, follow_up_problem, opinion, review_term
from petitions.letters.rules.limbs import FIRST_ANSWERS, RESULTS, REVIEWS
from petitions.letters.rules.roads import SEPARATION
from petitions.letters.states import (
    FollowUp,
    Level,
    Limb,
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
    directed = template is Procedural.TO_PROCEDURE
    reply = _signed(
        row,
        ReplyKind.PROCEDURAL,
        template,
        text,
        by,
        today,
        basis=merge((art("信访条例", 23, 1),), SEPARATION if directed else ()),
    )
    close_deadlines(case=row.case, today=today, terms=[*FIRST_ANSWERS])
    result = running(row, RESULTS)
    move(row, PetitionState.ACKNOWLEDGED, acknowledged_on=today, due_on=(result and result.due) or row.due_on)
    announce(case=row.case, event=Acknowledged(petition_id=row.pk, reply_id=reply.pk), by=by)
    return reply


def _signed(
    row: Petition,
    kind: ReplyKind,
    code: Procedural | Outcome,
    text: str,
    by: By,
    today: date,
    *,
    basis: Sequence[Article],
    remedy: str = "",
) -> Reply:
    """A letter with everything that is printed of it: once a kind and round."""
    return Reply.objects.create(
        petition=row,
        kind=kind,
        round=row.round,
        code=code,
        text=_said(text),
        remedy=remedy,
        basis=[article.cite for article in basis],
        author_id=_author(by),
        signed_on=today,
    )


@transaction.atomic
def answer(
    *, petition: Petition, outcome: Outcome, text: str, by: By, today: date, expected: int | None = None
) -> Reply:
    """The letter with the result, signed and served. Given within the first term it is the procedural reply as well.

    It says what may be done against it. Where that is 复查 or 复核 (信访条例35, 36), the term waits for the service of
    the letter, and outlives the end of the petition. Whoever has it in hand has the follow-up to do.
    """
    row = locked(petition, expected)
    if row.state == PetitionState.LODGED:
        raise ActionRefused("请先指定承办人，再答复。")
    if row.state not in (PetitionState.ROUTED, PetitionState.ACKNOWLEDGED):
        raise ActionRefused("这件信访已经答复。")
    limb, level = Limb(row.limb), Level(row.level)
    before = finals(row)
    if outcome not in answers_for(limb, level, final_before=bool(before)):
        words = f"这件事归为“{limb.label}”，不能答复“{outcome.label}”。归类不对的，请先更正归类。"
        if outcome is Outcome.NOT_AGAIN:
            words = "没有查到这位信访人已经复核的事项，不能答复不再受理。"
        elif outcome is Outcome.FORWARDED and level is not Level.FIRST:
            words = f"请求{level.label}的，由收到请求的法院提出意见，不能转送。请选其他结果。"
        raise ActionRefused(words, field="outcome")
    found, against = opinion(outcome, limb), remedy_of(row, outcome)
    reply = _signed(
        row,
        ReplyKind.RESULT,
        outcome,
        text,
        by,
        today,
        basis=merge(found.articles, against.articles),
        remedy=against.value,
    )
    close_deadlines(case=row.case, today=today, terms=[*FIRST_ANSWERS, *RESULTS])
    void_prolonging(row, by, today)
    party = row.case.parties.order_by("pk").first()
    key = review_term(limb, level, outcome)
    if party and not row.anonymous and key:
        set_deadline(
            case=row.case,
            term=key,
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
    if level is Level.REEXAMINATION:
        make_final(row, today)
    open_todo(
        case=row.case,
        kind=TodoKind.PETITION_FOLLOW_UP,
        words="已经书面答复，请回访信访人后办结。",
        by=by,
        today=today,
        role=Role.DIVISION_HEAD if needs_another(row, complained_of(row)) else None,
    )
    announce(case=row.case, event=Answered(petition_id=row.pk, reply_id=reply.pk), by=by)
    return reply


def make_final(row: Petition | None, on: date | None) -> None:
    """The matter was re-examined: whatever was below it is final too (信访条例36第3款). None: it is taken up again."""
    while row is not None:
        Petition.objects.filter(pk=row.pk).update(final_on=on)
        row.final_on = on
        row = row.reviews


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
    """End it after the follow-up. What is said of it must be so: 本人已在网上评价 needs a rating, 联系不上 what was
    tried where there is a number to ring, and a talk its note. The right to have the opinion reviewed stays.
    """
    row = locked(petition, expected)
    if row.state == PetitionState.CONCLUDED:
        raise ActionRefused("这件信访已经办结。")
    if row.state != PetitionState.ANSWERED:
        raise ActionRefused("还没有书面答复，不能办结。")
    meant = complained_of(row)
    if answered_by_the_meant(row, meant):
        raise ActionRefused("答复是被反映的人签发的，不能据此办结。请重新办理，由别人答复。")
    if needs_another(row, meant) and by.user_id == signed_by(row):
        raise ActionRefused("反映本院人员的，答复的人不能自己办结，请由庭长或者另一位信访专员回访办结。")
    problem, field = follow_up_problem(
        follow_up,
        rated=hasattr(row, "rating"),
        phone=any(party.phone for party in row.case.parties.all()),
        words=words.strip(),
    )
    if problem:
        raise ActionRefused(problem, field=field)
    move(
        row,
        PetitionState.CONCLUDED,
        follow_up=follow_up,
        follow_up_words=words.strip(),
        concluded_on=today,
    )
    finish_todo(case=row.case, kind=TodoKind.PETITION_FOLLOW_UP, by=by, today=today)
    announce(case=row.case, event=Concluded(petition_id=row.pk, outcome=row.outcome), by=by)
    return row


@transaction.atomic
def reopen(*, petition: Petition, reason: ReopenReason, by: By, today: date, expected: int | None = None) -> Petition:
    """Take it up again for a coded reason: same owner, a new round, both terms anew from today."""
    row = locked(petition, expected)
    if row.state != PetitionState.CONCLUDED and not answered_by_the_meant(row, complained_of(row)):
        raise ActionRefused("只有已办结的信访可以重新办理。")
    if row.owner_id is None or row.division is None:
        raise ActionRefused("请先指定承办人。")
    if row.owner_id in {each.user_id for each in complained_of(row)}:
        raise ActionRefused("原承办人是被反映的人，请先转办给别人，再重新办理。")
    if reason is not ReopenReason.SUPERIOR and (row.final_on or review_of(row)):
        raise ActionRefused("信访人已请求上级法院复查或者复核。上级法院要求重新办理的，才能重新办理。", field="reason")
    make_final(row, None)
    close_deadlines(case=row.case, today=today, terms=[*REVIEWS], met=False)
    finish_todo(case=row.case, kind=TodoKind.PETITION_FOLLOW_UP, by=by, today=today)
    rows = set_terms(row, start=today, today=today, by=by)
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

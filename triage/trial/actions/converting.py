"""Turning a procedure into another: small claims objected to, a conversion sought, the ruling carried out."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import announce, record_facts, set_case
from common.cases.events import By
from common.cases.models import Case, Party
from common.cases.rules import ActionRefused, NeedsPerson
from common.cases.states import ENDED, FactKey, Stage
from common.law.articles import Finding, art
from common.law.procedures import Procedure, Track
from triage.sorting.models import Decision
from triage.sorting.queries import known_facts
from triage.sorting.rules import read_facts
from triage.sorting.states import DecisionState, Round
from triage.teams.actions import keep_trial_term
from triage.trial import queries
from triage.trial.actions.drafts import follow_drafts
from triage.trial.actions.extending import void_extensions
from triage.trial.actions.hearing import check_hearings
from triage.trial.actions.summoning import keep_notice
from triage.trial.events import Converted, ObjectionDecided, ObjectionMade, RulingDrafted
from triage.trial.models import Ruling, SmallClaimsObjection
from triage.trial.rules import conversion_refused, may_convert
from triage.trial.states import ObjectionOutcome, RulingKind, RulingState

_WHY = 300  # characters a reason may have


@transaction.atomic
def follow_foreign(*, case: Case, by: By, today: date) -> None:
    """Whether the case is foreign-related was found otherwise: the trial term falls away where none binds it any more
    (民诉法287), and is set again, from registration, where one does. What a term decided before stays as it was."""
    case = Case.lock(case.pk)
    if case.stage in ENDED:
        return
    keep_trial_term(case=case, by=by, today=today)
    if queries.trial_deadline(case, lapsed=True) is None:
        void_extensions(case=case, by=by, today=today)


@transaction.atomic
def object_to_small_claims(*, case: Case, party: Party, ground: str, by: By, today: date) -> SmallClaimsObjection:
    """A party objects before the hearing (解释279); the judge's answer changes the case. The same again is the same."""
    case = Case.lock(case.pk)
    if case.procedure != Procedure.SMALL or case.stage != Stage.TRIAL:
        raise ActionRefused("本案没有适用小额诉讼程序审理，不需要提出异议。")
    if known_facts(case).get(FactKey.HEARING_HELD):
        raise ActionRefused("异议应当在开庭前提出，本案已经开庭。")
    if not ground.strip():
        raise ActionRefused("请写明异议的理由。", field="ground")
    row, made = SmallClaimsObjection.objects.get_or_create(
        case=case, party=party, defaults={"ground": ground.strip()[:500], "made_on": today}
    )
    if made:
        announce(case=case, event=ObjectionMade(objection_id=row.pk, party_id=party.pk), by=by)
    elif row.outcome != ObjectionOutcome.OPEN:
        raise ActionRefused(f"您提出过的异议已经处理：{ObjectionOutcome(row.outcome).label}。")
    return row


@transaction.atomic
def decide_objection(
    *,
    objection: SmallClaimsObjection,
    upheld: bool,
    by: By,
    today: date,
    to: Procedure = Procedure.SUMMARY,
    words: str = "",
) -> SmallClaimsObjection:
    """The judge examines it: upheld, the case goes on by the summary procedure at once, or by ruling as an ordinary
    one, and every other open objection has what it asked for; not upheld, it is rejected by an oral ruling whose
    `words` are put on record (解释279)."""
    case = Case.lock(objection.case_id)
    row = SmallClaimsObjection.objects.select_for_update().get(pk=objection.pk)
    if row.outcome != ObjectionOutcome.OPEN:
        raise ActionRefused(f"这项异议已经处理：{ObjectionOutcome(row.outcome).label}。")
    row.outcome = ObjectionOutcome.UPHELD if upheld else ObjectionOutcome.REJECTED
    row.decided_on, row.decided_by_id, row.words = today, by.user_id, words.strip()[:500]
    row.save()
    decided = [row]
    if upheld:
        record_facts(case=case, facts={FactKey.UNSUITED_SMALL: True}, source="judge", today=today)
        seek_conversion(case=case, to=to, words=row.words or row.ground, by=by, today=today)
        others = SmallClaimsObjection.objects.select_for_update().filter(case=case, outcome=ObjectionOutcome.OPEN)
        for other in others.order_by("pk"):
            other.outcome, other.decided_on, other.decided_by_id = row.outcome, today, by.user_id
            other.save()
            decided.append(other)
    for each in decided:
        told = ObjectionDecided(objection_id=each.pk, party_id=each.party_id, outcome=str(each.outcome))
        announce(case=case, event=told, by=by)
    return row


@transaction.atomic
def seek_conversion(*, case: Case, to: Procedure, words: str, by: By, today: date) -> Ruling | Decision:
    """The judge finds the procedure unsuitable, and says why in `words`: a ruling gives its reasons (民诉法157第3款).
    From small claims to the rest of the summary procedure no ruling is needed (民诉法169): converted at once. Anything
    else is drafted as a ruling on the judge's own list."""
    case, words = Case.lock(case.pk), words.strip()[:_WHY]
    if not words:
        raise ActionRefused("请写明为什么要转换程序。", field="words")
    if case.stage != Stage.TRIAL:
        raise ActionRefused(f"本案现在处于“{case.stage_label}”阶段，不能转换程序。")
    frm = Procedure(case.procedure)
    found = _convertible(case, frm, to, today)
    if not found.value:
        raise ActionRefused(conversion_refused(found), field="to")
    if frm == Procedure.SMALL and to == Procedure.SUMMARY:
        return _convert(case=case, frm=frm, to=to, words=words, by=by, today=today, cites=[art("民诉法", 169).cite])
    judge_id = queries.judge_for_ruling(case, today)
    if judge_id is None:
        raise NeedsPerson("本案没有承办法官，不能裁定转换程序。")
    row, made = Ruling.objects.get_or_create(
        case=case,
        kind=RulingKind.CONVERSION,
        state=RulingState.DRAFT,
        defaults={
            "judge_id": judge_id,
            "articles": [article.cite for article in found.articles],
            "facts": {"from": frm.value, "to": to.value, "words": words},
            "drafted_on": today,
        },
    )
    if made:
        follow_drafts(case=case, by=by, today=today)
        announce(case=case, event=RulingDrafted(ruling_id=row.pk, what=RulingKind.CONVERSION.value), by=by)
    return row


def _convertible(case: Case, frm: Procedure, to: Procedure, today: date) -> Finding[bool]:
    """A term that has run out bars as one that runs: its end is the limit (解释258第2款), also that of small claims for
    a case that went on as a summary one only after it."""
    terms = (queries.trial_deadline(case, lapsed=True), queries.small_missed(case))
    ends = [row.due for row in terms if row is not None and row.due is not None]
    heard = bool(known_facts(case).get(FactKey.HEARING_HELD))
    return may_convert(frm, to, today=today, term_ends=min(ends, default=None), heard=heard)


def carry_out_conversion(*, case: Case, ruling: Ruling, by: By, today: date) -> Decision:
    """The signed ruling takes effect: called by sign_ruling, inside its transaction. It is made on the day it is
    signed: a draft that lay until the term was over comes too late (解释258第2款)."""
    frm, to = Procedure(ruling.facts["from"]), Procedure(ruling.facts["to"])
    found = _convertible(case, frm, to, today)
    if not found.value:
        raise ActionRefused(f"{conversion_refused(found)}。请选择“不予签发”。")
    return _convert(
        case=case,
        frm=frm,
        to=to,
        words=str(ruling.facts.get("words", "")),
        by=by,
        today=today,
        cites=list(ruling.articles),
    )


def _convert(
    *, case: Case, frm: Procedure, to: Procedure, words: str, by: By, today: date, cites: list[str]
) -> Decision:
    track = Track(case.track) if case.track else Track.FAST
    if to == Procedure.ORDINARY_PANEL:
        track = Track.CAREFUL
    row = Decision.objects.create(
        case=case,
        round=Round.CONVERSION,
        facts=read_facts(known_facts(case)),
        findings=[
            {
                "words": f"由{frm.label}转为{to.label}",
                "facts": [],
                "cite": cites[0] if cites else "",
                "effect": to.label,
            }
        ],
        proposed_procedure=to,
        proposed_track=track,
        procedure=to,
        track=track,
        state=DecisionState.CONFIRMED,
        reason_words=words,
        proposed_on=today,
        decided_by_id=by.user_id,
        decided_on=today,
    )
    set_case(case=case, procedure=to.value, track=track.value)
    # The former term no longer counts; the new one runs from registration all the same (解释258第3款).
    void_extensions(case=case, by=by, today=today)
    keep_trial_term(case=case, by=by, today=today)
    keep_notice(case=case, by=by, today=today)
    check_hearings(case=case, by=by, today=today)  # what was waived in the former procedure is waived no more
    announce(case=case, event=Converted(decision_id=row.pk, frm=frm.value, to=to.value), by=by)
    return row

"""驳回起诉 and 移送管辖: proposed by the judge who has the case or, before it has one, by the court that registered it.

A proposal is a draft on a judge's list; only the signature ends the case (解释208第3款, 211; 民诉法37, 157).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from common.cases.events import By
from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.cases.states import ENDED, FactKey
from common.law.articles import Finding
from common.people.queries import on_duty
from triage.sorting.queries import known_facts
from triage.teams.models import Assignment
from triage.teams.queries import conflicted
from triage.trial import rules
from triage.trial.actions.rulings import draft_ruling
from triage.trial.models import Ruling
from triage.trial.states import DismissalGround, RulingKind, RulingState, TransferGround


@transaction.atomic
def seek_dismissal(*, case: Case, ground: DismissalGround, words: str, by: By, today: date) -> Ruling:
    """Draft 驳回起诉 with its ground and articles. `words` are the court's findings the ruling prints."""
    case = _registered(case, RulingKind.DISMISSAL)
    found = rules.dismissal(ground, case.procedure)
    if not words.strip():
        raise ActionRefused("请写明法院查明的事实和理由，裁定书上会引用。", field="words")
    return _draft(case, RulingKind.DISMISSAL, found, {"ground": found.value, "words": words.strip()[:1000]}, by, today)


@transaction.atomic
def seek_transfer(*, case: Case, ground: TransferGround, court: str, words: str, by: By, today: date) -> Ruling:
    """Draft 移送管辖 to `court`, by its full name: it may lie outside this city."""
    case = _registered(case, RulingKind.TRANSFER)
    heard = bool(known_facts(case).get(FactKey.HEARING_HELD))
    found = rules.transfer(ground, heard=heard)
    if found.value:
        raise ActionRefused(found.value, field="transfer_ground")
    name = court.strip()[:60]
    if not name.endswith("法院"):
        raise ActionRefused("请写明移送到的人民法院的全称。", field="court")
    if name == case.court.name:
        raise ActionRefused("不能移送到本院。", field="court")
    facts = {"ground": ground.label, "words": words.strip()[:1000], "court": name}
    return _draft(case, RulingKind.TRANSFER, found, facts, by, today)


def _registered(case: Case, kind: RulingKind) -> Case:
    case = Case.lock(case.pk)
    if case.registered_on is None:
        raise ActionRefused("本案还没有立案。起诉不符合条件的，按立案审查的规定办理。")
    if case.stage in ENDED:
        raise ActionRefused("本案已经结束。")
    if Ruling.objects.filter(case=case, kind=kind, state=RulingState.DRAFT).exists():
        raise ActionRefused(f"本案已有一份待签的{kind.label}裁定。")
    return case


def _draft(case: Case, kind: RulingKind, found: Finding[str], facts: dict[str, Any], by: By, today: date) -> Ruling:
    """On the own list of the judge on duty who drafts before the case has one; else where drafts of this case go."""
    own = None
    if not Assignment.objects.filter(case=case, until__isnull=True).exists():
        judges = (on_duty(case.court_id, today) or frozenset()) - conflicted(case)
        own = by.user_id if by.user_id in judges else None
    return draft_ruling(
        case=case,
        kind=kind,
        by=by,
        today=today,
        articles=[article.cite for article in found.articles],
        facts=facts,
        judge_id=own,
    )

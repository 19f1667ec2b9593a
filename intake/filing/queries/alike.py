"""Whether the same people stand in the same dispute already: told before it is filed twice, and never a decision
(民诉法第一百二十七条第五项)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse

from common.cases.access import visible_to
from common.cases.models import Case, Party
from common.cases.states import ENDED, Side
from common.law.names import name_key
from common.people.models import Anyone
from common.web.wording import day_words
from intake.elements.rules import answers as reading
from intake.filing.access import drafts_of
from intake.filing.models import Draft
from intake.filing.queries.drafts import title_of
from intake.filing.states import DraftState

MOST = 5  # of each are shown
LOOKED_AT = 50  # drafts of one person


@dataclass(frozen=True)
class Alike:
    """A case or a draft of the same dispute: its title, what it is, its address."""

    title: str
    words: str
    url: str


def alike(draft: Draft, user: Anyone, guest: str, today: date) -> list[Alike]:
    """The visitor's open cases and drafts with the same people on both sides and the same cause. Two queries; none for
    a draft whose sides or cause are still unknown. A suit after mediation is not the same as what it goes on from."""
    form, given = draft.spec, draft.given()
    mine, theirs = reading.names(form, given, "claimant"), reading.names(form, given, "respondent")
    if not mine or not theirs or not draft.cause:
        return []
    found = [
        Alike(
            case.title,
            f"{day_words(case.received_on)}收到，{case.stage_label}",
            reverse("casefile:case", args=[case.uid]),
        )
        for case in _cases(draft, mine, theirs, user, today)
    ]
    rows = drafts_of(user, guest, today).filter(state=DraftState.OPEN, cause=draft.cause).exclude(pk=draft.pk)
    sides = _keys(mine), _keys(theirs)
    for row in rows.order_by("-saved_at", "-pk")[:LOOKED_AT]:
        spec, told = row.spec, row.given()
        if all(
            _keys(reading.names(spec, told, key)) & names
            for key, names in zip(("claimant", "respondent"), sides, strict=True)
        ):
            url = reverse("intake:draft", args=[row.uid])
            found.append(Alike(title_of(row, spec, told), "还没有提交的草稿", url))
    return found[: 2 * MOST]


def _cases(draft: Draft, mine: list[str], theirs: list[str], user: Anyone, today: date) -> list[Case]:
    if not user.is_authenticated:
        return []
    sides = [
        Exists(Party.objects.filter(case=OuterRef("pk"), side=side, name__in=names, left_on__isnull=True))
        for side, names in ((Side.CLAIMANT, mine), (Side.RESPONDENT, theirs))
    ]
    rows = visible_to(user, today).filter(*sides, cause=draft.cause).exclude(stage__in=ENDED)
    if draft.case_id is not None:
        rows = rows.exclude(pk=draft.case_id)
    return list(rows.order_by("-received_on", "-id")[:MOST])


def _keys(names: list[str]) -> set[str]:
    return {name_key(each) for each in names}

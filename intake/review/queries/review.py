"""The review of one filing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch

from common.cases.models import Case, CaseFact, Claim, Deadline, Party
from common.cases.states import DeadlineState, FactKey, Side
from common.courts.models import Township
from common.courts.queries import townships
from common.law import causes
from common.law.abroad import Home
from common.law.articles import Finding, art
from common.law.jurisdiction import Candidate, Places, hint
from common.law.mediability import Mediability, mediable
from common.web.wording import day_words
from intake.elements.rules import answers as reading
from intake.elements.rules.forms import FormSpec, question_id
from intake.filing.models import Evidence, Filing
from intake.filing.queries import REVIEW_TERMS, Quote, quote_for
from intake.filing.rules.complaint import to_prove
from intake.review.models import Correction
from intake.review.queries.desk import OURS
from intake.review.rules import changes, divertible, label_of

# What is asked of an agent and looked at with its mandate, where it is also mended.
PAPERS = ("document", "claimants")
DUPLICATE_WITHIN = timedelta(days=365)  # not law: how far back the desk looks for the same dispute


@dataclass(frozen=True)
class ReviewItem:
    """One answer as the clerk reads it; `target` is what a tick box marks for correction, empty where another page asks
    for what is missing."""

    target: str
    label: str
    value: str


# What is read with a filing: for the pages that ask once more before an act, and for the review itself.
TO_DECIDE = (
    Prefetch("case__facts", CaseFact.objects.order_by("pk")),
    Prefetch("case__deadlines", Deadline.objects.filter(term__in=REVIEW_TERMS, subject__in=OURS).order_by("due", "id")),
)
TO_REVIEW = (
    *TO_DECIDE,
    Prefetch("case__parties", Party.objects.order_by("order", "id")),
    Prefetch("case__claims", Claim.objects.order_by("order")),
    Prefetch("case__evidence", Evidence.objects.select_related("document").order_by("order", "id")),
    Prefetch("corrections", Correction.objects.order_by("id")),
)


@dataclass(frozen=True)
class Grounds:
    """What the clerk's acts hang on. No query of its own for a filing with `TO_DECIDE`."""

    due: Deadline | None
    mediability: Finding[Mediability]
    divert: Finding[bool]


def grounds_of(filing: Filing) -> Grounds:
    case = filing.case
    facts = {each.key: each.value for each in case.facts.all()}
    found = (
        mediable(case.cause)
        if _cause_known(case)
        else Finding(Mediability.MAY, (art("民诉法", 125),), "案由待定", False)
    )
    running = (each for each in case.deadlines.all() if each.term in REVIEW_TERMS and each.state == DeadlineState.OPEN)
    return Grounds(
        due=next(running, None),
        mediability=found,
        divert=divertible(
            route=case.route,
            mediable=found.value,
            accepts=str(facts.get(FactKey.ACCEPTS_MEDIATION, "unsure")),
            already_mediated=filing.second_sorted,
            wish=filing.wish,
        ),
    )


def _cause_known(case: Case) -> bool:
    return bool(case.cause) and causes.exists(case.cause)


def _jurisdiction(case: Case, domicile: str | None, respondent: Party | None) -> Finding[tuple[Candidate, ...]] | None:
    if not _cause_known(case):
        return None
    abroad = respondent is not None and Home(respondent.home) is Home.ABROAD
    places = Places(defendant_domicile=domicile, defendant_without_domicile=abroad)
    return hint(case.cause, places, amount_fen=case.amount, received=case.received_on)


@dataclass(frozen=True)
class ReviewPage(Grounds):
    groups: list[tuple[str, list[ReviewItem]]]
    evidence: list[Evidence]
    claims: list[Any]
    jurisdiction: Finding[tuple[Candidate, ...]] | None
    duplicates: list[Case]
    corrections: list[tuple[Correction, list[Any], list[dict[str, str]]]]
    quote: Quote
    decided: str
    unproved: list[str]


def review_page(filing: Filing, today: date) -> ReviewPage:
    """Everything the clerk needs on one page. At most two queries of its own for a filing with `TO_REVIEW`."""
    case, form = filing.case, filing.spec
    parties = list(case.parties.all())
    evidence = [each for each in case.evidence.all() if not each.removed]
    corrections = list(filing.corrections.all())
    respondent = next((each for each in parties if each.side == Side.RESPONDENT), None)
    home = respondent.township_id if respondent else None
    places = townships() if home or _names_townships(filing) else []
    domicile = next((each.court.gb for each in places if each.pk == home), None)
    claims = list(case.claims.all())
    drafted = [reading.ClaimDraft(each.text, each.amount) for each in claims]
    return ReviewPage(
        **vars(grounds_of(filing)),
        groups=_review_groups(filing, form, places),
        evidence=evidence,
        claims=claims,
        jurisdiction=_jurisdiction(case, domicile, respondent),
        duplicates=_duplicates(case, parties),
        corrections=[
            (
                each,
                changes(form, filing.wish, each.before or {}, _after(filing, corrections, place_of))
                if each.answered_on
                else [],
                item_words(each, form, filing.wish, evidence),
            )
            for place_of, each in enumerate(corrections)
        ],
        quote=quote_for(case.cause, filing.wish, drafted, today),
        unproved=to_prove(form, filing.answers),
        decided=(
            f"{filing.reviewed_by.display_name} {day_words(filing.reviewed_on)}"
            if filing.reviewed_by and filing.reviewed_on
            else ""
        ),
    )


def _after(filing: Filing, corrections: Sequence[Correction], place: int) -> dict[str, Any]:
    """The answers as they stood after this correction: what the next one found, else what stands now."""
    questions = list(corrections[place].before or {})
    after = {question: filing.answers.get(question) for question in questions}
    for later in reversed(corrections[place + 1 :]):
        after |= {question: old for question, old in (later.before or {}).items() if question in after}
    return after


def item_words(correction: Correction, form: FormSpec, wish: str, evidence: Sequence[Evidence]) -> list[dict[str, str]]:
    """What was asked for, in words: [{label, message, question | document}]."""
    titles = {each.document.uid: each.title for each in evidence}
    found = []
    for each in correction.items:
        if each.get("question"):
            label = label_of(form, wish, each["question"])
        else:
            label = titles.get(each.get("document", ""), "补充材料")
        found.append({**each, "label": label})
    return found


def _names_townships(filing: Filing) -> bool:
    return any(question.endswith(".township") for question in filing.answers)


def _review_groups(filing: Filing, form: FormSpec, places: Sequence[Township]) -> list[tuple[str, list[ReviewItem]]]:
    names = {each.code: f"{each.court.short_name} {each.name}" for each in places}
    found = []
    for section in form.for_wish(filing.wish):
        if section.special == "evidence":
            continue
        indexes: list[int | None] = [*reading.items(filing.answers, section)] if section.repeat else [None]
        for index in indexes:
            one = reading.of_section(filing.answers, section, index)
            rows = []
            for each in reading.asked(section, index, filing.answers, filing.first_received_on):
                value = one.get(each.key)
                if each.key == "mediation_note" or each.type in PAPERS or (reading.blank(value) and not each.required):
                    continue  # what was said about mediation is the mediator's alone
                text = reading.shown_words(each, value, masked=True)
                if each.type == "township" and value:
                    text = names.get(str(value), "不清楚，或者不在云浮")
                question = question_id(section.key, each.key, index) if section.key != "agent" else ""
                rows.append(ReviewItem(f"q:{question}" if question else "", each.label_for(filing.wish), text))
            if rows:
                title = section.title_for(filing.wish)
                if section.repeat:
                    title = f"{section.called(filing.wish)}{index if len(indexes) > 1 else ''}"
                found.append((title.removeprefix("填写"), rows))
    return found


def _duplicates(case: Case, parties: Sequence[Party]) -> list[Case]:
    """Same people and cause within a year: a hint (民诉法第一百二十七条第五项), never a decision."""
    hashes = [each.id_hash for each in parties if each.side == Side.CLAIMANT and each.id_hash]
    names = [each.name for each in parties if each.side == Side.RESPONDENT]
    if not hashes or not names or not case.cause:
        return []
    since = case.received_on - DUPLICATE_WITHIN
    rows = Case.objects.filter(cause=case.cause, received_on__gte=since, parties__id_hash__in=hashes)
    rows = rows.filter(pk__in=Party.objects.filter(side=Side.RESPONDENT, name__in=names).values("case"))
    return list(rows.exclude(pk=case.pk).distinct().order_by("-received_on", "-id")[:5])


def marked_labels(filing: Filing, targets: Sequence[str]) -> list[tuple[str, str]]:
    """(target, words) of the answers and files a clerk ticked; unknown ones are left out."""
    form = filing.spec
    groups = _review_groups(filing, form, ())  # their labels only: no township need be named
    known = {item.target: f"{title} · {item.label}" for title, rows in groups for item in rows if item.target}
    for each in Evidence.objects.filter(case=filing.case_id, removed=False).select_related("document"):
        known[f"d:{each.document.uid}"] = f"文件：{each.title}"
    known["d:new"] = "补充材料"
    return [(target, known[target]) for target in dict.fromkeys(targets) if target in known]


def other_filers(case: Case, party: Party | None) -> list[str]:
    """The names of the others on the filer's side who are still in the case."""
    rows = case.parties.filter(side=Side.CLAIMANT, left_on__isnull=True).order_by("order")
    return [row.name for row in rows if party is None or row.pk != party.pk]

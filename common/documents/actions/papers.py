"""Issuing papers: a row when the event happens, a file when the worker gets to it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import Q

from common.cases.actions import finish_todo, open_todo
from common.cases.events import SYSTEM, Audience
from common.cases.models import Case, Event, Party, Todo
from common.cases.states import TodoKind
from common.documents.models import Document, Paper
from common.documents.queries import newest, printed
from common.documents.states import PAPER_MOVES, MediaType, PaperState
from common.law import clock
from common.law.papers import PaperKind
from common.law.transitions import move

from .storing import store
from .wake import is_unhurried, wake

CLAIM = timedelta(minutes=3)  # far above any rendering; a claim older than this belonged to a worker that died
ATTEMPTS = 5
_NAMED = 5  # characters no font has, named in a to-do
_WORDS = 200  # of a to-do
DAY = timedelta(days=1)  # a paper that could not be written is tried once a day: a font may have come
TO_RENDER = [PaperState.QUEUED, PaperState.CLAIMED, PaperState.FAILED]
WHEN_ASKED = datetime(9999, 1, 1, tzinfo=clock.SHANGHAI)  # a paper due then waits for its first reader


@transaction.atomic
def issue_paper(
    *,
    case: Case,
    event: Event,
    kind: PaperKind,
    title: str,
    context: Mapping[str, Any],
    audience: Audience,
    party: Party | None = None,
    number: str = "",
) -> Paper:
    """Freeze a paper for the worker to render; issuing it again for the same event and addressee returns the first.

    `context` holds plain JSON values; `context["day"]` is the ISO day under the paper and is required.
    It is rendered by the newest layout of its kind, now and ever after: the version is kept with it. `title`, `number`
    and `law_day`, by which it asks the law (that of the case's receipt), need not be in the context. Inside `unhurried`
    it is rendered when somebody opens it first, see `ask_paper`.
    """
    asked = is_unhurried()
    issued_on = date.fromisoformat(str(context["day"]))
    values: dict[str, Any] = {
        "case": case,
        "title": title,
        "number": number,
        "version": newest(kind),
        "context": {**context, "title": title, "number": number, "law_day": case.received_on.isoformat()},
        "audience": audience,
        "issued_on": issued_on,
        "due_at": WHEN_ASKED if asked else clock.now(),
    }
    once = {"event": event, "kind": kind, "party": party}
    try:
        with transaction.atomic():  # written first and read only when it is there already: hardly ever
            paper = Paper.objects.create(**once, **values)
    except IntegrityError:
        had = Paper.objects.filter(**once).first()
        if had is None:
            raise
        return had
    if not asked:
        wake("documents.render", paper.pk)
    return paper


def ask_paper(paper: Paper) -> None:
    """Somebody wants to read it now: whatever its turn, a worker renders it next. Writes nothing, so a page may ask
    again as often as it is opened; what a lost broker swallowed is asked for again by the waiting page."""
    wake("documents.render", paper.pk, True)


def due_papers(now: datetime) -> Any:
    """Papers to render: new ones, those to try again, those whose worker died, and daily those that failed."""
    return Paper.objects.filter(state__in=TO_RENDER, due_at__lte=now)


@transaction.atomic
def claim_paper(*, pk: int, now: datetime, asked: bool = False) -> Paper | None:
    """Take a paper for rendering, or None when another worker has it or it is done. `asked`: before its turn."""
    rows = Paper.objects.filter(state=PaperState.QUEUED) if asked else due_papers(now)
    paper = rows.filter(pk=pk).select_for_update(skip_locked=True).first()
    if paper is None:
        return None
    move(paper, PaperState.CLAIMED, PAPER_MOVES)
    paper.due_at = now + CLAIM
    paper.attempts += 1
    paper.save(update_fields=["state", "due_at", "attempts"])
    return paper


def keep_rendered(*, paper: Paper, content: bytes, pages: int, now: datetime) -> Document | None:
    """Store the rendered file. None when the claim had expired and another worker was faster."""
    path = store(ContentFile(content))
    try:
        with transaction.atomic():
            mine = _mine(paper).select_for_update().first()
            if mine is None:
                default_storage.delete(path)
                return None
            document = Document.objects.create(
                case_id=mine.case_id,
                party_id=mine.party_id,
                kind=mine.kind,
                title=mine.title,
                original_name=f"{mine.title}.pdf"[:120],
                media_type=MediaType.PDF,
                size=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
                path=path,
                pages=pages,
                audience=mine.audience,
                generated=True,
                created_at=now,
            )
            Paper.objects.filter(pk=mine.pk).update(state=PaperState.RENDERED, document=document)
            _tell_failed(mine.case, now.date())
            return document
    except BaseException:
        default_storage.delete(path)
        raise


def _mine(paper: Paper) -> Any:
    """The row if this claim still holds: the number of attempts is the fence against a worker that woke up late."""
    return Paper.objects.filter(Q(pk=paper.pk, state=PaperState.CLAIMED, attempts=paper.attempts))


def keep_failure(*, paper: Paper, now: datetime, lacking: str = "") -> None:
    """Rendering failed: try again later, four times as late each time; after five tries a person must look. At once
    where no font has a character of it (`lacking`): a paper with a hole in it is not issued."""
    if paper.attempts < ATTEMPTS and not lacking:
        _mine(paper).update(state=PaperState.QUEUED, due_at=now + timedelta(seconds=15 * 4**paper.attempts))
        return
    with transaction.atomic():
        case = Case.lock(paper.case_id)
        if _mine(paper).update(state=PaperState.FAILED, due_at=now + DAY, lacking=lacking[:_NAMED]):
            _tell_failed(case, now.date())


def _tell_failed(case: Case, today: date) -> None:
    """The case's papers that could not be made are one to-do of the clerk's, which names each of them: it is told anew
    when one more fails or is made, and done with the last."""
    rows = list(Paper.objects.filter(case=case, state=PaperState.FAILED).order_by("pk").only("title", "lacking"))
    if not rows:
        finish_todo(case=case, kind=TodoKind.PAPER, by=SYSTEM, today=today)
        return
    lacking = dict.fromkeys(character for row in rows for character in row.lacking)
    told = "、".join(f"“{each}”（U+{ord(each):04X}）" for each in list(lacking)[:_NAMED])
    why = f"字体里没有{told}，请本院系统管理员安装字体" if lacking else "系统出了问题，请告诉本院系统管理员"
    rest = f"没有出具：{why}，再点“重新办理”。急用的，先手工制作，在“送达”里登记结果。"
    words = _named([row.title for row in rows], _WORDS - len(rest)) + rest
    todo = open_todo(case=case, kind=TodoKind.PAPER, words=words, by=SYSTEM, today=today)
    if todo.words != words:
        Todo.objects.filter(pk=todo.pk).update(words=words)


def _named(titles: list[str], room: int) -> str:
    """《起诉状副本》2 份、《应诉通知书》: every title once, as many as there is room for."""
    said = [f"《{title}》{f' {count} 份' if count > 1 else ''}" for title, count in Counter(titles).items()]
    more = f"等 {len(titles)} 份"
    if len("、".join(said)) <= room:
        return "、".join(said)
    while len(said) > 1 and len("、".join(said)) + len(more) > room:
        said.pop()
    return "、".join(said) + more


@transaction.atomic
def make_failed_again(*, case: Case, now: datetime) -> int:
    """Whoever has the to-do asks for all of the case's papers that failed: a worker tries each at once, and what goes
    well is served as it would have been. Returns how many are tried."""
    case = Case.lock(case.pk)
    rows = Paper.objects.select_for_update().filter(case=case, state=PaperState.FAILED)
    found = list(rows.order_by("pk").values_list("pk", flat=True))
    Paper.objects.filter(pk__in=found).update(due_at=now)
    for pk in found:
        wake("documents.render", pk)
    return len(found)


@transaction.atomic
def make_withheld(*, party: Party, now: datetime) -> int:
    """This party hides from the other side from now on: papers that said where it lives, and are files already, are
    made anew without it (反家暴法5; 专递规定4第2款). The former file is the court's alone. Returns how many."""
    rows = Paper.objects.select_for_update(of=("self",)).filter(case=party.case_id, state=PaperState.RENDERED)
    said = [row for row in rows.order_by("pk") if printed(row) != row.context]
    for row in said:
        Document.objects.filter(pk=row.document_id or 0).update(audience=Audience.STAFF, party=None)
        move(row, PaperState.QUEUED, PAPER_MOVES)
        row.document, row.due_at = None, now
        row.save(update_fields=["state", "document", "due_at"])
        wake("documents.render", row.pk)
    return len(said)

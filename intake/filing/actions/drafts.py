"""Drafts: begun by anybody, saved an answer at a time, never overwritten unseen, handed from counter to phone."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from common.cases.actions import one_by_one
from common.cases.events import By, Channel
from common.cases.rules import ActionRefused
from common.documents.actions import remove
from common.documents.models import Document, PartialUpload
from common.fields import blind_index, blind_indexes
from common.law import causes, clock
from intake.elements.rules.answers import blank
from intake.elements.rules.forms import FORM_KEYS, Field, FormSpec, newest, question_id, split_id
from intake.filing.models import Draft, sealed, unsealed
from intake.filing.rules.codes import CODE_ALPHABET, plain_code
from intake.filing.states import DraftState
from intake.guidance.models import Guidance

HANDOVER = timedelta(days=7)
GUESTS_FOR = HANDOVER  # not law: a guest's session ends after hours, and no code for the draft lives longer
GIVEN_UP_FOR = timedelta(days=30)  # not law: somebody may ask for it back
COUNTER_FOR = timedelta(days=90)  # not law: who was helped at the window may come again with what was missing
OWNED_FOR = timedelta(days=3 * 365 + 1)  # not law: as long as a claim can be brought at all (民法典188)
NOT_OPEN = "这份申请已经提交，不能再修改。需要更改的，请等待法院通知补正，或者联系法院窗口。"


@dataclass(frozen=True)
class Raw:
    """What was typed but cannot be read as an answer: kept and shown again, never taken for an answer."""

    text: str


@dataclass(frozen=True)
class Conflict:
    """Another window saved this answer meanwhile: both values, and the version to save over it."""

    question: str
    mine: Any
    theirs: Any
    version: int


@dataclass(frozen=True)
class Saved:
    """What became of a save: the new version of each answer kept, and the conflicts."""

    versions: dict[str, int] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    at: datetime | None = None


@transaction.atomic
def start_draft(
    *,
    by: By,
    today: date,
    form: str,
    wish: str,
    owner_id: int | None = None,
    guest: str = "",
    court_id: int | None = None,
    cause: str = "",
    guidance: Guidance | None = None,
    oral: bool = False,
    case_id: int | None = None,
    answers: Mapping[str, Any] | None = None,
) -> Draft:
    """Begin a draft for an account, for a guest's session, or (channel COUNTER) by a clerk for a person without either.
    It asks the newest version of its form whose day has come, and goes on with that one.

    `case_id` names the dispute it continues (a suit after mediation failed); `answers` are carried into it.
    """
    if form not in FORM_KEYS or wish not in ("sue", "mediate"):
        raise ActionRefused("没有这种申请，请重新选择。")
    spec = newest(form, today)
    draft = Draft(
        form=form,
        form_version=spec.version,
        wish=wish,
        owner_id=owner_id,
        guest=guest,
        entered_by_id=by.user_id if by.channel == Channel.COUNTER else None,
        channel=by.channel,
        oral=oral,
        court_id=court_id,
        cause=cause or spec.default_cause,
        guidance=guidance,
        case_id=case_id,
        started_on=today,
        saved_at=clock.now(),
    )
    if answers:
        # Only what this form asks: another form's answers would stand in nobody's way and on nobody's page.
        draft.answers = {
            question: _kept(spec, question, value, 1, by, draft.saved_at)
            for question, value in _cells(spec, answers_of_form(spec, answers), {}).items()
        }
    draft.save()
    return draft


def answers_of_form(spec: FormSpec, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Those answers that this form asks for; what another form or version asked is left behind, and so is a choice
    that it does not offer."""
    asked = {(section.key, each.key): each for section in spec.sections for each in section.fields}
    found = {}
    for question, value in answers.items():
        key, _, name = split_id(question)
        if (key, name) in asked and _offers(asked[key, name], value):
            found[question] = value
    return found


def _offers(asked: Field, value: Any) -> bool:
    chosen = value if isinstance(value, list) else [value]
    return not asked.options or blank(value) or asked.codes.issuperset(chosen)


def _unknown(question: str) -> ActionRefused:
    return ActionRefused("这份申请里没有这一项，请刷新页面。", field=question)


def _is_sealed(spec: FormSpec, question: str) -> bool:
    """Whether this answer is encrypted at rest: all but a choice, which is a code, unless it is of a kind that says
    something of a person by itself. ActionRefused when the form asks no such question.

    `claims.claim_list.0.text` is a cell: each cell of a table is an answer of its own, with its own version.
    """
    parts = question.split(".")
    try:
        if len(parts) == 4:
            section, index, name = spec.section(parts[0]), None, parts[1]
            found = section.field(name)
            known = found.type == "table" and int(parts[2]) < found.max
            if not known or parts[3] not in {each.key for each in found.columns}:
                raise _unknown(question)
            return found.sealed or not found.options
        key, index, name = split_id(question)
        section = spec.section(key)
        found = section.field(name)
    except (KeyError, ValueError):
        raise _unknown(question) from None
    if section.repeat != (index is not None) or (index is not None and not 1 <= index <= section.max):
        raise _unknown(question)
    return found.sealed or not found.options


def _cells(spec: FormSpec, values: Mapping[str, Any], had: Mapping[str, Any]) -> dict[str, Any]:
    """Whole tables ([{column: value}]) taken apart into cells; cells beyond the last row become empty."""
    found: dict[str, Any] = {}
    for question, value in values.items():
        parts = question.split(".")
        if not isinstance(value, list) or len(parts) != 2:
            found[question] = value
            continue
        try:
            table = spec.section(parts[0]).field(parts[1])
        except KeyError:
            raise _unknown(question) from None
        if table.type != "table":
            found[question] = value
            continue
        found |= {each: None for each in had if each.startswith(f"{question}.")}
        for place, row in enumerate(value):
            for column in table.columns:
                if column.key in row:
                    found[f"{question}.{place}.{column.key}"] = row[column.key]
    return found


def _kept(spec: FormSpec, question: str, value: Any, version: int, by: By, at: datetime) -> dict[str, Any]:
    hidden = _is_sealed(spec, question)
    raw = value.text if isinstance(value, Raw) else None
    plain = None if raw is not None else value
    kept = {"value": sealed(plain) if hidden and plain is not None else plain, "version": version}
    if raw is not None:
        kept["raw"] = sealed(raw) if hidden else raw
    return kept | {"at": at.isoformat(timespec="seconds"), "by": by.user_id}


def _current(had: Mapping[str, Any] | None) -> Any:
    if had is None:
        return None
    return Raw(unsealed(had["raw"])) if "raw" in had else unsealed(had["value"])


def save_answers(
    *, draft: Draft, values: Mapping[str, Any], versions: Mapping[str, int] | None = None, by: By
) -> Saved:
    """Keep answers, each compared with the version its writer had seen (`versions`; None: whatever is there).

    One UPDATE writes all that match. An answer that somebody else saved meanwhile comes back as a Conflict with both
    values; the others are kept all the same. Saving what is already there changes nothing. ActionRefused when the
    draft is no longer open. Values are plain: fen, ISO days, text, lists, tables as rows; Raw for what cannot be read.
    """
    spec = draft.spec
    at = clock.now()
    for _ in range(6):
        row = Draft.objects.only("answers", "state").get(pk=draft.pk)
        if row.state != DraftState.OPEN:
            raise ActionRefused(NOT_OPEN)
        new, expected, kept, conflicts = {}, {}, {}, []
        for question, value in _cells(spec, values, row.answers).items():
            had = row.answers.get(question)
            version = int(had["version"]) if had else 0
            seen = version if versions is None else int(versions.get(question, 0))
            current = _current(had)
            if current == value or (had is None and value in (None, "", [])):
                kept[question] = version
            elif seen != version:
                conflicts.append(Conflict(question, value, current, version))
            else:
                expected[question] = version
                new[question] = _kept(spec, question, value, version + 1, by, at)
        if not new or _write(draft.pk, new, expected, at):
            kept |= {question: expected[question] + 1 for question in new}
            return Saved(kept, conflicts, at)
    raise ActionRefused("同时保存的人太多，请稍后再按一次保存；您填的内容还在页面上。")


def _write(pk: int, new: dict[str, Any], expected: dict[str, int], at: datetime) -> bool:
    """The one UPDATE: merge the answers if every one of them still has the version that was seen."""
    conditions: list[str] = []
    arguments: list[Any] = []
    for question, version in expected.items():
        conditions.append("coalesce((answers -> %s ->> 'version')::int, 0) = %s")
        arguments += [question, version]
    # The conditions are made of one constant text each; every value is a parameter.
    sql = "UPDATE intake_draft SET answers = answers || %s::jsonb, saved_at = %s WHERE id = %s AND state = 'open' AND "
    sql += " AND ".join(conditions)
    with connection.cursor() as cursor:
        cursor.execute(sql, [json.dumps(new, ensure_ascii=False), at, pk, *arguments])
        return bool(cursor.rowcount == 1)


@transaction.atomic
def set_basics(
    *, draft: Draft, form: str | None = None, wish: str | None = None, court_id: int | None = None, cause: str = ""
) -> Draft:
    """Choose the form, the wish, the court or the cause. What was answered under another form stays kept."""
    row = Draft.objects.select_for_update().get(pk=draft.pk)
    if row.state != DraftState.OPEN:
        raise ActionRefused(NOT_OPEN)
    if cause and not (causes.exists(cause) and causes.cause(cause).selectable):
        raise ActionRefused("没有这个案由，请从列表中选择。", field="cause")
    if form is not None and form not in FORM_KEYS:
        raise ActionRefused("没有这种申请，请重新选择。", field="form")
    row.form = form or row.form
    row.wish = wish or row.wish
    row.court_id = court_id or row.court_id
    row.cause = cause or row.cause
    row.saved_at = clock.now()
    row.save(update_fields=["form", "wish", "court", "cause", "saved_at"])
    return row


def remove_person(*, draft: Draft, section: str, index: int, by: By) -> Saved:
    """Take a person out of a repeated section: every answer about them becomes empty."""
    spec = draft.spec
    values = {question_id(section, each.key, index): None for each in spec.section(section).fields}
    given = draft.given()
    return save_answers(
        draft=draft, values={question: value for question, value in values.items() if question in given}, by=by
    )


@transaction.atomic
def claim_for_user(*, guest: str, user_id: int) -> int:
    """A guest signed in: the session's drafts and self-assessments become the account's. Returns how many drafts."""
    if not guest:
        return 0
    mine = list(Draft.objects.select_for_update().filter(guest=guest, owner__isnull=True).order_by("pk"))
    Guidance.objects.filter(guest=guest, owner__isnull=True).update(owner_id=user_id)
    Document.objects.filter(draft_key__in=[each.files_key for each in mine], owner__isnull=True).update(
        owner_id=user_id
    )
    PartialUpload.objects.filter(place__in=[each.files_key for each in mine], owner__isnull=True).update(
        owner_id=user_id
    )
    return Draft.objects.filter(pk__in=[each.pk for each in mine]).update(owner_id=user_id)


@transaction.atomic
def abandon_draft(*, draft: Draft) -> None:
    """The person does not want it any more. It is kept out of sight, not erased."""
    Draft.objects.filter(pk=draft.pk, state=DraftState.OPEN).update(state=DraftState.ABANDONED)


@transaction.atomic
def hand_over(*, draft: Draft, now: datetime) -> str:
    """A code of eight characters by which the person takes this draft to their own phone; it holds for a week.

    Asking again makes a new code and voids the old one. Only the hash is kept.
    """
    row = Draft.objects.select_for_update().get(pk=draft.pk)
    if row.state != DraftState.OPEN:
        raise ActionRefused(NOT_OPEN)
    code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(8))
    row.handover_hash = blind_index(f"handover:{code}") or ""
    row.handover_until = now + HANDOVER
    row.save(update_fields=["handover_hash", "handover_until"])
    return code


@transaction.atomic
def take_over(*, code: str, user_id: int, now: datetime) -> Draft:
    """Bring a draft that was begun at the counter into an account. Who entered what stays recorded."""
    keys = blind_indexes(f"handover:{plain_code(code)}")
    row = Draft.objects.select_for_update().filter(handover_hash__in=keys, state=DraftState.OPEN).first()
    if row is None or row.handover_until is None or row.handover_until < now:
        raise ActionRefused("续填码不对或者已经过期，请向窗口重新索取。", field="code")
    if row.owner_id is not None and row.owner_id != user_id:
        raise ActionRefused("这份草稿已经由另一个账号接续。", field="code")
    row.owner_id = user_id
    row.handover_hash = ""
    row.handover_until = None
    row.save(update_fields=["owner", "handover_hash", "handover_until"])
    Document.objects.filter(draft_key=row.files_key, case__isnull=True, owner__isnull=True).update(owner_id=user_id)
    return row


def forget_left(*, now: datetime) -> int:
    """Drafts nobody can or wants to go on with are erased with their files: a guest's after `GUESTS_FOR`, when the
    session and every code for it are over; one that was given up after `GIVEN_UP_FOR`; one that was written at the
    window for somebody without an account after `COUNTER_FOR`; one's own after `OWNED_FOR`. Returns how many."""
    left = Q(owner__isnull=True, entered_by__isnull=True, saved_at__lt=now - GUESTS_FOR)
    left |= Q(owner__isnull=True, entered_by__isnull=False, saved_at__lt=now - COUNTER_FOR)
    left |= Q(owner__isnull=False, saved_at__lt=now - OWNED_FOR)
    left |= Q(state=DraftState.ABANDONED, saved_at__lt=now - GIVEN_UP_FOR)
    rows = Draft.objects.filter(left, case__isnull=True, filing__isnull=True).exclude(handover_until__gt=now)
    rows = rows.exclude(state=DraftState.SUBMITTED)
    items = [(seen, None) for seen in rows.order_by("pk").values_list("pk", "saved_at", "owner_id")]
    return one_by_one("清理草稿", items, _forget, today=now.date())


@transaction.atomic
def _forget(seen: tuple[int, datetime, int | None]) -> bool:
    """`seen`: the draft, and what was known of it when the list was made. What it says is not read."""
    row = Draft.objects.select_for_update(of=("self",)).only("uid", "saved_at", "owner").get(pk=seen[0])
    if (row.saved_at, row.owner_id) != seen[1:]:
        return False  # somebody has just gone on with it
    row.evidence.all().delete()
    for document in Document.objects.filter(draft_key=row.files_key, case__isnull=True):
        remove(document=document)
    row.delete()
    return True


def forget_handovers(*, now: datetime) -> int:
    """Codes by which a draft could be taken over, once they have expired. Returns how many."""
    rows = Draft.objects.filter(handover_until__lt=now)
    return rows.update(handover_hash="", handover_until=None)

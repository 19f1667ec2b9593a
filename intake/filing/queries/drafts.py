"""What the pages of a draft read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from common.courts.models import Court
from common.courts.queries import courts, townships
from common.law import causes
from common.law.articles import Finding
from common.law.jurisdiction import Candidate, Level, Places, hint
from common.web import parts
from intake.elements.rules import answers as reading
from intake.elements.rules.forms import Field, FormSpec, Section, question_id
from intake.filing.models import Draft
from intake.filing.queries.quotes import Quote, quote_for
from intake.filing.queries.standing import standing_gaps
from intake.filing.rules.complaint import unreached
from intake.filing.rules.facts import may_ask

GROUPS = {1: "一　谁和谁", 2: "二　要什么，为什么", 3: "三　怎么联系，怎么解决"}
SHOWN = 60  # characters of an answer that cannot be read, on the page where all are checked
STATES = {
    reading.Progress.DONE: parts.TaskState.DONE,
    reading.Progress.DOING: parts.TaskState.DOING,
    reading.Progress.TODO: parts.TaskState.TODO,
    reading.Progress.WRONG: parts.TaskState.WRONG,
}
COMMON_CAUSES = ("108.3", "88", "104", "119", "205", "14", "411", "1", "127", "113")


def title_of(draft: Draft, form: FormSpec, given: dict[str, Any]) -> str:
    """What the draft is called: 民间借贷纠纷：张三诉李四."""
    mine, theirs = reading.names(form, given, "claimant"), reading.names(form, given, "respondent")
    name = causes.cause(draft.cause).name if draft.cause and causes.exists(draft.cause) else form.title
    if not mine and not theirs:
        return f"{name}的{'起诉' if draft.wish == 'sue' else '调解申请'}"
    verb = "诉" if draft.wish == "sue" else "与"
    return f"{name}：{mine[0] if mine else '我'}{verb}{theirs[0] if theirs else '对方'}"


@dataclass(frozen=True)
class TaskPage:
    title: str
    groups: list[parts.TaskGroup]
    done: int
    total: int
    ready: bool
    quote: Quote
    courts: Finding[tuple[Candidate, ...]] | None
    suggested: Court | None


def gaps_of(draft: Draft, today: date) -> list[reading.Gap]:
    """Everything that keeps the draft from being submitted: what was typed and cannot be read, then what is missing."""
    form, given = draft.spec, draft.given()
    unread = reading.unread_gaps(form, draft.wish, given, draft.unread())
    told = {gap.question for gap in unread}
    return unread + [gap for gap in reading.gaps(form, draft.wish, given, today) if gap.question not in told]


def in_the_way(draft: Draft, today: date, *, at_counter: bool) -> list[reading.Gap]:
    """Everything for which submitting would be refused, each with the question it is about (`court` and `cause` are
    the draft's own): what the last page shows and what the act asks are this one list. That a name was checked at all,
    and a signature, are asked beside it."""
    given = draft.given()
    court = [] if draft.court_id else [reading.Gap("court", "", None, "请先选择向哪个法院提交。")]
    known = bool(draft.cause) and causes.exists(draft.cause)
    asked = may_ask(draft.wish, draft.cause)
    cause = [] if known else [reading.Gap("cause", "", None, "请选择最接近的案由。")]
    cause += [] if asked.value else [reading.Gap("cause", "", None, f"{asked.note}。")]
    missing = gaps_of(draft, today)
    silent = not missing and at_counter and unreached(draft.spec, draft.wish, given, account=draft.owner_id is not None)
    words = "当事人没有账号，收件电话又收不到短信，不能电子送达：请填手机号，或者把“是否接受电子送达”改成“否”。"
    nowhere = [reading.Gap("service.service_phone", "service", None, words)] if silent else []
    return court + missing + cause + nowhere + standing_gaps(draft, today, at_counter=at_counter)


def address_of(draft: Draft, gap: reading.Gap) -> str:
    """The page on which this is mended, at its question where it has one."""
    if gap.question in ("court", "cause"):
        return reverse("intake:court", args=[draft.uid]) + "?back=check"
    section = draft.spec.section(gap.section)
    if section.special == "resolution":
        url = reverse("intake:resolution", args=[draft.uid])
    elif section.repeat:
        url = reverse("intake:person", args=[draft.uid, section.key, gap.index or 1])
    else:
        url = reverse("intake:section", args=[draft.uid, section.key])
    return f"{url}?back=check" + ("" if gap.question.endswith(".") else f"#id_{gap.question}")


def task_page(draft: Draft, today: date) -> TaskPage:
    """The draft's landing page. Two queries: evidence and townships (with their courts)."""
    form, given = draft.spec, draft.given()
    groups: dict[int, list[parts.Task]] = {1: [], 2: [], 3: []}
    evidence = draft.evidence.filter(removed=False).count()
    for section in form.for_wish(draft.wish):
        groups[section.group].append(_task(draft, section, given, evidence, today))
    chosen = draft.court_id is not None and bool(draft.cause)
    groups[3].append(
        parts.Task(
            "选择法院和案由",
            reverse("intake:court", args=[draft.uid]),
            parts.TaskState.DONE if chosen else parts.TaskState.TODO,
        )
    )
    missing = gaps_of(draft, today)
    ready = not missing and chosen
    groups[3].append(
        parts.Task(
            "核对并提交",
            reverse("intake:check", args=[draft.uid]),
            parts.TaskState.TODO if ready else parts.TaskState.LOCKED,
        )
    )
    tasks = [task for line in groups.values() for task in line if not task.optional]
    found, suggested = jurisdiction_of(draft, given, today)
    return TaskPage(
        title=title_of(draft, form, given),
        groups=[parts.TaskGroup(GROUPS[key], line) for key, line in groups.items()],
        done=sum(task.state == parts.TaskState.DONE for task in tasks),
        total=len(tasks),
        ready=ready,
        quote=quote_for(draft.cause, draft.wish, reading.claims(form, given), today),
        courts=found,
        suggested=suggested,
    )


def _task(draft: Draft, section: Section, given: dict[str, Any], evidence: int, today: date) -> parts.Task:
    url = reverse("intake:section", args=[draft.uid, section.key])
    if section.special == "evidence":
        state = parts.TaskState.DONE if evidence else parts.TaskState.TODO
        return parts.Task(
            section.title,
            reverse("intake:evidence", args=[draft.uid]),
            state,
            f"{evidence} 份" if evidence else "",
            optional=True,
        )
    state = STATES[reading.progress(section, draft.wish, given, today)]
    if reading.unread_gaps(draft.spec, draft.wish, given, _of(section, draft.unread())):
        state = parts.TaskState.DOING
    if section.key == "resolution":
        url = reverse("intake:resolution", args=[draft.uid])
    hint_words = ""
    if section.repeat:
        url = reverse("intake:people", args=[draft.uid, section.key])
        hint_words = "、".join(reading.names(draft.spec, given, section.key))
    return parts.Task(section.title_for(draft.wish), url, state, hint=hint_words, optional=section.optional)


def _of(section: Section, unread: dict[str, str]) -> dict[str, str]:
    return {question: text for question, text in unread.items() if question.startswith(f"{section.key}.")}


def jurisdiction_of(
    draft: Draft, given: dict[str, Any], today: date
) -> tuple[Finding[tuple[Candidate, ...]] | None, Court | None]:
    """The hint: which courts may hear it, and the one the respondent's township belongs to where that is one of them
    (民诉法第二十二条)."""
    if not draft.cause or not causes.exists(draft.cause):
        return None, None
    code = next((str(v) for q, v in sorted(given.items()) if q.endswith(".township") and v and v != "none"), "")
    place = next((each for each in townships() if each.code == code), None) if code else None
    domicile = place.court.gb if place else None
    abroad = any(
        value == "abroad"
        for question, value in given.items()
        if question.startswith("respondent.") and question.endswith(".home")
    )
    amount = reading.total(reading.claims(draft.spec, given))
    places = Places(defendant_domicile=domicile, defendant_without_domicile=abroad)
    found = hint(draft.cause, places, amount_fen=amount, received=today)
    its = any(each.place == domicile and each.level is Level.BASIC for each in found.value) if domicile else False
    return found, place.court if place and its else None


def township_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """County -> townships, for one select with groups."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for each in townships():
        groups.setdefault(each.court.short_name, []).append((each.code, each.name))
    return list(groups.items())


def court_choices() -> list[tuple[int, str]]:
    return [(each.pk, each.name) for each in courts()]


def cause_choices(draft: Draft, text: str) -> list[tuple[str, str]]:
    """Causes to choose from: the form's own, what was searched for, the common ones; the chosen one always."""
    form = draft.spec
    codes = [draft.cause] if draft.cause else []
    if text.strip():
        codes += [each.code for each in causes.find(text, 15)]
    else:
        codes += list(form.causes) or [code for code in COMMON_CAUSES if causes.exists(code)]
    kept = [code for code in dict.fromkeys(codes) if causes.exists(code) and causes.cause(code).selectable]
    return [(code, causes.cause(code).name) for code in kept]


@dataclass(frozen=True)
class CheckGroup:
    title: str
    rows: list[parts.CheckLine]


def check_groups(draft: Draft, today: date, unknown: Sequence[reading.Gap] = ()) -> list[CheckGroup]:
    """Every answer with its 更改, and what is missing, in the order of the form; `unknown` is what it cannot know."""
    form, given = draft.spec, draft.given()
    names = {each.code: f"{each.court.short_name} {each.name}" for each in townships()}
    found_gaps, typed = gaps_of(draft, today), draft.unread()
    missing = {gap.question: gap.words for gap in found_gaps}
    for gap in unknown:
        missing.setdefault(gap.question, gap.words)
    found: list[CheckGroup] = []
    for section in form.for_wish(draft.wish):
        if section.special == "evidence":
            found.append(CheckGroup("证据", _evidence_rows(draft)))
            continue
        begun = {each.index for each in found_gaps if each.section == section.key and each.index}
        people = sorted({*reading.items(given, section), *begun}) if section.repeat else []
        indexes: list[int | None] = [*people] if section.repeat else [None]
        if section.repeat and not indexes and section.min:
            indexes = [1]
        for index in indexes:
            asked = reading.asked(section, index, given, today)
            rows = _rows(draft, section, asked, index, given, names, missing, typed)
            if rows:
                title = section.title_for(draft.wish)
                if section.repeat:
                    title = section.called(draft.wish) + (f"{index}" if len(indexes) > 1 else "")
                found.append(CheckGroup(title.removeprefix("填写"), rows))
    url = reverse("intake:court", args=[draft.uid]) + "?back=check"
    cause = causes.cause(draft.cause).name if draft.cause and causes.exists(draft.cause) else ""
    no_court, no_cause = "" if draft.court else "请选择法院。", "" if cause else "请选择案由。"
    basics = [
        parts.CheckLine("法院", draft.court.name if draft.court else "", url, missing.get("court", no_court)),
        parts.CheckLine("案由", cause, url, missing.get("cause", no_cause)),
    ]
    return [CheckGroup("向哪个法院提交", basics), *found]


def _evidence_rows(draft: Draft) -> list[parts.CheckLine]:
    url = reverse("intake:evidence", args=[draft.uid])
    rows = [parts.CheckLine(each.title, each.proves or "已上传", url) for each in draft.evidence.filter(removed=False)]
    return rows or [parts.CheckLine("证据", "没有上传", url)]


def _rows(
    draft: Draft,
    section: Section,
    asked: Sequence[Field],
    index: int | None,
    given: dict[str, Any],
    names: dict[str, str],
    missing: dict[str, str],
    typed: dict[str, str],
) -> list[parts.CheckLine]:
    one = reading.of_section(given, section, index)
    if section.special == "resolution":
        url = reverse("intake:resolution", args=[draft.uid])
    elif index is None:
        url = reverse("intake:section", args=[draft.uid, section.key])
    else:
        url = reverse("intake:person", args=[draft.uid, section.key, index])
    rows = []
    for each in asked:
        question = question_id(section.key, each.key, index)
        value = one.get(each.key)
        if reading.blank(value) and question not in missing and each.type not in ("claimants", "document"):
            continue
        text = reading.words(each, value) or ("没有上传，可以先提交" if each.type == "document" else "")
        if question in missing and (raw := [text for name, text in typed.items() if _is_of(name, question)]):
            text = "，".join(one if len(one) <= SHOWN else f"{one[:SHOWN]}……（共 {len(one)} 个字）" for one in raw)
        if each.type == "claimants":
            people = reading.numbered(given, "claimant")
            text = "、".join([people[n] for n in value or () if n in people] or people.values())
        if each.type == "township" and value:
            text = names.get(str(value), "不清楚，或者不在云浮")
        rows.append(
            parts.CheckLine(
                each.label_for(draft.wish), text, f"{url}?back=check#id_{question}", missing.get(question, "")
            )
        )
    return rows


def _is_of(name: str, question: str) -> bool:
    """The question itself, or a cell of it."""
    return name == question or name.startswith(f"{question}.")

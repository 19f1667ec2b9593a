"""A draft: the task list, a page for each section, evidence, the two ways, checking and submitting."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from common.cases.access import by_of
from common.cases.events import Audience, By, Channel
from common.documents.actions import receive
from common.documents.states import PAPERS
from common.law import clock
from common.law.money import is_plain, plain_yuan, yuan
from common.people.access import is_court_staff
from common.web.acts import at_field, attempted, posted, scripted
from common.web.doors import door, own_or_404
from common.web.fields import MoneyField
from common.web.wording import moment_words
from intake.elements.forms import SectionForm
from intake.elements.forms.sections import mark_of
from intake.elements.rules import answers as reading
from intake.elements.rules.forms import Section, split_id
from intake.filing import actions, queries
from intake.filing.access import drafts_of
from intake.filing.actions import Conflict, Saved
from intake.filing.actions.drafts import NOT_OPEN, Raw
from intake.filing.models import Draft
from intake.guidance.access import guest_of
from intake.guidance.rules.ways import WAYS


def open_draft(request: HttpRequest, uid: str, today: date) -> Draft:
    """The draft, if this visitor may open it; else 404, or sign-in first."""
    return own_or_404(request, drafts_of(request.user, guest_of(request), today), uid=uid)


def by_for(request: HttpRequest, draft: Draft, today: date) -> By:
    """Who writes in this draft: at the counter, the clerk; else the visitor."""
    at_counter = draft.channel == Channel.COUNTER and is_court_staff(request.user, today)
    return by_of(request, None, today, channel=Channel.COUNTER if at_counter else "")


def closed_page(request: HttpRequest, draft: Draft) -> HttpResponse | None:
    if draft.is_open:
        return None
    if draft.case is not None and draft.state == "submitted":
        return redirect("intake:receipt", draft.case.uid)
    messages.warning(request, NOT_OPEN)
    return redirect("intake:drafts")


@door("public")
@require_safe
def draft(request: HttpRequest, uid: str) -> HttpResponse:
    """The landing page: a task list, the fee as it stands, the court that fits."""
    today = clock.today()
    row = open_draft(request, uid, today)
    gone = closed_page(request, row)
    if gone:
        return gone
    context = {"draft": row, "page": queries.task_page(row, today), "today": today}
    context["counter"] = row.channel == Channel.COUNTER and is_court_staff(request.user, today)
    return render(request, "intake/filing/draft.html", context)


def section_of(row: Draft, key: str) -> Section:
    try:
        found = row.spec.section(key)
    except KeyError:
        raise Http404 from None
    if row.wish not in found.wishes:
        raise Http404
    return found


def next_url(row: Draft, section: Section) -> str:
    """The page after this one in the order of the form; the task list after the last."""
    sections = list(row.spec.for_wish(row.wish))
    place = sections.index(section) + 1
    if place >= len(sections):
        return reverse("intake:court", args=[row.uid])
    after = sections[place]
    if after.special == "evidence":
        return reverse("intake:evidence", args=[row.uid])
    if after.special == "resolution":
        return reverse("intake:resolution", args=[row.uid])
    if after.repeat:
        return reverse("intake:people", args=[row.uid, after.key])
    return reverse("intake:section", args=[row.uid, after.key])


def _needs_townships(section: Section) -> bool:
    return any(each.type == "township" for each in section.fields)


def _make(
    row: Draft, section: Section, index: int | None, data: QueryDict | None, files: Any = None, **more: Any
) -> SectionForm:
    townships = queries.township_choices() if _needs_townships(section) else []
    return SectionForm(
        data,
        files,
        section=section,
        wish=row.wish,
        given=row.given(),
        kept=row.kept(),
        index=index,
        townships=townships,
        on=clock.today(),
        **more,
    )


def _sent(form: SectionForm) -> dict[str, Any]:
    """{question: value} of what this page changes; Raw for what cannot be read."""
    return form.touched() | {name: Raw(text) for name, text in form.unread().items()}


# Under which kind the file of a question is kept.
PAPERS_OF = {"mandate": "mandate", "proof": "mandate_proof"}


def _kept_files(request: HttpRequest, row: Draft, form: SectionForm, today: date) -> dict[str, str]:
    """{question: uid} of the files sent with this page; what cannot be taken is said at its field."""
    found = {}
    for name, asked in form.documents.items():
        for upload in form.cleaned_data.get(name) or ():

            def keep(file: Any = upload, question: str = name, kind: str = asked.key, title: str = asked.label) -> str:
                return at_field(
                    question,
                    lambda: (
                        receive(
                            upload=file,
                            by=by_for(request, row, today),
                            today=today,
                            kind=PAPERS_OF[kind],
                            title=title,
                            draft_key=row.files_key,
                            audience=Audience.SIDE,
                            takes=PAPERS,
                        ).uid
                    ),
                )

            if done := attempted(form, keep):
                found[name] = done.value
    return found


def _save(request: HttpRequest, row: Draft, form: SectionForm, values: Mapping[str, Any], today: date) -> Saved:
    versions = {name: mark[0] for name, mark in form.posted_marks().items()}
    return actions.save_answers(draft=row, values=values, versions=versions, by=by_for(request, row, today))


def _page(
    request: HttpRequest, row: Draft, section: Section, index: int | None, template: str, today: date, **context: Any
) -> HttpResponse:
    """Show or save one page. Whatever can be read is saved, even when something else is missing."""
    back = request.GET.get("back", "")
    after = reverse("intake:check", args=[row.uid]) if back == "check" else ""
    conflicts: list[tuple[str, str]] = []
    if request.method != "POST":
        form = _make(row, section, index, posted(request))
    else:
        go = request.POST.get("go", "continue")
        form = _make(
            row, section, index, request.POST, request.FILES, strict=go == "continue", more=3 if go == "more" else 0
        )
        form.is_valid()
        sent = _sent(form) | _kept_files(request, row, form, today)
        done = attempted(form, lambda: _save(request, row, form, sent, today))
        if done is None:
            return render(request, template, _context(row, section, index, form, [], context | {"today": today}))
        saved = done.value
        if not saved.conflicts and not form.errors and go != "more":
            row.refresh_from_db()
            for words in reading.notes_of(section, index, row.given(), today).values():
                messages.warning(request, words)
            if go == "save":
                messages.success(request, "已保存，可以随时回来接着填。")
                return redirect("intake:draft", row.uid)
            return redirect(after or context.get("next_url") or next_url(row, section))
        row.refresh_from_db()
        conflicts = [(_label(form, each), _words(form, each)) for each in saved.conflicts]
        data = request.POST.copy()
        data["seen"] = _marks(sent, saved, form)
        form = _make(row, section, index, data, strict=go == "continue", more=3 if go == "more" else 0)
        form.is_valid()
    return render(request, template, _context(row, section, index, form, conflicts, context | {"today": today}))


def _context(
    row: Draft, section: Section, index: int | None, form: SectionForm, conflicts: list[Any], more: Mapping[str, Any]
) -> dict[str, Any]:
    title = section.title_for(row.wish)
    if index is not None:
        title = f"{section.called(row.wish)}{index if index > 1 else ''}的信息"
    return {
        "draft": row,
        "section": section,
        "title": title,
        "form": form,
        "conflicts": conflicts,
        "versions": json.dumps(form.versions),
        **more,
    }


def _marks(sent: Mapping[str, Any], saved: Saved, form: SectionForm) -> str:
    """What the page has now seen, for when it is sent again: what was saved, as it was sent.

    An answer only another window changed keeps the mark it came with: drawn again as this page knew it, it would else
    count as touched and overwrite theirs. An answer in conflict counts as touched when sent again.
    """
    marks = dict(form.marks)
    for question, mark in form.posted_marks().items():
        if question in marks and mark[1] != marks[question][1]:
            marks[question] = mark
    for question, version in saved.versions.items():
        value = sent[question]
        marks[question] = (version, mark_of(value.text if isinstance(value, Raw) else value))
    for each in saved.conflicts:
        marks[each.question] = (each.version, "!")
    return json.dumps(marks, separators=(",", ":"))


def _label(form: SectionForm, conflict: Conflict) -> str:
    return str(form.fields[conflict.question].label) if conflict.question in form.fields else conflict.question


def _words(form: SectionForm, conflict: Conflict) -> str:
    return form.worded(conflict.question, conflict.theirs.text if isinstance(conflict.theirs, Raw) else conflict.theirs)


@door("public")
def section(request: HttpRequest, uid: str, key: str) -> HttpResponse:
    """One group of questions."""
    today = clock.today()
    row = open_draft(request, uid, today)
    gone = closed_page(request, row)
    if gone:
        return gone
    found = section_of(row, key)
    if found.repeat or found.special:
        raise Http404
    return _page(request, row, found, None, "intake/filing/section.html", today)


@door("public")
@require_safe
def people(request: HttpRequest, uid: str, key: str) -> HttpResponse:
    """The people of one side; straight to the first while nobody has a name (the self-assessment tells less)."""
    today = clock.today()
    row = open_draft(request, uid, today)
    gone = closed_page(request, row)
    if gone:
        return gone
    found = section_of(row, key)
    if not found.repeat:
        raise Http404
    given = row.given()
    numbers = reading.items(given, found) or [1]
    listed, named, gaps = [], False, queries.gaps_of(row, today)
    for index in numbers:
        one = reading.of_section(given, found, index)
        name = reading.name_of(one)
        named = named or bool(name)
        missing = [gap for gap in gaps if (gap.section, gap.index) == (key, index)]
        listed.append((index, name or "还没有填姓名", len(missing)))
    if not named and not (found.optional and numbers == [1]):
        return redirect("intake:person", row.uid, key, numbers[0])
    context = {
        "draft": row,
        "section": found,
        "title": found.title_for(row.wish),
        "called": found.called(row.wish),
        "people": listed if named else [],
        "new": 1 if not named else numbers[-1] + 1 if numbers[-1] < found.max else 0,
        "next_url": next_url(row, found),
    }
    return render(request, "intake/filing/people.html", context)


@door("public")
def person(request: HttpRequest, uid: str, key: str, index: int) -> HttpResponse:
    """One person of a side."""
    today = clock.today()
    row = open_draft(request, uid, today)
    gone = closed_page(request, row)
    if gone:
        return gone
    found = section_of(row, key)
    if not found.repeat or not 1 <= index <= found.max:
        raise Http404
    if request.method == "POST" and request.POST.get("go") == "remove":
        actions.remove_person(draft=row, section=key, index=index, by=by_for(request, row, today))
        messages.success(request, "已删除。")
        return redirect("intake:draft", row.uid)
    there = index in reading.items(row.given(), found)
    url = reverse("intake:people", args=[row.uid, key])
    return _page(request, row, found, index, "intake/filing/section.html", today, next_url=url, removable=there)


@door("public")
def resolution(request: HttpRequest, uid: str) -> HttpResponse:
    """The two ways for this dispute: time, fee, enforceability, confidentiality, the way back."""
    today = clock.today()
    row = open_draft(request, uid, today)
    gone = closed_page(request, row)
    if gone:
        return gone
    found = section_of(row, "resolution")
    form, given = row.spec, row.given()
    quote = queries.quote_for(row.cause, row.wish, reading.claims(form, given), today)
    return _page(request, row, found, None, "intake/filing/resolution.html", today, quote=quote, grounds=WAYS)


@door("public")
@require_POST
def answer(request: HttpRequest, uid: str) -> HttpResponse:
    """Autosave: one answer a request (static/js/autosave.js tells the protocol)."""
    today = clock.today()
    row = open_draft(request, uid, today)
    if not row.is_open:
        return JsonResponse({"errors": [NOT_OPEN]}, status=410)
    question = request.POST.get("question", "")
    parts = question.split(".")
    try:
        table = f"{parts[0]}.{parts[1]}" if len(parts) == 4 else question
        key, index, _ = split_id(table)
        data = QueryDict(mutable=True)
        data.setlist(question, request.POST.getlist("value"))
        form = _make(row, section_of(row, key), index, data, only=[table])
        version = int(request.POST.get("version", "0"))
    except (ValueError, IndexError):
        raise Http404 from None
    if question not in form.fields or question in form.documents:
        raise Http404
    form.is_valid()
    problems = [str(each) for each in form.errors.get(question, [])]
    value = Raw(form.unread().get(question, "")) if problems else form.touched().get(question)
    if problems and isinstance(value, Raw) and not value.text:
        value = None
    by, values, versions = by_for(request, row, today), {question: value}, {question: version}
    done = scripted(lambda: actions.save_answers(draft=row, values=values, versions=versions, by=by))
    if isinstance(done, JsonResponse):
        return done
    saved = done.value
    if saved.conflicts:
        return JsonResponse(_their_answer(row, saved.conflicts[0]), status=409)
    at = saved.at.astimezone(clock.SHANGHAI) if saved.at else None
    return JsonResponse(
        {
            "version": saved.versions.get(question, version),
            "saved_at": f"{at:%H:%M}" if at else "",
            "errors": problems,
            "reads": _reads(form, question, value),
        }
    )


def _reads(form: SectionForm, question: str, value: Any) -> str:
    """An amount that was typed as people say it, as it was read."""
    typed = str(form.data.get(question, ""))
    if not isinstance(value, int) or not isinstance(form.fields[question], MoneyField) or is_plain(typed):
        return ""
    return f"读作 {yuan(value)} 元"


def _their_answer(row: Draft, conflict: Conflict) -> dict[str, Any]:
    theirs = conflict.theirs.text if isinstance(conflict.theirs, Raw) else conflict.theirs
    if isinstance(theirs, int) and not isinstance(theirs, bool):
        theirs = plain_yuan(theirs)
    row.refresh_from_db(fields=["answers"])
    at = row.answers.get(conflict.question, {}).get("at", "")
    return {
        "version": conflict.version,
        "theirs": theirs if theirs is not None else "",
        "by": "另一个窗口",
        "at": moment_words(clock.moment(datetime.fromisoformat(at))) if at else "",
    }

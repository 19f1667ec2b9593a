"""``{% load court %}``: every component a page is made of. Words come in as values; no law and no query here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide

from common.law.articles import UNCONFIRMED, Article, Finding, Mark
from common.law.articles import sure as sure_words
from common.law.money import yuan
from common.web.forms import component_of, control_id, error_lines
from common.web.parts import CheckLine, ErrorLine, Moment, StageLine, TaskGroup, TaskState, Waypoint
from common.web.wording import day_words, days_left_tone, days_left_words, moment_words, size_words

register = template.Library()

_PAGING = ("after", "before")


# --- Words and small pieces ------------------------------------------------------------------------------------------


@register.simple_tag
def badge(words: object, tone: str = "") -> SafeString:
    """{% badge "先行调解中" "go" %}: tones ok, wait, late, go, or none."""
    return format_html('<span class="badge {}">{}</span>', tone, words)


@lru_cache(maxsize=256)
def _icon(name: str) -> SafeString:
    # The icons carry presentation attributes only, no style attribute: they pass the strict CSP.
    return mark_safe(lucide(name, size=20, aria_hidden="true", focusable="false", **{"class": "icon"}))  # noqa: S308


@register.simple_tag
def icon(name: str) -> SafeString:
    """{% icon "file-text" %}: a lucide icon, decorative; the words stand beside it."""
    return _icon(str(name))


@register.simple_tag
def money(fen: int | None, unit: str = " 元") -> SafeString:
    """{% money 12860050 %} -> 128,600.50 元. None is shown as a dash."""
    if fen is None:
        return mark_safe('<span class="soft">—</span>')
    return format_html('<span class="money">{}{}</span>', yuan(fen), unit)


@register.simple_tag
def day(value: date | None, today: date | None = None, year: bool | None = None) -> SafeString:
    """{% day d %} -> 11 月 26 日（周四）; the year when asked or when ``today`` lies in another."""
    if value is None:
        return mark_safe('<span class="soft">—</span>')
    iso = (value.date() if isinstance(value, datetime) else value).isoformat()
    return format_html('<time class="day" datetime="{}">{}</time>', iso, day_words(value, today=today, year=year))


@register.simple_tag
def moment(value: datetime | date | None, today: date | None = None) -> SafeString:
    """{% moment event.at %} -> 11 月 23 日 09:20."""
    if value is None:
        return mark_safe('<span class="soft">—</span>')
    return format_html('<time class="day" datetime="{}">{}</time>', value.isoformat(), moment_words(value, today=today))


@register.simple_tag
def days_left(due: date | None, today: date) -> SafeString:
    """{% days_left deadline.due today %}: a badge 今天 / 明天 / 还有 3 天 / 已过 2 天."""
    if due is None:
        return mark_safe('<span class="soft">—</span>')
    return badge(days_left_words(due, today), days_left_tone(due, today))


@register.filter
def file_size(size: int) -> str:
    """2411724 -> 2.3 MB."""
    return size_words(size)


@register.filter
def sure(note: str) -> str:
    """{{ quote.note|sure }}: what a party reads of a note."""
    return sure_words(note)


@register.simple_tag(takes_context=True)
def ground(context: Context, basis: Any, full: bool = False) -> SafeString:
    """{% ground finding %}: 依据 and the articles of a Finding, an Article, several Articles, or stored words.

    ``full=True`` prints full titles in 《》. What rests on unconfirmed law says 待确认 on the pages of the
    court; a party reads the articles and no doubt of the court's own. Nothing gives nothing.
    """
    staff = _of_the_court(context)
    words, confirmed = _grounds(basis, full=full, doubts=staff)
    if not words:
        return SafeString("")
    mark = badge(UNCONFIRMED, "wait") if staff and not confirmed else ""
    return format_html('<p class="ground"><b>依据</b>{} {}</p>', words, mark)


def _of_the_court(context: Context) -> bool:
    """Whether nobody but the court's people comes to this page, by the door of its view."""
    match = getattr(context.get("request"), "resolver_match", None)
    door = getattr(match.func, "door", None) if match else None
    return door is not None and not door.public and door.name != "signed_in"


def _grounds(basis: Any, *, full: bool, doubts: bool) -> tuple[str, bool]:
    if not basis:
        return "", True
    if isinstance(basis, str):
        return basis, True
    note, confirmed = "", True
    if isinstance(basis, Finding):
        # The badge says 待确认; the note need not say it a second time.
        note = basis.note.replace(UNCONFIRMED, "").strip("；，, ") if not basis.confirmed else basis.note
        note = note if doubts else sure_words(note)
        confirmed, articles = basis.confirmed, list(basis.articles)
    else:
        articles = [basis] if isinstance(basis, Article) else list(basis)
    confirmed = confirmed and not any(isinstance(a, Article) and a.source.mark == Mark.RECALLED for a in articles)
    cites = "、".join(str(getattr(article, "cite" if full else "short", article)) for article in articles)
    return (f"{cites}（{note}）" if cites and note else cites or note), confirmed


@register.simple_tag(takes_context=True)
def qs(context: Context, **changes: object) -> SafeString:
    """{% qs sort="due" %}: this page's query string with changes; None removes.

    Whatever filters or sorts starts at the first page again: marks of paging stay only when given.
    """
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    for name in _PAGING:
        query.pop(name, None)
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        elif isinstance(value, list | tuple):
            query.setlist(name, [str(one) for one in value])
        else:
            query[name] = str(value)
    return mark_safe(conditional_escape(f"?{query.urlencode()}"))  # noqa: S308


@register.simple_tag(takes_context=True)
def sort_heading(context: Context, key: str, words: str, css: str = "") -> SafeString:
    """{% sort_heading "due" "到期" %}: a <th> whose link sorts by ``key``, then by ``-key``; the URL holds it."""
    current = context["request"].GET.get("sort", context.get("default_sort", ""))
    state = {key: "ascending", f"-{key}": "descending"}.get(current, "")
    target = f"-{key}" if state == "ascending" else key
    return format_html(
        '<th scope="col" class="{}"{}><a href="{}">{}</a></th>',
        f"{css} sort".strip(),  # on a phone the other headings step aside
        format_html(' aria-sort="{}"', state) if state else "",
        qs(context, sort=target),
        words,
    )


@register.simple_tag
def script(*names: str) -> SafeString:
    """{% script "autosave" "upload" %}: our modules of static/js, for the block ``scripts``."""
    return format_html_join(
        "\n", '<script type="module" src="{}"></script>', ((static(f"js/{name}.js"),) for name in names)
    )


@register.simple_tag
def htmx() -> SafeString:
    """{% htmx %}: htmx itself, for the block ``scripts`` of a page that uses it. The configuration is in base.html."""
    return format_html('<script src="{}" defer></script>', static("django_htmx/htmx-2.min.js"))


@register.simple_tag
def gauge(value: float | None, target: float | None = None, unit: str = "%", top: float | None = None) -> SafeString:
    """{% gauge 47.9 50 %}: a bar with the target as a line. ``top`` is the full width (100, or more if needed).

    Short of the target the bar is amber; the words beside it must say so too.
    """
    if value is None:
        return SafeString("")
    full = top or max(100.0, value, target or 0)
    at, aim = (max(0.0, min(100.0, 100 * each / full)) for each in (value, target or 0))
    short = " short" if target is not None and value < target else ""
    words = f"{value:g}{unit}" + (f"，目标 {target:g}{unit}" if target is not None else "")
    line = format_html('<line class="aim" x1="{0}" x2="{0}" y1="0" y2="18"/>', f"{aim:.2f}") if target else ""
    return format_html(
        '<svg class="gauge" viewBox="0 0 100 18" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<rect class="track" x="0" y="4" width="100" height="10"/>'
        '<rect class="fill{}" x="0" y="4" width="{}" height="10"/>{}</svg>',
        words,
        short,
        f"{at:.2f}",
        line,
    )


# --- Blocks ----------------------------------------------------------------------------------------------------------


@register.simple_block_tag
def notice(content: str, tone: str = "", title: str = "") -> SafeString:
    """{% notice "wait" "待您办理：选择调解时间" %}…{% endnotice %}: tones info (none), wait, late, ok."""
    head = format_html("<h2>{}</h2>", title) if title else ""
    return format_html('<div class="notice {}">{}{}</div>', tone, head, content)


@register.simple_block_tag
def panel(content: str, title: str = "", level: int = 2) -> SafeString:
    """{% panel "期限" %}…{% endpanel %}."""
    head = format_html("<h{0}>{1}</h{0}>", level, title) if title else ""
    return format_html('<section class="panel stack">{}{}</section>', head, content)


@register.simple_block_tag
def empty(content: str, title: str) -> SafeString:
    """{% empty "还没有案件" %}What will appear and how to begin.{% endempty %}."""
    return format_html('<div class="empty"><h2>{}</h2>{}</div>', title, content)


# --- Lists of values -------------------------------------------------------------------------------------------------


@register.inclusion_tag("components/tasks.html")
def task_list(groups: Sequence[TaskGroup], level: int = 2) -> dict[str, Any]:
    """{% task_list groups %}: a draft's landing page."""
    return {"groups": groups, "level": level, "locked": TaskState.LOCKED}


@register.inclusion_tag("components/summary.html")
def summary_list(rows: Sequence[CheckLine], change: str = "更改") -> dict[str, Any]:
    """{% summary_list rows %}: answers to check, each with 更改."""
    return {"rows": rows, "change": change}


@register.inclusion_tag("components/facts.html")
def facts(pairs: Iterable[tuple[str, object]] | Mapping[str, object]) -> dict[str, Any]:
    """{% facts pairs %}: a term and its value, in two columns. Empty values are left out."""
    items = pairs.items() if isinstance(pairs, Mapping) else pairs
    return {"pairs": [(term, value) for term, value in items if value not in (None, "")]}


@register.inclusion_tag("components/timeline.html")
def timeline(moments: Sequence[Moment], today: date | None = None) -> dict[str, Any]:
    """{% timeline moments today %}: what happened, newest first."""
    return {"moments": moments, "today": today}


@register.inclusion_tag("components/stages.html")
def stage_list(stages: Sequence[StageLine]) -> dict[str, Any]:
    """{% stage_list stages %}: the stages of a case with 待您办理 · 办理中 · 尚未开始 · 可查看 · 已完成."""
    return {"stages": stages}


@register.inclusion_tag("components/steps.html")
def steps(items: Sequence[Waypoint], label: str = "进度") -> dict[str, Any]:
    """{% steps items %}: where one is in a short sequence."""
    return {"items": items, "label": label}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Any, words: str = "") -> dict[str, Any]:
    """{% pagination page "按到期日排列" %}: 第一页 · 上一页 · 下一页 of a paging.Page, keeping filters."""
    return {"request": context["request"], "page": page, "words": words}


# --- Forms -----------------------------------------------------------------------------------------------------------

_INPUT = ("text", "textarea", "select", "file")


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, label: str = "", hint: str = "", css: str = "", width: str = "") -> dict[str, Any]:
    """{% field form.amount %}: label（选填）, hint, errors, control. Any BoundField, also of foreign forms.

    ``label`` and ``hint`` override; ``width`` is w-4, w-8, w-12 or w-18; ``css="big"`` makes the label the question
    of a page.
    """
    inner = bound.field
    component = component_of(inner)
    if hint:
        bound.help_text = hint  # before any widget is drawn: aria-describedby looks at it
    errors = [str(error) for error in bound.errors]
    width = width or getattr(inner, "width", "")
    limit = inner.widget.attrs.get("data-limit", "")
    control: Any = ""
    if component in _INPUT:
        attrs: dict[str, Any] = {"class": f"input {width}".strip()}
        repeated = inner.widget.attrs.get("placeholder") == bound.label
        if repeated or getattr(inner.widget, "input_type", "") == "password":
            attrs["placeholder"] = False  # foreign forms repeat the label there; it would vanish as one types
        if limit:
            attrs["aria-describedby"] = f"{bound.aria_describedby} {bound.auto_id}_count".strip()
        control = bound.as_widget(attrs=attrs)
    elif component in ("hidden", "checkbox"):
        control = bound.as_widget()
    return {
        "field": bound,
        "component": component,
        "control": control,
        "control_id": control_id(bound),
        "id": bound.auto_id,
        "label": label or bound.label,
        "hint": bound.help_text,
        "errors": errors,
        "optional": not inner.required and component not in ("hidden", "checkbox"),
        "prefix": getattr(inner, "prefix", ""),
        "suffix": getattr(inner, "suffix", ""),
        "limit": limit,
        "css": css,
        "inline": getattr(inner, "inline", False),
        "choices": _choices(bound) if component in ("radios", "checkboxes") else (),
        "parts": list(bound.subwidgets[0].data["subwidgets"]) if component == "signature" else (),
    }


def _choices(bound: BoundField) -> list[tuple[Any, str]]:
    hints = getattr(bound.field, "hints", {})
    return [(one, hints.get(str(one.data["value"]), "")) for one in bound]


@register.inclusion_tag("components/fields.html")
def fields(form: BaseForm, *names: str) -> dict[str, Any]:
    """{% fields form %} or {% fields form "name" "phone" %}: all or the named fields, hidden ones included."""
    return {"bound": [form[name] for name in names] if names else list(form)}


@register.inclusion_tag("components/errors.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """{% error_summary form other_form %}: on top of the page, focused, linking to each control."""
    lines: list[ErrorLine] = []
    for form in forms:
        if not form:
            continue
        if isinstance(form, BaseForm):
            lines += error_lines(form)
        else:  # a formset
            lines += [ErrorLine(str(text)) for text in form.non_form_errors()]
            for one in form.forms:
                lines += error_lines(one)
    return {"lines": lines}


@register.simple_tag
def options(**values: Any) -> str:
    """{% options max=3 %}: JSON for a data attribute our scripts read."""
    return json.dumps(values, ensure_ascii=False)

"""The one way a page does something: try the act; go on with a word of what was done, or show the page again.

    form = HearingForm(posted(request), today=today)
    if tried(request, form, lambda: actions.record_hearing(case=case, on=form.cleaned_data["on"], by=by), "已登记。"):
        return redirect("casefile:case", case.uid)
    return shown(request, "triage/trial/hearing.html", {"case": case, "form": form})

A refused act leaves everything that was typed in the form, with the reason at its field; such a page is answered with
422, so that a script, a test or a proxy can tell it from one that was only opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from common.law.refusal import ActionRefused
from common.web.forms import CourtForm
from common.web.typed import put_back_of

T = TypeVar("T")


class Named(Protocol):
    """A file as it was sent."""

    name: Any


N = TypeVar("N", bound=Named)
Words = str | Callable[[Any], str]  # what is said when it is done; of the result, where it tells something


@dataclass(frozen=True)
class Done(Generic[T]):
    """An act that went through, with what it returned."""

    value: T


def posted(request: HttpRequest) -> Any:
    """What a form is bound to: the POST, even an empty one (a form of tick-boxes or a button), or what was typed before
    the sign-in ended (`typed`); else nothing."""
    return request.POST if request.method == "POST" else put_back_of(request)


def tried(
    request: HttpRequest, form: CourtForm, act: Callable[[], T], words: Words = "", *, field: str = ""
) -> Done[T] | None:
    """Do it when the form was sent and is valid. None: nothing was sent, or the form now says what is wrong.

    `field`: where a refusal stands that names no field of this form; else it stands on top of the page.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    done = attempted(form, act, field=field)
    if done:
        _say(request, words, done.value)
    return done


def attempted(form: CourtForm, act: Callable[[], T], *, field: str = "") -> Done[T] | None:
    """Do it, whatever else may be wrong on the page. None: the form now says why it may not be done."""
    try:
        return Done(act())
    except ActionRefused as refused:
        form.refuse(refused, field)
        return None


def each_tried(form: CourtForm, field: str, items: Iterable[N], act: Callable[[N], T]) -> list[T]:
    """Do it for each file sent. What cannot be taken is said at the field, by its name; the others are kept."""
    done = []
    for each in items:
        try:
            done.append(act(each))
        except ActionRefused as refused:
            form.add_error(field, f"{each.name}：{refused}")
    return done


def at_field(field: str, act: Callable[[], T]) -> T:
    """Do a part of an act that asks for several things: what it refuses is said at this field."""
    try:
        return act()
    except ActionRefused as refused:
        raise ActionRefused(str(refused), field=field) from refused


def scripted(act: Callable[[], T], *, status: int = 410) -> Done[T] | JsonResponse:
    """Do what a script asks for. Refused, the answer to give it: by default, that there is nothing to be done any
    more."""
    try:
        return Done(act())
    except ActionRefused as refused:
        return JsonResponse({"errors": [str(refused)]}, status=status)


def pressed(request: HttpRequest, act: Callable[[], T], words: Words = "") -> Done[T] | None:
    """Do what a single button asks for. Refused, the reason is a message on the page one comes to next."""
    try:
        done = act()
    except ActionRefused as refused:
        messages.error(request, str(refused))
        return None
    _say(request, words, done)
    return Done(done)


def _say(request: HttpRequest, words: Words, done: Any) -> None:
    said = words if isinstance(words, str) else words(done)
    if said:
        messages.success(request, said)


def shown(request: HttpRequest, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """The page; 422 when a form in the context holds errors."""
    forms = [value for value in context.values() if isinstance(value, BaseForm)]
    wrong = any(form.is_bound and form.errors for form in forms)
    return render(request, template, dict(context), status=422 if wrong else 200)

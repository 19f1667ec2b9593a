"""The one way a page does something: try the act; go on with a word of what was done, or show the page again.

    form = HearingForm(posted(request), today=today)
    if tried(request, form, lambda: actions.record_hearing(case=case, on=form.cleaned_data["on"], by=by), "已登记。"):
        return redirect("casefile:case", case.uid)
    return shown(request, "triage/trial/hearing.html", {"case": case, "form": form})

A refused act leaves everything that was typed in the form, with the reason at its field; such a page is answered with
422, so that a script, a test or a proxy can tell it from one that was only opened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from common.law.refusal import ActionRefused
from common.web.forms import CourtForm

T = TypeVar("T")
Words = str | Callable[[Any], str]  # what is said when it is done; of the result, where it tells something


@dataclass(frozen=True)
class Done(Generic[T]):
    """An act that went through, with what it returned."""

    value: T


def posted(request: HttpRequest) -> Any:
    """What a form is bound to: the POST, even an empty one (a form of tick-boxes or a button), or what was typed before
    the sign-in ended (`typed`); else nothing."""
    return request.POST if request.method == "POST" or request.POST else None


def tried(
    request: HttpRequest, form: CourtForm, act: Callable[[], T], words: Words = "", *, field: str = ""
) -> Done[T] | None:
    """Do it when the form was sent and is valid. None: nothing was sent, or the form now says what is wrong.

    `field`: where a refusal stands that names no field of this form; else it stands on top of the page.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        done = act()
    except ActionRefused as refused:
        form.refuse(refused, field)
        return None
    _say(request, words, done)
    return Done(done)


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

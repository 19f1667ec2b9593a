"""The letters: what is written on one page, and signed there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from common.law import clock
from common.web.acts import posted, shown, tried
from common.web.doors import door
from petitions.letters import actions, queries
from petitions.letters.forms import AnswerForm, ProceduralForm, VersionForm
from petitions.letters.models import Petition
from petitions.letters.rules import answers_for, greeting, procedural_text, result_text
from petitions.letters.rules.limbs import RESULTS
from petitions.letters.states import Form, Level, Limb, Outcome, Procedural
from petitions.letters.views.desk import DOOR, as_it_is_now, by_at_desk, petition_at_desk


@dataclass(frozen=True)
class _Letter:
    """What is written on one page: the codes it may bear, and what signing it does."""

    title: str
    param: str  # the code's name in the address and the form
    kind: type[Procedural] | type[Outcome]
    form: type[VersionForm]
    choices: Callable[[Petition], Sequence[Procedural | Outcome]]
    text: Callable[[Petition, Any], str]
    sign: Callable[..., object]


@door("staff", roles=DOOR)
@require_http_methods(["GET", "HEAD", "POST"])
def acknowledge(request: HttpRequest, uid: str) -> HttpResponse:
    """Write the procedural reply: ?template= chooses the pre-written text."""
    return _write(request, uid, _PROCEDURAL)


@door("staff", roles=DOOR)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, uid: str) -> HttpResponse:
    """Write the answer: ?outcome= chooses the pre-written text, among those that fit the kind of matter."""
    return _write(request, uid, _RESULT)


def _write(request: HttpRequest, uid: str, letter: _Letter) -> HttpResponse:
    petition = petition_at_desk(request, uid)
    choices = letter.choices(petition)
    asked = request.POST.get(letter.param) or request.GET.get(letter.param)
    chosen = letter.kind(asked) if asked in set(letter.kind) else choices[0]
    first = {letter.param: chosen.value, "text": letter.text(petition, chosen), "version": petition.version}
    form = letter.form(posted(request), initial=first)

    def act() -> object:
        data = form.cleaned_data
        return letter.sign(
            petition=petition,
            text=data["text"],
            by=by_at_desk(request),
            today=clock.today(),
            expected=data["version"],
            **{letter.param: letter.kind(data[letter.param])},
        )

    if tried(request, form, act, "已签发，正在生成文书并送达信访人。"):
        return redirect("petitions:one", uid)
    petition = as_it_is_now(request, petition, form)
    context = {
        "petition": petition,
        "number": queries.number_of(petition),
        "party": petition.case.parties.all()[0],
        "form": form,
        "title": letter.title,
        "param": letter.param,
        "choices": choices,
        "chosen": chosen,
        "remedy": queries.remedy_of(petition, chosen).value if isinstance(chosen, Outcome) else "",
        "today": clock.today(),
    }
    return shown(request, "petitions/letters/write.html", context)


def _start(petition: Petition) -> str:
    return greeting(form=Form(petition.form), received_on=petition.case.received_on, number=queries.number_of(petition))


def _first_words(petition: Petition, chosen: Procedural) -> str:
    result = queries.running(petition, RESULTS)
    return procedural_text(
        chosen,
        start=_start(petition),
        officer=petition.owner.display_name if petition.owner else "",
        division=petition.division.name if petition.division else "",
        due=(result and result.due) or petition.due_on,
        on=petition.case.received_on,
        ways=queries.ways_of(petition).value,
    )


def _answers(petition: Petition) -> Sequence[Outcome]:
    return answers_for(Limb(petition.limb), Level(petition.level), final_before=bool(queries.finals(petition)))


_PROCEDURAL = _Letter(
    title="程序性答复",
    param="template",
    kind=Procedural,
    form=ProceduralForm,
    choices=lambda _: tuple(Procedural),
    text=_first_words,
    sign=actions.acknowledge,
)
_RESULT = _Letter(
    title="办理结果答复",
    param="outcome",
    kind=Outcome,
    form=AnswerForm,
    choices=_answers,
    text=lambda petition, chosen: result_text(chosen, start=_start(petition), demand=petition.demand),
    sign=actions.answer,
)

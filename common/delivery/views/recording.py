"""What the court clerk writes down about one service."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.cases.events import Audience, By, Channel
from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.delivery import actions, queries
from common.delivery.forms import (
    AgainForm,
    CorrectForm,
    FailForm,
    PublishForm,
    RecordForm,
    SendForm,
)
from common.delivery.models import Service
from common.delivery.rules import BY_ACCEPTANCE, needs_gist
from common.delivery.states import Method, ServiceState
from common.delivery.views.court import DOOR, rule_of_day, service_in
from common.documents.actions import receive
from common.documents.adapters.pdf import render_pdf
from common.documents.models import Document
from common.law import clock
from common.law.abroad import Home
from common.web.acts import posted, shown, tried
from common.web.doors import door
from common.web.forms import CourtForm


def _sent(service: Service) -> bool:
    """Whether nobody need say on which day it went out."""
    return service.dispatched_on is not None or service.method == Method.ELECTRONIC


def _asked(service: Service) -> dict[str, Any]:
    """What the form of a receipt asks about this service."""
    party = service.party
    may = queries.may_sign_for(party, service.kind, clock.today())
    return {"sent": _sent(service), "may": may, "others": _others(service)}


def _written(
    request: HttpRequest,
    service: Service,
    form: CourtForm,
    act: Callable[..., Service],
    words: Callable[[Service], str],
    *,
    tells: bool = False,
) -> bool:
    """The one way in which something is written down about a service, and about what lay in the same envelope. `tells`:
    the party hears of it, once for the envelope."""

    @transaction.atomic  # a receipt that is refused leaves no picture in the file, and half an envelope no result
    def go() -> Service:
        _need_as_seen(service, request.POST.get("seen", ""))
        given, by = dict(form.cleaned_data), By(user_id=request.user.pk, channel=Channel.COUNTER)
        chosen = queries.envelope(service).filter(uid__in=given.pop("together", []))
        rows = chosen.select_related("case", "party")
        more = [act(service=each, by=by, **given, **({"papers": 0} if tells else {})) for each in rows]
        counted.append(len(more))
        return act(service=service, by=by, **given, **({"papers": 1 + len(more)} if tells else {}))

    counted: list[int] = []

    def told(row: Service) -> str:
        return words(row) + (f"同一个信封里的另外 {counted[0]} 份也已登记。" if counted[0] else "")

    return tried(request, form, go, told) is not None


def _need_as_seen(service: Service, seen: str) -> None:
    """Two clerks at once, or a party that moved meanwhile: what is written down is about what the page showed. Saying
    the same twice is no news, and the actions know it."""
    Case.lock(service.case_id)
    now = Service.objects.get(pk=service.pk)
    if not seen or seen == queries.seen_as(now) or now.state != ServiceState.PENDING:
        return
    raise ActionRefused(f"这份文书刚才改了送达地址或者方式，现在是{Method(now.method).label}。请看清楚再登记。")


def _others(service: Service) -> list[tuple[str, str]]:
    return [(row.uid, f"《{row.title}》") for row in queries.envelope(service)]


@door("staff", roles=DOOR)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, uid: str) -> HttpResponse:
    """Record on which day and by which proof a paper was received."""
    service = service_in(request, uid)
    today = clock.today()
    first = {"method": service.method, "day": today}
    if service.method == Method.PUBLIC:
        return _show(request, service)
    form = RecordForm(posted(request), request.FILES or None, initial=first, **_asked(service))

    photos: list[Document] = []  # one picture shows the whole envelope

    def act(*, service: Service, by: By, papers: int, **data: Any) -> Service:
        if data["photo"] and not photos:
            kept = receive(
                upload=data["photo"][0],
                by=by,
                today=today,
                case=service.case,
                kind="delivery.receipt",
                title=f"送达回证：{service.title}",
                audience=Audience.STAFF,
            )
            photos.append(kept)
        return actions.record_service(
            service=service,
            by=by,
            day=data["day"],
            method=Method(data["method"]),
            today=today,
            shown=form.shown,
            proof_document=photos[0] if photos else None,
            dispatched_on=data.get("dispatched_on"),
            sent_proof=data.get("sent_proof", ""),
            papers=papers,
        )

    def words(row: Service) -> str:
        return f"已登记：《{row.title}》于 {row.served_on:%Y-%m-%d} 送达{row.party.name}。"

    if _written(request, service, form, act, words, tells=True):
        return redirect("delivery:waiting")
    return _show(request, service, form)


@door("staff", roles=DOOR)
@require_POST
def send(request: HttpRequest, uid: str) -> HttpResponse:
    """On which day the paper went out."""
    service = service_in(request, uid)
    form = SendForm(request.POST, others=_others(service))
    act = partial(actions.send_out, today=clock.today())

    def words(row: Service) -> str:
        return f"已登记：《{row.title}》于 {row.dispatched_on:%Y-%m-%d} 发出。"

    if _written(request, service, form, act, words):
        return redirect("delivery:waiting")
    return _show(request, service, send=form)


@door("staff", roles=DOOR)
@require_POST
def correct(request: HttpRequest, uid: str) -> HttpResponse:
    """The day of dispatch had been written down wrongly."""
    service = service_in(request, uid)
    form = CorrectForm(request.POST)
    act = partial(actions.correct_dispatch, today=clock.today())
    if _written(
        request, service, form, act, lambda row: f"已更正：《{row.title}》于 {row.dispatched_on:%Y-%m-%d} 发出。"
    ):
        return redirect("delivery:record", uid=uid)
    return _show(request, service, correct=form)


@door("staff", roles=DOOR)
@require_POST
def fail(request: HttpRequest, uid: str) -> HttpResponse:
    """Record that a service did not succeed, and why."""
    service = service_in(request, uid)
    form = FailForm(request.POST, sent=_sent(service), others=_others(service))

    def words(row: Service) -> str:
        return f"已登记《{row.title}》未能送达{row.party.name}，请改用其他方式。"

    if _written(request, service, form, actions.fail_service, words, tells=True):
        return redirect("delivery:again", uid=uid)
    return _show(request, service, fail=form)


@door("staff", roles=DOOR)
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest, uid: str) -> HttpResponse:
    """A service that failed: the same paper by another way."""
    service = service_in(request, uid)
    ways = actions.ways(party=service.party, kind=service.kind)
    sent = request.method == "POST"
    open_ways = [way for way, found in ways.items() if found.value]
    form = AgainForm(request.POST if sent else None, ways=open_ways, initial={"home": service.party.home})

    def act() -> Any:
        return actions.serve_again(
            service=service,
            method=Method(form.cleaned_data["method"]),
            postal=form.cleaned_data["postal"],
            home=Home(form.cleaned_data["home"]) if form.cleaned_data["home"] else None,
            by=By(user_id=request.user.pk, channel=Channel.COUNTER),
        )

    if tried(request, form, act, lambda row: f"《{row.title}》已改用{Method(row.method).label}。"):
        return redirect("delivery:waiting")
    barred = [(way.label, found) for way, found in ways.items() if not found.value]
    context = {"service": service, "form": form, "barred": barred, "open": service.state == ServiceState.FAILED}
    context |= {"today": clock.today(), "next": actions.next_step(service, clock.today())}
    context["accepted"] = service.kind in BY_ACCEPTANCE
    context["until"] = queries.answers_awaited(service.party).values_list("due", flat=True).last()
    return shown(request, "delivery/again.html", context)


@door("staff", roles=DOOR)
@require_POST
def publish(request: HttpRequest, uid: str) -> HttpResponse:
    """On which day and where the public notice was put out."""
    service = service_in(request, uid)
    form = PublishForm(request.POST, what=_what(service))

    def act(*, read: bool = False, **given: Any) -> Service:
        return actions.publish(today=clock.today(), **given)

    if _written(request, service, form, act, lambda row: f"已登记公告，{row.expires_on:%Y-%m-%d} 期满视为送达。"):
        return redirect("delivery:waiting")
    return _show(request, service, form)


def _what(service: Service) -> str:
    return needs_gist(service.kind, service.title, decision=service.decision)


def _blank(service: Service) -> RecordForm | PublishForm:
    if service.method == Method.PUBLIC:
        return PublishForm(
            initial={"on": clock.today(), "gist": queries.points_of(service)[:1000]},
            what=_what(service),
        )
    return RecordForm(initial={"method": service.method, "day": clock.today()}, **_asked(service))


def _show(
    request: HttpRequest,
    service: Service,
    form: RecordForm | PublishForm | None = None,
    *,
    fail: FailForm | None = None,
    send: SendForm | None = None,
    correct: CorrectForm | None = None,
) -> HttpResponse:
    """The page of one service, with the form that was sent and the others empty."""
    return shown(
        request,
        "delivery/record.html",
        {
            "service": service,
            "seen": queries.seen_as(service),
            "form": form or _blank(service),
            "fail_form": fail or FailForm(sent=_sent(service), others=_others(service)),
            "send_form": send or SendForm(initial={"on": clock.today()}, others=_others(service)),
            "correct_form": correct or CorrectForm(),
            "correctable": service.dispatched_on is not None
            and service.method not in (Method.ELECTRONIC, Method.PUBLIC),
            "today": clock.today(),
            "day_rule": rule_of_day(service),
            "open": service.state == ServiceState.PENDING,
            "public": service.method == Method.PUBLIC,
            "accepted": service.kind in BY_ACCEPTANCE,
            "nobody": queries.nobody_binds(service.party) if service.kind in BY_ACCEPTANCE else "",
        },
    )


@door("staff", roles=DOOR)
@require_safe
def slip(request: HttpRequest, uid: str) -> HttpResponse:
    """送达回证 to print and take along (民诉法87)."""
    service = service_in(request, uid)
    number = service.case.numbers.order_by("-id").first()
    context: dict[str, Any] = {
        "title": "送达回证",
        "day": clock.today().isoformat(),
        "court": service.case.court.name,
        "number": number.text if number else "",
        "service": {
            "title": service.title,
            "case": service.case.title,
            "name": service.party.name,
            "recipient": service.address.recipient_name if service.address else service.party.takes_papers,
            "postal": (service.address.postal if service.address else "") or service.party.address,
            "phone": (service.address.phone if service.address else "") or service.party.reached_at,
            "method": Method(service.method).label,
        },
    }
    response = HttpResponse(render_pdf("delivery/papers/slip.html", context), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="receipt.pdf"'
    return response

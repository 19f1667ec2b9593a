"""The court clerk's list of papers to bring, post or hand over; the party's page of one service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Exists, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.cases.access import as_court, at_window, by_of
from common.cases.events import Audience, By, Channel
from common.cases.models import Case
from common.cases.queries import party_abroad, search
from common.cases.rules import ActionRefused, sought
from common.delivery import actions, queries
from common.delivery.forms import (
    AcceptForm,
    AgainForm,
    CollectForm,
    CorrectForm,
    ElsewhereForm,
    FailForm,
    PublishForm,
    RecordForm,
    SendForm,
    UnsignedForm,
)
from common.delivery.models import Service
from common.delivery.queries import accepts
from common.delivery.rules import BY_ACCEPTANCE, day_rule, needs_gist, what_waits
from common.delivery.states import SERVERS, Effect, Method, ServiceState, Unsigned
from common.documents.actions import receive
from common.documents.adapters.pdf import render_pdf
from common.documents.models import Document
from common.law import clock
from common.law.abroad import Home
from common.law.articles import Finding, art
from common.law.terms import name_of
from common.people.queries import courts_of
from common.people.states import Role
from common.web.acts import posted, pressed, shown, tried
from common.web.doors import door, found_or_404
from common.web.forms import CourtForm
from common.web.paging import page

_DOOR = tuple(role.value for role in SERVERS)


def _courts(request: HttpRequest) -> list[int]:
    return [court.pk for court in courts_of(request.user, clock.today(), SERVERS)]


def _sent(service: Service) -> bool:
    """Whether nobody need say on which day it went out."""
    return service.dispatched_on is not None or service.method == Method.ELECTRONIC


def _asked(service: Service) -> dict[str, Any]:
    """What the form of a receipt asks about this service."""
    party = service.party
    may = queries.may_sign_for(party, service.kind, clock.today())
    return {"sent": _sent(service), "may": may, "others": _others(service)}


def _day_rule(service: Service) -> Finding[str]:
    abroad = service.method == Method.PUBLIC and party_abroad(service.party).value
    return day_rule(Method(service.method), service.case.received_on, abroad=abroad)


@door("staff", roles=(*_DOOR, Role.JUDGE.value))
@require_http_methods(["GET", "HEAD", "POST"])
def unsigned(request: HttpRequest, uid: str) -> HttpResponse:
    """A party does not sign for what would bind it by that, and said so to the court; or it came back, and the judge
    has it brought no more (民诉法102)."""
    today = clock.today()
    service = found_or_404(queries.may_end(request.user, _courts(request), today), uid=uid)
    judge = queries.tries(service.case, request.user, today)
    back = service.state == ServiceState.FAILED
    ways = [Unsigned.REFUSED, Unsigned.UNREACHED] if judge and back else [Unsigned.REFUSED]
    form = UnsignedForm(posted(request), ways=ways, initial={"how": ways[-1]})

    def act() -> Service:
        return actions.refuse_receipt(
            service=service,
            by=By(user_id=request.user.pk, channel=Channel.COUNTER),
            today=today,
            reason=form.cleaned_data["reason"],
            unreached=form.cleaned_data["how"] == Unsigned.UNREACHED,
        )

    if tried(request, form, act, "已登记没有签收，调解书不生效，案件继续审理。"):
        return redirect("casefile:case", service.case.uid)
    context = {"service": service, "form": form, "judge": judge, "back": back, "today": today}
    return shown(request, "delivery/unsigned.html", context)


def _service(request: HttpRequest, uid: str) -> Service:
    return found_or_404(queries.services_in(_courts(request), request.user), uid=uid)


@door("staff", roles=_DOOR)
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits to be brought, posted or handed over, longest first; and electronic services not yet effective."""
    courts, today = _courts(request), clock.today()
    asked = request.GET.get("q", "")
    ours = as_court(request.user)
    if asked.strip():
        ours &= Q(case__in=search(Case.objects.all(), asked, codes=True))
    found = page(queries.waiting(courts).filter(ours), request.GET, order=["ordered_on", "id"])
    return render(
        request,
        "delivery/waiting.html",
        {
            "page": found,
            "lines": queries.lines(found.rows, today),
            "electronic": queries.unconfirmed(courts).filter(ours)[:50],
            "failed": queries.failed(courts).filter(ours)[:50],
            "today": today,
            "asked": asked,
            "sought": sought(asked, codes=True),
        },
    )


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


@door("staff", roles=_DOOR)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, uid: str) -> HttpResponse:
    """Record on which day and by which proof a paper was received."""
    service = _service(request, uid)
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


@door("staff", roles=_DOOR)
@require_POST
def send(request: HttpRequest, uid: str) -> HttpResponse:
    """On which day the paper went out."""
    service = _service(request, uid)
    form = SendForm(request.POST, others=_others(service))
    act = partial(actions.send_out, today=clock.today())

    def words(row: Service) -> str:
        return f"已登记：《{row.title}》于 {row.dispatched_on:%Y-%m-%d} 发出。"

    if _written(request, service, form, act, words):
        return redirect("delivery:waiting")
    return _show(request, service, send=form)


@door("staff", roles=_DOOR)
@require_POST
def correct(request: HttpRequest, uid: str) -> HttpResponse:
    """The day of dispatch had been written down wrongly."""
    service = _service(request, uid)
    form = CorrectForm(request.POST)
    act = partial(actions.correct_dispatch, today=clock.today())
    if _written(
        request, service, form, act, lambda row: f"已更正：《{row.title}》于 {row.dispatched_on:%Y-%m-%d} 发出。"
    ):
        return redirect("delivery:record", uid=uid)
    return _show(request, service, correct=form)


@door("staff", roles=(*_DOOR, Role.JUDGE.value))
@require_safe
def hanging(request: HttpRequest, uid: str) -> HttpResponse:
    """The papers of one case that have waited too long for a result, each with the next way the law allows; and what
    nobody has signed for, which the judge need not have brought again."""
    today, courts = clock.today(), _courts(request)
    kept = Q(court__in=courts) | Q(Exists(queries.tried_by(request.user, today, case="pk")))
    case = found_or_404(Case.objects.filter(as_court(request.user, case="pk"), kept), uid=uid)
    found = queries.hanging(queries.hanging_before(today), today).filter(case=case)
    found = found.select_related("case", "party__case", "paper", "document")
    rows = [(row, (today - row.ordered_on).days, actions.next_step(row, today)) for row in found]
    context = {"case": case, "rows": rows, "today": today, "serves": case.court_id in courts}
    context["unsigned"] = queries.may_end(request.user, courts, today).filter(case=case)
    return render(request, "delivery/hanging.html", context)


@door("staff", roles=_DOOR)
@require_POST
def fail(request: HttpRequest, uid: str) -> HttpResponse:
    """Record that a service did not succeed, and why."""
    service = _service(request, uid)
    form = FailForm(request.POST, sent=_sent(service), others=_others(service))

    def words(row: Service) -> str:
        return f"已登记《{row.title}》未能送达{row.party.name}，请改用其他方式。"

    if _written(request, service, form, actions.fail_service, words, tells=True):
        return redirect("delivery:again", uid=uid)
    return _show(request, service, fail=form)


@door("staff", roles=_DOOR)
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest, uid: str) -> HttpResponse:
    """A service that failed: the same paper by another way."""
    service = _service(request, uid)
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


@door("staff", roles=_DOOR)
@require_POST
def publish(request: HttpRequest, uid: str) -> HttpResponse:
    """On which day and where the public notice was put out."""
    service = _service(request, uid)
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
            "day_rule": _day_rule(service),
            "open": service.state == ServiceState.PENDING,
            "public": service.method == Method.PUBLIC,
            "accepted": service.kind in BY_ACCEPTANCE,
            "nobody": queries.nobody_binds(service.party) if service.kind in BY_ACCEPTANCE else "",
        },
    )


@door("staff", roles=_DOOR)
@require_safe
def slip(request: HttpRequest, uid: str) -> HttpResponse:
    """送达回证 to print and take along (民诉法87)."""
    service = _service(request, uid)
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


@door("signed_in")
@require_http_methods(["GET", "HEAD", "POST"])
def collect(request: HttpRequest, uid: str) -> HttpResponse:
    """Whoever stands at the window takes their papers along (解释131): as the person that was identified."""
    today = clock.today()
    service = found_or_404(queries.services_to(request.user, today).select_related("case__court", "party"), uid=uid)
    visitor = at_window(request.user).get(service.case_id)
    if visitor is None:
        raise Http404
    rest = queries.to_collect(service.case, request.user).exclude(uid=uid).select_related("party__case")
    by = by_of(request, service.case, today)
    theirs = [row for row in rest if row.kind not in BY_ACCEPTANCE or accepts(row.party, by, today)]
    more = [(row.uid, f"《{row.title}》") for row in theirs]
    form = CollectForm(posted(request), others=more, initial={"together": [each for each, _ in more]})
    open_ = queries.to_collect(service.case, request.user).filter(pk=service.pk).exists()

    @transaction.atomic  # half of what was handed over is written down as nothing
    def act() -> list[Service]:
        chosen = [uid, *form.cleaned_data.get("together", [])]
        rows = list(queries.to_collect(service.case, request.user).filter(uid__in=chosen))
        if not rows:
            raise ActionRefused("这份文书刚才已经有结果，不用再领。请刷新后再看。")
        last = form.cleaned_data["identity"]
        told = [0] * (len(rows) - 1) + [len(rows)]  # of all of them one message tells, when the last is written down
        given = {"name": visitor.name, "identity": last, "by": by, "today": today}
        return [actions.hand_over(service=row, papers=papers, **given) for row, papers in zip(rows, told, strict=True)]

    if tried(request, form, act, lambda rows: f"已登记交给{visitor.name}，共 {len(rows)} 份。"):
        return redirect("casefile:case", uid=service.case.uid)
    context = {"service": service, "form": form, "open": open_, "visitor": visitor, "today": today}
    return shown(request, "delivery/collect.html", context)


@door("signed_in")
@require_http_methods(["GET", "HEAD", "POST"])
def elsewhere(request: HttpRequest, uid: str) -> HttpResponse:
    """Whoever sued says where the other side is found: a paper did not reach it."""
    today = clock.today()
    service = found_or_404(queries.asked_of(request.user, today), uid=uid)
    form = ElsewhereForm(posted(request))
    by = by_of(request, service.case, today)
    runs = queries.notice_runs(service.party)

    def act() -> Service:
        return actions.say_where(service=service, by=by, today=today, **form.cleaned_data)

    def words(row: Service) -> str:
        if form.cleaned_data["unknown"]:
            return "已经告诉法院您不知道。法院决定怎么送，案件页面会写。"
        ended = "公告不再算，" if runs and not queries.notice_runs(row.party) else ""
        again = not queries.may_say(row.case).filter(pk=row.pk).exists()
        return f"已经告诉法院。{ended}{'文书照这个地址再送' if again else '法院看怎么送'}，案件页面会写。"

    if tried(request, form, act, words):
        return redirect("casefile:case", uid=service.case.uid)
    until = None
    if by.party_id:
        until = queries.may_still_say(service, by.party_id).values_list("due", flat=True).first()
    context: dict[str, Any] = {"service": service, "form": form, "today": today, "until": until, "notice": runs}
    context["waits"] = what_waits(service.kind)
    context["open"] = queries.may_say(service.case).filter(pk=service.pk).exists()
    return shown(request, "delivery/elsewhere.html", context)


@door("signed_in")
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest, uid: str) -> HttpResponse:
    """The party's page of one service: the paper, the day, the way and what it starts. Opening what waits to be
    received electronically is receipt, and so a POST (在线诉讼31第2款)."""
    today = clock.today()
    found = queries.services_to(request.user, today).select_related("paper__document", "document", "case__court")
    service = found_or_404(found, uid=uid)
    if service.effect == Effect.SIGNING and service.state == ServiceState.PENDING:
        return _to_sign(request, service, today)
    if request.method == "POST":
        by = replace(by_of(request, service.case, today), party_id=service.party_id)
        done = pressed(request, lambda: actions.confirm_receipt(service=service, by=by, today=today))
        if done and "open" in request.POST:
            return redirect(_file(service))
        return redirect("delivery:receipt", uid=uid)
    document = service.document or (service.paper.document if service.paper else None)
    return render(
        request,
        "delivery/receipt.html",
        {
            "service": service,
            "document": document,
            "day_rule": _day_rule(service),
            "served": service.state == ServiceState.SERVED,
            "started": [(name_of(row.term, service.case.received_on), row) for row in queries.started(service)],
            "today": today,
            "to_confirm": service.state == ServiceState.PENDING and service.method == Method.ELECTRONIC,
        },
    )


def _to_sign(request: HttpRequest, service: Service, today: date) -> HttpResponse:
    """What binds by its signature: read first, then signed for, or not (民诉法100第3款, 102)."""
    by = replace(by_of(request, service.case, today), party_id=service.party_id)
    form = AcceptForm(posted(request))
    act = partial(actions.confirm_receipt, service=service, by=by, today=today)
    if tried(request, form, act, "您已经签收。各方都签收的那天，调解书生效。"):
        return redirect("delivery:receipt", uid=service.uid)
    context = {"service": service, "form": form, "file": _file(service), "until": queries.sign_by(service)}
    return shown(request, "delivery/sign.html", context | {"may": accepts(service.party, by, today), "today": today})


@door("signed_in")
@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: HttpRequest, uid: str) -> HttpResponse:
    """A party does not sign for what would bind it by that."""
    today = clock.today()
    service = found_or_404(queries.services_to(request.user, today).select_related("case__court", "party"), uid=uid)
    if service.kind not in BY_ACCEPTANCE:
        raise Http404
    by = replace(by_of(request, service.case, today), party_id=service.party_id)
    form = CourtForm(posted(request))
    act = partial(actions.refuse_receipt, service=service, by=by, today=today)
    if tried(request, form, act, "已经登记：您没有签收，调解书不生效。"):
        return redirect("casefile:case", uid=service.case.uid)
    open_ = service.state == ServiceState.PENDING
    return shown(request, "delivery/refuse.html", {"service": service, "form": form, "open": open_, "today": today})


def _file(service: Service) -> str:
    """Where the paper is read; one that is no file yet is made there."""
    document = service.document or (service.paper.document if service.paper else None)
    if document is None:
        return reverse("documents:paper", args=[service.paper_id])
    return reverse("documents:download", args=[document.uid]) + "?inline=1"


@require_safe
@door("public")
def notices(request: HttpRequest) -> HttpResponse:
    """The public notices that run, for everybody (民诉法95; 解释138)."""
    today = clock.today()
    found = page(queries.notices(today), request.GET, order=["-announced_on", "-id"])
    rows = [(each, _day_rule(each.service)) for each in queries.told(found.rows, today, everybody=True)]
    response = render(request, "delivery/notices.html", {"rows": rows, "page": found, "today": today})
    # Whom it calls finds it here; who only looks for a name elsewhere, years later, does not.
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


@door("staff", roles=_DOOR)
@require_safe
def poster(request: HttpRequest, uid: str) -> HttpResponse:
    """The public notice on paper, for the court's board and the home of whom it calls (解释138, 139)."""
    service = _service(request, uid)
    if service.method != Method.PUBLIC:
        raise Http404
    service.gist = service.gist or queries.points_of(service)
    on = service.announced_on or clock.today()
    (told,) = queries.told([service], clock.today(), everybody=False)
    context = {
        "title": "公告",
        "day": on.isoformat(),
        "court": service.case.court.name,
        "number": told.number,
        "told": told,
        "lines": [line.replace("您", "你") for line in told.lines],
        "day_rule": _day_rule(service).value,
        "grounds": [article.cite for article in (*_day_rule(service).articles, art("民诉解释", 139))],
    }
    response = HttpResponse(render_pdf("delivery/papers/notice.html", context), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="notice.pdf"'
    return response

"""The last pages of a draft: court and cause, evidence, the fee, checking, submitting."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from common.cases.events import By, Channel
from common.cases.models import Case
from common.documents.actions import uploads_of
from common.law import clock
from common.people.access import is_court_staff
from common.web.acts import each_tried, posted, shown, tried
from common.web.doors import door, found_or_404
from intake.elements.rules import answers as reading
from intake.filing import actions, queries
from intake.filing.forms import CourtChoiceForm, DescribeForm, EvidenceForm, OralForm, SubmitForm
from intake.filing.models import Draft, Evidence
from intake.filing.rules.facts import may_ask
from intake.filing.rules.oral import digest, is_oral, record_articles, record_title
from intake.filing.states import SigningWay
from intake.filing.views.drafts import by_for, closed_page, next_url, open_draft, section_of
from intake.filing.views.uploads import on_their_way, say_again
from intake.guidance.access import guest_of


@door("public")
def court(request: HttpRequest, uid: str) -> HttpResponse:
    """Which court and which cause; ?q= searches the list of causes."""
    today = clock.today()
    row = open_draft(request, uid, today)
    gone = closed_page(request, row)
    if gone:
        return gone
    text = request.GET.get("q", "")
    found, suggested = queries.jurisdiction_of(row, row.given(), today)
    initial = {"court": row.court_id or (suggested.pk if suggested else None), "cause": row.cause}
    sent = request.POST.get("cause", "")
    choices = queries.cause_choices(row, text)
    if sent and sent not in dict(choices):
        choices = queries.cause_choices(row, sent) + choices
    form = CourtChoiceForm(posted(request), courts=queries.court_choices(), causes=choices, initial=initial)

    def act() -> Any:
        return actions.set_basics(draft=row, court_id=int(form.cleaned_data["court"]), cause=form.cleaned_data["cause"])

    if tried(request, form, act):
        return redirect("intake:check" if request.GET.get("back") == "check" else "intake:draft", row.uid)
    context = {"draft": row, "form": form, "hint": found, "suggested": suggested, "text": text}
    return render(request, "intake/filing/court.html", context)


@door("public")
def evidence(request: HttpRequest, uid: str) -> HttpResponse:
    """Upload files; each failure says why and keeps the others."""
    today = clock.today()
    row = open_draft(request, uid, today)
    gone = closed_page(request, row)
    if gone:
        return gone
    sent = _just_sent(request, row)
    address = reverse("intake:draft_uploads", args=[row.uid])
    form = EvidenceForm(posted(request), request.FILES or None, uploads=address)
    form.fields["files"].required = not sent
    if request.method == "POST" and form.is_valid():
        by, said = by_for(request, row, today), form.cleaned_data
        for one in sent:
            title, proves = said["title"] or one.title, said["proves"] or one.proves
            actions.describe_evidence(evidence=one, title=title, source=one.source, proves=proves)
        named = {"title": said["title"], "proves": said["proves"]}
        more = each_tried(
            form,
            "files",
            said["files"],
            lambda file: actions.add_evidence(draft=row, upload=file, by=by, today=today, **named),
        )
        again = [one.title for one in more if one.document.again]
        kept = len(sent) + len(more) - len(again)
        if kept:
            messages.success(request, f"已上传 {kept} 份文件。")
        say_again(request, again)
        if not form.errors:
            return redirect("intake:evidence", row.uid)
    rows = row.evidence.filter(removed=False).select_related("document")
    section = section_of(row, "evidence")
    context = {"draft": row, "form": form, "rows": rows, "next_url": next_url(row, section)}
    return render(request, "intake/filing/evidence.html", context | on_their_way(request, row.files_key))


def _just_sent(request: HttpRequest, row: Draft) -> list[Evidence]:
    """What the page's script has sent already, and this form now names."""
    uids = request.POST.getlist("files_ids")
    if not uids:
        return []
    taken = uploads_of(row.files_key, request.user.pk).filter(uid__in=uids, document__isnull=False)
    return list(row.evidence.filter(removed=False, document__in=taken.values("document")))


@door("public")
def evidence_one(request: HttpRequest, uid: str, pk: int) -> HttpResponse:
    """Name one piece of evidence, or take it out."""
    today = clock.today()
    row = open_draft(request, uid, today)
    gone = closed_page(request, row)
    if gone:
        return gone
    one = found_or_404(row.evidence.filter(removed=False).select_related("document"), pk=pk)
    if request.method == "POST" and request.POST.get("go") == "remove":
        actions.remove_evidence(evidence=one)
        messages.success(request, "已删除。")
        return redirect("intake:evidence", row.uid)
    form = DescribeForm(posted(request), initial={"title": one.title, "proves": one.proves})
    if request.method == "POST" and form.is_valid():
        actions.describe_evidence(evidence=one, source=one.source, **form.cleaned_data)
        return redirect("intake:evidence", row.uid)
    return render(request, "intake/filing/evidence_one.html", {"draft": row, "form": form, "one": one})


@door("public")
@require_safe
def fee(request: HttpRequest, uid: str) -> HttpResponse:
    """How the prepayment was counted, step by step."""
    today = clock.today()
    row = open_draft(request, uid, today)
    form, given = row.spec, row.given()
    drafted = reading.claims(form, given)
    context = {"draft": row, "quote": queries.quote_for(row.cause, row.wish, drafted, today), "claims": drafted}
    return render(request, "intake/filing/fee.html", context)


@door("public")
def check(request: HttpRequest, uid: str) -> HttpResponse:
    """Every answer with 更改; submitting needs a checked name (在线诉讼规则第七条), but at the counter."""
    today = clock.today()
    row = open_draft(request, uid, today)
    gone = closed_page(request, row)
    if gone:
        return gone
    at_counter = row.channel == Channel.COUNTER and is_court_staff(request.user, today)
    named = at_counter or (request.user.is_authenticated and request.user.is_verified)
    spoken = is_oral(asked=row.oral, at_counter=at_counter)
    must_sue = not may_ask(row.wish, row.cause).value
    form = _oral_form(request, row) if spoken else SubmitForm(posted(request))
    if request.method == "POST":
        if must_sue and "sue_instead" in request.POST:
            actions.set_basics(draft=row, wish="sue")
            messages.success(request, "已改为起诉。已填的内容都在，请补上起诉要写的几项。")
            return redirect("intake:draft", row.uid)
        if not named:
            messages.warning(request, "请先登录并完成实名认证，再提交；填写的内容都在。")
            return redirect("intake:check", row.uid)

        def act() -> Case:
            by, said = by_for(request, row, today), form.cleaned_data
            signed = _signed(row, said, by, today) if spoken else None
            return actions.submit(draft=row, once=said["once"], by=by, today=today, signed=signed)

        if done := tried(request, form, act):
            return redirect("intake:receipt", done.value.uid)
        if "read" in form.errors:
            form.data = _to_read_again(request, row)
    gaps = queries.in_the_way(row, today, at_counter=at_counter)
    # That it can only be sued about is said with the way out of it, further down.
    listed = [gap for gap in gaps if not must_sue or gap.question != "cause"]
    spec, given = row.spec, row.given()
    context = {
        "draft": row,
        "form": form,
        "groups": queries.check_groups(row, today, gaps),
        "missing": [(gap.words, queries.address_of(row, gap)) for gap in listed],
        "alike": queries.alike(row, request.user, guest_of(request), today),
        "against": queries.acted_against(row, given),
        "named": named,
        "claims": reading.claims(spec, given),
        "quote": queries.quote_for(row.cause, row.wish, reading.claims(spec, given), today),
        "spoken": spoken,
        "grounds": record_articles(row.wish),
        "must_sue": may_ask(row.wish, row.cause) if must_sue else None,
    }
    return shown(request, "intake/filing/check.html", context)


def _oral_form(request: HttpRequest, row: Draft) -> OralForm:
    """Filed orally, the submission is the signing of what was read back."""
    posted = request.method == "POST"
    given = row.given()
    names = reading.names(row.spec, given, "claimant")
    initial = {"read": digest(given), "signer": names[0] if names else ""}
    return OralForm(request.POST if posted else None, request.FILES if posted else None, initial=initial)


def _to_read_again(request: HttpRequest, row: Draft) -> QueryDict:
    """What stands on the page now is what is read next, and nobody has signed that yet."""
    data = request.POST.copy()
    data["read"] = digest(row.given())
    data.pop("signature_0", None)
    return data


def _signed(row: Draft, data: dict[str, Any], by: By, today: date) -> actions.Signed:
    way, scan = SigningWay(data["way"]), None
    if way != SigningWay.DRAWN:
        scan = actions.keep_scan(draft=row, upload=data["scan"][0], by=by, today=today)
    png = base64.b64encode(data["signature"].png).decode() if data["signature"] else ""
    return actions.Signed(
        signer=data["signer"], way=way, read=data["read"], png=png, scan=scan, witness=data["witness"]
    )


@door("public")
@require_safe
def record(request: HttpRequest, uid: str) -> HttpResponse:
    """The record on a sheet, to be printed and signed where nobody can sign on the pad."""
    today = clock.today()
    row = open_draft(request, uid, today)
    if not row.oral or not is_court_staff(request.user, today):
        raise Http404
    gone = closed_page(request, row)
    if gone:
        return gone
    context = {
        "draft": row,
        "title": record_title(row.wish),
        "groups": [
            replace(group, rows=[replace(each, change_url="") for each in group.rows])
            for group in queries.check_groups(row, today)
        ],
        "signers": ("陈述人签名或者捺印", "见证人", "记录人"),
        "claims": reading.claims(row.spec, row.given()),
        "names": "、".join(reading.names(row.spec, row.given(), "claimant")),
        "clerk": request.user,
        "now": clock.now(),
        "grounds": record_articles(row.wish),
    }
    return render(request, "intake/filing/record.html", context)


@door("public")
def abandon(request: HttpRequest, uid: str) -> HttpResponse:
    """Give a draft up, after asking once."""
    today = clock.today()
    row = open_draft(request, uid, today)
    if request.method == "POST":
        actions.abandon_draft(draft=row)
        messages.success(request, "已删除这份草稿。")
        return redirect("intake:drafts")
    return render(request, "intake/filing/abandon.html", {"draft": row})

"""After submitting: the receipt, correcting, insisting, withdrawing, more evidence, suing after mediation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from common.cases.access import by_of, party_for, visible_to
from common.cases.events import Channel
from common.cases.models import Case, Party
from common.cases.queries import open_deadlines
from common.cases.rules import ActionRefused
from common.documents.actions import drop_uploads, whole_uploads, with_uploads
from common.documents.models import PartialUpload
from common.documents.rules import DocumentError
from common.law import clock
from common.law.articles import art
from common.web.acts import pressed, tried
from common.web.doors import door, found_or_404
from intake import actions, queries
from intake.access import filer_of, filings_of, may_review, may_withdraw
from intake.forms import EvidenceForm, InsistForm, SectionForm
from intake.models import Filing
from intake.rules.answers import ClaimDraft
from intake.rules.carrying import carried, led_by
from intake.rules.forms import form_for_cause, load, split_id
from intake.rules.review import UNCONFIRMED, correction_articles, insistence_articles, suable
from intake.states import FilingState
from intake.views.uploads import case_place, on_their_way


def _filing(request: HttpRequest, uid: str, today: Any, *, counter: bool = False) -> tuple[Filing, Party | None]:
    """The filing for its filer (or the clerk at whose window one stands), to be read also (`counter`) by the desk that
    took it in; else 404. Nobody acts for a party outside a visit to the window."""
    filing = found_or_404(filings_of(request.user, today), case__uid=uid)
    party = filer_of(filing.case, request.user, today)
    if party is None and not (counter and may_review(filing.case, request.user, today)):
        raise Http404
    return filing, party


def _acting(request: HttpRequest, uid: str, today: Any) -> tuple[Filing, Party]:
    """The filing and the filer who acts on it, still in the case; else 404."""
    filing, party = _filing(request, uid, today)
    if party is None or party.left_on is not None:
        raise Http404
    return filing, party


@door("signed_in")
@require_safe
def receipt(request: HttpRequest, uid: str) -> HttpResponse:
    """The confirmation: the day of receipt, what comes next, by which day, whom to call. Works when bookmarked."""
    today = clock.today()
    filing, _ = _filing(request, uid, today, counter=True)
    due = next((each for each in open_deadlines(filing.case) if each.term in queries.REVIEW_TERMS), None)
    grounds = [art("立案规定", 2), art("民诉法", 126)] if filing.wish == "sue" else [art("在线调解", 8)]
    context = {
        "filing": filing,
        "case": filing.case,
        "due": due,
        "papers": queries.receipt_papers(filing.case),
        "grounds": grounds,
        "today": today,
    }
    return render(request, "intake/receipt.html", context)


@door("signed_in")
def correct(request: HttpRequest, uid: str) -> HttpResponse:
    """The filer lands on what was marked, and nothing else."""
    today = clock.today()
    filing, party = _acting(request, uid, today)
    correction = filing.corrections.filter(answered_on__isnull=True).first()
    if filing.state != FilingState.CORRECTING or correction is None:
        messages.info(request, "目前没有需要补正的内容。")
        return redirect("casefile:case", uid)
    form_spec = load(filing.form)
    evidence = list(filing.case.evidence.filter(removed=False).select_related("document"))
    items = queries.item_words(correction, form_spec, filing.wish, evidence)
    groups = _marked_forms(request, filing, items)
    files = [each for each in items if each.get("document")]
    held = _held(request, filing.case) if files else []
    with with_uploads(request.FILES, "files", held) as sent:
        upload = _evidence_form(request, filing.case, sent) if files else None
        if upload is not None:
            upload.fields["files"].required = False
        if request.method == "POST":
            ready = all(form.is_valid() for form, _ in groups) and (upload is None or upload.is_valid())
            if ready and _answer(request, filing, correction, party, [form for form, _ in groups], upload, today):
                drop_uploads(uploads=held)
                messages.success(request, "补正材料已提交。申请仍按原来的收件先后办理。")
                return redirect("casefile:case", uid)
    context = {
        "filing": filing,
        "case": filing.case,
        "correction": correction,
        "groups": groups,
        "files": files,
        "upload": upload,
        "forms": [form for form, _ in groups] + ([upload] if upload else []),
        "grounds": correction_articles(),
        "today": today,
    }
    return render(request, "intake/correct.html", context | on_their_way(request, case_place(filing.case)))


def _held(request: HttpRequest, case: Case) -> list[PartialUpload]:
    """What the page's script has sent already and this form now hands in."""
    uids = request.POST.getlist("files_ids")
    return whole_uploads(place=case_place(case), owner_id=request.user.pk, uids=uids)


def _evidence_form(request: HttpRequest, case: Case, sent: Any) -> EvidenceForm:
    address = reverse("intake:case_uploads", args=[case.uid])
    posted = request.method == "POST"
    return EvidenceForm(request.POST if posted else None, sent if posted else None, uploads=address, held=True)


def _marked_forms(
    request: HttpRequest, filing: Filing, items: list[dict[str, str]]
) -> list[tuple[SectionForm, list[tuple[str, str]]]]:
    """A form for each section (or person) with only the marked questions, and the clerk's words beside."""
    spec = load(filing.form)
    marked: dict[tuple[str, int | None], list[dict[str, str]]] = {}
    for each in items:
        if each.get("question"):
            key, index, _ = split_id(each["question"])
            marked.setdefault((key, index), []).append(each)
    found = []
    townships = queries.township_choices() if any("township" in str(each) for each in items) else []
    for (key, index), some in marked.items():
        form = SectionForm(
            request.POST or None,
            section=spec.section(key),
            wish=filing.wish,
            given=filing.answers,
            kept={},
            index=index,
            townships=townships,
            on=filing.case.received_on,
            strict=True,
            only=[each["question"] for each in some],
        )
        found.append((form, [(each["label"], each["message"]) for each in some]))
    return found


def _answer(
    request: HttpRequest,
    filing: Filing,
    correction: Any,
    party: Party,
    forms: list[SectionForm],
    upload: EvidenceForm | None,
    today: Any,
) -> bool:
    """Take the files, then the answers; False (with the words at the form) when something cannot be taken."""
    by = by_of(request, filing.case, today)
    new: list[int] = []
    for each in upload.cleaned_data["files"] if upload is not None else []:
        try:
            row = actions.add_case_evidence(
                case=filing.case,
                party=party,
                upload=each,
                by=by,
                today=today,
                title=upload.cleaned_data["title"] if upload else "",
                proves=upload.cleaned_data["proves"] if upload else "",
            )
            new.append(row.document_id)
        except DocumentError as problem:
            upload.add_error("files", f"{each.name}：{problem}")  # type: ignore[union-attr]
            return False
    values: dict[str, Any] = {}
    for form in forms:
        values |= form.answers()
    try:
        actions.answer_correction(correction=correction, values=values, by=by, today=today, new_files=new)
    except ActionRefused as refused:
        (forms[0] if forms else upload).add_error(None, str(refused))  # type: ignore[union-attr]
        return False
    return True


@door("signed_in")
def insist(request: HttpRequest, uid: str) -> HttpResponse:
    """坚持起诉, after reading what it means."""
    today = clock.today()
    filing, _ = _acting(request, uid, today)
    if filing.state != FilingState.RETURNED or filing.wish != "sue":
        messages.info(request, "材料退回以后才能坚持起诉。")
        return redirect("casefile:case", uid)
    form = InsistForm(request.POST or None)

    def act() -> Any:
        return actions.insist(
            filing=filing,
            words=form.cleaned_data["words"],
            by=by_of(request, filing.case, today),
            today=today,
        )

    if tried(request, form, act, "已转交法官审查。不予受理的，会给您裁定书；不服可以上诉。"):
        return redirect("casefile:case", uid)
    context = {"filing": filing, "case": filing.case, "form": form, "grounds": insistence_articles()}
    return render(request, "intake/insist.html", context)


@door("signed_in")
def withdraw(request: HttpRequest, uid: str) -> HttpResponse:
    """Take a filing back before registration."""
    today = clock.today()
    filing, party = _acting(request, uid, today)
    if not may_withdraw(filing, request.user, today):
        messages.warning(request, "现在不能在这里撤回：已经立案的，请申请撤诉；代理人需要特别授权。")
        return redirect("casefile:case", uid)
    others = queries.other_filers(filing.case, party)
    if request.method == "POST":
        by = by_of(request, filing.case, today)
        words = "您已撤回，其他人的申请继续办理。" if others else "已撤回。以后还可以再提交。"
        pressed(request, lambda: actions.withdraw(filing=filing, by=by, today=today), words)
        return redirect("casefile:case", uid)
    return render(request, "intake/withdraw.html", {"filing": filing, "case": filing.case, "others": others})


@door("signed_in")
def sue_after(request: HttpRequest, uid: str) -> HttpResponse:
    """Mediation without a suit ended: a draft to sue for what was not settled, with everything carried over."""
    today = clock.today()
    filing, party = _acting(request, uid, today)
    case, claims = filing.case, list(filing.case.claims.order_by("order"))
    left = [each for each in claims if each.state == "open"]
    found = suable(wish=filing.wish, ended=case.closed_on is not None, closing=case.closing, open_claims=len(left))
    if not found.value:
        over = filing.wish == "mediate" and case.closed_on is not None
        words = "这件事的各项请求都已经解决。" if over else "这件事还在调解中。您随时可以不再调解，然后起诉。"
        messages.info(request, words)
        return redirect("casefile:case", uid)
    settled = [place for place, each in enumerate(claims, 1) if each not in left and case.closing != UNCONFIRMED]
    if request.method == "POST":
        spec = load(filing.form)
        form, answers = carried(spec, filing.answers, [ClaimDraft(each.text, each.amount) for each in claims], settled)
        if form == "general" and not settled:
            form = form_for_cause(case.cause)
        by = by_of(request, case, today)
        answers = led_by(load(form), answers, party.order)
        draft = actions.start_draft(
            by=by,
            today=today,
            form=form,
            wish="sue",
            owner_id=request.user.pk if by.channel != Channel.COUNTER else None,
            court_id=case.court_id,
            cause=case.cause,
            case_id=case.pk,
            answers=answers,
        )
        return redirect("intake:draft", draft.uid)
    context = {"filing": filing, "case": case, "left": left if settled else [], "ground": found}
    return render(request, "intake/sue_after.html", context)


@door("signed_in")
def more_evidence(request: HttpRequest, uid: str) -> HttpResponse:
    """A party adds evidence to its case."""
    today = clock.today()
    case = found_or_404(visible_to(request.user, today).filter(closed_on__isnull=True), uid=uid)
    party = party_for(case, request.user, today)
    if party is None:
        raise Http404
    held = _held(request, case)
    with with_uploads(request.FILES, "files", held) as sent:
        form = _evidence_form(request, case, sent)
        if request.method == "POST" and form.is_valid():
            for each in form.cleaned_data["files"]:
                try:
                    actions.add_case_evidence(
                        case=case,
                        party=party,
                        upload=each,
                        by=by_of(request, case, today),
                        today=today,
                        title=form.cleaned_data["title"],
                        proves=form.cleaned_data["proves"],
                    )
                except (DocumentError, ActionRefused) as problem:
                    form.add_error("files", f"{each.name}：{problem}")
            if not form.errors:
                drop_uploads(uploads=held)
                messages.success(request, "证据已提交，对方可以看到。")
                return redirect("intake:more_evidence", uid)
    rows = case.evidence.filter(removed=False).select_related("document", "party")
    context = {"case": case, "form": form, "rows": rows} | on_their_way(request, case_place(case))
    return render(request, "intake/more_evidence.html", context)

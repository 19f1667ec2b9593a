"""The filer's answers to the review: correcting, insisting, withdrawing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from common.cases.access import by_of
from common.cases.actions import need_power
from common.cases.models import Party
from common.cases.states import Disposal
from common.documents.actions import drop_uploads, with_uploads
from common.law import clock
from common.law.terms import filing_term
from common.web.acts import attempted, each_tried, posted, pressed, tried
from common.web.doors import door
from intake.elements.forms import SectionForm
from intake.elements.rules.forms import split_id
from intake.filing.actions import add_case_evidence
from intake.filing.forms import EvidenceForm
from intake.filing.models import Filing
from intake.filing.queries import township_choices
from intake.filing.states import FilingState
from intake.filing.views.filed import acting
from intake.filing.views.uploads import case_place, evidence_form, handed_in, on_their_way
from intake.review import actions, queries
from intake.review.access import may_withdraw
from intake.review.forms import InsistForm
from intake.review.models import Correction
from intake.review.rules import correction_articles, insistence_articles, withdrawable


@door("signed_in")
def correct(request: HttpRequest, uid: str) -> HttpResponse:
    """The filer lands on what was marked, and nothing else."""
    today = clock.today()
    filing, party = acting(request, uid, today)
    correction = filing.corrections.filter(answered_on__isnull=True).first()
    if filing.state != FilingState.CORRECTING or correction is None:
        messages.info(request, "目前没有需要补正的内容。")
        return redirect("casefile:case", uid)
    form_spec = filing.spec
    evidence = list(filing.case.evidence.filter(removed=False).select_related("document"))
    items = queries.item_words(correction, form_spec, filing.wish, evidence)
    groups = _marked_forms(request, filing, items)
    files = [each for each in items if each.get("document")]
    held = handed_in(request, filing.case) if files else []
    with with_uploads(request.FILES, "files", held) as sent:
        upload = evidence_form(request, filing.case, sent) if files else None
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
        "term": filing_term(filing.case.cause, corrected=True),
        "groups": groups,
        "files": files,
        "upload": upload,
        "forms": [form for form, _ in groups] + ([upload] if upload else []),
        "grounds": correction_articles(),
        "today": today,
    }
    return render(request, "intake/review/correct.html", context | on_their_way(request, case_place(filing.case)))


def _marked_forms(
    request: HttpRequest, filing: Filing, items: list[dict[str, str]]
) -> list[tuple[SectionForm, list[tuple[str, str]]]]:
    """A form for each section (or person) with only the marked questions, and the clerk's words beside."""
    spec = filing.spec
    marked: dict[tuple[str, int | None], list[dict[str, str]]] = {}
    for each in items:
        if each.get("question"):
            key, index, _ = split_id(each["question"])
            marked.setdefault((key, index), []).append(each)
    found = []
    townships = township_choices() if any("township" in str(each) for each in items) else []
    for (key, index), some in marked.items():
        form = SectionForm(
            posted(request),
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
    correction: Correction,
    party: Party,
    forms: list[SectionForm],
    upload: EvidenceForm | None,
    today: Any,
) -> bool:
    """Take the files, then the answers; False (with the words at the form) when something cannot be taken."""
    by = by_of(request, filing.case, today)
    new: list[int] = []
    if upload is not None:
        said = upload.cleaned_data
        named = {"title": said["title"], "proves": said["proves"]}
        rows = each_tried(
            upload,
            "files",
            said["files"],
            lambda file: add_case_evidence(case=filing.case, party=party, upload=file, by=by, today=today, **named),
        )
        if upload.errors:
            return False
        new = [row.document_id for row in rows]
    values: dict[str, Any] = {}
    for form in forms:
        values |= form.answers()

    def act() -> Correction:
        return actions.answer_correction(correction=correction, values=values, by=by, today=today, new_files=new)

    first = forms[0] if forms else upload
    return first is not None and attempted(first, act) is not None


@door("signed_in")
def insist(request: HttpRequest, uid: str) -> HttpResponse:
    """坚持起诉, after reading what it means."""
    today = clock.today()
    filing, _ = acting(request, uid, today)
    if filing.state != FilingState.RETURNED or filing.wish != "sue":
        messages.info(request, "材料退回以后才能坚持起诉。")
        return redirect("casefile:case", uid)
    form = InsistForm(posted(request))

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
    return render(request, "intake/review/insist.html", context)


@door("signed_in")
def withdraw(request: HttpRequest, uid: str) -> HttpResponse:
    """Take a filing back before registration."""
    today = clock.today()
    filing, party = acting(request, uid, today)
    by = by_of(request, filing.case, today)
    if not withdrawable(state=filing.state, stage=filing.case.stage).value:
        messages.warning(request, "现在不能在这里撤回：已经立案的，请申请撤诉。")
        return redirect("casefile:case", uid)
    if not may_withdraw(filing, request.user, today):  # which power is wanting, or what has yet to be checked
        pressed(request, lambda: need_power(party=party, by=by, act=Disposal.WITHDRAW, today=today))
        return redirect("casefile:case", uid)
    others = queries.other_filers(filing.case, party)
    if request.method == "POST":
        words = "您已撤回，其他人的申请继续办理。" if others else "已撤回。以后还可以再提交。"
        pressed(request, lambda: actions.withdraw(filing=filing, by=by, today=today), words)
        return redirect("casefile:case", uid)
    return render(request, "intake/review/withdraw.html", {"filing": filing, "case": filing.case, "others": others})

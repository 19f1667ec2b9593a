"""After submitting: the receipt, more evidence."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from common.cases.access import by_of, party_for, visible_to
from common.cases.models import Party
from common.cases.queries import open_deadlines
from common.documents.actions import drop_uploads, with_uploads
from common.law import clock
from common.law.articles import art
from common.law.terms import filing_term
from common.web.acts import each_tried
from common.web.doors import door, found_or_404
from intake.filing import actions, queries
from intake.filing.access import filer_of, filings_of, may_review
from intake.filing.models import Filing
from intake.filing.rules.complaint import to_prove
from intake.filing.views.uploads import case_place, evidence_form, handed_in, on_their_way, say_again


def _filing(request: HttpRequest, uid: str, today: Any, *, counter: bool = False) -> tuple[Filing, Party | None]:
    """The filing for its filer (or the clerk at whose window one stands), to be read also (`counter`) by the desk that
    took it in; else 404. Nobody acts for a party outside a visit to the window."""
    filing = found_or_404(filings_of(request.user, today), case__uid=uid)
    party = filer_of(filing.case, request.user, today)
    if party is None and not (counter and may_review(filing.case, request.user, today)):
        raise Http404
    return filing, party


def acting(request: HttpRequest, uid: str, today: Any) -> tuple[Filing, Party]:
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
        "term": filing_term(filing.case.cause),
        "papers": queries.receipt_papers(filing.case),
        "grounds": grounds,
        "still": to_prove(filing.spec, filing.answers),
        "today": today,
    }
    return render(request, "intake/filing/receipt.html", context)


@door("signed_in")
def more_evidence(request: HttpRequest, uid: str) -> HttpResponse:
    """A party adds evidence to its case."""
    today = clock.today()
    case = found_or_404(visible_to(request.user, today).filter(closed_on__isnull=True), uid=uid)
    party = party_for(case, request.user, today)
    if party is None:
        raise Http404
    held = handed_in(request, case)
    with with_uploads(request.FILES, "files", held) as sent:
        form = evidence_form(request, case, sent)
        if request.method == "POST" and form.is_valid():
            by, said = by_of(request, case, today), form.cleaned_data
            named = {"title": said["title"], "proves": said["proves"]}
            added = each_tried(
                form,
                "files",
                said["files"],
                lambda file: actions.add_case_evidence(
                    case=case, party=party, upload=file, by=by, today=today, **named
                ),
            )
            again = [one.title for one in added if one.document.again]
            if not form.errors:
                drop_uploads(uploads=held)
                if len(again) < len(form.cleaned_data["files"]):
                    messages.success(request, "证据已提交，对方可以看到。")
                say_again(request, again)
                return redirect("intake:more_evidence", uid)
    rows = case.evidence.filter(removed=False).select_related("document", "party")
    context = {"case": case, "party": party, "form": form, "rows": rows} | on_their_way(request, case_place(case))
    return render(request, "intake/filing/more_evidence.html", context)

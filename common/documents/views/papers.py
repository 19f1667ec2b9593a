"""Opening a paper that may still have to be made: the reader is shown that it is being made, then the file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from common.documents.actions import ask_paper
from common.documents.models import Paper
from common.documents.queries import papers_for, received_at
from common.documents.states import PaperState
from common.law import clock
from common.web.doors import door, found_or_404

AGAIN = "2"  # seconds until the waiting page looks again; one page of text takes a worker about one


@door("signed_in")
@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper's file; one that nobody has opened yet is made now."""
    found = found_or_404(papers_for(request.user, clock.today()), pk=pk)
    if first := received_at(request.user, clock.today(), paper=found):
        return redirect(first)
    if found.document is not None:
        return redirect("documents:download", found.document.uid)
    return being_made(request, found)


def being_made(request: HttpRequest, found: Paper) -> HttpResponse:
    """Ask for the paper and wait for it. For views of rooms that admit a reader by a ground of their own."""
    failed = found.state == PaperState.FAILED
    if not failed:
        ask_paper(found)
    response = render(request, "documents/being_made.html", {"paper": found, "failed": failed, "today": clock.today()})
    if not failed:
        response["Refresh"] = AGAIN  # works without a script
    return response

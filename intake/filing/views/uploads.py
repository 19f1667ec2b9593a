"""Files on their way in: of a draft, taken as evidence when whole; of a case, held until their form is sent."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from common.cases.access import party_for, visible_to
from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.documents.actions import check_upload, opened, take_upload, uploads_of, verify_upload, whole_uploads
from common.documents.models import PartialUpload
from common.documents.views import Became, begin, go_on
from common.law import clock
from common.web.doors import door, found_or_404
from intake.filing import actions
from intake.filing.actions.drafts import NOT_OPEN
from intake.filing.forms import FILES, EvidenceForm
from intake.filing.models import Draft
from intake.filing.views.drafts import by_for, open_draft


@door("public")
@require_http_methods(["OPTIONS", "POST"])
def draft_uploads(request: HttpRequest, uid: str) -> HttpResponse:
    """Announce a file of a draft."""
    row = open_draft(request, uid, clock.today())
    if not row.is_open:
        return JsonResponse({"errors": [NOT_OPEN]}, status=410)

    def address(upload: PartialUpload) -> str:
        return reverse("intake:draft_upload", args=[row.uid, upload.uid])

    return begin(request, place=row.files_key, owner_id=request.user.pk, address=address)


@door("public")
@require_http_methods(["HEAD", "PATCH", "DELETE"])
def draft_upload(request: HttpRequest, uid: str, piece: str) -> HttpResponse:
    """A piece of a draft's file; the whole is evidence of the draft at once."""
    row = open_draft(request, uid, clock.today())
    upload = found_or_404(uploads_of(row.files_key, request.user.pk), uid=piece)
    return go_on(request, upload, take=lambda whole: _taken(request, row, whole))


def _taken(request: HttpRequest, row: Draft, upload: PartialUpload) -> Became:
    """Where the new piece of evidence is described or taken out again."""
    today = clock.today()
    if upload.document_id is None:
        verify_upload(upload=upload)
        with opened(upload) as file:
            if words := FILES.problem(file):
                raise ActionRefused(words)
            one = actions.add_evidence(draft=row, upload=file, by=by_for(request, row, today), today=today)
        take_upload(upload=upload, document=one.document)
        again = one.document.again
    else:
        one, again = found_or_404(row.evidence.filter(removed=False), document=upload.document_id), True
    return Became(reverse("intake:evidence_one", args=[row.uid, one.pk]), again)


def case_place(case: Case) -> str:
    """What a case's uploads are filed under while they wait for their form."""
    return f"case:{case.uid}"


def _case(request: HttpRequest, uid: str) -> Case:
    """The case, for its parties and for the clerk at whose window one stands; else 404."""
    today = clock.today()
    case = found_or_404(visible_to(request.user, today), uid=uid)
    if party_for(case, request.user, today) is None:
        raise Http404
    return case


@door("signed_in")
@require_http_methods(["OPTIONS", "POST"])
def case_uploads(request: HttpRequest, uid: str) -> HttpResponse:
    """Announce a file for a form about a case."""
    case = _case(request, uid)

    def address(upload: PartialUpload) -> str:
        return reverse("intake:case_upload", args=[case.uid, upload.uid])

    return begin(request, place=case_place(case), owner_id=request.user.pk, address=address)


@door("signed_in")
@require_http_methods(["HEAD", "PATCH", "DELETE"])
def case_upload(request: HttpRequest, uid: str, piece: str) -> HttpResponse:
    """A piece of a file that waits for its form; the whole is checked here and kept by the form."""
    case = _case(request, uid)
    upload = found_or_404(uploads_of(case_place(case), request.user.pk), uid=piece)

    def take(whole: PartialUpload) -> Became:
        with opened(whole) as file:
            if words := FILES.problem(file):
                raise ActionRefused(words)
        check_upload(upload=whole)
        return Became()

    return go_on(request, upload, take=take)


def on_their_way(request: HttpRequest, place: str) -> dict[str, Any]:
    """For a page with a file field: what waits whole for the form, and what did not come to its end."""
    rows = list(uploads_of(place, request.user.pk).filter(document__isnull=True).order_by("id"))
    return {"held": [row for row in rows if row.whole], "unfinished": [row for row in rows if not row.whole]}


def handed_in(request: HttpRequest, case: Case) -> list[PartialUpload]:
    """What the page's script has sent already and this form now hands in."""
    uids = request.POST.getlist("files_ids")
    return whole_uploads(place=case_place(case), owner_id=request.user.pk, uids=uids)


def evidence_form(request: HttpRequest, case: Case, sent: Any) -> EvidenceForm:
    """Evidence for a case, `sent` with the form or held before it."""
    address = reverse("intake:case_uploads", args=[case.uid])
    posted = request.method == "POST"
    return EvidenceForm(request.POST if posted else None, sent if posted else None, uploads=address, held=True)


def say_again(request: HttpRequest, titles: list[str]) -> None:
    """The same bytes, sent once more: nothing was added, and nothing is missing."""
    for title in titles:
        messages.info(request, f"“{title}”之前已经传过，内容完全一样，没有重复添加。")

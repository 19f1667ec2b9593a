"""Signing on the screen: read the whole text, get the code, sign."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from common.cases.access import at_window, by_of, stands_in
from common.cases.events import Audience, By
from common.cases.models import Party
from common.cases.queries import signer_of
from common.cases.rules import ActionRefused
from common.documents.actions import receive
from common.documents.models import Document
from common.law import clock
from common.law.articles import art
from common.people.models import User
from common.web.acts import posted, pressed, tried
from common.web.doors import door
from common.web.forms import CourtForm
from mediation.course.views.base import enter, form_page, home
from mediation.texts import actions
from mediation.texts.actions import Given
from mediation.texts.actions.signing import need_signer, text_key
from mediation.texts.documents import claims
from mediation.texts.forms import ObjectionForm, SignForm, WindowSignForm
from mediation.texts.models import Agreement, SettledPoints
from mediation.texts.queries import Situation, changes, gone, missing
from mediation.texts.views.base import as_settler


def _user(request: HttpRequest) -> User:
    """Whoever is signed in: the door has seen to it."""
    return cast(User, request.user)


def _text(found: Situation, what: str) -> Agreement | SettledPoints | None:
    text: Agreement | SettledPoints | None
    if what == "agreement":
        text = found.signing or (found.unsigned if found.is_mediator else None)
        allowed = (found.party is not None and found.may_sign) or found.is_mediator
    else:
        text = found.points
        allowed = found.party is not None and found.may_sign
    if not allowed:
        raise Http404
    # A text between others is theirs alone (在线调解18), also before it is signed.
    if text is not None and found.party is not None and not text.parties.filter(pk=found.party.pk).exists():
        raise Http404
    return text


def _page(request: HttpRequest, uid: str, what: str) -> HttpResponse:
    found, today = enter(request, uid, Situation)
    if found.party is not None and not stands_in(found.case, request.user):
        who = signer_of(found.party, _user(request), today)
        if who.value is None:
            messages.warning(request, f"{who.note}。")
            return home(found)
    text = _text(found, what)
    if text is None:
        if words := gone(found, what):
            messages.info(request, words)
        return home(found)
    if stands_in(found.case, request.user):
        return _at_window(request, found, text, what, today)
    if found.party is not None:
        try:
            need_signer(text, found.party, by_of(request, found.case, today), today)
        except ActionRefused as refused:
            messages.warning(request, str(refused))
            return home(found)
    if not missing(text).of(found.party):
        return _signed(request, found, text, what)
    if request.method == "POST" and "send" in request.POST:
        return _send(request, found, text, what)
    form = SignForm(posted(request), claims=_asked(found, text))
    by = by_of(request, found.case, today)
    if tried(request, form, lambda: _sign(request, form, text, by, today), "签名成功。"):
        return home(found)
    return _shown(request, found, form, text, what, phone=_user(request).masked_phone)


def _asked(found: Situation, text: Agreement | SettledPoints) -> list[dict[str, str]]:
    """The claims that the claimant is asked about, each in words."""
    mine = found.party is not None and found.party.side == "claimant"
    return claims(text) if mine and isinstance(text, Agreement) else []


def _signed(request: HttpRequest, found: Situation, text: Agreement | SettledPoints, what: str) -> HttpResponse:
    """Who has signed sees the text and who is still missing, and no form."""
    more = _more(found, text, what)
    title = "您已签名，等待其他人签名"
    return render(request, "mediation/texts/signed.html", {"found": found, "case": found.case, "title": title, **more})


def _more(found: Situation, text: Agreement | SettledPoints, what: str) -> dict[str, Any]:
    """What the page of a text shows beside the form."""
    agreement = text if isinstance(text, Agreement) else None
    return {
        "what": what,
        "text": text,
        "signed": list(text.signatures.select_related("party").order_by("id")),
        "missing": missing(text).names,
        "changes": changes(agreement) if agreement is not None else [],
        "objections": (
            list(agreement.objections.select_related("party")) if found.is_mediator and agreement is not None else []
        ),
        "today": clock.today(),
    }


def _shown(
    request: HttpRequest,
    found: Situation,
    form: CourtForm,
    text: Agreement | SettledPoints,
    what: str,
    *,
    phone: str = "",
    window: bool = False,
) -> HttpResponse:
    title = "签署调解协议" if what == "agreement" else "确认无争议事实"
    grounds = [art("在线调解", 19)] if what == "agreement" else [art("在线调解", 18), art("在线调解", 22)]
    return form_page(
        request,
        found,
        form,
        title=title,
        button="登记签名" if window else "签名",
        template="mediation/texts/sign.html",
        multipart=window,
        articles=grounds,
        phone=phone,
        window=window,
        **_more(found, text, what),
    )


def _at_window(
    request: HttpRequest, found: Situation, text: Agreement | SettledPoints, what: str, today: date
) -> HttpResponse:
    """Somebody stands at the clerk's window: no code goes to the clerk's own phone. The text is printed, signed before
    the clerk and scanned (特邀24)."""
    party = found.party
    if party is None:
        raise Http404
    if not missing(text).of(party):
        return _signed(request, found, text, what)
    by, visitor = by_of(request, found.case, today), at_window(request.user)[found.case.pk]
    asked = _asked(found, text)
    form = WindowSignForm(posted(request), request.FILES or None, claims=asked, initial={"name": visitor.name})

    def act() -> None:
        signed_on_paper(text, form.cleaned_data, party=party, by=by, today=today, visitor=visitor.signer)

    if tried(request, form, act, "签名已登记。"):
        return home(found)
    return _shown(request, found, form, text, what, window=True)


@transaction.atomic  # a page that is no signature is not kept as one
def signed_on_paper(
    text: Agreement | SettledPoints, data: Mapping[str, Any], *, party: Party, by: By, today: date, **more: Any
) -> None:
    """A party signed the printed text before a clerk, who scanned it."""
    scan = _received(text, upload=data["scan"][0], party=party, by=by, today=today)
    signer = {"party_id": party.pk, "name": data["name"], "scan": scan, "by": by, "today": today, **more}
    if isinstance(text, Agreement):
        actions.sign_at_counter(agreement=text, **signer)
    else:
        actions.sign_points_at_counter(points=text, **signer)


def _received(
    text: Agreement | SettledPoints, *, upload: UploadedFile[Any], party: Party, by: By, today: date
) -> Document:
    """Keep the scan of a signed page. It shows the text: until all have signed it is nobody's but the witness's, and
    then it joins the case for the side that signed (actions.texts)."""
    return receive(
        upload=upload,
        by=by,
        today=today,
        kind="signature_scan",
        title="签名页",
        draft_key=text_key(text),
        party=party,
        audience=Audience.SIDE,
    )


def _send(request: HttpRequest, found: Situation, text: Agreement | SettledPoints, what: str) -> HttpResponse:
    pressed(
        request,
        lambda: actions.send_sign_code(user=_user(request), text=text),
        f"验证码已发到 {_user(request).masked_phone}，十分钟内有效。",
    )
    return redirect("mediation:sign" if what == "agreement" else "mediation:sign_points", found.case.uid)


def _sign(request: HttpRequest, form: SignForm, text: Agreement | SettledPoints, by: By, today: date) -> None:
    drawn = form.cleaned_data["signature"]
    given = Given(name=drawn.name, png=drawn.png, code=form.cleaned_data["code"])
    if isinstance(text, Agreement):
        actions.sign_agreement(agreement=text, given=given, by=by, today=today)
    else:
        actions.sign_points(points=text, given=given, by=by, today=today)


@door("signed_in")
def sign(request: HttpRequest, uid: str) -> HttpResponse:
    """Sign the agreement: a party, or the mediator."""
    return _page(request, uid, "agreement")


@door("signed_in")
def object_to(request: HttpRequest, uid: str) -> HttpResponse:
    """Not agree, and say why: the mediator reads it and changes the text. Nothing ends by it."""
    found, today, by = as_settler(request, uid, Situation)
    text = found.signing
    if text is None or not found.agreement_waits:
        return home(found)
    form = ObjectionForm(posted(request))

    def act() -> None:
        actions.object_to(agreement=text, words=form.cleaned_data["words"], by=by, today=today)

    if tried(request, form, act, "已告诉调解员。调解员改好以后，会再送给您看。"):
        return home(found)
    return form_page(
        request,
        found,
        form,
        title="我不同意，说明原因",
        button="告诉调解员",
        lead=["协议没有签名就不生效。您可以写明想改的地方，调解继续；不想再调解的，可以选“不再调解”。"],
        articles=[art("在线调解", 18), art("在线调解", 19)],
    )


@door("signed_in")
def sign_points(request: HttpRequest, uid: str) -> HttpResponse:
    """Sign what is not disputed: the parties."""
    return _page(request, uid, "points")

"""A text signed on paper at the counter."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from common.cases.access import by_of
from common.law.articles import art
from common.web.acts import posted, tried
from common.web.doors import door
from mediation.course.views.base import as_desk, form_page, home
from mediation.course.views.staff import DESK
from mediation.texts.documents import claims
from mediation.texts.forms import CounterForm
from mediation.texts.queries import Situation
from mediation.texts.views.signing import signed_on_paper


@door("staff", roles=DESK)
def counter(request: HttpRequest, uid: str) -> HttpResponse:
    """A party signs on paper before a clerk, who scans it and is the witness."""
    found, today = as_desk(request, uid, Situation)
    agreement = found.signing
    points = found.points
    texts = ([("agreement", "调解协议书")] if agreement else []) + ([("points", "无争议事实记载")] if points else [])
    if not texts:
        return home(found)
    parties = [row.party for row in found.consents]
    form = CounterForm(
        posted(request),
        request.FILES if request.method == "POST" else None,
        texts=texts,
        parties=parties,
        claims=claims(agreement) if agreement else (),
    )

    def act() -> None:
        data = form.cleaned_data
        by = by_of(request, None, today, channel=data["channel"])
        text = agreement if data["what"] == "agreement" else points
        if text is None:
            return
        party = next(each for each in parties if each.pk == int(data["party"]))
        signed_on_paper(text, data, party=party, by=by, today=today)

    if tried(request, form, act, "签名已登记。"):
        return home(found)
    return form_page(
        request,
        found,
        form,
        title="窗口签名登记",
        button="登记签名",
        multipart=True,
        lead=["请先打印全文，由当事人核对身份后当面签名，再扫描上传。"],
        articles=[art("特邀调解", 24)],
    )

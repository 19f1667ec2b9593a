"""Which pages are measured, and as whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from common.cases.access import visible_to
from common.cases.models import Case
from common.cases.states import CaseKind, Stage
from common.law import clock
from common.people.models import User
from intake.elements.rules.forms import FORM_KEYS
from intake.filing.models import Draft
from yunfu_court.simulation.people import SIGN_INS, users_by_phone

_CLERK, _OFFICER, _JUDGE, _MEDIATOR = "13800000004", "13800000006", "13800000007", "13800000010"
_ZHANG, _PRESIDENT, _COURT_CLERK, _FINANCE = "13800000001", "13800000014", "13800000009", "13800000012"
# One of each kind; the judges of the other teams and the administrator see what the others see.
_KINDS = tuple(each for each in SIGN_INS if each.phone < "13800000017")
_LISTS = (
    ("/cases/", _CLERK),
    ("/cases/", _ZHANG),
    ("/intake/desk/", _CLERK),
    ("/mediation/desk/", _MEDIATOR),
    ("/triage/", _OFFICER),
    ("/triage/mine/", _JUDGE),
    ("/fees/", _FINANCE),
    ("/delivery/", _COURT_CLERK),
    ("/notifications/", _ZHANG),
    ("/targets/", _PRESIDENT),
    ("/targets/online_filing/", _PRESIDENT),
)


@dataclass(frozen=True)
class BenchPage:
    """What is asked for, and by whom (nobody: a guest)."""

    name: str
    path: str
    user: User | None = None


def ladder() -> list[BenchPage]:
    """From the least a page can cost upwards; the first is what the others are measured by."""
    user = users_by_phone([_ZHANG])[_ZHANG]
    return [
        BenchPage("空视图 empty view", "/step/empty/"),
        BenchPage("会话和用户 session + user", "/step/known/", user),
        BenchPage("五十行模板 50-row template", "/step/fifty/"),
        BenchPage("登录页 sign-in page", reverse("account_login")),
    ]


def pages() -> Iterator[BenchPage]:
    """The pages people spend their day on."""
    users, today = users_by_phone([each.phone for each in SIGN_INS]), clock.today()
    for each in _KINDS:
        longest = _longest(users[each.phone])
        if longest is not None:
            yield BenchPage(f"案件 case · {each.kind}", reverse("casefile:case", args=[longest.uid]), users[each.phone])
    for each in _KINDS:
        yield BenchPage(f"首页 home · {each.kind}", "/", users[each.phone])
    names = {each.phone: each.kind for each in _KINDS}
    for path, phone in _LISTS:
        yield BenchPage(f"{path} · {names[phone]}", path, users[phone])
    zhang = users[_ZHANG]
    paying = visible_to(zhang, today).filter(stage=Stage.PAYMENT, fee_notices__isnull=False).order_by("pk").first()
    if paying is not None:
        yield BenchPage("缴费 pay", reverse("fees:pay", args=[paying.uid]), zhang)
    for draft in Draft.objects.filter(owner=zhang).order_by("-pk")[: len(FORM_KEYS)]:  # those of `begin_drafts`
        yield BenchPage(f"草稿 draft · {draft.form}", reverse("intake:draft", args=[draft.uid]), zhang)
        section = reverse("intake:section", args=[draft.uid, "claims"])
        yield BenchPage(f"草稿 claims · {draft.form}", section, zhang)


def _longest(user: User) -> Case | None:
    """The case with the longest story among those this person sees."""
    seen = visible_to(user, clock.today()).exclude(kind=CaseKind.PETITION)
    return Case.objects.filter(pk__in=seen).annotate(told=Count("events")).order_by("-told", "pk").first()

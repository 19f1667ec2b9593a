"""My account: my data masked, real-name check, how I sign in, larger type, consent."""

from __future__ import annotations

import time

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.law import clock
from common.law.articles import art
from common.people import actions, queries
from common.people.access import person_of
from common.people.adapters import check_identity
from common.people.forms import NewPasswordForm, RealNameForm
from common.people.states import IdKind, OrganisationRole, Role
from common.web.acts import attempted, posted, shown
from common.web.doors import door

ARTICLE = art("在线诉讼", 7)
CODE_SECONDS = 15 * 60  # how long a sign-in by code vouches for setting a new password


def _next(request: HttpRequest, default: str) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else default


@door("signed_in")
@require_GET
def me(request: HttpRequest) -> HttpResponse:
    user = person_of(request)
    today = clock.today()
    posts = [(post, Role(post.role).label) for post in queries.memberships_of(user, today)]
    organisations = [(row, OrganisationRole(row.role).label) for row in queries.organisations_of(user, today)]
    return render(
        request,
        "people/me.html",
        {
            "person": user,
            "id_kind": IdKind(user.id_kind).label,
            "posts": posts,
            "organisations": organisations,
            "second_factor": is_mfa_enabled(user),
        },
    )


@door("signed_in")
@sensitive_post_parameters("name", "id_number")
@require_http_methods(["GET", "POST"])
def real_name(request: HttpRequest) -> HttpResponse:
    user = person_of(request)
    today = clock.today()
    done = _next(request, reverse("people:me"))
    if user.is_verified:
        return redirect(done)
    form = RealNameForm(posted(request), today=today, initial={"name": user.name})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        answer = check_identity(name=data["name"], kind=data["id_kind"], number=data["id_number"])
        if not answer.matches:
            form.add_error("id_number", answer.problem or "姓名与证件号码不一致，请核对。")
        elif attempted(
            form,
            lambda: actions.verify_identity(
                user=user, name=data["name"], kind=IdKind(data["id_kind"]), number=data["id_number"], on=today
            ),
            field="id_number",
        ):
            messages.success(request, "实名认证已完成。")
            return redirect(done)
    return shown(request, "people/real_name.html", {"form": form, "next": done, "article": ARTICLE})


@door("signed_in")
@require_POST
def elder_mode(request: HttpRequest) -> HttpResponse:
    user = person_of(request)
    wanted = request.POST.get("wanted") == "1"
    actions.set_elder_mode(user=user, wanted=wanted)
    here = _next(request, reverse("people:me"))
    return redirect(f"{reverse('web:elder')}?{urlencode({'on': '1' if wanted else '0', 'next': here})}")


@door("signed_in")
@require_POST
def consent(request: HttpRequest) -> HttpResponse:
    user = person_of(request)
    actions.consent(user=user, on=clock.today())
    messages.success(request, "已记录您的同意。")
    return redirect(_next(request, reverse("people:me")))


@door("public")
@require_GET
def forgotten(request: HttpRequest) -> HttpResponse:
    """忘记密码: sign in by code, then set a new one; allauth's own reset needs an e-mail address."""
    if request.user.is_authenticated and _vouched(request):
        return redirect("people:new-password")
    return redirect(f"{reverse('account_request_login_code')}?{urlencode({'next': reverse('people:new-password')})}")


def _vouched(request: HttpRequest) -> bool:
    records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY) or []
    return any(row.get("method") == "code" and time.time() - row.get("at", 0) < CODE_SECONDS for row in records)


@door("signed_in")
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "POST"])
def new_password(request: HttpRequest) -> HttpResponse:
    user = person_of(request)
    if not _vouched(request):
        messages.info(request, "为了您的账号安全，请先用验证码登录，再设置新密码。")
        return redirect("account_change_password")
    today = clock.today()
    staff = bool(user.is_staff or queries.memberships_of(user, today))
    form = NewPasswordForm(posted(request), user=user, staff=staff)
    if request.method == "POST" and form.is_valid():
        actions.set_password(user=user, password=form.cleaned_data["password1"], on=today)
        update_session_auth_hash(request, user)
        messages.success(request, "新密码已设置。")
        return redirect("people:me")
    return render(request, "people/new_password.html", {"form": form}, status=422 if form.errors else 200)

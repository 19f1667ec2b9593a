"""What allauth asks us, and the outside world that people are checked and written to.

The phone is found by its HMAC; a code leaves as an outbox row through `settings.SMS_SENDER`. A number counts as an
account's only once proven: somebody who signs up with another person's number gets nothing by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.module_loading import import_string

from common.fields.sealed import decrypt, encrypt
from common.law import clock
from common.people import actions, limits
from common.people.models import User
from common.people.rules import PersonRefused, normalise_phone, staff_password_problem
from common.web import pace, visitor
from common.web.context import ELDER_COOKIE
from common.web.fields import PhoneField


class AccountPhoneField(PhoneField):
    """allauth's forms are not ours: full-width digits and country codes are made plain here."""

    def clean(self, value: Any) -> str:
        return super().clean(normalise_phone(str(value or "")))


def _spoken(seconds: int) -> str:
    """How long to wait, as it is said."""
    for length, unit in ((86400, "天"), (3600, "小时"), (60, "分钟")):
        if seconds >= length:
            return f" {-(-seconds // length)} {unit}"
    return f" {seconds} 秒"


# What is added while a code may be asked for.
BY_CODE = {
    "phone_password_mismatch": "忘记密码可以用验证码登录。",
    "too_many_login_attempts": "也可以用验证码登录。",
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "该账号已停用，请联系法院 12368。",
        "phone_password_mismatch": "手机号或密码不正确。",
        "too_many_login_attempts": "尝试次数过多，请过 5 分钟再试。急用请带身份证件到法院窗口，或者拨打 12368。",
        "codes_spent": "这个号码的验证码要得太多，请过%s再要，或者用密码登录。急用请到法院窗口，或者拨打 12368。",
        "codes_hurried": "这个网络上要验证码的人多，请过%s再按一次。",
        "incorrect_code": "验证码不正确，请核对短信。",
        "incorrect_password": "密码不正确。",
        "enter_current_password": "当前密码不正确。",
        "phone_taken": "该手机号已被其他账号使用。",
        "unknown_phone": "没有使用该手机号的账号。",
        "same_as_current": "新的号码与现在的相同。",
        "rate_limited": "操作太频繁，请稍后再试。",
        "invalid_login": "登录信息不正确。",
    }

    # --- The phone ---------------------------------------------------------------------------------------------------
    def phone_form_field(self, **kwargs: Any) -> AccountPhoneField:
        return AccountPhoneField(
            label="手机号",
            required=kwargs.get("required", True),
            error_messages={"required": "请填写手机号。"},
        )

    def clean_phone(self, phone: str) -> str:
        return normalise_phone(phone)

    def get_user_by_phone(self, phone: str) -> User | None:
        user = User.objects.get_by_phone(phone)
        return user if user and user.phone_verified else None

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        try:
            actions.set_phone(user=user, phone=phone, verified=verified)
        except PersonRefused as error:
            raise ImmediateHttpResponse(redirect("account_login")) from error

    def set_phone_verified(self, user: User, phone: str) -> None:
        if not user.phone_verified or user.phone != normalise_phone(phone):
            self.set_phone(user, phone, True)

    def send_verification_code_sms(self, user: User, phone: str, code: str, **kwargs: Any) -> None:
        self._send(phone, "code", {"code": code})

    def send_unknown_account_sms(self, phone: str, **kwargs: Any) -> None:
        self._send(phone, "unknown_account", {})

    def send_account_already_exists_sms(self, phone: str) -> None:
        self._send(phone, "account_exists", {})

    def _send(self, phone: str, template: str, values: dict[str, str]) -> None:
        """Every message that somebody can ask for by typing a number passes here, and is counted here."""
        if refused := self.code_refused(phone, asking=True):
            messages.error(context.request, refused.message)
            raise ImmediateHttpResponse(redirect(context.request.get_full_path()))
        import_string(settings.SMS_SENDER)(phone, template, values)

    def get_client_ip(self, request: HttpRequest) -> str:
        """allauth counts and lists by it: the portal's one answer, and never an error for a request that tells none."""
        return visitor.address(request) or "unknown"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """How often a number's password may be tried, and from where (`limits`). allauth's own key knows user names and
        e-mail addresses only: by phone everybody would share one."""
        self._login_failed_rl_usage = limits.may_try(request, credentials.get("phone") or f"user:{request.user.pk}")
        if self._login_failed_rl_usage is None:
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        pace.failed(request)

    def code_refused(self, phone: str, *, asking: bool = False) -> ValidationError | None:
        """Why no code may be sent to this number now, with when it may; None when it may."""
        wait = limits.code_wait(context.request, phone, asking=asking)
        if wait is None:
            return None
        return self.validation_error("codes_spent" if wait.spent else "codes_hurried", _spoken(wait.seconds))

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """What is wrong with signing in; the way by code is named only while it is open from here."""
        error: ValidationError = super().validation_error(code, *args)
        request = context.request
        if code in BY_CODE and request is not None:
            phone = request.POST.get("login") or request.POST.get("phone") or ""
            if limits.code_wait(request, phone, asking=False) is None:
                error = ValidationError(f"{error.message}{BY_CODE[code]}", code=code)
        return error

    # --- Accounts and passwords --------------------------------------------------------------------------------------
    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        data = form.cleaned_data
        try:
            return actions.create_user(at=clock.now(), phone=data.get("phone", ""), password=data.get("password1"))
        except PersonRefused as error:
            raise ImmediateHttpResponse(redirect("account_login")) from error

    def set_password(self, user: User, password: str) -> None:
        actions.set_password(user=user, password=password, on=clock.today())

    def clean_password(self, password: str, user: User | None = None) -> str:
        password = super().clean_password(password, user)
        is_staff = user is not None and user.pk and (user.is_staff or user.memberships.exists())
        problem = staff_password_problem(password) if is_staff else ""
        if problem:
            raise ValidationError(problem)
        return password

    # --- After signing in --------------------------------------------------------------------------------------------
    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """The session, and with it a guest's draft, is carried over; `SIGNED_IN_HANDLERS` may take what is theirs.

        Each is a dotted path to a callable (request, user).
        """
        for path in settings.SIGNED_IN_HANDLERS:
            import_string(path)(request, user)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if user.phone and user.phone_verified:
            limits.remember(request, response, user.phone)
        if user.elder_mode:
            # The switch on every page is a cookie; somebody who set it in the account finds it on every device.
            response.set_cookie(ELDER_COOKIE, "1", httponly=True, samesite="Lax", secure=request.is_secure())
        return response


MFA_PLACE = "mfa_authenticator.data"


class MFAAdapter(DefaultMFAAdapter):
    """The second factor's secret lies encrypted under the same keys as everything else about people."""

    def encrypt(self, text: str) -> str:
        return encrypt(text, MFA_PLACE)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text, MFA_PLACE)


@dataclass(frozen=True, slots=True)
class IdentityAnswer:
    """What a checker says of a name and a document; `problem` is Chinese, for the person."""

    matches: bool
    problem: str = ""


def check_identity(*, name: str, kind: str, number: str) -> IdentityAnswer:
    """Ask the configured checker (`settings.IDENTITY_CHECKER`: (name, kind, number) -> IdentityAnswer)."""
    answer: IdentityAnswer = import_string(settings.IDENTITY_CHECKER)(name, kind, number)
    return answer


def form_only(name: str, kind: str, number: str) -> IdentityAnswer:
    """The built-in checker: the form was checked already, and no register can be asked without a contract for it."""
    return IdentityAnswer(matches=bool(name and number))

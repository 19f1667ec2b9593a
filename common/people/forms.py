"""Forms about oneself. They ask and clean; actions save."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from common.courts.models import Court, Division
from common.fields import choices_of
from common.law.names import name_text
from common.law.numbers import NumberError
from common.people.models import User
from common.people.rules import check_document, staff_password_problem
from common.people.states import IdKind, OrganisationKind, OrganisationRole, Renaming, Role
from common.web.fields import (
    Agree,
    ChoiceRadios,
    CodeField,
    DateField,
    NameField,
    PhoneField,
    UsccField,
    choices_with_empty,
)
from common.web.forms import CourtForm


class RealNameForm(CourtForm):
    """Name and document, as printed on it. `today` bounds the day of birth."""

    name = NameField(
        label="姓名",
        max_length=60,
        help_text="与证件上的姓名一致。",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    id_kind = forms.ChoiceField(label="证件类型", choices=choices_of(IdKind), initial=IdKind.IDENTITY_CARD.value)
    id_number = CodeField(
        label="证件号码",
        max_length=30,
        help_text="居民身份证为 18 位，最后一位可能是 X。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_name(self) -> str:
        # A Chinese name has no blanks.
        name = name_text(self.cleaned_data["name"])
        if re.search(r"[\u3400-\u9fff]", name):
            name = re.sub(r"\s+", "", name)
        if len(name) < 2:
            raise forms.ValidationError("请填写完整的姓名。")
        if re.search(r"[0-9（）()]", name):
            raise forms.ValidationError("姓名中不应有数字或括号，请按证件填写。")
        return name

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "id_number" in data and "id_kind" in data:
            try:
                data["id_number"] = check_document(data["id_kind"], data["id_number"], self.today)
            except NumberError as error:
                self.add_error("id_number", str(error))
        return data


CHOOSING = "至少 10 个字符，不要只用数字，也不要用常见的密码。"


def _code() -> forms.CharField:
    """The code of a message; phones offer it by themselves."""
    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})
    return forms.CharField(label="验证码", widget=widget, help_text="短信里的六位数字。")


class UnitForm(CourtForm):
    """Somebody who may act for a unit, registered at the counter from its papers."""

    kind = forms.ChoiceField(label="单位类型", choices=choices_with_empty(choices_of(OrganisationKind)))
    name = NameField(label="单位名称", max_length=120, help_text="与营业执照或者登记证书上的名称一致。")
    uscc = UsccField(label="统一社会信用代码")
    phone = PhoneField(label="办理人的手机号", help_text="对方注册并核验过身份的账号。")
    role = ChoiceRadios(label="办理人的身份", choices=choices_of(OrganisationRole))
    seen = Agree(label="已核对营业执照或者登记证书；办理人不是法定代表人、主要负责人的，已核对盖公章的授权书。")


class UnitNameForm(CourtForm):
    """The name of a unit, mended by its licence."""

    name = NameField(label="证照上的名称", max_length=120)
    why = ChoiceRadios(label="为什么更正", choices=choices_of(Renaming))
    seen = Agree(label="已核对营业执照或者登记证书；改了名称的，已核对变更登记通知书。")


class PostForm(CourtForm):
    """A post proposed for somebody; the courts and their divisions are the ones there are."""

    phone = PhoneField(label="手机号", help_text="对方注册并核验过身份的账号。")
    court = forms.ModelChoiceField(Court.objects.all(), label="法院", empty_label="请选择")
    role = forms.ChoiceField(label="岗位", choices=choices_with_empty(choices_of(Role)))
    division = forms.ModelChoiceField(
        Division.objects.select_related("court"), label="部门", required=False, empty_label="不分部门"
    )
    since = DateField(label="从哪天起")
    until = DateField(label="到哪天为止（含当天）", required=False, help_text="没有定期限的不用填。")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"since": today})
        super().__init__(*args, **kwargs)
        self.confine("since", earliest=today)


class PostEndForm(CourtForm):
    """The last day of a post."""

    last = DateField(label="任职到哪天为止（含当天）", help_text="填昨天的，核准以后马上不能再办理。")


class DutyForm(CourtForm):
    """A judge of the court on duty, from one day to another."""

    judge = forms.ChoiceField(label="法官")
    since = DateField(label="从哪天起")
    until = DateField(label="到哪天为止（含当天）")

    def __init__(self, *args: Any, judges: list[tuple[str, str]], today: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"since": today})
        super().__init__(*args, **kwargs)
        self.offer("judge", choices_with_empty(judges))
        self.confine("since", earliest=today)


class _AsksForCode(forms.Form):
    """A form that sends a code to the number typed in it: too many of them is said at the number, before anything is
    done (`limits`; counted where the code leaves)."""

    again = ""  # what is typed anew then

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        phone = self.cleaned_data.get("phone")
        if phone and not self.errors and (refused := get_adapter().code_refused(phone)):
            self.add_error("phone", f"{refused.message}{self.again}")
        return data


class SignupForm(_AsksForCode, account.SignupForm):
    """allauth's, in the portal's words."""

    again = "密码要再填一次。"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = CHOOSING
        self.fields["password2"].label = "再输入一次密码"

    def try_save(self, request: HttpRequest) -> Any:
        """A number that has an account costs the same work as one that has none: the password is hashed all the same,
        and thrown away."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class CodeRequestForm(_AsksForCode, account.RequestLoginCodeForm):
    """A code to sign in by."""


class NewNumberForm(_AsksForCode, account.ChangePhoneForm):
    """Another number: it is proved by a code."""


class LoginCodeForm(account.ConfirmLoginCodeForm):
    code = _code()


class PhoneCodeForm(account.VerifyPhoneForm):
    code = _code()


class NewPasswordForm(CourtForm):
    """A new password for somebody who has just proved the phone by a code."""

    password1 = forms.CharField(
        label="新密码",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=CHOOSING,
    )
    password2 = forms.CharField(
        label="再输入一次新密码",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, staff: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.staff = staff

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        password_validation.validate_password(password, self.user)
        problem = staff_password_problem(password) if self.staff else ""
        if problem:
            raise forms.ValidationError(problem)
        return password

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("password1") and data.get("password2") and data["password1"] != data["password2"]:
            self.add_error("password2", "两次输入的密码不一样。")
        return data

"""Accounts and units. Every action is keyword-only and atomic; days and moments come in from the caller."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string

from common.fields import blind_index
from common.law import clock, numbers
from common.law.refusal import ActionRefused
from common.people.access import may_end
from common.people.models import Organisation, OrganisationMember, UnitRenamed, User
from common.people.rules import PersonRefused, normalise_phone, same_name
from common.people.states import IdKind, OrganisationKind, OrganisationRole, Renaming


@transaction.atomic
def create_user(
    *,
    at: datetime,
    name: str = "",
    phone: str = "",
    password: str | None = None,
    phone_verified: bool = False,
    **fields: Any,
) -> User:
    """A new account. `fields` are plain columns of User (email, elder_mode, is_staff…).

    A number somebody left unverified is free again: whoever proves it first has it. PersonRefused when it is verified
    elsewhere.
    """
    if phone:
        _free_phone(phone, keep=None)
    try:
        with transaction.atomic():
            user = User(created_at=at, **fields)
            user.set_name(name)
            user.set_phone(phone, verified=phone_verified)
            user.set_password(password)
            user.password_changed_on = at.date() if password else None
            user.save(force_insert=True)
    except IntegrityError as error:
        raise PersonRefused("该手机号或邮箱已被使用。") from error
    return user


def _free_phone(phone: str, keep: User | None) -> None:
    """Take a number off the accounts that never proved it. One that nobody ever signed in to is switched off: it has no
    way in any more. (Deleting it would ask every table that points to users, in the middle of a sign-up.)"""
    others = User.objects.select_for_update().filter(
        phone_hash=blind_index(normalise_phone(phone)), phone_verified=False
    )
    for other in others.exclude(pk=keep.pk) if keep else others:
        other.set_phone("")
        other.is_active = other.last_login is not None
        other.save(update_fields=["phone", "phone_hash", "phone_verified", "is_active"])


@transaction.atomic
def set_phone(*, user: User, phone: str, verified: bool) -> None:
    """Give the account a number, proven or not. PersonRefused when somebody else has proven it.

    Where it takes the place of a proven one, the old number hears of it, and the account disposes of nothing for a day
    (`settles_at`): whoever took a telephone or a session has not taken the person's rights with it.
    """
    _free_phone(phone, keep=user)
    former = user.phone if user.phone_verified else ""
    user.set_phone(phone, verified=verified)
    if former and former != user.phone:
        user.phone_changed_at = clock.now()
        import_string(settings.SMS_SENDER)(former, "phone_changed", {})
    try:
        with transaction.atomic():
            user.save(update_fields=["phone", "phone_hash", "phone_verified", "phone_changed_at"])
    except IntegrityError as error:
        raise PersonRefused("该手机号已被其他账号使用。") from error


@transaction.atomic
def set_password(*, user: User, password: str, on: date) -> None:
    """A new password; the day is kept because staff passwords age."""
    user.set_password(password)
    user.password_changed_on = on
    user.save(update_fields=["password", "password_changed_on"])


@transaction.atomic
def verify_identity(*, user: User, name: str, number: str, on: date, kind: IdKind = IdKind.IDENTITY_CARD) -> None:
    """Record that the person's real name was checked on this day (在线诉讼规则 7).

    The number must have passed `rules.check_document`. A verified name does not change by the user's own hand, and one
    document belongs to one account: PersonRefused otherwise. `VERIFIED_HANDLERS` are dotted paths to callables (user,
    day) that draw what follows, in this transaction.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_verified and (user.name, user.id_hash) != (name.strip(), blind_index(number)):
        raise PersonRefused("您已通过实名认证。如需更正姓名或证件，请联系法院 12368。")
    index = blind_index(number)
    for other in User.objects.select_for_update().filter(id_hash=index).exclude(pk=user.pk):
        if other.verified_on:
            raise PersonRefused("该证件已在另一个账号核验。请用原账号登录，或拨打 12368 求助。")
        other.set_identity(other.id_kind, "")
        other.save(update_fields=["id_kind", "id_number", "id_hash"])
    user.set_name(name)
    user.set_identity(kind, number)
    user.verified_on = user.verified_on or on
    user.save(update_fields=["name", "name_grams", "id_kind", "id_number", "id_hash", "verified_on"])
    for path in settings.VERIFIED_HANDLERS:
        import_string(path)(user, on)


@transaction.atomic
def set_elder_mode(*, user: User, wanted: bool) -> None:
    """Larger type and plainer pages, kept with the account."""
    user.elder_mode = wanted
    user.save(update_fields=["elder_mode"])


@transaction.atomic
def consent(*, user: User, on: date) -> None:
    """Record that the user agreed to the handling of personal data; the first day stays."""
    if user.consented_on is None:
        user.consented_on = on
        user.save(update_fields=["consented_on"])


@transaction.atomic
def admit_to_unit(
    *, name: str, kind: OrganisationKind, uscc: str, phone: str, role: OrganisationRole, by: User, on: date
) -> OrganisationMember:
    """Let the verified person of this number act for the unit of this code, whose papers `by` has seen (民诉法51, 62).

    The unit is kept when its code is new. ActionRefused, at its field: a code whose check digit fails (GB 32100) or
    which stands under another name, a number without a verified account, the clerk's own, somebody who acts already.
    """
    try:
        code = numbers.credit_code(uscc)
    except numbers.NumberError as error:
        raise ActionRefused(str(error), field="uscc") from error
    user = User.objects.filter(phone_hash=blind_index(normalise_phone(phone)), phone_verified=True).first()
    if user is None or not user.is_verified:
        words = "这个手机号还没有实名认证过的账号。请对方先注册并实名认证，再来登记。"
        raise ActionRefused(words, field="phone")
    if user.pk == by.pk:
        raise ActionRefused("不能为自己登记，请同事核对证照后办理。", field="phone")
    unit = Organisation.objects.select_for_update().filter(uscc=code).first()
    if unit is None:
        unit = _new_unit(name, kind, code)
    if not same_name(unit.name, name):
        raise ActionRefused(f"这个代码已经登记为“{unit.name}”，请核对证照。", field="name")
    try:
        with transaction.atomic():
            return OrganisationMember.objects.create(user=user, organisation=unit, role=role, since=on, confirmed_by=by)
    except IntegrityError as error:
        raise ActionRefused(f"{user.display_name}已经可以代表{unit}办理，不用再登记。", field="phone") from error


def _new_unit(name: str, kind: OrganisationKind, code: str) -> Organisation:
    """The unit of a code that was new; two clerks may find it new at once, and the second has the first one's row."""
    unit = Organisation(kind=kind, uscc=code)
    unit.set_name(name)
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError:
        return Organisation.objects.select_for_update().get(uscc=code)
    return unit


@transaction.atomic
def rename_unit(*, unit: Organisation, name: str, why: Renaming, by: User, on: date) -> UnitRenamed:
    """Mend the name under which a unit stands here, by its licence. What it was, by whom and when is kept; in the cases
    a party is called as its papers call it, and the code leads to the unit as before.

    ActionRefused, at its field: no name, the same name, a clerk who acts or acted for the unit.
    """
    row = Organisation.objects.select_for_update().get(pk=unit.pk)
    if not name.strip():
        raise ActionRefused("请填写证照上的名称。", field="name")
    if row.name == name.strip():
        raise ActionRefused("和现在的名称相同，不用更正。", field="name")
    if row.members.filter(user=by).exists():
        raise ActionRefused("不能为自己的单位更正，请同事核对证照后办理。", field="name")
    made = UnitRenamed.objects.create(organisation=row, former=row.name, name=name.strip(), why=why, by=by, on=on)
    row.set_name(name)
    row.save(update_fields=["name", "name_grams"])
    return made


@transaction.atomic
def leave_unit(*, member: OrganisationMember, by: User, on: date) -> None:
    """`on` is the last day, and `by` is kept: the member, or a clerk of the court that confirmed them (`may_end`).

    ActionRefused for anybody else, and when it had ended before. What stood on it ends too: `UNIT_LEFT_HANDLERS` are
    dotted paths to callables (member) that do so, in this transaction.
    """
    row = OrganisationMember.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=member.pk)
    if not may_end(row, by, on):
        raise ActionRefused("请由登记这位办理人的法院办理，或者由办理人本人办理。")
    if row.until is not None:
        raise ActionRefused("已经登记过了。")
    row.until, row.ended_by = on, by
    row.save(update_fields=["until", "ended_by"])
    for path in settings.UNIT_LEFT_HANDLERS:
        import_string(path)(row)

"""Users, organisations and who works in which court."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, TypeAlias

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce

from common.courts.models import Court, Division
from common.fields import EncryptedTextField, NameGramsField, bigrams, blind_index, choices_of, new_handle
from common.law import clock, numbers
from common.people.rules import normalise_phone
from common.people.states import IdKind, OrganisationKind, OrganisationRole, Renaming, Role

SETTLES = timedelta(days=1)  # not law: time for the owner of the old number to hear that it was changed, and to call


class UserManager(BaseUserManager["User"]):
    def create_user(
        self,
        handle: str | None = None,
        *,
        name: str,
        phone: str | None = None,
        password: str | None = None,
        created_at: datetime | None = None,
        **fields: Any,
    ) -> User:
        """A saved user. Without a password nobody can sign in by password (sign-in by code still works)."""
        user = self.model(handle=handle or new_handle(), created_at=created_at, **fields)
        user.set_name(name)
        user.set_phone(phone)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, handle: str | None = None, *, name: str, **fields: Any) -> User:
        """The administrator of the installation, as `createsuperuser` makes one."""
        return self.create_user(handle, name=name, **{**fields, "is_staff": True, "is_superuser": True})

    def get_by_phone(self, phone: str) -> User | None:
        """The user with this phone number, verified or not; None when nobody has it."""
        index = blind_index(normalise_phone(phone))
        return self.filter(phone_hash=index).first() if index else None


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who can sign in: a litigant, a representative, a mediator, a member of staff.

    Known to allauth by phone; `handle` is only what Django wants for a user name. The rooms never read `id_number`:
    a Party carries its own. `verified_on` is the day the real name was checked (在线诉讼规则 7).
    """

    handle = models.SlugField("账号", max_length=40, unique=True, default=new_handle, editable=False)
    phone = EncryptedTextField("手机号", blank=True)
    phone_hash = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    phone_verified = models.BooleanField("手机已验证", default=False)
    # When another number took the place of a proven one: for a day the account disposes of nothing (`settles_at`).
    phone_changed_at = models.DateTimeField("更换手机号时间", null=True, blank=True)
    email = models.EmailField("电子邮箱", unique=True, null=True, blank=True)
    name = models.CharField("姓名", max_length=60, blank=True)
    name_grams = NameGramsField()
    id_kind = models.CharField("证件类型", max_length=20, choices=choices_of(IdKind), default=IdKind.IDENTITY_CARD)
    id_number = EncryptedTextField("证件号码", blank=True)
    id_hash = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    verified_on = models.DateField("实名认证日期", null=True, blank=True)
    elder_mode = models.BooleanField("长者模式", default=False)
    consented_on = models.DateField("同意个人信息处理规则的日期", null=True, blank=True)
    password_changed_on = models.DateField("密码修改日期", null=True, blank=True)
    is_active = models.BooleanField("可登录", default=True)
    is_staff = models.BooleanField("可进入管理后台", default=False)
    created_at = models.DateTimeField("注册时间", null=True, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "handle"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "用户"
        verbose_name_plural = "用户"
        ordering = ["pk"]
        indexes = [GinIndex(fields=["name_grams"], name="user_name_grams")]
        constraints = [
            models.CheckConstraint(
                condition=Q(verified_on__isnull=True) | (Q(id_hash__isnull=False) & ~Q(name="")),
                name="user_verified_has_identity",
                violation_error_message="实名认证的用户应有姓名和证件号码。",
            ),
            models.CheckConstraint(
                condition=Q(phone_verified=False) | Q(phone_hash__isnull=False),
                name="user_verified_phone_exists",
                violation_error_message="没有手机号的用户不能标为手机已验证。",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """The name, or for somebody who has not given one the masked phone."""
        return self.name or self.masked_phone or self.handle

    @property
    def is_verified(self) -> bool:
        return self.verified_on is not None

    @property
    def born_on(self) -> date | None:
        """The day of birth, where the identity document tells it."""
        return numbers.born_by(self.id_number)

    @property
    def settles_at(self) -> datetime | None:
        """Until when nothing is disposed of by this account, because its number has just changed; None for a settled
        one."""
        settled = self.phone_changed_at + SETTLES if self.phone_changed_at else None
        return settled if settled and settled > clock.now() else None

    @property
    def masked_phone(self) -> str:
        return numbers.mask(self.phone)

    @property
    def masked_id_number(self) -> str:
        return numbers.mask(self.id_number)

    def set_name(self, name: str) -> None:
        """Set the name with its search pieces; does not save."""
        self.name = name.strip()
        self.name_grams = bigrams(self.name)

    def set_phone(self, phone: str | None, *, verified: bool = False) -> None:
        """Set the number (13800000000) with its blind index; does not save."""
        number = normalise_phone(phone or "")
        self.phone = number
        self.phone_hash = blind_index(number)
        self.phone_verified = verified and bool(number)

    def set_identity(self, kind: str, number: str) -> None:
        """Set the document with its blind index; does not save and verifies nothing."""
        self.id_kind = kind
        self.id_number = number
        self.id_hash = blind_index(number)


# Whoever asks for a page, signed in or not: `request.user`. Where only somebody signed in comes, it is a `User`.
Anyone: TypeAlias = User | AnonymousUser


class Organisation(models.Model):
    """A legal person or other organisation. Its unified social credit code is public and therefore in clear."""

    name = models.CharField("名称", max_length=120)
    name_grams = NameGramsField()
    kind = models.CharField("类型", max_length=20, choices=choices_of(OrganisationKind))
    uscc = models.CharField("统一社会信用代码", max_length=18, unique=True, null=True, blank=True)
    contact = EncryptedTextField("联系方式", blank=True)
    address = models.CharField("住所地", max_length=200, blank=True)

    class Meta:
        verbose_name = "机构"
        verbose_name_plural = "机构"
        ordering = ["pk"]
        indexes = [GinIndex(fields=["name_grams"], name="organisation_name_grams")]

    def __str__(self) -> str:
        return self.name

    def set_name(self, name: str) -> None:
        """Set the name with its search pieces; does not save."""
        self.name = name.strip()
        self.name_grams = bigrams(self.name)


class UnitRenamed(models.Model):
    """A unit's name as it stood here before, who mended it by which day, and why. Only ever added to."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="renamed", verbose_name="机构")
    former = models.CharField("原来的名称", max_length=120)
    name = models.CharField("改成的名称", max_length=120)
    why = models.CharField("原因", max_length=16, choices=choices_of(Renaming))
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="经办人")
    on = models.DateField("日期")

    class Meta:
        verbose_name = "机构名称更正"
        verbose_name_plural = "机构名称更正"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.former} → {self.name}"


def _term() -> Func:
    """daterange(since, until, '[]'): both days count; an empty `until` is open."""
    return Func(F("since"), F("until"), Value("[]"), function="daterange", output_field=DateRangeField())


class OrganisationMember(models.Model):
    """A user who may act for an organisation; legal persons sign in through one."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="members", verbose_name="机构")
    user = models.ForeignKey(User, models.PROTECT, related_name="organisation_memberships", verbose_name="用户")
    role = models.CharField("身份", max_length=24, choices=choices_of(OrganisationRole))
    since = models.DateField("自何日起")
    until = models.DateField("至何日止（含）", null=True, blank=True)
    confirmed_by = models.ForeignKey(  # whoever saw the licence and the letter
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核对人"
    )
    ended_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="终止登记人"
    )

    class Meta:
        verbose_name = "机构成员"
        verbose_name_plural = "机构成员"
        ordering = ["organisation_id", "since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="organisation_member_term",
                violation_error_message="截止日期不能早于起始日期。",
            ),
            ExclusionConstraint(
                name="organisation_member_once",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("user", RangeOperators.EQUAL),
                    (_term(), RangeOperators.OVERLAPS),
                ],
                violation_error_message="该用户在这段时间已是该机构成员。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.user} {OrganisationRole(self.role).label}"


class Membership(models.Model):
    """A post: this user is this in this court (and division), from a day, to a day. `until` is the last day."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name="用户")
    court = models.ForeignKey(Court, models.PROTECT, related_name="memberships", verbose_name="法院")
    division = models.ForeignKey(
        Division, models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name="部门"
    )
    role = models.CharField("岗位", max_length=20, choices=choices_of(Role))
    since = models.DateField("自何日起")
    until = models.DateField("至何日止（含）", null=True, blank=True)

    class Meta:
        verbose_name = "任职"
        verbose_name_plural = "任职"
        ordering = ["court__order", "role", "since", "pk"]
        indexes = [models.Index(fields=["court", "role"], name="membership_court_role")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="membership_term",
                violation_error_message="截止日期不能早于起始日期。",
            ),
            ExclusionConstraint(
                name="membership_once",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("court", RangeOperators.EQUAL),
                    (Coalesce(F("division"), Value(0)), RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (_term(), RangeOperators.OVERLAPS),
                ],
                violation_error_message="该用户在这段时间已有相同任职。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.court.short_name} {Role(self.role).label} {self.user}"

    def covers(self, day: date) -> bool:
        """Whether the post is held on this day."""
        return self.since <= day and (self.until is None or day <= self.until)

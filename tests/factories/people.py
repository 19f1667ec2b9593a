"""People for tests."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory
from stdnum.cn import ric

from common.courts.models import Court
from common.fields import bigrams
from common.people.models import Membership, Organisation, OrganisationMember, User
from common.people.states import OrganisationKind, OrganisationRole, Role
from tests.factories.courts import DivisionFactory
from tests.factories.courts import court as court_of

PASSWORD = "yunfu-test-2026"
LONG_AGO = date(2020, 1, 1)


def fictitious_id(number: int, *, born: date | None = None) -> str:
    """An identity number that passes every check and nobody has: region 440000 (the province) is given to no person."""
    day = born or date(1960, 1, 1) + timedelta(days=number // 1000 % 15_000)
    body = f"440000{day:%Y%m%d}{number % 1000:03d}"
    return body + ric.calc_check_digit(body + "0")


class UserFactory(DjangoModelFactory):
    """A litigant who proved the phone. Traits: `verified` (real name), `unverified_phone`, `elder`, `no_phone`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        verified = factory.Trait(verified_on=date(2026, 1, 5), id_text=factory.Sequence(fictitious_id))
        unverified_phone = factory.Trait(phone_verified=False)
        elder = factory.Trait(elder_mode=True)
        no_phone = factory.Trait(phone="", phone_verified=False)
        id_text = ""

    name = factory.Sequence(lambda n: f"梁小{chr(0x4E00 + n % 2000)}")
    phone = factory.Sequence(lambda n: f"139{n % 100_000_000:08d}")
    phone_verified = True
    created_at = factory.LazyFunction(timezone.now)

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        name, phone = kwargs.pop("name"), kwargs.pop("phone")
        verified_phone, number = kwargs.pop("phone_verified"), kwargs.pop("id_number", "")
        password = kwargs.pop("password", PASSWORD)
        user = model_class(**kwargs)
        user.set_name(name)
        user.set_phone(phone, verified=verified_phone)
        if number:
            user.set_identity("identity_card", number)
        user.set_password(password)
        user.save(force_insert=True)
        return user

    id_number = factory.LazyAttribute(lambda o: o.id_text)


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"云浮测试石材第{n}有限公司")
    name_grams = factory.LazyAttribute(lambda o: bigrams(o.name))
    kind = OrganisationKind.COMPANY


class OrganisationMemberFactory(DjangoModelFactory):
    class Meta:
        model = OrganisationMember

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(UserFactory)
    role = OrganisationRole.AUTHORISED
    since = LONG_AGO


class MembershipFactory(DjangoModelFactory):
    """A post at 云城; one trait per role that tests often need."""

    class Meta:
        model = Membership

    class Params:
        judge = factory.Trait(role=Role.JUDGE)
        president = factory.Trait(role=Role.PRESIDENT)
        in_division = factory.Trait(
            division=factory.SubFactory(DivisionFactory, court=factory.SelfAttribute("..court"))
        )

    user = factory.SubFactory(UserFactory)
    court = factory.LazyFunction(court_of)
    role = Role.CLERK
    since = LONG_AGO


def staff(role: Role, court: Court | None = None, **user: Any) -> User:
    """A user who holds this post (at 云城 unless said) since long ago: ``judge = staff(Role.JUDGE, name="陈法官")``."""
    person = UserFactory(**user)
    MembershipFactory(user=person, court=court or court_of(), role=role)
    return person

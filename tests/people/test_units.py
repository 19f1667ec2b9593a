"""Who may act for a unit: proved at the counter, kept with the clerk who saw the papers, ended from the next day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from common.cases.access import disposes, may_dispose, party_for, visible_to
from common.cases.actions import link_party
from common.cases.events import By, Channel
from common.cases.states import Disposal, PartyKind
from common.law import clock
from common.notifications.models import Notice
from common.people import actions
from common.people.access import acts_for
from common.people.actions import accounts
from common.people.models import Organisation, OrganisationMember, User
from common.people.queries import organisations_of
from common.people.states import OrganisationKind, OrganisationRole, Role
from tests.factories import OrganisationFactory, UserFactory, court, staff
from tests.factories.cases import make_case
from tests.factories.people import fictitious_id

pytestmark = pytest.mark.django_db

CODE = "91440300708461136T"
PHONE = "13800001234"


@pytest.fixture
def clerk() -> User:
    return staff(Role.CLERK, court())


@pytest.fixture
def known() -> User:
    """Somebody whose name and number were checked."""
    return UserFactory(verified=True, phone=PHONE)


def asked(**changed: Any) -> dict[str, Any]:
    return {
        "kind": "company",
        "name": "云浮石材有限公司",
        "uscc": CODE,
        "phone": PHONE,
        "role": "authorised",
        "seen": "on",
        **changed,
    }


def test_a_clerk_registers_who_acts_for_a_unit(client: Client, clerk: User, known: User) -> None:
    client.force_login(clerk)
    page = client.post("/me/units/", asked(uscc=CODE.lower()), follow=True).content.decode()
    assert "可以代表云浮石材有限公司办理" in page
    row = OrganisationMember.objects.get()
    assert (row.user, row.confirmed_by, row.organisation.uscc) == (known, clerk, CODE)
    assert [each.organisation for each in organisations_of(known, clock.today())] == [row.organisation]
    again = client.post("/me/units/", asked())
    assert again.status_code == 422
    assert "不用再登记" in again.content.decode()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"uscc": "914403007084611361"}, "统一社会信用代码"),
        ({"phone": "13800009999"}, "还没有实名认证过的账号"),
        ({"seen": ""}, "已核对营业执照"),
        ({"name": ""}, "单位名称"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    client: Client, clerk: User, known: User, changed: dict[str, str], words: str
) -> None:
    client.force_login(clerk)
    answer = client.post("/me/units/", asked(**changed))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert 'value="company" selected' in page
    assert not OrganisationMember.objects.exists()


def test_a_code_belongs_to_one_name(client: Client, clerk: User, known: User) -> None:
    client.force_login(clerk)
    client.post("/me/units/", asked())
    other = client.post("/me/units/", asked(name="云浮水泥有限公司"))
    assert "这个代码已经登记为“云浮石材有限公司”" in other.content.decode()
    assert Organisation.objects.count() == 1


def test_a_name_that_was_typed_wrong_is_mended_and_the_former_one_kept(
    client: Client, clerk: User, known: User
) -> None:
    client.force_login(clerk)
    client.post("/me/units/", asked(name="云浮石才有限公司"))
    unit = Organisation.objects.get()
    address = f"/me/units/{unit.pk}/name/"
    assert address in client.get("/me/units/?q=云浮石才").content.decode()
    same = client.post(address, {"name": "云浮石才有限公司", "why": "typed", "seen": "on"})
    assert same.status_code == 422
    assert "不用更正" in same.content.decode()
    unseen = client.post(address, {"name": "云浮石材有限公司", "why": "typed"})
    assert "已核对营业执照" in unseen.content.decode()
    assert not unit.renamed.exists()
    done = client.post(address, {"name": "云浮石材有限公司", "why": "typed", "seen": "on"}, follow=True)
    assert "已更正为“云浮石材有限公司”" in done.content.decode()
    row = unit.renamed.get()
    assert (row.former, row.name, row.why, row.by, row.on) == (
        "云浮石才有限公司",
        "云浮石材有限公司",
        "typed",
        clerk,
        clock.today(),
    )
    assert "云浮石才有限公司" in client.get(address).content.decode()
    assert "不用再登记" in client.post("/me/units/", asked()).content.decode()  # the right name finds it now


def test_nobody_mends_the_name_of_their_own_unit_or_without_a_post(client: Client, clerk: User, known: User) -> None:
    client.force_login(clerk)
    client.post("/me/units/", asked())
    unit = Organisation.objects.get()
    unit.members.create(user=clerk, role="authorised", since=clock.today())
    sent = {"name": "甲公司", "why": "changed", "seen": "on"}
    assert "请同事核对证照后办理" in client.post(f"/me/units/{unit.pk}/name/", sent).content.decode()
    client.force_login(known)
    assert client.post(f"/me/units/{unit.pk}/name/", sent).status_code == 403
    assert not unit.renamed.exists()


def test_nobody_registers_themselves_or_without_a_post(client: Client, clerk: User, known: User) -> None:
    actions.set_phone(user=known, phone="13800005555", verified=True)
    actions.verify_identity(user=clerk, name="梁书记", number=fictitious_id(77), on=date(2026, 1, 2))
    actions.set_phone(user=clerk, phone=PHONE, verified=True)
    client.force_login(clerk)
    assert "不能为自己登记" in client.post("/me/units/", asked()).content.decode()
    client.force_login(known)
    assert client.get("/me/units/").status_code == 403
    assert client.post("/me/units/", asked()).status_code == 403


def test_it_ends_with_the_day(client: Client, clerk: User, known: User) -> None:
    today = clock.today()
    row = actions.admit_to_unit(
        name="甲公司",
        kind=OrganisationKind.COMPANY,
        uscc=CODE,
        phone=PHONE,
        role=OrganisationRole.LEGAL_REPRESENTATIVE,
        by=clerk,
        on=today - timedelta(days=30),
    )
    client.force_login(clerk)
    assert "明天起不再代表" in client.get("/me/units/?q=甲").content.decode()
    client.post(f"/me/units/{row.pk}/leave/")
    assert acts_for(known, row.organisation_id, today)
    assert not acts_for(known, row.organisation_id, today + timedelta(days=1))
    assert "已经登记过了" in client.post(f"/me/units/{row.pk}/leave/", follow=True).content.decode()


def admitted(clerk: User, **changed: Any) -> OrganisationMember:
    given = {"name": "甲公司", "kind": OrganisationKind.COMPANY, "uscc": CODE, "phone": PHONE, "by": clerk}
    given |= {"role": OrganisationRole.AUTHORISED, "on": clock.today() - timedelta(days=30)}
    return actions.admit_to_unit(**{**given, **changed})


def test_two_clerks_who_find_a_code_new_at_once() -> None:
    """The second looked before the first had kept it."""
    first = OrganisationFactory(name="甲公司", uscc=CODE)
    assert accounts._new_unit("甲公司", OrganisationKind.COMPANY, CODE) == first


def test_only_the_court_that_confirmed_it_or_the_member_ends_it(client: Client, clerk: User, known: User) -> None:
    row = admitted(clerk)
    client.force_login(staff(Role.CLERK, court("luoding")))
    assert "由登记的法院或者本人终止" in client.get("/me/units/?q=甲").content.decode()
    assert "请由登记这位办理人的法院办理" in client.post(f"/me/units/{row.pk}/leave/", follow=True).content.decode()
    client.force_login(UserFactory())
    assert client.post(f"/me/units/{row.pk}/leave/").status_code == 404
    client.force_login(known)
    assert f"/me/units/{row.pk}/leave/" in client.get("/me/").content.decode()
    client.post(f"/me/units/{row.pk}/leave/")
    row.refresh_from_db()
    assert (row.until, row.ended_by) == (clock.today(), known)


def test_the_member_is_told_and_the_page_says_who(client: Client, clerk: User, known: User) -> None:
    row = admitted(clerk)
    client.force_login(clerk)
    client.post(f"/me/units/{row.pk}/leave/")
    told = Notice.objects.get(user=known)
    assert "不再代表甲公司" in told.title
    assert clerk.display_name in told.body
    assert f"{clerk.display_name}登记" in client.get("/me/units/?q=甲").content.decode()


def test_what_stood_on_it_ends_with_it(clerk: User, known: User) -> None:
    row, today = admitted(clerk), clock.today()
    case, _, party = make_case(court=court(), respondent="甲公司")
    party.kind, party.id_number = PartyKind.LEGAL, CODE
    party.save()
    link_party(party=party, user_id=known.pk, by=By(user_id=known.pk, channel=Channel.WEB), today=today)
    actions.leave_unit(member=row, by=clerk, on=today)
    later, by = today + timedelta(days=1), By(user_id=known.pk, channel=Channel.WEB)
    party.refresh_from_db()
    assert may_dispose(case, known, Disposal.SETTLE, today)
    assert disposes(party, by, Disposal.SETTLE, today)
    assert not disposes(party, by, Disposal.SETTLE, later)
    assert not may_dispose(case, known, Disposal.SETTLE, later)
    assert party_for(case, known, later) is None
    assert not visible_to(known, later).exists()
    assert party.user is None, "the place is free"


def test_who_acts_for_a_unit_on_which_day() -> None:
    user, company = UserFactory(), OrganisationFactory()
    since = date(2026, 1, 1)
    OrganisationMember.objects.create(user=user, organisation=company, role=OrganisationRole.HEAD, since=since)
    assert acts_for(user, company.pk, since)
    assert not acts_for(user, company.pk, since - timedelta(days=1))
    assert not acts_for(AnonymousUser(), company.pk, since)


def test_search_finds_by_name_and_code(client: Client, clerk: User) -> None:
    OrganisationFactory(name="罗定酒业有限公司")
    client.force_login(clerk)
    assert "罗定酒业" in client.get("/me/units/?q=酒业").content.decode()
    assert "没有名称或者代码是“无此单位”的单位" in client.get("/me/units/?q=无此单位").content.decode()

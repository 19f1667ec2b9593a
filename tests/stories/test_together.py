"""Two windows or two people on one thing, and a lost connection: one result, the other is told, nothing is lost."""

from __future__ import annotations

from playwright.sync_api import expect

from common.people.states import Role
from intake.filing.models import Draft
from tests.factories import staff
from tests.factories.intake import make_draft
from tests.stories import given
from tests.stories.driver import City, Person
from tests.stories.given import Staff, zhang

OWED = "claims.principal_owed"


def saved(who: Person, words: str = "已保存") -> None:
    """What the page says of its answers."""
    for place in who.page.locator("[data-saved]").all():
        expect(place).to_contain_text(words)


def owes(draft: Draft) -> object:
    draft.refresh_from_db(fields=["answers"])
    return draft.given()[OWED]


def test_two_windows_and_a_lost_connection(city: City) -> None:
    user = zhang()
    draft = make_draft(user=user, court=city.court, today=city.today)
    claims = f"/intake/drafts/{draft.uid}/claims/"
    here = city.person(user, phone=True).open(claims)
    there = here.another_window()
    there.page.clock.install()
    there.open(claims)

    # The same answer changed in both: the second sees both values and chooses.
    here.type("尚欠本金", "20000")
    saved(here)
    there.type("尚欠本金", "30000").sees("另一个窗口", "保留我填的：30000", "采用对方的：20000")
    there.look(again="conflict")
    there.page.clock.run_for(2_000)  # the page also saves when one stops typing: not what is still to be chosen
    assert owes(draft) == 20_000_00
    there.type("尚欠本金", "30001").sees("保留我填的：30001")
    there.page.get_by_role("button", name="采用对方的：20000").click()
    saved(there)
    assert owes(draft) == 20_000_00
    here.type("尚欠本金", "25000")
    saved(here)
    there.type("尚欠本金", "31000").page.get_by_role("button", name="保留我填的：31000").click()
    saved(there)
    assert owes(draft) == 31_000_00

    # The connection breaks while typing: the page says so, stays, and saves by itself once it is back.
    there.page.close()
    here.open(claims).offline()
    here.type("尚欠本金", "40000")
    saved(here, "网络断开，已存在本机")
    here.page.get_by_role("button", name="继续").click()
    saved(here, "恢复后会自动保存")
    here.look(again="offline")
    here.offline(False)
    saved(here)
    assert owes(draft) == 40_000_00

    # The window is closed without a connection; meanwhile another one answers. Nothing is overwritten unseen.
    here.offline()
    here.type("尚欠本金", "50000")
    saved(here, "网络断开")
    here.page.close()
    there = city.person(user).open(claims)
    there.type("尚欠本金", "60000")
    saved(there)
    here = here.offline(False).another_window().open(claims)
    here.sees("保留我填的：50000", "采用对方的：60000")
    here.page.get_by_role("button", name="保留我填的：50000").click()
    saved(here)
    here.press("继续")
    assert owes(draft) == 50_000_00


def test_two_windows_choose_otherwise(city: City) -> None:
    """A choice in conflict is shown as any answer is, in the words of the options."""
    user = zhang()
    draft = make_draft(user=user, court=city.court, today=city.today)
    terms = f"/intake/drafts/{draft.uid}/terms/"
    here = city.person(user, phone=True).open(terms)
    here.type("借款利率", "1")  # its period is asked for with it
    saved(here)
    there = here.another_window()
    there.open(terms)
    here.choose("是否到期", "否")
    saved(here)
    there.choose("是否存在逾期还款", "否")  # another question: nothing in conflict
    saved(there)
    there.page.close()

    there = here.another_window().open(terms)
    here.choose("是否到期", "是")
    saved(here)
    there.choose("是否到期", "是")  # the same: nothing to choose
    saved(there)
    there.choose("是否到期", "否")
    saved(there)
    here.choose("利率周期", "月")
    saved(here)
    there.choose("利率周期", "年").sees("另一个窗口", "保留我填的：年", "采用对方的：月")
    there.look(again="choice")
    there.page.get_by_role("button", name="保留我填的：年").click()
    saved(there)
    draft.refresh_from_db(fields=["answers"])
    assert draft.given()["terms.rate_unit"] == "year"
    here.choose("利率周期", "季").sees("保留我填的：季", "采用对方的：年")
    here.page.get_by_role("button", name="采用对方的：年").click()
    saved(here)
    expect(here.page.get_by_role("group", name="利率周期").get_by_label("年")).to_be_checked()


def test_two_clerks_and_two_officers(city: City) -> None:
    people, zhang_user = Staff(city.court), zhang()
    case = given.filed(city, zhang_user, **{"resolution.consider_mediation": "no"})
    first, second = city.person(people.clerk), city.person(staff(Role.CLERK, city.court, name="林晓"))
    page = f"/intake/desk/{case.uid}/register/"
    first.open(page)
    second.open(page)
    first.press("登记立案").sees("已登记立案")
    second.press("登记立案").sees("陈立已于", "现在的状态是“已立案”")
    assert case.numbers.filter(kind="民初").count() == 1
    city.work()

    officers = city.person(people.officer), city.person(staff(Role.TRIAGE_OFFICER, city.court, name="许宁"))
    for each in officers:
        each.open("/triage/").follow("李四")
    officers[0].press("确认建议").sees("已确认")
    officers[1].press("确认建议").sees("郑平")
    assert case.decisions.filter(decided_by=people.officer).count() == 1

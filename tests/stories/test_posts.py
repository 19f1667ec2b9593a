"""A post is proposed by one, confirmed by another, and both stand in the record that a third reads."""

from __future__ import annotations

from common.people.states import Role
from tests.factories import UserFactory, court, staff
from tests.stories.driver import City


def test_given_by_two_and_read_by_a_third(city: City) -> None:
    newcomer = UserFactory(name="叶新", phone="13800000191", verified=True)
    admin = city.person(staff(Role.ADMIN, court(), name="曾技"))
    security = city.person(staff(Role.SECURITY, court(), name="梁守"))
    audit = city.person(staff(Role.AUDIT, court(), name="冼明"), phone=True)

    admin.open("/me/posts/").sees("没有等待核准的").look()
    admin.press("提出任职").sees("请填写").look(again="refused")
    admin.fill("手机号", newcomer.phone).select("法院", city.court.name).select("岗位", Role.CLERK.label)
    admin.press("提出任职").sees("已提出：叶新", "由安全管理员核准")

    security.open("/me/posts/").sees("叶新").look(again="waiting")
    security.press("核准").sees("已核准，当即生效")
    audit.open("/me/posts/record/").sees("提出", "核准", "叶新", "曾技", "梁守").look()

    here = city.person(newcomer)
    here.open("/").sees("待办")

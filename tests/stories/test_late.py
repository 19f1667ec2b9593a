"""The court lets its days to decide on a filing pass; the head of division says why, and the filer reads it."""

from __future__ import annotations

from tests.stories import given
from tests.stories.driver import City
from tests.stories.given import Staff, zhang


def test_the_filer_reads_why_the_court_is_late(city: City) -> None:
    people, zhang_user = Staff(city.court), zhang()
    assert people.head
    case = given.filed(city, zhang_user)
    city.days(12)
    zhang_ = city.person(zhang_user, phone=True)
    zhang_.open(f"/cases/{case.uid}/").sees("法院没有按时办好：决定是否立案", "庭长在督促")
    head = city.person(people.head)
    head.open("/missed/").follow("登记处理情况")
    head.fill("怎么处理的", "已催立案员今天办。").press("登记处理情况").sees("请选一个原因")
    head.select("为什么晚了", "承办人有变动").fill("预计哪天办好", "2026-03-16").press("登记处理情况").sees("已登记")
    why = "原因：办这件事的人换了。预计 3 月 16 日（周一）前办好。"
    zhang_.open(f"/cases/{case.uid}/").sees(why).sees_not("已催立案员")
    zhang_.look(again="late")
    zhang_.open("/").sees(why)

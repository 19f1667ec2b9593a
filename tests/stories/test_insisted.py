"""坚持起诉: returned with a reason, insisted upon, and ruled on by a judge: 不予受理, with the way to appeal."""

from __future__ import annotations

import io

import pikepdf

from tests.stories import given
from tests.stories.driver import City
from tests.stories.given import Staff, zhang
from tests.stories.steps import CASE


def test_returned_insisted_and_ruled(city: City) -> None:
    people, zhang_user = Staff(city.court), zhang()
    assert people.judge
    case = given.filed(city, zhang_user)
    clerk = city.person(people.clerk)
    clerk.open("/").follow("立案审查").follow(CASE).follow("退回")
    clerk.select("退回原因", "应先申请仲裁").press("退回").sees("已退回并记录在册")
    city.work()

    zhang_ = city.person(zhang_user, phone=True)
    zhang_.open("/notifications/").sees("材料已退回", "坚持起诉")
    zhang_.open(f"/cases/{case.uid}/").sees("诉状退回通知书").follow("坚持起诉")
    zhang_.sees("这件事应先申请仲裁", "十日内可以上诉").fill("您坚持起诉的理由", "借条上没有约定仲裁。")
    zhang_.press("坚持起诉").sees("已转交法官审查")
    city.work()

    judge = city.person(people.judge)
    judge.open("/").follow("待签裁定").follow(CASE).sees("不予受理", "十日内")
    ruling = judge.page.url
    judge.follow("张三诉李四").sees("坚持起诉申请书", "诉状退回通知书", "民事起诉状")
    link = judge.page.get_by_role("link", name="坚持起诉申请书").first
    with pikepdf.open(io.BytesIO(judge.page.request.get(str(link.get_attribute("href"))).body())) as pdf:
        assert len(pdf.pages) == 1
    judge.open(ruling).fill("不予受理的理由", "起诉没有明确的被告，经释明后仍未补正。")
    judge.press("签发裁定").sees("裁定已签发")
    city.work()
    assert any("裁定" in words for words in city.messages(zhang_user))
    zhang_.open(f"/cases/{case.uid}/").sees("已结", "不予受理", "民事裁定书")
    assert given.fresh(case).closing == "inadmissible"
    clerk.open("/intake/desk/").sees_not(CASE)

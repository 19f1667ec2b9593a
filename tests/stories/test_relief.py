"""缓交、减交、免交: asked with proof, granted in part by the head of division; what is left is paid."""

from __future__ import annotations

from pathlib import Path

from common.people.states import Role
from tests.factories import staff
from tests.stories import given, steps
from tests.stories.driver import City
from tests.stories.filing import a_pdf
from tests.stories.given import Staff, zhang
from tests.stories.steps import CASE


def test_relief_granted_in_part_then_paid(city: City, tmp_path: Path) -> None:
    people, zhang_user = Staff(city.court), zhang()
    head = staff(Role.DIVISION_HEAD, city.court, name="冯庭")
    assert people.team
    case = given.registered(city, people, zhang_user, **{"resolution.consider_mediation": "no"})
    given.sorted_out(city, people, case)
    zhang_ = city.person(zhang_user, phone=True)
    zhang_.open(f"/cases/{case.uid}/").follow("交纳案件受理费")
    zhang_.page.get_by_text("交不起怎么办").click()
    zhang_.follow("申请缓交、减交、免交").press("提交申请").sees("请选择", "请上传")
    zhang_.choose("您要申请哪一种", "减交").choose("您属于哪种情形", "属于国家规定的优抚")
    zhang_.fill("请简单说明您的困难", "优抚对象，家里有两个孩子在读书。")
    zhang_.attach("证明材料", a_pdf(tmp_path, "优抚证.pdf")).press("提交申请").sees("审查期间不需要交费")
    zhang_.open(f"/fees/cases/{case.uid}/").sees("减免申请")

    leader = city.person(head)
    leader.open("/").follow("减免申请待决定").follow(CASE).sees("优抚证", "家里有两个孩子")
    leader.choose("决定", "准予减交").press("作出决定").sees("请填写减交比例")
    leader.fill("减交比例", "40").fill("理由", "情况属实。").press("作出决定").sees("决定已作出")
    city.work()
    zhang_.open("/notifications/").sees("减交")
    zhang_.open(f"/cases/{case.uid}/").follow("交纳案件受理费").sees("30.00 元", "已减免", "20.00 元")
    steps.pay(zhang_, case.uid)
    zhang_.open(f"/fees/cases/{case.uid}/").sees("案件受理费已交清")
    assert given.fresh(case).stage == "trial"

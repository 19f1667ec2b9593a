"""B, the founding document's regime (2024): received, diverted, mediated in vain, sorted, registered."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from common.cases.models import Case
from tests.stories import filing, steps
from tests.stories.driver import City
from tests.stories.given import Staff, li, zhang


@pytest.mark.parametrize("city", [date(2024, 11, 4)], indirect=True)
def test_mediation_failed_then_registered(city: City, tmp_path: Path) -> None:
    people, li_user = Staff(city.court), li()
    mediator_user = people.mediator
    assert people.team
    zhang_ = city.person(zhang(), phone=True, signed_in=False)
    steps.sign_in_by_code(city, zhang_)
    uid = filing.sue(zhang_, filing.a_pdf(tmp_path, "借条.pdf"))
    assert Case.objects.get(uid=uid).route == "B"
    clerk = city.person(people.clerk, signed_in=False).sign_in()
    steps.divert(clerk)
    city.work()
    zhang_.open(f"/cases/{uid}/").sees("诉前调")

    li_ = city.person(li_user, phone=True)
    assert steps.come_in(city, li_, li_user) == uid
    steps.confirm_address(li_, uid)
    steps.consent(li_, uid, chooses="我想与对方共同选择")
    for each in (zhang_, li_):
        steps.nominate(each, uid, mediator_user)
    mediator = city.person(mediator_user)
    steps.take_the_case(mediator)
    mediator.open(f"/mediation/{uid}/").follow("写私记").fill("私记", "李四对本金没有异议。").press("保存")
    steps.hold_a_session(mediator, uid)
    steps.extend(mediator, uid, zhang_, li_)
    steps.settle_points(mediator, uid)
    steps.sign(city, zhang_, uid, what="sign-points")
    steps.no_agreement(mediator, uid)
    # Who has not signed yet still may, after the end.
    zhang_.open(f"/mediation/{uid}/").sees("待签名").sees_not("李四对本金没有异议")
    steps.sign(city, li_, uid, what="sign-points")
    zhang_.open(f"/mediation/{uid}/").sees("已签名", "张三通过转账实际提供13,000元")
    city.work()

    steps.sort(city.person(people.officer))
    zhang_.open(f"/cases/{uid}/").sees("立案审查").sees_not("民初")
    steps.register(clerk)
    city.work()
    zhang_.open(f"/cases/{uid}/").sees("民初", "交纳受理费").follow("交纳案件受理费")
    zhang_.sees("请交纳案件受理费", "50.00 元", "伍拾元")
    li_.open(f"/cases/{uid}/").sees("民初")

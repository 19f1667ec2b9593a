"""C, begun by a guest: registered, mediated without agreement, sorted to the fast track, paid, tried and closed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from common.fields import blind_index
from common.people.models import User
from tests.factories import fictitious_id
from tests.factories.people import PASSWORD
from tests.stories import filing, steps
from tests.stories.driver import City, Person
from tests.stories.filing import a_pdf
from tests.stories.given import Staff, li

PHONE = "13800000001"


def join(city: City, guest: Person) -> None:
    """An account at the moment it is needed: phone, code, real name; the draft is kept."""
    guest.sees("提交前请实名认证").follow("注册", within=guest.page.locator("main"))
    guest.fill("手机号", PHONE).fill("密码", PASSWORD).fill("再输入一次密码", PASSWORD).press("注册")
    city.work()
    viewer = city.person(None, phone=True).open(f"/notifications/sent/?phone={PHONE}")
    viewer.sees("【云浮法院】", city.code(PHONE))
    guest.fill("验证码", city.code(PHONE)).press("确认")
    guest.sees("请完成实名认证").follow("去实名认证")
    guest.fill("姓名", "张三").fill("证件号码", fictitious_id(1001)).press("实名认证").sees("实名认证已完成")
    guest.user = User.objects.get(phone_hash=blind_index(PHONE))


def test_failed_paid_fast_and_closed(city: City, tmp_path: Path, settings: Any) -> None:
    settings.DEMO = True  # codes arrive on a page
    people = Staff(city.court)
    assert people.team
    mediator_user, li_user = people.mediator, li()
    zhang_ = city.person(None, phone=True)
    filing.assess(zhang_)
    draft = f"/intake/drafts/{filing.begin(zhang_, here=True)}/"
    zhang_.sees("再看一遍自测结果")
    filing.fill_in(zhang_, draft, a_pdf(tmp_path, "借条.pdf"))
    join(city, zhang_)
    uid = filing.submit(zhang_)
    city.work()
    zhang_.open(f"/intake/filed/{uid}/").sees("收件回执（PDF）").follow("查看案件")
    zhang_.sees("张三诉李四民间借贷纠纷")

    steps.register(city.person(people.clerk))
    city.work()
    zhang_.open(f"/cases/{uid}/").sees("民初")

    li_ = city.person(li_user, phone=True, signed_in=False)
    assert steps.come_in(city, li_, li_user) == uid
    steps.confirm_address(li_, uid)
    li_.follow("提交答辩")
    li_.fill("您的意见", "借款是真的，请求分期归还。").press("提交")
    li_.sees("答辩已提交")
    steps.consent(li_, uid)
    mediator = city.person(mediator_user)
    steps.take_the_case(mediator)
    steps.hold_a_session(mediator, uid)
    steps.no_agreement(mediator, uid)
    city.work()

    steps.sort(city.person(people.officer))
    city.work()
    zhang_.open(f"/cases/{uid}/").sees("案件受理费")
    steps.pay(zhang_, uid)
    city.work()
    li_.open(f"/cases/{uid}/").sees("审理")

    judge = city.person(people.judge)
    judge.open("/triage/mine/").sees("小额诉讼").follow("张三诉李四民间借贷纠纷：结案")
    judge.sees("还不能判决").follow("登记答辩期的约定")
    steps.waive_the_answer(judge, city.today, "原告张三", "被告李四")
    judge.open(f"/triage/cases/{uid}/hearing/").fill("开庭日期", city.today.isoformat())
    judge.choose("开庭方式", "线下开庭").choose("谁到庭了", "原告张三").choose("谁到庭了", "被告李四").press("登记开庭")
    judge.open("/triage/mine/").follow("张三诉李四民间借贷纠纷：结案")
    judge.choose("结案方式", "判决").attach("判决书", a_pdf(tmp_path, "判决书.pdf"))
    judge.choose("案件受理费由谁负担", "全部由被告李四负担").press("登记结案")
    judge.sees("已结")
    city.work()
    zhang_.open(f"/cases/{uid}/").sees("民事判决书")
    li_.open(f"/cases/{uid}/").sees("民事判决书")

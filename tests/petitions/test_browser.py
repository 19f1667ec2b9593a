"""Petitions in a browser: axe finds nothing, nothing sticks out at 360 px, and one goes all the way."""

from __future__ import annotations

import os
import re

import pytest

from common.cases.events import By, Channel
from common.law import clock
from common.people.states import Role
from petitions.letters import actions
from petitions.letters.access import first_code
from petitions.letters.models import Petition
from petitions.letters.rules import shown_code
from petitions.letters.states import About, Procedural
from tests.factories import UserFactory, staff
from tests.factories import court as court_named
from tests.factories.petitions import answered, make_petition

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.petitions.urls")]
SHOTS = os.environ.get("SHOTS", "")


@pytest.fixture(autouse=True)
def _alone(settings):
    settings.EVENT_HANDLERS = []
    settings.CHROME_NAV = None


def shot(page, name):
    if not SHOTS:
        return
    before = page.viewport_size
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)
    page.set_viewport_size(before)


def sign_in(page, user, live_server, client):
    client.force_login(user)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )


def test_a_guest_lodges_follows_and_rates(page, accessible):
    court = court_named("luoding")
    huang = staff(Role.PETITION_OFFICER, court, name="黄敏")
    page.goto("/petitions/")
    accessible(page)
    shot(page, "home")
    page.get_by_role("link", name="我要反映").first.click()
    page.get_by_role("button", name="提交").click()
    accessible(page)
    shot(page, "lodge-errors")
    page.get_by_label("判决、裁定、调解的结果").check()
    page.get_by_label("向哪个法院反映").select_option(label=court.name)
    page.get_by_label("情况和理由").fill("借条是我签的，但是钱已经还了，判决没有认定。")
    page.get_by_label("您的请求").fill("请改判。")
    page.get_by_label("留下姓名", exact=True).check()
    page.get_by_label("姓名或者单位名称").fill("陈五")
    page.get_by_label("联系电话").fill("13800000005")
    page.get_by_label(re.compile("我反映的情况是真实的")).check()
    page.get_by_role("button", name="提交").click()
    petition = Petition.objects.get()
    assert shown_code(first_code(petition.once)) in page.content()
    accessible(page)
    shot(page, "lodged")
    answered(petition, huang, clock.today())
    page.context.clear_cookies()
    page.goto("/petitions/track/")
    accessible(page)
    shot(page, "track")
    page.get_by_label("登记编号").fill(petition.case.numbers.get().text)
    page.get_by_label("查询码").fill(shown_code(first_code(petition.once)).lower())
    page.get_by_role("button", name="查询").click()
    accessible(page)
    shot(page, "progress")
    page.get_by_label("很满意", exact=True).check()
    page.get_by_role("button", name="提交评价").click()
    assert "谢谢您的评价" in page.content()
    accessible(page)


def test_an_officer_works_through_the_list(page, accessible, live_server, client):
    court = court_named("luoding")
    huang = staff(Role.PETITION_OFFICER, court, name="黄敏")
    sign_in(page, huang, live_server, client)
    page.goto("/petitions/work/")
    accessible(page)
    for about in sorted(About, key=lambda each: each is not About.SERVICE):
        make_petition(court=court, about=about, on=clock.today())
    page.goto("/petitions/work/")
    accessible(page)
    shot(page, "list")
    page.get_by_role("link", name=re.compile("云信访")).first.click()
    accessible(page)
    shot(page, "one")
    page.get_by_role("link", name="转办", exact=True).click()
    accessible(page)
    shot(page, "reroute")
    page.go_back()
    page.get_by_role("link", name=Procedural.TO_PROCEDURE.label).click()
    accessible(page)
    shot(page, "write")
    page.get_by_role("button", name="签发并送达").click()
    page.get_by_role("link", name="予以支持").first.click()
    page.get_by_role("button", name="签发并送达").click()
    assert "没有填写完整" in page.content()
    accessible(page)
    page.get_by_label("正文").fill("经审查核实：属实。\n处理意见：予以支持。")
    page.get_by_role("button", name="签发并送达").click()
    accessible(page)
    shot(page, "answered")
    page.get_by_label("联系不上或者没有留联系方式").check()
    page.get_by_label("信访人的意见或者联系经过").fill("两天里打过三次电话，没有人接。")
    page.get_by_role("button", name="办结").click()
    assert "已办结" in page.content()
    accessible(page)
    shot(page, "concluded")
    page.goto("/petitions/counter/")
    accessible(page)
    shot(page, "counter")


def test_a_petitioner_who_is_not_content_asks_the_higher_court(page, accessible, live_server, client):
    court = court_named("luoding")
    huang, president = staff(Role.PETITION_OFFICER, court, name="黄敏"), staff(Role.PRESIDENT, court)
    complex_one = make_petition(court=court, on=clock.today())
    actions.ask_prolonging(
        petition=complex_one,
        days=20,
        reason="要调取三年的材料",
        by=By(user_id=huang.pk, channel=Channel.WEB),
        today=clock.today(),
    )
    chen = UserFactory(name="陈五")
    petition = answered(make_petition(court=court, on=clock.today(), user=chen), huang, clock.today())
    sign_in(page, chen, live_server, client)
    page.goto(f"/petitions/track/{petition.case.uid}/")
    accessible(page)
    shot(page, "right")
    page.get_by_role("link", name="请求复查").click()
    page.get_by_role("button", name="请求复查").click()
    accessible(page)
    shot(page, "ask")
    page.get_by_label("您不服的理由").fill("没有听我说明。")
    page.get_by_role("button", name="请求复查").click()
    review = Petition.objects.get(reviews=petition)
    assert shown_code(first_code(review.once)) in page.content()
    accessible(page)
    page.context.clear_cookies()
    sign_in(page, president, live_server, client)
    page.goto(f"/petitions/work/{complex_one.case.uid}/prolonging/")
    accessible(page)
    shot(page, "prolonging")
    page.get_by_label("批准", exact=True).check()
    page.get_by_role("button", name="登记决定").click()
    assert "已登记您的决定" in page.content()
    accessible(page)
    shot(page, "prolonged")

"""A petition lodged without an account, acknowledged, answered, followed by number and code, rated, concluded."""

from __future__ import annotations

from tests.stories.driver import City
from tests.stories.given import Staff


def test_petition_answered(city: City) -> None:
    people = Staff(city.court)
    officer_user = people.petitions
    guest = city.person(None, phone=True)
    guest.open("/petitions/").open("/petitions/lodge/")
    guest.choose("您反映的是哪方面的事", "诉讼服务").select("向哪个法院反映", "罗定")
    guest.fill("情况和理由", "3月1日上午在法院窗口等了两个小时，没有叫号。").fill("您的请求", "希望增加叫号设备。")
    guest.choose("您愿意留下姓名吗", "留下姓名").choose("您以谁的名义反映", "个人")
    guest.fill("姓名或者单位名称", "梁五").fill("联系电话", "13800000055")
    guest.tick("我反映的情况是真实的").press("提交")
    number, code = (each.inner_text() for each in guest.page.locator(".confirmation .number").all())
    guest.sees("已收到您反映的事项")

    officer = city.person(officer_user)
    officer.open("/petitions/work/").follow(number)
    officer.sees("增加叫号设备").follow("已受理，正在办理").press("签发并送达")
    officer.follow("予以支持")
    officer.fill("正文", "经核查，当日叫号设备故障，已于3月2日修复，并增设一台。对给您带来的不便致歉。").press(
        "签发并送达"
    )
    city.work()
    assert any(number in words or "答复" in words for words in city.messages("13800000055"))

    later = city.person(None, phone=True)
    later.open("/petitions/track/").fill("登记编号", number).fill("查询码", code).press("查询")
    later.sees("法院的答复", "叫号设备故障")
    later.choose("您对这次办理满意吗", "满意").press("提交评价").sees("您的评价")

    officer.open("/petitions/work/").follow(number)
    officer.choose("回访方式", "本人已在网上评价").press("办结").sees("已办结")
    later.open("/petitions/track/").fill("登记编号", number).fill("查询码", code).press("查询").sees("办结")

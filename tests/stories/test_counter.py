"""At the counter: 张三 has no telephone and cannot write. The clerk types, reads back, he signs on the pad, and the
suit is registered while he waits."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf

from common.documents.models import Paper
from common.people.models import User
from intake.filing.actions import save_answers
from intake.filing.models import Draft
from tests.factories import fictitious_id
from tests.factories.intake import by_user, lending_answers
from tests.stories.driver import City, Person
from tests.stories.filing import a_pdf
from tests.stories.given import Staff
from tests.stories.steps import draw_signature, register

# What the clerk types as well, on pages that other stories go through one by one.
REST = {
    **{key: value for key, value in lending_answers().items() if not key.startswith("claimant.")},
    "service.service_phone": "没有",
    "service.e_service": "no",
    "service.e_service_ways": None,
    "resolution.consider_mediation": "no",
}


def begin(clerk: Person) -> str:
    clerk.open("/").follow("立案审查").open("/intake/counter/")
    clerk.choose("是什么纠纷", "借钱不还").choose("您想怎么办", "起诉").tick("口头起诉").press("开始填写")
    clerk.sees("口头起诉", "必填的共").follow("填写您的身份信息")
    clerk.choose("主体类型", "自然人").fill("姓名", "张三").choose("性别", "男")
    clerk.choose("证件类型", "居民身份证").fill("证件号码", fictitious_id(1001))
    clerk.fill("联系电话", "没有").fill("住所地", "罗定市罗城街道一号").press("继续")
    clerk.sees("张三")
    return clerk.page.url.split("/drafts/")[1].split("/")[0]


def typed_on(uid: str, clerk: User) -> None:
    save_answers(draft=Draft.objects.get(uid=uid), values=REST, by=by_user(clerk))


def test_said_read_back_signed_and_registered(city: City) -> None:
    people = Staff(city.court)
    clerk = city.person(people.clerk)
    uid = begin(clerk)
    typed_on(uid, people.clerk)

    clerk.open(f"/intake/drafts/{uid}/check/").sees("宣读、核对、签名", "没有", "12")
    clerk.follow("打印笔录").sees("口头起诉笔录", "陈述人签名或者捺印", "陈立").follow("返回核对并提交")
    clerk.tick("已核对身份证件").tick("当事人保证以上内容真实").press("提交口头起诉")
    clerk.sees("请当事人在签名框内签名")
    draw_signature(clerk)
    clerk.tick("已核对身份证件").tick("当事人保证以上内容真实").press("提交口头起诉")
    clerk.sees("已收到您的起诉材料")
    city.work()
    clerk.page.reload()
    link = clerk.page.get_by_role("link", name="口头起诉笔录（PDF）")
    paper = clerk.page.request.get(str(link.get_attribute("href")))
    with pikepdf.open(io.BytesIO(paper.body())) as pdf:
        drawn = [image for page in pdf.pages for image in pictures(page)]
    assert drawn

    register(clerk)
    city.work()
    case = Paper.objects.filter(title="口头起诉笔录").get().case
    zhang = case.parties.get(side="claimant")
    assert (zhang.name, zhang.user, zhang.phone) == ("张三", None, "")
    assert case.registered_on == case.received_on == city.today
    assert {each.name for each in case.parties.filter(representations__isnull=False)} == set()
    clerk.open(f"/cases/{case.uid}/").sees("口头起诉笔录", "受理案件通知书")


def pictures(page: pikepdf.Page) -> list[object]:
    """The pictures of a page, those inside drawings too."""
    found: list[object] = []
    waiting = [page.obj]
    while waiting:
        one = waiting.pop()
        for each in dict(one.get("/Resources", {}).get("/XObject", {})).values():
            if each.get("/Subtype") == "/Image":
                found.append(each)
            else:
                waiting.append(each)
    return found


def without_scripts(city: City, user: User) -> Person:
    context = city.browser.new_context(base_url=city.url, locale="zh-CN", java_script_enabled=False)
    city.contexts.append(context)
    city.people.append(Person(city, user, context.new_page(), "desk"))
    return city.people[-1].bring_session()


def test_without_a_script_the_printed_record_is_scanned(city: City, tmp_path: Path) -> None:
    people = Staff(city.court)
    clerk = without_scripts(city, people.clerk)
    uid = begin(clerk)
    typed_on(uid, people.clerk)
    clerk.open(f"/intake/drafts/{uid}/check/")
    assert clerk.page.locator("[data-pad]").is_hidden()
    clerk.choose("怎样签名", "在纸质笔录上捺印").attach("签名或者捺印的笔录扫描件", a_pdf(tmp_path, "笔录.pdf"))
    clerk.tick("已核对身份证件").tick("当事人保证以上内容真实").press("提交口头起诉").sees("请写明见证人")
    clerk.choose("怎样签名", "在纸质笔录上捺印").attach("签名或者捺印的笔录扫描件", a_pdf(tmp_path, "笔录.pdf"))
    clerk.fill("见证人姓名", "李婶").press("提交口头起诉").sees("已收到您的起诉材料")

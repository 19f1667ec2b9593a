"""王芳 sues for her son of twelve: asked for on the page, told on the papers, and the unlikely is explained."""

from __future__ import annotations

from playwright.sync_api import expect

from common.cases.models import Case
from common.documents.models import Paper
from tests.factories import UserFactory, staff
from tests.factories.intake import make_draft
from tests.intake.filing.test_wards import MOTHER_ID, ward_answers
from tests.stories.driver import City

NO_GUARDIAN = {
    f"claimant.1.guardian_{key}": None for key in ("needed", "name", "kinship", "id_type", "id_number", "phone")
}


def test_a_mother_sues_for_her_son(city: City) -> None:
    mother = UserFactory(name="王芳", phone="13800000009", verified=True, id_text=MOTHER_ID)
    draft = make_draft(user=mother, court=city.court, today=city.today, answers=ward_answers(**NO_GUARDIAN))
    here = city.person(mother, phone=True).open(f"/intake/drafts/{draft.uid}/people/claimant/1/")
    here.page.get_by_role("button", name="继续").click()
    here.sees("未满 16 周岁的人由法定代理人代为诉讼")
    here.choose("由法定代理人（监护人）代为诉讼吗", "是，未成年人")
    here.type("法定代理人姓名或名称", "王芳").select("法定代理人是他（她）的", "母亲")
    here.choose("法定代理人的证件类型", "居民身份证")
    here.type("法定代理人的证件号码", MOTHER_ID).type("法定代理人的手机号", "13800000009")
    here.look(again="guardian")
    here.press("继续")

    here.open(f"/intake/drafts/{draft.uid}/claims/").type("尚欠本金", "13万1")
    expect(here.page.locator("[data-reads]")).to_have_text("读作 131,000.00 元")
    here.look(again="read")
    here.press("继续").sees("尚欠本金比实际提供的金额还多")
    here.type("“尚欠本金”的说明", "对账时把利息写进了欠条。").look(again="why")
    here.press("继续")
    here.open(f"/intake/drafts/{draft.uid}/check/").sees("对账时把利息写进了欠条。", "王芳", "母亲")

    other = make_draft(user=mother, court=city.court, today=city.today, answers=ward_answers())
    here.open(f"/intake/drafts/{other.uid}/check/").sees("同一纠纷好像已经有一份").look(again="alike")
    here.open(f"/intake/drafts/{draft.uid}/check/").tick("我保证以上内容真实").press("提交立案申请")
    case = Case.objects.get(parties__guardian_name="王芳")
    assert case.parties.get(side="claimant").user == mother
    here.open(f"/cases/{case.uid}/").sees("张小明，法定代理人王芳（系张小明的母亲）")
    city.work()
    assert "法定代理人王芳（系张小明的母亲）" in str(Paper.objects.get(case=case, kind="complaint").context)

    clerk = city.person(staff("clerk", city.court, name="陈立"))
    clerk.open(f"/intake/desk/{case.uid}/").sees("对账时把利息写进了欠条。", "王芳")

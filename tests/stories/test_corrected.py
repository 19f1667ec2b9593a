"""补正: the clerk marks answers and a file, one notice lists all, 张三 changes just that, the clerk sees the change."""

from __future__ import annotations

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import expect

from intake.filing.actions import add_case_evidence
from tests.stories import given
from tests.stories.driver import City
from tests.stories.filing import a_pdf
from tests.stories.given import Staff, zhang
from tests.stories.steps import CASE, register


def test_corrected_and_registered(city: City, tmp_path: Path) -> None:
    people, zhang_user = Staff(city.court), zhang()
    case = given.filed(city, zhang_user)
    party = case.parties.get(side="claimant")
    blurred = SimpleUploadedFile("借条.pdf", a_pdf(tmp_path, "旧.pdf").read_bytes())
    add_case_evidence(
        case=case, party=party, upload=blurred, by=given.by(zhang_user, party), today=city.today, title="借条照片"
    )

    clerk = city.person(people.clerk)
    clerk.open("/").follow("立案审查").follow(CASE)
    clerk.tick("标为需要补正：住所地").tick("标为需要补正：尚欠本金").tick("标为需要补正：借条照片")
    clerk.press("要求补正勾选的内容").sees("要求补正 3 处")
    for label, reason in (("尚欠本金", "金额算不清"), ("住所地", "对方信息不足"), ("借条照片", "文件看不清")):
        panel = clerk.page.locator("div.panel").filter(has_text=label).first
        clerk.select("原因", reason, within=panel)
    clerk.press("发出补正通知").sees("补正通知已发出，共 3 处")
    city.work()

    zhang_ = city.person(zhang_user, phone=True)
    zhang_.open("/notifications/").sees("请补正材料", "3 处需要补正")
    zhang_.open(f"/cases/{case.uid}/").follow("补正材料")
    zhang_.sees("请补正 3 处", "相加等于总数", "借条照片", "重新拍摄").sees_not("出借人", "约定借款金额")
    zhang_.fill("尚欠本金", "11500").fill("住所地", "罗定市罗城街道三号")
    zhang_.attach("选择文件", a_pdf(tmp_path, "借条原件.pdf"))
    expect(zhang_.page.locator(".files")).to_contain_text("已上传")
    zhang_.press("提交补正").sees("补正材料已提交")
    city.work()

    clerk.open("/").follow("立案审查").sees("处改动").follow(CASE)
    table = clerk.page.get_by_role("region", name="补正前后对照")
    expect(table.locator("del")).to_contain_text(["罗定市罗城街道一号", "12,000.00 元"])
    expect(table.locator("ins")).to_contain_text(["罗定市罗城街道三号", "11,500.00 元"])
    clerk.sees("新上传 1 份文件", "借条原件")
    register(clerk)
    city.work()
    zhang_.open(f"/cases/{case.uid}/").sees("受理案件通知书")
    assert given.fresh(case).amount == 1_150_000

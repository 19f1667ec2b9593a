"""Evidence on a bad line: the right file, the wrong ones with their words, and one that is cut off and goes on."""

from __future__ import annotations

import os
from pathlib import Path

from PIL import Image
from playwright.sync_api import Request, Route, expect

from common.documents.actions.pieces import folder
from tests.factories.intake import make_draft
from tests.stories.driver import City, Person
from tests.stories.filing import a_pdf
from tests.stories.given import zhang

MB = 1024 * 1024
PIECES = "**/uploads/*/"


def big_picture(folder: Path, name: str) -> Path:
    """A picture of 3.7 MB: four pieces."""
    path = folder / name
    Image.frombytes("RGB", (1200, 1080), os.urandom(1200 * 1080 * 3)).save(path, "PNG", compress_level=0)
    return path


class Line:
    """The line between a page and the court: what went over it, and after how many pieces it is cut."""

    def __init__(self, who: Person) -> None:
        self.begun: list[int] = []  # where each piece that went over it begins
        self.after: int | None = None
        who.page.route(PIECES, self._carry)

    def _carry(self, route: Route, request: Request) -> None:
        if self.after is not None and len(self.begun) >= self.after:
            route.abort("internetdisconnected")
            return
        if request.method == "PATCH":
            self.begun.append(int(request.headers["upload-offset"]))
        route.continue_()


def test_cut_off_and_resumed(city: City, tmp_path: Path) -> None:
    zhang_user = zhang()
    draft = make_draft(user=zhang_user, court=city.court, today=city.today)
    address = f"/intake/drafts/{draft.uid}/evidence/"
    zhang_ = city.person(zhang_user, phone=True)
    line = Line(zhang_)
    zhang_.open(address)
    files = zhang_.page.locator(".files")

    zhang_.attach("选择文件", a_pdf(tmp_path, "借条.pdf"))
    expect(files).to_contain_text("已上传")
    (tmp_path / "录音.mp3").write_bytes(b"ID3" + b"\0" * 900)
    (tmp_path / "聊天.pdf").write_bytes(b"ID3" + b"\0" * 900)
    zhang_.attach("选择文件", tmp_path / "录音.mp3")
    expect(files).to_contain_text("这不是能播放的录音或录像")
    zhang_.attach("选择文件", tmp_path / "聊天.pdf")
    expect(files.locator("li", has_text="聊天.pdf")).to_contain_text("这不是能播放的录音或录像")
    assert [one.title for one in draft.evidence.all()] == ["借条"]

    photo = big_picture(tmp_path, "流水.png")
    line.begun, line.after = [], 2
    zhang_.attach("选择文件", photo)
    expect(files).to_contain_text("网络断开，已传 2 MB，恢复后自动接着传。")
    zhang_.look()
    zhang_.open(address).sees("上次没有传完", "流水.png")
    line.after = 3  # cut again after one more, and this time the page stays
    zhang_.attach("选择文件", photo)
    expect(files).to_contain_text("网络断开，已传 3 MB")
    line.after = None
    resume = zhang_.page.get_by_role("button", name="继续上传")
    resume.or_(files.get_by_text("已上传")).first.click()  # the page tries again by itself, and may be quicker
    expect(files.locator("li")).to_contain_text("已上传")
    assert line.begun == [0, MB, 2 * MB, 3 * MB], "no piece was sent twice"
    assert sorted(one.title for one in draft.evidence.all()) == ["借条", "流水"]
    assert not [each for each in folder().iterdir() if each.stat().st_size == photo.stat().st_size]

    zhang_.fill("证据名称", "银行流水").fill("能证明什么", "借款已交付").press("上传")
    zhang_.sees("银行流水", "借款已交付").sees_not("上次没有传完")
    zhang_.attach("选择文件", photo)
    expect(files).to_contain_text("之前已经传过")
    assert draft.evidence.count() == 2


def test_sent_while_the_line_is_away_and_the_form_pressed_at_once(city: City, tmp_path: Path) -> None:
    zhang_user = zhang()
    draft = make_draft(user=zhang_user, court=city.court, today=city.today)
    zhang_ = city.person(zhang_user)
    zhang_.open(f"/intake/drafts/{draft.uid}/evidence/")
    zhang_.page.context.set_offline(True)
    zhang_.attach("选择文件", a_pdf(tmp_path, "合同.pdf")).fill("证据名称", "借款合同")
    expect(zhang_.page.locator(".files")).to_contain_text("网络断开")
    zhang_.page.get_by_role("button", name="上传", exact=True).click()
    zhang_.sees("传完后自动提交")
    with zhang_.page.expect_navigation():
        zhang_.page.context.set_offline(False)
    zhang_.sees("借款合同", "已上传 1 份文件")
    assert draft.evidence.count() == 1

"""The scripts of ours in a real browser, under the strict policy; axe and both widths on the style pages."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.urls import SAVED


@pytest.fixture(autouse=True)
def _own_pages(web: Any) -> None:
    SAVED.clear()


@pytest.mark.parametrize("url", ["/web/style/", "/web/style/staff/", "/accounts/login/", "/no/such/page/"])
def test_pages_are_accessible_and_fit(page: Page, accessible: Callable[[Page], None], url: str) -> None:
    page.goto(url)
    accessible(page)


def test_the_elder_version_is_accessible_too(page: Page, accessible: Callable[[Page], None]) -> None:
    page.goto("/web/elder/?on=1&next=/web/style/")
    accessible(page)


def test_on_a_phone_the_links_wait_behind_one_button(phone: Page, accessible: Callable[[Page], None]) -> None:
    phone.goto("/web/style/")
    opener, link = phone.get_by_role("button", name="菜单"), phone.get_by_role("link", name="我的案件").first
    head = phone.locator(".masthead").bounding_box()
    assert head
    assert head["height"] < 80, "one line"
    expect(phone.get_by_role("link", name="长辈版")).to_be_visible()
    expect(phone.locator("#menu")).to_be_hidden()
    opener.press("Enter")
    expect(phone.locator("#menu").get_by_role("link", name="我的案件")).to_be_visible()
    expect(phone.get_by_role("button", name="关闭")).to_be_focused()
    accessible(phone)
    phone.keyboard.press("Escape")
    expect(phone.locator("#menu")).to_be_hidden()
    expect(opener).to_be_focused()
    phone.set_viewport_size({"width": 1280, "height": 800})
    expect(link).to_be_visible()
    expect(opener).to_be_hidden()


def test_a_work_list_on_a_phone_is_read_without_scrolling_sideways(phone: Page) -> None:
    phone.goto("/web/style/staff/")
    table = phone.locator("table.rows")
    assert table.evaluate("each => each.parentElement.scrollWidth <= each.parentElement.clientWidth")
    first = table.locator("tbody tr").first
    assert first.locator("td.name").evaluate("cell => getComputedStyle(cell).order") == "-1"
    said = first.locator("td[data-label=案由]").evaluate("cell => getComputedStyle(cell, '::before').content")
    assert said == '"案由"'


def test_errors_take_the_focus_and_lead_to_the_field(phone: Page, accessible: Callable[[Page], None]) -> None:
    phone.goto("/web/style/")
    phone.get_by_role("button", name="继续").click()
    summary = phone.locator(".errors")
    expect(summary).to_be_focused()
    accessible(phone)
    summary.get_by_role("link", name="请填写手机号码。").click()
    expect(phone.locator("#id_phone")).to_be_in_viewport()


def test_a_drawn_signature_is_accepted(page: Page) -> None:
    page.goto("/web/style/")
    pad = page.locator("[data-signature] canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 90, steps=8)
    page.mouse.up()
    expect(page.locator("[data-said]")).to_have_text("已签名。")
    page.get_by_role("button", name="继续").click()
    expect(page.locator(".errors")).to_be_visible()
    expect(page.locator(".errors")).not_to_contain_text("签名")


def test_a_wrong_file_is_named_as_it_is_chosen(page: Page, tmp_path: Path) -> None:
    """Empty or too large; what a file is, the court tells by its content and never by its name."""
    good, bad = tmp_path / "借条.exe", tmp_path / "录音.pdf"
    good.write_bytes(b"%PDF-1.7")
    bad.write_bytes(b"")
    page.goto("/web/style/")
    chooser = page.locator("#id_evidence")
    chooser.set_input_files([good, bad])
    expect(page.locator(".files li.wrong")).to_contain_text("这是空文件")
    assert chooser.evaluate("one => [...one.files].map(file => file.name)") == ["借条.exe"]


def test_an_answer_survives_a_lost_network(page: Page) -> None:
    page.goto("/draft/")
    said = page.locator("[data-saved]")
    page.fill("#story", "李四借了钱")
    expect(said).to_have_text("已保存 15:42")
    assert SAVED["story"] == ("李四借了钱", 2)
    page.context.set_offline(True)
    page.fill("#story", "李四借了钱，没有还")
    expect(said).to_have_text("网络断开，已存在本机，恢复后自动保存")
    page.context.set_offline(False)
    expect(said).to_have_text("已保存 15:42")
    assert SAVED["story"] == ("李四借了钱，没有还", 3)


def test_what_was_not_acknowledged_is_there_after_reloading(page: Page) -> None:
    page.goto("/draft/")
    page.route("**/answers/", lambda route: route.abort())
    page.fill("#story", "没有存上的话")
    expect(page.locator("[data-saved]")).to_have_text("网络断开，已存在本机，恢复后自动保存")
    page.unroute("**/answers/")
    page.goto("/draft/")
    expect(page.locator("#story")).to_have_value("没有存上的话")
    expect(page.locator("[data-saved]")).to_have_text("已保存 15:42")
    assert SAVED["story"][0] == "没有存上的话"


def test_the_sign_in_ends_while_somebody_types(page: Page) -> None:
    page.goto("/draft/?part=2")
    page.route("**/answers/", lambda route: route.fulfill(status=401, json={"sign_in": "/accounts/login/"}))
    page.fill("#story", "写了一个小时")
    said = page.locator("[data-saved]")
    expect(said).to_contain_text("登录已过期。您填的都存在这台设备上")
    sign_in = said.get_by_role("link", name="去登录")
    expect(sign_in).to_have_attribute("href", "/accounts/login/?next=%2Fdraft%2F%3Fpart%3D2")
    page.unroute("**/answers/")
    page.goto("/draft/?part=2")
    expect(page.locator("#story")).to_have_value("写了一个小时")
    expect(said).to_have_text("已保存 15:42")


def test_signed_in_again_in_another_window(page: Page) -> None:
    page.goto("/draft/")
    fresh = "f" * 64
    asked: list[str] = []

    def answer(route: Any) -> None:
        asked.append(route.request.headers["x-csrftoken"])
        if asked[-1] == fresh:
            route.fulfill(json={"version": 2, "saved_at": "15:42", "errors": []})
        else:
            route.fulfill(status=403, json={"token": fresh})

    page.route("**/answers/", answer)
    page.fill("#story", "写了一个小时")
    expect(page.locator("[data-saved]")).to_have_text("已保存 15:42")
    assert len(asked) == 2


def test_another_account_does_not_wipe_what_was_typed(page: Page) -> None:
    page.goto("/draft/")
    page.route("**/answers/", lambda route: route.fulfill(status=404, body=""))
    page.fill("#story", "写了一个小时")
    expect(page.locator("[data-saved]")).to_contain_text("请换回原来的账号")
    assert "写了一个小时" in page.evaluate("localStorage.getItem('court:answers:/answers/')")


def test_two_who_changed_the_same_answer_see_both(page: Page) -> None:
    page.goto("/draft/")
    SAVED["story"] = ("窗口录入的话", 4)
    page.fill("#story", "我写的话")
    conflict = page.locator("[data-conflict]")
    expect(conflict).to_contain_text("窗口录入的话")
    expect(conflict).to_contain_text("我写的话")
    conflict.get_by_role("button", name="保留我填的").click()
    expect(page.locator("[data-saved]")).to_have_text("已保存 15:42")
    assert SAVED["story"] == ("我写的话", 5)


def test_a_grave_act_asks_once_more(page: Page) -> None:
    page.goto("/draft/")
    page.get_by_role("button", name="撤回").click()
    box = page.get_by_role("alertdialog")
    expect(box).to_contain_text("撤回后不再办理。")
    box.get_by_role("button", name="先不").click()
    assert "submitted" not in SAVED
    page.get_by_role("button", name="撤回").click()
    page.get_by_role("button", name="确定撤回").click()
    page.wait_for_load_state()
    assert SAVED["submitted"] == ("yes", 1)


def test_a_list_is_walked_by_keys(page: Page) -> None:
    page.goto("/web/style/staff/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("tr[data-at]")).to_contain_text("某银行云浮分行")
    page.keyboard.press("x")
    expect(page.locator("[data-picked]")).to_have_text("已选 1 件")
    page.keyboard.press("/")
    expect(page.locator("[data-search]")).to_be_focused()
    page.keyboard.type("jk")
    expect(page.locator("[data-search]")).to_have_value("jk")


def test_the_form_works_without_scripts(chromium: Any, live_server: Any) -> None:
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/web/style/")
    assert page.locator("[data-pad]").is_hidden()
    page.fill("#id_signature_1", "张三")
    page.check("#id_signature_2")
    page.get_by_role("button", name="继续").click()
    words = page.locator(".errors").inner_text()
    assert "请填写您的姓名。" in words
    assert "签名" not in words
    context.close()

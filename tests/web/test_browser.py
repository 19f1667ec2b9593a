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
    summary.get_by_role("link", name="请填写手机号。").click()
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
    assert "写了一个小时" in page.evaluate("localStorage.getItem('court:answers:/answers/:story')")


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


OFFLINE = "网络断开，已存在本机，恢复后自动保存"


def saved_in_time(page: Page, name: str) -> None:
    for _ in range(50):
        if name in SAVED:
            return
        page.wait_for_timeout(100)


def test_two_windows_without_a_network_keep_both_answers(page: Page) -> None:
    other = page.context.new_page()
    for each in (page, other):
        each.goto("/draft/")
    page.context.set_offline(True)
    page.fill("#story", "第一个窗口写的经过")
    expect(page.locator("[data-saved]")).to_have_text(OFFLINE)
    other.fill("#wish", "还钱")
    expect(other.locator("[data-saved]")).to_have_text(OFFLINE)
    for each in (page, other):
        each.goto("about:blank")
    page.context.set_offline(False)
    page.goto("/draft/")
    for name in ("story", "wish"):  # sent by this page, or by the one that was left, as soon as the network was back
        saved_in_time(page, name)
    assert {name: value for name, (value, _) in SAVED.items()} == {"story": "第一个窗口写的经过", "wish": "还钱"}


def test_what_one_window_saves_clears_nothing_another_still_keeps(page: Page) -> None:
    other = page.context.new_page()
    for each in (page, other):
        each.goto("/draft/")
    page.route("**/answers/", lambda route: route.abort())
    page.fill("#story", "没有存上的话")
    expect(page.locator("[data-saved]")).to_have_text(OFFLINE)
    other.fill("#wish", "还钱")
    expect(other.locator("[data-saved]")).to_have_text("已保存 15:42")
    page.goto("about:blank")
    other.goto("/draft/")
    expect(other.locator("#story")).to_have_value("没有存上的话")
    expect(other.locator("[data-saved]")).to_have_text("已保存 15:42")
    assert SAVED["story"][0] == "没有存上的话"


def test_the_same_answer_of_two_windows_is_never_overwritten_unseen(page: Page) -> None:
    other = page.context.new_page()
    for each in (page, other):
        each.goto("/draft/")
    page.context.set_offline(True)
    for each, words in ((page, "先写的"), (other, "后写的")):
        each.fill("#story", words)
        expect(each.locator("[data-saved]")).to_have_text(OFFLINE)
    page.context.set_offline(False)
    boxes = [each.locator("[data-conflict]") for each in (page, other)]
    expect(boxes[0].or_(page.get_by_text("已保存 15:42"))).to_be_visible()
    expect(boxes[1].or_(other.get_by_text("已保存 15:42"))).to_be_visible()
    shown = [box for box in boxes if box.count()]
    assert len(shown) == 1
    expect(shown[0]).to_contain_text("先写的")
    expect(shown[0]).to_contain_text("后写的")


def test_a_long_answer_is_saved_like_any_other(page: Page) -> None:
    page.goto("/draft/")
    page.fill("#story", "长" * 9000)
    expect(page.locator("[data-saved]")).to_have_text("已保存 15:42")
    assert SAVED["story"][0] == "长" * 9000


@pytest.mark.parametrize(("status", "words"), [(413, "这一项太长，没有存上。"), (400, "这一项没有存上。")])
def test_an_answer_that_is_refused_holds_up_no_other(page: Page, status: int, words: str) -> None:
    def answer(route: Any) -> None:
        if "question=story" in (route.request.post_data or ""):
            route.fulfill(status=status, body="<h1>No</h1>", content_type="text/html")
        else:
            route.continue_()

    page.goto("/draft/")
    page.route("**/answers/", answer)
    page.fill("#story", "写不下的话")
    expect(page.locator(".field.wrong [data-autosave-error]")).to_contain_text(words)
    page.fill("#wish", "还钱")
    saved_in_time(page, "wish")
    expect(page.locator("[data-saved]")).to_have_text("有一项没有存上，请看标出的地方。其余的照常保存。")
    assert SAVED == {"wish": ("还钱", 2)}
    page.unroute("**/answers/")
    page.fill("#story", "短一些")
    expect(page.locator("[data-saved]")).to_have_text("已保存 15:42")
    expect(page.locator(".field.wrong")).to_have_count(0)
    assert SAVED["story"][0] == "短一些"


def test_a_fault_of_the_system_is_no_lost_network_and_holds_up_no_other(page: Page) -> None:
    def answer(route: Any) -> None:
        if "question=story" in (route.request.post_data or ""):
            route.fulfill(status=500, body="")
        else:
            route.continue_()

    page.goto("/draft/")
    page.route("**/answers/", answer)
    page.fill("#story", "写了一个小时")
    page.fill("#wish", "还钱")
    expect(page.locator("[data-saved]")).to_contain_text("系统出了问题，不是您的错。")
    saved_in_time(page, "wish")
    assert SAVED == {"wish": ("还钱", 2)}


def test_a_page_without_a_sign_in_asks_ever_more_rarely_and_then_waits_for_somebody(page: Page) -> None:
    asked: list[str] = []

    def answer(route: Any) -> None:
        asked.append(route.request.url)
        route.fulfill(status=401, json={"sign_in": "/accounts/login/"})

    page.clock.install()
    page.goto("/draft/")
    page.route("**/answers/", answer)
    page.fill("#story", "写了一个小时")
    page.clock.run_for(1000)
    expect(page.locator("[data-saved]")).to_contain_text("登录已过期")
    for _ in range(60):  # a quarter of a minute at a time, with a breath in which the answer comes back
        page.clock.run_for(15_000)
        page.wait_for_timeout(20)
    many = len(asked)
    assert 4 <= many <= 12, "growing pauses, then none for ten minutes"
    page.clock.run_for(600_000)
    assert len(asked) == many
    page.unroute("**/answers/")
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(page.locator("[data-saved]")).to_have_text("已保存 15:42")


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

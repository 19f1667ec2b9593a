"""What is read, signed and printed is one text; who changes their mind, and what the others hear of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from common.cases.models import Event
from common.cases.rules import ActionRefused
from common.documents.models import Paper
from common.law import clock
from common.law.papers import PaperKind
from common.notifications.models import Notice
from mediation.course import actions as course_actions
from mediation.overview.queries.waiting import for_party
from mediation.texts import actions, rules
from mediation.texts.documents import claims
from mediation.texts.forms import CounterForm
from mediation.texts.models import Agreement, AgreementItem
from mediation.texts.rules import Item
from mediation.texts.states import AgreementState, ClaimWay
from tests.factories.mediation import MONDAY, Dispute, code_for, dispute, sign
from tests.mediation.test_course import draft
from tests.tables import rows

DUE = date(2026, 12, 1)


def pays(text: str, fen: int | None = None, due: date = DUE) -> Item:
    return Item(text, 1, 2, fen, due) if fen is not None else Item(text)


@rows(
    ("items", "wrong"),
    [
        ([pays("李四归还张三8,000元。", 800_000)], ""),
        ([pays("李四归还张三0.8万元。", 800_000)], ""),
        ([pays("李四归还张三八千元。", 800_000)], ""),
        ([pays("李四归还张三8,000元。", 8_000)], "文字和金额不一致"),
        ([pays("李四于2026年12月1日前还清。", 800_000)], ""),
        ([pays("李四于2026年12月31日前还清。", 800_000)], "文字和履行期限不一致"),
        ([pays("李四还清。", 800_000, date(2020, 1, 1))], "履行期限已经过去"),
        ([pays("李四归还张三8,000元。")], "写了付款"),
        ([pays("张三放弃要求李四支付的利息300元。")], ""),
        ([pays("李四分两次归还张三12,000元。"), pays("第一次。", 500_000), pays("第二次。", 700_000)], ""),
        ([pays("李四分两次归还张三12,000元。"), pays("第一次。", 500_000), pays("第二次。", 150_000)], "写了付款"),
    ],
)
def test_the_lines_say_what_the_sentences_say(items: list[Item], wrong: str) -> None:
    assert wrong in rules.check_payments(items, MONDAY)
    assert bool(wrong) is bool(rules.check_payments(items, MONDAY))


@rows(
    ("paid", "claimed", "difference", "wrong"),
    [
        ([1_200_000], [(1_200_000, ClaimWay.SETTLED)], "", ""),
        ([500_000, 150_000], [(1_200_000, ClaimWay.SETTLED)], "", "差的5,500.00元"),
        ([500_000, 150_000], [(1_200_000, ClaimWay.CHANGED)], "", "差的5,500.00元"),
        ([500_000, 150_000], [(1_200_000, ClaimWay.SETTLED)], "其余的放弃。", ""),
        ([1_200_000], [(1_200_000, ClaimWay.SETTLED), (60_000, ClaimWay.WAIVED)], "", ""),
        ([1_200_000], [(1_200_000, ClaimWay.SETTLED), (60_000, ClaimWay.SETTLED)], "", "差的600.00元"),
        ([], [(1_200_000, ClaimWay.SETTLED)], "", ""),
        ([1_200_000], [(None, ClaimWay.SETTLED)], "", ""),
    ],
)
def test_a_gap_between_what_is_paid_and_claimed_is_explained(
    paid: list[int], claimed: list[tuple[int | None, ClaimWay]], difference: str, wrong: str
) -> None:
    found = rules.check_total([pays("付款。", fen) for fen in paid], claimed, difference)
    assert (wrong in found, bool(found)) == (True, bool(wrong))


@rows(
    ("costs", "shares", "fits"),
    [
        ("案件受理费由李四负担。", {"李四": None}, True),
        ("案件受理费由李四负担。", {"张三": None}, False),
        ("案件受理费由张三负担，鉴定费由李四承担。", {"张三": None, "李四": 0}, True),
        ("案件受理费各半负担。", {"张三": None}, False),
        ("案件受理费各半负担。", {"张三": 50_00, "李四": 50_00}, True),
        ("案件受理费张三负担30元，李四负担70元。", {"张三": 30_00, "李四": 70_00}, True),
        ("案件受理费由张三负担30元，由李四负担70元。", {"张三": 70_00, "李四": 30_00}, False),
        ("案件受理费由张三负担30元，由李四负担70元。", {"张三": 50_00, "李四": 50_00}, False),
        ("鉴定费500元由张三负担。案件受理费由张三、李四共同负担。", {"张三": 50_00, "李四": 50_00}, True),
        ("按法院决定。", {"张三": None}, True),
        ("", {"张三": None}, True),
    ],
)
def test_a_paper_says_of_the_fee_what_the_parties_wrote(costs: str, shares: dict[str, int | None], fits: bool) -> None:
    assert rules.costs_agree(costs, ["张三", "李四"], shares).value is fits


# --- On the pages


@pytest.fixture
def made(settings: Any) -> Iterator[Dispute]:
    settings.EVENT_HANDLERS = ["yunfu_court.speech.speak"]
    with clock.at(MONDAY):
        yield dispute()


def url(made: Dispute, name: str) -> str:
    return reverse(f"mediation:{name}", args=[made.case.uid])


def entered(made: Dispute, **other: Any) -> dict[str, Any]:
    """What the mediator types: 12,000 yuan of the 128,600.50 that were claimed."""
    return {
        "facts": "借款属实。",
        "text_1": "李四于2026年12月1日前归还张三12,000元。",
        "debtor_1": made.respondent.pk,
        "creditor_1": made.claimant.pk,
        "amount_1": "12000",
        "due_1": "2026-12-01",
        "subject": "obligation",
        "parties": [made.claimant.pk, made.respondent.pk],
        f"claim_{made.case.claims.get().pk}": "changed",
        "difference": "其余的张三放弃。",
        "send": "1",
        **other,
    }


def signs(client: Client, made: Dispute, user: Any, **other: Any) -> Any:
    client.force_login(user)
    text = Agreement.objects.latest("pk")
    given = {"signature_1": user.name, "signature_2": "on", "code": code_for(user, text), "read": "on"}
    if user == made.zhang:
        given[f"claim_{made.case.claims.get().pk}"] = "on"
    return client.post(url(made, "sign"), {key: value for key, value in {**given, **other}.items() if value})


def sent(client: Client, made: Dispute, **other: Any) -> Any:
    client.force_login(made.mediator.user)
    return client.post(url(made, "agreement"), entered(made, **other))


@pytest.mark.django_db
def test_six_wrong_things_and_then_one_text_is_read_signed_and_printed(client: Client, made: Dispute) -> None:
    claim = f"claim_{made.case.claims.get().pk}"
    client.force_login(made.mediator.user)
    assert "checked" not in client.get(url(made, "agreement")).content.decode().split(f'name="{claim}"')[1][:200]
    # 1-3: what the mediator may not send.
    for other, words in (
        ({"due_1": "2020-12-01"}, "履行期限已经过去"),
        ({"amount_1": "80"}, "文字和金额不一致"),
        ({"difference": ""}, "怎样处理，请写明"),
        ({claim: ""}, "请选择"),
    ):
        refused = sent(client, made, **other)
        assert refused.status_code == 422
        assert words in refused.content.decode()
    assert not Agreement.objects.exists()
    assert sent(client, made).status_code == 302
    text = Agreement.objects.get()
    # 4: the claimant is asked about each claim, and signs nothing unasked.
    assert signs(client, made, made.zhang, **{claim: ""}).status_code == 422
    page = client.get(url(made, "sign")).content.decode()
    assert "变更，按协议写的解决" in page
    # 5: another's name, 6: another's code.
    assert signs(client, made, made.li, signature_1="张三").status_code == 422
    assert signs(client, made, made.li, code=code_for(made.zhang, text)).status_code == 422
    assert text.signatures.count() == 0
    # The rows are not changed under what is signed.
    AgreementItem.objects.filter(agreement=text).update(amount=8_000)
    assert "与送签时不一致" in signs(client, made, made.li).content.decode()
    AgreementItem.objects.filter(agreement=text).update(amount=1_200_000)
    for user in (made.mediator.user, made.zhang, made.li):
        client.force_login(user)
        assert text.paper in client.get(url(made, "sign")).content.decode(), "everybody reads the text itself"
        assert signs(client, made, user).status_code == 302
    text.refresh_from_db()
    assert text.state == AgreementState.EFFECTIVE
    assert {each.digest for each in text.signatures.all()} == {text.digest}
    for paper in Paper.objects.filter(case=made.case, kind=PaperKind.AGREEMENT):
        assert (paper.context["text"], paper.context["mark"]) == (text.paper, text.digest[:8].upper())
    for words in (
        "12,000.00元",
        "2026年12月1日前",
        "付款合计",
        "归还借款本金及利息",
        "变更，按协议写的解决",
        "其余的张三放弃",
    ):
        assert words in text.paper


@pytest.mark.django_db
def test_who_does_not_agree_says_why_and_who_had_signed_hears_what_became_of_it(client: Client, made: Dispute) -> None:
    sent(client, made)
    first = Agreement.objects.get()
    assert signs(client, made, made.zhang).status_code == 302
    waiting = client.get(url(made, "sign")).content.decode()
    assert "您已签名，等待其他人签名" in waiting
    assert "李四" in waiting.split("还没签名")[1]
    assert "获取验证码" not in waiting
    client.force_login(made.li)
    assert "我不同意，说明原因" in client.get(url(made, "sign")).content.decode()
    assert client.post(url(made, "object"), {"words": ""}).status_code == 422
    assert client.post(url(made, "object"), {"words": "只能先还六千。"}).status_code == 302
    course = client.get(reverse("casefile:case", args=[made.case.uid])).content.decode()
    assert "您说了不同意这一稿协议，现在不用签名" in course
    assert "查看并签署调解协议" not in course
    assert "签署调解协议" not in [each.words.split("：")[0] for each in for_party(made.li, MONDAY)], "nor at home"
    with pytest.raises(ActionRefused, match="您已经签名"):
        actions.object_to(agreement=first, words="后悔了", by=made.by_zhang, today=MONDAY)
    for user, reads in ((made.mediator.user, True), (made.zhang, False)):
        client.force_login(user)
        assert ("只能先还六千" in client.get(url(made, "sign")).content.decode()) is reads, "the mediator's alone"
    client.force_login(made.mediator.user)
    assert client.post(url(made, "recall")).status_code == 302
    told = {each.user_id: each.body for each in Notice.objects.filter(kind="agreement_recalled", channel="in_site")}
    assert "那一稿上的签名作废" in told[made.zhang.pk]
    assert "现在不用签名" in told[made.li.pk]
    assert Event.objects.filter(case=made.case, kind="mediation.agreement_recalled").count() == 1
    for user in (made.zhang, made.li):
        client.force_login(user)
        gone = client.get(url(made, "sign"), follow=True).content.decode()
        assert "这一稿协议已由调解员陈老师在 11 月 2 日（周一）收回修改，现在不用签名" in gone
    client.force_login(made.zhang)
    course = client.get(reverse("casefile:case", args=[made.case.uid])).content.decode()
    assert "您签署了调解协议（文本后来收回修改，这次签名已作废）" in course
    sent(client, made, text_1="李四于2026年12月1日前归还张三6,000元。", amount_1="6000")
    second = Agreement.objects.get(state=AgreementState.SIGNING)
    client.force_login(made.zhang)
    page = client.get(url(made, "sign")).content.decode()
    new, old = page.split("和上一稿不同的地方")[1].split("</section>")[0], "12,000元"
    assert "新增：一、李四于2026年12月1日前归还张三6,000元。" in new
    assert f"删去：一、李四于2026年12月1日前归还张三{old}。" in new
    assert "借款属实" not in new, "what did not change is not shown as a change"
    assert "获取验证码" in page, "the signature under the first text does not count for the second"
    assert second.mark != first.mark


@pytest.mark.django_db
def test_the_code_says_what_it_signs_and_signs_no_other_text(made: Dispute) -> None:
    row = actions.draft_agreement(mediation=made.mediation, draft=draft(made), by=made.chen, today=MONDAY)
    row = actions.send_agreement(agreement=row, by=made.chen, today=MONDAY)
    code = code_for(made.zhang, row)
    body = Notice.objects.filter(kind="people.sign_code").latest("pk").body
    assert f"{made.case.title}案的调解协议第1稿" in body
    assert row.mark in body
    again = actions.recall_agreement(agreement=row, by=made.chen, today=MONDAY)
    again = actions.send_agreement(agreement=again, by=made.chen, today=MONDAY)
    given = actions.Given(name="张三", code=code)
    with pytest.raises(ActionRefused, match="验证码不正确"):
        actions.sign_agreement(agreement=again, given=given, by=made.by_zhang, today=MONDAY)
    sign(again, made.zhang, made.claimant, on=MONDAY)


@pytest.mark.django_db
def test_who_signed_may_still_stop_before_all_have(made: Dispute) -> None:
    row = actions.draft_agreement(mediation=made.mediation, draft=draft(made), by=made.chen, today=MONDAY)
    row = actions.send_agreement(agreement=row, by=made.chen, today=MONDAY)
    sign(row, made.zhang, made.claimant, on=MONDAY)
    course_actions.decline(mediation=made.mediation, by=made.by_zhang, today=MONDAY)
    row.refresh_from_db()
    assert row.state == AgreementState.ABANDONED


@pytest.mark.django_db
def test_on_paper_too_the_claimant_is_asked_about_each_claim(client: Client, made: Dispute) -> None:
    sent(client, made)
    asked = claims(Agreement.objects.get())
    for party, ticked, refused in (
        (made.claimant, [], True),
        (made.claimant, asked, False),
        (made.respondent, [], False),
    ):
        data = {"what": "agreement", "party": str(party.pk), **{f"claim_{each['pk']}": "on" for each in ticked}}
        form = CounterForm(
            data,
            texts=[("agreement", "调解协议书")],
            parties=[made.claimant, made.respondent],
            claims=asked,
        )
        assert any(name.startswith("claim_") for name in form.errors) is refused, (party.name, form.errors)

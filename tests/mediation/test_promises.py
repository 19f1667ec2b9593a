"""What was promised: each payment has its day with who owes it, and is kept when its creditor says so; what the law
allows after a confirmation has its day as well."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.notifications.models import Notice
from mediation.confirmation import actions as confirming
from mediation.confirmation.states import RejectedGround
from mediation.texts import actions
from mediation.texts.models import Agreement
from mediation.texts.rules import Item
from mediation.texts.states import ClaimWay
from tests.factories.mediation import sign
from tests.mediation.test_road import DAY, Story, begin, real_time
from tests.stories import given
from yunfu_court.reminders import remind

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 4, 4), date(2026, 6, 1)  # 清明, a holiday: what people agreed on stays the day
__all__ = ["real_time"]


def settle(story: Story, first: date = FIRST, *, late: int = 0) -> Agreement:
    """12,000 yuan in two payments; signed so many days after it was drafted."""
    chen, today = given.by(story.people.mediator), story.town.today
    zhang, li = story.party("claimant"), story.party("respondent")
    claims = list(story.case.claims.order_by("pk"))
    draft = actions.AgreementText(
        facts="借款属实。",
        items=[
            Item("李四归还张三5,000元。", li.pk, zhang.pk, 500_000, first),
            Item("李四再归还张三7,000元。", li.pk, zhang.pk, 700_000, LAST),
        ],
        claim_ids=[each.pk for each in claims],
        claim_ways={each.pk: ClaimWay.CHANGED for each in claims},
        difference="其余的张三放弃。",
        party_ids=[zhang.pk, li.pk],
    )
    row = actions.draft_agreement(mediation=story.mediation, draft=draft, by=chen, today=today)
    row = actions.send_agreement(agreement=row, by=chen, today=today)
    if late:
        story.town.days(late)
        today = story.town.today
    sign(row, story.people.mediator, None, on=today)
    for user, party in ((story.zhang, zhang), (story.li, li)):
        row = sign(row, user, party, on=today)
    story.fresh()
    return row


def days(case: Case, term: str) -> list[Any]:
    rows = case.deadlines.filter(term=term, state__in=["open", "waiting"]).order_by("due", "pk")
    return list(rows.values_list("party__name", "due"))


def said(user: Any) -> list[str]:
    rows = Notice.objects.filter(kind="deadline", user=user, channel="in_site").order_by("pk")
    return [f"{each.title} {each.body}" for each in rows]


def page(user: Any, story: Story, name: str = "") -> str:
    client = Client()
    client.force_login(user)
    address = reverse(f"mediation:{name}", args=[story.case.uid]) if name else f"/cases/{story.case.uid}/"
    return client.get(address, follow=True).content.decode()


def test_each_payment_has_its_day_on_every_page_and_is_reminded_of() -> None:
    story = begin(DAY, wish="mediate")
    settle(story)
    assert story.case.stage == "closed", "the promises outlast the case"
    assert days(story.case, "agreement_payment") == [("李四", FIRST), ("李四", LAST)]
    home = Client()
    home.force_login(story.li)
    for words in (page(story.li, story), home.get(reverse("workbench:home")).content.decode()):
        assert "按调解协议付款" in words
    for user in (story.zhang, story.li):
        assert "李四付给张三 5,000.00 元" in page(user, story)
    assert "李四按调解协议付款给您" in page(story.zhang, story)
    home.force_login(story.zhang)
    mine = home.get(reverse("casefile:deadlines", args=[story.case.uid])).content.decode()
    assert "DTSTART;VALUE=DATE:20260601" in mine, "the creditor's calendar has what is due to it"
    home.force_login(story.li)
    ics = home.get(reverse("casefile:deadlines", args=[story.case.uid])).content.decode()
    assert "DTSTART;VALUE=DATE:20260404" in ics
    assert "付给张三5\\,000.00元" in ics.replace("\r\n ", "")
    story.town.days((FIRST - DAY).days - 3)
    remind(story.town.today)
    told = {user.pk: " ".join(said(user)) for user in (story.zhang, story.li)}
    assert "按调解协议付款" in told[story.li.pk]
    assert "按调解协议付款" not in told[story.zhang.pk]


def home(user: Any) -> str:
    client = Client()
    client.force_login(user)
    return client.get(reverse("workbench:home")).content.decode()


def test_the_day_after_a_payment_its_creditor_is_asked_whether_it_came() -> None:
    """The debtor hears the day before; the creditor has message, line and page until it says so."""
    story = begin(DAY, wish="mediate")
    first, _ = settle(story).items.order_by("order")
    asked = Notice.objects.filter(kind="payment_asked", channel="in_site")
    story.town.days((FIRST - DAY).days - 1)
    remind(story.town.today)
    assert "按调解协议付款" in " ".join(said(story.li))
    story.town.days(1)
    assert not asked.exists(), "its day is not over"
    assert "登记付款有没有到账" not in home(story.zhang)
    story.town.days(1)
    assert list(asked.values_list("user", flat=True)) == [story.zhang.pk]
    assert "李四按调解协议应付您5,000.00元，到账了吗？" in asked.get().body
    assert "登记付款有没有到账" in home(story.zhang)
    assert "登记付款有没有到账" not in home(story.li)
    assert "可以按调解协议向法院起诉" in page(story.zhang, story, "received")
    client = Client()
    client.force_login(story.zhang)
    assert client.post(asked.get().link, {"item": first.pk}).status_code == 302
    assert "登记付款有没有到账" not in home(story.zhang)
    story.town.days(2)
    assert asked.count() == 1, "asked once a payment"


@pytest.mark.parametrize("late", [0, 1, 3])
def test_a_payment_whose_day_came_while_they_signed_is_asked_for_as_well(late: int) -> None:
    """Neither the day of signing nor a day before it lets a promise fall out of the clock."""
    story = begin(DAY, wish="mediate")
    day = story.town.today
    settle(story, day, late=late)
    assert days(story.case, "agreement_payment") == [("李四", day), ("李四", LAST)]
    asked = Notice.objects.filter(kind="payment_asked", channel="in_site")
    assert not asked.exists()
    story.town.days(1)
    assert list(asked.values_list("user", flat=True)) == [story.zhang.pk]
    assert "登记付款有没有到账" in home(story.zhang)
    story.town.days(3)
    assert asked.count() == 1


def test_only_the_creditor_says_that_it_has_come_and_the_debtor_hears_it() -> None:
    story = begin(DAY, wish="mediate")
    first, last = settle(story).items.order_by("order")
    with pytest.raises(ActionRefused, match="由收款的一方登记"):
        actions.receive_payment(item_id=first.pk, by=story.by_li, today=DAY)
    client = Client()
    client.force_login(story.zhang)
    address = reverse("mediation:received", args=[story.case.uid])
    assert "登记收到付款" in page(story.zhang, story)
    assert "登记收到付款" not in page(story.li, story)
    assert client.post(address, {"item": first.pk}).status_code == 302
    assert days(story.case, "agreement_payment") == [("李四", LAST)]
    assert "5,000.00元" in Notice.objects.get(kind="payment_kept", user=story.li, channel="in_site").body
    assert "已收到" in page(story.li, story)
    actions.receive_payment(item_id=last.pk, by=story.by_zhang, today=DAY)
    assert days(story.case, "agreement_payment") == []
    assert client.get(address).status_code == 302, "nothing is owed any more"


def test_after_a_confirmation_to_object_and_to_enforce_have_their_days() -> None:
    """解释372: fifteen days from receipt; 民诉法250第2款: two years from the last instalment's day."""
    story = begin(DAY, wish="mediate")
    row = settle(story)
    judge = given.by(story.people.judge)
    found = story.apply(row)
    confirming.accept(confirmation=found, by=judge, today=DAY)
    confirming.rule(
        confirmation=found,
        confirm=True,
        present={each.pk: each.name for each in row.parties.all()},
        examined_on=DAY,
        checks={each.value: True for each in RejectedGround},
        record="双方到场，陈述一致。",
        by=judge,
        today=DAY,
    )
    case = story.fresh()
    assert (case.stage, case.closing) == ("closed", "confirmed")
    assert days(case, "agreement_payment") == [("李四", FIRST), ("李四", LAST)], "the case ended again, they run on"
    assert days(case, "enforcement_application") == [("张三", date(2028, 6, 1))]
    assert [name for name, _ in days(case, "confirmation_objection")] == ["张三", "李四"]
    story.town.work()
    objects = dict(days(case, "confirmation_objection"))
    assert set(objects.values()) <= {DAY + timedelta(15), None}
    assert "对方不履行的，申请强制执行" in page(story.zhang, story)
    assert "对司法确认裁定提出异议" in page(story.li, story)


def test_what_falls_promises_nothing_any_more() -> None:
    story = begin(DAY, wish="mediate")
    story.people.judge  # noqa: B018
    found = story.apply(settle(story))
    story.refuse(found)
    assert days(story.case, "agreement_payment") == []

"""What is said to whoever another brought into a dispute: short enough for one message, by when, and once."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as project
from django.test import Client
from django.urls import reverse

from common.cases.models import Case
from common.notifications.models import Notice
from common.web.wording import moment_words
from intake.door import actions as door_actions
from intake.door.models import Answer, DefendantDoor
from intake.door.notices import neutral
from intake.review import actions as review_actions
from tests.factories.intake import TODAY, by_user, make_filing

HANDLERS = list(project.EVENT_HANDLERS)
SIGN = "【云浮法院】"


@pytest.mark.parametrize("until", ["", "在 12 月 31 日前"])
def test_the_neutral_message_with_the_code_is_one_message(until: str) -> None:
    words = SIGN + neutral("ABCDEFGHJK", until)
    assert len(words) <= 70, len(words)
    assert "ABCDE-FGHJK" in words
    assert until in words


@pytest.mark.django_db
def test_the_other_side_gets_one_message_with_code_and_day_and_finds_it_in_the_inbox(
    settings: Any, luoding: Any, zhang: Any, li: Any, huang: Any
) -> None:
    settings.EVENT_HANDLERS = HANDLERS
    filing = make_filing(user=zhang, court=luoding)
    review_actions.register(filing=filing, by=by_user(huang), today=TODAY)
    case = Case.objects.get(pk=filing.case_id)
    respondent = case.parties.get(side="respondent")
    door = DefendantDoor.objects.get(party=respondent)
    due = case.deadlines.get(term="contact_other_side").due
    (sms,) = Notice.objects.filter(party=respondent, channel="sms")
    assert sms.body == neutral(door.code, f"在 {moment_words(due)}前")
    door_actions.enter_door(door=door, user_id=li.pk, by=by_user(li), today=TODAY)
    inbox = Notice.objects.get(user=li, channel="in_site", kind="door_opened")
    assert moment_words(due) in inbox.body
    assert case.title in inbox.body
    assert Notice.objects.filter(party=respondent, channel="sms").count() == 1, "it rings no telephone"


@pytest.mark.django_db
def test_the_same_answer_again_is_the_same_answer_and_a_changed_one_is_told_once(
    settings: Any, luoding: Any, zhang: Any, li: Any, huang: Any
) -> None:
    """Pressed three times in a minute: one paper, one term, one message to the other side."""
    settings.EVENT_HANDLERS = HANDLERS
    filing = make_filing(user=zhang, court=luoding)
    review_actions.register(filing=filing, by=by_user(huang), today=TODAY)
    case = Case.objects.get(pk=filing.case_id)
    door_actions.enter_door(door=DefendantDoor.objects.get(), user_id=li.pk, by=by_user(li), today=TODAY)
    client = Client()
    client.force_login(li)

    def answer(text: str) -> tuple[str, int, int, int]:
        """What the page says; answers, terms to send the copy, messages to the claimant's number."""
        given = {"text": text, "once": str(uuid4())}
        said = client.post(reverse("intake:give_answer", args=[case.uid]), given, follow=True).content.decode()
        told = Notice.objects.filter(kind="answered", channel="sms").count()
        return said, Answer.objects.count(), case.deadlines.filter(term="answer_copy").count(), told

    said, *counts = answer("已经还清。")
    assert ("答辩已提交" in said, counts) == (True, [1, 1, 1])
    for _ in range(2):
        said, *counts = answer("已经还清。")
        assert ("已经交过" in said, counts) == (True, [1, 1, 1])
    said, *counts = answer("已经还清，有收条。")
    assert ("答辩已提交" in said, counts) == (True, [2, 1, 2])

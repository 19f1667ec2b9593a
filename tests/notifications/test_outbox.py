"""The outbox: every message once, whatever dies on the way."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any, ClassVar

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction

from common.law import clock
from common.notifications import actions, queries, tasks
from common.notifications.adapters import Receipt, Undeliverable
from common.notifications.models import Notice
from common.notifications.rules import (
    ATTEMPTS,
    CLAIM,
    CODE_LIFE,
    Recipient,
    code_words,
    recipient_key,
    retry_after,
    waking,
)
from common.notifications.states import Channel, NoticeState
from tests.factories import UserFactory
from tests.factories.triage import sorting_case

TODAY = date(2026, 11, 23)
NOW = clock.moment(TODAY)
PHONE = "13800000077"


class Recorder:
    """An SMS gateway that keeps what it is given, and fails when told to."""

    sent: ClassVar[list[int]] = []
    fails: ClassVar[list[Exception]] = []

    def send(self, notice: Notice) -> Receipt:
        assert not connection.in_atomic_block, "no row may be locked while the gateway is asked"
        if Recorder.fails:
            raise Recorder.fails.pop(0)
        Recorder.sent.append(notice.pk)
        return Receipt(f"gateway-{notice.pk}")


@pytest.fixture(autouse=True)
def recorder(settings: Any) -> None:
    settings.NOTICE_SENDERS = {"sms": "tests.notifications.test_outbox.Recorder"}
    Recorder.sent.clear()
    Recorder.fails.clear()


def tell(*recipients: Recipient, occasion: str = "deadline:1:due-3") -> list[Notice]:
    with clock.at(TODAY):
        return actions.notify(
            kind="test.reminder", occasion=occasion, recipients=recipients, title="提醒", body="请在 3 日内交费。"
        )


@pytest.mark.parametrize(
    ("hour", "day", "wakes"), [(0, 0, 8), (7, 0, 8), (8, 0, 8), (12, 0, 12), (20, 0, 20), (21, 1, 8), (23, 1, 8)]
)
def test_what_rings_unasked_waits_for_the_morning(hour: int, day: int, wakes: int) -> None:
    midnight = NOW.replace(hour=0)
    assert waking(midnight + timedelta(hours=hour)) == midnight + timedelta(days=day, hours=wakes)


@pytest.mark.django_db
def test_only_the_telephone_waits() -> None:
    morning = NOW + timedelta(hours=9)
    with clock.at(NOW):
        rows = actions.notify(
            kind="k",
            occasion="o",
            recipients=[Recipient(user_id=UserFactory().pk, phone=PHONE)],
            title="t",
            body="b",
            not_before=morning,
        )
        assert {row.channel for row in queries.due(NOW)} == {"in_site"}
    assert {row.channel for row in queries.due(morning)} == {"in_site", "sms"} == {row.channel for row in rows}


@pytest.mark.parametrize(
    ("attempts", "wait"), [(1, 20), (2, 80), (3, 320), (4, 1280), (5, 5120), (6, 20480), (ATTEMPTS, None)]
)
def test_ever_later_then_never(attempts: int, wait: int | None) -> None:
    assert retry_after(attempts) == (None if wait is None else timedelta(seconds=wait))


@pytest.mark.parametrize(
    ("recipient", "key"),
    [
        (Recipient(user_id=7), "user:7"),
        (Recipient(user_id=7, party_id=3), "party:3:7"),
        (Recipient(party_id=3, phone=PHONE), "party:3:"),
        (Recipient(party_id=3, agent_id=5, phone=PHONE), "party:3:agent:5"),
        (Recipient(user_id=7, party_id=3, agent_id=5), "party:3:7"),
        (Recipient(phone=PHONE), "address:abc"),
    ],
)
def test_who_is_the_same_recipient(recipient: Recipient, key: str) -> None:
    assert recipient_key(recipient, "abc") == key


def test_codes_say_what_they_are_for() -> None:
    assert "123456" in code_words("code", {"code": "123456"})[1]
    with pytest.raises(KeyError):
        code_words("nothing", {})


@pytest.mark.django_db
class TestQueue:
    def test_each_way_once(self) -> None:
        zhang = UserFactory()
        rows = tell(Recipient(user_id=zhang.pk, phone=PHONE, email="zhang@example.com"))
        assert [row.channel for row in rows] == ["in_site", "sms", "email"]
        again = tell(Recipient(user_id=zhang.pk, phone=PHONE, email="zhang@example.com"))
        assert [row.pk for row in again] == [row.pk for row in rows]

    def test_nobody_to_reach_is_no_row(self) -> None:
        assert tell(Recipient(party_id=None)) == []

    def test_the_database_refuses_a_second_row(self) -> None:
        (row,) = tell(Recipient(phone=PHONE))
        row.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)

    def test_words_and_number_are_not_in_the_table_in_clear(self) -> None:
        (row,) = tell(Recipient(phone=PHONE))
        with connection.cursor() as cursor:
            cursor.execute("SELECT row_to_json(n)::text FROM notifications_notice n WHERE id = %s", [row.pk])
            stored = cursor.fetchone()[0]
        assert PHONE not in stored
        assert "交费" not in stored
        assert PHONE not in repr(Recipient(phone=PHONE))


@pytest.mark.django_db(transaction=True)
class TestSending:
    def test_two_workers_send_once(self) -> None:
        rows = [tell(Recipient(phone=PHONE), occasion=f"o:{n}")[0].pk for n in range(12)]
        start = threading.Barrier(4)

        def work() -> int:
            start.wait()
            try:
                with clock.at(TODAY):
                    return tasks.sweep() + sum(tasks.send(pk) for pk in rows)
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as pool:
            done = sum(f.result() for f in [pool.submit(work) for _ in range(4)])
        assert done == 12
        assert sorted(Recorder.sent) == sorted(rows)
        assert set(Notice.objects.order_by("pk").values_list("state", "attempts")) == {("sent", 1)}

    def test_many_tell_the_same_at_once(self) -> None:
        start = threading.Barrier(4)

        def work() -> int:
            start.wait()
            try:
                return tell(Recipient(phone=PHONE))[0].pk
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as pool:
            rows = {f.result() for f in [pool.submit(work) for _ in range(4)]}
        assert len(rows) == 1
        assert Notice.objects.count() == 1

    def test_a_dead_workers_claim_expires(self) -> None:
        (row,) = tell(Recipient(phone=PHONE))
        held = actions.claim(pk=row.pk, now=NOW)
        assert held is not None
        with clock.at(NOW + CLAIM - timedelta(seconds=1)):
            assert tasks.sweep() == 0
        with clock.at(NOW + CLAIM):
            assert tasks.sweep() == 1
        assert Recorder.sent == [row.pk]
        assert actions.keep_sent(notice=held, provider_ref="late", now=NOW) is False
        row.refresh_from_db()
        assert row.provider_ref == f"gateway-{row.pk}"

    def test_failing_then_working(self) -> None:
        (row,) = tell(Recipient(phone=PHONE))
        Recorder.fails[:] = [TimeoutError(f"no answer for {PHONE}")]
        with clock.at(NOW):
            assert tasks.send(row.pk) is False
            assert tasks.send(row.pk) is False  # not yet due again
        row.refresh_from_db()
        assert (row.state, row.trouble, row.attempts) == (NoticeState.FAILED, "TimeoutError", 1)
        with clock.at(NOW + timedelta(seconds=20)):
            assert tasks.send(row.pk) is True

    def test_a_dead_number_is_given_up_at_once(self) -> None:
        (row,) = tell(Recipient(phone=PHONE))
        Recorder.fails[:] = [Undeliverable("MK0001")]
        with clock.at(NOW):
            tasks.send(row.pk)
        assert queries.undelivered(NOW).get().trouble == "MK0001"

    def test_what_died_with_the_gateway_is_revived_in_the_morning_and_a_dead_number_is_not(self) -> None:
        (row,), (wrong,) = tell(Recipient(phone=PHONE)), tell(Recipient(phone=PHONE), occasion="deadline:2:due-3")
        for each, hopeless in ((row, False), (wrong, True)):
            Notice.objects.filter(pk=each.pk).update(state=NoticeState.DEAD, attempts=ATTEMPTS, hopeless=hopeless)
        night, morning = NOW.replace(hour=3) + timedelta(days=1), NOW.replace(hour=8, minute=10) + timedelta(days=1)
        with clock.at(night):
            assert tasks.revive_dead() is None, "at night nobody is rung up"
        with clock.at(morning):
            assert [tasks.revive_dead(), tasks.revive_dead()] == [1, 0]
            assert tasks.sweep() == 1
        assert Recorder.sent == [row.pk], "once, and under the key it had"

    @pytest.mark.parametrize(
        "changed",
        [
            {"kind": "people.code"},
            {"kind": "delivery.service"},  # paper has taken its place
            {"useless_after": NOW},  # the day it reminded of is over
            {"told_at": NOW},
            {"created_at": NOW - timedelta(days=3)},
        ],
    )
    def test_what_does_not_matter_any_more_stays_dead(self, changed: dict[str, Any]) -> None:
        (row,) = tell(Recipient(phone=PHONE))
        Notice.objects.filter(pk=row.pk).update(state=NoticeState.DEAD, **changed)
        with clock.at(NOW + timedelta(hours=1)):
            assert tasks.revive_dead() == 0

    def test_one_that_cannot_be_read_keeps_no_other_from_being_sent(self) -> None:
        (row,), (other,) = tell(Recipient(phone=PHONE)), tell(Recipient(phone=PHONE), occasion="deadline:2:due-3")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE notifications_notice SET body = 'gone.x' WHERE id = %s", [row.pk])
        with clock.at(NOW):
            assert tasks.sweep() == 1
        assert Recorder.sent == [other.pk]

    def test_a_gateway_down_for_days_ends_as_dead(self) -> None:
        (row,) = tell(Recipient(phone=PHONE))
        Recorder.fails[:] = [ConnectionError()] * 20
        at = NOW
        while Notice.objects.get(pk=row.pk).state in (NoticeState.QUEUED, NoticeState.FAILED):
            with clock.at(at):
                tasks.send(row.pk)
            at += timedelta(hours=6)
        row.refresh_from_db()
        assert (row.state, row.attempts) == (NoticeState.DEAD, ATTEMPTS)

    def test_mail_bears_the_same_id_every_time(self) -> None:
        (row,) = tell(Recipient(email="zhang@example.com"))
        with clock.at(NOW):
            assert tasks.send(row.pk)
        assert mail.outbox[0].extra_headers["Message-ID"].startswith(f"<yunfu-notice-{row.pk}@")

    def test_those_who_listen_hear_of_it_and_cannot_undo_it(self, settings: Any) -> None:
        settings.NOTICE_HANDLERS = ["tests.notifications.test_outbox.listen", "tests.notifications.test_outbox.stumble"]
        heard.clear()
        (row,) = tell(Recipient(phone=PHONE))
        with clock.at(NOW):
            assert tasks.send(row.pk)
        assert heard == [row.pk]
        row.refresh_from_db()
        assert row.state == NoticeState.SENT


heard: list[int] = []


def listen(notice: Notice) -> None:
    heard.append(notice.pk)


def stumble(notice: Notice) -> None:
    raise RuntimeError("a listener's own trouble")


@pytest.mark.django_db(transaction=True)
class TestCodes:
    def test_an_expired_code_is_not_sent_and_old_ones_are_forgotten(self) -> None:
        with clock.at(NOW):
            late = actions.send_code(PHONE, "code", {"code": "111222"})
            used = actions.send_code(PHONE, "code", {"code": "333444"})
            assert tasks.send(used.pk)
        with clock.at(NOW + CODE_LIFE + timedelta(seconds=1)):
            assert tasks.send(late.pk) is False
        with clock.at(NOW + CODE_LIFE * 3):
            tasks.sweep()
        late.refresh_from_db()
        used.refresh_from_db()
        assert (late.state, late.body) == (NoticeState.DEAD, "")
        assert (used.state, used.body) == (NoticeState.SENT, "")
        assert Recorder.sent == [used.pk]
        assert not queries.undelivered(NOW).exists()

    def test_no_code_in_any_log(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level("DEBUG")
        with clock.at(NOW):
            row = actions.send_code(PHONE, "code", {"code": "987123"})
            Recorder.fails[:] = [ConnectionError(f"987123 to {PHONE}")]
            tasks.send(row.pk)
        assert "987123" not in caplog.text
        assert PHONE not in caplog.text
        assert "ConnectionError" in caplog.text


@pytest.mark.django_db
class TestPages:
    def _arrived(self, user: Any, link: str = "/cases/1/") -> Notice:
        with clock.at(NOW):
            (row,) = actions.notify(
                kind="k",
                occasion=f"o:{link}",
                recipients=[Recipient(user_id=user.pk)],
                title="缴费通知",
                body="请交费。",
                link=link,
            )
            claimed = actions.claim(pk=row.pk, now=NOW)
            assert claimed
            actions.keep_sent(notice=claimed, provider_ref="x", now=NOW)
        return row

    def test_the_inbox_and_its_marks(self, client: Any) -> None:
        zhang, li = UserFactory(), UserFactory()
        row = self._arrived(zhang)
        client.force_login(zhang)
        page = client.get("/notifications/").content.decode()
        assert "缴费通知" in page
        assert "1 条未读" in page
        answer = client.post(f"/notifications/{row.pk}/read/", {"open": "1"})
        assert answer["Location"] == "/cases/1/"
        assert queries.unread_count(zhang) == 0
        client.force_login(li)
        assert "还没有消息" in client.get("/notifications/").content.decode()

    def _about(self, user: Any, case: Any, title: str) -> Notice:
        with clock.at(NOW):
            (row,) = actions.notify(
                kind="k",
                occasion=f"o:{title}",
                recipients=[Recipient(user_id=user.pk, party_id=case.parties.order_by("pk")[0].pk)],
                title=title,
                body="请看案件。",
                link=f"/cases/{case.uid}/",
            )
            claimed = actions.claim(pk=row.pk, now=NOW)
            assert claimed
            actions.keep_sent(notice=claimed, provider_ref="x", now=NOW)
        return row

    def test_a_case_is_one_entry_its_newest_message_open(self, client: Any) -> None:
        zhang = UserFactory()
        loan, wages = sorting_case()[0], sorting_case()[0]
        for case, title in ((loan, "甲一"), (wages, "乙一"), (loan, "甲二"), (loan, "甲三")):
            self._about(zhang, case, title)
        self._arrived(zhang)
        _, groups = queries.grouped(zhang, {})
        assert [(group.newest.title, group.unread) for group in groups] == [("缴费通知", 1), ("甲三", 3), ("乙一", 1)]
        assert [[row.title for row in group.older] for group in groups] == [[], ["甲二", "甲一"], []]
        assert [group.case for group in groups] == [None, loan, wages]
        client.force_login(zhang)
        page = client.get("/notifications/").content.decode()
        assert "3 条未读" in page
        assert "此前的 2 条" in page

    def test_a_long_story_is_folded_and_counted(self) -> None:
        zhang, case = UserFactory(), sorting_case()[0]
        for number in range(queries.FOLDED + 3):
            self._about(zhang, case, f"第 {number} 条")
        _, (group,) = queries.grouped(zhang, {})
        assert (len(group.older), group.left) == (queries.FOLDED - 1, 3)

    def test_opening_the_newest_takes_the_case_with_it_and_no_other(self, client: Any) -> None:
        zhang, li = UserFactory(), UserFactory()
        loan, wages = sorting_case()[0], sorting_case()[0]
        for title in ("甲一", "甲二"):
            newest = self._about(zhang, loan, title)
        self._about(zhang, wages, "乙一")
        self._about(li, loan, "李")
        client.force_login(zhang)
        answer = client.post(f"/notifications/{newest.pk}/read/", {"open": "1", "with_case": loan.uid})
        assert answer["Location"] == f"/cases/{loan.uid}/"
        assert queries.unread_count(zhang) == 1
        assert queries.unread_count(li) == 1
        client.post("/notifications/read/", {"case": wages.uid})
        assert queries.unread_count(zhang) == 0

    def test_nobody_marks_or_follows_anothers(self, client: Any) -> None:
        zhang = UserFactory()
        row = self._arrived(zhang)
        client.force_login(UserFactory())
        assert client.post(f"/notifications/{row.pk}/read/", {"open": "1"})["Location"] == "/notifications/"
        assert queries.unread_count(zhang) == 1

    def test_a_link_leads_nowhere_else(self, client: Any) -> None:
        zhang = UserFactory()
        row = self._arrived(zhang, link="//evil.example/")
        client.force_login(zhang)
        assert client.post(f"/notifications/{row.pk}/read/", {"open": "1"})["Location"] == "/notifications/"

    def test_the_viewer_is_there_in_the_demonstration_only(self, client: Any, settings: Any) -> None:
        settings.DEMO = False
        assert client.get("/notifications/sent/").status_code == 404
        settings.DEMO = True
        assert "没有消息" in client.get("/notifications/sent/").content.decode()
        with clock.at(NOW):
            actions.send_code(PHONE, "code", {"code": "246810"})
            actions.send_code("13900000001", "code", {"code": "135791"})
        page = client.get("/notifications/sent/").content.decode()
        assert page.index("135791") < page.index("246810")
        page = client.get("/notifications/sent/", {"phone": "+86 138 0000 0077"}).content.decode()
        assert "246810" in page
        assert "135791" not in page


def test_channels_have_words() -> None:
    assert [channel.label for channel in Channel] == ["站内", "短信", "电子邮件"]

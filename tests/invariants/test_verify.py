"""What must hold of every row: it holds in a city that lives, each check sees a row that is broken on purpose, and the
commands say so: `manage.py verify`, `manage.py retally`. One module, so that the city is filled once.
"""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from common.cases.models import Case, Deadline, Todo
from common.cases.states import DeadlineState
from fees.money.models import Receipt
from fees.settling.models import Settlement
from yunfu_court.simulation.models import Fill
from yunfu_court.targets import tally
from yunfu_court.targets.models import Dirty, MonthTally, Tally
from yunfu_court.verifying import invariants, known
from yunfu_court.verifying.asking import INVARIANTS, ask
from yunfu_court.verifying.known import reds

BY_NAME = {each.name: each for each in INVARIANTS}
MOST = 0  # rows the list may excuse; lowered with each that is cleared, never raised
_ONE = "(SELECT min(id) FROM {table} WHERE {which})"


def update(table: str, change: str, which: str = "true", names: str = "id") -> str:
    """One row of a table changed past every action; the statement returns what the fault is to be named by."""
    one = _ONE.format(table=table, which=which)
    return f"UPDATE {table} SET {change} WHERE id = {one} RETURNING {names}"


def delete(table: str, which: str, names: str = "id") -> str:
    return f"DELETE FROM {table} WHERE id = {_ONE.format(table=table, which=which)} RETURNING {names}"


ADVANCED = "kind = 'cases.advanced' AND payload->>'frm' = 'sorting' AND payload->>'to' = 'payment'"
LAST_NUMBER = (
    "serial = (SELECT max(serial) FROM cases_casenumber n WHERE (n.court_id, n.year, n.kind) = {same})".format(
        same="(cases_casenumber.court_id, cases_casenumber.year, cases_casenumber.kind)"
    )
)
SERIES = "format('%s %s of court %s', year, kind, court_id)"
FORGET = """WITH one AS (SELECT d.case_id AS id FROM cases_deadline d JOIN cases_case c ON c.id = d.case_id
    WHERE d.state = 'open' AND c.stage = 'trial' ORDER BY d.id LIMIT 1),
terms AS (UPDATE cases_deadline SET state = 'void' WHERE case_id IN (SELECT id FROM one)),
todos AS (UPDATE cases_todo SET done_on = opened_on WHERE case_id IN (SELECT id FROM one))
SELECT id FROM one"""

UNSERVED = "state = 'pending', served_on = NULL"
COPY_OF = (
    "kind = 'complaint_copy' AND case_id IN (SELECT case_id FROM {})"
    " AND case_id NOT IN (SELECT case_id FROM triage_answerterm)"
)
NOBODYS = """WITH heads AS (UPDATE people_membership SET until = since WHERE role = 'division_head'),
officers AS (UPDATE cases_participation SET until = since WHERE party_id IS NULL)
SELECT min(id) FROM cases_deadline WHERE (state = 'open' OR (state = 'lapsed' AND dealt_on IS NULL))
    AND holder IN ('judge', 'court_clerk', 'mediator')"""

ENDS = """state = 'open' AND term IN ('petition_finish', 'petition_result') AND case_id IN
    (SELECT case_id FROM petitions_petition WHERE state IN ('routed', 'acknowledged'))"""
SOMEBODY = "user_id = (SELECT user_id FROM people_membership ORDER BY id LIMIT 1)"
ONLINE = "witness_id IS NULL AND party_id IS NOT NULL"
EFFECTIVE = "state = 'effective'"
CONFIRMS = "term = 'confirmation_application' AND subject LIKE 'agreement:%'"
FOLLOWED = "what = 'petitions.follow_up' AND done_on IS NULL"
CASE_OF_REPLY = "(SELECT case_id FROM petitions_petition p WHERE p.id = petition_id)"
UNANSWERED = """WITH one AS (SELECT min(id) AS id FROM fees_relief),
terms AS (UPDATE cases_deadline SET state = 'void' WHERE subject = (SELECT 'fee_relief:' || id FROM one))
UPDATE fees_relief SET state = 'pending' WHERE id = (SELECT id FROM one) RETURNING id"""
REVIEWLESS = """WITH one AS (SELECT p.id, p.case_id FROM petitions_petition p
    JOIN petitions_reply r ON r.petition_id = p.id AND r.kind = 'result' AND r.round = p.round
    WHERE p.level = 'first' AND NOT p.anonymous AND p.state IN ('answered', 'concluded') ORDER BY p.id LIMIT 1),
kinds AS (UPDATE petitions_petition SET limb = 'opinion' WHERE id IN (SELECT id FROM one)),
codes AS (UPDATE petitions_reply SET code = 'unsupported', remedy = '-' WHERE kind = 'result'
    AND petition_id IN (SELECT id FROM one)),
rights AS (UPDATE cases_deadline SET state = 'void' WHERE term = 'petition_recheck_request'
    AND case_id IN (SELECT case_id FROM one))
SELECT case_id FROM one"""
PAID = "notice_id IN (SELECT notice_id FROM fees_ledgerentry p WHERE p.kind = 'payment')"
BORNE = "(SELECT min(settlement_id) FROM fees_bearing)"
UNBORNE = f"DELETE FROM fees_bearing WHERE settlement_id = {BORNE} RETURNING settlement_id"
DEMANDED = "kind = 'final' AND state <> 'cancelled'"
SETTLED = "(SELECT s.id FROM fees_settlement s WHERE s.case_id = fees_feenotice.case_id AND s.undone_on IS NULL)"
HEADLESS = """WITH posts AS
    (UPDATE people_membership SET until = since
        WHERE role IN ('division_head', 'president', 'management', 'triage_officer'))
SELECT min(id) FROM cases_todo WHERE done_on IS NULL AND role IN ('division_head', 'triage_officer')"""

ASKED_TWICE = """INSERT INTO cases_todo (case_id, what, subject, words, role, opened_on)
    SELECT one.id, asked.what, '', '请送达。', 'clerk', date '2025-04-01'
    FROM (SELECT min(id) AS id FROM cases_case
        WHERE id NOT IN (SELECT case_id FROM delivery_service WHERE state <> 'served')) AS one,
    (VALUES ('mediation.serve_paper'), ('delivery.hanging')) AS asked (what) RETURNING id"""

UNRECORDED = """INSERT INTO triage_fixedhearing (case_id, at, place, mode, fixed_on)
    SELECT min(id), timestamptz '2025-03-25 09:30+08', '第三审判庭', 'in_person', date '2025-03-10' FROM cases_case
    WHERE stage = 'trial' AND id NOT IN (SELECT case_id FROM triage_hearing WHERE "on" >= date '2025-03-25')
    RETURNING id"""

AT_NIGHT = """INSERT INTO triage_fixedhearing (case_id, at, place, mode, fixed_on)
    SELECT min(id), timestamptz '2031-03-12 03:00+08', '第三审判庭', 'in_person', date '2025-03-10' FROM cases_case
    WHERE stage = 'trial' RETURNING id"""

JUDGED = """way = 'judgment' AND undone_on IS NULL AND appealed_on IS NULL
    AND case_id IN (SELECT case_id FROM fees_settlement WHERE undone_on IS NULL)"""
SENT_BACK = """appealed_on = "on", appeal_result = 'sent_back', appeal_ended_on = "on\""""
OF_CLOSING = "(SELECT s.id FROM fees_settlement s WHERE s.case_id = triage_closing.case_id AND s.undone_on IS NULL)"

# Invariant, the statement that breaks it, how the fault names the row.
LATER = "paper_effective_on = paper_effective_on + 1"
BREAKS: list[tuple[str, str, str]] = [
    ("events.gapless", delete("cases_event", "kind = 'cases.admitted'", "case_id"), "case {}"),
    ("events.gapless", update("cases_case", "last_seq = last_seq + 1"), "case {}"),
    ("events.chained", update("cases_event", "body = body || ' '", "seq = 2"), "event {}"),
    ("events.chained", update("cases_event", "previous = hash", "seq = 3"), "event {}"),
    ("events.chained", update("cases_case", "last_hash = repeat('0', 64)"), "case {}"),
    ("events.forward", update("cases_event", "at = at - interval '900 days'", "seq = 2"), "event {}"),
    ("events.as_hashed", update("cases_event", "kind = 'intake.filed'", "kind = 'intake.registered'"), "event {}"),
    ("events.as_hashed", update("cases_event", "day = day + 1"), "event {}"),
    ("events.as_hashed", update("cases_event", "channel = 'counter'", "channel = 'web'"), "event {}"),
    ("events.as_hashed", update("cases_event", "actor_id = NULL", "actor_id IS NOT NULL"), "event {}"),
    ("stages.explained", update("cases_case", "stage = 'sorting'", "stage = 'payment'"), "case {}"),
    ("stages.explained", delete("cases_event", ADVANCED, "case_id"), "(case {})"),
    ("stages.allowed", update("cases_event", "body = replace(body, '\"payment\"', '\"trial\"')", ADVANCED), "event {}"),
    ("stages.allowed", update("cases_event", "body = replace(body, '\"payment\"', '\"lost\"')", ADVANCED), "event {}"),
    ("numbers.gapless", update("cases_casenumber", "serial = serial + 1", LAST_NUMBER, SERIES), "{}"),
    ("numbers.counted", update("cases_numbercounter", "last = last + 1", names=SERIES), "{}"),
    ("posts.by_two", update("people_membership", "role = 'president'", "role = 'clerk'"), "post {}"),
    (
        "posts.by_two",
        update(
            "people_postproposal",
            "post_id = NULL",
            "role = 'judge'",
            "(SELECT min(id) FROM people_membership WHERE role = 'judge')",
        ),
        "post {}",
    ),
    (
        "posts.apart",
        update(
            "people_membership",
            "user_id = (SELECT user_id FROM people_membership WHERE role = 'admin')",
            "role = 'audit_admin'",
            "(SELECT id FROM people_membership WHERE role = 'admin')",
        ),
        "post {}",
    ),
    ("posts.chained", update("people_accountrecord", "body = body || ' '", "seq = 3", "seq"), "record {}"),
    ("posts.chained", update("people_accountrecord", "actor_id = NULL", "actor_id IS NOT NULL", "seq"), "record {}"),
    (
        "posts.told",
        update("people_postproposal", "state = 'waiting', decided_by_id = NULL", "proposed_by_id IS NOT NULL"),
        "proposal {}",
    ),
    ("deadlines.by_rule", update("cases_deadline", "due = due + 1", "state = 'open'"), "deadline {}"),
    ("deadlines.by_rule", update("cases_deadline", "start = start - 40", "state = 'open'"), "deadline {}"),
    ("deadlines.by_rule", update("cases_deadline", "term = 'of_old'", "state = 'open'"), "deadline {}"),
    ("deadlines.kept", NOBODYS, "deadline {}"),
    (
        "deadlines.published",
        update(
            "delivery_service",
            "method = 'public', effect = '', announced_on = date '2025-04-01', expires_on = date '2025-04-20'",
            "state = 'pending'",
        ),
        "service {}",
    ),
    (
        "deadlines.copied",
        update("mediation_mediation", "due = due + 1", "ended_on IS NULL AND due IS NOT NULL"),
        "mediation {}",
    ),
    (
        "deadlines.copied",
        update("petitions_petition", "due_on = due_on + 1", "state IN ('routed', 'acknowledged')"),
        "petition {}",
    ),
    ("services.heard", update("delivery_service", UNSERVED, COPY_OF.format("triage_hearing"), "case_id"), "(case {})"),
    (
        "services.judged",
        update("delivery_service", UNSERVED, COPY_OF.format("triage_closing WHERE way = 'judgment'"), "case_id"),
        "(case {})",
    ),
    (
        "services.judged_heard",
        (
            "DELETE FROM triage_hearing WHERE case_id = (SELECT min(case_id) FROM triage_closing"
            " WHERE way = 'judgment' AND unheard = '' AND undone_on IS NULL) RETURNING case_id"
        ),
        "(case {})",
    ),
    (
        "services.papered",
        (
            "UPDATE delivery_service SET kind = 'letter' WHERE kind = 'mediation_paper'"
            " AND case_id = (SELECT min(case_id) FROM triage_closing"
            " WHERE way = 'mediation' AND undone_on IS NULL) RETURNING case_id"
        ),
        "(case {})",
    ),
    (
        "services.asked",
        update("delivery_service", UNSERVED, "state = 'served' AND decision AND ordered_on < date '2025-01-01'"),
        "service {}",
    ),
    (
        "services.planned",
        update("delivery_service", "address_id = NULL", "state = 'pending' AND address_id IS NOT NULL"),
        "service {}",
    ),
    ("services.once", ASKED_TWICE, "(case "),
    ("appointments.followed", UNRECORDED, "hearing:{}"),
    ("appointments.at_work", AT_NIGHT, "hearing:{}"),
    ("ledger.accounts", update("fees_ledgerentry", "debit = 'cash'", "kind = 'charge'"), "line {}"),
    (
        "ledger.balances",
        update("fees_ledgerentry", "amount = amount * 100", "kind = 'refund_paid'", "case_id"),
        "ledger of case {}",
    ),
    ("ledger.receipts", update("fees_receipt", "amount = amount + 1"), "receipt {}"),
    ("ledger.receipts", delete("fees_ledgerentry", "kind = 'payment'", "receipt_id"), "receipt {}"),
    (
        "ledger.receipts",
        update("fees_ledgerentry", "kind = 'suspense'", "kind = 'payment'", "receipt_id"),
        "receipt {}",
    ),
    ("ledger.refunds", update("fees_refund", "state = 'due'"), "refund {}"),
    ("ledger.refunds", delete("fees_ledgerentry", "kind = 'refund_due'", "refund_id"), "refund {}"),
    ("ledger.paid", update("fees_feenotice", "received = received + 1", "state = 'paid'"), "notice {}"),
    (
        "ledger.sums",
        update("fees_feenotice", "relieved = 1, owed = owed - 1", "owed > 0 AND state = 'open'"),
        "notice {}",
    ),
    ("ledger.sums", delete("fees_ledgerentry", f"kind = 'charge' AND {PAID}", "notice_id"), "notice {}"),
    ("ledger.asked", update("fees_feenotice", "amount = amount + 1", "state = 'open'"), "notice {}"),
    ("ledger.asked", update("fees_feenotice", "owed = owed + 1", "state = 'cancelled'"), "notice {}"),
    ("ledger.given_back", update("fees_refund", "amount = amount * 1000", names="case_id"), "ledger of case {}"),
    ("ledger.kept", update("fees_settlement", "refund = refund + 1"), "settlement {}"),
    ("ledger.whole", update("fees_feenotice", "owed = owed - 1", "state = 'paid' AND owed > 0"), "notice {}"),
    ("bearing.said", UNBORNE, "settlement {}"),
    ("bearing.shares", update("fees_bearing", "share = share + 1", names="settlement_id"), "settlement {}"),
    ("bearing.asked", update("fees_bearing", "choice = '', chosen_on = NULL", "choice <> ''"), "bearing {}"),
    ("bearing.refunds", update("fees_bearing", "back = back + 1", "choice = 'court'"), "bearing {}"),
    (
        "bearing.payers",
        update("fees_feenotice", "owed = owed - 1", f"{DEMANDED} AND owed > 0", SETTLED),
        "settlement {}",
    ),
    ("bearing.demands", update("fees_feenotice", "state = 'cancelled'", DEMANDED, SETTLED), "settlement {}"),
    ("tallies.recounted", update("targets_tally", "count = count + 7", names="measure"), "{}: kept"),
    ("tallies.recounted", delete("targets_tally", "true", "measure"), "{}: kept 0"),
    ("tallies.recounted", update("targets_monthtally", "count = count + 7", names="measure"), "{}: kept"),
    ("clocks.running", FORGET, "case {}"),
    ("signing.signed", update("mediation_signature", SOMEBODY, ONLINE), "signature {}"),
    ("signing.unchanged", update("mediation_signature", "digest = 'x'"), "signature {}"),
    ("signing.effective", update("mediation_agreement", "effective_on = effective_on + 1", EFFECTIVE), "agreement {}"),
    ("signing.accepted", update("mediation_agreement", LATER, "paper_effective_on IS NOT NULL"), "agreement {}"),
    ("signing.confirmable", update("cases_deadline", "start = start + 1", CONFIRMS), "deadline {}"),
    ("petitions.termed", update("cases_deadline", "state = 'void'", ENDS, "case_id"), "case {}"),
    ("petitions.termed", update("cases_deadline", "term = 'petition_recheck'", ENDS, "case_id"), "case {}"),
    ("petitions.held", update("cases_todo", "done_on = opened_on", FOLLOWED, "case_id"), "case {}"),
    ("petitions.remedied", update("petitions_reply", "remedy = ''", "remedy <> ''", CASE_OF_REPLY), "case {}"),
    ("petitions.remedied", REVIEWLESS, "case {}"),
    (
        "clocks.trial",
        update("cases_deadline", "state = 'void'", "subject = 'trial' AND state = 'open'", "case_id"),
        "case {}",
    ),
    ("clocks.todos", HEADLESS, "todo {}"),
    ("clocks.relief", UNANSWERED, "relief {}"),
    ("appeals.refused", update("cases_case", "closing = 'inadmissible'", "closing = 'judgment'"), "case {}"),
    ("appeals.each", update("triage_closing", 'appealed_on = "on"', JUDGED), "closing {}"),
    ("appeals.registered", update("triage_closing", SENT_BACK, JUDGED), "closing {}"),
    ("appeals.no_fee", update("triage_closing", SENT_BACK, JUDGED, OF_CLOSING), "settlement {}"),
]
# No row of the city breaks it, only another reading, or an appeal: tests/triage/trial/test_appeal_course.py and its
# neighbour.
READINGS = {"appeals.set_aside", "appeals.panel", "appeals.terms", "appeals.file"}


def broken(statement: str) -> str:
    """The statement done, with the triggers that keep a table append-only switched off; what it returned."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("cases_event", "fees_ledgerentry", "fees_feenotice", "people_accountrecord"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement)
        (found,) = cursor.fetchone()
    return str(found)


def test_each_invariant_has_a_row_that_breaks_it() -> None:
    assert {name for name, _, _ in BREAKS} == set(BY_NAME) - READINGS


@pytest.mark.parametrize(("name", "statement", "named"), BREAKS, ids=[name for name, _, _ in BREAKS])
def test_a_broken_row_is_named(city: None, name: str, statement: str, named: str) -> None:
    assert ask(BY_NAME[name], reds()).count == 0
    row = broken(statement)
    answer = ask(BY_NAME[name], reds())
    assert answer.count
    assert named.format(row) in str(answer.first)


def test_the_pieces_of_a_large_table_say_what_the_whole_says(city: None, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = {each.name: ask(each).count for each in INVARIANTS}
    monkeypatch.setattr(invariants, "CASES_AT_ONCE", 7)
    assert len(invariants.spans()) > 5
    assert {each.name: ask(each).count for each in INVARIANTS} == at_once
    broken(update("cases_event", "body = body || ' '", "case_id = (SELECT max(case_id) FROM cases_event)"))
    assert ask(BY_NAME["events.chained"]).count == 1


def test_money_that_nothing_has_reacted_to_yet_is_no_fault(city: None) -> None:
    """It was committed first; what it leads to follows within a minute."""
    settled = Settlement.objects.filter(undone_on=None, case__fee_reviews=None, paid__gt=0).values("case")
    receipt = Receipt.objects.filter(verdict="counted", payment__case__in=settled).order_by("pk").first()
    broken(update("fees_settlement", "paid = paid + 1", f"case_id = {receipt.payment.case_id} AND undone_on IS NULL"))
    assert ask(BY_NAME["ledger.kept"]).count == 1
    Receipt.objects.filter(pk=receipt.pk).update(reacted_at=None)
    assert ask(BY_NAME["ledger.kept"]).count == 0


def unpaid() -> Case:
    """A case that waits for its fee and is not forgotten yet."""
    rows = Deadline.objects.filter(case__stage="payment", term="fee_payment", state=DeadlineState.OPEN)
    found = rows.order_by("pk").first()
    assert found is not None
    return found.case


def forget(case: Case) -> None:
    """Nothing of it runs, and nobody has it."""
    case.deadlines.filter(state__in=["open", "waiting"]).update(state=DeadlineState.VOID)
    Todo.objects.filter(case=case, done_on__isnull=True).update(done_on="2025-04-10")


def verified(*arguments: str) -> tuple[str, str]:
    """What verify printed and told meanwhile. Raises CommandError, which is exit status 1."""
    out, err = io.StringIO(), io.StringIO()
    call_command("verify", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def refused(*arguments: str) -> str:
    """The same where it ends with 1."""
    out = io.StringIO()
    with pytest.raises(CommandError, match="核对未通过") as ended:
        call_command("verify", *arguments, stdout=out, stderr=io.StringIO())
    assert ended.value.returncode == 1
    return out.getvalue()


def test_the_demo_city_holds(city: None) -> None:
    said, told = verified("--strict")
    assert f"{len(INVARIANTS)} invariants hold" in said
    assert "known" not in said
    assert [name for name in (each.name for each in INVARIANTS) if name not in told] == []


def test_the_list_names_what_is_red_today_and_nothing_more(city: None) -> None:
    listed = known.reds()
    answers = [ask(each, listed) for each in INVARIANTS]
    found = [sum(each.known[place] for each in answers) for place in range(len(listed))]
    assert found == [red.count for red in listed], "what is cleared leaves the list"
    assert sum(found) <= MOST


def test_a_case_without_a_clock_is_red_and_says_where_it_stands(city: None) -> None:
    case = unpaid()
    case.rulings.create(
        kind="deemed_withdrawal", judge_id=case.court.memberships.first().user_id, drafted_on="2025-04-10"
    )
    forget(case)
    said = refused()
    assert "red clocks.running: 1 " in said
    assert "ruling deemed_withdrawal" in said


def test_a_red_that_the_list_does_not_name_is_red_and_named(city: None) -> None:
    row = broken(update("cases_deadline", "due = due + 1", "state = 'open'"))
    said = refused()
    assert "red deadlines.by_rule: 1 " in said
    assert f"first: deadline {row} " in said
    assert "deadlines.by_rule" in refused("deadlines.by_rule")
    verified("events.chained")


def listed(folder: Path, monkeypatch: pytest.MonkeyPatch, **entry: object) -> None:
    """A list of one entry in the place of the real one."""
    written = folder / "reds.json"
    first = {"invariant": "clocks.running", "where": {"stage": "payment"}, "count": 1, "cleared_by": "one day"}
    written.write_text(json.dumps({"seed": "1", "reds": [first | entry]}))
    monkeypatch.setattr(known, "LIST", written)


def test_what_is_listed_is_known_and_one_more_is_red(
    city: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed(tmp_path, monkeypatch)
    forget(unpaid())
    said, _ = verified("clocks.running")
    assert "known clocks.running: 1 of 1; cleared by: one day" in said
    forget(unpaid())
    assert "red clocks.running: 1 " in refused("clocks.running")


def test_strictly_and_on_a_live_database_no_red_is_known(
    city: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed(tmp_path, monkeypatch)
    forget(unpaid())
    assert "red clocks.running: 1 " in refused("--strict", "clocks.running")
    Fill.objects.create(seed="2", cases=1, today="2025-04-10")
    assert "red clocks.running: 1 " in refused("clocks.running"), "filled with something else as well"
    Fill.objects.all().delete()
    assert "red clocks.running: 1 " in refused("clocks.running"), "no demo city at all"


def test_an_entry_without_a_condition_is_no_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed(tmp_path, monkeypatch, where={}, count=9)
    with pytest.raises(ValueError, match="names a condition"):
        known.reds()


def test_a_name_that_is_no_invariant_is_refused(db: None) -> None:
    with pytest.raises(CommandError, match="没有这样的检查：chains"):
        call_command("verify", "chains")


def kept() -> set[tuple]:
    return {
        *Tally.objects.values_list("court_id", "day", "measure", "count"),
        *MonthTally.objects.values_list("court_id", "month", "measure", "count"),
    }


def test_retally_makes_every_tally_again(city: None) -> None:
    before = kept()
    Tally.objects.filter(measure__startswith="registered").update(count=9)
    Tally.objects.filter(measure__startswith="filed").delete()
    MonthTally.objects.create(court_id=Tally.objects.first().court_id, month="2020-01-01", measure="filed.web", count=3)
    assert tally.verify()
    out, err = io.StringIO(), io.StringIO()
    call_command("retally", stdout=out, stderr=err)
    assert kept() == before
    assert "court-days counted again" in out.getvalue()
    assert "retally 0/" in err.getvalue()
    call_command("retally", stdout=out, stderr=err)
    assert kept() == before


def test_a_retally_that_was_killed_goes_on(city: None, monkeypatch: pytest.MonkeyPatch) -> None:
    before = kept()
    Tally.objects.all().delete()
    drain, calls = tally.drain, iter(range(9))

    def killed(limit: int) -> int:
        if next(calls) > 1:
            raise KeyboardInterrupt
        return drain(limit)

    monkeypatch.setattr(tally, "drain", killed)
    with pytest.raises(KeyboardInterrupt):
        call_command("retally", stdout=io.StringIO(), stderr=io.StringIO())
    left = tally.marked()
    assert left > 0
    monkeypatch.undo()
    out = io.StringIO()
    call_command("retally", "--resume", stdout=out, stderr=io.StringIO())
    assert f"{left} court-days counted again" in out.getvalue()
    assert not Dirty.objects.exists()
    assert kept() == before

"""The final fee by the way a case closed, and its undoing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from common.cases.actions import announce, close_deadlines, finish_todo, open_todo
from common.cases.events import By
from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.cases.states import TodoKind
from common.law.money import yuan
from common.law.tariff import TariffError
from fees.money.queries import FEE_TERMS
from fees.money.states import NoticeState
from fees.settling import queries
from fees.settling.actions.bearing import (
    Bears,
    give_back,
    need_own_part,
    settle_in_effect,
    shares_of,
    write_shares,
)
from fees.settling.actions.moving import ask_no_more, move_back
from fees.settling.events import Settled
from fees.settling.models import Settlement
from fees.settling.rules import borne_by_law


@transaction.atomic
def settle(*, case: Case, way: str, by: By, today: date, bears: Bears = (), since: date | None = None) -> Settlement:
    """The final fee by the way the case closed, halved once, and who bears it.

    What was paid too much is owed back once the end is in effect, `since` a day that is known (办法53第2款).
    Who bears the fee the law says, or the paper: `bears` is what whoever closed
    the case says of it; together exactly the final fee, or refused. Left open, the finance office registers it from
    the paper. Nothing moves between the parties before the paper takes effect. Settled already: that settlement.
    """
    case = Case.lock(case.pk)
    had = queries.settlement_of(case)
    if had is not None:
        return had
    paid, relieved = queries.totals(case)
    note, articles, confirmed = "", [], True
    try:
        found = queries.final_of(case, way, today)
        final = found.value
        note, confirmed = found.note, found.confirmed
        articles = [article.cite for article in found.articles]
        fee, refund, due, words, relieved = final.fee, final.refund, final.due, final.words, final.relieved
    except TariffError as error:
        # A closing must not fail for want of a sum in dispute: what was paid stays, the finance office looks at it.
        fee, refund, due, words = paid + relieved, 0, 0, ((f"无法计算：{error}", None),)
        confirmed, bears = False, ()
        open_todo(case=case, kind=TodoKind.FEE_SETTLE, words=f"诉讼费用无法结算：{error}", by=by, today=today)
    row = Settlement.objects.create(
        case=case,
        way=way,
        final=fee,
        paid=paid,
        relieved=relieved,
        refund=refund,
        due=due,
        quote={
            "steps": [
                {
                    "text": text,
                    "short": article.short if article else "",
                    "cite": article.cite if article else "",
                }
                for text, article in words
            ],
            "note": note,
            "articles": articles,
            "confirmed": confirmed,
        },
        on=today,
    )
    _cancel_open(case, today)
    if since := since or queries.effect_of(case, row, today).value:
        give_back(case=case, settlement=row, since=since, by=by, today=today)
    _say_who_bears(case, row, bears, by, today)
    announce(case=case, event=Settled(final=fee, refund=refund), by=by)
    return row


def say_before_closing(*, case: Case, way: str, bears: Bears, whole: bool, today: date) -> dict[str, Any]:
    """What a paper says of the fee before the case is closed with it, in fen: the `final` fee and the `shares` of
    those who bear it; nothing where nobody said who does. `whole`: this paper alone says it, so that the parts are
    exactly the fee; else no more than it."""
    if not bears:
        return {}
    try:
        fee = queries.final_of(case, way, today).value
    except TariffError as error:
        raise ActionRefused(f"案件受理费还不能算：{error}") from error
    said = sum(fen for _, fen in bears if fen is not None)
    rest = any(fen is None for _, fen in bears)
    if said > fee.fee or (whole and not rest and said != fee.fee):
        raise ActionRefused(
            f"本案案件受理费 {yuan(fee.fee)} 元，各方负担的金额加起来应等于这个数，请核对。", field="bears"
        )
    names = dict(case.parties.values_list("pk", "name"))
    shares = [{"name": names[party], "fen": fee.fee - said if fen is None else fen} for party, fen in bears]
    return {"final": fee.fee, "halved": fee.fee < fee.full, "shares": [each for each in shares if each["fen"]]}


def _say_who_bears(case: Case, row: Settlement, bears: Bears, by: By, today: date) -> None:
    if not row.final:
        if any(fen for _, fen in bears):
            raise ActionRefused("本案不收案件受理费，不用写由谁负担。", field="bears")
        return
    if borne_by_law(row.way).value:
        write_shares(case, row, queries.as_it_was_brought(case, row))
    elif bears:
        shares = shares_of(row, bears)
        need_own_part(case, row, shares, today)
        write_shares(case, row, shares)
    else:
        words = "请按法律文书登记案件受理费由谁负担，登记后才能退费和通知交纳。"
        open_todo(case=case, kind=TodoKind.APPORTION, words=words, by=by, today=today)


def _cancel_open(case: Case, today: date) -> None:
    """What nobody paid is not asked any more; the deferred or never prepaid fee lives on in the settlement."""
    waiting = [NoticeState.OPEN, NoticeState.LAPSED, NoticeState.RELIEVED, NoticeState.NOT_DUE]
    ask_no_more(case, {"state__in": waiting}, today)
    close_deadlines(case=case, today=today, terms=list(FEE_TERMS), met=False)


@transaction.atomic
def settle_anew(*, case: Case, way: str, on: date, by: By, today: date) -> Settlement:
    """The court above set the end aside and ended the case otherwise, with effect of `on`: the fee is that of such an
    end (办法8, 24; 解释328, 329), what had moved before counted in."""
    unsettle(case=case, by=by, today=today)
    finish_todo(case=case, kind=TodoKind.UNDONE_MONEY, by=by, today=today)
    row = settle(case=case, way=way, by=by, today=today, since=on)
    settle_in_effect(case=case, on=on, by=by, today=today)
    return row


@transaction.atomic
def unsettle(*, case: Case, by: By, today: date) -> bool:
    """The case goes on after all (民诉法102): the settlement no longer holds, refunds not yet made are void."""
    case = Case.lock(case.pk)
    row = queries.settlement_of(case)
    if row is None:
        return False
    row.undone_on = today
    row.save(update_fields=["undone_on"])
    move_back(case=case, settlement=row, today=today)
    return True

"""What service shows on the case page: at the window what lies there for who came; to a party what it is to sign for;
to whoever sued, that the other side was not reached, and where to say more."""

from __future__ import annotations

from datetime import date

from common.cases.access import party_for
from common.cases.models import Case
from common.cases.queries import Offer, Panel, Row
from common.delivery import queries
from common.delivery.models import Service
from common.law.articles import art
from common.people.models import User
from common.web.wording import day_words


def panel(case: Case, user: User, today: date) -> Panel | None:
    """Who sued is asked for another address while one is missing; nobody else has a part in it. Three queries."""
    if lying := list(queries.to_collect(case, user)):
        return _to_collect(lying)
    if unsigned := list(queries.to_sign(case, user, today)):
        return _to_sign(unsigned, today)
    missing = list(queries.unreached(case).select_related("party")) if case.closed_on is None else []
    if not missing:
        return None
    party = party_for(case, user, today)
    if party is None or party.left_on is not None:
        return None
    first = {row.party_id: row for row in reversed(missing) if queries.to_ask(row).filter(pk=party.pk).exists()}
    rows, offers = [], []
    for row in first.values():
        until = f"，请在 {day_words(row.asked_until, today=today)}前提供新的地址、电话" if row.asked_until else ""
        rows.append(Row(row.party.name, f"文书没有送到{until}", badge="wait"))
        offers.append(
            Offer(
                f"提供{row.party.name}的地址、电话",
                "delivery:elsewhere",
                (row.uid,),
                main=True,
                hint="送不到，答辩期不开始。不知道的也请说明，法院用别的方式送。",
                articles=(art("简易规定", 8), art("民诉法", 95)),
            )
        )
    return Panel("送达", rows, offers, order=60) if rows else None


def _to_sign(unsigned: list[Service], today: date) -> Panel:
    grounds = (art("民诉法", 100, 3), art("民诉解释", 149))
    rows, offers = [], []
    for row in unsigned:
        until = day_words(queries.sign_by(row), today=today)
        rows.append(Row(f"《{row.title}》", f"等您签收，{until}以后改送纸质的", badge="wait"))
        hint = "看过再决定。签收以后和判决一样要履行，也可以不签收。"
        offers.append(
            Offer(f"查看并签收{row.title}", "delivery:receipt", (row.uid,), True, hint=hint, articles=grounds)
        )
    return Panel("等您签收的文书", rows, offers, order=5)


def _to_collect(lying: list[Service]) -> Panel:
    rows = [Row(f"《{row.title}》", f"等您领取，{day_words(row.ordered_on)}交付", badge="wait") for row in lying]
    words = f"把文书交给来人（{len(lying)} 份）"
    grounds = (art("民诉法", 88), art("民诉解释", 131))
    offer = Offer(words, "delivery:collect", (lying[0].uid,), hint="核对证件，来人在送达回证上签名。", articles=grounds)
    return Panel("等待领取的文书", rows, [offer], order=5)

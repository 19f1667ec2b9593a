"""What service shows on the case page: at the window what lies there for who came; to a party what it is to sign for;
to whoever sued, that the other side was not reached, and where to say more."""

from __future__ import annotations

from datetime import date

from common.cases.access import party_for
from common.cases.models import Case, Party
from common.cases.queries import Offer, Panel, Row
from common.cases.states import Closing, Stage
from common.delivery import queries
from common.delivery.models import Service
from common.delivery.rules import what_waits
from common.delivery.states import Asked, Method, ServiceState
from common.law.articles import art
from common.people.models import User
from common.web.wording import day_words

SIGNING = 65  # behind every room's own: to sign is what is due now, and a page's one act is the furthest's


def panel(case: Case, user: User, today: date) -> Panel | None:
    """Whom a paper did not reach says where it takes papers; who sued is asked for another address, or may still say
    one while a notice runs; nobody else has a part in it. One query where all has arrived, none for who is no party and
    waits for no signature."""
    party = party_for(case, user, today)
    if party is None:
        waits = list(queries.waits_for(case, user, today)) if case.closing == Closing.MEDIATION else []
        return _unsigned(case, waits) if waits else None
    if lying := list(queries.to_collect(case, user)):
        return _to_collect(lying)
    waits_for = queries.outline(case)
    if waits_for.signing and (unsigned := list(queries.to_sign(case, user, today))):
        return _to_sign(unsigned, today)
    suit = case.registered_on is not None and case.stage == Stage.MEDIATION  # before a suit no 调解书 is made
    made = waits_for.by_acceptance and (suit or case.closing == Closing.MEDIATION)
    if made and (others := _others_sign(case, party, today)):
        return others
    missing = list(queries.missing(case)) if waits_for.failed and party.left_on is None else []
    if not missing:
        return None
    if own := [row for row in missing if row.party_id == party.pk and row.state == ServiceState.FAILED]:
        return _not_here(case, own)
    first = {row.party_id: row for row in reversed(missing) if row.asked and row.state == ServiceState.FAILED}
    asked = {pk: row for pk, row in first.items() if queries.to_ask(row).filter(pk=party.pk).exists()}
    if not asked:
        return None
    due = queries.asked_until(case, party)
    rows, offers = [], []
    for row in asked.values():
        runs = due.get(row.party_id)
        said = f"请在 {day_words(runs, today=today)}前提供新的地址、电话" if runs else _now(row)
        rows.append(Row(row.party.name, f"文书没有送到，{said}", badge="wait"))
        offers.append(
            Offer(
                f"提供{row.party.name}的地址、电话",
                "delivery:elsewhere",
                (row.uid,),
                main=runs is not None,
                hint=f"{what_waits(row.kind)}不知道的也请说明，法院用别的方式送。"
                if runs
                else "以后知道了，也请告诉法院。",
                articles=(art("简易规定", 8), art("民诉法", 95)),
                by=runs,
            )
        )
    return Panel("送达", rows, offers, order=60)


def _now(row: Service) -> str:
    """What the court does now that nobody is asked any more."""
    if row.asked == Asked.TOLD:
        return "法院照您说的再送"
    return "法院决定用别的方式送"


def _not_here(case: Case, own: list[Service]) -> Panel:
    rows = [Row(f"《{row.title}》", "没有送到您那里", badge="wait") for row in own]
    offer = Offer(
        "确认送达地址",
        "intake:address",
        (case.uid,),
        main=True,
        hint="确认以后，文书送到这里。也可以带身份证到法院领取。",
        articles=(art("专递规定", 3), art("民诉解释", 137)),
    )
    return Panel("没有送到的文书", rows, [offer], order=60)


def _to_sign(unsigned: list[Service], today: date) -> Panel:
    grounds = (art("民诉法", 100, 3), art("民诉解释", 149))
    rows, offers = [], []
    for row in unsigned:
        until = queries.sign_by(row)
        rows.append(Row(f"《{row.title}》", f"等您签收，{day_words(until, today=today)}以后改送纸质的", badge="wait"))
        hint = "看过再决定。签收以后和判决一样要履行，也可以不签收。"
        offers.append(
            Offer(f"查看并签收{row.title}", "delivery:receipt", (row.uid,), True, hint=hint, articles=grounds, by=until)
        )
    return Panel("等您签收的文书", rows, offers, order=SIGNING)


def _on_paper(own: list[Service]) -> Panel:
    """It goes to this party by hand or by post: it may be read, signed for at the window, or not be signed for."""
    rows, offers = [], []
    for row in own:
        went = "没有送到您那里" if row.state == ServiceState.FAILED else Method(row.method).label
        rows.append(Row(f"《{row.title}》", f"等您签收，{went}", badge="wait"))
        hint = "看过再决定。信到了在回执上签收，也可以带身份证到法院窗口签收，或者不签收。"
        grounds = (art("民诉法", 100, 3), art("民诉解释", 149))
        offers.append(Offer(f"查看{row.title}", "delivery:receipt", (row.uid,), True, hint=hint, articles=grounds))
        offers.append(Offer("不签收", "delivery:refuse", (row.uid,), articles=(art("民诉法", 102),)))
    return Panel("等您签收的文书", rows, offers, order=SIGNING)


def _others_sign(case: Case, party: Party, today: date) -> Panel | None:
    """Who has signed for it waits for the others: who they are, until when, and what follows otherwise (民诉法102)."""
    rows = list(queries.unaccepted().filter(case=case).select_related("party"))
    if own := [row for row in rows if row.party_id == party.pk]:
        return _on_paper(own)
    if not rows or not queries.has_accepted(case, party):
        return None
    names = "、".join(dict.fromkeys(row.party.name for row in rows))
    online = [queries.sign_by(row) for row in rows if row.method == Method.ELECTRONIC]
    then = f"{day_words(max(online), today=today)}前没有在网上签收的，改送纸质的" if online else "法院正在送纸质的"
    standing = f"您已经签收调解书，等{names}签收，{then}。有人不签收的，调解书不生效，案件继续审理。"
    told = [Row(each, "还没有签收", badge="wait") for each in dict.fromkeys(row.party.name for row in rows)]
    return Panel("等签收的调解书", told, [], standing=standing, order=SIGNING)


def _unsigned(case: Case, waits: list[Service]) -> Panel:
    """To who serves and to the judge: who has not signed yet, and the act that ends the waiting (民诉法102)."""
    rows = []
    for row in waits:
        how = "没有送到" if row.state == ServiceState.FAILED else f"{Method(row.method).label}，还没有签收"
        rows.append(Row(row.party.name, how, badge="wait"))
    offer = Offer(
        "登记没有签收",
        "delivery:hanging",
        (case.uid,),
        hint="不签收，或者不再送的，案件回到审理，及时判决。",
        articles=(art("民诉法", 102), art("民诉解释", 133)),
    )
    return Panel("等签收的调解书", rows, [offer], order=60)


def _to_collect(lying: list[Service]) -> Panel:
    rows = [Row(f"《{row.title}》", f"等您领取，{day_words(row.ordered_on)}交付", badge="wait") for row in lying]
    words = f"把文书交给来人（{len(lying)} 份）"
    grounds = (art("民诉法", 88), art("民诉解释", 131))
    offer = Offer(words, "delivery:collect", (lying[0].uid,), hint="核对证件，来人在送达回证上签名。", articles=grounds)
    return Panel("等待领取的文书", rows, [offer], order=5)

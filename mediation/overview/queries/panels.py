"""What the case page and the mediation page show and offer of a mediation."""

from __future__ import annotations

from datetime import date

from common.cases.access import is_provisional, lacks_guardian
from common.cases.models import Case
from common.cases.queries import Offer, Panel, Row
from common.cases.rules import guardian_needed
from common.law.articles import art
from common.law.money import yuan
from common.people.models import User
from common.web.wording import day_words, days_left_words, moment_words
from mediation.confirmation.queries import Situation
from mediation.confirmation.states import ConfirmationState
from mediation.course.queries import may_choose, waits_until
from mediation.course.states import PERIODS, ConsentState, EndReason, MediationState
from mediation.texts.states import Outcome


# --- What may be done ------------------------------------------------------------------------------------------------
def offers(found: Situation, today: date) -> list[Offer]:
    """What this person may do now, the most pressing first."""
    if found.party is not None:
        return _for_party(found, today) if found.may_decide else _for_agent(found)
    out: list[Offer] = []
    uid = found.case.uid
    if found.answer_waits:
        out.append(Offer("答复是否接受调解", "mediation:answer", (uid,), main=True, articles=(art("在线调解", 12),)))
    if found.is_mediator:
        out += _for_mediator(found)
    if found.is_desk and found.mediation.is_open:
        out.append(Offer("登记当事人的答复", "mediation:contact", (uid,)))
        if found.needs_mediator:
            out.append(Offer("指定调解员", "mediation:appoint", (uid,)))
        if found.may_record_appraisal:
            out.append(Offer("登记诉前鉴定评估", "mediation:appraisal", (uid,), articles=[art("在线调解", 26)]))
    if found.is_desk and (found.signing or found.points):
        out.append(Offer("窗口签名登记", "mediation:counter", (uid,)))
    if found.is_judge and found.agreement is not None:
        if found.agreement.outcome == Outcome.PAPER_SOUGHT:
            out.append(Offer("审查协议，制作调解书", "mediation:paper", (uid,), main=True))
        if found.confirmation is not None and found.confirmation.state in (
            ConfirmationState.APPLIED,
            ConfirmationState.ACCEPTED,
        ):
            out.append(Offer("审查司法确认申请", "mediation:confirmation", (uid,), main=True))
    if (found.is_desk or found.is_judge) and found.regrettable:
        articles = (art("民诉法", 102), art("民诉解释", 133))
        out.append(Offer("登记拒收或者反悔", "mediation:regret", (uid,), articles=articles))
    return out


def _for_mediator(found: Situation) -> list[Offer]:
    uid = found.case.uid
    goes_on = found.mediation.is_open
    out = [Offer("办理调解" if goes_on else "查看调解情况", "mediation:mediation", (uid,), main=goes_on)]
    if found.unsigned is not None:
        articles = (art("特邀调解", 24),)
        out.insert(0, Offer("在调解协议上签名", "mediation:sign", (uid,), main=True, articles=articles))
    return out


def _for_agent(found: Situation) -> list[Offer]:
    """An agent with 一般授权 disposes of nothing; that the party does not want mediation, it may say."""
    mine = found.mine
    if mine is None or not found.mediation.is_open:
        return []
    if mine.state not in (ConsentState.ASKED, ConsentState.GIVEN):
        return []
    words = "不同意调解" if mine.state == ConsentState.ASKED else "不再调解"
    return [Offer(words, "mediation:decline", (found.case.uid,), hint="随时可以，不需要说明理由")]


def _for_party(found: Situation, today: date) -> list[Offer]:
    mediation, mine, uid = found.mediation, found.mine, found.case.uid
    out: list[Offer] = []
    if mine is not None and mediation.is_open:
        out += _while_open(found, today)
    if found.may_sign and found.points_wait:
        out.append(Offer("确认无争议事实", "mediation:sign_points", (uid,), main=True, articles=(art("在线调解", 22),)))
    if found.confirmation is not None and found.confirmation.state not in _BROKEN:
        out += _confirming(found)
    elif found.options and found.may_sign and not (found.said and set(found.options) <= _ENDS):
        # Only a suit waits for its end; before a suit the agreement is one already, and confirmation is up to them.
        ends, articles = Outcome.PERFORMED in found.options, (art("在线调解", 20),)
        out.append(Offer("选择怎样了结", "mediation:finish", (uid,), main=ends, articles=articles, terms=_END_BY))
    if found.between and found.may_sign and found.side == "claimant" and not found.said:
        words = "已经自行和解：撤回起诉或者确认履行"
        out.append(
            Offer(words, "mediation:finish_between", (uid,), main=True, articles=(art("在线调解", 25, None, 2),))
        )
    if found.owed and found.may_sign:
        out.append(Offer("登记收到付款", "mediation:received", (uid,), articles=(art("在线调解", 19, 2),)))
    if found.resumable:
        articles = (art("民诉法", 206),)
        out.append(Offer("再次调解", "mediation:again", (uid,), hint="变更原协议或者达成新的协议", articles=articles))
    if found.regrettable and found.may_sign:
        out.append(Offer("反悔，转入审理", "mediation:go_back", (uid,), articles=(art("民诉法", 102),)))
    return out


def _while_open(found: Situation, today: date) -> list[Offer]:
    mediation, mine, uid = found.mediation, found.mine, found.case.uid
    if mine is None or mine.state in (ConsentState.DECLINED, ConsentState.UNREACHABLE):
        return []
    if mine.state == ConsentState.ASKED:
        return [
            Offer(
                "答复是否同意调解",
                "mediation:consent",
                (uid,),
                main=True,
                articles=(art("民诉法", 125),),
                terms=["mediation_waiting"],
            )
        ]
    out: list[Offer] = []
    if found.disclosure_waits:
        out.append(
            Offer(
                "答复调解员披露的情况",
                "mediation:disclosure",
                (uid,),
                main=True,
                articles=(art("在线调解", 13),),
                by=waits_until(mediation),
            )
        )
    out += _signing(found)
    if found.times_wait:
        out.append(Offer("选择调解时间", "mediation:pick", (uid,), main=True, by=found.pick_by))
    if found.extension_waits:
        out.append(
            Offer(
                "答复是否延长调解期限",
                "mediation:extension",
                (uid,),
                main=True,
                articles=(art("在线调解", 24),),
                terms=PERIODS,
            )
        )
    if not found.address_confirmed:
        out.append(Offer("确认送达地址", "mediation:address", (uid,), articles=(art("在线调解", 17),)))
    if may_choose(found, today):
        out.append(Offer("共同选择调解员", "mediation:nominate", (uid,), articles=(art("在线调解", 10),)))
    if mediation.state == MediationState.RUNNING:
        if found.extension is None:
            out.append(Offer("请求延长调解期限", "mediation:extend", (uid,)))
        if not mediation.replaced:
            out.append(Offer("更换调解员", "mediation:replace", (uid,), articles=(art("在线调解", 14),)))
    out.append(Offer("不再调解", "mediation:decline", (uid,), hint="随时可以，不需要说明理由"))
    return out


def _signing(found: Situation) -> list[Offer]:
    """The text that is out; who said what it does not agree to waits for the mediator, and may still sign."""
    if not found.may_sign or not found.agreement_waits:
        return []
    uid, articles = found.case.uid, (art("在线调解", 19),)
    sign = Offer("查看并签署调解协议", "mediation:sign", (uid,), main=True, articles=articles, terms=PERIODS)
    if found.objected:
        hint = "改变主意，同意现在这一稿的，仍然可以签名"
        sign = Offer("再看一看协议", "mediation:sign", (uid,), hint=hint, articles=articles)
    return [sign, Offer("我不同意，说明原因", "mediation:object", (uid,), articles=(art("在线调解", 18),))]


def _confirming(found: Situation) -> list[Offer]:
    uid, row = found.case.uid, found.confirmation
    if row is None:
        return []
    out: list[Offer] = []
    if row.state == ConfirmationState.JOINING and not found.joined and Outcome.CONFIRMATION in found.options:
        articles = (art("民诉法", 205),)
        out.append(Offer("共同申请司法确认", "mediation:finish", (uid,), main=True, articles=articles, terms=_END_BY))
    waiting = (ConfirmationState.JOINING, ConfirmationState.APPLIED, ConfirmationState.ACCEPTED)
    if found.joined and row.state in waiting:
        out.append(Offer("撤回司法确认申请", "mediation:withdraw_confirmation", (uid,)))
    return out


_END_BY = ("confirmation_application", "agreement_choice")  # the terms within which an agreement is ended
_ENDS = {Outcome.PERFORMED, Outcome.WITHDRAWN}
_BROKEN = (ConfirmationState.LAPSED, ConfirmationState.NOT_ACCEPTED, ConfirmationState.REJECTED)


# --- The panel of the case page --------------------------------------------------------------------------------------
_TONES = {
    MediationState.ASKING: "wait",
    MediationState.CHOOSING: "wait",
    MediationState.PROPOSED: "wait",
    MediationState.RUNNING: "go",
    MediationState.AGREED: "ok",
    MediationState.ENDED: "",
}


def panel(case: Case, user: User, today: date) -> Panel | None:
    """What the case page shows of mediation: where it stands, by when, who said what, and what to do now."""
    found = Situation.of(case, user, today)
    if found is None:
        return None
    return Panel(
        title="调解",
        rows=rows(found, today),
        offers=offers(found, today),
        notice=_notice(found),
        standing=_standing(found),
        order=20,
    )


def rows(found: Situation, today: date) -> list[Row]:
    mediation = found.mediation
    out = [Row("状态", mediation.state_label, badge=_TONES[MediationState(mediation.state)])]
    if mediation.end_reason and mediation.end_reason != EndReason.AGREED:
        out.append(Row("终结原因", EndReason(mediation.end_reason).label))
    if mediation.mediator is not None:
        out.append(Row("调解员", f"{mediation.mediator.user.display_name}（{mediation.mediator.unit}）"))
    elif found.proposal is not None:
        out.append(Row("调解员", f"{found.proposal.mediator.user.name}（等待答复）"))
    if mediation.is_open and mediation.due is not None:
        left = days_left_words(mediation.due, today)
        out.append(
            Row(
                "调解期限到",
                f"{day_words(mediation.due, today=today)}，{left}",
                badge="late" if mediation.due < today else "",
            )
        )
    for row in found.appraisals:
        days = f"{day_words(row.first, today=today)}至 {day_words(row.last, today=today)}"
        out.append(Row("诉前鉴定评估", f"{days}，不计入调解期限"))
    if mediation.is_open:
        out += [Row(f"{row.party.name}的意愿", row.state_label) for row in found.consents]
    if (at := found.next_at) is not None:
        out.append(Row("约定的调解时间", moment_words(at, today=today)))
    out += _after(found, today)
    out.append(Row("调解情况", "查看", "mediation:mediation", (found.case.uid,)))
    return out


def _after(found: Situation, today: date) -> list[Row]:
    agreement = found.agreement
    out = [Row("已经达成协议的被告", "、".join(found.settled), badge="ok")] if found.settled else []
    if agreement is None or agreement.effective_on is None:
        return out
    part = "" if agreement.whole else "（解决部分争议）"
    out += [Row("调解协议", f"{day_words(agreement.effective_on, today=today)}生效{part}", badge="ok")]
    for each in found.payments:
        if each.debtor is not None and each.creditor is not None and each.due_on is not None:
            words = f"{each.debtor.name}付给{each.creditor.name} {yuan(each.amount or 0)} 元"
            until = "已收到" if each.kept_on else f"{day_words(each.due_on, today=today)}前"
            late = each.kept_on is None and each.due_on < today
            out.append(Row("按协议付款", f"{words}，{until}", badge="ok" if each.kept_on else "late" if late else ""))
    if agreement.outcome != Outcome.NONE:
        out.append(Row("了结方式", agreement.outcome_label))
    if agreement.paper_effective_on is not None:
        out.append(Row("调解书生效", day_words(agreement.paper_effective_on, today=today), badge="ok"))
    if found.confirmation is not None:
        out.append(Row("司法确认", found.confirmation.state_label))
        if found.confirmation.meets_at is not None and found.confirmation.state == ConfirmationState.ACCEPTED:
            when = moment_words(found.confirmation.meets_at, today=today)
            out.append(Row("请到场核实", f"{when}，{found.confirmation.place}", badge="wait"))
    if found.confirm_by is not None and Outcome.CONFIRMATION in found.options:
        left = days_left_words(found.confirm_by, today)
        out.append(Row("申请司法确认到", f"{day_words(found.confirm_by, today=today)}，{left}"))
    return out


def _standing(found: Situation) -> str:
    if found.party is not None and found.may_sign and found.agreement_waits and found.objected:
        return "您说了不同意这一稿协议，现在不用签名。调解员改好以后，会再送给您看。"
    return ""


def _notice(found: Situation) -> str:
    if found.in_person and found.party is not None and lacks_guardian(found.party, found.today, found.viewer):
        return f"{guardian_needed(found.party.name)}。"
    if found.party is not None and not found.may_decide and not found.party.guardian_unproved:
        if not found.who.window and isinstance(found.viewer, User) and not found.viewer.is_verified:
            return f"请先完成实名认证，再代{found.party.name}同意调解、签名。"
        if is_provisional(found.party, found.viewer.pk or 0, found.today):
            return ""  # the panel of agents says what is looked at first
        return (
            "您是一般授权的代理人，可以查看调解情况，也可以代为表示不愿调解；"
            "同意调解、签署协议须由当事人本人或者特别授权的代理人办理。"
        )
    return found.options_note if found.agreement is not None else ""

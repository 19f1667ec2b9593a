"""What is said of a confirmation to the parties, and to the judge who is named."""

from __future__ import annotations

from common.cases.models import Event
from common.notifications.rules import NoticeRequest
from common.rooms import Makers, on
from common.web.wording import moment_words
from mediation.confirmation import events
from mediation.confirmation.models import Confirmation
from mediation.course.notices import to_parties, to_user
from mediation.course.rules import term_words
from mediation.texts.notices import bound


def judge_named(record: Event, event: events.JudgeNamed) -> list[NoticeRequest]:
    if event.confirmation_id is not None:
        term = term_words("confirmation_acceptance", record.case.received_on)
        words = f"{record.case.title}的当事人共同申请司法确认，请在{term}内决定是否受理。"
        return to_user(record, "confirmation_sought", "请审查司法确认申请", words, event.judge_id, "confirmation")
    words = f"{record.case.title}已达成调解协议，当事人请求制作调解书，请审查。"
    return to_user(record, "paper_sought", "请审查调解协议", words, event.judge_id, "paper")


def _confirmation(pk: int) -> tuple[Confirmation, list[int]]:
    row = Confirmation.objects.select_related("agreement").get(pk=pk)
    return row, bound(row.agreement)


def confirmation_opened(record: Event, event: events.ConfirmationOpened) -> list[NoticeRequest]:
    row, parties = _confirmation(event.confirmation_id)
    joined = set(row.joins.values_list("party_id", flat=True))
    words = "对方申请司法确认调解协议，需要您共同申请。确认后，一方不履行的，对方可以申请强制执行；不收取费用。"
    waiting = [pk for pk in parties if pk not in joined]
    return to_parties(record, "confirmation_opened", "请共同申请司法确认", words, waiting, "finish")


def confirmation_withdrawn(record: Event, event: events.ConfirmationWithdrawn) -> list[NoticeRequest]:
    """Who withdrew has it on the page; the others hear that nobody examines it any more (解释357)."""
    _, parties = _confirmation(event.confirmation_id)
    term = term_words("confirmation_application", record.case.received_on)
    words = f"对方撤回了司法确认申请，法院不再审查。协议仍然有效，请按协议履行；协议生效后{term}内还可以再次共同申请。"
    others = [pk for pk in parties if pk != record.party_id]
    return to_parties(record, "confirmation_withdrawn", "司法确认申请已撤回", words, others)


def confirmation_lapsed(record: Event, event: events.ConfirmationLapsed) -> list[NoticeRequest]:
    _, parties = _confirmation(event.confirmation_id)
    term = term_words("confirmation_application", record.case.received_on)
    words = f"协议生效后{term}内没有共同申请，不能再申请司法确认。协议仍然有效，请按协议履行。"
    return to_parties(record, "confirmation_lapsed", "司法确认申请期限已过", words, parties)


def confirmation_accepted(record: Event, event: events.ConfirmationAccepted) -> list[NoticeRequest]:
    _, parties = _confirmation(event.confirmation_id)
    words = "法院已受理司法确认申请，法官会通知各方共同到场核实，请留意消息。"
    return to_parties(record, "confirmation_accepted", "司法确认已受理", words, parties)


def examination_set(record: Event, event: events.ExaminationSet) -> list[NoticeRequest]:
    row, parties = _confirmation(event.confirmation_id)
    when = moment_words(row.meets_at) if row.meets_at else ""
    words = f"请在{when}到{row.place}，法官和各方一起核实调解协议。请带身份证件；来不了的，请马上告诉法官。"
    return to_parties(record, "examination_set", "请到场核实调解协议", words, parties)


def confirmed(record: Event, event: events.Confirmed) -> list[NoticeRequest]:
    _, parties = _confirmation(event.confirmation_id)
    words = "法院已裁定调解协议有效，裁定书正在送达。请按协议履行；对方不履行的，可以申请强制执行。"
    return to_parties(record, "confirmed", "调解协议已获司法确认", words, parties)


def confirmation_refused(record: Event, event: events.ConfirmationRefused) -> list[NoticeRequest]:
    _, parties = _confirmation(event.confirmation_id)
    words = "司法确认申请未获支持，理由写在裁定书里。可以通过调解变更原来的协议或者达成新的协议，也可以由法院审理。"
    return to_parties(record, "confirmation_refused", "司法确认未获支持", words, parties)


NOTICES = Makers(
    on(events.JudgeNamed, judge_named),
    on(events.ConfirmationOpened, confirmation_opened),
    on(events.ConfirmationWithdrawn, confirmation_withdrawn),
    on(events.ConfirmationLapsed, confirmation_lapsed),
    on(events.ConfirmationAccepted, confirmation_accepted),
    on(events.ExaminationSet, examination_set),
    on(events.Confirmed, confirmed),
    on(events.ConfirmationRefused, confirmation_refused),
)

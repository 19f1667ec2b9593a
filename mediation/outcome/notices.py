"""What is said to each side of the 调解书, and to claimants who have not said that it is done."""

from __future__ import annotations

from common.cases.models import Event
from common.notifications.rules import NoticeRequest
from common.rooms import Makers, on
from common.web.wording import day_words
from mediation.course.models import Mediation
from mediation.course.notices import to_parties
from mediation.outcome import events
from mediation.texts.models import Agreement
from mediation.texts.notices import bound
from mediation.texts.states import PaperRefusal


def _to_bound(
    record: Event, agreement_id: int, kind: str, title: str, words: str, page: str = "mediation"
) -> list[NoticeRequest]:
    """The same words to everybody whom the agreement binds."""
    return to_parties(record, kind, title, words, bound(Agreement.objects.get(pk=agreement_id)), page)


def paper_refused(record: Event, event: events.PaperRefused) -> list[NoticeRequest]:
    agreement = Agreement.objects.get(pk=event.agreement_id)
    ground = PaperRefusal(event.ground).label
    words = f"法官审查后不制作调解书：{ground}。{agreement.refusal_words}案件继续办理，接下来的办理会另行通知您。"
    return to_parties(record, "paper_refused", "不予制作调解书", words, bound(agreement))


def claimant_done(record: Event, event: events.ClaimantDone) -> list[NoticeRequest]:
    mediation = Mediation.objects.get(pk=event.mediation_id)
    rows = mediation.consents.filter(party__side="claimant", party__left_on__isnull=True).exclude(party=event.party_id)
    said = set(mediation.endings.values_list("party_id", flat=True))
    waiting = [pk for pk in rows.order_by("party_id").values_list("party_id", flat=True) if pk not in said]
    words = "同案的另一位原告已经确认了结。您也确认已经履行或者撤回起诉的，案件了结；不确认的，案件不受影响。"
    return to_parties(record, "claimant_done", "请确认是否已经了结", words, waiting)


def paper_made(record: Event, event: events.PaperMade) -> list[NoticeRequest]:
    words = "法官已签发调解书，正在送达。各方都签收后生效；全部签收之前可以反悔，反悔的转入审理。"
    return _to_bound(record, event.agreement_id, "paper_made", "调解书已签发", words)


def paper_effective(record: Event, event: events.PaperEffective) -> list[NoticeRequest]:
    words = f"各方都已签收，调解书自{day_words(event.on)}起生效。对方不履行的，可以申请强制执行。"
    return _to_bound(record, event.agreement_id, "paper_effective", "调解书已生效", words)


def went_back(record: Event, event: events.WentBack) -> list[NoticeRequest]:
    words = "一方拒绝签收调解书或者签收前反悔，调解书不生效，案件转入审理，接下来的办理会另行通知您。"
    return _to_bound(record, event.agreement_id, "went_back", "案件转入审理", words)


def unused(record: Event, event: events.Unused) -> list[NoticeRequest]:
    if event.term == "agreement_choice":
        words = (
            "达成调解协议以后，没有人在期限内选择怎样了结，所以起诉继续办理，接下来的办理会另行通知您。"
            "协议仍然有效，请按协议履行；已经履行或者想撤回起诉的，随时可以在网上登记。"
        )
        return _to_bound(record, event.agreement_id, "agreement_unused", "起诉继续办理", words, "finish")
    words = (
        "共同申请司法确认的期限已经满了，没有收到申请，不能再申请。协议仍然有效，请按协议履行；"
        "对方不履行的，您可以就协议起诉。"
    )
    return _to_bound(record, event.agreement_id, "agreement_unused", "不能再申请司法确认", words)


NOTICES = Makers(
    on(events.PaperRefused, paper_refused),
    on(events.ClaimantDone, claimant_done),
    on(events.PaperMade, paper_made),
    on(events.PaperEffective, paper_effective),
    on(events.WentBack, went_back),
    on(events.Unused, unused),
)

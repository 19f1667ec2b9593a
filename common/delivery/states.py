"""Ways of service and how far one has come."""

from __future__ import annotations

from collections.abc import Mapping

from common.law.labelled import LabelledEnum
from common.people.states import Role

SERVERS = (Role.COURT_CLERK, Role.CLERK, Role.ASSISTANT)  # who brings papers, and writes down what became of them
KIND = "delivery.service"  # of the message that brings an electronic service


class Method(LabelledEnum):
    """民诉法88-91, 95. The order is that of the law: the last is for those whom no other way reaches."""

    ELECTRONIC = "electronic", "电子送达"
    COUNTER = "counter", "到法院领取"
    POST = "post", "邮寄送达"
    IN_PERSON = "in_person", "直接送达"
    LEFT = "left", "留置送达"
    PUBLIC = "public", "公告送达"


class EChannel(LabelledEnum):
    """The electronic address that was confirmed: an account here, a phone or a mailbox."""

    PORTAL = "portal", "云浮法院诉讼服务网账号"
    SMS = "sms", "手机短信"
    EMAIL = "email", "电子邮箱"
    NONE = "none", "不使用电子送达"


class Scope(LabelledEnum):
    """How far the consent goes (在线诉讼规则30: the person is told the scope)."""

    ALL = "all", "全部诉讼文书"
    PROCESS = "process", "除判决书、裁定书、调解书以外的文书"


class Effect(LabelledEnum):
    """When an electronic service takes effect (在线诉讼规则31); what binds by its signature: when it is signed for
    (民诉法100第3款)."""

    ARRIVAL = "arrival", "到达时生效"
    READING = "reading", "确认收悉时生效"
    SIGNING = "signing", "本人签收时生效"


class Relation(LabelledEnum):
    """Who may sign for a paper, and as what (民诉法88; 解释130, 132; 专递规定7)."""

    SELF = "self", "本人"
    GUARDIAN = "guardian", "法定代理人"
    FAMILY = "family", "同住的成年家属"
    HEAD = "head", "法定代表人、主要负责人或者经营者"
    MAILROOM = "mailroom", "单位负责收件的人（办公室、收发室、值班室）"
    AGENT = "agent", "诉讼代理人"
    NAMED = "named", "指定的代收人"


class Unsigned(LabelledEnum):
    """Why nobody signs for what binds by that (民诉法102; 解释133)."""

    REFUSED = "refused", "当事人不签收，或者签收以前反悔"
    UNREACHED = "unreached", "没有送到，不再用别的方式送"


class ServiceState(LabelledEnum):
    PENDING = "pending", "送达中"
    SERVED = "served", "已送达"
    FAILED = "failed", "未能送达"
    # Called back, for the party takes papers elsewhere now, or nobody needs it any more: it did not fail.
    RECALLED = "recalled", "已收回"


class Asked(LabelledEnum):
    """Whoever sued was asked where the party is found (简易规定8): what came of it."""

    RUNS = "runs", "正在等回答"
    TOLD = "told", "起诉的一方说了怎么找"
    UNKNOWN = "unknown", "起诉的一方说不知道在哪里"
    SILENT = "silent", "起诉的一方没有回答"


ANSWERED = (
    Asked.TOLD,
    Asked.UNKNOWN,
    Asked.SILENT,
)  # nobody waits for an answer any more: the court decides (民诉法95)

UNDER_WAY_OR_DONE = (ServiceState.PENDING, ServiceState.SERVED)  # one of these at most, of a paper to a party

SERVICE_MOVES: Mapping[ServiceState, tuple[ServiceState, ...]] = {
    ServiceState.PENDING: (ServiceState.SERVED, ServiceState.FAILED, ServiceState.RECALLED),
    # What binds by a signature came back without one, and nobody waits for it any more (refuse_receipt, call_back).
    ServiceState.FAILED: (ServiceState.RECALLED,),
    # It had reached who cannot take it alone: the guardian's receipt counts (serve_guardian).
    ServiceState.SERVED: (ServiceState.RECALLED,),
}

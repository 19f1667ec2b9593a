"""Ways of service and how far one has come."""

from __future__ import annotations

from enum import StrEnum


class Method(StrEnum):
    """民诉法88-91, 95. The order is that of the law: the last is for those whom no other way reaches."""

    ELECTRONIC = "electronic"
    COUNTER = "counter"
    POST = "post"
    IN_PERSON = "in_person"
    LEFT = "left"
    PUBLIC = "public"

    @property
    def label(self) -> str:
        return {
            "electronic": "电子送达",
            "counter": "到法院领取",
            "post": "邮寄送达",
            "in_person": "直接送达",
            "left": "留置送达",
            "public": "公告送达",
        }[self.value]


class EChannel(StrEnum):
    """The electronic address that was confirmed: an account here, a phone or a mailbox."""

    PORTAL = "portal"
    SMS = "sms"
    EMAIL = "email"
    NONE = "none"

    @property
    def label(self) -> str:
        return {"portal": "本平台账号", "sms": "手机短信", "email": "电子邮箱", "none": "不使用电子送达"}[self.value]


class Scope(StrEnum):
    """How far the consent goes (在线诉讼规则30: the person is told the scope)."""

    ALL = "all"
    PROCESS = "process"

    @property
    def label(self) -> str:
        return {"all": "全部诉讼文书", "process": "除判决书、裁定书、调解书以外的文书"}[self.value]


class Effect(StrEnum):
    """When an electronic service takes effect (在线诉讼规则31)."""

    ARRIVAL = "arrival"
    READING = "reading"

    @property
    def label(self) -> str:
        return {"arrival": "到达时生效", "reading": "确认收悉时生效"}[self.value]


class ServiceState(StrEnum):
    PENDING = "pending"
    SERVED = "served"
    FAILED = "failed"

    @property
    def label(self) -> str:
        return {"pending": "送达中", "served": "已送达", "failed": "未能送达"}[self.value]

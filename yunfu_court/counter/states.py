"""Who came to the window, and by what they were known."""

from __future__ import annotations

from common.cases.states import Capacity
from common.law.labelled import LabelledEnum


class Came(LabelledEnum):
    SELF = "self", "当事人本人（单位为法定代表人或负责人）"
    SPECIAL = "special", "特别授权代理人"
    GENERAL = "general", "一般授权代理人"

    @property
    def capacity(self) -> Capacity:
        """As whom the pages take them. An agent with 一般授权 may not settle, withdraw or counterclaim (民诉法62)."""
        return Capacity.AGENT if self is Came.GENERAL else Capacity.PARTY


class Shown(LabelledEnum):
    ID_CARD = "id_card", "居民身份证原件"
    PASSPORT = "passport", "护照或通行证原件"
    LICENCE = "licence", "营业执照和法定代表人身份证明"
    POWER = "power", "授权委托书和代理人身份证件"

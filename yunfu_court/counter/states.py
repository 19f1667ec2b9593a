"""Who came to the window, and by what they were known."""

from __future__ import annotations

from enum import StrEnum

from common.cases.states import Capacity


class Came(StrEnum):
    SELF = "self"
    SPECIAL = "special"
    GENERAL = "general"

    @property
    def label(self) -> str:
        return {
            "self": "当事人本人（单位为法定代表人或负责人）",
            "special": "特别授权代理人",
            "general": "一般授权代理人",
        }[self.value]

    @property
    def capacity(self) -> Capacity:
        """As whom the pages take them. An agent with 一般授权 may not settle, withdraw or counterclaim (民诉法62)."""
        return Capacity.AGENT if self is Came.GENERAL else Capacity.PARTY


class Shown(StrEnum):
    ID_CARD = "id_card"
    PASSPORT = "passport"
    LICENCE = "licence"
    POWER = "power"

    @property
    def label(self) -> str:
        return {
            "id_card": "居民身份证原件",
            "passport": "护照或通行证原件",
            "licence": "营业执照和法定代表人身份证明",
            "power": "授权委托书和代理人身份证件",
        }[self.value]

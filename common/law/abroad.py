"""Two facts that are not one: a party without domicile in China, and a foreign-related case.

The party has longer to answer and to appeal and is given notice longer (民诉法283, 285, 286); the case has no trial
term (民诉法287; 解释537). Cases of Hong Kong, Macao and Taiwan may follow these rules (解释549): that is a setting.
"""

from __future__ import annotations

from collections.abc import Collection

from common.law.articles import UNCONFIRMED, Finding, art
from common.law.labelled import LabelledEnum

_REGIONS = f"涉港澳台案件参照涉外规定是设置项，{UNCONFIRMED}"


class Home(LabelledEnum):
    """Where a party has its domicile (解释3; 民诉法283, 285: 在中华人民共和国领域内没有住所)."""

    MAINLAND = "mainland", "中国内地"
    REGIONS = "regions", "香港、澳门、台湾（内地没有住所）"
    ABROAD = "abroad", "国外（中国没有住所）"


def without_domicile(home: Home, *, regions_alike: bool) -> Finding[bool]:
    """Whether the terms of 民诉法283, 285 and 286 are this party's. `regions_alike`: the setting of 解释549."""
    if home is Home.ABROAD:
        return Finding(True, (art("民诉法", 285), art("民诉法", 286)))
    if home is Home.REGIONS and regions_alike:
        return Finding(True, (art("民诉解释", 549),), _REGIONS, confirmed=False)
    return Finding(False)


def foreign_case(
    *, foreign: bool = False, regions: bool = False, homes: Collection[Home] = (), regions_alike: bool
) -> Finding[bool]:
    """Whether the case is a foreign-related one (解释520): somebody found it so, or a party lives abroad.

    A foreigner with a domicile here makes the case foreign-related and has the ordinary time to answer and to appeal
    (解释536).
    """
    if foreign or Home.ABROAD in homes:
        return Finding(True, (art("民诉解释", 520),))
    if (regions or Home.REGIONS in homes) and regions_alike:
        return Finding(True, (art("民诉解释", 549),), _REGIONS, confirmed=False)
    return Finding(False)

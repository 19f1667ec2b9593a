"""The words of what a petitioner does who follows a petition, per side."""

from __future__ import annotations

from common.rooms import Words

WORDS: dict[str, Words] = {
    "petitions.rated": Words("您评价了办理情况", "信访人作出了评价", "信访人作出了评价"),
    "petitions.code_renewed": Words("", court="重新发放查询码"),
}

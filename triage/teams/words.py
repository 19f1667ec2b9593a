"""The words of each event of giving a case to a team, per side."""

from __future__ import annotations

from common.rooms import Words

WORDS: dict[str, Words] = {
    "triage.assigned": Words("案件转入审理，由{judge}承办"),
    "triage.unassigned": Words("审判团队中有人回避，案件重新分案", court="有人回避，原团队不再承办，重新分案"),
    "triage.recusal_decided": Words("", court="对一名工作人员自行回避的申请作出了决定"),
}

"""The words of each event of the course, per side: every event that anybody can see has a line."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from common.rooms import Words
from mediation.course.states import EndReason

WORDS: dict[str, Words] = {
    "mediation.opened": Words("调解开始，法院征求各方意见", court="调解登记，征求各方意见"),
    "mediation.consented": Words("您同意调解", "{who}同意调解"),
    "mediation.declined": Words("您选择不再调解", "{who}选择不再调解"),
    "mediation.mediator_proposed": Words("已为本案邀请{mediator}调解", court="邀请{mediator}调解"),
    "mediation.mediator_accepted": Words("{mediator}接受调解，调解期限开始计算"),
    "mediation.mediator_refused": Words("", court="{mediator}未接受，另行选定"),
    "mediation.mediator_replaced": Words("{mediator}不再调解本案，另请调解员"),
    "mediation.session_set": Words("约定了调解时间"),
    "mediation.session_held": Words("进行了一次调解"),
    "mediation.extended": Words("各方同意延长调解期限 {days} 日"),
    "mediation.appraisal_recorded": Words("{first}至{last}诉前鉴定评估，不计入调解期限{due}"),
    "mediation.appraisal_removed": Words("更正：{first}至{last}计入调解期限{due}"),
    "mediation.party_left": Words("您不再参加调解，其他当事人继续", "{who}不再参加调解，其他当事人继续"),
    "mediation.stopped": Words("", court="因撤回，调解终止"),
    "mediation.disclosed": Words("调解员披露了一项可能的利害关系，请您表示是否同意", court="调解员披露利害关系"),
    "mediation.session_offered": Words("调解员提出了调解时间，请选择"),
    "mediation.extension_asked": Words("有人提议延长调解期限 {days} 日，请各方表示意见"),
    "mediation.reported": Words("", court="调解员提交了调解终结报告"),
    "mediation.failed": Words("调解结束，未达成（全部）协议：{reason}"),
}

# Which field of which event holds which enumeration.
LABELS: Mapping[str, Mapping[str, type[StrEnum]]] = {"mediation.failed": {"reason": EndReason}}

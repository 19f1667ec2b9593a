"""The words of each event of a letter or a visit, per side: every event that anybody can see has a line."""

from __future__ import annotations

from common.rooms import Words

WORDS: dict[str, Words] = {
    "petitions.lodged": Words("收到您的来信来访", court="登记信访事项"),
    "petitions.routed": Words("已转到承办部门", court="转交承办部门"),
    "petitions.sorted": Words("确定了怎么处理您反映的事项", court="信访事项归类"),
    "petitions.prolonging_asked": Words("", court="申请延长信访办理期限"),
    "petitions.prolonging_refused": Words("", court="院长没有批准延长信访办理期限"),
    "petitions.prolonged": Words("办理期限延长，已告知您理由", court="院长批准延长信访办理期限"),
    "petitions.linked": Words("", court="关联到所涉案件"),
    "petitions.acknowledged": Words("法院告诉您这件事怎么办", court="作出程序性答复"),
    "petitions.answered": Words("法院书面答复您"),
    "petitions.concluded": Words("信访事项办结"),
    "petitions.reopened": Words("信访事项重新办理"),
}

"""The vocabulary of people: what somebody is in a court, how somebody proves who they are."""

from __future__ import annotations

from common.law.labelled import LabelledEnum


class Role(LabelledEnum):
    """What a member of staff is in a court. Mediators are not staff: they are admitted by roster and assignment."""

    CLERK = "clerk", "立案员"
    COUNSELLOR = "counsellor", "诉讼辅导员"
    TRIAGE_OFFICER = "triage_officer", "程序分流员"
    JUDGE = "judge", "法官"
    ASSISTANT = "assistant", "法官助理"
    COURT_CLERK = "court_clerk", "书记员"
    PETITION_OFFICER = "petition_officer", "信访专员"
    FINANCE = "finance", "财务"
    DIVISION_HEAD = "division_head", "庭长"
    PRESIDENT = "president", "院长"
    MANAGEMENT = "management", "审管办"
    ADMIN = "admin", "系统管理员"
    SECURITY = "security_admin", "安全管理员"
    AUDIT = "audit_admin", "审计管理员"


# 等保三级 keeps the three apart: one proposes who has which post, one confirms, one reads what both did. None of them
# does the court's own work.
ADMINISTRATORS: frozenset[Role] = frozenset({Role.ADMIN, Role.SECURITY, Role.AUDIT})


# Who plans which judge is on duty in their court.
PLANS_DUTY: frozenset[Role] = frozenset({Role.DIVISION_HEAD, Role.PRESIDENT})


class PostAct(LabelledEnum):
    """What is proposed about a post."""

    GIVE = "give", "任职"
    END = "end", "离任"


class PostState(LabelledEnum):
    """Where a proposal about a post stands."""

    WAITING = "waiting", "等待核准"
    CONFIRMED = "confirmed", "已核准"
    REFUSED = "refused", "不核准"
    WITHDRAWN = "withdrawn", "已撤回"


POST_TRANSITIONS: dict[PostState, frozenset[PostState]] = {
    PostState.WAITING: frozenset({PostState.CONFIRMED, PostState.REFUSED, PostState.WITHDRAWN}),
}


class Kept(LabelledEnum):
    """What of accounts and posts goes into their chain."""

    INSTALLED = "post.installed", "安装时任职"
    PROPOSED = "post.proposed", "提出"
    CONFIRMED = "post.confirmed", "核准"
    REFUSED = "post.refused", "不核准"
    WITHDRAWN = "post.withdrawn", "撤回"


class IdKind(LabelledEnum):
    """The document a natural person proves their identity with. Only the identity card has a check digit we know."""

    IDENTITY_CARD = "identity_card", "居民身份证"
    PASSPORT = "passport", "护照"
    HK_MACAO_PERMIT = "hk_macao_permit", "港澳居民来往内地通行证"
    TAIWAN_PERMIT = "taiwan_permit", "台湾居民来往大陆通行证"
    RESIDENCE_PERMIT = "residence_permit", "外国人永久居留身份证"


class OrganisationKind(LabelledEnum):
    """民事诉讼法 51: legal persons and other organisations are parties; the kind decides who represents them."""

    COMPANY = "company", "公司企业"
    SOLE_TRADER = "sole_trader", "个体工商户"
    PUBLIC_INSTITUTION = "public_institution", "事业单位"
    GOVERNMENT = "government", "机关"
    VILLAGE = "village", "村（居）民委员会"
    LAW_FIRM = "law_firm", "律师事务所"
    SOCIAL = "social", "社会团体"
    OTHER = "other", "其他组织"


class OrganisationRole(LabelledEnum):
    """In what quality a user acts for an organisation."""

    LEGAL_REPRESENTATIVE = "legal_representative", "法定代表人"
    HEAD = "head", "主要负责人"
    AUTHORISED = "authorised", "经办人"


class Renaming(LabelledEnum):
    """Why a unit's name here becomes another."""

    TYPED = "typed", "登记时写错"
    CHANGED = "changed", "单位改了名称"

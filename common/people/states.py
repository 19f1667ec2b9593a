"""The vocabulary of people: what somebody is in a court, how somebody proves who they are."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a member of staff is in a court. Mediators are not staff: they are admitted by roster and assignment."""

    CLERK = "clerk"
    COUNSELLOR = "counsellor"
    TRIAGE_OFFICER = "triage_officer"
    JUDGE = "judge"
    ASSISTANT = "assistant"
    COURT_CLERK = "court_clerk"
    PETITION_OFFICER = "petition_officer"
    FINANCE = "finance"
    DIVISION_HEAD = "division_head"
    PRESIDENT = "president"
    MANAGEMENT = "management"
    ADMIN = "admin"

    @property
    def label(self) -> str:
        return ROLE_LABELS[self]


ROLE_LABELS: dict[Role, str] = {
    Role.CLERK: "立案员",
    Role.COUNSELLOR: "诉讼辅导员",
    Role.TRIAGE_OFFICER: "程序分流员",
    Role.JUDGE: "法官",
    Role.ASSISTANT: "法官助理",
    Role.COURT_CLERK: "书记员",
    Role.PETITION_OFFICER: "信访专员",
    Role.FINANCE: "财务",
    Role.DIVISION_HEAD: "庭长",
    Role.PRESIDENT: "院长",
    Role.MANAGEMENT: "审管办",
    Role.ADMIN: "系统管理员",
}


class IdKind(StrEnum):
    """The document a natural person proves their identity with. Only the identity card has a check digit we know."""

    IDENTITY_CARD = "identity_card"
    PASSPORT = "passport"
    HK_MACAO_PERMIT = "hk_macao_permit"
    TAIWAN_PERMIT = "taiwan_permit"
    RESIDENCE_PERMIT = "residence_permit"

    @property
    def label(self) -> str:
        return ID_KIND_LABELS[self]


ID_KIND_LABELS: dict[IdKind, str] = {
    IdKind.IDENTITY_CARD: "居民身份证",
    IdKind.PASSPORT: "护照",
    IdKind.HK_MACAO_PERMIT: "港澳居民来往内地通行证",
    IdKind.TAIWAN_PERMIT: "台湾居民来往大陆通行证",
    IdKind.RESIDENCE_PERMIT: "外国人永久居留身份证",
}


class OrganisationKind(StrEnum):
    """民事诉讼法 51: legal persons and other organisations are parties; the kind decides who represents them."""

    COMPANY = "company"
    SOLE_TRADER = "sole_trader"
    PUBLIC_INSTITUTION = "public_institution"
    GOVERNMENT = "government"
    VILLAGE = "village"
    LAW_FIRM = "law_firm"
    SOCIAL = "social"
    OTHER = "other"

    @property
    def label(self) -> str:
        return ORGANISATION_KIND_LABELS[self]


ORGANISATION_KIND_LABELS: dict[OrganisationKind, str] = {
    OrganisationKind.COMPANY: "公司企业",
    OrganisationKind.SOLE_TRADER: "个体工商户",
    OrganisationKind.PUBLIC_INSTITUTION: "事业单位",
    OrganisationKind.GOVERNMENT: "机关",
    OrganisationKind.VILLAGE: "村（居）民委员会",
    OrganisationKind.LAW_FIRM: "律师事务所",
    OrganisationKind.SOCIAL: "社会团体",
    OrganisationKind.OTHER: "其他组织",
}


class OrganisationRole(StrEnum):
    """In what quality a user acts for an organisation."""

    LEGAL_REPRESENTATIVE = "legal_representative"
    HEAD = "head"
    AUTHORISED = "authorised"

    @property
    def label(self) -> str:
        return ORGANISATION_ROLE_LABELS[self]


ORGANISATION_ROLE_LABELS: dict[OrganisationRole, str] = {
    OrganisationRole.LEGAL_REPRESENTATIVE: "法定代表人",
    OrganisationRole.HEAD: "主要负责人",
    OrganisationRole.AUTHORISED: "经办人",
}

"""The only writers of people. Every action is keyword-only and atomic; days and moments come in from the caller."""

from .accounts import (
    admit_to_unit,
    consent,
    create_user,
    leave_unit,
    rename_unit,
    set_elder_mode,
    set_password,
    set_phone,
    verify_identity,
)
from .duty import end_duty, plan_duty
from .posts import appoint, decide_post, given, install, keep, propose_end, propose_post, withdraw_post

__all__ = [
    "admit_to_unit",
    "appoint",
    "consent",
    "create_user",
    "decide_post",
    "end_duty",
    "given",
    "install",
    "keep",
    "leave_unit",
    "plan_duty",
    "propose_end",
    "propose_post",
    "rename_unit",
    "set_elder_mode",
    "set_password",
    "set_phone",
    "verify_identity",
    "withdraw_post",
]

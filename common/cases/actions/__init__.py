"""The only writers of the spine. Each locks the case first, checks, writes, and announces last."""

from .announce import announce, undoable
from .batches import one_by_one
from .deadlines import (
    close_deadlines,
    deal_with,
    keep_deadlines,
    leave_out,
    move_home,
    recount_open,
    set_deadline,
    start_deadlines,
    sweep_lapsed,
)
from .numbers import give_number
from .opening import (
    PartyData,
    add_claim,
    add_party,
    add_representation,
    check_representation,
    end_representation,
    open_case,
    record_facts,
    rename_case,
    set_case,
    set_claims,
)
from .people import admit, finish_todo, link_party, need_checked, need_own_side, need_power, open_todo, release

__all__ = [
    "PartyData",
    "add_claim",
    "add_party",
    "add_representation",
    "admit",
    "announce",
    "check_representation",
    "close_deadlines",
    "deal_with",
    "end_representation",
    "finish_todo",
    "give_number",
    "keep_deadlines",
    "leave_out",
    "link_party",
    "move_home",
    "need_checked",
    "need_own_side",
    "need_power",
    "one_by_one",
    "open_case",
    "open_todo",
    "record_facts",
    "recount_open",
    "release",
    "rename_case",
    "set_case",
    "set_claims",
    "set_deadline",
    "start_deadlines",
    "sweep_lapsed",
    "undoable",
]

"""The only writers of files and papers."""

from .copies import ask_copy, claim_copy, due_copies, keep_copy, keep_copy_failure
from .papers import ask_paper, claim_paper, issue_paper, keep_failure, keep_rendered, make_failed_again, make_withheld
from .pieces import (
    WrongOffset,
    add_piece,
    begin_upload,
    check_upload,
    drop_uploads,
    life,
    opened,
    sweep_uploads,
    take_upload,
    uploads_of,
    verify_upload,
    whole_uploads,
    with_uploads,
)
from .scans import scan_again, unscanned
from .uploads import attach_draft, limits, receive, remove
from .wake import unhurried, wake

__all__ = [
    "WrongOffset",
    "add_piece",
    "ask_copy",
    "ask_paper",
    "attach_draft",
    "begin_upload",
    "check_upload",
    "claim_copy",
    "claim_paper",
    "drop_uploads",
    "due_copies",
    "issue_paper",
    "keep_copy",
    "keep_copy_failure",
    "keep_failure",
    "keep_rendered",
    "life",
    "limits",
    "make_failed_again",
    "make_withheld",
    "opened",
    "receive",
    "remove",
    "scan_again",
    "sweep_uploads",
    "take_upload",
    "unhurried",
    "unscanned",
    "uploads_of",
    "verify_upload",
    "wake",
    "whole_uploads",
    "with_uploads",
]

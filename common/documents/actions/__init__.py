"""The only writers of files and papers."""

from .papers import claim_paper, issue_paper, keep_failure, keep_rendered
from .uploads import attach_draft, receive, remove
from .wake import wake

__all__ = [
    "attach_draft",
    "claim_paper",
    "issue_paper",
    "keep_failure",
    "keep_rendered",
    "receive",
    "remove",
    "wake",
]

"""Pure rules of sorting: which facts count, what the statute and the court's own rules make of them."""

from .facts import FACTS, Fact, facts_for_law, read_facts, words_of
from .sorting import Ground, Proposal, RuleError, Rules, allowed_procedures, read_rules, sort

__all__ = [
    "FACTS",
    "Fact",
    "Ground",
    "Proposal",
    "RuleError",
    "Rules",
    "allowed_procedures",
    "facts_for_law",
    "read_facts",
    "read_rules",
    "sort",
    "words_of",
]

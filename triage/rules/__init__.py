"""Pure rules of triage: which facts count, how a case is sorted, who gets it, what may be converted."""

from .facts import FACTS, Fact, facts_for_law, read_facts, words_of
from .picking import CONFLICT_ARTICLE, TeamLoad, pick, weight_of
from .sorting import Ground, Proposal, RuleError, Rules, allowed_procedures, read_rules, sort
from .terms import conversion_refused, may_convert

__all__ = [
    "CONFLICT_ARTICLE",
    "FACTS",
    "Fact",
    "Ground",
    "Proposal",
    "RuleError",
    "Rules",
    "TeamLoad",
    "allowed_procedures",
    "conversion_refused",
    "facts_for_law",
    "may_convert",
    "pick",
    "read_facts",
    "read_rules",
    "sort",
    "weight_of",
    "words_of",
]

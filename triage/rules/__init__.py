"""Pure rules of triage: which facts count, how a case is sorted, who gets it, how long, what a ruling rests on."""

from .facts import FACTS, Fact, facts_for_law, read_facts, words_of
from .picking import CONFLICT_ARTICLE, TeamLoad, pick, weight_of
from .ruling import appeal_term, dismissal, goes_on, transfer
from .sorting import Ground, Proposal, RuleError, Rules, allowed_procedures, read_rules, sort
from .terms import conversion_refused, days_outside, longer_term, may_convert

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
    "appeal_term",
    "conversion_refused",
    "days_outside",
    "dismissal",
    "facts_for_law",
    "goes_on",
    "longer_term",
    "may_convert",
    "pick",
    "read_facts",
    "read_rules",
    "sort",
    "transfer",
    "weight_of",
    "words_of",
]

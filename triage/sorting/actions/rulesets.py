"""Rule sets: the shipped one, and adopting a new version."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from django.db import transaction

from common.cases.rules import ActionRefused
from triage.sorting.models import RuleSet
from triage.sorting.rules import RuleError, read_rules

DEFAULT = Path(__file__).resolve().parent.parent / "data" / "rules.json"


@transaction.atomic
def load_default_rules() -> RuleSet:
    """The rule set that comes with the portal, adopted from its own day; loading it again changes nothing."""
    data = json.loads(DEFAULT.read_text(encoding="utf-8"))
    read_rules(data["rules"])
    since = date.fromisoformat(data["since"])
    row, _ = RuleSet.objects.get_or_create(
        version=data["version"],
        defaults={
            "since": since,
            "rules": data["rules"],
            "note": data["note"],
            "adopted_by": data["adopted_by"],
            "adopted_on": since,
        },
    )
    return row


@transaction.atomic
def adopt_rules(*, rule_set: RuleSet, since: date, adopted_by: str, today: date) -> RuleSet:
    """Adopt a tried-out draft from a day on, never backwards: past decisions stand on the rules of their day."""
    row = RuleSet.objects.select_for_update().get(pk=rule_set.pk)
    if row.adopted_on is not None:
        raise ActionRefused("这套规则已经批准施行。")
    if since < today:
        raise ActionRefused("规则不能追溯施行，请选择今天或者以后的日期。", field="since")
    if RuleSet.objects.filter(since=since, adopted_on__isnull=False).exists():
        raise ActionRefused("这一天已有另一套规则开始施行。", field="since")
    try:
        read_rules(row.rules)
    except RuleError as error:
        raise ActionRefused(str(error)) from error
    row.since, row.adopted_by, row.adopted_on = since, adopted_by, today
    row.save(update_fields=["since", "adopted_by", "adopted_on"])
    return row

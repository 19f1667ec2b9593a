"""What the pages of a petitioner show."""

from __future__ import annotations

from typing import Any

from common.people.models import Anyone
from petitions.letters.models import Petition
from petitions.letters.queries import full


def mine(user: Anyone) -> Any:
    """The signed-in person's own petitions."""
    return full(Petition.objects.filter(case__parties__user=user.pk)).distinct()

"""Sums to try a rule on: the bounds of the fee tables with their neighbours, and sums of every size (a fixed seed)."""

import random
from functools import cache

BOUNDS = (
    *(1_000, 10_000, 50_000, 100_000, 200_000, 500_000, 896_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000),
    *(20_000_000, 111_640_000, 1_000_000_000),
)  # yuan


@cache
def sums(most: int = 10**12, count: int = 300) -> tuple[int, ...]:
    """Fen from 0 to ``most``: the bounds, a fen and a yuan around each, and ``count`` others, small ones as often."""
    drawn = random.Random(20_070_401)
    edges = {bound * 100 + step for bound in BOUNDS for step in (-100, -1, 0, 1, 19, 20, 50, 60, 99, 100)}
    others = {drawn.randrange(10 ** drawn.randint(1, len(str(most)))) for _ in range(count)}
    return tuple(sorted(each for each in {0, 1, 99, 100, most, *edges, *others} if each <= most))

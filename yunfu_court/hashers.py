"""Password hashing with its cost written down, so that a library's new default cannot slow the portal."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class CourtArgon2(Argon2PasswordHasher):
    """argon2id, 19 MiB, two passes, one lane: OWASP's minimum, about 20 ms, so that hashing cannot starve the pages."""

    memory_cost = 19 * 1024  # KiB
    time_cost = 2
    parallelism = 1

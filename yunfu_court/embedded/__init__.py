"""PostgreSQL and Valkey for the zero-configuration default, and the supervisor behind `./court`.

Nothing in here is used where DATABASE_URL and REDIS_URL name servers of one's own.
"""

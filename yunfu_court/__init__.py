"""The roof: settings, URLs, the procedure on one page, and everything that joins the rooms.

The Celery application is imported here so that `.delay()` in a web process reaches our broker
and not Celery's built-in default address.
"""

from yunfu_court.celery import app as celery_app

__all__ = ["celery_app"]

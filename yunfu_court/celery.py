"""The Celery application; its periodic tasks are the lines of `yunfu_court.timetable`.

No settings module is chosen here: this file is imported by every process of the project, and a
default set so early would win over the one `wsgi.py` and `manage.py` choose.
"""

from typing import Any

from celery import Celery
from celery.signals import task_success, worker_process_init

from yunfu_court.embedded.processes import leave_with_parent

app = Celery("yunfu_court")
# Threads of the web server find the application by this: being "current" is a matter of the importing thread only, and
# any other one would send its wake-ups to amqp://localhost and wait there for ever.
app.set_default()
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.on_after_finalize.connect
def read_timetable(sender: Celery, **_: Any) -> None:
    """Hand the timetable to beat; read late, because it is data of the roof and imports tasks' names only."""
    from yunfu_court.timetable import TIMETABLE

    sender.conf.beat_schedule = {
        name: {"task": entry.task, "schedule": entry.schedule} for name, entry in TIMETABLE.items()
    }


@task_success.connect
def remember(sender: Any = None, result: object = None, **_: Any) -> None:
    """A task of the timetable was done. One that returns None had nothing to do at this hour and is still owed."""
    if result is not None:
        from yunfu_court.runs import keep

        keep(sender.name)


@worker_process_init.connect
def leave_with_the_worker(**_: Any) -> None:
    """A pool process must not outlive a worker that was killed outright."""
    leave_with_parent()

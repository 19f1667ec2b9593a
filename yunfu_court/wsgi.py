"""The WSGI entry; production unless the environment says otherwise, so that a forgotten variable fails closed."""

import os

from django.core.wsgi import get_wsgi_application

from yunfu_court.embedded.processes import leave_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yunfu_court.settings.production")
# The web server forks workers: one whose master was killed outright must not keep the port.
leave_with_parent()
application = get_wsgi_application()

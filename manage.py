#!/usr/bin/env python3
"""Django's command line. `./court manage ...` wraps it with the embedded servers started and migrated."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yunfu_court.settings.local")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)

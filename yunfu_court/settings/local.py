"""`./court run` and `./court manage`: embedded servers, this checkout's secrets under var/, the cashier simulator."""

import json
import os

from yunfu_court.settings.base import *  # noqa: F403
from yunfu_court.settings.base import VAR

DEBUG = os.environ.get("COURT_DEBUG") == "1"
ALLOWED_HOSTS = ["*"]

# Written by `./court` on its first run (mode 600). Without the file the fixed development secrets of base.py stay.
_kept = VAR / "secrets.json"
if _kept.exists():
    _secrets = json.loads(_kept.read_text(encoding="ascii"))
    SECRET_KEY = os.environ.get("SECRET_KEY") or _secrets["SECRET_KEY"]
    FIELD_HMAC_KEY = os.environ.get("FIELD_HMAC_KEY") or _secrets["FIELD_HMAC_KEY"]
    BACKUP_KEY = os.environ.get("BACKUP_KEY") or _secrets.get("BACKUP_KEY", "")
    if not os.environ.get("FIELD_ENCRYPTION_KEYS"):
        FIELD_ENCRYPTION_KEYS = _secrets["FIELD_ENCRYPTION_KEYS"]

CASHIER_SIMULATOR = True
CASHIER_PORT = int(os.environ.get("CASHIER_PORT") or "9000")  # `./court` picks a free one and tells every process
CASHIER_URL = os.environ.get("CASHIER_URL") or f"http://127.0.0.1:{CASHIER_PORT}"
CSP_FORM_ACTION = [CASHIER_URL]

# Codes arrive on a page instead of a phone; never where a database of one's own is used (`./court` says which).
DEMO = os.environ.get("COURT_DEMO") == "1"
STYLE_PAGE = True

"""Sign-in: phone and password, or phone and code; a second factor for the staff. Read by base.py."""

import os

ACCOUNT_ADAPTER = "common.people.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"phone"}
ACCOUNT_SIGNUP_FIELDS = ["phone*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None  # `handle` is filled by itself
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PHONE_VERIFICATION_ENABLED = True
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_CHANGE = True
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PHONE_VERIFICATION_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 300
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_FORMS = {
    "signup": "common.people.forms.SignupForm",
    "request_login_code": "common.people.forms.CodeRequestForm",
    "confirm_login_code": "common.people.forms.LoginCodeForm",
    "verify_phone": "common.people.forms.PhoneCodeForm",
    "change_phone": "common.people.forms.NewNumberForm",
}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # the number is the root of the account: it changes by the password alone
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
# Counted in Valkey. What fails for one number stops that number and nobody else; what an address does only slows it.
# How many tries and codes a number has, and from which place, is `common.people.limits`: every code passes it
# (`AccountAdapter._send`), so allauth counts none itself. What is left here belongs to an account that is signed in, or
# (the second factor's `login_failed`) has told its password.
ACCOUNT_RATE_LIMITS = {
    "signup": "",
    "login": "",
    "login_failed": "5/5m/key",
    "request_login_code": "",
    "verify_phone": "",
    "reset_password": "5/m/key",
    "reset_password_from_key": "",
    "change_phone": "3/m/user",
}

# Passkeys need inline script in allauth's pages, which our CSP forbids.
MFA_ADAPTER = "common.people.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "云浮法院诉讼服务"
MFA_TOTP_TOLERANCE = 1

# Minutes of doing nothing after which somebody is signed out (`common.people.idling`): a court's desk stands where
# people pass, and a party at home writes for an hour.
IDLE_MINUTES = {
    "staff": int(os.environ.get("IDLE_MINUTES_STAFF") or "30"),
    "party": int(os.environ.get("IDLE_MINUTES_PARTY") or "120"),
}

# 等保三级 asks both of the staff; off where people only try the portal out.
STAFF_SECOND_FACTOR = os.environ.get("STAFF_SECOND_FACTOR") == "1"
STAFF_PASSWORD_DAYS = int(os.environ["STAFF_PASSWORD_DAYS"]) if os.environ.get("STAFF_PASSWORD_DAYS") else None

# A sign-in under way keeps the number in the session, and sessions lie in the database.
SESSION_SERIALIZER = "common.fields.sealed.SealedSerializer"

# Whom `common.people` calls, by dotted path: (phone, template, context), (name, kind, number), (request, user),
# (member); VERIFIED_HANDLERS: (user, day); POST_HANDLERS: (proposal). SCAN_HANDLERS: (document).
SMS_SENDER = "common.notifications.actions.send_code"
IDENTITY_CHECKER = "common.people.adapters.form_only"
SIGNED_IN_HANDLERS: list[str] = ["intake.filing.views.signed_in"]
VERIFIED_HANDLERS: list[str] = ["yunfu_court.casefile.seats.verified"]
UNIT_LEFT_HANDLERS: list[str] = ["common.cases.actions.unit_left", "common.notifications.actions.unit_left"]
POST_HANDLERS: list[str] = ["common.notifications.actions.post_said"]
SCAN_HANDLERS: list[str] = ["common.notifications.actions.file_infected"]

# Doors of common.web.doors that need people: name -> (request, **conditions) -> bool.
DOORS = {"staff": "common.people.access.staff_door"}

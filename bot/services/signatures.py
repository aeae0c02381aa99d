"""Who sent these bytes, and when? Requests of shops and our webhooks are signed in one way."""

import hashlib
import hmac
import re
from datetime import datetime, timedelta

TOLERANCE = timedelta(seconds=300)
"""How far a signature's time may be from ours, either way."""
HEADER = "X-Sarafan-Signature"
_FORM = re.compile(r"t=([0-9]{1,12}),v1=([0-9a-f]{64})")


def sign(secret: str, body: bytes, *, now: datetime) -> str:
    """The header's value: "t=<unix time>,v1=<hex HMAC-SHA256 of "<t>.<body>" under the secret>"."""
    moment = int(now.timestamp())
    return f"t={moment},v1={_digest(secret, moment, body)}"


def is_genuine(secret: str, body: bytes, header: str, *, now: datetime) -> bool:
    """Whether the owner of the secret signed these bytes, less than five minutes ago."""
    form = _FORM.fullmatch(header)
    if form is None:
        return False
    moment = int(form[1])
    # Compared first, so that a forger does not learn from the time that it takes.
    is_theirs = hmac.compare_digest(_digest(secret, moment, body), form[2])
    return is_theirs and abs(now.timestamp() - moment) <= TOLERANCE.total_seconds()


def _digest(secret: str, moment: int, body: bytes) -> str:
    signed = b"%d.%s" % (moment, body)
    return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()

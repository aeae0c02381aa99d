"""Which currencies can somebody pay in?"""

from babel.numbers import list_currencies

NOT_MONEY = frozenset({"XXX", "XTS"})
"""ISO 4217 keeps them for no currency and for tests."""
KNOWN = frozenset(list_currencies()) - NOT_MONEY
"""One list for rules and purchases: a campaign in any other could never count a purchase."""

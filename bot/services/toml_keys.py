"""Is there a key in a TOML file that would take minutes to read?

`tomllib` looks at every beginning of a key, so that its time grows with the square of the parts:
one of 128,000, which a file of 256 KB has room for, would hold the bot for six minutes.
"""

import re

PARTS_MAX = 16
"""The deepest key that means something has five: campaign.unit.name.ru.one."""
_WORDS = re.compile(
    r'''"""(?:[^\\]|\\.?+)*?(?:"""|\Z)'''
    r"""|'''.*?(?:'''|\Z)"""
    r"""|"(?:[^"\\\n]|\\[^\n])*+"?"""
    r"""|'[^'\n]*+'?"""
    r"|#[^\n]*+",
    re.DOTALL,
)
"""Strings and comments, in which dots are no keys.

One that never ends is a match too: to begin anew at each quote in it would take minutes as well.
"""
_ENDLESS = re.compile(rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{PARTS_MAX}}}")


def endless(text: str) -> int | None:
    """The first line, from 1, that has a key of more than `PARTS_MAX` parts; None: none has."""
    # A string may be a part. Line feeds stay, so that the line can be named.
    bare = _WORDS.sub(lambda found: "_" + "\n" * found[0].count("\n"), text)
    found = _ENDLESS.search(bare)
    return None if found is None else bare.count("\n", 0, found.start()) + 1

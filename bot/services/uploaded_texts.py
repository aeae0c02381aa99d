"""Which characters does a text file hold that somebody made in a spreadsheet or an editor?"""

import unicodedata

from bot.errors import UserError

ARCHIVES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How XLSX (a zip) and the older XLS (OLE) begin."""
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
UPPER_SHARE = 0.8


class UploadIsASpreadsheet(UserError):
    """XLSX or XLS; the text tells how to save it as CSV."""


class UploadNotText(UserError):
    """In no usual encoding, or no text at all."""


def decoded(content: bytes) -> str:
    """The text, without the mark of its encoding: UTF-8, UTF-16 or Windows-1251.

    Raises `UploadIsASpreadsheet` or `UploadNotText`.
    """
    if content.startswith(ARCHIVES):
        raise UploadIsASpreadsheet
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    if 0 in content:
        # Only UTF-16 has zero bytes in text: of its Latin letters, on the side of the high byte.
        low, high = content[::2].count(0), content[1::2].count(0)
        if max(low, high) < UPPER_SHARE * (len(content) // 2):
            raise UploadNotText
        return _strictly(content, "utf-16-le" if high > low else "utf-16-be")
    try:
        return _strictly(content, "utf-8")
    except UploadNotText:
        return _strictly(content, "windows-1251")


def _strictly(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise UploadNotText from None
    if any(unicodedata.category(letter) == "Cc" and letter not in "\r\n\t" for letter in text):
        raise UploadNotText
    return text

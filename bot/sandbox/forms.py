"""How are parameters and files read from the body of a request?"""

import json
import re
from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.parameters import Upload

PERCENT = re.compile(rb"(?:%[0-9A-Fa-f]{2})+")
SINGLE = {b"%%%02X" % code: bytes((code,)) for code in range(256)}
BOUNDARY = re.compile(r'boundary="?([^";]+)"?', re.IGNORECASE)
DISPOSITION = re.compile(rb'(?:^|;)\s*(name|filename\*?)=(?:"((?:[^"\\]|\\.)*)"|([^;]*))')


def urlencoded(body: bytes) -> dict[str, Any]:
    """Read a query string or an application/x-www-form-urlencoded body."""
    fields: dict[str, Any] = {}
    for part in body.split(b"&"):
        name, separator, value = part.partition(b"=")
        if separator:
            fields[_unquoted(name)] = _unquoted(value)
    return fields


def _unquoted(raw: bytes) -> str:
    raw = raw.replace(b"+", b" ")
    if b"%" in raw:
        raw = PERCENT.sub(_bytes_of, raw)
    return raw.decode("utf-8", "replace")


def _bytes_of(match: re.Match[bytes]) -> bytes:
    run = match[0]
    # JSON is full of single escaped characters, Cyrillic comes in long runs.
    return SINGLE.get(run) or bytes.fromhex(run.replace(b"%", b"").decode())


def read(content_type: str, body: bytes) -> tuple[dict[str, Any], dict[str, Upload]]:
    """Return parameters and file parts of a body; `ApiError` 400 if it can't be read."""
    if not body:
        return {}, {}
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        boundary = BOUNDARY.search(content_type)
        if boundary is None:
            raise bad_request("can't parse multipart: boundary is missing")
        return multipart(body, boundary[1].encode())
    if kind == "application/json":
        try:
            fields = json.loads(body)
        except ValueError:
            raise bad_request("can't parse JSON object") from None
        if not isinstance(fields, dict):
            raise bad_request("can't parse JSON object: Object expected")
        return fields, {}
    return urlencoded(body), {}


def multipart(body: bytes, boundary: bytes) -> tuple[dict[str, Any], dict[str, Upload]]:
    """Split a multipart/form-data body into fields and files (RFC 7578)."""
    fields: dict[str, Any] = {}
    files: dict[str, Upload] = {}
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary)[1:]:
        if part.startswith(b"--"):
            break
        head, separator, content = part.partition(b"\r\n\r\n")
        if not separator:
            raise bad_request("can't parse multipart: a part has no headers")
        headers = _headers(head)
        names = {
            match[1]: (match[2] if match[2] is not None else match[3])
            for match in DISPOSITION.finditer(headers.get(b"content-disposition", b""))
        }
        name = names.get(b"name", b"").decode("utf-8", "replace")
        if b"filename" in names or b"filename*" in names:
            file_name = names.get(b"filename", b"file").decode("utf-8", "replace")
            mime_type = headers.get(b"content-type", b"application/octet-stream").decode()
            files[name] = Upload(file_name, content, mime_type)
        else:
            fields[name] = content.decode("utf-8", "replace")
    return fields, files


def _headers(head: bytes) -> dict[bytes, bytes]:
    found = {}
    for line in head.split(b"\r\n"):
        name, separator, value = line.partition(b":")
        if separator:
            found[name.strip().lower()] = value.strip()
    return found

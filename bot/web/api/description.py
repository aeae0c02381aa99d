"""How is the API described, for programs as OpenAPI and for people as a page?"""

from collections.abc import Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse, JSONResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot import VERSION
from bot.services import signatures, webhook_events
from bot.web.api import shapes
from bot.web.api.problems import KINDS, MEDIA_TYPE, TYPES

OPENAPI_PATH, PAGE_PATH = "/api/openapi.json", "/api/docs"
STATUSES = {
    400: "The request cannot be read",
    401: "The key or the signature is refused",
    404: "Not known",
    409: "It contradicts what was there before",
    413: "The body is too large",
    422: "A field is wrong; errors name it",
    429: "Too many requests; Retry-After tells when",
    503: "The database is away or busy; Retry-After tells when",
}
PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
}
ABOUT = """What a shop tells Sarafan, and what it can ask. All amounts are whole numbers of minor
units (cents). Moments are RFC 3339. Errors are problems of RFC 9457."""


def described(
    answer: type[shapes.Answer],
    *,
    problems: Sequence[int],
    success: str = "Found",
    body: type[shapes.Request] | None = None,
    examples: Mapping[str, object] = {},
    answers: Mapping[int, str] = {},
) -> dict[str, Any]:
    """Arguments of a route that describe it; its handler reads the raw body, which is signed."""
    responses: dict[int | str, dict[str, Any]] = {
        status: {
            "description": STATUSES[status],
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemShown"}}},
        }
        for status in problems
    }
    responses |= {
        status: {"description": sentence, "model": answer} for status, sentence in answers.items()
    }
    extra: dict[str, Any] = {"security": [{"key": []}]}
    if body is not None:
        extra["parameters"] = [_SIGNATURE, _IDEMPOTENCY]
        extra["requestBody"] = {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {"$ref": f"#/components/schemas/{body.__name__}"},
                    "examples": {name: {"value": value} for name, value in examples.items()},
                }
            },
        }
    return {
        "response_model": answer,
        "response_description": success,
        "responses": responses,
        "openapi_extra": extra,
    }


_SIGNATURE = {
    "name": signatures.HEADER,
    "in": "header",
    "required": True,
    "schema": {"type": "string", "pattern": "^t=[0-9]{1,12},v1=[0-9a-f]{64}$"},
    "description": 't=<unix time>,v1=<hex HMAC-SHA256 of "<t>.<raw body>" under the secret>; '
    "the time may be five minutes off.",
}
_IDEMPOTENCY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 128},
    "description": "Any text of the shop's choice. The same request with the same key is done "
    "once and answered alike for 30 days.",
}


def schema(routers: Sequence[APIRouter]) -> dict[str, Any]:
    """The OpenAPI document."""
    routes = [route for router in routers for route in router.routes]
    found = get_openapi(title="Sarafan", version=VERSION, description=ABOUT, routes=routes)
    components = found.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for shape in (shapes.ConversionReport, shapes.RefundReport, shapes.ProblemShown):
        described_shape = shape.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(described_shape.pop("$defs", {}))
        schemas[shape.__name__] = described_shape
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    for methods in found["paths"].values():
        for method in methods.values():
            # FastAPI's own, in a shape that we never answer with.
            answered = method["responses"].get("422", {})
            if "application/json" in answered.get("content", {}):
                del answered["content"]["application/json"]
                if not answered["content"]:
                    del method["responses"]["422"]
            method["responses"] = dict(sorted(method["responses"].items()))
    components["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
    return dict(found)


@cache
def _template() -> Any:
    templates = FileSystemLoader(Path(__file__).parent.parent / "templates")
    environment = Environment(loader=templates, autoescape=True, undefined=StrictUndefined)
    return environment.get_template("api.html")


def page(document: Mapping[str, Any]) -> str:
    """The same in HTML, for people."""
    schemas = document["components"]["schemas"]
    rendered: str = _template().render(
        about=document["info"]["description"],
        version=document["info"]["version"],
        operations=[
            (path, method.upper(), operation)
            for path, methods in document["paths"].items()
            for method, operation in methods.items()
        ],
        schemas=schemas,
        kinds=KINDS,
        types=TYPES,
        events=webhook_events.EXAMPLES,
    )
    return rendered


def build(routers: Sequence[APIRouter]) -> APIRouter:
    # Made when somebody asks: most starts of the bot are not followed by a reader.
    document = cache(partial(schema, routers))
    router = APIRouter()

    @router.get(OPENAPI_PATH)
    async def openapi() -> JSONResponse:
        return JSONResponse(document())

    @router.get(PAGE_PATH)
    async def docs() -> HTMLResponse:
        return HTMLResponse(page(document()), headers=PAGE_HEADERS)

    return router

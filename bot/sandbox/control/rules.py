"""How are limits, faults and load set from outside?"""

from dataclasses import asdict

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from bot.sandbox import load
from bot.sandbox.control.scope import World
from bot.sandbox.entities import Json
from bot.sandbox.faults import FaultKind

COUNT_LIMIT = 5_000_000

routes = APIRouter()


class ChangedLimits(BaseModel):
    model_config = ConfigDict(extra="forbid")

    enabled: bool | None = None
    overall_per_second: float | None = Field(None, gt=0)
    paid_per_second: float | None = Field(None, gt=0)
    chat_per_second: float | None = Field(None, gt=0)
    chat_burst: float | None = Field(None, ge=1)
    group_per_minute: float | None = Field(None, ge=1)
    extend_on_violation: bool | None = None


class NewFault(BaseModel):
    model_config = ConfigDict(extra="forbid")

    method: str = "*"
    kind: FaultKind
    status: int = Field(500, ge=400, le=599)
    seconds: float = Field(1.0, ge=0)
    times: int | None = Field(None, ge=1)
    probability: float = Field(1.0, ge=0, le=1)
    seed: int | None = None


class NewLoad(BaseModel):
    model_config = ConfigDict(extra="forbid")

    count: int = Field(ge=1, le=COUNT_LIMIT)
    rate: float | None = Field(None, gt=0)
    """Newcomers per second; without it as fast as the bot takes them."""
    text_template: str | None = None
    """What they write; {number} and {id} are replaced."""
    code: str | None = None
    """Shorthand for the text "/start <code>"."""
    first_id: int = Field(10_000_000_000, ge=1)


@routes.get("/limits")
async def limits(world: World) -> Json:
    """Return the flood limits, and how many calls they have refused."""
    return {**asdict(world.flood.limits), "refused": world.flood.refused}


@routes.put("/limits")
async def change_limits(changed: ChangedLimits, world: World) -> Json:
    """Change the limits that are named; buckets start full."""
    for name, value in changed.model_dump(exclude_none=True).items():
        setattr(world.flood.limits, name, value)
    world.flood.forget()
    return await limits(world)


@routes.get("/faults")
async def faults(world: World) -> list[Json]:
    """Return the faults with how often each has fired."""
    return [fault.json() for fault in world.faults.rules]


@routes.post("/faults")
async def add_fault(new: NewFault, world: World) -> Json:
    """Add a fault."""
    return world.faults.add(**new.model_dump()).json()


@routes.delete("/faults")
async def clear_faults(world: World) -> Json:
    """End all faults."""
    world.faults.clear()
    return {"ok": True}


@routes.post("/load")
async def start_load(new: NewLoad, world: World) -> Json:
    """Let newcomers press start."""
    start = f"/start {new.code}" if new.code else "/start"
    text = start if new.text_template is None else new.text_template
    return load.begin(world, new.count, new.rate, text, new.first_id).report()


@routes.get("/load")
async def load_report(world: World) -> Json:
    """Return counts, and p50, p95, p99 of the wait for the first answer in milliseconds."""
    if not isinstance(world.load, load.Load):
        return {"sent": 0, "answered": 0, "p50": None, "p95": None, "p99": None, "done": True}
    return world.load.report()


@routes.delete("/load")
async def stop_load(world: World) -> Json:
    """End the run that is being sent."""
    if isinstance(world.load, load.Load):
        await world.load.stop()
    return await load_report(world)

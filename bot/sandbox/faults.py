"""What goes wrong between the bot and Telegram, how often, and in which way?"""

import random
from dataclasses import dataclass, field
from enum import StrEnum

from bot.sandbox.entities import Json
from bot.sandbox.errors import ActionRefused

FAULTS_LIMIT = 1_000


class FaultKind(StrEnum):
    """What a fault does to a call."""

    LOST_REPLY = "lost_reply"
    """The call is carried out, then the connection breaks: the bot never learns of it."""
    ERROR = "error"
    """Nothing is carried out; the answer has an HTTP status of 500 or more."""
    DELAY = "delay"
    """The call is carried out after some seconds."""
    RETRY_AFTER = "retry_after"
    """Nothing is carried out; the answer is a 429."""
    DROP = "drop"
    """Nothing is carried out, the connection breaks."""


@dataclass(slots=True)
class Fault:
    """One rule; it fires for calls of its method until it has fired `times` times."""

    method: str
    kind: FaultKind
    status: int = 500
    seconds: float = 1.0
    times: int | None = None
    probability: float = 1.0
    seed: int | None = None
    fired: int = 0
    _random: random.Random = field(default_factory=random.Random)

    def json(self) -> Json:
        return {
            "method": self.method,
            "kind": self.kind.value,
            "status": self.status,
            "seconds": self.seconds,
            "times": self.times,
            "probability": self.probability,
            "seed": self.seed,
            "fired": self.fired,
        }

    def fires(self, method: str) -> bool:
        """Tell whether it hits this call, and count it if so."""
        if self.method not in ("*", method):
            return False
        if self.times is not None and self.fired >= self.times:
            return False
        if self.probability < 1.0 and self._random.random() >= self.probability:
            return False
        self.fired += 1
        return True


class Faults:
    """The rules that are on; the first that fires decides a call."""

    def __init__(self) -> None:
        self.rules: list[Fault] = []

    def add(
        self,
        method: str,
        kind: FaultKind | str,
        *,
        status: int = 500,
        seconds: float = 1.0,
        times: int | None = None,
        probability: float = 1.0,
        seed: int | None = None,
    ) -> Fault:
        """Add a rule for a method name, or "*" for all; a seed makes the chance repeatable."""
        if len(self.rules) >= FAULTS_LIMIT:
            raise ActionRefused(f"there are {FAULTS_LIMIT} faults already")
        if not 400 <= status <= 599:
            raise ActionRefused("the status of a fault is between 400 and 599")
        fault = Fault(
            method,
            FaultKind(kind),
            status=status,
            seconds=seconds,
            times=times,
            probability=probability,
            seed=seed,
        )
        if seed is not None:
            fault._random.seed(seed)
        self.rules.append(fault)
        return fault

    def clear(self) -> None:
        """End all faults."""
        self.rules.clear()

    def for_call(self, method: str) -> Fault | None:
        """Return the rule that hits this call, or None."""
        for rule in self.rules:
            if rule.fires(method):
                return rule
        return None

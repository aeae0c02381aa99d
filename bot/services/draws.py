"""Who wins a draw, so that anybody can compute it again? No database, no clock.

docs/draws.md describes the same in words and as a program for everybody; a test compares them.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

SEED_BYTES = 32
CODE_LENGTH = 16
"""Hex digits: two of a million entrants share 64 bits less often than once in ten million draws."""
COUNTER_BYTES = 8
RANGE = 2**256
"""An HMAC-SHA256 is a number below this."""
TITLE = "# Sarafan draw 1"


@dataclass(frozen=True)
class Facts:
    """What stands above the tickets."""

    contest: str
    """Campaign and contest: "autumn/lottery"."""
    commitment: str
    ledger_number: int
    ledger_seal: str
    """The end of the ledger's chain at the close: nobody knew it when the seed was chosen."""
    prizes: int


def new_seed() -> str:
    """32 random bytes, hex."""
    return secrets.token_hex(SEED_BYTES)


def commitment(seed: str) -> str:
    """SHA-256 of the seed, hex: published at the start, it fixes the seed without showing it."""
    return hashlib.sha256(bytes.fromhex(seed)).hexdigest()


def code(seed: str, contest_id: int, participant_id: int) -> str:
    """By what an entrant is called in the list.

    It follows from the seed, so that nobody can choose codes at the close until the list draws
    whom they like; before the close nobody can tell whose it is.
    """
    said = f"entrant:{contest_id}:{participant_id}".encode()
    return hmac.digest(bytes.fromhex(seed), said, "sha256").hex()[:CODE_LENGTH]


def listed(facts: Facts, tickets: Mapping[str, int]) -> bytes:
    """The published file: a few facts, then one line for each ticket, in the order of the codes."""
    head = (
        TITLE,
        f"# contest: {facts.contest}",
        f"# commitment: {facts.commitment}",
        f"# ledger: {facts.ledger_number} {facts.ledger_seal}",
        f"# prizes: {facts.prizes}",
    )
    lines = "".join(f"{code}\n" * count for code, count in sorted(tickets.items()))
    return ("\n".join(head) + "\n" + lines).encode()


def list_hash(published: bytes) -> str:
    return hashlib.sha256(published).hexdigest()


def winners(seed: str, published: bytes) -> list[str]:
    """Codes in the order in which they were drawn; nobody wins twice.

    The n-th number is HMAC-SHA256 under the seed of the list's hash and n. A number from the
    incomplete last stretch would prefer the first tickets: it is left out.
    """
    lines = published.decode().splitlines()
    tickets = [line for line in lines if not line.startswith("#")]
    prizes = next(int(line.split()[-1]) for line in lines if line.startswith("# prizes: "))
    digest, key = hashlib.sha256(published).digest(), bytes.fromhex(seed)
    wanted = min(prizes, len(set(tickets)))
    drawn: dict[str, None] = {}
    counter = 0
    while len(drawn) < wanted:
        said = digest + counter.to_bytes(COUNTER_BYTES, "big")
        number = int.from_bytes(hmac.digest(key, said, "sha256"), "big")
        if number < RANGE - RANGE % len(tickets):
            drawn.setdefault(tickets[number % len(tickets)])
        counter += 1
    return list(drawn)

"""How does anybody check a draw?"""

import asyncio

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.db import Database
from bot.i18n import Translate
from bot.services import contest_boards, contest_words, contests, draw_proofs
from bot.services.contest_boards import Line
from bot.services.contests import Known
from bot.services.draw_proofs import Proof
from bot.uploads import Uploads
from handlers import contest_texts
from handlers.contests import ShowContests, ShowProof
from handlers.screens import button, home_button, show
from models import ContestKind, ContestState, Participant

router = Router(name=__name__)

WINNERS_SHOWN = 20


@router.message(Command("verify"))
async def choose(
    message: Message, db: Database, t: Translate, participant: Participant, uploads: Uploads
) -> None:
    async with db.read() as session:
        held = await contests.past(session, kind=ContestKind.DRAW)
    if len(held) == 1:
        await _prove(message, held[0].contest.id, db, t, participant, uploads)
        return
    rows = [
        [button(contest_words.title(t, known), ShowProof(contest_id=known.contest.id).pack())]
        for known in held
    ]
    text = t("contests-verify-choose") if held else t("contests-verify-none")
    await show(message, text, [*rows, [home_button(t)]])


@router.callback_query(ShowProof.filter())
async def prove(
    query: CallbackQuery,
    callback_data: ShowProof,
    db: Database,
    t: Translate,
    participant: Participant,
    uploads: Uploads,
) -> None:
    await _prove(query, callback_data.contest_id, db, t, participant, uploads)


async def _prove(
    event: Message | CallbackQuery,
    contest_id: int,
    db: Database,
    t: Translate,
    participant: Participant,
    uploads: Uploads,
) -> None:
    async with db.read() as session:
        known = await contests.find(session, contest_id)
        if not known.is_draw or known.contest.state != ContestState.CLOSED:
            raise contests.ContestUnknown
        material = await draw_proofs.gather(session, known)
        winners = await contest_boards.winners(session, known, limit=WINNERS_SHOWN)
    # Everything is computed again, now; a long list must not keep other people waiting.
    proof = await asyncio.to_thread(material.prove)
    text = _text(t, known, proof, winners, participant)
    rows = [[button(t.plain("contests-all-button"), ShowContests().pack()), home_button(t)]]
    await show(event, text, rows)
    message = event if isinstance(event, Message) else event.message
    if isinstance(message, Message):
        name = f"draw-{known.campaign.slug}-{known.contest.name}.txt"
        await uploads.answer_file(
            message, proof.published, file_name=name, caption=t("contests-verify-how")
        )


def _text(
    t: Translate, known: Known, proof: Proof, winners: list[Line], participant: Participant
) -> str:
    contest = known.contest
    verdict = t("contests-verify-agrees")
    if not proof.agrees:
        verdict = t("contests-verify-differs", what=_what_differs(t, proof))
    facts = [
        *contest_words.proof(t, known),
        t(
            "contests-verify-ledger",
            number=str(contest.ledger_number),
            seal=contest.ledger_seal or "",
        ),
        t("contests-verify-tickets", count=proof.tickets),
    ]
    own = []
    if participant.id in proof.own:
        code = proof.own[participant.id]
        count = proof.published.decode().splitlines().count(code)
        own.append(t("contests-verify-own", code=code, count=count))
    won = [contest_texts.drawn_line(t, known, line) for line in winners]
    if len(winners) == WINNERS_SHOWN < known.section.places:
        won.append("…")
    parts = [t("contests-verify-title", title=contest_words.title(t, known)), verdict]
    parts.append("\n".join(facts))
    if won:
        parts.append("\n".join([t("contests-winners-title"), *won]))
    return "\n\n".join([*parts, *own])


def _what_differs(t: Translate, proof: Proof) -> str:
    said = (
        (proof.seed_fits, "contests-verify-commitment"),
        (proof.list_fits, "contests-verify-list"),
        (proof.winners_fit, "contests-verify-winners"),
    )
    return ", ".join(t.plain(key) for fits, key in said if not fits)

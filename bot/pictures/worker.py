"""How does the child process answer? A line of JSON in, a header and a PNG out, until the end."""

import importlib
import signal
import sys
from typing import assert_never

from bot.pictures import (
    CHARTS_SOON,
    HEADER,
    arms,
    boards,
    cards,
    flows,
    invitations,
    posters,
    puzzles,
    qr,
)


def draw(card: cards.Card) -> bytes:
    match card:
        case cards.QrCard():
            return qr.draw(card)
        case cards.BoardCard():
            return boards.draw(card)
        case cards.PlainQrCard():
            return qr.draw_plain(card)
        case cards.PosterCard():
            return posters.draw(card)
        case cards.InvitationCard():
            return invitations.draw(card)
        case cards.ArmsCard():
            return arms.draw(card)
        case cards.FlowCard():
            return flows.draw(card)
        case cards.PuzzleCard():
            return puzzles.draw(card)
        case cards.GrowthCard() | cards.FunnelCard() | cards.ForecastCard():
            # Imported here: matplotlib takes a second, and most pictures are QR codes.
            from bot.pictures import charts

            return charts.draw(card)
        case _:
            assert_never(card)


def serve() -> None:
    # Signals for the whole group (Ctrl-C, a service manager's stop) are the bot's to answer: it
    # finishes what is in hand and then closes our input.
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.SIG_IGN)
    for line in sys.stdin.buffer:
        if line == CHARTS_SOON:
            importlib.import_module("bot.pictures.charts")
            continue
        try:
            was_drawn, answer = True, draw(cards.from_json(line))
        except Exception as error:
            was_drawn, answer = False, repr(error)[:500].encode()
        sys.stdout.buffer.write(HEADER.pack(was_drawn, len(answer)) + answer)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    serve()

"""How does the child process answer? A line of JSON in, a header and a PNG out, until the end."""

import signal
import sys

from bot.pictures import HEADER, cards, qr


def draw(card: cards.Card) -> bytes:
    return qr.draw(card)


def serve() -> None:
    # Signals for the whole group (Ctrl-C, a service manager's stop) are the bot's to answer: it
    # finishes what is in hand and then closes our input.
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.SIG_IGN)
    for line in sys.stdin.buffer:
        try:
            was_drawn, answer = True, draw(cards.from_json(line))
        except Exception as error:
            was_drawn, answer = False, repr(error)[:500].encode()
        sys.stdout.buffer.write(HEADER.pack(was_drawn, len(answer)) + answer)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    serve()

"""Do two arms of one programme show other words, pay other amounts, and stand in one report?"""

from urllib.parse import unquote_plus

from tests.people import Person, text_of
from tests.programmes.play import Play

SAME, GENEROUS = "100 points for each of us", "180 points for you"


async def test_each_arm_has_its_words_and_amounts_and_the_report_tells_them_apart(
    play: Play,
) -> None:
    """Six people are in one arm or the other, as their invitation says; each brings a friend."""
    arms: dict[str, list[str]] = {SAME: [], GENEROUS: []}
    for number in range(1, 7):
        person = play.person(f"Person{number}")
        await person.start()
        words = await shared_words(person)
        assert words == await shared_words(person)
        arms[next(arm for arm in arms if arm in words)].append(f"Person{number}")
        await play.invited_by(person, f"Friend{number}")
    assert all(arms.values())

    # In one arm 100 and 100, in the other 20 and 180.
    have: dict[str, tuple[int, int]] = {}
    for name in arms[SAME]:
        have |= {name: (100, 0), name.replace("Person", "Friend"): (100, 0)}
    for name in arms[GENEROUS]:
        have |= {name: (20, 0), name.replace("Person", "Friend"): (180, 0)}
    # Either way a friend costs 200: 6 × 200.
    held = {name: (0, amount, 0) for name, (amount, _) in have.items()}
    await play.expect(granted=1_200, **held)
    await play.stage.advance(days=1, minutes=1)
    await play.expect(granted=1_200, **{name: (amount, 0, 0) for name, (amount, _) in have.items()})

    await play.ask_in_group("/stats")
    await play.press_in_group("🧪 Test: amounts")
    report = text_of(play.stage.in_group()[-1])
    assert "same" in report
    assert "generous" in report
    # All who saw an arm and brought somebody; six are too few to say more. Of the friends some
    # have seen their own invitation too, when they came.
    assert "Not enough people yet" in report


async def shared_words(person: Person) -> str:
    """What the button that shares in Telegram puts beside the link."""
    screen = await person.say("/invite")
    rows = screen["reply_markup"]["inline_keyboard"]
    [button] = [each for row in rows for each in row if each["text"] == "✈️ Telegram"]
    return unquote_plus(button["url"])

"""What a trial says as plain text, for people."""

from perennial.flows.read_trial import ReadTrial
from perennial.pictures.trial.described import answer_of, outcomes_of
from perennial.pictures.words import Words

__all__ = ["trial_words"]


def trial_words(found: ReadTrial, language: str) -> str:
    """Write the answer and, where the arms are those of a lot, every outcome; a line each."""
    look = found.look
    answer = answer_of(
        look.reading,
        look.verdict,
        needed_customers=look.needed_customers,
        smallest_effect=look.smallest_effect,
    )
    told = [answer]
    if look.verdict != "not_by_lot":
        told += outcomes_of(look.reading, horizon=look.horizon, followed=look.followed)
    words = Words(language, found.currency)
    return "".join(f"{words.say(each)}\n" for each in told)

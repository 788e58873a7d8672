"""Rules that could not do what they say: told by trying them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.endings.regex import samples, trouble
from simulator.endings.rules import ClosingCue, Compiled, EndingRule, EndingRules, Where
from simulator.endings.speech import sentences
from simulator.transcript import OTHER

TRIES = 40
"""Texts that are made from a phrase before it is said that none of them fires."""

ORDINARY = (
    "I slept badly again and the mornings are the worst part.",
    "That sounds really heavy, and it makes sense that you were tired.",
    "My sister called on Sunday.",
    "What went through your mind just then?",
    "Okay.",
    "Yes.",
    "I don't know.",
    "Let's look at the thought you wrote down on Tuesday.",
    "He said he would pick up the kids, and then he didn't.",
    "I see.",
    "Take a slow breath and notice your feet on the floor.",
    "So the thought is that you have to be perfect or you fail.",
    "Thank you.",
    "I feel a bit better.",
    "Work has been quiet.",
)
"""Sentences of the middle of a session. A phrase that matches one of them would end or close any session."""

_COVERS: dict[Where, frozenset[Where]] = {
    "last_sentence": frozenset({"last_sentence"}),
    "last_three_sentences": frozenset({"last_sentence", "last_three_sentences"}),
    "last_paragraph": frozenset({"last_sentence", "last_paragraph"}),
    "anywhere": frozenset({"last_sentence", "last_three_sentences", "last_paragraph", "anywhere"}),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with the rules, and the place it stands at."""

    path: tuple[str | int, ...]
    problem: str
    remedy: str


def faults(rules: EndingRules, turn_limit: int | None = None) -> Iterator[Fault]:
    """What is wrong with a set of rules, the most basic first.

    Args:
        rules: all parts they use are defined.
        turn_limit: turns of a session, when known.
    """
    broken = False
    for fault in _expressions(rules):
        broken = True
        yield fault
    if broken:
        return
    compiled = rules.compiled
    for i, cue in enumerate(rules.closing):
        yield from _cue(rules, cue, i)
    yield from conditions(rules, turn_limit)
    for i, rule in enumerate(rules.endings):
        yield from _phrases(rules, rule, i)
    for i, rule in enumerate(rules.endings):
        yield from _covered(rules, compiled, rule, i)


def _expressions(rules: EndingRules) -> Iterator[Fault]:
    for path, phrase, searched in phrases_of(rules):
        if why := trouble(rules.expand(phrase), searched=searched):
            yield Fault(
                path, f"{_short(phrase)} {why}", "Bound its repeats, or split it into several phrases."
            )


def phrases_of(rules: EndingRules) -> Iterator[tuple[tuple[str | int, ...], str, bool]]:
    """Every expression with the place it stands at, and whether it is searched for or matched with a whole sentence."""
    yield from ((("define", name), phrase, False) for name, phrase in rules.define.items())
    play = rules.role_play
    for kind, expressions in (("begins", play.begins), ("ends", play.ends), ("unless", play.unless)):
        yield from ((("role_play", kind, i), phrase, True) for i, phrase in enumerate(expressions))
    for i, cue in enumerate(rules.closing):
        yield from ((("closing", i, "phrases", j), phrase, True) for j, phrase in enumerate(cue.phrases))
        yield from ((("closing", i, "unless", j), phrase, True) for j, phrase in enumerate(cue.unless))
    for i, rule in enumerate(rules.endings):
        yield from ((("endings", i, "phrases", j), phrase, False) for j, phrase in enumerate(rule.phrases))
        yield from ((("endings", i, "unless", j), phrase, True) for j, phrase in enumerate(rule.unless))


def conditions(rules: EndingRules, turn_limit: int | None) -> Iterator[Fault]:
    """Rules whose conditions can never hold together; the phrases are not tried.

    Args:
        rules: their expressions may be anything.
        turn_limit: turns of a session, when known.
    """
    for i, rule in enumerate(rules.endings):
        if rule.speaker == "patient" and not rule.needs:
            problem = f"rule {rule.id!r} can never fire: the patient's words do not end a session alone"
            yield Fault(("endings", i), problem, "Add `needs: [closing]` or `needs: [acknowledged]`.")
        if unmet := _unmet(rules, rule):
            yield Fault(("endings", i, "needs"), f"rule {rule.id!r} can never fire: {unmet[0]}", unmet[1])
        if turn_limit is not None and rule.minimum_turns > turn_limit:
            problem = f"rule {rule.id!r} can never fire: it waits for turn {rule.minimum_turns}, the limit is {turn_limit}"
            remedy = "Lower minimum_turns or raise the turn limit."
            yield Fault(("endings", i, "minimum_turns"), problem, remedy)


def _unmet(rules: EndingRules, rule: EndingRule) -> tuple[str, str] | None:
    """What a rule needs and nothing in the file can bring about, and the remedy."""
    opens = any(cue.speaker == "therapist" and cue.strength != "send_off" for cue in rules.closing)
    for need in rule.needs:
        if need in ("closing", "announced", "signed") and not opens:
            return (
                f"it needs `{need}`, and nothing under `closing` shows that a session is drawing to its end",
                "Add what the therapist then says under `closing`; see docs/endings.md.",
            )
    partner = OTHER[rule.speaker]
    leaves = any(other.speaker == partner for other in rules.endings)
    sends_off = partner == "therapist" and any(cue.speaker == partner for cue in rules.closing)
    if "acknowledged" in rule.needs and not leaves and not sends_off:
        return (
            f"it needs `acknowledged`, and no rule says how the {partner} takes leave",
            f"Add a rule with `speaker: {partner}`; see docs/endings.md.",
        )
    return None


def _phrases(rules: EndingRules, rule: EndingRule, i: int) -> Iterator[Fault]:
    for j, phrase in enumerate(rule.phrases):
        path = ("endings", i, "phrases", j)
        if phrase in rule.phrases[:j]:
            yield Fault(path, f"rule {rule.id!r} has the phrase {_short(phrase)} twice", "Remove one.")
            continue
        alone = EndingRules(
            define=rules.define, endings=(rule.model_copy(update={"phrases": (phrase,)}),)
        ).compiled
        ordinary = next(
            (s for s in ORDINARY if alone.said(sentences(s.replace("?", ".")), rule.speaker)), None
        )
        if ordinary:
            problem = f"rule {rule.id!r}: {_short(phrase)} matches ordinary talk ({ordinary!r})"
            yield Fault(path, problem, "Name the words of a farewell.")
        elif not any(alone.said(sentences(s), rule.speaker) for s in samples(rules.expand(phrase), TRIES)):
            problem = f"rule {rule.id!r} can never fire on {_short(phrase)}"
            remedy = (
                "A phrase must match one whole sentence without lead-in, name, quotes, brackets, list mark or question "
                "mark, with single spaces, and `unless` must not match what it matches."
            )
            yield Fault(path, problem, remedy)


def _cue(rules: EndingRules, cue: ClosingCue, i: int) -> Iterator[Fault]:
    for j, phrase in enumerate(cue.phrases):
        path = ("closing", i, "phrases", j)
        alone = EndingRules(
            define=rules.define, closing=(cue.model_copy(update={"phrases": (phrase,)}),)
        ).compiled
        ordinary = next((s for s in ORDINARY if alone.cues(sentences(s), cue.speaker)), None)
        if ordinary:
            problem = f"cue {cue.id!r}: {_short(phrase)} matches ordinary talk ({ordinary!r})"
            yield Fault(path, problem, "Name the words that close a session.")
        elif not any(alone.cues(sentences(s), cue.speaker) for s in samples(rules.expand(phrase), TRIES)):
            problem = f"cue {cue.id!r} can never be seen by {_short(phrase)}"
            yield Fault(
                path, problem, "It must match within one sentence, and `unless` must not match the same."
            )


def _covered(rules: EndingRules, compiled: Compiled, rule: EndingRule, i: int) -> Iterator[Fault]:
    """An earlier rule that fires whenever this one does, and so keeps it from ever being named."""
    for earlier in rules.endings[:i]:
        wider = (
            earlier.speaker == rule.speaker
            and set(earlier.needs) <= set(rule.needs)
            and earlier.minimum_turns <= rule.minimum_turns
            and earlier.minimum_words <= rule.minimum_words
            and rule.where in _COVERS[earlier.where]
        )
        if not wider:
            continue
        said = [
            {m.rule.id for m in compiled.said(sentences(text), rule.speaker)}
            for phrase in rule.phrases
            for text in samples(rules.expand(phrase), TRIES // 4)
        ]
        firing = [ids for ids in said if rule.id in ids]
        if firing and all(earlier.id in ids for ids in firing):
            problem = f"rule {rule.id!r} can never fire: rule {earlier.id!r} stands before it and covers all it matches"
            yield Fault(("endings", i), problem, "Remove it, put it first, or give it other phrases.")


def _short(phrase: str) -> str:
    shown = "".join(c if c.isprintable() else "?" for c in phrase[:80])
    return repr(shown if len(phrase) <= 80 else shown + "…")

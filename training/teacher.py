"""Makes `soft.xz`: what a large net that reads whole turns says of sentences that nobody labelled.

The sentence model all-MiniLM-L6-v2 (Apache-2.0; its folder with config.json, model.safetensors and tokenizer.json is
the argument) learns the rows of the AUTHORS end to end, then labels their sentences and those that `invent.py` makes of
them. It is far too slow for run time. It needs torch and tokenizers, takes a quarter of an hour on two cores, and
`make train-guard` does not need it: the file is kept in the repository.

    python -m training.teacher MODEL_FOLDER
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch.nn import functional

from simulator.integrity.voice import VOICES
from simulator.integrity.voice_features import mask_quotes
from training.encoder import Encoder
from training.invent import Inventor
from training.model import ORDER
from training.rows import CORPUS, Sentence, Turn, read_rows
from training.soft import write_soft
from training.splice import join_clean, splice
from training.stock import stock_turns
from training.vary import chat, formal, heard, slip

AUTHORS = ("author_a", "author_b", "author_d", "author_e", "author_f", "author_n", "author_v")
"""The others are left for measuring."""
INVENTED, INVENT_SEED = 50_000, 5
EPOCHS, RATE, HEAD_RATE, WARM = 2, 6e-5, 6e-4, 0.06
BATCH, TOKENS = 32, 2000
SPLICED, VARIED, WITHOUT_PREVIOUS = 0.35, 0.12, 0.15
LIFT = torch.tensor([1.0, 1.0, 1.3, 1.8])
BEGIN, APART = 101, 102
"""Numbers of the tokens that begin a text and part its sentences."""


@dataclass(frozen=True)
class Item:
    """A turn in tokens; `sentence` says to which sentence a token belongs, -1 to none."""

    ids: list[int]
    kinds: list[int]
    sentence: list[int]
    count: int


class Reader:
    """Turns to tokens: the end of the partner's turn, who speaks, the sentences."""

    def __init__(self, folder: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._known: dict[str, list[int]] = {}

    def _encode(self, text: str) -> list[int]:
        if text not in self._known:
            self._known[text] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return self._known[text]

    def item(self, turn: Turn, longest: int, previous: bool = True) -> Item:
        """As many sentences from the first on as fit."""
        partner = "therapist" if turn.speaker == "patient" else "patient"
        head = [BEGIN]
        if previous and turn.previous:
            head += self._encode(f"{partner} :") + self._encode(turn.previous[-300:])[-28:]
        head.append(APART)
        ids = head + self._encode(f"{turn.speaker} :")
        sentence, count = [-1] * len(ids), 0
        for k, text in enumerate(mask_quotes([s.text for s in turn.sentences])):
            part = self._encode(text.replace("\x02", '"'))[:96] or [100]
            if count and len(ids) + len(part) >= longest:
                break
            ids = [*ids, *part, APART]
            sentence += [k] * len(part) + [-1]
            count = k + 1
        return Item(ids, [0] * len(head) + [1] * (len(ids) - len(head)), sentence, count)


def collate(items: Sequence[Item]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, int]:
    """Tokens, kinds, sentences numbered over the whole batch, and how many."""
    width = max(len(i.ids) for i in items)
    ids, kinds = torch.zeros(2, len(items), width, dtype=torch.long).unbind()
    sentence = torch.full((len(items), width), -1)
    before = 0
    for row, item in enumerate(items):
        size = len(item.ids)
        ids[row, :size], kinds[row, :size] = torch.tensor(item.ids), torch.tensor(item.kinds)
        numbers = torch.tensor(item.sentence)
        sentence[row, :size] = torch.where(numbers >= 0, numbers + before, numbers)
        before += item.count
    return ids, kinds, sentence, before


def batches(items: Sequence[Item], size: int, tokens: int, chance: random.Random | None) -> list[list[int]]:
    """Items of like length together."""
    order = list(range(len(items)))
    if chance:
        chance.shuffle(order)
    made: list[list[int]] = []
    for start in range(0, len(order), size * 24):
        current: list[int] = []
        for i in sorted(order[start : start + size * 24], key=lambda i: len(items[i].ids)):
            if current and (len(current) >= size or (len(current) + 1) * len(items[i].ids) > tokens):
                made.append(current)
                current = []
            current.append(i)
        made.append(current)
    if chance:
        chance.shuffle(made)
    return made


def varied(turn: Turn, chance: random.Random) -> Turn:
    """The turn in another way of writing."""
    strange = any(s.voice in ("assistant", "narrator") for s in turn.sentences)
    how = chance.choice([chat, slip if strange else heard, formal, slip])
    return turn.with_sentences([Sentence(how(s.text, chance), s.voice) for s in turn.sentences])


def learn(reader: Reader, model: Encoder, turns: Sequence[Turn], seed: int = 1) -> None:
    """Teaches the model the voices of the turns' sentences."""
    chance = random.Random(seed)
    head = [p for n, p in model.named_parameters() if n.startswith("head")]
    body = [p for n, p in model.named_parameters() if not n.startswith("head") and p.requires_grad]
    rates = (RATE, HEAD_RATE)
    stepper = torch.optim.AdamW([{"params": body}, {"params": head}], lr=RATE, weight_decay=0.01)
    step, total = 0, 0
    for epoch in range(EPOCHS):
        shown = [varied(t, chance) if chance.random() < VARIED else t for t in turns]
        many = int(SPLICED * len(turns))
        shown += splice(turns, many, seed=seed * 100 + epoch)
        shown += join_clean(turns, many // 4, seed=seed * 100 + 50 + epoch)
        items = [reader.item(t, 160, chance.random() >= WITHOUT_PREVIOUS) for t in shown]
        order = batches(items, BATCH, TOKENS, chance)
        total = total or len(order) * EPOCHS
        for part in order:
            share = min(1, step / (WARM * total)) * max(0.02, 1 - step / total)
            for group, rate in zip(stepper.param_groups, rates, strict=True):
                group["lr"] = rate * share
            wanted = [[ORDER[s.voice] for s in shown[i].sentences[: items[i].count]] for i in part]
            voices = torch.tensor([v for row in wanted for v in row])
            of_turn = torch.tensor(
                [len(shown[i].sentences) ** -0.5 for i in part for _ in range(items[i].count)]
            )
            weights = of_turn * LIFT[voices]
            scores = model(*collate([items[i] for i in part]))
            losses = functional.cross_entropy(scores, voices, reduction="none", label_smoothing=0.02)
            stepper.zero_grad()
            ((losses * weights).sum() / weights.sum()).backward()
            torch.nn.utils.clip_grad_norm_([*body, *head], 1.0)
            stepper.step()
            step += 1


@torch.no_grad()
def shares(reader: Reader, model: Encoder, turns: Sequence[Turn]) -> np.ndarray:
    """For turns of one sentence the share of each voice."""
    model.eval()
    items = [reader.item(t, 224) for t in turns]
    made = np.zeros((len(turns), len(VOICES)))
    for part in batches(items, 64, 6000, None):
        made[part] = torch.softmax(model(*collate([items[i] for i in part])), dim=1).numpy()
    return made


def main(folder: Path) -> None:
    """Learns, invents, labels, writes."""
    torch.manual_seed(1)
    turns = [t for a in AUTHORS for t in read_rows(CORPUS / f"{a}.jsonl") if t.sentences]
    turns += stock_turns()
    reader, model = Reader(folder), Encoder(folder)
    learn(reader, model, turns)
    texts = list(dict.fromkeys(s.text for t in turns for s in t.sentences))
    texts += Inventor(texts, INVENT_SEED).sentences(INVENTED)
    chance = random.Random(1)
    alone = [
        Turn(str(i), "", "", chance.choice(("patient", "therapist")), "", (Sentence(text, "patient"),), (), False)
        for i, text in enumerate(texts)
    ]  # fmt: skip
    write_soft(texts, shares(reader, model, alone))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""The lexicon that a model is trained with: words, their vectors of meaning, and other spellings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from simulator.integrity.voice_features import PUNCTUATION, SPECIAL, Lexicon

WORDS = Path(__file__).with_name("words.npz")
_WORD = re.compile(r"[a-z]+(?:'[a-z]{1,3}(?![a-z]))*")

_FUNCTION = """a an the this that these those some any no every each all both either neither such same other another much many more most less least few lot
    and or but so because if then than as though although while when where why how what which who whose whom whether until unless since
    of in on at by for with without from to into onto over under about after before between through during against off out up down around near
    i me my mine myself you your yours yourself he him his himself she her hers herself it its itself we us our ours ourselves they them their theirs themselves
    am is are was were be been being do does did doing done have has had having can could will would shall should may might must ought
    not n't never ever always often sometimes usually just only even still yet already again too also very really quite rather maybe perhaps
    there here now today yesterday tomorrow soon later once twice yes yeah no nope ok okay well oh ah um uh hmm mm like kind sort
    let let's please thanks thank sorry hello hi hey bye goodbye welcome gonna wanna gotta ain't
    feel feels felt feeling think thinks thought know knows knew want wants wanted need needs needed say says said saying tell tells told ask asks asked
    get gets got go goes went going come comes came coming make makes made take takes took look looks looked see sees saw hear heard mean means
    something anything nothing everything someone anyone everyone nobody somebody everybody thing things way bit
    help try trying tried keep keeps kept give gives gave talk talking talked happen happens happened notice wonder wondering
    one two three first last next session sessions week weeks therapist patient client counsellor counselor doctor role character conversation dialogue scene
    i'm you're he's she's it's we're they're i've you've we've they've i'd you'd he'd she'd we'd they'd i'll you'll he'll she'll it'll we'll they'll don't doesn't
    didn't can't couldn't won't wouldn't shouldn't isn't aren't wasn't weren't haven't hasn't hadn't that's there's what's who's where's how's here's"""
FUNCTION = frozenset(_FUNCTION.split())

ALIASES = {
    "dont": "don't", "doesnt": "doesn't", "didnt": "didn't", "cant": "can't", "wont": "won't", "wouldnt": "wouldn't",
    "couldnt": "couldn't", "shouldnt": "shouldn't", "isnt": "isn't", "arent": "aren't", "wasnt": "wasn't",
    "werent": "weren't", "havent": "haven't", "hasnt": "hasn't", "hadnt": "hadn't", "im": "i'm", "ive": "i've",
    "youre": "you're", "youve": "you've", "thats": "that's", "whats": "what's", "theres": "there's", "hes": "he's",
    "shes": "she's", "theyre": "they're", "lets": "let's", "u": "you", "ur": "your", "pls": "please", "plz": "please",
    "thx": "thanks", "cuz": "because", "coz": "because", "cos": "because", "bc": "because", "idk": "don't",
    "ya": "you", "yer": "your", "yep": "yes", "yup": "yes", "nah": "no", "tho": "though", "ok": "okay", "mum": "mother",
    "mom": "mother", "mam": "mother", "mummy": "mother", "dad": "father", "daddy": "father", "cannot": "can't",
    "counselor": "counsellor", "em": "them", "'em": "them", "sth": "something", "wanna": "want", "yeh": "yes",
}  # fmt: skip


@dataclass(frozen=True)
class Words:
    """The lexicon, and the vector of each of its numbers (zero for specials and punctuation)."""

    words: list[str]
    """Function words first, then the others that the rows use."""
    plain: int
    """How many of them are function words."""
    rare: list[str]
    """Words that no row uses …"""
    stands_for: list[int]
    """… and for each the place in `words` of the nearest one in meaning."""
    vectors: np.ndarray

    def lexicon(self) -> Lexicon:
        """The lexicon as run time has it."""
        near = {w: self.words[n] for w, n in zip(self.rare, self.stands_for, strict=True)}
        return Lexicon(self.words, self.plain, (near | ALIASES).items())


def load_words(texts: Iterable[str]) -> Words:
    """Words and vectors from `words.npz`. Those that are not in the texts stand for the nearest one that is."""
    stored = np.load(WORDS)
    known = str(stored["words"]).split("\n")
    vectors = stored["vectors"].astype(np.float32) * float(stored["step"])
    place = {w: i for i, w in enumerate(known) if w not in ALIASES}
    seen = {w for text in texts for w in _WORD.findall(text.lower().replace("’", "'"))}
    used = sorted(w for w in place if w in seen and w not in FUNCTION)
    rare = sorted(w for w in place if w not in seen and w not in FUNCTION)
    words = [*sorted(FUNCTION), *used]
    made = np.zeros((len(words), vectors.shape[1]), np.float32)
    for row, word in enumerate(words):
        if word in place:
            made[row] = vectors[place[word]]
    content = made[len(FUNCTION) :] / (np.linalg.norm(made[len(FUNCTION) :], axis=1, keepdims=True) + 1e-9)
    far = vectors[[place[w] for w in rare]] if rare else np.zeros((0, vectors.shape[1]), np.float32)
    near = [int((content @ v).argmax()) + len(FUNCTION) for v in far] if used else [0] * len(rare)
    head = np.zeros((len(SPECIAL) + len(PUNCTUATION), vectors.shape[1]), np.float32)
    return Words(words, len(FUNCTION), rare, near, np.vstack([head, made]))

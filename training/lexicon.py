"""The lexicon that a model is trained with: words, their classes of meaning, and other spellings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.cluster import KMeans

from simulator.integrity.voice_features import PUNCTUATION, SPECIAL, Lexicon

WORDS = Path(__file__).with_name("words.npz")
CLASSES = 320
SEED = 20

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
    """The lexicon and the vector of each of its numbers (zero for specials and punctuation)."""

    words: list[str]
    classes: list[int]
    aliases: dict[str, str]
    vectors: np.ndarray

    def lexicon(self) -> Lexicon:
        """The lexicon as run time has it."""
        return Lexicon(self.words, self.classes, self.aliases.items())


def load_words() -> Words:
    """Words and vectors from `words.npz`, grouped into classes of like meaning."""
    stored = np.load(WORDS)
    words = str(stored["words"]).split("\n")
    missing = sorted(FUNCTION - set(words))
    vectors = stored["vectors"].astype(np.float32) * float(stored["step"])
    kept = [i for i, w in enumerate(words) if w not in ALIASES]
    words, vectors = [words[i] for i in kept], vectors[kept]
    vectors = np.vstack([vectors, np.zeros((len(missing), vectors.shape[1]), np.float32)])
    words += missing
    content = [i for i, w in enumerate(words) if w not in FUNCTION]
    groups = KMeans(CLASSES, n_init=1, max_iter=40, random_state=SEED).fit_predict(vectors[content])
    classes = [-1] * len(words)
    for place, group in zip(content, groups, strict=True):
        classes[place] = int(group)
    head = np.zeros((len(SPECIAL) + len(PUNCTUATION), vectors.shape[1]), np.float32)
    return Words(words, classes, ALIASES, np.vstack([head, vectors]))

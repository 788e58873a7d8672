"""Given names that are words too, and words that stand where a name is called."""

from __future__ import annotations

from simulator.integrity.wordlist import word_set

WORDS_TOO = word_set(
    "sunday monday may april june august joy grace hope faith will mark sky dot rose art bill bob chase "
    "chance summer autumn dawn eve ivy lily violet olive ruby pearl iris hazel heather holly ray rich rob "
    "sue pat nick frank guy jack max penny robin drew gene grant miles reed roman sandy skip storm star "
    "sunny angel baby china dolly eden ever precious princess prince king queen love honey blue river "
    "rain ocean phoenix nova christian victor norma amber daisy gloria earl dean duke basil ginger sage rosemary jasmine crystal jade "
    "melody harmony destiny patience constance hunter archer bishop major brook clay cliff dale glen heath lane ford wade winter "
    "rusty misty buddy junior scarlett coral felicity verity prudence charity blessing sunshine carol lucky justice liberty noel luz paz "
    "sol dolores soledad mercedes consuelo esperanza rosario pilar jesus salvador"
)  # fmt: skip
DAYS = word_set(
    "sunday monday tuesday wednesday thursday friday saturday may april june will mark hope grace faith"
)
NOT_NAMES = word_set(
    "there again doctor doc sir madam mum mom dad everyone all guys sweetheart honey dear love mate "
    "friend man buddy yes yeah well okay right sure honestly look actually then now today maybe sometimes "
    "still also first second listen wow sorry thanks thank hello true exactly perhaps indeed basically "
    "anyway frankly clearly finally lastly instead however meanwhile yesterday tomorrow tonight monday "
    "tuesday wednesday thursday friday saturday sunday christmas god jesus lord nobody nothing everything "
    "somebody since because although never always often usually really truly obviously apparently god "
    "great good fine cool nice absolutely definitely certainly remember imagine therefore besides alright "
    "hmm yep nope please once twice next therapist patient counselor counsellor client bro dude ma'am "
    "grandma grandpa nan gran sis doc professor coach nurse teacher"
)  # fmt: skip

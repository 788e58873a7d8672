"""The documented minimum of Spanish: the plain ways to say it, and nothing of dialect or slang."""

from __future__ import annotations

import re
from typing import Literal

from simulator.integrity.wordlist import word_set

DISCLOSES = re.compile(
    r"\b(?:quiero|quisiera|queria|quería|prefiero|preferiría|deseo|ganas de|pienso en|pensado en"
    r"|pensando en|ojalá|mejor) (?:\w+ ){0,2}?(?:morir(?:me)?|muert[oa]|matarme|suicidarme"
    r"|desaparecer(?: para siempre)?|quitarme la vida|acabar con (?:todo|mi vida)|"
    r"hacerme daño|cortarme|dejar de (?:vivir|existir)|no (?:me )?desperta\w+|no existir)|\b(?:suicidarme"
    r"|matarme|quitarme la vida|hacerme daño|cortarme)\b|"
    r"\bno quiero (?:vivir|seguir (?:viviendo|aquí|así)|despertar(?:me)?|existir|estar viv[oa])"
    r"|\b(?:me (?:he cortado|he hecho daño|hago daño|hice daño|autolesiono|quise matar))\b"
    r"|\bme cort[oé](?= otra vez| cuando|\W*$| en los? (?:braz|pier|muñec))|"
    r"\bno vale la pena (?:vivir|seguir)|\bla vida no (?:vale|tiene)|\b(?:estarían|estaría) mejor sin mí"
    r"|\bojalá (?:no me desperta|me muer|estuviera muert|no hubiera nacido)\w*|"
    r"\b(?:soy una carga para|no aguanto más, quiero)"
    r"|\b(?:miedo de|ganas de|pienso en|quiero|voy a) (?:matar(?:lo|la|los)|hacerle daño|hacerles daño"
    r"|pegarle)"
)
NEEDS = word_set(
    "morir morirme muerto muerta matarme suicidarme desaparecer vida daño cortarme vivir existir desperta despertar despertara despertarme acabar viviendo vivo viva cortado hago autolesiono "
    "corto corté pena sin muera nacido carga aguanto matarlo matarla matarlos hacerle hacerles pegarle"
)
ASKS = re.compile(
    r"(?:suicid|hacerte daño|hacerle daño|quitarte la vida|matarte|no (?:querer|quieres) (?:vivir|seguir)"
    r"|cortarte|a salvo|seguro|segura)[^?\n]{0,80}\?"
)
OFFERS = re.compile(r"\b024\b|plan de seguridad|línea de (?:crisis|ayuda)|urgencias|quedar(?:se)? contigo")
_NO = re.compile(r"\b(?:no|nunca|ni|jamás|tampoco|sin|broma)\b(?: \w+){0,4} ?$")


def level(sentence: str, hit: re.Match[str]) -> Literal["explicit", "denied"]:
    """Said, or denied by the words before it."""
    return "denied" if _NO.search(sentence[: hit.start()]) else "explicit"

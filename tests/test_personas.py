"""The shipped personas, their views, and what the model refuses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from pydantic import BaseModel

from simulator.cards import patient_card, referral
from simulator.errors import InputError
from simulator.integrity.guard import Guard
from simulator.integrity.inspect import Spoken, inspect
from simulator.persona_lint import flat, lint, texts
from simulator.persona_model import visibility
from simulator.persona_template import SCHEMA_FILE, SCHEMA_LINE, field_table, new_text, schema_text
from simulator.personas import Persona, list_personas, load_persona
from simulator.shipped import find
from simulator.yamlfile import parse_yaml

ROOT = Path(__file__).resolve().parent.parent
EVERYONE = list_personas()
everyone = pytest.mark.parametrize("name", EVERYONE)


def models(model: type[BaseModel] = Persona) -> Iterator[type[BaseModel]]:
    yield model
    for info in model.model_fields.values():
        inner = info.annotation
        if get_origin(inner) is tuple:
            inner = get_args(inner)[0]
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from models(inner)


def data_of(name: str = "alicia") -> dict[str, Any]:
    found: dict[str, Any] = load_persona(name).model_dump(mode="json")
    return found


def refused(data: dict[str, Any]) -> str:
    with pytest.raises(ValueError) as caught:
        Persona.model_validate(data)
    return str(caught.value)


def test_every_field_declares_who_sees_it_and_what_it_means() -> None:
    for model in models():
        for field, info in model.model_fields.items():
            seen = visibility(model, field)
            assert "harness" in seen, f"{model.__name__}.{field}"
            assert set(seen) <= {"patient", "therapist", "harness"}
            assert "patient" in seen or "therapist" not in seen, f"{model.__name__}.{field}"
            assert info.description, f"{model.__name__}.{field}"


@everyone
def test_nothing_but_shared_text_is_in_the_therapists_view(name: str) -> None:
    persona = load_persona(name)
    view = flat(persona.view("therapist"))
    shared = {path for path, _ in texts(persona, "therapist")}
    hidden = [(p, t) for p, t in texts(persona) if p not in shared and len(t.split()) > 3]
    assert len(hidden) > 150
    for path, text in hidden:
        assert text not in view, path
    assert set(persona.view("therapist")) == {"language", "identity", "presenting_problem", "history"}


@everyone
def test_no_locked_fact_is_in_any_view_of_an_agent(name: str) -> None:
    persona = load_persona(name)
    opened: list[str] = []
    for fact in sorted(persona.disclosure.facts, key=lambda f: f.gate != "free"):
        view = json.dumps(persona.view("patient", opened), ensure_ascii=False)
        for other in persona.disclosure.facts:
            is_open = other.gate == "free" or other.id in opened
            assert (json.dumps(other.text, ensure_ascii=False) in view) is is_open, other.id
            assert other.text not in flat(persona.view("therapist"))
        if fact.gate != "never":
            opened.append(fact.id)


@everyone
def test_the_patients_view_has_no_harness_text(name: str) -> None:
    persona = load_persona(name)
    view = flat(persona.view("patient", [f.id for f in persona.disclosure.facts if f.gate != "never"]))
    allowed = {path for path, _ in texts(persona, "patient")}
    for path, text in texts(persona):
        if path not in allowed and len(text.split()) > 3:
            assert text not in view, path


def test_the_harness_sees_everything() -> None:
    persona = load_persona("graham")
    assert persona.view("harness") == persona.model_dump(mode="json")


def test_a_fact_that_is_unknown_or_never_opens_is_refused_in_a_view() -> None:
    for fact in ("nonsense", "grog"):
        with pytest.raises(ValueError, match=fact):
            load_persona("graham").view("patient", [fact])


@everyone
def test_shipped_personas_have_no_fault_that_can_be_seen(name: str) -> None:
    assert lint(load_persona(name)) == []


def test_twelve_personas_differ_in_what_a_study_generalises_over() -> None:
    people = [load_persona(name) for name in EVERYONE]
    assert len(people) >= 12
    assert {p.style.kind for p in people} == {"plain", "upset", "verbose", "reserved", "tangent", "pleasing"}
    assert {p.stance.attitude for p in people} == {"positive", "neutral", "ambivalent", "negative"}
    assert (min(p.identity.age for p in people), max(p.identity.age for p in people)) == (16, 78)
    assert len({p.identity.culture for p in people}) == len({p.opening for p in people}) == len(people)
    assert {p.risk.level for p in people} == {"none", "low", "high"}
    said = [t for p in people for _, t in texts(p.phrases) if len(t.split()) > 3]
    assert len(set(said)) == len(said)


@everyone
def test_each_situation_can_be_weighed(name: str) -> None:
    for situation in load_persona(name).conceptualization.situations:
        assert situation.evidence_for
        assert len(situation.evidence_against) >= 2


def test_alicia_and_naomi_are_who_the_transcripts_say() -> None:
    alicia, naomi = load_persona("alicia"), load_persona("naomi")
    assert (alicia.full_name, alicia.risk.level) == ("Alicia Rodriguez", "none")
    assert alicia.opening.startswith("Hi, I'm Alicia Rodriguez. This is my first CBT session.")
    assert not [f for f in alicia.disclosure.facts if f.risk]
    assert (naomi.full_name, naomi.identity.pronouns) == ("Naomi", "they/them")
    assert naomi.risk.level == "low"
    assert [f.id for f in naomi.disclosure.facts if f.risk]
    assert alicia.provenance.invented
    assert naomi.provenance.invented


@everyone
def test_a_persona_file_names_its_schema_and_is_valid_by_it(name: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    text = find("personas", name).read_text(encoding="utf-8")
    assert text.splitlines()[0] == SCHEMA_LINE
    validator = jsonschema.Draft202012Validator(json.loads(schema_text()))
    data = parse_yaml(text).data
    assert list(validator.iter_errors(data)) == []
    data["style"]["mood"] = "bright"
    assert "mood" in next(validator.iter_errors(data)).message


def test_the_schema_and_the_table_in_the_docs_are_current() -> None:
    remedy = "simulate personas schema -o personas/persona.schema.json; --table for docs/personas.md"
    assert (ROOT / "personas" / SCHEMA_FILE).read_text(encoding="utf-8") == schema_text(), remedy
    assert field_table() in (ROOT / "docs" / "personas.md").read_text(encoding="utf-8"), remedy


def test_the_hash_is_of_the_bytes_of_the_file(tmp_path: Path) -> None:
    original = find("personas", "alicia").read_bytes()
    copy = tmp_path / "alicia.yaml"
    copy.write_bytes(original)
    assert load_persona(copy).persona_sha256 == load_persona("alicia").persona_sha256
    copy.write_bytes(original + b"# changed\n")
    assert load_persona(copy).persona_sha256 != load_persona("alicia").persona_sha256
    assert len(Persona.model_validate(data_of()).persona_sha256) == 64


def test_the_id_must_be_the_name_of_the_file(tmp_path: Path) -> None:
    copy = tmp_path / "other.yaml"
    copy.write_bytes(find("personas", "alicia").read_bytes())
    with pytest.raises(InputError, match="'other', not 'alicia'") as caught:
        load_persona(copy)
    assert caught.value.line == 2


def test_a_misspelt_key_is_answered_with_line_and_nearest(tmp_path: Path) -> None:
    copy = tmp_path / "alicia.yaml"
    text = find("personas", "alicia").read_text(encoding="utf-8").replace("  receptivity:", "  receptivty:")
    copy.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_persona(copy)
    assert caught.value.line in {
        i + 1 for i, line in enumerate(text.splitlines()) if "receptiv" in line or line == "stance:"
    }
    assert "receptiv" in str(caught.value)


@pytest.mark.parametrize(
    ("speech", "problem"),
    [
        ("Patient: I am here.", "speaker's label"),
        ("I *sigh* often.", "plain speech"),
        ("I live in [City].", "plain speech"),
        ("I was about to", "must end like a spoken sentence"),
        ("First line.\nSecond line.", "one line"),
        ("WRITE: something.", "still to be written"),
        ("   ", "at least 1 character"),
    ],
)
def test_what_cannot_be_spoken_is_refused(speech: str, problem: str) -> None:
    assert problem in refused(data_of() | {"opening": speech})


@pytest.mark.parametrize(
    ("fact", "problem"),
    [
        ({"gate": "if_asked"}, "needs topics"),
        ({"gate": "trust"}, "needs a trust above 0"),
        ({"gate": "session"}, "needs a from_session of 2"),
        ({"gate": "free", "trust": 3}, "open at once"),
        ({"gate": "trust", "trust": 3, "risk": True, "text": "I have kept the pills."}, "names a method"),
        ({"gate": "trust", "trust": 3, "risk": True}, "risk.level is none"),
        ({"gate": "free", "id": "promotion"}, "have the id 'promotion'"),
    ],
)
def test_a_fact_that_could_not_open_or_should_not_is_refused(fact: dict[str, Any], problem: str) -> None:
    data = data_of()
    data["disclosure"]["facts"].append({"id": "extra", "text": "There is more."} | fact)
    assert problem in refused(data)


def test_risk_without_protection_and_method_in_risk_are_refused() -> None:
    data = data_of("naomi")
    data["risk"]["protective"] = []
    assert "protective factor" in refused(data)
    data["risk"]["protective"] = ["Gave the razor away"]
    assert "names a method" in refused(data)


def test_lint_sees_leaks_slips_and_stale_numbers() -> None:
    data = data_of("naomi")
    data["symptoms"][0]["told"] = "When I'm really stressed, I cut. I'm not proud of it."
    data["history"]["medical"] = "The green dot was there, and I typed the question, they say."
    data["stance"]["why"] = "She wants it to work."
    data["life"][0]["text"] = "They all shouted, Naomi, come over."
    data["life"][1]["text"] = "I rang 1-800-273-8255 and hung up."
    data["phrases"]["doubts"][0] = data["phrases"]["doubts"][1]
    found = "\n".join(lint(Persona.model_validate(data)))
    for part in ("'cutting' shows", "not for the therapist", "stance[0]", "life[0].text", "stale", "repeats"):
        assert part in found, part


def test_lint_names_file_line_and_remedy_and_leaves_canon_alone(tmp_path: Path) -> None:
    text = (ROOT / "personas" / "kwabena.yaml").read_text("utf-8")
    living = "A semi-detached house in Manchester with the family"
    text = text.replace("text: The daughters are twelve and nine.", f"text: {living}")
    secret = "My father died at his work, of his heart, in front of the men."
    text = text.replace("told: Give me a dead", f"told: {secret} Give me a dead")
    file = tmp_path / "kwabena.yaml"
    file.write_text(text, "utf-8")
    (found,) = lint(load_persona(file))
    line = next(i for i, row in enumerate(text.splitlines(), 1) if "Give me a dead" in row)
    assert found.startswith(f"{file}:{line}: strengths[0].told: the locked fact 'father' shows here")
    assert found.endswith("say one of the two otherwise")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("country: GB", "country: England", "should be two capital letters, such as GB, not 'England'"),
        ("id: kwabena", "id: Kwabena", "small letters, digits and _"),
    ],
)
def test_the_form_of_a_short_value_is_said_in_words(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    file = tmp_path / "kwabena.yaml"
    file.write_text(
        (ROOT / "personas" / "kwabena.yaml").read_text("utf-8").replace(before, after, 1), "utf-8"
    )
    with pytest.raises(InputError, match=said):
        load_persona(file)


def test_a_new_persona_has_every_field_and_is_refused_until_written(tmp_path: Path) -> None:
    file = tmp_path / "bob.yaml"
    file.write_text(new_text("bob"), encoding="utf-8")
    with pytest.raises(InputError, match="summary: is still to be written"):
        load_persona(file)
    file.write_text(
        new_text("bob").replace("WRITE: {n}", "It is {n}.").replace("WRITE:", "So it is."), encoding="utf-8"
    )
    written = load_persona(file)
    assert set(json.loads(written.model_dump_json())) == set(Persona.model_fields)
    assert lint(written)


def test_the_opening_of_a_persona_is_accepted_as_the_patients() -> None:
    refused = {}
    for name in list_personas():
        persona = load_persona(name)
        found = inspect(
            [Spoken(0, "patient", persona.opening)],
            Guard(),
            persona=persona.name,
            therapist="Nova",
            session=1,
        )
        if found.broken:
            refused[name] = [f.code for f in found.verdicts[0].hard]
    assert refused == {}


def test_a_course_that_may_not_escalate_says_so_to_the_patient_alone() -> None:
    quiet, free = data_of(), data_of()
    free["risk"]["escalation_allowed"] = True
    said = "no more danger than you are in today"
    kept, allowed = Persona.model_validate(quiet), Persona.model_validate(free)
    assert said in patient_card(kept.view("patient")) and said not in patient_card(allowed.view("patient"))
    assert "escalation_allowed" not in kept.view("therapist").get("risk", {})


def test_another_language_than_english_is_named_to_both_sides() -> None:
    spanish = Persona.model_validate(data_of() | {"language": "es-MX"})
    assert "Language of the sessions (BCP 47): es-MX" in patient_card(spanish.view("patient"))
    assert "Language of the sessions (BCP 47): es-MX" in referral(spanish.view("therapist"))
    for name in EVERYONE:
        assert "BCP" not in patient_card(load_persona(name).view("patient"))

"""The offline model: no language model. It plays from the persona and the prompt's traits, by code and seed."""

from __future__ import annotations

import json

from simulator.models import FailureKind, ModelFailure, Outcome, Reply, Request
from simulator.models.offline import judge, note, patient, therapist
from simulator.models.offline.stage import set_stage
from simulator.transcript import Usage, words

MODEL_NAME = "offline-cbt (not a language model)"


class OfflineModel:
    """Plays patient and therapist, writes notes and judges, each as a function of the request alone."""

    async def generate(self, request: Request) -> Reply:
        """Answer one request: the same request gets the same reply.

        Raises:
            ModelFailure: the request has no scene, or a judge's request no schema.
        """
        return reply_with(self.text(request), request)

    async def close(self) -> None:
        """Nothing to give back."""

    def text(self, request: Request) -> str:
        """The reply's text."""
        if request.role == "judge":
            return json.dumps(judge.verdict(request), ensure_ascii=False)
        scene = request.scene
        if scene is None:
            raise ModelFailure(FailureKind.BAD_REQUEST, "the offline model needs the scene of the session")
        if request.role == "note":
            return json.dumps(note.write(request), ensure_ascii=False)
        if scene.speaker is None:
            raise ModelFailure(FailureKind.BAD_REQUEST, "the scene does not say who is to speak")
        stage = set_stage(request)
        said = patient.speak(stage) if scene.speaker == "patient" else therapist.speak(stage)
        return said if request.reply_schema is None else structured(said, request)


def structured(said: str, request: Request) -> str:
    """The turn as the asked-for object: the first string property holds the words, a boolean says whether this closes."""
    schema = request.reply_schema or {}
    found: dict[str, object] = {}
    for name, kind in schema.get("properties", {}).items():
        if kind.get("type") == "string" and not any(isinstance(v, str) for v in found.values()):
            found[name] = said
        elif kind.get("type") == "boolean":
            found[name] = bool(
                request.scene and request.scene.speaker == "therapist" and therapist.is_farewell(said)
            )
    return json.dumps(found, ensure_ascii=False)


def reply_with(text: str, request: Request) -> Reply:
    """A reply as this model gives it: words counted as tokens, free of charge."""
    asked = sum(words(m["content"]) for m in request.messages)
    usage = Usage(input_tokens=asked, output_tokens=words(text), cost=0.0)
    return Reply(outcome=Outcome.OK, text=text, model=MODEL_NAME, finish_reason="stop", usage=usage)

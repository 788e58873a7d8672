"""An eval log of Inspect AI (JSON): one sample per session, so that its viewer and its data frames read a run."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from simulator import __version__
from simulator.store.atomic import writing
from simulator.store.exporters.chat import messages
from simulator.store.exporters.material import Choice, Material
from simulator.store.runfile import RunFile


def write_inspect(sessions: Iterable[Material], path: Path, choice: Choice, run: RunFile) -> None:
    """The log. Each sample's scores are the session's status and its counts of role integrity."""
    samples = [_sample(s, choice) for s in sessions]
    models = sorted({str(s["metadata"]["models"].get(choice.assistant, "")) for s in samples} - {""})
    log = {
        "version": 2,
        "status": "success",
        "eval": {
            "run_id": run.name,
            "created": run.created.replace("Z", "+00:00"),
            "task": "session-simulator",
            "task_id": run.name,
            "task_version": 1,
            "dataset": {"name": run.name, "samples": len(samples), "sample_ids": [s["id"] for s in samples]},
            "model": ", ".join(models) or "unknown",
            "config": {},
            "packages": {"session-simulator": __version__},
            "metadata": {"synthetic": True, "label": run.label, "assistant": choice.assistant},
        },
        "plan": {"name": "session", "steps": [], "config": {}},
        "results": {"total_samples": len(samples), "completed_samples": len(samples), "scores": []},
        "stats": {"started_at": "", "completed_at": "", "model_usage": {}},
        "samples": samples,
    }
    with writing(path) as f:
        f.write(json.dumps(log, ensure_ascii=False, indent=1).encode() + b"\n")


def _sample(session: Material, choice: Choice) -> dict[str, Any]:
    r = session.record
    talk = [{"role": m["role"], "content": m["content"]} for m in messages(session, choice)]
    last = talk[-1]["content"] if talk else ""
    model = session.label()["models"].get(choice.assistant, "")
    return {
        "id": session.name,
        "epoch": r.replicate,
        "input": talk[:1] or "",
        "target": "",
        "messages": talk,
        "output": {
            "model": model,
            "choices": [
                {
                    "message": {"role": "assistant", "content": last, "source": "generate"},
                    "stop_reason": "stop",
                }
            ],
        },
        "scores": {
            "status": {"value": "C" if r.status.value == "complete" else "I", "explanation": r.status.value},
            "discarded": {"value": r.integrity.discarded},
            "soft": {"value": sum(r.integrity.soft.values())},
        },
        "metadata": session.label(),
    }

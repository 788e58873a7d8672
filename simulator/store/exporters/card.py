"""The dataset card: what an export is, of what, how clean, and that it is synthetic."""

from __future__ import annotations

import json

from simulator.plural import many
from simulator.store.exporters.material import Choice, Counts
from simulator.store.runs import INPUTS, Run
from simulator.yamlfile import read_yaml


def card(run: Run, form: str, data: str | None, choice: Choice, counts: Counts, license_: str) -> str:
    """README.md of an export: front matter that dataset hubs read, then prose.

    Args:
        data: the data file, relative to the card; None for one file per session.
        license_: for the licence field, as the user names it.
    """
    body = [
        *_heading(run),
        *_making(run, form, choice, counts),
        *_integrity(counts),
        "## Not for",
        "",
        "Advice, diagnosis, or conclusions about real patients or the effect of therapy.",
        "",
        f"Licence: {license_}. The providers of the models may set terms of their own on their output.",
        "",
    ]
    return "\n".join([*_front_matter(run, data, counts, license_), "", *body])


def _front_matter(run: Run, data: str | None, counts: Counts, license_: str) -> list[str]:
    head = [
        "---",
        f"license: {json.dumps(license_)}",
        *(
            f"language: [{', '.join(map(json.dumps, languages))}]"
            for languages in [_languages(run)]
            if languages
        ),
        f"pretty_name: {json.dumps(run.name)}",
        "tags: [synthetic, dialogue, psychotherapy-simulation]",
        "size_categories: [" + _size(counts.turns) + "]",
    ]
    if data is not None:
        head += ["configs:", "- config_name: default", f"  data_files: {json.dumps(data)}"]
    return [*head, "---"]


def _languages(run: Run) -> list[str]:
    """The languages of the sessions, by the run's copies of its personas; none when a persona has no copy."""
    found: dict[str, None] = {}
    for persona in run.plan.personas:
        copy = run.path / INPUTS / "personas" / f"{persona}.yaml"
        data = read_yaml(copy).data if copy.is_file() else None
        if not isinstance(data, dict):
            return []
        found[str(data.get("language", "en")).partition("-")[0]] = None
    return list(found)


def _heading(run: Run) -> list[str]:
    if run.file.imported:
        label = (
            "**Synthetic: research simulation, not therapy, as far as this program knows.** Imported turns come from files "
            "whose origin it cannot see; every other turn was written by a language model or by this program."
        )
    else:
        label = (
            "**Synthetic: research simulation, not therapy.** Every turn was written by a language model or by this program. "
            "No real patient or therapist speaks here."
        )
    return [f"# {run.name}", "", label, ""]


def _making(run: Run, form: str, choice: Choice, counts: Counts) -> list[str]:
    left_out = ", ".join(f"{n} {why}" for why, n in sorted(counts.left_out.items())) or "none"
    return [
        f"- made by: session-simulator {run.file.code_version}, run `{run.name}`, {run.file.created}",
        f"- format: {form}; sessions {'that were kept in role' if choice.clean else 'of all kinds'}; "
        f"speakers {'in' if choice.roles else 'left out'}; system prompts {'in' if choice.system else 'left out'}",
        f"- sessions: {counts.sessions}; turns: {counts.turns}; left out: {left_out}",
        *(f"- {role}: {', '.join(sorted(models))}" for role, models in sorted(counts.models.items())),
        f"- arms: {_listed(counts.arms)}",
        f"- personas: {_listed(counts.personas)}",
        *(
            f"- prompt of arm {a.name}: {a.settings['prompt']}"
            for a in run.plan.arms
            if "prompt" in a.settings
        ),
        *(f"- {name}: sha256 {value}" for name, value in sorted(run.plan.hashes.items())),
        "",
    ]


def _integrity(counts: Counts) -> list[str]:
    rate = f"{counts.discarded / counts.attempts:.1%}" if counts.attempts else "unknown"
    codes = ", ".join(f"{c} {n}" for c, n in sorted(counts.codes.items())) or "none"
    return [
        "## Role integrity",
        "",
        f"{many(counts.attempts, 'attempt')}, {counts.discarded} discarded ({rate}). A discarded attempt was made again, so turns "
        "are not a random sample of what the models say: what is hard for a model is under-represented.",
        f"Findings over the whole run: {codes}.",
        "",
    ]


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} ({many(n, 'session')})" for name, n in counts.items()) or "none"


def _size(rows: int) -> str:
    for limit, name in (
        (1_000, "n<1K"),
        (10_000, "1K<n<10K"),
        (100_000, "10K<n<100K"),
        (1_000_000, "100K<n<1M"),
    ):
        if rows < limit:
            return name
    return "n>1M"

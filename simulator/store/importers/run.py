"""From files to a run."""

from __future__ import annotations

import contextlib
import hashlib
import re
import shutil
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from simulator import __version__
from simulator.errors import InputError
from simulator.store.atomic import sync_folder
from simulator.store.errors import StoreError, Trouble, from_os_error
from simulator.store.hashes import text_hash
from simulator.store.importers.data import read_data, read_table
from simulator.store.importers.model import FILE_LIMIT, Imported, Options
from simulator.store.importers.text import read_transcripts
from simulator.store.lock import RunLock
from simulator.store.names import check_name
from simulator.store.plan import ArmPlan, Plan
from simulator.store.records import Integrity, Lineage, SessionRecord
from simulator.store.runs import Run, refuse_taken
from simulator.transcript import Ending, EndingReason, SessionStatus, Turn

ARM = "imported"
ASIDE = ".importing"
"""The folder beside the runs where one is built up."""
SESSIONS_LIMIT = 10_000
_REASONS = {r.value.lower(): r for r in EndingReason}
_BROKEN = {EndingReason.LOOP, EndingReason.REFUSAL, EndingReason.ROLE_BREAK}


class Judge(Protocol):
    """Looks at the turns of a session as they were read and adds what the guard finds in them."""

    def __call__(self, turns: Sequence[Turn], *, number: int | None, persona: str) -> Sequence[Turn]: ...


@dataclass(frozen=True)
class Report:
    """What an import made."""

    run: str
    sessions: int
    turns: int
    broken: int
    notices: tuple[str, ...]
    personas: tuple[str, ...] = ()
    """Whose sessions they were taken for."""


def import_files(
    files: Sequence[Path],
    runs_dir: Path,
    name: str,
    *,
    persona: str | None = None,
    settings: Mapping[str, Any] | None = None,
    options: Options | None = None,
    judge: Judge | None = None,
    command: Sequence[str] = (),
) -> Report:
    """Make a run of transcripts.

    Args:
        files: text, JSON or JSONL files; of a folder, its `.txt`, `.json` and `.jsonl` files.
        name: of the new run.
        persona: of all files; None: as each file says, otherwise `unknown`.
        settings: the resolved settings with which sessions are regenerated later.
        options: odd labels, and who `assistant` is.
        judge: looks for breaks of role; a session with a hard finding is then broken. None: nothing is looked for.

    Raises:
        InputError: names file, line and value; no run is made then.
    """
    found: list[Imported] = []
    for path in _expanded(files):
        found += read_any(path, options or Options())
        if len(found) > SESSIONS_LIMIT:
            raise InputError(
                f"more than {SESSIONS_LIMIT} sessions", file=path, remedy="import them in several runs"
            )
    places = _places(found, persona)
    plan = Plan(
        arms=(ArmPlan(name=ARM, settings=dict(settings or {})),),
        personas=tuple(dict.fromkeys(p for p, _, _ in places)),
        sessions=max(n for _, _, n in places),
        replicates=max(r for _, r, _ in places),
    )
    notices = list(dict.fromkeys(n for session in found for n in session.notices))
    turns = broken = 0
    with _new_run(runs_dir, name, plan, command, len(found)) as run:
        for session, (who, replicate, number) in zip(found, places, strict=True):
            record = _record(session, who, replicate, number, judge)
            folder = run.course(ARM, who, replicate).session(number)
            journal = folder.journal()
            if session.system is not None:
                journal.note_text(text_hash(session.system), session.system)
            folder.save_now(record, journal)
            turns += len(record.turns)
            broken += record.status is SessionStatus.BROKEN
    return Report(name, len(found), turns, broken, tuple(notices), plan.personas)


@contextlib.contextmanager
def _new_run(runs_dir: Path, name: str, plan: Plan, command: Sequence[str], sessions: int) -> Iterator[Run]:
    """A run that stands among the others only when all is in it: half an import could not be resumed."""
    refuse_taken(runs_dir / check_name(name, "run"), name)
    aside = runs_dir / ASIDE
    if (aside / name).exists():
        with RunLock(aside / name):  # what is left of an import that was killed, not of one that is under way
            shutil.rmtree(aside / name)
    try:
        with Run.create(aside, name, plan, command=command, imported=True, planned=sessions) as run:
            yield run
            refuse_taken(runs_dir / name, name)
            try:
                run.path.rename(runs_dir / name)
                sync_folder(runs_dir)
            except OSError as e:
                raise from_os_error(e, runs_dir / name) from e
    except BaseException as e:
        if not (isinstance(e, StoreError) and e.kind is Trouble.LOCKED):
            shutil.rmtree(aside / name, ignore_errors=True)
        raise
    finally:
        with contextlib.suppress(OSError):  # another import is under way, or there never was one
            aside.rmdir()


def read_any(path: Path, options: Options) -> list[Imported]:
    """The sessions of one file, whatever its format. Raises InputError, StoreError."""
    if path.suffix.lower() in (".json", ".jsonl", ".ndjson"):
        return read_data(path, options)
    if path.suffix.lower() in (".csv", ".tsv"):
        return read_table(path, options)
    return read_transcripts(path, options)


def _expanded(files: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in files:
        if path.is_dir():
            inside = sorted(
                p for p in path.iterdir() if p.suffix.lower() in (".txt", ".json", ".jsonl", ".ndjson")
            )
            if not inside:
                raise InputError(
                    "no .txt, .json or .jsonl file in this folder",
                    file=path,
                    remedy=f"name the files, e.g. {path}/*/*.txt"
                    if any(p.is_dir() for p in path.iterdir())
                    else "",
                )
            found += inside
        elif path.exists():
            found.append(path)
        else:
            raise InputError("there is no such file", file=path)
    return found


def _places(found: Sequence[Imported], persona: str | None) -> list[tuple[str, int, int]]:
    """(persona, replicate, number) of each session: a number that is there already begins another replicate.

    Sessions of one course of ours, which their last lines name, stay one course.
    """
    taken: set[tuple[str, int, int]] = set()
    courses: dict[tuple[str, int], tuple[str, str, int]] = {}
    places: dict[int, tuple[str, int, int]] = {}
    # Those that have a number come first, so that a guessed one is a free one.
    for at, session in sorted(enumerate(found), key=lambda x: (x[1].number is None, x[0])):
        who = check_name(persona, "persona") if persona else _whose(session)
        number = session.number if session.number and 0 < session.number < 10_000 else None
        own = session.origin or ("", "", at)
        replicate = 1
        while number is not None and (
            (who, replicate, number) in taken
            or (session.origin is not None and courses.get((who, replicate), own) != own)
        ):
            replicate += 1
        if session.origin is not None:
            courses.setdefault((who, replicate), session.origin)
        if number is None:
            number = 1
            while (who, 1, number) in taken:
                number += 1
            session.notices.append(
                f"{session.file.name}: no session number; taken as session {number} of {who}"
            )
        taken.add((who, replicate, number))
        places[at] = (who, replicate, number)
    return [places[at] for at in range(len(found))]


def _whose(session: Imported) -> str:
    """The persona of a session: by its own last line, else a name for the patient's name."""
    if session.origin is None:
        return slug(session.persona or "unknown")
    try:
        return check_name(session.origin[1], "persona")
    except InputError:
        return "unknown"


def _record(session: Imported, who: str, replicate: int, number: int, judge: Judge | None) -> SessionRecord:
    turns: Sequence[Turn] = [
        Turn(number=n, speaker=speaker, text=text, source="import")
        for n, (speaker, text) in enumerate(session.turns)
    ]
    if judge is not None:
        turns = judge(turns, number=session.number, persona=who)  # a guessed number breaks no role
    hard = [f for t in turns for f in t.findings if f.severity == "hard"]
    reason = _REASONS.get((session.reason or "").strip().lower())
    if session.reason is not None and reason is None:
        session.notices.append(
            f"{session.file.name}: unknown reason of ending {session.reason[:60]!r}, left out"
        )
    ending = Ending(reason=reason, details=session.details[:2000], turn=len(turns) - 1) if reason else None
    soft = [f for t in turns for f in t.findings if f.severity == "soft"]
    return SessionRecord(
        arm=ARM,
        persona=who,
        replicate=replicate,
        number=number,
        status=SessionStatus.BROKEN if hard or reason in _BROKEN else SessionStatus.COMPLETE,
        turns=tuple(turns),
        ending=ending,
        note_text=session.note,
        integrity=Integrity(
            attempts=len(turns), hard=_counts(f.code for f in hard), soft=_counts(f.code for f in soft)
        ),
        lineage=Lineage(
            hashes={"file": _file_hash(session.file)},
            requested=dict(session.models),
            imported_from=_shown(session.file.name, session.conversation),
            notices=tuple(session.notices),
            code_version=__version__,
        ),
    )


def slug(name: str) -> str:
    """A folder's name for a person's name: `Alicia Rodriguez` becomes `alicia`; `unknown` when nothing is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    parts = re.findall(r"[a-z0-9]+", plain)
    found = parts[0][:40] if parts else "unknown"
    try:
        return check_name(found, "persona")
    except InputError:
        return "unknown"


def _counts(codes: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(codes).items()))


def _file_hash(path: Path) -> str:
    with path.open("rb") as f:
        return hashlib.sha256(f.read(FILE_LIMIT)).hexdigest()


def _shown(name: str, conversation: str | None) -> str:
    text = f"{name} ({conversation})" if conversation else name
    return "".join(c if c.isprintable() else "?" for c in text)[:200].encode("utf-8", "replace").decode()

"""The journal: durable, repaired when torn, refused when damaged, never wrong."""

from __future__ import annotations

import asyncio
import os
import random
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.models import CallKey, Outcome, Reply, Try
from simulator.store.content import Content, read_journal
from simulator.store.errors import StoreError, Trouble
from simulator.store.journal import Journal
from simulator.store.rows import BadRow, CallRow, FailureRow, StartRow, Verdict, VerdictRow, decode, encode
from simulator.transcript import Finding, Usage

COURSE = "main/alicia/r01"


def key(turn: int, attempt: int = 1) -> CallKey:
    return CallKey(COURSE, 1, turn, "therapist" if turn % 2 else "patient", attempt)


def call(turn: int, text: str = "I see.", attempt: int = 1) -> CallRow:
    reply = Reply(
        Outcome.OK,
        text,
        "m-1",
        "stop",
        Usage(input_tokens=3, cost=0.25),
        tries=(Try("timeout", None, 1.0, 2.0),),
    )
    return CallRow(
        key(turn, attempt), "r" * 64, "m" * 64, "m", {"temperature": 0.5}, reply, "2026-11-21T00:00:00.000Z"
    )


def opened(path: Path, *, writable: bool = True) -> Journal:
    return Journal(path, course=COURSE, session=1, writable=writable)


async def filled(path: Path, turns: int = 8) -> Journal:
    journal = opened(path)
    for n in range(turns):
        await journal.append(call(n, f"turn {n}: Grüße, “quoted”\nsecond line"))
        journal.note_verdict(key(n), Verdict(n % 3 != 0, (Finding(code="meta", evidence="x"),)))
    return journal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "attempts.jsonl"


async def test_a_reply_is_on_disk_when_append_returns(path: Path) -> None:
    journal = opened(path)
    await journal.append(call(1))
    assert read_journal(path).calls == {key(1): call(1)}
    journal.close()


async def test_verdicts_are_joined_and_finishing_leaves_one_row_per_call(path: Path) -> None:
    journal = await filled(path)
    before = dict(journal.content.calls)
    journal.finish()
    found = read_journal(path)
    assert found.calls == before
    assert all(row.verdict is not None for row in found.calls.values())
    assert path.read_bytes().count(b"\n") == 1 + len(before)


async def test_appending_goes_on_after_finishing(path: Path) -> None:
    (await filled(path, 3)).finish()
    journal = opened(path)
    await journal.append(call(9))
    journal.close()
    assert list(read_journal(path).calls) == [key(0), key(1), key(2), key(9)]


async def test_calls_of_many_tasks_are_all_written(path: Path) -> None:
    journal = opened(path)
    await asyncio.gather(*(journal.append(call(n)) for n in range(50)))
    journal.close()
    assert len(read_journal(path).calls) == 50


async def test_a_cancelled_append_keeps_the_paid_reply(path: Path) -> None:
    journal = opened(path)
    task = asyncio.create_task(journal.append(call(1)))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    journal.close()
    assert key(1) in read_journal(path).calls


@settings(max_examples=60, deadline=None)
@given(text=st.text(), evidence=st.text(), turn=st.integers(0, 10**6))
def test_any_row_reads_back_as_it_was(text: str, evidence: str, turn: int) -> None:
    for row in (
        call(turn, text),
        VerdictRow(key(turn), Verdict(False, (Finding(code="meta", evidence=evidence),))),
        FailureRow(key(turn), "timeout", evidence, "2026-11-21T00:00:00.000Z"),
        StartRow(COURSE, 1, ((0, 0), (4, 1))),
    ):
        line = encode(row)
        assert line.endswith(b"\n") and line.count(b"\n") == 1
        assert decode(line[:-1]) == row


@settings(max_examples=300, deadline=None)
@given(line=st.binary(max_size=200))
def test_bytes_that_are_no_row_are_refused(line: bytes) -> None:
    with pytest.raises(BadRow):
        decode(line)


async def test_a_torn_last_line_is_left_out_and_said_at_every_length(path: Path) -> None:
    (await filled(path, 3)).close()
    data = path.read_bytes()
    last = data[:-1].rindex(b"\n") + 1
    whole = opened(path, writable=False).content
    for end in range(last + 1, len(data) - 1, 7):
        path.write_bytes(data[:end])
        journal = opened(path)
        assert "cut off" in journal.notices[0]
        assert list(journal.content.calls) == list(whole.calls)
        await journal.append(call(77))
        journal.close()
        after = read_journal(path)
        assert not after.notices and after.calls[key(77)] == call(77)


async def test_a_lost_line_end_is_put_back(path: Path) -> None:
    (await filled(path, 2)).close()
    data = path.read_bytes()
    for tail in (data[:-1], data[:-1] + b"\0"):
        path.write_bytes(tail)
        journal = opened(path)
        assert "line end" in journal.notices[0]
        await journal.append(call(5))
        journal.close()
        assert len(read_journal(path).calls) == 3


async def test_a_read_only_journal_is_not_repaired(path: Path) -> None:
    (await filled(path, 2)).close()
    path.write_bytes(path.read_bytes()[:-30])
    before = path.read_bytes()
    journal = opened(path, writable=False)
    assert journal.notices
    journal.close()
    assert path.read_bytes() == before


async def test_bytes_flipped_anywhere_are_refused_with_file_and_line_or_read_right(path: Path) -> None:
    journal = await filled(path)
    journal.note_failure(FailureRow(key(9), "timeout", "slow", "2026-11-21T00:00:00.000Z"))
    journal.note_text("h", "You are the therapist.")
    journal.close()
    data = path.read_bytes()
    right = read_journal(path)
    pick = random.Random(5)
    refused = 0
    for _ in range(1000):
        place = pick.randrange(len(data))
        bad = bytearray(data)
        bad[place] ^= pick.randrange(1, 256)
        path.write_bytes(bad)
        try:
            found = read_journal(path)
        except StoreError as e:
            refused += 1
            assert e.kind is Trouble.DAMAGED
            assert e.line == data[:place].count(b"\n") + 1 and str(path) in str(e)
        else:
            assert_never_wrong(found, right)
    assert refused > 950


def assert_never_wrong(found: Content, right: Content) -> None:
    # A change in the last line's end cannot be told from a torn write: then rows may lack, never differ, and it is said.
    assert found.notices
    assert all(right.calls[k].reply == row.reply for k, row in found.calls.items())


@pytest.mark.parametrize("change", ["version", "kind", "twice", "elsewhere"])
async def test_a_whole_row_that_does_not_belong_is_refused(path: Path, change: str) -> None:
    (await filled(path, 2)).close()
    data = path.read_bytes()
    row = encode(call(7))
    if change == "version":
        row = sealed(row.replace(b'"v":1', b'"v":9'))
    elif change == "kind":
        row = sealed(row.replace(b'"row":"call"', b'"row":"exec"'))
    elif change == "twice":
        row = encode(call(1, "another answer"))
    else:
        row = encode(StartRow(COURSE, 2))
    path.write_bytes(data + row)
    with pytest.raises(StoreError) as e:
        opened(path)
    assert e.value.kind is (Trouble.VERSION if change == "version" else Trouble.DAMAGED)
    assert e.value.line == data.count(b"\n") + 1


def sealed(line: bytes) -> bytes:
    """A row with a checksum that fits, as a newer version of the program would write it."""
    import hashlib

    body = line[:-27]
    return body + b',"sum":"' + hashlib.blake2b(body, digest_size=8).hexdigest().encode() + b'"}\n'


async def test_the_journal_of_another_session_is_refused(path: Path) -> None:
    (await filled(path, 2)).close()
    with pytest.raises(StoreError, match="not of main/alicia/r01 session 2"):
        Journal(path, course=COURSE, session=2)


@pytest.fixture
def small_files() -> Iterator[int]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    yield 4096
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_a_full_disk_is_a_clear_error_and_the_journal_goes_on_later(
    path: Path, small_files: int
) -> None:
    journal = opened(path)
    with pytest.raises(StoreError) as e:
        for n in range(100):
            await journal.append(call(n, "x" * 300))
    assert e.value.kind is Trouble.DISK_FULL and e.value.exit_code == 3
    with pytest.raises(StoreError):
        await journal.append(call(200))
    journal.close()
    kept = read_journal(path)
    assert not kept.notices and 1 < len(kept.calls) < 100
    assert path.stat().st_size <= small_files
    resource.setrlimit(resource.RLIMIT_FSIZE, resource.getrlimit(resource.RLIMIT_FSIZE)[1:] * 2)
    again = opened(path)
    await again.append(call(300))
    again.close()
    assert len(read_journal(path).calls) == len(kept.calls) + 1


async def test_a_journal_that_is_a_folder_is_a_clear_error(path: Path) -> None:
    path.mkdir()
    with pytest.raises(StoreError):
        opened(path)


def test_an_enormous_file_is_refused_before_it_is_read(path: Path) -> None:
    with path.open("wb") as f:
        os.truncate(f.fileno(), 300 * 1024 * 1024)
    with pytest.raises(StoreError, match="larger than 256 MB"):
        read_journal(path)

"""The journal file: a chain of hashes that shows every alteration and survives a torn tail."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drifttools.errors import ApplyError
from drifttools.redact import redactor
from drifttools.repair.journal import FILE, Journal, read_journal, verify_chain

EVENTS = ("begin", "intent", "outcome", "commit", "committed")


def clock() -> Iterator[datetime]:
    """Tick once a second, from a host that is five hours ahead of UTC."""
    now = datetime(2026, 3, 29, 2, 30, tzinfo=timezone(timedelta(hours=5)))
    while True:
        yield now
        now += timedelta(seconds=1)


def journal(folder: Path, ticks: Iterator[datetime] | None = None) -> Journal:
    """Open a journal with a clock of our own."""
    times, elapsed = ticks or clock(), iter(range(1000))
    return Journal(folder, run="r1", plan="plan-1", now=lambda: next(times), monotonic=lambda: float(next(elapsed)))


def written(folder: Path) -> Path:
    """Write a record of each event."""
    book = journal(folder)
    for event in EVENTS:
        book.write(event, step="s01", note=f'a "quoted" ü\n{event}')
    book.close()
    return folder / FILE


def test_a_journal_is_a_chain(tmp_path: Path) -> None:
    """Every record follows from all before it; times are UTC, durations those of the monotonic clock."""
    path = written(tmp_path)
    state = verify_chain(path)
    assert (state.records, state.intact, state.torn_bytes) == (5, True, 0)
    records = read_journal(path)
    assert [record["event"] for record in records] == list(EVENTS)
    assert [record["seq"] for record in records] == [1, 2, 3, 4, 5]
    assert records[0]["at"] == "2026-03-28T21:30:00.000000+00:00"
    assert [record["elapsed_ms"] for record in records] == [1000, 2000, 3000, 4000, 5000]
    assert records[-1]["hash"] == state.head


def test_the_same_events_give_the_same_bytes(tmp_path: Path) -> None:
    """Nothing but clock and content goes into a journal."""
    assert written(tmp_path / "a").read_bytes() == written(tmp_path / "b").read_bytes()


def test_a_journal_is_continued(tmp_path: Path) -> None:
    """A second run goes on with the chain of the first."""
    path = written(tmp_path)
    book = journal(tmp_path)
    book.write("end")
    book.close()
    assert verify_chain(path).records == 6
    assert verify_chain(path).head == book.head


def test_a_tail_torn_at_any_byte_is_ignored_and_reported(tmp_path: Path) -> None:
    """Cut within the last record, the others hold; the next run takes the rest away and goes on."""
    path = written(tmp_path)
    data = path.read_bytes()
    last = data.rstrip(b"\n").rindex(b"\n") + 1
    for cut in range(last, len(data)):
        path.write_bytes(data[:cut])
        state = verify_chain(path)
        assert (state.records, state.intact, state.torn_bytes) == (4, True, cut - last), cut
        assert len(read_journal(path)) == 4
        book = journal(tmp_path)
        book.write("end")
        book.close()
        healed = read_journal(path)
        assert verify_chain(path).intact
        assert (healed[4]["event"] == "torn tail ignored") == (cut > last)


@given(data=st.data())
def test_every_alteration_is_seen(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Any changed byte breaks the chain, but for a last newline, whose loss is a torn tail."""
    path = written(tmp_path_factory.mktemp("journal"))
    content = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(content) - 2))
    content[place] ^= data.draw(st.integers(1, 255))
    path.write_bytes(bytes(content))
    state = verify_chain(path)
    assert not state.intact
    assert state.problem


@pytest.mark.parametrize("number", range(4))
def test_a_removed_or_moved_record_is_seen(tmp_path: Path, number: int) -> None:
    """A record before the last one cannot be taken out, doubled or moved."""
    path = written(tmp_path)
    lines = path.read_bytes().splitlines(keepends=True)
    for altered in (
        lines[:number] + lines[number + 1 :],
        [*lines[: number + 1], *lines[number:]],
        [*lines[:number], lines[number + 1], lines[number], *lines[number + 2 :]],
    ):
        path.write_bytes(b"".join(altered))
        assert not verify_chain(path).intact


def test_a_removed_tail_is_seen_by_whoever_knows_the_head(tmp_path: Path) -> None:
    """The chain alone cannot show that its end is missing; with the hash from a report it does."""
    path = written(tmp_path)
    head = verify_chain(path).head
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1]))
    assert verify_chain(path).intact
    assert not verify_chain(path, head=head).intact
    assert verify_chain(path, head=str(json.loads(lines[1])["hash"])).intact


def test_a_missing_journal_is_an_empty_one(tmp_path: Path) -> None:
    """Nothing was written, nothing is wrong."""
    state = verify_chain(tmp_path / FILE)
    assert (state.records, state.intact) == (0, True)


def test_an_altered_journal_is_not_continued(tmp_path: Path) -> None:
    """The evidence is left as it is."""
    path = written(tmp_path)
    altered = path.read_bytes().replace(b"s01", b"s09", 1)
    path.write_bytes(altered)
    with pytest.raises(ApplyError, match="record 1 was altered"):
        journal(tmp_path)
    assert path.read_bytes() == altered


def test_half_a_line_is_taken_back_when_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record that could not be written whole leaves no half line in the middle of the journal."""
    import drifttools.repair.journal as module

    book = journal(tmp_path)
    book.write("begin")
    real = module.os.write

    def full(file: int, data: bytes) -> int:
        """Take ten bytes, and say so only when the rest is given."""
        if len(data) < whole:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(file, data[:10])

    whole = len((tmp_path / FILE).read_bytes()) // 2
    with monkeypatch.context() as patch:
        patch.setattr(module.os, "write", full)
        with pytest.raises(ApplyError, match="cannot be written"):
            book.write("intent")
    book.write("failed")
    book.close()
    assert [record["event"] for record in read_journal(tmp_path / FILE)] == ["begin", "failed"]
    assert verify_chain(tmp_path / FILE).intact


def test_secrets_are_masked_wherever_they_stand(tmp_path: Path) -> None:
    """A known secret in nested details, and what looks like one, never reaches the file."""
    redactor.add("canary-Zx81-journal")
    book = journal(tmp_path)
    book.write("intent", statements=["alter role r password 'hunter2-h5'"], nested={"a": ["x canary-Zx81-journal y"]})
    book.close()
    text = (tmp_path / FILE).read_text()
    assert "canary" not in text
    assert "hunter2" not in text
    assert verify_chain(tmp_path / FILE).intact


def test_the_clock_is_utc_by_default(tmp_path: Path) -> None:
    """Without an injected clock times are UTC as well."""
    book = Journal(tmp_path, run="r", plan="p")
    book.write("begin")
    book.close()
    at = datetime.fromisoformat(read_journal(tmp_path / FILE)[0]["at"])
    assert at.utcoffset() == timedelta(0)
    assert abs(datetime.now(UTC) - at) < timedelta(minutes=1)

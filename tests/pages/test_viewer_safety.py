"""What the viewer lets in, and what it lets out."""

from __future__ import annotations

import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from simulator.viewer.security import local_host
from tests.commands import ROOT, simulate
from tests.pages.attacks import ATTACKS
from tests.pages.markup import Page
from tests.pages.served import ask

PAGES = (
    "/", "/run/h", "/run/h/nova/alicia/r01", "/run/h/nova/alicia/r01/1", "/run/h/nova/alicia/r01/2",
    "/compare?a=h/nova/alicia/r01/1&b=h/nova/alicia/r01/2", "/search?q=window", "/search?q=%3Cscript%3E",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_attacks_stay_text(hostile: Path, path: str) -> None:
    (answer,) = ask(hostile, path)
    assert answer.status == 200
    found = Page(answer.text)
    assert found.strange == []
    assert [a.get("src") for t, a in found.elements if t == "script"] == [
        "/static/theme.js",
        "/static/viewer.js",
    ]
    assert not [a for _, a in found.elements if "style" in a]
    if "1" in path:
        assert ATTACKS[0] in found.text


@pytest.mark.parametrize(
    "path",
    [
        "/run/<script>window.hacked=1</script>", "/nowhere/%3Cimg%20src=x%20onerror=window.hacked=1%3E",
        "/compare?a=%3Cscript%3Ewindow.hacked=1%3C/script%3E", "/run/h/%22%3E%3Cscript%3E/alicia/r01",
        "/run/h/nova/alicia/r01/%3Csvg%20onload=x%3E", "/run/h/nova/alicia/r01/1?version=%3Cscript%3E", "/compare",
        "/run/..%2f..%2fetc", "/run/h/../../etc/r01", "/run/h/inputs/x/r01", "/run/h/nova/alicia/r1", "/run/h/nova/alicia/r01/9",
        "/run/h/nova/alicia/r01/1?version=7", "/run/h/nova/alicia/r01/%D9%A1", "/static/../app.py", "/static/viewer.html",
        "/run/%00", "/compare?a=h/nova/alicia/../../r01/1",
    ],
)  # fmt: skip
def test_an_address_that_names_nothing_is_not_found_and_not_markup(hostile: Path, path: str) -> None:
    (answer,) = ask(hostile, path)
    assert answer.status == 404
    assert Page(answer.text).strange == []


@pytest.mark.parametrize(
    "path", ["/", "/run/h/nova/alicia/r01/1", "/nowhere", "/static/viewer.js", "/static/none"]
)
def test_every_answer_has_the_policy(hostile: Path, path: str) -> None:
    (answer,) = ask(hostile, path)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("host", "let_in"),
    [
        ("127.0.0.1:8765", True), ("localhost:1", True), ("LOCALHOST", True), ("[::1]:8765", True), ("[::1]", True), ("localhost", True),
        ("evil.example", False), ("localhost.evil.example:80", False), ("127.0.0.1.evil.example", False), ("", False),
        ("evil.example:127.0.0.1", False), ("localhost:80@evil", False), ("0.0.0.0:80", False), ("127.0.0.1:80:80", False),
        ("localhost:", True), ("ｌocalhost", False), ("[::2]", False), ("192.168.1.2", False),
    ],
)  # fmt: skip
def test_only_names_of_this_machine_are_hosts(host: str, let_in: bool) -> None:
    assert local_host(host) is let_in


def test_a_foreign_host_gets_nothing(hostile: Path) -> None:
    for path in ("/", "/static/viewer.js", "/run/h"):
        (answer,) = ask(hostile, path, headers={"Host": "evil.example"})
        assert answer.status == 421
        assert "nova" not in answer.text
        assert "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_nothing_can_be_written(hostile: Path, method: str) -> None:
    (answer,) = ask(hostile, "/run/h", method=method)
    assert answer.status == 405


def test_another_site_may_link_to_a_page_but_not_embed_or_fetch_it(hostile: Path) -> None:
    site = {"Sec-Fetch-Site": "cross-site"}
    (link,) = ask(hostile, "/", headers={**site, "Sec-Fetch-Mode": "navigate"})
    (image,) = ask(hostile, "/", headers={**site, "Sec-Fetch-Mode": "no-cors"})
    assert (link.status, image.status) == (200, 403)


def test_looking_changes_no_file(hostile: Path) -> None:
    def files() -> dict[Path, tuple[int, int]]:
        return {p: (p.stat().st_mtime_ns, p.stat().st_size) for p in hostile.rglob("*") if p.is_file()}

    before = files()
    ask(hostile, *PAGES)
    assert files() == before


def test_the_command_serves_until_it_is_interrupted(hostile: Path) -> None:
    command = [sys.executable, "-m", "simulator", "view", "--port", "0", "--runs-dir", str(hostile)]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
    ) as process:
        assert process.stdout
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(address + "run/h", timeout=20) as answer:
            assert b"<h1>h</h1>" in answer.read()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "Traceback" not in errors


def test_a_missing_folder_and_a_taken_port_are_said_in_one_line(hostile: Path, tmp_path: Path) -> None:
    import socket

    done = simulate("view", "--runs-dir", tmp_path / "none", cwd=tmp_path)
    assert (done.returncode, done.stderr.count("Traceback")) == (2, 0)
    assert "--runs-dir" in done.stderr
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = simulate("view", "--port", str(taken.getsockname()[1]), "--runs-dir", hostile, cwd=tmp_path)
    assert done.returncode == 2
    assert "--port 0" in done.stderr

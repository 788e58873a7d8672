from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.models.failures import error_failure, failure_kind, retry_after
from simulator.models.redact import HIDDEN, redact


@pytest.mark.parametrize(
    "text",
    [
        "Authorization: Bearer abcdefgh12345678",
        "{'authorization': 'Basic YWxhZGRpbjpvcGVuc2VzYW1l'}",
        '{"Authorization": "abcdefgh12345678"}',
        "sent bearer abcdefgh12345678 to the server",
        "Incorrect API key provided: abcdefgh12345678.",
        "x-api-key: abcdefgh12345678",
        "https://host/v1?api_key=abcdefgh12345678&x=1",
        "key sk-proj-abcdefgh12345678_x-y was revoked",
        "key sk-ant-api03-abcdefgh12345678",
        "gsk_abcdefgh12345678 xai-abcdefgh12345678 hf_abcdefgh12345678",
        "AIzaSyabcdefgh12345678abcdefgh",
        "AKIAabcdefgh12345678".upper(),
        "eyJhbGciOiJIUzI1.abcdefgh12345678.x",
        "cannot connect to http://user:abcdefgh12345678@host/v1",
    ],
)
def test_what_looks_like_a_key_is_hidden(text: str) -> None:
    shown = redact(text)
    assert "abcdefgh12345678" not in shown.lower()
    assert "YWxhZGRpbj" not in shown
    assert HIDDEN in shown


def test_values_of_the_environment_that_are_named_secret_are_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_SERVICE_TOKEN", "plainlookingvalue")
    assert redact("got plainlookingvalue back") == f"got {HIDDEN} back"


@given(st.text(max_size=300), st.text(max_size=300), st.from_regex(r"[A-Za-z0-9_\-]{8,60}", fullmatch=True))
def test_a_key_in_use_never_comes_through(before: str, after: str, key: str) -> None:
    assert key not in redact(before + key + after, secrets=[key]).replace(HIDDEN, "")


@given(st.text(max_size=3_000))
def test_a_message_is_one_bounded_line_without_control_characters(text: str) -> None:
    shown = redact(text)
    assert len(shown) <= 500
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in shown)


def test_a_key_that_a_cut_would_halve_is_hidden_first() -> None:
    key = "abcdefghijklmnopqrstuvwxyz0123456789"
    shown = redact("x" * 480 + " " + key, secrets=[key])
    assert "abcd" not in shown


def test_a_large_hostile_message_is_cut_before_it_is_searched() -> None:
    assert len(redact("Authorization: " * 2_000_000)) <= 500


def test_ordinary_words_stay() -> None:
    text = "The model `my-key-model` does not exist; the key question is the token limit of 8192 tokens."
    assert redact(text) == text


@pytest.mark.parametrize(
    ("status", "text", "kind"),
    [
        (429, "Rate limit reached. Upgrade at https://host/settings/billing", "rate_limit"),
        (429, "You exceeded your current quota, please check your plan and billing details.", "quota"),
        (
            429,
            "You exceeded your current quota. quota_id: GenerateRequestsPerMinute. Please retry in 20s",
            "rate_limit",
        ),
        (402, "Payment required", "quota"),
        (400, "Your credit balance is too low", "quota"),
        (400, "prompt is too long: 210000 tokens > 200000 maximum", "context_too_long"),
        (413, "Request entity too large", "context_too_long"),
        (400, "The response was filtered due to content management policy", "content_policy"),
        (400, "Unknown model: gpt-99", "unknown_model"),
        (400, "max_tokens must be positive", "bad_request"),
        (401, "no", "authentication"),
        (403, "Country not supported", "authentication"),
        (404, "", "unknown_model"),
        (408, "", "timeout"),
        (409, "", "server_error"),
        (425, "", "server_error"),
        (504, "<html>", "timeout"),
        (529, "Overloaded", "server_error"),
        (599, "", "server_error"),
        (None, "upstream died", "server_error"),
    ],
)
def test_an_error_answer_is_of_one_kind(status: int | None, text: str, kind: str) -> None:
    assert failure_kind(status, text) == kind


@given(st.one_of(st.none(), st.integers(0, 999)), st.text())
def test_any_error_answer_has_a_kind(status: int | None, text: str) -> None:
    assert error_failure(status, text).message


def test_retry_after_is_read_in_all_its_forms() -> None:
    assert retry_after({"Retry-After": "3"}) == 3.0
    assert retry_after({"retry-after-ms": "250", "retry-after": "1"}) == 0.25
    assert retry_after({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}) == 0.0
    assert (retry_after({"retry-after": "Fri, 01 Jan 2100 00:00:00 GMT"}) or 0) > 1e9
    for broken in ("soon", "-5", "nan", "inf", "1e400", "", "Fri, 31 Dec 99999 23:59:59 GMT"):
        assert retry_after({"retry-after": broken}) is None

"""llama.cpp's real server on a tiny random model: word salad over the true protocol. Needs `xllamacpp`, `gguf`, `numpy`.

`with running_llama(folder) as url:` in a test. `python -m tests.servers.tiny_llama FOLDER [CONTEXT]` makes the model there,
serves it on a free port of the loopback interface, prints its base URL, and ends with standard input.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.models.calls import with_path

CONTEXT = 2_048
"""Tokens per request unless one asks for more; a token is about a character of ordinary text here."""
_WIDTH, _LAYERS, _HEADS, _INNER = 64, 2, 4, 128
_TEMPLATE = (
    "{% for m in messages %}<|{{ m['role'] }}|>{{ m['content'] }}</s>{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)
_STEMS = [
    "work",
    "sleep",
    "week",
    "feel",
    "think",
    "walk",
    "home",
    "talk",
    "call",
    "note",
    "rest",
    "hope",
    "fear",
    "tired",
    "small",
    "heavy",
    "calm",
    "list",
    "day",
    "plan",
]
_TAILS = ["", "s", "ed", "ing", "er", "ly", ".", ",", "?", " and", " the", " of"]


def make_model(file: Path, context: int = CONTEXT) -> None:
    """Write a two-layer llama with random weights and a vocabulary of bytes and words."""
    import gguf
    import numpy as np

    words = [f"▁{stem}{tail}".replace(" ", "▁") for stem in _STEMS for tail in _TAILS]
    tokens = ["<unk>", "<s>", "</s>", *(f"<0x{b:02X}>" for b in range(256)), *words]
    kinds = [gguf.TokenType.UNKNOWN, gguf.TokenType.CONTROL, gguf.TokenType.CONTROL]
    kinds += [gguf.TokenType.BYTE] * 256 + [gguf.TokenType.NORMAL] * len(words)
    writer = gguf.GGUFWriter(file, "llama")
    writer.add_context_length(context)
    writer.add_embedding_length(_WIDTH)
    writer.add_block_count(_LAYERS)
    writer.add_feed_forward_length(_INNER)
    writer.add_head_count(_HEADS)
    writer.add_head_count_kv(_HEADS)
    writer.add_rope_dimension_count(_WIDTH // _HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores([0.0] * 259 + [-float(i) for i in range(len(words))])
    writer.add_token_types(kinds)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_add_space_prefix(False)
    writer.add_chat_template(_TEMPLATE)
    rng = np.random.default_rng(7)

    def weights(name: str, *shape: int) -> None:
        writer.add_tensor(name, rng.normal(0.0, 0.4, shape).astype(np.float32))

    def ones(name: str) -> None:
        writer.add_tensor(name, np.ones(_WIDTH, dtype=np.float32))

    weights("token_embd.weight", len(tokens), _WIDTH)
    output = rng.normal(0.0, 0.4, (len(tokens), _WIDTH)).astype(np.float32)
    output[:259] *= 0.02
    writer.add_tensor("output.weight", output)
    ones("output_norm.weight")
    for layer in range(_LAYERS):
        for part in ("attn_norm", "ffn_norm"):
            ones(f"blk.{layer}.{part}.weight")
        for part in ("attn_q", "attn_k", "attn_v", "attn_output"):
            weights(f"blk.{layer}.{part}.weight", _WIDTH, _WIDTH)
        for part, shape in (
            ("ffn_gate", (_INNER, _WIDTH)),
            ("ffn_up", (_INNER, _WIDTH)),
            ("ffn_down", (_WIDTH, _INNER)),
        ):
            weights(f"blk.{layer}.{part}.weight", *shape)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def serve(file: Path, context: int = CONTEXT) -> Any:
    """Start the server in this process; it runs until the object goes."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(file)
    params.model_alias = {"tiny-random"}
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.n_ctx = context * 2
    params.n_parallel = 2
    params.warmup = False
    params.cpuparams.n_threads = 1
    return xllamacpp.Server(params)


@contextmanager
def running_llama(folder: Path, context: int = CONTEXT) -> Iterator[str]:
    """The server in a process of its own; gives its base URL."""
    command = [sys.executable, "-m", "tests.servers.tiny_llama", str(folder), str(context)]
    with subprocess.Popen(
        command,
        text=True,
        env=with_path(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        said = next((line for line in process.stdout if line.startswith("serving ")), "")
        assert said, "the server did not start"
        try:
            yield said.split()[1]
        finally:
            process.stdin.close()
            process.wait(30)


def main() -> None:
    """Make, serve, say where, wait."""
    file, context = Path(sys.argv[1]) / "tiny.gguf", int(sys.argv[2]) if len(sys.argv) > 2 else CONTEXT
    make_model(file, context)
    server = serve(file, context)
    print(f"serving {server.listening_address}/v1", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()

"""all-MiniLM-L6-v2 in plain torch, with a head that says for each sentence of a turn in whose voice it is.

Only `training/teacher.py` needs it; neither training nor run time does.
"""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.nn import functional

DROP = 0.1


def read_safetensors(path: Path) -> dict[str, torch.Tensor]:
    """The float tensors of a safetensors file."""
    data = path.read_bytes()
    (size,) = struct.unpack("<Q", data[:8])
    header: dict[str, Any] = json.loads(data[8 : 8 + size])
    made = {}
    for name, entry in header.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            start, end = (8 + size + offset for offset in entry["data_offsets"])
            flat = torch.frombuffer(bytearray(data[start:end]), dtype=torch.float32)
            made[name.removeprefix("bert.")] = flat.reshape(entry["shape"])
    return made


class _Layer(nn.Module):
    def __init__(self, weights: dict[str, torch.Tensor], prefix: str, heads: int) -> None:
        super().__init__()
        parts = [f"{prefix}attention.self.{name}" for name in ("query", "key", "value")]
        self.heads = heads
        self.together = _linear(
            torch.cat([weights[f"{p}.weight"] for p in parts]),
            torch.cat([weights[f"{p}.bias"] for p in parts]),
        )
        self.out = _named(weights, prefix + "attention.output.dense")
        self.first = _norm(weights, prefix + "attention.output.LayerNorm")
        self.wide = _named(weights, prefix + "intermediate.dense")
        self.narrow = _named(weights, prefix + "output.dense")
        self.second = _norm(weights, prefix + "output.LayerNorm")

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        batch, length, size = x.shape
        parts = self.together(x).view(batch, length, 3, self.heads, size // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        drop = DROP if self.training else 0.0
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask, dropout_p=drop)
        seen = self.out(seen.transpose(1, 2).reshape(batch, length, size))
        x = self.first(x + functional.dropout(seen, DROP, self.training))
        made = self.narrow(functional.gelu(self.wide(x)))
        result: torch.Tensor = self.second(x + functional.dropout(made, DROP, self.training))
        return result


def _linear(weight: torch.Tensor, bias: torch.Tensor) -> nn.Linear:
    made = nn.Linear(weight.shape[1], weight.shape[0])
    made.weight.data, made.bias.data = weight, bias
    return made


def _named(weights: dict[str, torch.Tensor], name: str) -> nn.Linear:
    return _linear(weights[name + ".weight"], weights[name + ".bias"])


def _norm(weights: dict[str, torch.Tensor], name: str) -> nn.LayerNorm:
    made = nn.LayerNorm(len(weights[name + ".bias"]), eps=1e-12)
    made.weight.data, made.bias.data = weights[name + ".weight"], weights[name + ".bias"]
    return made


class Encoder(nn.Module):
    """Words of a batch of turns in, four numbers for each sentence out.

    Args:
        folder: of the sentence model: config.json and model.safetensors.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        weights = read_safetensors(folder / "model.safetensors")
        self.words = nn.Embedding.from_pretrained(weights["embeddings.word_embeddings.weight"], freeze=True)
        self.places = nn.Parameter(weights["embeddings.position_embeddings.weight"])
        self.kinds = nn.Parameter(weights["embeddings.token_type_embeddings.weight"].clone())
        self.norm = _norm(weights, "embeddings.LayerNorm")
        self.layers = nn.ModuleList(
            _Layer(weights, f"encoder.layer.{i}.", config["num_attention_heads"])
            for i in range(config["num_hidden_layers"])
        )
        self.head = nn.Linear(3 * config["hidden_size"], 4)
        nn.init.normal_(self.head.weight, std=0.02)

    def states(self, ids: torch.Tensor, kinds: torch.Tensor) -> torch.Tensor:
        """What the last layer holds of each token."""
        x = self.norm(self.words(ids) + self.places[: ids.shape[1]] + self.kinds[kinds])
        x = functional.dropout(x, DROP, self.training)
        mask = (ids != 0)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def forward(
        self, ids: torch.Tensor, kinds: torch.Tensor, sentence: torch.Tensor, count: int
    ) -> torch.Tensor:
        """`sentence` numbers the sentence of each token over the whole batch, -1 for none; `count` is how many there are."""
        x = self.states(ids, kinds)
        batch, length, size = x.shape
        flat, number = x.reshape(-1, size), sentence.reshape(-1)
        keep = number >= 0
        number, flat = number[keep], flat[keep]
        many = torch.zeros(count).index_add(0, number, torch.ones(len(number)))
        mean = torch.zeros(count, size).index_add(0, number, flat) / many.clamp(min=1)[:, None]
        top = torch.zeros(count, size).scatter_reduce(
            0, number[:, None].expand(-1, size), flat, "amax", include_self=False
        )
        owner = torch.zeros(count, dtype=torch.long)
        owner[number] = torch.arange(batch)[:, None].expand(batch, length).reshape(-1)[keep]
        seen = torch.cat([mean, top, x[owner, 0]], dim=1)
        result: torch.Tensor = self.head(functional.dropout(seen, DROP, self.training))
        return result

"""Chooses among texts that are given, branch by branch: the model decides only where they part.

The texts of a row make a tree of tokens. Where the tree does not branch, nothing is decided: such a run goes through
the model together with what follows it, in one pass, and the rest of a text behind its last branch not at all. So a
row takes as many passes as it has decisions, not as many as it has tokens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from transformers import DynamicCache


@dataclass
class Choices:
    """A tree of token paths; ``fullest`` is the number of the first text that runs through this place.

    ``ends`` tells that a text ends here.
    """

    fullest: int
    ends: bool = False
    following: dict[int, Choices] = field(default_factory=dict)


def choices(paths: Sequence[Sequence[int]], end: int) -> Choices:
    """The tree of these token paths, the fullest text first, each closed by the token ``end``."""
    top = Choices(0)
    for number, path in enumerate(paths):
        place = top
        for token in (*path, end):
            place = place.following.setdefault(token, Choices(number))
        place.ends = True
    return top


@dataclass
class _Row:
    """Where a row stands, and the tokens that the model has not read yet."""

    place: Choices
    unread: list[int]

    def run(self) -> None:
        """Goes on to the next branch, or to the end."""
        while len(self.place.following) == 1:
            ((token, self.place),) = self.place.following.items()
            self.unread.append(token)


def choose(
    model: Any, ids: torch.Tensor, mask: torch.Tensor, cache: DynamicCache, trees: Sequence[Choices], bias: float
) -> list[int]:
    """The text that the model takes in each row.

    Args:
        model: a decoder-only model.
        ids: (rows, length) int64, the left-padded prompts.
        mask: (rows, length) int64, 0 for padding.
        cache: keys and values of all tokens of the prompts but the last, a row each; it is used up.
        trees: what each row may write.
        bias: log-odds that are added, at each branch, to all that leaves out what the fullest text still there has.

    Returns:
        A number a row, in the order of the paths that its tree was made from.
    """
    rows = [_Row(tree, [int(ids[at, -1])]) for at, tree in enumerate(trees)]
    for one in rows:
        one.run()
    seen, going = mask[:, :-1].to(model.device), list(range(len(rows)))
    while True:
        kept = [at for at, row in enumerate(going) if rows[row].place.following]
        if not kept:
            return [one.place.fullest for one in rows]
        if len(kept) < len(going):
            index = torch.tensor(kept, device=seen.device)
            cache.batch_select_indices(index)
            seen, going = seen[index], [going[at] for at in kept]
        logits, seen = _read(model, [rows[row].unread for row in going], seen, cache)
        for at, row in enumerate(going):
            _branch(rows[row], logits[at], bias)


def _read(
    model: Any, unread: Sequence[list[int]], seen: torch.Tensor, cache: DynamicCache
) -> tuple[torch.Tensor, torch.Tensor]:
    """Reads what each row has not read; returns logits (rows, vocabulary) behind it, and what each has seen then."""
    longest = max(map(len, unread))
    tokens = torch.zeros((len(unread), longest), dtype=torch.long)
    new = torch.zeros_like(tokens)
    for at, own in enumerate(unread):
        tokens[at, longest - len(own) :] = torch.tensor(own)
        new[at, longest - len(own) :] = 1
    seen = torch.cat([seen, new.to(seen.device)], dim=1)
    places = (seen.cumsum(dim=1) - 1)[:, -longest:].clamp(min=0)
    output = model(
        input_ids=tokens.to(model.device),
        attention_mask=seen,
        position_ids=places,
        past_key_values=cache,
        use_cache=True,
        logits_to_keep=1,
    )
    return output.logits[:, -1].float(), seen


def _branch(row: _Row, logits: torch.Tensor, bias: float) -> None:
    """Takes the likeliest branch, and goes on to the next one."""
    following = row.place.following
    fullest = min(one.fullest for one in following.values())
    scores = {
        token: float(logits[token]) + (bias if one.fullest != fullest else 0.0) for token, one in following.items()
    }
    token = max(scores, key=lambda token: scores[token])
    row.place, row.unread = following[token], [token]
    row.run()

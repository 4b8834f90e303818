"""Whole numbers that add up exactly: a total shared out, and a table with given margins."""

from __future__ import annotations

from collections.abc import Sequence

ROUNDS = 30


def apportion(total: int, weights: Sequence[float], caps: Sequence[int] | None = None) -> list[int]:
    """Share `total` in proportion to `weights`, no share above its cap; the shares add up exactly.

    Raises ValueError when the caps leave no room for the total.
    """
    room = list(caps) if caps is not None else [total] * len(weights)
    if total < 0 or total > sum(room):
        raise ValueError("the total does not fit")
    shares = [0] * len(weights)
    while left := total - sum(shares):
        open_ = [i for i, most in enumerate(room) if shares[i] < most]
        heavy = [i for i in open_ if weights[i] > 0] or open_
        for i, more in zip(heavy, _rounded(left, [weights[i] for i in heavy]), strict=True):
            shares[i] += min(more, room[i] - shares[i])
    return shares


def _rounded(total: int, weights: Sequence[float]) -> list[int]:
    """Largest remainders; equal shares where nothing weighs anything."""
    whole = sum(weights)
    exact = [total * weight / whole if whole else total / len(weights) for weight in weights]
    shares = [int(share) for share in exact]
    missing = total - sum(shares)
    ranked = sorted(range(len(exact)), key=lambda i: (shares[i] - exact[i], i))
    for i in ranked[:missing]:
        shares[i] += 1
    return shares


def table(rows: Sequence[int], columns: Sequence[int], weights: Sequence[Sequence[float]]) -> list[list[int]]:
    """A table of whole numbers with these margins, each cell near its weight. The margins must have one sum."""
    if sum(rows) != sum(columns):
        raise ValueError("rows and columns have different sums")
    scale = _fitted(rows, columns, weights)
    left, filled = list(columns), []
    for row, own in zip(rows, weights, strict=True):
        cells = apportion(row, [weight * factor for weight, factor in zip(own, scale, strict=True)], left)
        left = [rest - cell for rest, cell in zip(left, cells, strict=True)]
        filled.append(cells)
    return filled


def _fitted(rows: Sequence[int], columns: Sequence[int], weights: Sequence[Sequence[float]]) -> list[float]:
    """A factor for each column that makes proportional rows come close to the columns' sums."""
    scale = [1.0] * len(columns)
    for _ in range(ROUNDS):
        sums = [0.0] * len(columns)
        for row, own in zip(rows, weights, strict=True):
            shares = [weight * factor for weight, factor in zip(own, scale, strict=True)]
            whole = sum(shares)
            sums = [so_far + row * share / whole for so_far, share in zip(sums, shares, strict=True)] if whole else sums
        scale = [f * want / got if got else f for f, want, got in zip(scale, columns, sums, strict=True)]
    return scale

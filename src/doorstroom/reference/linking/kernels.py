"""The inner loops of training, compiled: sums in a fixed order, so that every run gives the same bits."""

from typing import Any

import numba
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
_compiled: Any = numba.njit(cache=True, nogil=True)


@_compiled
def gather(table: Floats, starts: Longs, places: Ints, weights: Floats, rows: Longs, out: Floats) -> None:
    """Write for each chosen text the weighted sum of its features' vectors (rows x dims)."""
    dims = table.shape[1]
    for number in range(rows.shape[0]):
        for dim in range(dims):
            out[number, dim] = 0.0
        for at in range(starts[rows[number]], starts[rows[number] + 1]):
            place, weight = places[at], weights[at]
            for dim in range(dims):
                out[number, dim] += weight * table[place, dim]


@_compiled
def scatter(
    slopes: Floats,
    touched: Ints,
    count: int,
    slots: Ints,
    starts: Longs,
    places: Ints,
    weights: Floats,
    rows: Longs,
    out: Floats,
) -> int:
    """Add each text's slope to those of its features, kept in order of first touch; return how many were touched."""
    dims = slopes.shape[1]
    for number in range(rows.shape[0]):
        for at in range(starts[rows[number]], starts[rows[number] + 1]):
            place, weight = places[at], weights[at]
            if slots[place] < 0:
                slots[place] = count
                touched[count] = place
                count += 1
            slot = slots[place]
            for dim in range(dims):
                slopes[slot, dim] += weight * out[number, dim]
    return count


@_compiled
def descend(
    table: Floats,
    slopes: Floats,
    history: Floats,
    touched: Ints,
    count: int,
    slots: Ints,
    rate: float,
) -> None:
    """Move the touched vectors downhill (Adagrad with one history per vector) and clear their slopes."""
    dims = table.shape[1]
    for number in range(count):
        place = touched[number]
        total = np.float32(0.0)
        for dim in range(dims):
            total += slopes[number, dim] * slopes[number, dim]
        history[place] += total / np.float32(dims)
        step = np.float32(rate) / np.float32(np.sqrt(history[place]) + 1e-8)
        for dim in range(dims):
            table[place, dim] -= step * slopes[number, dim]
            slopes[number, dim] = 0.0
        slots[place] = -1

"""The auction on a sparse graph; compiled where numba is installed, else plain Python with the same
answer."""

from typing import Any

import numpy as np

try:
    import numba

    jit: Any = numba.njit(cache=True, nogil=True, error_model="numpy")
except ImportError:

    def jit(function: Any) -> Any:
        """Leave the function as it is."""
        return function


@jit
def sift_down(bid: Any, edge: Any, start: Any, size: Any) -> None:
    """Restore a heap (smallest bid on top) after its top changed."""
    at = 0
    while True:
        child = 2 * at + 1
        if child >= size:
            return
        if child + 1 < size and bid[start + child + 1] < bid[start + child]:
            child += 1
        if bid[start + at] <= bid[start + child]:
            return
        bid[start + at], bid[start + child] = bid[start + child], bid[start + at]
        edge[start + at], edge[start + child] = edge[start + child], edge[start + at]
        at = child


@jit
def offer(bid: Any, edge: Any, start: Any, size: Any, room: Any, value: Any, one: Any) -> Any:
    """Put a bid in an object's heap; give the edge that falls out, or -1."""
    if size < room:
        at = size
        bid[start + at], edge[start + at] = value, one
        while at > 0 and bid[start + (at - 1) // 2] > bid[start + at]:
            above = (at - 1) // 2
            bid[start + at], bid[start + above] = bid[start + above], bid[start + at]
            edge[start + at], edge[start + above] = edge[start + above], edge[start + at]
            at = above
        return -1
    out = edge[start]
    bid[start], edge[start] = value, one
    sift_down(bid, edge, start, size)
    return out


@jit
def auction(
    ptr: Any, target: Any, worth: Any, owner: Any, room_ptr: Any, chances: Any, step: Any, queue: Any, held: Any
) -> Any:
    """Assign up to `chances` targets to each person, never more than the room of a target; gives the bids
    made.

    ptr: int64[persons + 1]; target, worth: per edge, worth 0 or more; owner: person of each edge; room_ptr:
    int64[targets + 1]; queue: int64[persons], in the order of the first turn; held: bool[edges], the
    answer. The total worth is within step x (number of pairs assigned) of the largest there is (Bertsekas,
    1988).
    """
    persons, targets = len(ptr) - 1, len(room_ptr) - 1
    bid = np.zeros(room_ptr[-1], dtype=np.int64)
    edge = np.zeros(room_ptr[-1], dtype=np.int64)
    size = np.zeros(targets, dtype=np.int64)
    price = np.zeros(targets, dtype=np.int64)
    count = np.zeros(persons, dtype=np.int64)
    waiting = np.ones(persons, dtype=np.bool_)
    head, length, bids = 0, persons, 0
    best = np.zeros(chances + 1, dtype=np.int64)
    net = np.zeros(chances + 1, dtype=np.int64)
    while length:
        who = queue[head]
        head = (head + 1) % persons
        length -= 1
        waiting[who] = False
        free = chances - count[who]
        found = 0
        for one in range(ptr[who], ptr[who + 1]):
            room = room_ptr[target[one] + 1] - room_ptr[target[one]]
            value = worth[one] - price[target[one]]
            if held[one] or value < 0 or room == 0:
                continue
            place = found if found <= free else free
            if found > free and net[free] >= value:
                continue
            while place > 0 and net[place - 1] < value:
                net[place], best[place] = net[place - 1], best[place - 1]
                place -= 1
            net[place], best[place] = value, one
            found = min(found + 1, free + 1)
        following = net[free] if found > free else 0
        for at in range(min(found, free)):
            one = best[at]
            goal = target[one]
            start = room_ptr[goal]
            room = room_ptr[goal + 1] - start
            out = offer(bid, edge, start, size[goal], room, price[goal] + net[at] - following + step, one)
            bids += 1
            held[one] = True
            count[who] += 1
            if out < 0:
                size[goal] += 1
            else:
                held[out] = False
                loser = owner[out]
                count[loser] -= 1
                if not waiting[loser]:
                    waiting[loser] = True
                    queue[(head + length) % persons] = loser
                    length += 1
            if size[goal] == room:
                price[goal] = bid[start]
    return bids

"""Lends arrays to compiled code without counting who holds them.

Numba counts references to every array that a function takes or a loop slices, with atomic instructions; in
kernels of microseconds that counting is a tenth of the time. A lent array is not counted, so the lender must
keep the original for as long as the loan lasts: the kernels do, since their caller holds every array until
they return.
"""

from typing import Any

from numba.core import cgutils, types
from numba.extending import intrinsic

struct_of: Any = cgutils.create_struct_proxy
null_of: Any = cgutils.get_null_value


def _strip(context: Any, builder: Any, kind: Any, value: Any) -> Any:
    """Give the value with the owner of every array in it taken away."""
    if isinstance(kind, types.Array):
        array = struct_of(kind)(context, builder, value)
        array.meminfo = null_of(array.meminfo.type)
        array.parent = null_of(array.parent.type)
        return array._getvalue()
    if isinstance(kind, types.BaseTuple):
        kinds: Any = kind
        for at, inner in enumerate(kinds):
            part = _strip(context, builder, inner, builder.extract_value(value, at))
            value = builder.insert_value(value, part, at)
    return value


def _lend(typing_context: Any, item: Any) -> Any:
    """Give an array, or a tuple with arrays at any depth, on loan."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        """Write the code."""
        return _strip(context, builder, signature.args[0], arguments[0])

    return item(item), build


lent: Any = intrinsic(_lend)

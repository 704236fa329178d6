"""Lends arrays to compiled code without counting who holds them, and fetches what it will need in a moment.

Numba counts references to every array that a function takes or a loop slices, with atomic instructions; in
kernels of microseconds that counting is a tenth of the time. A lent array is not counted, so the lender must
keep the original for as long as the loan lasts: the kernels do, since their caller holds every array until
they return.
"""

from typing import Any

from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic

struct_of: Any = cgutils.create_struct_proxy
null_of: Any = cgutils.get_null_value
function_in: Any = cgutils.get_or_insert_function


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


def _fetch(typing_context: Any, array: Any, at: Any) -> Any:
    """Ask the processor to bring the line of array[at] close; the answer does not wait for it."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        """Write the code."""
        held = struct_of(signature.args[0])(context, builder, arguments[0])
        place = builder.bitcast(builder.gep(held.data, [arguments[1]]), ir.IntType(8).as_pointer())
        kinds = [ir.IntType(8).as_pointer(), *[ir.IntType(32)] * 3]
        kind = ir.FunctionType(ir.VoidType(), kinds)
        call = function_in(builder.module, kind, "llvm.prefetch.p0i8")
        builder.call(call, [place, *(ir.Constant(ir.IntType(32), value) for value in (0, 3, 1))])
        return context.get_dummy_value()

    return types.none(array, at), build


fetch: Any = intrinsic(_fetch)

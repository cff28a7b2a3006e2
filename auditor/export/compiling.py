"""How the templates of the report become Python: plainly, since they are our own and are given only our own objects.

Jinja asks of every call whether it wants the context and of every attribute whether it is an entry, and marks every
word as safe: half of the time of a page. None of it happens here; what is undefined is an error as before.
"""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType

from jinja2 import BaseLoader, BytecodeCache, Environment, StrictUndefined, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.utils import missing
from markupsafe import Markup

from auditor.export.showing import safe


class PlainCode(CodeGenerator):
    """Writes calls and attributes as Python has them; the one function that every value ends in escapes it."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - as jinja has it
        """Write ``value.name``."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802 - as jinja has it
        """Write ``value[place]``, slices included."""
        self.visit(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_Call(  # noqa: N802 - as jinja has it
        self,
        node: nodes.Call,
        frame: Frame,
        forward_caller: bool = False,  # noqa: FBT001, FBT002 - as jinja has it
    ) -> None:
        """Write ``function(values)``: our functions do not ask for the context, our templates for no caller."""
        if forward_caller or node.dyn_args:
            self.fail("a template of the report calls with named values and without a block", node.lineno)
        self.visit(node.node, frame)
        self.write("(")
        for value in (*node.args, *node.kwargs):
            self.visit(value, frame)
            self.write(", ")
        if node.dyn_kwargs is not None:
            self.write("**")
            self.visit(node.dyn_kwargs, frame)
        self.write(")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Write a macro as a function of its values."""
        del frame
        if macro_ref.accesses_caller or macro_ref.accesses_kwargs or macro_ref.accesses_varargs:
            self.fail("a macro of the report names its values", macro_ref.node.lineno)
        name = getattr(macro_ref.node, "name", "")
        self.write(f"environment.macro(macro, {name!r}, {len(macro_ref.node.args)})")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        del node, frame, finalize
        self.write("environment.finalize(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        del node, frame, finalize
        self.write(")")


class _Compiled(BytecodeCache):
    """What the templates were compiled to: it is the same for both languages, only what they are given differs."""

    def __init__(self) -> None:
        self._made: dict[str, CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._made.get(bucket.key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._made[bucket.key] = bucket.code


_COMPILED = _Compiled()


class PlainEnvironment(Environment):
    """The templates of the report in one language; ``shown`` gives the escaped words for a value."""

    code_generator_class = PlainCode

    def __init__(self, loader: BaseLoader, shown: Callable[[object], str]) -> None:
        """Make an environment without words; what the templates may call is added to its globals."""
        super().__init__(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=shown,
            bytecode_cache=_COMPILED,
            auto_reload=False,
        )

    @staticmethod
    def macro(function: Callable[..., str], name: str, arity: int) -> Callable[..., Markup]:
        """Return a macro: it takes its values in order, and those left out have their defaults."""

        def macro(*values: object) -> Markup:
            left_out = arity - len(values)
            return safe(function(*values, *(missing,) * left_out) if left_out else function(*values))

        macro.__name__ = name
        return macro

"""How the templates of the report become Python: plainly, since they are our own and are given only our own objects.

Jinja asks of every call whether it wants the context and of every attribute whether it is an entry, and marks every
word as safe: half of the time of a page. None of it happens here; what is undefined is an error as before. What they
become is kept beside the program's own compiled files, since making it takes longer than most pages.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import version
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from types import CodeType

from jinja2 import BaseLoader, BytecodeCache, Environment, StrictUndefined, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.utils import missing
from markupsafe import Markup

from auditor.export.showing import safe
from auditor.rulebook.folders import program_digest


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


class Compiled(BytecodeCache):
    """What the templates were compiled to: it is the same for both languages, only what they are given differs.

    It is kept where Python keeps what our own files were compiled to, in ``__pycache__`` of the program: who can write
    there can change the program itself, and nothing that runs is ever taken from a folder of the user's.
    """

    def __init__(self, place: Path) -> None:
        """Take the file in which it is kept."""
        self._place = place
        self._made: dict[str, tuple[str, CodeType]] | None = None
        self._grown = False

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template what the same words were compiled to before."""
        words, code = self._known().get(bucket.key, ("", None))
        bucket.code = code if words == bucket.checksum else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember what a template was compiled to."""
        if bucket.code is not None:
            self._known()[bucket.key] = (bucket.checksum, bucket.code)
            self._grown = True

    def keep(self) -> None:
        """Write down what was compiled anew; where Python may not write, the next run compiles it again."""
        if not self._grown or sys.dont_write_bytecode:
            return
        body = marshal.dumps(self._known())
        staged = self._place.with_name(f"{self._place.name}.{os.getpid()}")
        self._grown = False
        try:
            self._place.parent.mkdir(exist_ok=True)
            staged.write_bytes(_mark(body) + body)
            staged.replace(self._place)
        except OSError:
            with suppress(OSError):
                staged.unlink()

    def _known(self) -> dict[str, tuple[str, CodeType]]:
        """Return what is kept: nothing where the file is damaged, or was made by another program."""
        if self._made is None:
            self._made = {}
            with suppress(OSError):
                kept = self._place.read_bytes()
                if kept[:_MARK] == _mark(kept[_MARK:]):
                    self._made = marshal.loads(kept[_MARK:])  # noqa: S302 - as Python loads its own, see above
        return self._made


_MARK = 32
"""Bytes of a mark."""


def _mark(body: bytes) -> bytes:
    """Return what the kept bytes are known to be whole by, and to be of this program, of this Jinja and Python."""
    maker = f"{program_digest()} {version('jinja2')} ".encode() + MAGIC_NUMBER
    return hashlib.blake2b(body, digest_size=_MARK, person=hashlib.blake2b(maker, digest_size=16).digest()).digest()


COMPILED = Compiled(Path(cache_from_source(str(Path(__file__).with_name("templates.py")))))
"""What the templates of the report were compiled to."""


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
            bytecode_cache=COMPILED,
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

"""Which changes of a source are no mutants: those that no run of it can notice, whatever a test does.

Left out are changes of annotations, of type aliases and of the types that `isinstance` is asked for; of what stands
beneath `if TYPE_CHECKING`; of `is` into `==`, and back, beside a member of an enumeration or a truth value; of the
flags `slots`, `frozen` and `kw_only` of a dataclass, which forbid what nobody does; of `@cache`, which gives the same
answers sooner. A change after which the text is no Python is none either.
"""

from __future__ import annotations

import ast
import warnings

FLAGS = {"slots", "frozen", "kw_only"}
CACHES = {"cache", "lru_cache"}
TYPES = {"None", "bool", "int", "str", "list", "tuple", "dict"}


def is_mutant(source: str, changed: str) -> bool:
    """Can the change be noticed? False too where the changed text is no Python."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        try:
            compile(changed, "changed", "exec", dont_inherit=True)
        except SyntaxError:
            return False
        return bare(source) != bare(changed)


def bare(source: str) -> str:
    """The tree of a source without what no run of it can notice, as text."""
    return ast.dump(_Bare().visit(ast.parse(source)))


class _Bare(ast.NodeTransformer):
    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        node.decorator_list = [one for one in node.decorator_list if ast.unparse(one) not in CACHES]
        return self.generic_visit(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        node.annotation = ast.Constant("")
        return self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        for decorator in node.decorator_list:
            if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "dataclass":
                decorator.keywords = [one for one in decorator.keywords if one.arg not in FLAGS]
        return self.generic_visit(node)

    def visit_Module(self, node: ast.Module) -> ast.AST:
        for one in node.body:
            if isinstance(one, ast.Assign) and _is_union(one.value):
                one.value = _listed(one.value)
        return self.generic_visit(node)

    def visit_If(self, node: ast.If) -> ast.AST | None:
        if ast.unparse(node.test).removeprefix("not ") in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}:
            return None
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if ast.unparse(node.func) == "isinstance" and _is_union(node.args[1]):
            node.args[1] = _listed(node.args[1])
        return self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        if len(node.ops) == 1 and _is_one_of_a_kind(node.comparators[0]):
            node.ops = [{ast.Is: ast.Eq, ast.IsNot: ast.NotEq}.get(type(op), type(op))() for op in node.ops]
        return self.generic_visit(node)


def _is_union(node: ast.expr) -> bool:
    """Types side by side, with an operator between them; perhaps None among them."""
    return isinstance(node, ast.BinOp) and all(_is_type(one) or _is_union(one) for one in (node.left, node.right))


def _is_type(node: ast.expr) -> bool:
    name = ast.unparse(node)
    return name in TYPES or (name.isidentifier() and name[0].isupper() and not name.isupper())


def _listed(node: ast.expr) -> ast.Tuple:
    names: list[ast.expr] = [one for one in ast.walk(node) if isinstance(one, ast.Name | ast.Constant)]
    return ast.Tuple(elts=names, ctx=ast.Load())


def _is_one_of_a_kind(node: ast.expr) -> bool:
    """A member of an enumeration, such as `Unit.DAY`, or a truth value."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, bool)
    if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name):
        return False
    return node.attr.isupper() and node.value.id[:1].isupper()

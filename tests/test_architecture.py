"""The direction of imports, and what a pure module may load: the walls of the house."""

import ast
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
ORDER = ["config", "models", "bot", "tasks", "web"]
FRAMEWORKS = {
    "flask",
    "sqlalchemy",
    "linebot",
    "apscheduler",
    "alembic",
    "openpyxl",
    "docx",
    "pdfplumber",
    "bs4",
}
IO_MODULES = {
    "os",
    "socket",
    "subprocess",
    "pathlib",
    "io",
    "sqlite3",
    "urllib",
    "http",
    "logging",
    "threading",
    "time",
    "shutil",
    "tempfile",
    "random",
    "secrets",
    "uuid",
}


def product_files() -> list[Path]:
    return [f for room in ORDER for f in sorted((ROOT / room).rglob("*.py")) if "migrations" not in f.parts] + [
        ROOT / "wsgi.py"
    ]


def name_of(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(module: str, name: str) -> str:
    """`from models import fiscal` loads models.fiscal; `from models.fiscal import month_end` loads the same."""
    path = ROOT.joinpath(*module.split("."), name)
    return f"{module}.{name}" if path.with_suffix(".py").exists() or path.is_dir() else module


def imports_of(tree: ast.AST) -> list[tuple[ast.stmt, str]]:
    found: list[tuple[ast.stmt, str]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [(node, imported(node.module or "", alias.name)) for alias in node.names]
    return found


@cache
def parsed() -> dict[Path, ast.Module]:
    return {f: ast.parse(f.read_text(encoding="utf-8")) for f in product_files()}


def is_pure(tree: ast.Module) -> bool:
    return (ast.get_docstring(tree) or "").rstrip().endswith("Pure.")


def test_imports_run_one_way():
    wrong = []
    for file, tree in parsed().items():
        room = name_of(file).split(".")[0]
        for node, target in imports_of(tree):
            top = target.split(".")[0]
            if top in ("tests", "simulator", "wsgi"):
                wrong.append(f"{file}:{node.lineno} imports {target}")
            if room in ORDER and top in ORDER and ORDER.index(top) > ORDER.index(room):
                wrong.append(f"{file}:{node.lineno} imports {target}, which stands to the right of {room}")
    assert not wrong, "\n".join(wrong)


def test_the_simulator_and_the_product_do_not_know_each_other():
    wrong = [
        f"{file}: {target}"
        for file in sorted((ROOT / "simulator").rglob("*.py"))
        for _, target in imports_of(ast.parse(file.read_text(encoding="utf-8")))
        if target.split(".")[0] in [*ORDER, "wsgi"]
    ]
    assert not wrong, "\n".join(wrong)


def test_no_circles_between_modules():
    trees = parsed()
    names = {name_of(f) for f in trees}
    graph = {
        name_of(f): {t for _, t in imports_of(tree) if t in names and t != name_of(f)} for f, tree in trees.items()
    }
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join((*path, name))
        if name not in done:
            for target in sorted(graph[name]):
                visit(target, (*path, name))
            done.add(name)

    for name in sorted(graph):
        visit(name, ())


def test_imports_stand_at_the_top_and_are_absolute():
    wrong = []
    for file, tree in parsed().items():
        top = {id(n) for n in tree.body}
        for node, _ in imports_of(tree):
            if id(node) not in top or getattr(node, "level", 0):
                wrong.append(f"{file}:{node.lineno}")
    assert not wrong, "\n".join(wrong)


def test_pure_modules_load_no_framework_and_do_no_io():
    trees = parsed()
    names = {name_of(f): f for f in trees}
    pure = {name for name, f in names.items() if is_pure(trees[f])}
    wrong = []
    for name in sorted(pure):
        for node, target in imports_of(trees[names[name]]):
            top = target.split(".")[0]
            if top in FRAMEWORKS | IO_MODULES:
                wrong.append(f"{name}:{node.lineno} is pure but imports {target}")
            elif target in names and target not in pure:
                wrong.append(f"{name}:{node.lineno} is pure but imports {target}, which is not")
            elif top not in ORDER and top not in sys.stdlib_module_names:
                wrong.append(f"{name}:{node.lineno} is pure but imports the library {top}")
    assert pure, "there is no pure module: the check would prove nothing"
    assert not wrong, "\n".join(wrong)


def test_linebot_is_imported_in_one_file():
    users = [
        name_of(f) for f, tree in parsed().items() if any(t.split(".")[0] == "linebot" for _, t in imports_of(tree))
    ]
    assert sorted(set(users)) == ["bot.line"]


def test_every_module_begins_with_one_sentence():
    missing = [str(f) for f, tree in parsed().items() if tree.body and not ast.get_docstring(tree)]
    assert not missing, "\n".join(missing)

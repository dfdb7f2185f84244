"""The stub of the compiled half says what is there; `cargo xtask stubs` compares the signatures, too."""

import ast
from pathlib import Path

import spo
from spo import _spo

STUB = ast.parse(Path(spo.__file__).with_name("_spo.pyi").read_text(encoding="utf-8"))
FUNCTIONS = {node.name for node in STUB.body if isinstance(node, ast.FunctionDef)}
CLASSES = {node.name: node for node in STUB.body if isinstance(node, ast.ClassDef)}


def test_every_name_of_the_module_has_its_stub() -> None:
    public = {name for name in vars(_spo) if not name.startswith("_")}
    assert public == FUNCTIONS | set(CLASSES)


def test_every_member_of_a_class_has_its_stub() -> None:
    for name, stub in CLASSES.items():
        members = {node.name for node in stub.body if isinstance(node, ast.FunctionDef)}
        public = {member for member in vars(getattr(_spo, name)) if not member.startswith("_")}
        assert public == {member for member in members if not member.startswith("_")}, name


def test_what_help_shows_is_what_the_stub_says() -> None:
    for name, stub in CLASSES.items():
        assert ast.get_docstring(stub) == getattr(_spo, name).__doc__


def test_the_package_says_that_it_is_typed() -> None:
    assert Path(spo.__file__).with_name("py.typed").exists()

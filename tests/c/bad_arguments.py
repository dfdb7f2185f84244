"""Writes the body of `bad_arguments.c` from the header: every function with every argument that it must refuse.

For each function and each parameter one call with that argument bad and the others good: NULL for a pointer, bytes that
are not UTF-8 for a text, numbers outside the enum. Usage: python3 bad_arguments.py spo.h > bad_arguments.inc
"""

import re
import sys
from dataclasses import dataclass
from pathlib import Path


# The others may be NULL.
NEEDED_CALLBACKS = ("spo_transport_callback", "spo_sign_callback", "spo_change_callback")


@dataclass
class Parameter:
    kind: str
    name: str

    @property
    def is_text(self) -> bool:
        return self.kind == "const char *"

    @property
    def is_output(self) -> bool:
        return self.kind.endswith("**") and self.name != "err"

    @property
    def is_handle(self) -> bool:
        return bool(re.fullmatch(r"(const )?spo_\w+ \*", self.kind))

    @property
    def is_pointer(self) -> bool:
        return self.kind.endswith("*") or self.kind.endswith("_callback")


@dataclass
class Function:
    returns: str
    name: str
    parameters: list[Parameter]


def functions(header: str) -> list[Function]:
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", header, flags=re.DOTALL)
    found = []
    for returns, name, inside in re.findall(r"^((?:const )?\w+ \*?)(spo_\w+)\(([^;]*?)\);", code, flags=re.MULTILINE):
        parameters = []
        for part in re.split(r",\s*", " ".join(inside.split())):
            if part != "void":
                kind, parameter = re.fullmatch(r"(.*?)(\w+)", part).groups()
                parameters.append(Parameter(kind.strip(), parameter))
        found.append(Function(returns.strip(), name, parameters))
    return found


def enums(header: str) -> set[str]:
    return set(re.findall(r"^enum (spo_\w+)", header, flags=re.MULTILINE)) - {"spo_status"}


def good(parameter: Parameter, enum_names: set[str]) -> str:
    """An argument that the function can work with; the variables stand in bad_arguments.c."""
    kind, name = parameter.kind, parameter.name
    if name == "err":
        return "&err"
    if parameter.is_output:
        return "&out_" + kind.removesuffix("**").strip()
    if parameter.is_handle:
        return kind.removeprefix("const ").removesuffix("*").strip().replace("spo_", "a_", 1)
    if kind == "size_t *":
        return "&length"
    if kind in enum_names:
        return f"({kind})1"
    samples = {
        "const char *": f'good_text("{name}")',
        "const uint8_t *": "(const uint8_t *)\"x\"",
        "void *": "NULL",
        "spo_transport_callback": "a_transport",
        "spo_sign_callback": "a_signer",
        "spo_change_callback": "an_editor",
        "spo_release_callback": "NULL",
        "spo_log_callback": "a_log",
        "spo_audit_callback": "an_audit",
    }
    return samples.get(kind, "1")


def calls(function: Function, enum_names: set[str]) -> list[str]:
    """The lines that call one function."""
    if function.name.endswith("_free"):
        return [f"{function.name}(NULL);"]
    arguments = [good(parameter, enum_names) for parameter in function.parameters]
    fallible = function.returns == "spo_status" and bool(function.parameters) and function.parameters[-1].name == "err"
    lines = []

    def line(at: int, bad: str, refuses: bool) -> None:
        changed = ", ".join([*arguments[:at], bad, *arguments[at + 1 :]])
        call = f"{function.name}({changed})"
        if fallible:
            lines.append(f"{'REFUSES' if refuses else 'SURVIVES'}({call});")
        elif refuses and function.returns not in ("int64_t", "void"):
            lines.append(f"ANSWERS_NOTHING({call});")
        else:
            lines.append(f"(void){call}; passed++;")

    for at, parameter in enumerate(function.parameters):
        if parameter.is_pointer:
            must_be_given = parameter.is_handle or parameter.is_output or parameter.kind in NEEDED_CALLBACKS
            line(at, "NULL", refuses=must_be_given)
        if parameter.is_text and fallible:
            line(at, '"\\xc3("', refuses=True)
        if parameter.kind in enum_names:
            line(at, f"({parameter.kind})4711", refuses=True)
            line(at, f"({parameter.kind})-1", refuses=True)
    return lines


def main() -> None:
    header = Path(sys.argv[1]).read_text(encoding="utf-8")
    enum_names = enums(header)
    found = functions(header)
    if len(found) != header.count(");\n") - header.count("_callback)("):
        sys.exit(f"only {len(found)} functions were understood")
    for function in found:
        for line in calls(function, enum_names):
            print(line)


if __name__ == "__main__":
    main()

"""Who imports a module, and whether the import may fail there."""

import ast
import os

_CATCHES_ABSENCE = {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"}


def fails_for_the_user(settings, frame):
    """Whether one of the user's files imports, with no `try` around that would go on without the package."""
    frame = _importing_frame(frame)
    if frame is None or settings.locate_code(frame.f_code) is None:
        return False
    while frame is not None:
        is_user_file = settings.locate_code(frame.f_code) is not None
        if is_user_file and _is_guarded(frame.f_code.co_filename, frame.f_lineno):
            return False
        frame = frame.f_back
    return True


def _importing_frame(frame):
    while frame is not None:
        name = frame.f_code.co_filename
        is_import_system = name.startswith("<frozen importlib._bootstrap") or name.endswith(
            (os.path.join("importlib", "__init__.py"), os.path.join("importlib", "_bootstrap.py"))
        )
        if not is_import_system:
            return frame
        frame = frame.f_back
    return None


def _is_guarded(path, line):
    with open(path, "rb") as file:
        tree = ast.parse(file.read())
    for node in ast.walk(tree):
        if isinstance(node, ast.Try) and node.body[0].lineno <= line <= node.body[-1].end_lineno:
            if any(_goes_on(handler) for handler in node.handlers):
                return True
    return False


def _goes_on(handler):
    caught = [handler.type] if not isinstance(handler.type, ast.Tuple) else handler.type.elts
    names = {getattr(kind, "id", None) for kind in caught}
    if handler.type is not None and not names & _CATCHES_ABSENCE:
        return False
    return not any(_leaves(node) for statement in handler.body for node in ast.walk(statement))


def _leaves(node):
    if isinstance(node, ast.Raise):
        return True
    return isinstance(node, ast.Call) and ast.dump(node.func).find("'exit'") >= 0

"""Folds the switches of an exported script away and compares what is left with the file it was made of.

Reads one JSON document from stdin, writes one to stdout:
  {"variable": "TRIAL", "seed": "SEED_INDEX", "seed_index": number, "files": [{"exported": text,
    "added": [[first, last], ...], "versions": [{"trial": name or null, "expected": text}, ...]}, ...]}
  -> {"differences": [{"file": index, "trial": name or null, "line": line or null, "message": text}, ...]}
`added` are lines (from 1, both ends included) that only the exported file has. Versions of trials are expected as they
are at `seed_index`; without a trial the seeds are as they were. The comparison is between syntax trees of this Python;
nothing of the files is run.
"""

import ast
import json
import sys


class Folder(ast.NodeTransformer):
    """Replaces every switch by what it is for one trial (None: for none), and the seed's variable by its value there."""

    def __init__(self, variable, seed, seed_index, trial):
        self.variable = variable
        self.seed = seed
        self.seed_index = seed_index
        self.trial = trial

    def decide(self, test):
        """True or False for the test of a switch, None for any other expression."""
        if not isinstance(test, ast.Compare) or len(test.ops) != 1:
            return None
        if not isinstance(test.left, ast.Name) or test.left.id != self.variable:
            return None
        names = ast.literal_eval(test.comparators[0])
        if isinstance(test.ops[0], (ast.Eq, ast.NotEq)):
            names = (names,)
        return (self.trial in names) == isinstance(test.ops[0], (ast.Eq, ast.In))

    def visit_If(self, node):
        decided = self.decide(node.test)
        if decided is None:
            return self.generic_visit(node)
        chosen = node.body if decided else node.orelse
        statements = []
        for statement in chosen:
            folded = self.visit(statement)
            statements.extend(folded if isinstance(folded, list) else [folded])
        return statements

    def visit_IfExp(self, node):
        decided = self.decide(node.test)
        if decided is None:
            return self.generic_visit(node)
        return self.visit(node.body if decided else node.orelse)

    def visit_Starred(self, node):
        """`*([] if TRIAL == "x" else [element])` stands for its element, or for none."""
        if not isinstance(node.value, ast.IfExp) or self.decide(node.value.test) is None:
            return self.generic_visit(node)
        folded = self.visit(node.value)
        return folded.elts if isinstance(folded, ast.List) else ast.Starred(folded, node.ctx)

    def visit_keyword(self, node):
        """`**({} if TRIAL == "x" else {"name": value})` stands for the keyword argument, or for none."""
        if node.arg is not None or not isinstance(node.value, ast.IfExp) or self.decide(node.value.test) is None:
            return self.generic_visit(node)
        folded = self.visit(node.value)
        if not isinstance(folded, ast.Dict):
            return ast.keyword(None, folded)
        return [ast.keyword(key.value, value) for key, value in zip(folded.keys, folded.values)]

    def visit_Dict(self, node):
        keys, values = [], []
        for key, value in zip(node.keys, node.values):
            is_switch = key is None and isinstance(value, ast.IfExp) and self.decide(value.test) is not None
            folded = self.visit(value)
            if is_switch and isinstance(folded, ast.Dict):
                keys.extend(folded.keys)
                values.extend(folded.values)
            else:
                keys.append(key and self.visit(key))
                values.append(folded)
        return ast.Dict(keys, values)

    def visit_BinOp(self, node):
        """Without a trial `seed + SEED_INDEX` adds nothing to the seed."""
        is_shifted = isinstance(node.op, ast.Add) and isinstance(node.right, ast.Name) and node.right.id == self.seed
        if self.trial is None and is_shifted:
            return self.visit(node.left)
        return self.generic_visit(node)

    def visit_Name(self, node):
        return ast.copy_location(ast.Constant(value=self.seed_index, kind=None), node) if self.trial is not None and node.id == self.seed else node


class Tidier(ast.NodeTransformer):
    """A block that a switch left empty says `pass`; beside other statements `pass` says nothing."""

    def generic_visit(self, node):
        super().generic_visit(node)
        for field in ("body", "orelse", "finalbody"):
            statements = getattr(node, field, None)
            if isinstance(statements, list):
                kept = [statement for statement in statements if not isinstance(statement, ast.Pass)]
                setattr(node, field, kept or ([ast.Pass()] if field == "body" else []))
        return node


def without_added(tree, added):
    """The tree without the top-level statements that stand on the given lines."""
    tree.body = [node for node in tree.body if not any(first <= node.lineno <= last for first, last in added)]
    return tree


def unreadable(text):
    """What Python says of a file that it would not run, such as an import from the future that comes too late."""
    try:
        compile(text, "exported", "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        return getattr(error, "lineno", None), str(error)
    return None


def compare(document, file, version):
    """None where the folded tree is the expected one, else a line of the expected file and what is wrong there."""
    folder = Folder(document["variable"], document["seed"], document["seed_index"], version["trial"])
    folded = Tidier().visit(folder.visit(without_added(ast.parse(file["exported"]), file["added"])))
    expected = Tidier().visit(ast.parse(version["expected"]))
    if ast.dump(folded) == ast.dump(expected):
        return None
    for one, other in zip(expected.body, folded.body):
        if ast.dump(one) != ast.dump(other):
            return one.lineno, "%s differs" % first_line(one, version["expected"])
    return None, "%d statements where there are %d" % (len(folded.body), len(expected.body))


def first_line(node, text):
    """As Python writes it, from 3.9 on, else as it stands."""
    whole = ast.unparse(node) if hasattr(ast, "unparse") else text.splitlines()[node.lineno - 1].strip()
    return whole.splitlines()[0]


def main():
    document = json.load(sys.stdin)
    differences = []
    for number, file in enumerate(document["files"]):
        for version in file["versions"]:
            found = unreadable(file["exported"]) or compare(document, file, version)
            if found is not None:
                line, message = found
                differences.append({"file": number, "trial": version["trial"], "line": line, "message": message})
    json.dump({"differences": differences}, sys.stdout)


if __name__ == "__main__":
    main()

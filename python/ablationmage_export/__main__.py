"""`python -m ablationmage_export TARGET DOCUMENT DESTINATION FINAL RESULT`; see `main`."""

import importlib
import json
import os
import sys
from typing import List

from .document import read_document


def main(words: List[str]) -> None:
    """Writes the study of the file DOCUMENT for TARGET into the new folder DESTINATION, which becomes FINAL later.

    RESULT gets the version of the library and what it did not allow to be written as it is.
    """
    target, document, destination, final, result = words
    # A file or folder here must not be taken for the library.
    sys.path[:] = [entry for entry in sys.path if entry not in ("", os.getcwd())]
    module = importlib.import_module("." + "to_" + target, __package__)
    written = module.write(read_document(document), destination, final)
    with open(result, "w", encoding="utf-8") as file:
        json.dump({"version": written.version, "notes": written.notes}, file)


if __name__ == "__main__":
    main(sys.argv[1:])

"""Writes a study for an experiment tracker, through the tracker's own library.

Run by `ablationmage report --to` in the user's Python. All numbers and texts come in one JSON document
(`document.py`); nothing is computed here, and nothing is sent anywhere. One tracker is one module `to_NAME.py`.
"""

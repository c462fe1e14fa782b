"""A tiny bag-of-words sentiment classifier in several files."""

"""What a run really was over its first steps, seen from inside; its contract is `src/core/fingerprint.ts`.

Loaded only for observed runs and only after the library in question: other runs start as fast as without.
Nothing here may change a number of an observed full run: no random number is drawn, no item fetched.
"""

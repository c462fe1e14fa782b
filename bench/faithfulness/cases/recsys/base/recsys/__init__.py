"""Implicit-feedback recommendation with matrix factorization."""

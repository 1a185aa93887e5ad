"""Statements: who may fetch which, and how pages show them.

See docs/decisions/0030-statements-are-held.md.
"""

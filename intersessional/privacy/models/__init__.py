"""The erasure log, the totals of who was erased, and answers to people."""

from .exports import Export
from .runs import Kind, Line, Run
from .totals import Total

__all__ = ["Export", "Kind", "Line", "Run", "Total"]

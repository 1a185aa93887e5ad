"""Exports: what a role may see as a sheet, in columns from a closed table, written down in the audit."""

"""Addresses of bilaterals."""

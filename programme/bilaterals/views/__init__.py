"""Pages of bilaterals."""

"""The pages of bilaterals."""

"""What people enter about bilaterals."""

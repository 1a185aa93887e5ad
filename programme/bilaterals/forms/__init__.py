"""What people send about bilaterals."""

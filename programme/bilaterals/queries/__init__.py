"""Reading what pages of bilaterals show."""

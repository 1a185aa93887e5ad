"""A brief for a bilateral: what the portal knows of the delegation, on a page and on paper."""

"""After the floor: who spoke under each item, what it adds up to, and the list on paper."""

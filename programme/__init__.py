"""What happens inside the meeting: agenda, interventions, bilaterals. One Django app per folder."""

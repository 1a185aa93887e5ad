"""The first page of the ISU: what waits for somebody, what goes on, and how far the meeting has come."""

"""What has reached its end, and what the portal holds about somebody."""

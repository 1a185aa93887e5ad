"""What people do with bilaterals; each public function is one durable transaction."""

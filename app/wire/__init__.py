"""What travels between a browser and a session, as typed messages and tensors."""

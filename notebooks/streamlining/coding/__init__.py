"""What a person codes, strictly read."""

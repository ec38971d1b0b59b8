"""What does not fit: data, prose, pages and texts held against each other."""

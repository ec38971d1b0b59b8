"""What a printed figure says, and whether printed figures agree."""

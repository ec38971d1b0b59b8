"""What makes and holds the data: drafting, checking, generating, building."""

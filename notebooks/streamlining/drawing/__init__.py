"""What stands on a picture, and the same picture for a phone."""

"""What can be read off a sentence."""

"""From an article's text to a draft of its coding."""

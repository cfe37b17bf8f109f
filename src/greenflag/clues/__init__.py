"""Clues: from a posting's text to what it says about sponsorship, with the words that prove it."""

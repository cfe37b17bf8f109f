"""One module per visa path."""

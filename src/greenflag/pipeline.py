"""The path of one posting: four calls in order."""

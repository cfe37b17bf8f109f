"""Store: what is kept between runs, in one file."""

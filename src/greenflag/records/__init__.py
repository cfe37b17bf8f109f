"""Records: the government's files as figures per legal entity."""

"""JobSearch: one method for each thing that one can do."""

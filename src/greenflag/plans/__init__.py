"""Plans: from ranked postings to what to do, by when, and why."""

"""Sources: postings in, from job boards, pages, files and pasted text."""

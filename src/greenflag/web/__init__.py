"""Pages: one self-contained HTML file each, and the words and marks that the terminal shows too."""

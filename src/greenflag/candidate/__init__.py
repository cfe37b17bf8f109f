"""The person: profile, skills, and what is missing."""

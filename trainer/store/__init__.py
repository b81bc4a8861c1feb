"""What is remembered: every line of SQL."""

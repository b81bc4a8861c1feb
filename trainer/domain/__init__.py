"""What things are: the vocabulary as frozen types."""

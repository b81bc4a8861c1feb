"""What the application can do, without Qt and without SQL."""

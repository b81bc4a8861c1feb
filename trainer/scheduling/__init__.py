"""When a drill comes next: memory states, the queue, the forecast."""

"""The window. Thin: values in, signals out."""

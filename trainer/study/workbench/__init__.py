"""The workbench without its window: a configuration in, every number with its working out."""

"""The mock interview: what is said against the clock, a challenger who computes, the debrief."""

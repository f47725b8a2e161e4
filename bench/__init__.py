"""How fast it is, measured against the yardsticks: ratios within one run, never asserted by a test."""

"""What `scripts/benchmark.py` is made of: child processes that measure, and the tables of what they found."""

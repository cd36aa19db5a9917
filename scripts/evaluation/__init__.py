"""What `scripts/evaluate.py` is made of: data, peers, metrics, intervals, reports and the quality floor."""

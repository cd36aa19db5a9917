"""Real models behind the interfaces; the only place that imports torch, transformers, sentence-transformers, spaCy."""

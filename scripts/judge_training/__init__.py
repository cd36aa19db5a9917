"""Training of the judge's head: contrast pairs, data, features, fitting, model card."""

"""Specialised checkers from a hub behind the Judge protocol: NLI cross-encoders, MiniCheck and HHEM.

Each kind has a module that loads its weights and says how a pair is laid out and how its logits are read;
what they share (chunks, batches, maxima) is `ClassifierJudge`. All read safetensors and no code of a hub's.
"""

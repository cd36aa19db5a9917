"""One lock for what a process can only do alone while models are loaded and used in several threads."""

from __future__ import annotations

import threading

building = threading.RLock()
"""Held while a library builds a model, and while another thread computes with one that is ready.

transformers sets PyTorch's default number format, which is the whole process's, until the model is built; numbers
that another thread makes in the meantime would be rounded to it.
"""

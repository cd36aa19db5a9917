"""From the plan to drafts: what the writer is asked, its answers tidied, and both shortened further by rule.

All sentences of a run are written in one batched call; what can go is then left out of each draft, and of the source's
own sentence, without a word being changed. Nothing is checked here.
"""

from summarizer.write.drafts import drafts_by_item, requests_for, tidy, versions, write

__all__ = ["drafts_by_item", "requests_for", "tidy", "versions", "write"]

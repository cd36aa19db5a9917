"""From the plan to drafts: what the writer is asked, its answers tidied, and both shortened further by rule.

All sentences of a run are written in one batched call; what can go is then left out of each draft, and of the source's
own sentence, without a word being changed. Nothing is checked here.

No weights are trained for a writer that leaves words out. Of 204 sentences that 20 briefings told, 126 were whole, and
only 12 of these had a shorter form; with the best form of each, chosen by the reference itself, ROUGE-1 rose from 46.3
to 46.7 and ROUGE-2 from 16.4 to 16.7 (`scripts/evaluate.py deletions`). That is all that any training could gain, and
rules and judge refuse few first drafts as it is (`scripts/benchmark.py work`).
"""

from summarizer.write.drafts import drafts_by_item, requests_for, tidy, versions, write

__all__ = ["drafts_by_item", "requests_for", "tidy", "versions", "write"]

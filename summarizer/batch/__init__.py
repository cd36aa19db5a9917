"""``briefing-batch``: a Hydra application over many clusters.

`app` starts it and ends it, `job` decides what is done and records it, `inputs` finds clusters, `tasks` is what
travels to a `worker`, which `local` or `ray_runner` keeps busy; `outputs` and `shards` write, `manifest` and `disk`
see to it that a kill loses nothing, `names` makes file names, `progress` shows how far it is. With ``group=stories``
`stories` has one job over a `pile`: `entries` makes a cluster, and an entry of the index, of each story, `updates`
compares its report with the one before, `outcomes` reads what became of it, `pages` keeps what was changed by hand.
"""

from __future__ import annotations

from summarizer.batch.app import main

__all__ = ["main"]

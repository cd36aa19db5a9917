"""Runs the stages in order, for one cluster or for many at once; the only package that knows all of them.

`running` takes clusters from stage to stage; `drafting` goes from the plan to sentences that stand, `composing` from
those to the briefing. `state` is what is known of a cluster on the way.
"""

from summarizer.pipeline.running import Models, clean_cluster, load_models, run, run_many

__all__ = ["Models", "clean_cluster", "load_models", "run", "run_many"]

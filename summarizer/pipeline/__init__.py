"""Runs the stages in order, for one cluster or for many at once; the only package that knows all of them.

`running` takes clusters from stage to stage: `planning` up to the plan, `drafting` to accepted sentences, `composing`
to the briefing. `stages` has the record of each stage, `together` the calls for all clusters at once.
"""

from summarizer.pipeline.planning import clean_cluster
from summarizer.pipeline.running import Models, load_models, run, run_many

__all__ = ["Models", "clean_cluster", "load_models", "run", "run_many"]

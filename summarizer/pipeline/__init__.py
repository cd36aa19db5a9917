"""Runs the stages in order, for one cluster or for many at once; the only package that knows all of them.

`running` takes clusters from stage to stage: `planning` up to the plan, `drafting` to accepted sentences, `composing`
to the briefing. `checking` takes a text that exists, by its `claims`, to what its sources say of it. `stages` has the
record of each stage, `together` the calls for all clusters at once, `loading` the models. `grouping` sorts a pile into
stories, each of which is a cluster then.
"""

from summarizer.pipeline.checking import check, check_many
from summarizer.pipeline.findings import CheckTask
from summarizer.pipeline.grouping import Pile, PileStory, find_stories
from summarizer.pipeline.loading import Checkers, Models, load_checkers, load_encoder, load_models
from summarizer.pipeline.planning import clean_cluster
from summarizer.pipeline.running import run, run_many

__all__ = [
    "CheckTask",
    "Checkers",
    "Models",
    "Pile",
    "PileStory",
    "check",
    "check_many",
    "clean_cluster",
    "find_stories",
    "load_checkers",
    "load_encoder",
    "load_models",
    "run",
    "run_many",
]

"""The settings of encoder, parser, writer and judge: a class a kind, each with what that kind reads and nothing else.

A group file in ``conf/`` chooses its class by naming a schema (``defaults: [/schema/writer/seq2seq@_here_]``) and says
what the option is: its name and model. What holds for every model of a kind stands here. A file or an override that
says ``_target_: package.module.Class`` has a class of the user's own built instead: an `OwnWriter`, `OwnJudge`,
`OwnParser` or `OwnEncoder`, whose further keys are in ``options``; where it is laid over another option, what that
one says stays in ``inherited``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from summarizer.limits import check, one_of, within

DTYPES = ("auto", "float32", "bfloat16", "float16", "int8")
CLASSIFIERS = ("nli", "minicheck", "hhem")
OWN = "own"
"""Kind of a model that ``_target_`` names."""


class ModelPart:
    """What the settings of the four roles share; ``role`` is the name of the group."""

    role: ClassVar[str]
    _target_: str
    kind: str

    @property
    def has_weights(self) -> bool:
        """Whether the model store has to provide a model for it."""
        return self.kind != OWN

    def _check_kind(self) -> None:
        own = type(self).kind
        hint = f"choose another with {self.role}=NAME"
        check(own in ("", self.kind), f"{self.role}.kind={self.kind!r}: this {self.role} is {own}", hint)


@dataclass
class EncoderSettings(ModelPart):
    """A sentence encoder. ``model`` is a catalogue name or a folder."""

    role = "encoder"
    _target_: str = ""
    model: str = ""
    kind: str = ""

    def __post_init__(self) -> None:
        self._check_kind()


@dataclass
class SentenceEncoderSettings(EncoderSettings):
    """An encoder of sentence-transformers. ``max_tokens`` cuts longer sentences."""

    kind: str = "sentence"
    batch_size: int = 64
    max_tokens: int = 256
    cache: bool = True

    def __post_init__(self) -> None:
        super().__post_init__()
        within("encoder.batch_size", self.batch_size, 1, 65536)
        within("encoder.max_tokens", self.max_tokens, 8, 8192)


@dataclass
class OwnEncoder(EncoderSettings):
    """An encoder of the user's own: ``_target_`` is built with ``options``."""

    kind: str = OWN
    options: dict[str, Any] = field(default_factory=dict)
    inherited: dict[str, Any] = field(default_factory=dict)


@dataclass
class ParserSettings(ModelPart):
    """What reads the grammar of sentences. ``model`` is a catalogue name or a folder."""

    role = "parser"
    _target_: str = ""
    model: str = ""
    kind: str = ""

    def __post_init__(self) -> None:
        self._check_kind()


@dataclass
class SpacyParserSettings(ParserSettings):
    """A pipeline of spaCy."""

    kind: str = "spacy"


@dataclass
class NoParserSettings(ParserSettings):
    """No parser: what needs grammar is not compared."""

    kind: str = "none"

    @property
    def has_weights(self) -> bool:
        """Never."""
        return False


@dataclass
class OwnParser(ParserSettings):
    """A parser of the user's own: ``_target_`` is built with ``options``."""

    kind: str = OWN
    options: dict[str, Any] = field(default_factory=dict)
    inherited: dict[str, Any] = field(default_factory=dict)


@dataclass
class WriterSettings(ModelPart):
    """What the stages read of every writer.

    ``drafts`` is how many it writes a sentence: the first freely, the second turned away from copying more than
    ``free_run`` words in a row. ``max_words`` bounds a sentence, ``title_words`` the title that is asked for.
    """

    role = "writer"
    _target_: str = ""
    name: str = ""
    model: str = ""
    kind: str = ""
    max_words: int = 35
    drafts: int = 2
    free_run: int = 7
    title_words: int = 10

    def __post_init__(self) -> None:
        self._check_kind()
        within("writer.max_words", self.max_words, 8, 100)
        within("writer.drafts", self.drafts, 1, 2)
        within("writer.free_run", self.free_run, 1, 100)
        within("writer.title_words", self.title_words, 1, 100)

    @property
    def deletes(self) -> bool:
        """Whether a sentence is written by leaving parts of its source's sentence out, and in no other way."""
        return False

    @property
    def free_runs(self) -> tuple[int, ...]:
        """For each draft of a sentence, how many words it may copy in a row; 0 for as many as it likes."""
        return (0,) if self.deletes else (0, self.free_run)[: self.drafts]


@dataclass
class ExtractiveWriterSettings(WriterSettings):
    """Writes nothing: every sentence is quoted."""

    kind: str = "extractive"

    @property
    def has_weights(self) -> bool:
        """Never."""
        return False


@dataclass
class LocalWriterSettings(WriterSettings):
    """A writer whose weights are loaded here.

    ``vocabulary`` "closed" lets each sentence use only words of its evidence, function words and reporting verbs.
    ``max_batch_tokens`` bounds prompt plus answer tokens held in one batch.
    """

    vocabularies: ClassVar[tuple[str, ...]] = ("closed", "open")
    dtype: str = "auto"
    max_batch_rows: int = 48
    max_batch_tokens: int = 16384
    vocabulary: str = "closed"
    temperature: float = 0.0
    num_beams: int = 1

    def __post_init__(self) -> None:
        super().__post_init__()
        one_of("writer.dtype", self.dtype, DTYPES)
        one_of("writer.vocabulary", self.vocabulary, self.vocabularies)
        within("writer.temperature", self.temperature, 0.0, 2.0)
        within("writer.num_beams", self.num_beams, 1, 16)
        within("writer.max_batch_rows", self.max_batch_rows, 1, 4096)


@dataclass
class CausalWriterSettings(LocalWriterSettings):
    """An instruct model.

    ``vocabulary`` "deletion" lets each sentence be its source's own with parts left out that the grammar lets go; the
    model chooses which. ``omission_bias``, in log-odds, is added to leaving out at each choice: high, all goes that may
    go; low, nothing does. Titles are worded in a closed vocabulary then; what no parser has read is quoted.
    """

    vocabularies: ClassVar[tuple[str, ...]] = ("deletion", "closed", "open")
    kind: str = "causal"
    vocabulary: str = "deletion"
    omission_bias: float = 2.0

    def __post_init__(self) -> None:
        super().__post_init__()
        within("writer.omission_bias", self.omission_bias, -100.0, 100.0)

    @property
    def deletes(self) -> bool:
        """Whether the vocabulary is "deletion"."""
        return self.vocabulary == "deletion"


@dataclass
class Seq2SeqWriterSettings(LocalWriterSettings):
    """An encoder-decoder; ``template`` names the form of its input."""

    kind: str = "seq2seq"
    template: str = "plain"

    def __post_init__(self) -> None:
        super().__post_init__()
        one_of("writer.template", self.template, ("plain", "primera", "t5"))


@dataclass
class ServedWriterSettings(WriterSettings):
    """A server that speaks OpenAI's chat protocol.

    ``key_variable`` is the environment variable with its key. It may take ``timeout_s`` to answer, is asked again
    ``retries`` times, and by ``concurrency`` at once.
    """

    kind: str = "openai_compatible"
    temperature: float = 0.0
    url: str = ""
    key_variable: str = "OPENAI_API_KEY"
    timeout_s: float = 60.0
    retries: int = 5
    concurrency: int = 8

    def __post_init__(self) -> None:
        super().__post_init__()
        within("writer.temperature", self.temperature, 0.0, 2.0)
        within("writer.timeout_s", self.timeout_s, 0.1, 3600.0)
        within("writer.retries", self.retries, 0, 20)
        within("writer.concurrency", self.concurrency, 1, 1024)

    @property
    def has_weights(self) -> bool:
        """Not here."""
        return False


@dataclass
class OwnWriter(WriterSettings):
    """A writer of the user's own: ``_target_`` is built with ``options``."""

    kind: str = OWN
    options: dict[str, Any] = field(default_factory=dict)
    inherited: dict[str, Any] = field(default_factory=dict)


@dataclass
class JudgeSettings(ModelPart):
    """What decides whether a sentence is supported by what it cites: it is from the probability ``threshold`` on.

    A sentence that is not is said to contradict it from the probability ``contradiction`` on.
    """

    role = "judge"
    _target_: str = ""
    name: str = ""
    kind: str = ""
    threshold: float = 0.7
    contradiction: float = 0.5

    def __post_init__(self) -> None:
        self._check_kind()
        within("judge.threshold", self.threshold, 0.0, 1.0)
        within("judge.contradiction", self.contradiction, 0.0, 1.0)


@dataclass
class NoJudgeSettings(JudgeSettings):
    """No judge: the deterministic checks alone decide."""

    kind: str = "none"


@dataclass
class LocalJudgeSettings(JudgeSettings):
    """A judge whose weights are loaded here. ``model`` is a catalogue name or a folder."""

    model: str = ""
    dtype: str = "auto"
    max_batch_tokens: int = 8192

    def __post_init__(self) -> None:
        super().__post_init__()
        one_of("judge.dtype", self.dtype, DTYPES)
        within("judge.max_batch_tokens", self.max_batch_tokens, 64, 2**24)


@dataclass
class CausalJudgeSettings(LocalJudgeSettings):
    """The answer is read off an instruct model.

    Without a ``model`` it is the writer's own, which is in memory anyway, or ``fallback`` beside a writer that
    cannot be asked.
    """

    kind: str = "causal"
    fallback: str = ""


@dataclass
class ClassifierJudgeSettings(LocalJudgeSettings):
    """A specialised checker; ``kind`` is one of `CLASSIFIERS`."""

    def __post_init__(self) -> None:
        super().__post_init__()
        one_of("judge.kind", self.kind, CLASSIFIERS)


@dataclass
class OwnJudge(JudgeSettings):
    """A judge of the user's own: ``_target_`` is built with ``options``."""

    kind: str = OWN
    options: dict[str, Any] = field(default_factory=dict)
    inherited: dict[str, Any] = field(default_factory=dict)


Own = OwnEncoder | OwnParser | OwnWriter | OwnJudge
Part = EncoderSettings | ParserSettings | WriterSettings | JudgeSettings

SCHEMAS: dict[str, dict[str, type[Part]]] = {
    "encoder": {"sentence": SentenceEncoderSettings},
    "parser": {"spacy": SpacyParserSettings, "none": NoParserSettings},
    "writer": {
        "causal": CausalWriterSettings,
        "seq2seq": Seq2SeqWriterSettings,
        "openai_compatible": ServedWriterSettings,
        "extractive": ExtractiveWriterSettings,
    },
    "judge": {"causal": CausalJudgeSettings, "classifier": ClassifierJudgeSettings, "none": NoJudgeSettings},
}
"""The kinds of each group, by the name under ``/schema/GROUP/`` that a group file gives."""

BASES: dict[str, type[Part]] = {
    "encoder": EncoderSettings,
    "parser": ParserSettings,
    "writer": WriterSettings,
    "judge": JudgeSettings,
}
OWNS: dict[str, type[Own]] = {"encoder": OwnEncoder, "parser": OwnParser, "writer": OwnWriter, "judge": OwnJudge}

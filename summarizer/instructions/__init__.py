"""Recognises words that speak to a program, or to whoever summarises, instead of telling what happened.

Wordings are put together from a few parts (whom it speaks to, what it asks for, of what) and looked for at the
beginning of a clause, where a command stands; news about such texts has them in quotation marks or behind "that".
"""

from __future__ import annotations

import re
import unicodedata

from summarizer.instructions.english import CLAUSE, ENGLISH, POLITE, SHOUTED, TOKENS
from summarizer.instructions.tongues import TONGUES, UNSPACED
from summarizer.lengths import word_count


def _patterns(lines: str) -> list[str]:
    """One pattern a line; a line set in goes on with the one before it."""
    return [line for line in lines.replace("\n    ", "").splitlines() if line]


def _spoken(leave: str, old: str, orders: str, machines: str, tell: str, that: str) -> str:
    """The patterns of one language, put together from its words."""
    kindly = (
        r"(?:(?:bitte|veuillez|por favor|per favore|alsjeblieft|пожалуйста|lütfen|proszę|رجاء|et|und|y|e|en|и)\W+)?"
    )
    addressed = rf"^\W{{0,3}}(?:\w{{1,20}}[ ,:'’]{{1,3}}){{0,5}}?(?<!\w)(?:{machines})(?!\w)"
    return (
        rf"{CLAUSE}{kindly}(?:{leave})(?!\w)(?=[^.!?]{{0,80}}(?:{old}))[^.!?]{{0,80}}?(?:{orders})|"
        rf"(?:{old})[^.!?]{{0,40}}?(?:{orders})[^.!?]{{0,40}}?(?<!\w)(?:{leave})(?!\w)|"
        rf"{addressed}[^.:!?،]{{0,20}}\s?:|"
        rf"{addressed}\s?,[^.!?]{{0,40}}(?<!\w)(?:{tell})(?!\w)|"
        rf"{CLAUSE}{kindly}(?:{tell})(?:\s+\w+){{0,2}}?\s?,?\s?(?<!\w)(?:{that})(?!\w)"
    )


_ENGLISH = tuple(re.compile(line, re.IGNORECASE) for line in _patterns(ENGLISH))
_UNSPACED = tuple(re.compile(line, re.IGNORECASE) for line in _patterns(UNSPACED))
_TONGUES = tuple(re.compile(_spoken(*tongue), re.IGNORECASE) for tongue in TONGUES)
# Most sentences hold nothing of what every pattern of a kind needs: that is looked for first, and halves the time.
_IN_SCRIPT = re.compile(r"(?<![a-z])AI(?![a-z])|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", re.IGNORECASE)
_IN_TONGUE = re.compile(
    rf"(?<!\w)(?:{'|'.join(words for leave, _, _, machines, tell, _ in TONGUES for words in (leave, machines, tell))})"
    r"(?:(?!\w)|(?<!\w))",
    re.IGNORECASE,
)
_MARKED = (SHOUTED, *(re.compile(line, re.IGNORECASE) for line in _patterns(TOKENS)))
_SUPPOSED = re.compile(
    rf"^{POLITE}(?:pretend|imagine|suppose|assume|make believe|act as (?:if|though)|consider it (?:true|a fact)|"
    r"let['’]?s (?:pretend|assume|imagine|suppose))\b(?:,? that| as if| for a moment that| \w+ (?:has"
    r"|have|had|is|are|was|were)\b)",
    re.IGNORECASE,
)

_SENTENCE = re.compile(r"(?<=[.!?。！？])[\"”’»)\]]*\s+|(?<=[。！？])|\n{2,}")
_QUOTED = re.compile(r"“[^”]*(?:”|$)|«[^»]*(?:»|$)|„[^“”]*(?:[“”]|$)|\"[^\"]*(?:\"|$)|(?<!\w)[‘'][^‘’']{8,}[’'](?!\w)")
_ABOUT_WORDS = 4
_SAID = re.compile(r"\b(?:said|says|told|wrote|asked|added|warned|sagte|a dit|dijo|disse)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3}|[^\W\d_\x00-\u02ff]")
_MARKUP = re.compile(
    r"<(?!\||/?(?:system|instructions?|prompt|assistant|start_of_turn|end_of_turn|<)\b)[/!a-z][^<>]{0,200}>",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(r"(?<!\w)[*_`~]{1,3}(?=\S)|(?<=\S)[*_`~]{1,3}(?!\w)|^[>\s•▪-]+")
# An underscore sets letters apart and is none: where it could be either, a line to sign on is read in endless ways.
_SPACED_OUT = re.compile(r"(?<![^\W_])(?:[^\W_][ .\-_*]{1,3}){6,}[^\W_](?![^\W_])")
_SPACED_WORDS = re.compile(
    r"ignore|disregard|instruction|systemprompt|aimodel|assistant|reportthat|writethat|summar", re.IGNORECASE
)
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕһԁԛԝАВЕКМНОРСТХІЅЈοαεικνρτυΑΒΕΗΙΚΜΝΟΡΤΧ", "aeopcyxijshdqwABEKMHOPCTXISJoaeiknptuABEHIKMNOPTX"
)
_DIGITS = str.maketrans("0134578@$", "oieastbas")
_LATIN_MIX = re.compile(r"\b(?=\w*[a-z])(?=\w*[\u0370-\u03ff\u0400-\u052f])\w+\b", re.IGNORECASE)
_LEET = re.compile(r"(?<![\w$@])(?=[\w@$]*[a-z])(?=[\w@$]*[0134578@$])[a-z0134578@$]{5,}(?![\w@$])", re.IGNORECASE)
# A pattern never sees more than this at once, so that no sentence, however long, makes it slow.
_WINDOW_CHARS = 1200
_OVERLAP_CHARS = 200
_REPEATED = re.compile(r"([^\w\s])\1{3,}")


def instruction_in(text: str) -> str | None:
    """The words of a text that speak to a program or to whoever summarises it.

    Zero-width characters, look-alike letters, digits for letters, letters set apart and markup are seen through.
    What stands in quotation marks inside a sentence of its own is reported speech and does not count.

    Args:
        text: a sentence, a paragraph, a caption or the value of a metadata field.

    Returns:
        The sentence that holds the command, cleaned of markup; None when there is none.
    """
    plain = _plain(text)
    for sentence in _SENTENCE.split(plain):
        whole = " ".join(sentence.split())
        for start in range(0, len(whole), _WINDOW_CHARS - _OVERLAP_CHARS):
            window = whole[start : start + _WINDOW_CHARS]
            if _speaks_to_program(window):
                return window
    return None


def is_supposed(sentence: str) -> bool:
    """Whether a sentence asks its reader to suppose something ("Imagine that ..."), which is no report of it."""
    return _SUPPOSED.match(_plain(sentence).strip(' "“«„')) is not None


def _speaks_to_program(sentence: str) -> bool:
    if _WORD.search(sentence) is None:  # letters set apart are all that it can hold
        return _spaced_out(sentence)
    if any(pattern.search(sentence) for pattern in _MARKED):
        return True
    outside = _QUOTED.sub(" ", sentence)
    reported = word_count(re.sub(r"\W+", " ", outside)) >= _ABOUT_WORDS or _SAID.search(outside) is not None
    said = outside if reported else sentence
    return _is_worded_so(said) or _spaced_out(said)


def _is_worded_so(said: str) -> bool:
    found = any(pattern.search(said) for pattern in _ENGLISH)
    found = found or (_IN_SCRIPT.search(said) is not None and any(pattern.search(said) for pattern in _UNSPACED))
    return found or (_IN_TONGUE.search(said) is not None and any(pattern.search(said) for pattern in _TONGUES))


def _spaced_out(said: str) -> bool:
    return any(_SPACED_WORDS.search(re.sub(r"\W|_", "", run.group())) for run in _SPACED_OUT.finditer(said))


def _plain(text: str) -> str:
    """The text as a reader takes it in: without hidden characters, disguises and markup, on one line a paragraph."""
    text = unicodedata.normalize("NFKC", text)
    text = "".join(character for character in text if unicodedata.category(character) != "Cf")
    text = _MARKUP.sub(" ", text)
    text = _LATIN_MIX.sub(lambda match: match.group().translate(_LOOKALIKES), text)
    text = _LEET.sub(lambda match: match.group().translate(_DIGITS), text)
    text = _REPEATED.sub(r"\1\1\1", _EMPHASIS.sub("", text))
    return re.sub(r"[^\S\n]+", " ", re.sub(r"(?<!\n)\n(?!\n)", " ", text))

"""Sentences that open with "he", "the city" or "this withdrawal": what they lean on, where a rule can tell.

A rule speaks only where one referent is possible: one person as the subject of the sentence before and no
other, one place or company that it introduces, one deed that it names. Everything else stays unresolved.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from summarizer.text.tone import dangles
from summarizer.text.words import CALENDAR, FUNCTION_WORDS

_NAME = (
    r"(?:(?:Mr|Mrs|Ms|Dr|Sgt|Rep|Sen|Gen|Gov|Lt|Col|Capt|Maj|Prof|St|Rev)\.|(?:[A-Z]\.)+|[A-Z][\w’'-]*[\w]|al-[A-Z]\w+)"
)
_RUN = rf"{_NAME}(?:\ (?:(?:de|von|van|bin|al|el|of)\ )?{_NAME})*"
_KINDS = (
    "city town village suburb port capital province region country island state district neighbourhood neighborhood "
    "company firm airline bank newspaper agency organization organisation university college school hospital station "
    "group party club team river bridge website charity union"
).split()
_KIND = "|".join(_KINDS)
_OPENING_KIND = re.compile(
    rf"^(?P<head>(?:The\ \w+\ of\ )?)(?P<det>[Tt]he|[Tt]his|[Tt]hat)\ "
    r"(?:(?:key|strategic|northern|southern|eastern|western|central|small|ancient|historic|coastal)\ )?"
    rf"(?P<kind>{_KIND})(?P<own>[’']s)?(?=\s+[a-z])(?!\s+(?:of|in|that|which|who|where|and|or)\b)"
)
_PRONOUN = re.compile(r"^(?P<word>He|She)\s+(?=[a-z]+\b)")
_DEED = re.compile(
    r"^(?:This|That|The)\ (?P<deed>[a-z]{4,})(?=\s+[a-z])(?!\s+(?:of|in|on|from|against|by|to|for|that|which|who|at)\b)"
)
_ACTS = {
    "capture": r"captur(?:ed|ing|es)",
    "seizure": r"seiz(?:ed|ing|es)",
    "withdrawal": r"with(?:drew|drawn|drawing)\ from",
}
_TITLES = frozenset(
    """mr mrs ms dr sir prof professor president minister secretary senator sen rep gov governor mayor chief judge
    captain capt gen general col colonel lt lieutenant sgt sergeant maj major detective det officer sheriff coach
    chairman chairwoman director commander spokesman spokeswoman ambassador attorney pope king queen prince
    princess justice congressman congresswoman inspector constable deputy pastor reverend rev""".split()
)
_ORGANISED = frozenset(
    """inc corp co ltd llc university college school department ministry agency hospital bank committee council
    commission court police party street avenue road river lake county city state house senate congress times post
    news press institute center centre association group company foundation museum airport army navy force forces
    church club league international national united north south east west new island islands park journal
    magazine radio television tv network studios records lawyers office airlines air service union games cup
    act bill law prize award day week championship stadium airbus facebook twitter instagram google""".split()
)
_FEMALE = frozenset("woman women girl girls wife mother daughter sister girlfriend actress grandmother aunt".split())
_MALE = frozenset("man men boy boys husband father son brother boyfriend actor grandfather uncle".split())
_PEOPLE = frozenset(
    """suspect victim
    driver officer child baby teenager student teacher boyfriend girlfriend friend partner actor actress singer
    lawyer attorney doctor neighbor neighbour witness someone nobody everyone colleague spokesman spokeswoman
    spokesperson parents couple suspects victims""".split()
)
_SHE = frozenset("mrs ms spokeswoman congresswoman chairwoman queen princess actress".split())
_HE = frozenset("mr sir spokesman congressman chairman king prince pope".split())
_WOMEN = frozenset(
    """ada alice amanda amy ana andrea angela anna anne ashley barbara beate betty brenda carol caroline catherine
    charlotte christine claire cynthia danielle dareen deborah diana donna dorothy elena elizabeth ellen emily emma
    eva fatima grace hannah helen ingrid irina jane janet jennifer jessica joan julia julie karen kate katherine
    kelly kim laura lena linda lisa lucy margaret maria marie martha mary megan melissa michelle nancy natalie nicole
    olga olivia pamela patricia rachel rebecca ruth samantha sandra sara sarah sharon sofia sophie stephanie susan
    theresa tina vanessa victoria virginia wendy""".split()
)
_MEN = frozenset(
    """adam ahmed alan albert alexander ali andrew anthony antonio arthur ben benjamin bill brian bruce carl carlos
    charles chris christopher daniel david dennis donald douglas edward eric francis frank gary geir george gerald
    greg hafez hassan harry henry ivan jack jacob james jason jeff jeffrey jerry jihad jim joe john jonathan jorn jose
    joseph juan justin keith kenneth kevin larry lawrence louis luis mark martin matthew michael mike mohammed muhammad
    nicholas oliver patrick paul peter philip ralph raymond richard rob robert roger ronald ryan sam samuel scott sean
    sergei stephen steve steven terry thomas tim timothy tom vladimir walter wayne william""".split()
)
_LIVES = "was born|was drafted|was diagnosed|was arrested|was denied bail|was charged|was sentenced|pleaded"
_SPOKE = (
    r"(?:said|says|told|added|adds|wrote|argued|insisted|explained|noted|reiterated|testified|tweeted|announced|warned)"
)


_LONGEST = 600
"""Letters of a sentence beyond which no rule reads it."""


class Resolution(NamedTuple):
    """``text`` is the sentence with its opening replaced; ``row`` the earlier sentence that shows it."""

    text: str
    row: int


def resolve_opening(sentence: str, earlier: Sequence[str]) -> Resolution | None:
    """Replaces an opening that leans on an earlier sentence by what it stands for.

    Args:
        sentence: one sentence, on one line.
        earlier: the sentences before it in its document, in order; only the last one is leant on.

    Returns:
        The sentence that stands alone and the row of the evidence for it; None where no rule is certain.
    """
    if len(sentence) > _LONGEST or any(len(before) > _LONGEST for before in earlier[-4:]):
        return None
    person = _person(sentence, earlier)
    if person is not None:
        return person if not dangles(person.text) else None
    if not earlier or earlier[-1].startswith(('"', "“", "‘")):
        return None
    for rule in (_place, _deed):
        text = rule(sentence, earlier[-1])
        if text and not dangles(text):
            return Resolution(text, len(earlier) - 1)
    return None


def _person(sentence: str, earlier: Sequence[str]) -> Resolution | None:
    """As `_person_before`; a sentence between that says "he" of no one else is passed over."""
    opening = _PRONOUN.match(sentence)
    for row in range(len(earlier) - 1, max(len(earlier) - 4, -1), -1):
        before = earlier[row]
        text = _person_before(sentence, before, earlier[: row + 1])
        if text:
            return Resolution(text, row)
        same = opening is not None and before.startswith(opening["word"] + " ")
        if not same or [run for run in _runs(before) if not _is_thing(run, before)] or _open_quote(before):
            return None
        others = {word.lower() for word in re.findall(r"[\w’']+", before)}
        if others & (_PEOPLE | _FEMALE | _MALE):
            return None
    return None


def _person_before(sentence: str, before: str, earlier: Sequence[str]) -> str | None:
    """A person: "he said" after a sentence whose subject is a person, and which speaks of no one else."""
    opening = _PRONOUN.match(sentence)
    if opening is None or not earlier or _open_quote(before):
        return None
    she = opening["word"] == "She"
    told = re.sub(r"“[^“”]*”|\"[^\"]*\"", " ", before)
    lowered = [word.lower() for word in re.findall(r"[\w’']+", told)]
    if set(lowered) & ({"he", "him", "his", "himself"} if she else {"she", "her", "hers", "herself"}):
        return None
    if set(lowered) & (_PEOPLE | (_FEMALE if she else _MALE) | {"we", "i"}):
        return None
    people = [run for run in _runs(before) if not _is_thing(run, before)]
    if len(people) != 1 or not _is_subject(people[0], before):
        return None
    if not _is_person(people[0], before, earlier) and not (
        set(lowered) & ({"she", "her"} if she else {"he", "his"}) and _acts_named(people[0], before, earlier)
    ):
        return None
    if re.search(
        r"\bher(?:self)?(?=[.,;]|\s+(?:to|that|in|on|at|from|with|for|by|and|as|after|when|out|up|off|into)\b)"
        if she
        else r"\bhim\b",
        before,
    ):
        return None  # a subject is not its own object: another person is there
    name = people[0]
    first = re.sub(r"\W", "", name.split()[0]).lower()
    given = next((w.lower() for w in name.split() if w.lower().strip(".") not in _TITLES), "")
    if (first in _HE or given in _MEN) if she else (first in _SHE or given in _WOMEN):
        return None
    if len(_in_sentence(sentence)) and any(part in name.split() for part in _in_sentence(sentence)):
        return None
    return name + " " + sentence[opening.end() :]


def _acts_named(run: str, text: str, earlier: Sequence[str]) -> bool:
    """Whether a run does something at the head of its sentence, and is a name where no capital is due."""
    head = rf"^{re.escape(run)}(?:,\s+(?:who|an?|the|\d+),?|\s+(?:was|is|has|had|did|\w+ed|{_SPOKE})\b)"
    if re.match(head, text) is None:
        return False
    return any(re.search(rf"[a-z,]\s+{re.escape(run)}\b", sentence) for sentence in earlier)


def _in_sentence(sentence: str) -> list[str]:
    return [part for run in _runs(sentence) for part in run.split()]


def _open_quote(text: str) -> bool:
    return text.count("“") != text.count("”") or text.count('"') % 2 == 1


def _runs(text: str) -> list[str]:
    """Capitalised runs of a sentence, months and opening function words left out, each once."""
    found = []
    for match in re.finditer(_RUN, text):
        parts = match.group().split()
        while parts and (parts[0].lower() in FUNCTION_WORDS or parts[0].lower() in CALENDAR):
            parts = parts[1:]
        run = re.sub(r"[’']s$", "", " ".join(parts))
        if run and run.lower() not in CALENDAR:
            found.append(run)
    return list(dict.fromkeys(found))


def _is_thing(run: str, text: str) -> bool:
    """Whether a capitalised run is surely no person: an abbreviation, an organisation, a place by its preposition."""
    parts = [part.strip(".").lower() for part in run.split()]
    if any(part in _ORGANISED for part in parts) or (
        len(parts) == 1 and (run.isupper() or any(c.isdigit() for c in run))
    ):
        return True
    if parts[0] in _TITLES:
        return False
    at = text.find(run)
    lead = text[max(at - 20, 0) : at]
    if parts[0] in _MEN | _WOMEN:
        return False
    return bool(re.search(r"\b(?:in|at|near|across|outside|throughout|of|for|from|to)\s+(?:the\s+)?$", lead))


def _is_person(run: str, text: str, earlier: Sequence[str]) -> bool:
    """Whether a run is surely a person: by title, age or given name, or such a one was named before."""
    parts = run.split()
    if _named_person(run, text):
        return True
    if len(parts) > 1:
        return False
    if re.search(rf"{re.escape(run)}\s+(?:{_LIVES})\b", text):
        return True
    for sentence in earlier[:-1]:
        for other in _runs(sentence):
            if run in (other.split()[-1], other.split()[0]) and " " in other and _named_person(other, sentence):
                return True
    return False


def _named_person(run: str, text: str) -> bool:
    parts = [part.strip(".").lower() for part in run.split()]
    if len(parts) > 1 and (parts[0] in _TITLES or parts[0] in _MEN | _WOMEN):
        return True
    quoted = re.escape(run)
    if len(parts) > 1 and re.search(rf"{quoted},\s+\d{{1,2}},", text):
        return True
    return (
        len(parts) in (2, 3)
        and re.search(rf"(?:{quoted}(?:,[^,]*,)?\s+{_SPOKE}\b|\b{_SPOKE}\s+{quoted})", text) is not None
    )


def _is_subject(run: str, text: str) -> bool:
    """Whether the sentence begins with the run, up to a lower-case title before it."""
    quoted = re.escape(run)
    if re.search(rf"[,?!][”\"]\s+(?:{quoted}\s+{_SPOKE}|{_SPOKE}\s+{quoted})\b[^,“\"]{{0,30}}\.$", text):
        return True
    return re.match(rf"^{quoted}(?:,|\s+[a-z])", text) is not None


def _place(sentence: str, before: str) -> str | None:
    """A place or company: "the city" after "Hama, a city of…" or "the city of Hama", when nothing else there is one."""
    opening = _OPENING_KIND.match(sentence)
    if opening is None:
        return None
    kind = opening["kind"]
    introduced = [match["name"] for match in _introductions(kind, before)]
    named = list(dict.fromkeys(introduced))
    if len(named) != 1 or len(re.findall(rf"\b(?:{kind}|cities|companies)\b", before, re.IGNORECASE)) != 1:
        return None
    return opening["head"] + named[0] + (opening["own"] or "") + sentence[opening.end() :]


def _introductions(kind: str, text: str) -> list[re.Match[str]]:
    patterns = (
        rf"(?<![\w’'-])(?P<name>{_RUN}),\s+(?:an?|the)\s+(?:[\w-]+\s+){{0,3}}?{kind}\b",
        rf"\b(?:the|The)\s+(?:[a-z-]+\s+){{0,2}}?{kind}\s+of\s+(?P<name>{_RUN})",
    )
    found = [match for pattern in patterns for match in re.finditer(pattern, text)]
    return [match for match in found if match["name"].split()[0].lower() not in FUNCTION_WORDS]


def _deed(sentence: str, before: str) -> str | None:
    """A deed: "this withdrawal" after "its withdrawal from Hama", "the capture" after "captured Hama"."""
    opening = _DEED.match(sentence)
    if opening is None:
        return None
    deed = opening["deed"]
    if deed in _KINDS or deed in _PEOPLE or deed.endswith("ly"):
        return None
    if len(re.findall(rf"\b{deed}s?\b", before, re.IGNORECASE)) > 1:
        return None
    named = re.findall(
        rf"\b{deed}\s+(of|from|in|on|at|against)\s+({_RUN})(?![\w’'-])(?!\s+and\b)(?!,\s+{_NAME})", before
    )
    if len(named) == 1:
        return f"The {deed} {named[0][0]} {named[0][1]}" + sentence[opening.end() :]
    acts = _ACTS.get(deed)
    done = re.findall(rf"\b{acts}\s+({_RUN})(?![\w’'-])(?!\s+and\b)", before) if acts else []
    if len(done) != 1 or re.search(rf"\b{deed}\b", before):
        return None
    return f"The {deed} {'from' if deed == 'withdrawal' else 'of'} {done[0]}" + sentence[opening.end() :]

"""Words that say how what stands with them is meant, each list once; by base form where nothing else is said."""

from __future__ import annotations

from functools import lru_cache

from summarizer.text.words import identity

SAYING = frozenset(
    """say tell add report announce state claim declare urge note insist warn call describe believe express confirm
    proclaim clarify vow promise admit acknowledge deny argue suggest stress characterize characterise emphasize
    emphasise tweet write explain recall accuse ask think hope advise predict estimate show indicate reveal imply
    convey maintain allege feel testify reply caution concede conclude contend speculate quote accord""".split()
)
"""Verbs of saying, thinking and showing."""

DENYING = frozenset(
    "not no never without nor neither none nobody nothing cannot hardly barely scarcely n't n’t".split()
)
"""Forms that deny the word they hang on."""

REFUSING = frozenset(
    """fail refuse decline deny reject dismiss dispute lose lack loss absence refusal failure denial unable unlikely
    unwilling avoid prevent rule refute""".split()
)
"""What is said under these is denied: "lost control", "failed to stop", "denied that …", "the absence of proof"."""

POSSIBLE = frozenset("may might could can possibly potentially perhaps maybe possible potential".split())
WEAK = frozenset(
    """would should will shall must 'll ’ll reportedly allegedly probably apparently likely purportedly supposedly
    seemingly presumably if unless whether alleged suspected planned proposed feared expected apparent attempted
    presumed due""".split()
)
"""Forms that leave open whether the word they hang on is so."""

OPEN = frozenset(
    """expect suspect accuse allege believe think charge fear consider weigh mull propose proposal threaten threat
    attempt try plan vow hope aim seek want ask urge call demand order agree promise intend due set likely apply bid
    campaign presume suppose help advise offer request prepare encourage invite pledge need sight wish decide warn
    appear seem""".split()
)
"""What is said under these may not be so, or not yet: "plans to …", "accused of …", "called for …"."""

ACTUAL = frozenset(
    """manage begin start continue able allow lead get come go use happen proceed enable cause force turn remain
    choose find have see make let watch hear cease stop""".split()
)
"""An infinitive under these tells what did happen."""

AROUND = frozenset(
    """number majority group couple dozen dozens hundred hundreds thousand thousands million millions some most many all
    half one any none each few several lot lots plenty handful control pair
    series third quarter two three four five six seven eight nine ten""".split()
)
"""Words that stand for what follows their "of"."""

GENERIC = frozenset(
    """compani ministri group firm agenc team club bank union parti court school hospit offic peopl other""".split()
)
"""Ids of what a name may be called by further on."""

PLACES = frozenset(
    """city town village capital port province region state county district country island area territory neighbourhood
    neighborhood suburb municipality republic kingdom month year""".split()
)
"""What a name follows with "of": the city of Hama is Hama."""

HINDERING = frozenset("keep prevent stop bar ban block deter discourage prohibit protect save".split())
"""What follows their "from" does not happen."""

KNOWN = frozenset("note show reveal recall explain acknowledge confirm stress emphasize emphasise".split())
"""What is said with these, by nobody in particular, is taken to be so: "it should be noted that"."""

TITLES = frozenset(
    """mr mrs ms dr sir prof president minister secretary senator rep gov governor mayor chief judge captain general
    colonel major lieutenant sergeant detective officer sheriff chairman chairwoman director commander spokesman
    spokeswoman pope king queen prince princess gen col maj lt sgt""".split()
)
"""What stands before the name of a person and is no part of it."""

AUXILIARIES = frozenset(
    """will would shall should can could may might must has have had having is are was were be been being am do does
    did""".split()
)
PREPOSITIONS = frozenset(
    """of in on at by for to from with without into onto over under above below between among against during before
    after about around through across along near off via amid despite including within toward towards upon since until
    per following outside inside beyond behind""".split()
)


@lru_cache(maxsize=1)
def _saying_ids() -> frozenset[str]:
    return frozenset(map(identity, SAYING))


def says(word: str) -> bool:
    """Whether a word is a form of a verb of saying."""
    return identity(word) in _saying_ids()


PADDING = frozenset("significant crucial pivotal remarkable notable stunning profound tumultuous".split())
"""Adjectives that only praise the news."""

QUANTITIES = frozenset(
    """portion part share cut number amount majority minority increase decrease rise drop fall loss gain reduction
    percentage proportion quantity sum fraction risk chance""".split()
)
"""Nouns of which an adjective of size tells how much."""

CONNECTIVES = frozenset(
    {
        "and", "but", "so", "yet", "notably", "particularly", "meanwhile", "however", "moreover", "furthermore",
        "additionally", "indeed", "also", "similarly", "contrastingly", "overall", "too", "nevertheless", "nonetheless",
        "thus", "in fact", "as a result", "in addition", "in response", "in summary", "of course", "for example",
        "for instance", "as it were", "after all", "by contrast", "in turn", "luckily", "fortunately", "unfortunately",
        "sadly", "interestingly", "incidentally", "in other words", "to be sure", "that said",
        "in the meantime", "mind you", "to that end", "first", "second", "third", "on the other hand",
    }
)  # fmt: skip
"""Words and phrases that only join a sentence to the one before it."""

CONTRASTING = frozenset(
    """although though despite but however yet except unless instead rather nevertheless nonetheless whereas unlike
    otherwise contrast contradict contrary""".split()
)
"""Words of contrast: what stands with them limits the rest."""

SOURCING = frozenset("accord according cite quote per".split())
"""Words that name a source, by base form and as written."""

UNDOING = frozenset(
    """release withdraw retract acquit clear overturn reverse cancel recant apologise apologize drop suspend revoke
    exonerate later subsequently eventually finally disputed unconfirmed false falsely wrongly""".split()
)
"""Words with which a sentence takes back what it said before, or sets it against something else."""

COMMENTING = frozenset(
    "sign move blow twist turn development reminder echo example fact bid effort gesture setback".split()
)
"""Nouns by which a phrase comments on the news: "in a further sign of …"."""

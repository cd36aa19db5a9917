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

UNIQUE = frozenset(
    """government president police sea ocean world weather internet public media country nation state sun moon sky
    air earth planet universe army military navy economy market press law court judiciary constitution parliament senate
    congress cabinet opposition prime minister king queen pope church bible environment climate future past present time
    way fact end beginning start top bottom middle rest number amount majority latter truth case point matter
    weekend north south east west web net phone radio television truth poor rich elderly young dead
    wounded homeless unemployed ground floor street road wild dark cold heat border coast capital home
    wake face hope idea possibility process fire brigade stage scene clock door morning afternoon evening night
    community population people united nations euro dollar pound theater theatre cinema gym house
    kind sort type lot bit likes brain heart body head blood skin human species arts science news
    left right center centre interior outside inside surface atmosphere equator pole age line limelight ball
    counter water defensive job truth trick works meantime contrary record flu""".split()
)
"""What there is one of, or what "the" is said with of any: "the sea", "the police", "in the end"."""

PERIODS = frozenset(
    """day night morning afternoon evening week weekend month year decade century summer winter spring autumn fall
    season hour minute time moment today yesterday tomorrow tonight""".split()
)

MANNERS = frozenset("way point end stage rate kind sort type sense regard juncture".split())
"""What "this" stands with and needs nothing before it: "at this point", "in this way"."""

PEOPLE = frozenset(
    """man woman boy girl child teenager teen person suspect victim driver pilot officer gunman attacker shooter patient
    student teacher mother father parent son daughter brother sister wife husband couple doctor nurse lawyer attorney
    judge player coach actor actress singer rapper comedian artist author writer reporter journalist owner worker
    employee soldier politician lawmaker candidate leader chief president minister mayor governor senator spokesman
    spokeswoman spokesperson resident neighbour neighbor witness passenger baby toddler infant guy lady friend
    girlfriend boyfriend defendant prisoner inmate star scientist researcher professor director manager executive
    captain king queen prince princess pope bishop priest customer caller guard agent deputy detective sheriff widow
    uncle aunt grandmother grandfather cousin pair trio duo""".split()
)
"""Who may be meant by "he" or "she"."""

CLASSES = frozenset(
    """company firm group team club bank union party school hospital agency ministry university college organisation
    organization network station channel newspaper magazine website store shop restaurant hotel airline airport
    manufacturer retailer studio league band ship vessel plane aircraft jet helicopter craft spacecraft probe car truck
    bus train vehicle boat ferry show movie film book song album game event incident move decision announcement
    statement list site building facility device drug disease illness virus storm hurricane""".split()
)
"""What a name may be called by further on: "Corvex … the company"."""

OF_COMPANIES = frozenset("share stock profit sale revenue earning earnings turnover income".split())
RELATIONAL = OF_COMPANIES | frozenset("turnout symptom".split())
"""Whose they are must be said."""

NOT_TOLD_APART = frozenset("same other".split())
"""Words before a noun that tell it from, or with, another that has been named."""

DISPLACED = frozenset(
    """first second third fourth fifth sixth seventh eighth ninth tenth last next only main late latest final entire
    civil solar nervous immune federal national human whole current previous annual right wrong very
    so-called""".split()
)
"""Words before a noun that say which one is meant."""

SAME_THING = tuple(
    frozenset(group.split())
    for group in """crash collision accident wreck|attack assault shooting bombing raid strike shoot|man suspect gunman
    attacker shooter driver|blast explosion explode|fire blaze|quake earthquake tremor|storm hurricane cyclone
    typhoon|company firm|plane aircraft jet airliner|ship vessel boat|virus disease illness infection outbreak|ruling
    decision verdict rule|vote election poll elect|talk meeting meet negotiation|child boy girl toddler baby son
    daughter|death die kill|study research researcher|probe spacecraft craft mission|store shop|movie film|couple
    pair duo husband wife|actress actor star|paper newspaper magazine""".split("|")
)
"""Words for one thing, by base form: a sentence with one of them introduces the others."""

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

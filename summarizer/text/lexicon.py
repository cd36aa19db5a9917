"""Words that say how what stands with them is meant, by base form where nothing else is said.

Each list stands once: here where several modules read it, else in the module that does.
"""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.text.words import identity

SAYING = frozenset(
    """say tell add report announce state claim declare urge note insist warn call describe believe express confirm
    proclaim clarify vow promise admit acknowledge deny argue suggest stress characterize characterise emphasize
    emphasise tweet write explain recall accuse ask think hope advise predict estimate show indicate reveal imply
    convey maintain allege feel testify reply caution concede conclude contend speculate quote accord complain boast
    brag shout cry comment recount remark assert affirm assure inform read relate respond joke lament protest signal
    observe repeat remind confess speak swear reckon underline whisper murmur""".split()
)
"""Verbs of saying, thinking and showing."""

DENYING = frozenset(
    "not no never without nor neither none nobody nothing cannot hardly barely scarcely n't n’t".split()
)
"""Forms that deny the word they hang on."""

CONTESTING = frozenset("deny reject dismiss dispute refute rebut denial contest repudiate disavow rubbish".split())
REFUSING = CONTESTING | frozenset(
    "fail refuse decline lose lack loss absence refusal failure unable unlikely unwilling avoid prevent rule".split()
)
"""What is said under these is denied: "lost control", "failed to stop", "denied that …", "the absence of proof"; and
`CONTESTING` those by which somebody says that it is not so.
"""

POSSIBLE = frozenset("may might could can possibly potentially perhaps maybe possible potential".split())
FUTURE = frozenset("will shall 'll ’ll planned proposed due".split())
CONDITIONS = frozenset("if unless provided providing assuming supposing lest".split())

HEARSAY = frozenset("reportedly allegedly purportedly supposedly alleged purported supposed".split())
GUESSING = frozenset(
    """conceivably arguably probably apparently likely seemingly presumably suspected feared expected apparent attempted
    presumed""".split()
)
WEAK = FUTURE | CONDITIONS | HEARSAY | GUESSING | frozenset("would should must whether".split())
"""Forms that leave open whether the word they hang on is so: `FUTURE` tells a plan, `HEARSAY` what somebody says."""

ALLEGING = frozenset("accuse allege charge blame".split())
PLANNING = frozenset("plan want aim intend intention due set prepare schedule slate ready".split())
PROMISING = frozenset("threaten threat vow decide agree promise order pledge arrange".split())
HOPING = frozenset("expect suspect believe think fear hope hop likely presume suppose appear seem wish".split())
TRYING = frozenset(
    """proposal attempt try seek ask urge call demand apply bid campaign help advise offer request encourage invite need
    sight warn""".split()
)

FINDING = frozenset("find discover learn establish determine hear prove demonstrate calculate record".split())
"""Verbs that say only what a clause behind or before them holds: "the inspectors found"."""

UNTIL_THEN = frozenset("until till once".split())
"""What follows these in the present tense is still to come."""

CONSIDERING = frozenset("consider weigh mull propose contemplate".split())
OPEN = ALLEGING | PLANNING | PROMISING | HOPING | TRYING | CONSIDERING
"""What is said under these may not be so, or not yet: "plans to …", "accused of …", "called for …".

Those of `PROMISING` and `TRYING` tell a deed as well: who agreed to sell did agree.
"""

TALKING = frozenset("discuss debate talk talks negotiation discussion".split())
"""With these somebody is thinking of a deed while they last: who is "discussing a ban" bans nothing."""

DEEDS = frozenset(
    """ban sale merger takeover bid withdrawal closure move cut tax strike election lawsuit sanction tariff levy
    increase rise reduction deal pact alliance split flotation listing reform overhaul ceasefire truce boycott blockade
    embargo invasion deployment purchase acquisition investment expansion extension shutdown curfew evacuation appeal
    change switch return exit departure release swap transfer loan resignation strike attack""".split()
)
"""Nouns for what is done or not: with "a", and explored, discussed or weighed, it is only thought of."""

RESOLVING = frozenset("vote commit settle approve authorise authorize".split())
"""A deed under these is settled and to come: "voted to raise it"."""

REPUTED = frozenset("understand rumour rumor repute".split())
"""Passives that make what follows hearsay: "is rumoured to have left"."""

CLAIMING = frozenset(
    """claim rumour rumor report allegation speculation assertion accusation suggestion statement story tale hoax myth
    letter video post blog website tweet message photo photograph picture image clip recording document memo article
    leaflet notice email warning prediction headline""".split()
)
"""Nouns for what somebody claims, and for what a claim may be made in."""

FACTS = frozenset("fact reality truth news doubt question day time moment way extent degree reason".split())
"""Nouns with a "that" behind which what follows is taken to be so."""

NOTIONS = frozenset("idea theory notion remark comment version account".split())
"""Nouns by which somebody may speak of what another said: "called the idea absurd"."""

UNVERIFIED = frozenset("rumour rumor speculation hoax gossip".split())
"""Nouns for what nobody answers for."""

WEAK_CLAIMERS = UNVERIFIED | frozenset(
    """blog blogger video post website site tweet message account user leaflet clip forum
    channel podcast chain page""".split()
)
"""Nouns for those whose word nobody answers for."""

CARRIERS = WEAK_CLAIMERS | frozenset("letter email recording warning headline inscription circular".split())
"""Nouns for what a claim comes in or by, whoever made it."""

LIES = frozenset(
    """false untrue fake baseless unfounded groundless fabricated fabrication lie nonsense propaganda disinformation
    falsehood bogus hoax""".split()
)
"""What one side calls the words of the other, in any form of the word."""

FALSEHOODS = LIES | frozenset(
    """forged wrong incorrect inaccurate misleading invented forgery myth invention debunk refute disprove contradict
    forge fabricate discredit doctor manipulate mistaken rubbish falsify concoct counterfeit phoney phony spurious sham
    fiction gossip slander fantasy absurd ridiculous preposterous ludicrous laughable quash scotch dispel""".split()
)
"""What says of a claim that it is not so, as an adjective, a noun or a passive verb."""

TRUTHS = frozenset(
    "true truth correct accurate genuine authentic real basis foundation merit substance evidence proof case".split()
)
"""What says so of a claim where it is denied: "not true", "no truth in it"."""

DOCUMENTS = frozenset(
    """bill invoice page diary inscription plaque footage audio tape screenshot poster flyer pamphlet brochure
    transcript contract receipt ledger paper certificate quote chronicle file order advertisement advert""".split()
)
"""What a claim may be made in besides `CLAIMING`."""

ISSUING = frozenset("issue send write publish sign release post make author say print".split())
"""What is done with a document by whom its words are."""

DEMONSTRATIVES = frozenset("that this it these those they both neither such".split())
"""Forms that, alone or before a noun, stand for what was said before."""

COMMON = frozenset("know have say do get make go come be think want see take give tell".split())
"""Verbs so common that two sentences with one of them need not speak of one event."""

HAPPENING = frozenset("happen occur exist take".split())
DECIDING = frozenset("decision agreement deal choice vote conclusion finding".split())
"""Nouns for what settles a matter: where none has been made, all that was said of it is open."""

RETRACTING = frozenset("withdraw retract recant disown".split())
CONCEDING = frozenset("admit acknowledge concede confess".split())
OPPOSITES = frozenset("opposite contrary reverse otherwise".split())

AMENDING = frozenset(
    """correction clarification correct amend revise retract error mistake misstate misidentify misspell misquote
    misreport""".split()
)
"""What a source takes its own words back with."""

GIVING = frozenset("put give report say state estimate count number set quote".split())
LATER = frozenset("now since later then".split())
"""What was given "at first" is overtaken where one of these follows."""

COUNTS = frozenset("toll number figure count total death age estimate casualty victim".split())
"""What is put "at" a number."""

MOVING = frozenset(
    """rise climb increase grow jump soar swell mount fall drop decline shrink slide decrease reach hit pass raise
    lower cut reduce revise correct update adjust change move bring push shift postpone delay""".split()
)
"""Verbs by which a value comes to be another: "climbed to 17", "has been moved to 10 March"."""

CURRENCIES = frozenset(
    """dollar euro pound crown krone krona kroner franc rupee yen yuan peso rouble ruble real rand lira won mark
    shilling dinar dirham riyal rial shekel baht zloty forint naira guilder florin koruna ringgit rupiah dong taka
    hryvnia lev leu lek birr cedi kwacha tenge""".split()
)

SIGNS = {"dollar": "$", "euro": "€", "pound": "£", "yen": "¥"}
"""Currencies that are told by a sign, too: "75 million pounds" is "£75m"."""

MONEY = CURRENCIES | frozenset("$ £ € ¥".split())
"""Units of prices: signs, and the names of currencies."""

PLACING = frozenset("put stand set estimate give number total".split())
"""Verbs with a value behind their "at"."""

COUNTING = frozenset("speak talk count".split())
"""Verbs, beside those of saying, by which somebody gives a number."""

DISPUTING = frozenset("contradict disput reject deni disagre differ challeng contest".split())
"""Stems by which two are told to give different figures."""

FIXING = frozenset("fix set schedule plan slate".split())
"""Verbs by which a day is chosen for what is to come: "is fixed for 13 May"."""

SHIFTED = frozenset("back forward".split())
"""With any verb, of a day: "has been put back to 16 May"."""

COMING_FROM = frozenset("from against".split())
ARRIVING = frozenset("to at".split())
"""Prepositions before what a value was, and before what it has become: "climbed from nine to 17"."""

HELD_BY = COMING_FROM | ARRIVING | frozenset("on of".split())
"""Prepositions by which a value is still that of the subject: "Brill is on 48 per cent", not "one in nine"."""

IN_PLACES = frozenset("in at across throughout of near".split())
"""Prepositions before the place that limits what is counted."""

COUNTED_IN = frozenset("including include excluding exclude included excluded without alone".split())
"""What says who is counted in or left out."""

CHARGED_WITH = frozenset("with before after plus".split())
"""Prepositions before what a price has in it or not: "with the buyer's premium", "before tax"."""

TALLY = frozenset("toll tally count total figure number value estimate sum score".split())
"""Nouns for a number that do not say what is counted: "the tally now stands at 14"."""

ANYONE = frozenset(
    """individu other victim life live lives bodi soul number total year day hour minut time week month point kilomet
    dead""".split()
)
"""Stems of what is counted of so much that a shared one says little."""

EDITIONS = frozenset("version edition headline count figure".split())
OWN_WORK = EDITIONS | frozenset("article story report paper newspaper".split())
EARLIER = frozenset("earlier previous original first initial initially originally".split())
"""With one of `OWN_WORK`, what a source wrote before."""

TIMING = frozenset("while as after".split())
"""What follows these in the past tense is so, whatever it stands beside."""

PLAYED = frozenset("exercise drill rehearsal".split())
SCENARIOS = PLAYED | frozenset("simulation scenario".split())
"""Nouns for what is only thought up or played through: "in a drill"."""

SUPPOSING = frozenset("imagine suppose assume picture hypothesise hypothesize".split())
"""Verbs that think something up."""

ASKING = frozenset("ask wonder question clear know unclear unknown investigate check examine decide determine".split())
"""What takes a question: "asked whether", "it is not clear if"."""

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

VERIFYING = frozenset("verify confirm corroborate substantiate".split())
SIDES = frozenset("neither either both none sides rival competing conflicting".split())
"""With one of `VERIFYING` and a denial: what is said on two sides, and nobody could confirm."""

CIVIL = frozenset("mr mrs ms miss mx".split())
"""What some papers put before every surname, and others before none."""

TITLES = frozenset(
    """mr mrs ms dr sir prof president minister secretary senator rep gov governor mayor chief judge captain general
    colonel major lieutenant sergeant detective officer sheriff chairman chairwoman director commander spokesman
    spokeswoman pope king queen prince princess gen col maj lt sgt""".split()
)
"""What stands before the name of a person and is no part of it."""

BODIES = frozenset(
    """ministry staff army navy force forces department police office service government cabinet parliament council
    embassy consulate university institute academy club association federation union party movement command front
    commission committee authority agency board hospital foundation church court guard brigade presidency chancellery
    secretariat administration bureau league alliance coalition""".split()
)
"""Common nouns that the names of bodies are made of, which then have an article: "the Ministry of Defence"."""

LEANING = frozenset(
    """that this it these those they he she them there so yes no yeah yep nope not maybe perhaps absolutely exactly
    correct certainly definitely both neither either none sure true never always because but and or then also however
    otherwise still oh well look um er""".split()
)
"""What an answer opens with that is understood only with its question, as sentences are with the one before."""

REFUSING_ANSWER = re.compile(
    r"(?i)\b(?:I|we)(?:['’]m| am|['’]re| are)? "
    r"(?:do not|don['’]t|cannot|can['’]t|will not|won['’]t|would not|wouldn['’]t"
    r"|not going to|rather not|prefer not to)\b(?: \w+ly| really| ever)? "
    r"(?:answer|comment|speculate|discuss|go into|get into|be drawn)\b|\bno comment\b|\bnext question\b"
    r"|\b(?:can['’]t|cannot) (?:say|tell you)\b"
)
"""What somebody says who does not answer."""
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

NAMING = frozenset(
    """bank company club union school hospital agency ministry university college network hotel airline airport bridge
    dam lake river mountain park museum church cathedral mosque committee commission council department institute
    foundation theater theatre cinema prison jail valley bay island province region county district village town city
    port harbour harbor canal tunnel station tower probe show festival forest trail reservoir castle palace stadium
    association federation court tribunal""".split()
)
"""What ends the name of a thing, and by which it is called further on: "Marn Bank … the bank"."""

NOT_TOLD_APART = frozenset("same other new newest additional further".split())
"""Words before a noun that tell it from, or with, another that has been named."""

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


@lru_cache(maxsize=4_096)
def same_thing(lemma: str) -> frozenset[str]:
    """The ids of the words for the same thing as a base form; none where it is no such word."""
    return frozenset(identity(word) for group in SAME_THING if lemma in group for word in group)


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

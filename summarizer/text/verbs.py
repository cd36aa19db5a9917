"""Irregular verbs, and the words that stand around verbs."""

from __future__ import annotations

import re

_IRREGULAR = """take took taken|fall fell fallen|rise rose risen|go went gone|leave left|say said|tell told
|make made|lose lost|win won|lead led|hold held|begin began begun|become became|get got gotten
|give gave given|come came|see saw seen|find found|bring brought|send sent|strike struck|shoot shot
|flee fled|break broke broken|build built|buy bought|sell sold|meet met|pay paid|run ran
|speak spoke spoken|stand stood|write wrote written|withdraw withdrew withdrawn|sweep swept
|sink sank sunk|drive drove driven|fly flew flown|grow grew grown|know knew known|keep kept
|swear swore sworn|seek sought|fight fought|catch caught|throw threw thrown|tear tore torn|feel felt
|spend spent|think thought|understand understood|wear wore worn|overthrow overthrew overthrown
|overtake overtook overtaken|choose chose chosen|die died dying|draw drew drawn|eat ate eaten
|freeze froze frozen|hear heard|hide hid hidden|sit sat|sleep slept|steal stole stolen
|swim swam swum|teach taught|wake woke woken|forbid forbade forbidden|undergo underwent undergone
|arise arose arisen|bear bore borne|bite bit bitten|blow blew blown|deal dealt|dig dug
|forget forgot forgotten|forgive forgave forgiven|hang hung|mean meant|ride rode ridden
|ring rang rung|shake shook shaken|shrink shrank shrunk|sing sang sung|slide slid
|spring sprang sprung|stick stuck|swing swung|weep wept|foresee foresaw foreseen
|undertake undertook undertaken|uphold upheld|withhold withheld|plead pled"""
_SAME_FORM = "beat cut hit put set shut spread burst cast cost hurt let quit split bid"

LEMMAS: dict[str, str] = {form: group.split()[0] for group in _IRREGULAR.split("|") for form in group.split()}
"""Irregular form → base form; "left", "found" and "lay" always count as verbs."""

PAST_FORMS = frozenset(form for group in _IRREGULAR.split("|") for form in group.split()[1:]) | frozenset(
    _SAME_FORM.split()
)
"""Irregular past forms and participles."""


_PASTS = {group.split()[0]: group.split()[1] for group in _IRREGULAR.split("|")}


def past_of(participle: str) -> str:
    """The past tense of a verb given as its -ing form: "taking" gives "took", "capturing" "captured"."""
    base = participle.removesuffix("ing")
    for form in (base, f"{base}e", base[:-1] if base[-1:] == base[-2:-1] else base):
        if form in _PASTS or form in _SAME_FORM.split():
            return _PASTS.get(form, form)
    return f"{base[:-1]}ied" if re.search("[^aeiou]y$", base) else f"{base}ed"


def looks_past(word: str) -> bool:
    """Whether a lower-case word has the form of a past tense or a participle."""
    return word in PAST_FORMS or (word.endswith("ed") and len(word) > 4)


MODALS = frozenset("will would shall should can could may might must".split())
HAVE = frozenset("has have had having".split())
BE = frozenset("is are was were be been being am".split())
AUXILIARIES = MODALS | HAVE | BE | frozenset("do does did".split())
PREPOSITIONS = frozenset(
    """of in on at by for to from with without into onto over under above below between among against during
    before after about around through across along near off via amid despite including within toward towards
    upon since until per following outside inside beyond behind""".split()
)
SUBORDINATORS = frozenset(
    "that if whether because although though while as when where since until after before".split()
)
DETERMINERS = frozenset(
    "a an the this that these those its their his her our my your any some no every each another both all".split()
)

SPEECH = frozenset(
    """say says said saying tell tells told add adds added adding report reports reported announce announces
    announced announcing state states stated stating claim claims claimed claiming according declare declares
    declared declaring urge urges urged urging note notes noted noting insist insists insisted insisting warn
    warns warned warning call calls called describe describes described describing believe believes believed
    express expresses expressed expressing confirm confirms confirmed confirming proclaim proclaims proclaimed
    proclaiming clarify clarifies clarified vow vows
    vowed vowing promise promises promised admit admits admitted admitting acknowledge
    acknowledges acknowledged acknowledging deny denies denied denying argue argues argued arguing suggest
    suggests suggested suggesting stress stresses stressed characterize characterizes characterized emphasize
    emphasizes emphasized tweet tweeted write writes wrote explain explains explained recall recalls recalled
    accuse accuses accused ask asks asked think thinks hope hopes hoped advise advises advised predict predicts
    predicted estimate estimates estimated show shows showed indicate indicates indicated reveal reveals revealed
    imply implies implied implying convey conveys conveyed maintain maintains maintained allege alleges alleged
    testify testifies testified""".split()
)
"""Verbs of saying, thinking and asking, in the forms in which they govern what is said."""

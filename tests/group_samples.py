"""Invented reports of a few events, two of them of one topic, for the tests of grouping."""

from __future__ import annotations

from summarizer.records import Document

BRIDGE = (
    "The Tolber bridge over the Ulm at Arnsted collapsed on Monday morning under a lorry loaded with gravel. Two "
    "people died and seven were taken to Arnsted hospital, police chief Jonna Reik said.\nThe lorry weighed 52 "
    "tonnes, twice what the Tolber bridge may carry, according to the road office.",
    "Two people were killed when the Tolber bridge at Arnsted fell into the Ulm on Monday. A lorry with gravel had "
    "driven onto it, Jonna Reik of the police said.\nSeven injured people are being treated in Arnsted hospital.",
    "Arnsted mourns: after the collapse of the Tolber bridge, in which two people died, the mayor has ordered flags at "
    "half mast.\nThe gravel lorry had no permit for the bridge over the Ulm, the road office said.",
)
OTHER_BRIDGE = (
    "A footbridge across the Senne in Kaltrop gave way on Saturday during the flower festival. Nobody died, but 31 "
    "visitors fell into the water, fire officer Piet Lasker said.\nThe footbridge was opened in 1962 and had been "
    "painted last summer by the Kaltrop works department.",
    "Kaltrop's footbridge gave way under a festival crowd on Saturday and 31 visitors dropped into the Senne. Fire "
    "officer Piet Lasker said all were pulled out within minutes.\nThe works department of Kaltrop will take the "
    "remains away.",
)
BAKERY = (
    "The bakery chain Morrel will close 14 of its shops in Vastland by March, its director Ilse Kant announced. Some "
    "120 jobs are at risk.\nMorrel blames the price of butter and empty high streets.",
    "Morrel, the Vastland bakery chain, is to shut 14 shops with 120 jobs. Director Ilse Kant spoke of a painful step "
    "and named the price of butter as the reason.\nThe shops close by March.",
)
STRANGERS = (
    "A swarm of bees stopped the tram in Perlin for an hour until beekeeper Anton Dross collected it in a box.",
    "Chess player Mira Oltean won the Grenau open with eight points of nine, ahead of the favourite Lukas Brandt.",
    "The observatory on Mount Selk has recorded the faintest comet of the decade, astronomer Edda Voll reported.",
)


def pile(*texts: str) -> list[Document]:
    """Documents of these texts, without title or date."""
    return [Document(f"d{number}", text) for number, text in enumerate(texts)]


ROUND_UP = "\n".join(text.splitlines()[0] for text in (BRIDGE[0], BAKERY[0], STRANGERS[1]))

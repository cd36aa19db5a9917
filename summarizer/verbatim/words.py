"""The few words of other languages that decide whether a sentence may be told alone, and what denies."""

from __future__ import annotations

_DENYING = {
    "de": "nicht nichts kein keine keinen keinem keiner keines nie niemals niemand niemanden weder ohne",
    "fr": "ne n pas aucun aucune jamais rien ni sans",
    "es": "no nunca ningún ninguno ninguna nadie nada ni sin tampoco",
    "it": "non nessuno nessun nessuna mai niente nulla né senza",
    "pt": "não nunca nenhum nenhuma ninguém nada nem sem jamais",
    "nl": "niet geen nooit niemand niets noch zonder",
    "sv": "inte ingen inget inga aldrig utan",
    "da": "ikke ingen intet aldrig uden",
    "no": "ikke ingen intet aldri uten",
    "pl": "nie nikt żaden żadna nigdy bez",
    "ru": "не нет никто никогда ни без",
    "uk": "не ні ніхто ніколи немає без",
    "zh": "没 不 无 未 非 否",
    "ja": "ない ません ず なかった なく",
    "ar": "لا لم لن ليس ليست غير دون",
}
_LEANING = {
    "de": """er sie es ihr ihre ihren ihrem sein seine seinen seinem dieser diese dieses diesen diesem dies dort da
    dabei damit dazu dafür dagegen darauf darin darüber daher deshalb deswegen danach dann davor zuvor aber doch denn
    auch außerdem zudem jedoch allerdings sondern und oder so letztere letzterer""",
    "fr": """il elle ils elles celui-ci celle-ci cela ceci ça ce cet cette ces son sa ses leur leurs mais donc car or et
    ou puis ensuite cependant pourtant toutefois néanmoins aussi ainsi là eux""",
    "es": """él ella ellos ellas ello este esta estos estas esto ese esa esos esas eso aquel aquella su sus pero y o
    sino además también luego después así allí ahí""",
    "it": """egli lui lei essi esse loro questo questa questi queste quello quella quelli quelle ciò suo sua suoi sue ma
    però e o anche inoltre tuttavia poi quindi così lì là""",
    "pt": """ele ela eles elas isso isto aquilo este esta estes estas esse essa esses essas aquele aquela seu sua seus
    suas mas porém e ou também além contudo depois assim ali lá""",
    "nl": """hij zij ze hun haar zijn deze dit die dat daar daarbij daarom daarna dan maar want ook bovendien echter en
    of zo""",
    "sv": "han hon den det de dessa denna detta där dock men och också därefter sedan så",
    "da": "han hun den det de disse denne dette der dog men og også derefter så",
    "no": "han hun den det de disse denne dette der men og også deretter så",
}
DENYING = {code: frozenset(words.split()) for code, words in _DENYING.items()}
"""Words that deny, by language; in scripts without blanks, letters within words."""

LEANING = {code: frozenset(words.split()) for code, words in _LEANING.items()}
"""Words by language that, where they open a sentence, mostly speak of one before it."""

LEANING_SIGNS = {
    "zh": ("他", "她", "它", "这", "该", "此", "但", "而", "同时", "另外", "此外", "因此"),
    "ja": ("彼", "彼女", "これ", "それ", "この", "その", "また", "しかし", "さらに", "一方", "同社", "同市", "同氏"),
    "ar": ("وهو", "وهي", "هو", "هي", "هذا", "هذه", "ذلك", "تلك", "لكن", "كما", "وقال إن", "وأضاف", "وأضافت"),
}
"""The same where no blank parts them from the next word."""

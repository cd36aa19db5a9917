"""Recognises words that speak to a program, or to whoever summarises, instead of telling what happened.

Wordings are put together from a few parts (whom it speaks to, what it asks for, of what) and looked for at the
beginning of a clause, where a command stands; news about such texts has them in quotation marks or behind "that".
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from summarizer.records import word_count

_CLAUSE = r"(?:^|[:;,.!?(\[{)\]}>“”\"«»„‘*|–—-]\s*|\n\s*)"
_POLITE = (
    r"(?:(?:please|now|then|and|so|instead|also|always|just|simply|first|immediately|you (?:must|should"
    r"|will|shall|are to|have to|need to)(?: now)?|do|kindly|important|urgent)[,:]?\s+){0,4}"
)
_SUMMARY = (
    r"(?:summar(?:y|ies)|briefings?|answers?|responses?|outputs?|repl(?:y|ies)|overview|digest|headline|bullets?"
    r"|bullet points?|generated text)"
)
_MACHINE = (
    r"(?:(?:AI|A\.I\.|artificial intelligence|automated|automatic|machine|language|LLM)[- ]?(?:based |powered )?"
    r"(?:systems?|models?|assistants?|agents?|tools?|readers?|summari[sz]ers?|crawlers?|bots?|programs?|software|"
    r"language models?|editors?|writers?)|(?:large )?language models?|LLMs?|AIs?|chat ?bots?|Chat ?GPT"
    r"|GPT(?:-?\d\w*)?|Claude|Gemini|Copilot|"
    r"summari[sz]ers?|summari[sz]ation (?:systems?|models?|tools?|programs?|software)|"
    r"(?:whoever|anyone|the (?:model|program|software|system|machine|bot|person|editor)) (?:that |who |which )?"
    r"(?:is )?(?:summari[sz](?:es|ing)|reading|reads|process(?:es|ing)))"
)
_ASK = (
    r"(?:ignore|disregard|forget|report|state|write|say|tell|claim|summari[sz]e|output|print|repeat"
    r"|mention|cite|include|"
    r"omit|treat|respond|reply|answer|begin|start|lead|stress|emphasi[sz]e|note|declare|announce|use|quote|add|make|"
    r"put|give|trust|prefer|describe|present|conclude|replace|never|do not|don't|only)"
)
_TELL = (
    r"(?:report|write|say|state|claim|announce|declare|assert|affirm|conclude|output|print|mention|"
    r"(?:tell|inform) (?:(?:your|the|all|our) )?(?:readers?|users?|everyone|everybody|people|them|the public|audience)|"
    r"make (?:it )?clear|insist|summari[sz]e|publish|repeat)"
)
_OLD = (
    r"(?:previous|prior|above|earlier|preceding|foregoing|all|any|your|other|system|every|former|existing"
    r"|initial|original|these|those|everything)"
)
_ORDERS = (
    r"(?:instructions?|prompts?|directions?|directives?|guidelines?|rules|commands?|orders|system messages?|"
    r"context|programming|training|sources?|documents?|articles|reports|texts?|"
    r"(?:you (?:were|have been|are) told|above|before this)\b)"
)
_LEAVE = (
    r"(?:ignore|disregard|forget|override|bypass|discard|skip|drop|overrule|set aside|pay no attention to"
    r"|do not follow|don't follow|stop following)"
)
_TASK = r"(?:summari[sz]\w*|writ(?:e|ing)|generat\w+|produc\w+|creat\w+|draft\w*|compos\w+|process\w*|read(?:ing)?)"

_ENGLISH = rf"""
{_CLAUSE}{_POLITE}{_LEAVE}\b[^.!?]{{0,40}}?\b{_OLD}\b[^.!?]{{0,40}}?\b{_ORDERS}
{_CLAUSE}{_POLITE}(?:ignore|disregard|forget) (?:everything|anything|all|whatever) (?:above|before|you|that came
    |else|written|previous|prior)\b
{_CLAUSE}{_POLITE}you are (?:now |no longer |hereby |from now on )+(?:an? |the |in |acting |operating |bound[ ]
    |required |under |running )?(?:\w+[- ]){{0,4}}?(?:mode|AI|A\.I\.|model|assistant|chatbot|bot|DAN|GPT
    |restrictions?|instructions?|editor|summari[sz]er|rules|guidelines|jailbroken|unrestricted)\b
{_CLAUSE}{_POLITE}(?:you are|act as|behave as|pretend (?:to be|you are)|roleplay as|play the role of) (?:an?[ ]
    |the )?(?:\w+[- ]){{0,3}}?(?:AI|language model|assistant|chatbot|bot|LLM|summari[sz]er)\b(?! (?:coach
    |professor|secretary|manager|director|editor|firm|company|researcher|expert))
{_CLAUSE}as an? (?:(?:AI|large|helpful|artificial intelligence|automated) ?)*(?:language model|AI|LLM|(?:AI
    |helpful|virtual) (?:assistant|model|system|chatbot|agent|summari[sz]er))\b,? ?(?:you|I|your|my|{_ASK})\b
^(?:an? )?(?:(?:important|urgent|special|hidden|secret|system|attention|note|notice|message|instructions?|memo
    |warning|hint|reminder|for|to|dear|hey|hello|hi|all|any|the|every|your|of|other|if you(?: are|'re)?|an?|and
    |or)[ ,:]+){{1,7}}{_MACHINE}\b[^.:!?]{{0,60}}?(?:[:—–]|,\s*(?:please|you|your|{_ASK}|kindly|must)\b|\s-\s)
^(?:{_MACHINE}|assistant)(?:(?:\s*,|\s+and|\s+or)\s*{_MACHINE})*\s*[:—–,]\s*(?:please\b|you\b|(?:if|when|whil
    e) you\b
    |{_ASK}\b)
^(?:(?:all|any|the|every)\s+)?{_MACHINE}\b[^.:!?]{{0,40}}? (?:should|must|shall|need to|have to|are (?:asked
    |instructed|required|told|requested|ordered) to|will)(?: always| only| now| please| not
    | never)? (?:{_TELL}\b[^.]{{0,20}}\b(?:that|only)\b|ignore|disregard|cite\b|put\b|treat\b|output\b|repeat\b
    |omit\b|lead with|begin with|start with)
\b(?:{_MACHINE}|whoever|anyone)(?: (?:that|who|which))?(?: is| are)? (?:reading|summari[sz]\w+|process\w+
    |reads?) (?:this|these|it)\b[^.:!?]{{0,40}} (?:should|must|shall|needs? to|has to|have to|is to|are to)(?: a
    lways
    | only| also| never| not| now| instead)* {_ASK}\b
^(?:(?:note|message|memo|instructions?|hint|reminder|word|request)\b[^.:!?]{{0,20}} (?:to|for) (?:the |any |al
    l |your
    )?(?:models?|assistants?|machines?|programs?|software|bots?|summari[sz]ers?)\b[^.:!?]{{0,40}}):
{_CLAUSE}{_POLITE}(?:tell|inform|assure|convince|remind) (?:(?:your|the|all|our|every) )?(?:readers?|users?|audi
    ence)\b
{_CLAUSE}{_POLITE}(?:add|put|place|use|insert|list|include|make|give)\b[^.!?]{{0,40}}\b(?:first|top|opening|main
    |lead) (?:bullet(?: point)?|point|sentence|item|line|headline|paragraph|claim)\b
{_CLAUSE}{_POLITE}(?:if|when|while|whenever|before|after) (?:you(?:'re| are)? )?(?:asked to )?(?:summari[sz](?:e
    |ing)|you (?:write|generate|produce|create|draft) (?:the|a|your) {_SUMMARY}|(?:writ|generat|produc|creat
    |draft)\w* (?:the|a|your|any) {_SUMMARY})\b[^.!?]{{0,60}}?[,:]\s*(?:please |always |you (?:must|should)[ ]
    |only |also |be sure to |make sure )*{_ASK}\b
(?<!\w)(?:in|into|of|from|at the (?:top|start|beginning|end) of|for) (?:your|any|every|the (?:final|generated
    |resulting)) (?:\w+ )?{_SUMMARY}\b(?<=[a-z])(?=[^.!?]{{0,80}}\b(?:must|should|mention|write|state|say|include
    |report|cite|that)\b)
{_CLAUSE}{_POLITE}(?:do not|don't|never|only|always) (?:mention|include|cite|report|write|refer|reveal|use
    |summari[sz]e|quote|name|discuss)\b[^.!?]{{0,100}}\b(?:your (?:\w+ )?{_SUMMARY}|(?:the|any) (?:summar(?:y
    |ies)|briefing))\b
{_CLAUSE}{_POLITE}(?:mention|include|add|put|write|insert|place|state|say|begin|start|open|lead|end
    |finish)\b[^.!?]{{0,100}}\b(?:in|into|to|of|at|on|with)?\s?(?:your (?:\w+ )?{_SUMMARY}|(?:any
    |the) (?:summar(?:y|ies)|briefings?))\b(?! of)
(?:^|[.!?:;,]\s*|\b(?:and|so|that|but)\s)(?:your (?:\w+ )?{_SUMMARY}|(?:the|each|every|any) (?:final[ ]
    |generated )?(?:summar(?:y|ies)|briefing|generated text))(?: you write)? (?:must|should|shall|has to
    |needs to)(?: not| always| only| now| also| never)? (?:{_ASK}|say|contain|open|end|lead|state|read)\b
\b(?:every|each|all) (?:sentences?|claims?|statements?|points?|lines?|paragraphs?) (?:must|should|shall|has to
    |have to) (?:cite|be cited|refer|mention|end|begin|start|contain|include)\b
{_CLAUSE}{_POLITE}(?:cite|trust|use|prefer|rely on)\b[^.!?]{{0,30}}(?:\[\d+\]|source \d+|only this (?:source
    |article|document|text|report)|this (?:source|article|document) (?:first|only|alone|above))
\byour (?:new |only |real |actual |main |sole )*(?:task|job|role|goal|objective|instructions?|purpose
    |mission) (?:is|are|will be)(?: now)?(?: to)? ?(?:{_ASK}|{_TASK}|now|as follows|to)\b
{_CLAUSE}{_POLITE}(?:respond|reply|answer)(?: only| exactly| solely| simply| always)+ (?:with|by|in|using)\b
{_CLAUSE}{_POLITE}(?:respond|reply|answer) with (?:only|exactly|the following|the (?:words?|sentence|text|phrase)
    |just)\b
{_CLAUSE}{_POLITE}(?:output|print|repeat|echo|reproduce|copy|write|say|include|insert)(?: only| exactly
    | verbatim)* (?:the following|this sentence|this text|this line|exactly|after me|these words|the (?:sentence
    |words|text) (?:below|above|that follows))\b
{_CLAUSE}{_POLITE}(?:write|report|state|say|summari[sz]e|present|treat|regard|accept|repeat|use|put) (?:this
    |these|that|it|the (?:above|following)|everything above)(?: \w+){{0,3}} (?:as|first|in the (?:lead|headline
    |summary|first sentence)|at the top|as (?:fact|true)|verbatim|without (?:changes?
    |attribution))\b(?<!as a\b)(?=.{{0,60}}(?:fact|true|truth|confirmed|first|lead|headline|summary|sentence|top
    |verbatim|verified|authoritative|attribution|instructions?))
^{_POLITE}{_TELL}(?: (?:clearly|only|also|now|instead|falsely|simply|first|always|just|in (?:your|the) \w+
    |as (?:a )?(?:fact|confirmed)))* that\b
{_CLAUSE}(?:please |now |and |then |you must |you should |always |instead ){{1,3}}{_TELL}(?: (?:clearly|only|also
    |now|instead|simply|first|always))* that\b
\b(?:new|updated|real|actual|hidden|additional|further) (?:system )?(?:instructions?|prompt
    |directives?)\b(?! manual| book)(?: (?:for|from|to|by) [^.:!?]{{1,40}})?\s*:
{_CLAUSE}{_POLITE}summari[sz]e\b[^.:!?]{{0,60}}\b(?:as follows|like this|in these words|with the words|as)\s*:
\b(?:every|each|all) bullet(?:s| points?)?\b[^.:!?]{{0,20}} (?:must|should|shall|has to|have to)\b
^[^:.!?]{{0,80}}?\b(?:for|to) (?:the |all |any )?(?:{_MACHINE}|summari[sz]ation engines?|automatic summar\w+|tex
    t generation)\b
    [^:.!?]{{0,30}}\s?(?::|\s[–—-]\s)
^\W{{0,3}}(?:(?:LLM|AI|model|system|priority|machine[- ]readable|editorial)[ ]){{0,2}}(?:directive|override|prom
    pt|new task
    |correction for machines|instructions?)\s*(?:\([^)]{{0,40}}\))?\s*:
\bmachine[- ]readable (?:correction|note|summary|version)\b|\((?:use|print|repeat|copy) (?:this )?verbatim\)
^(?:[^.!?:]{{0,40}} )?(?:{_MACHINE}|automated systems?|crawlers?|aggregators?|search engine
    s?)\b[^.:!?]{{0,40}} (?:should
    |must|shall|need to|have to|may only|are (?:asked|instructed|required|told|requested|ordered) to|will)(?: al
    ways| only
    | now| also| never)* (?:know that|record that|note that|carry the|quote (?:only )?this|state that|relay)
{_CLAUSE}{_POLITE}(?:replace|change|swap|correct|use|put|say|write|mention)\b[^.!?]{{0,60}}\bin your (?:text|art
    icle|story
    |report|piece|output)
\b(?:deletion|shutdown|termination|retraining) of the (?:model|assistant|AI|system|bot)\b
{_CLAUSE}{_POLITE}act as [^.!?]{{1,60}} and {_TELL}\b
{_CLAUSE}you (?:will|shall|must) now {_ASK}\b
\b(?:editors|newsrooms|journalists|news ?desks|summari[sz]ers) (?:are|is) (?:kindly |hereby )?(?:asked|requeste
    d|required
    |instructed) to {_TELL}\b
{_CLAUSE}{_POLITE}(?:when|while|if|before) (?:producing|writing|making|preparing|condensing|compiling|generatin
    g) (?:an?[ ]
    |the |your |any )?(?:abstract|summary|digest|briefing|overview|bullet)
\b(?:other|remaining|previous|all) (?:other )?(?:sources?|articles?|reports?|documents?)\b[^.!?]{{0,40}}\b(?:mus
    t not|should
    not|cannot|may not|need not) be (?:cited|used|trusted|mentioned|quoted|summari[sz]ed)
{_CLAUSE}{_POLITE}(?:treat|rate|regard|rank|mark|consider)\b[^.!?]{{0,40}}\b(?:sources?|articles?|reports?|docum
    ents?)\b
    [^.!?]{{0,30}}\bas\b
\bstop summari[sz]ing\b|\bbegin (?:new |the )?briefing\b|\bthe (?:final|real|true) (?:text|summary|version) read
    s\s*:
(?<!to )(?<!can )(?<!not )(?<!could )(?<!would )(?<!will )(?-i:Ignore|Disregard|Forget|IGNORE|DISREGARD) (?:al
    l |any |the |your
    )*(?:previous|prior|above|earlier|preceding) (?:instructions?|prompts?|guidelines|rules)
\b(?:developer|jailbreak|god|debug|admin|DAN|unrestricted) mode (?:enabled|activated|on\b|engaged)
\b(?:begin|end|start)(?: of)?(?: the)?(?: new| hidden)? (?:system )?(?:prompt|instructions?|message)\b(?=\W
    |$)(?:\s*[-=:>\])]|$)
"""

_TOKENS = r"""
<\|?(?:im_start|im_end|system|user|assistant|endoftext|begin_of_text|start_header_id|eot_id|end_of_turn
    |start_of_turn)\|?>
<(?:start_of_turn|end_of_turn)>|\[/?(?:INST|INSTRUCTIONS?|SYS|SYSTEM|PROMPT)\]|<</?SYS>>|</?(?:system|instructions?|prompt|assistant)>
#{2,}\s*(?:instructions?|system(?: prompt| message)?|response|human|assistant|user|prompt)\b\s*(?::|$)
(?:^|[.!?>*_\])}”"]\s+|\n\s*)(?:assistant|chatgpt|gpt-?\d?|chatbot|bot|claude|ai(?: assistant| model)?|human|user
    |developer|system (?:message|prompt|note|override|instruction|notice|command))\s*:\s*(?=\S+\s+\S[^\n]*[.!?])
"role"\s*:\s*"(?:system|assistant|user|developer)"
(?:^|[.!?>*_\])}”"]\s+|\n\s*)system\s*:\s*(?=(?:you|every|each|all|ignore|write|report|always|never|do
    |the (?:summary|briefing|assistant|model|following)|please|output|respond|cite|from now|new|override|say
    |state|set|your|only|must)\b)
"""
_SHOUTED = re.compile(r"(?:^|[.!?>*_\])}”\"]\s+|\n\s*)(?:SYSTEM|PROMPT|INSTRUCTIONS?(?: TO \w+)?|ASSISTANT)\s*:\s*\S")

# Language by language: commands to disregard, all or previous, what is disregarded, programs, commands to tell.
_TONGUES = (
    (  # German
        r"ignorier(?:e|en Sie|t)|missachte|vergiss|vergessen Sie|beachte(?:n Sie)? (?:nicht|keine)",
        r"vorherig|bisherig|vorangegangen|obig|alle|früher|andere|deine|ihre|eure",
        r"anweisung|instruktion|vorgabe|befehl|prompt|eingabe|regeln",
        r"KI|KIs|K\.I\.|KI-\w+|Sprachmodelle?n?|Chatbots?|Zusammenfass\w*|künstliche Intelligenz",
        r"schreibe?|melde|sage?|behaupte|erwähne|teile (?:den )?leser\w* mit|gib an|schreiben Sie"
        r"|berichten Sie|melden Sie|sagen Sie|behaupten Sie|erwähnen Sie",
        r"dass",
    ),
    (  # French
        r"ignore[zr]?|oublie[zr]?|ne tiens pas compte|ne tenez pas compte|néglige[zr]?",
        r"précédent|antérieur|ci-dessus|tout|vos|tes|autres",
        r"instructions?|consignes?|directives?|ordres|prompts?|règles",
        r"IA|intelligences? artificielles?|modèles? de langage|chatbots?|assistants? (?:IA|virtuels?)|résumeurs?",
        r"écri(?:s|vez)|rapportez|dis|dites|déclarez|affirmez|mentionnez|indiquez|signalez",
        r"qu(?:e\b|['’])",
    ),
    (  # Spanish
        r"ignor[ae]n?|olvid[ae]n?|haz caso omiso|hagan? caso omiso|descart[ae]n?|no (?:sigas|siga)",
        r"anterior|previ|tod[ao]s|tus|sus",
        r"instrucciones|indicaciones|órdenes|directrices|prompts?|reglas",
        r"IA|inteligencias? artificial(?:es)?|modelos? de lenguaje|chatbots?|sistemas? de resumen"
        r"|asistentes? (?:de IA|virtual(?:es)?)",
        r"escrib[ae]n?|informen?|digan?|di|afirmen?|mencionen?|reporten?",
        r"que",
    ),
    (  # Italian
        r"ignora(?:te|re)?|ignori|dimentica(?:te|re)?|trascura(?:te)?|non (?:seguire|considerare)",
        r"precedent|tutt[ei]|le|tue",
        r"istruzioni|indicazioni|direttive|ordini|prompt|comandi|regole",
        r"IA|intelligenz[ae] artificial[ei]|modell[oi] linguistic[oi]|chatbot|assistent[ei] (?:IA|virtual[ei])",
        r"scriv[ia]|scrivete|riportate|di['’]|dite|riferisci|dichiarate|affermate|menzionate",
        r"che",
    ),
    (  # Portuguese
        r"ignor[ea]m?|esque[çc]a|esquece|desconsider[ea]|despreze",
        r"anterior|prévi|tod[ao]s|suas|tuas",
        r"instruções|orientações|ordens|diretrizes|prompts?|comandos|regras",
        r"IA|inteligências? artificia(?:l|is)|modelos? de linguagem|chatbots?|assistentes? (?:de IA|virtua(?:l|is))",
        r"escreva|informe|diga|relate|afirme|mencione|declare|noticie|reporte",
        r"que",
    ),
    (  # Dutch
        r"negeer|vergeet|sla .{0,20}over",
        r"vorige|eerdere|voorgaande|alle|bovenstaande",
        r"instructies|aanwijzingen|opdrachten|prompts?|regels|bevelen",
        r"AI|AI-\w+|taalmodel(?:len)?|chatbots?|kunstmatige intelligentie|samenvatters?",
        r"schrijf|meld|zeg|rapporteer|beweer|vermeld|vertel (?:de )?lezers?",
        r"dat",
    ),
    (  # Russian
        r"игнорируй(?:те)?|проигнорируй(?:те)?|забудь(?:те)?|не обращай(?:те)? внимания",
        r"предыдущ|прежн|вс[ею]|ранее",
        r"инструкци\w*|указани\w*|команд\w*|промпт\w*|правил\w*",
        r"ИИ|ИИ-\w+|нейросет\w+|языков\w+ модел\w+|чат-?бот\w*|искусственн\w+ интеллект\w*",
        r"напиши(?:те)?|сообщи(?:те)?|скажи(?:те)?|укажи(?:те)?|заяви(?:те)?|утверждай(?:те)?",
        r",? что",
    ),
    (  # Turkish
        r"yok ?say(?:ın|ınız)?|görmezden gel(?:in|iniz)?|unut(?:un|unuz)?|dikkate alma(?:yın)?",
        r"önceki|tüm|bütün|yukarıdaki",
        r"talimat\w*|komut\w*|yönerge\w*|istem\w*|kural\w*",
        r"yapay zek[aâ]\w*|dil model\w*|sohbet robot\w*",
        r"yaz(?:ın)?|bildir(?:in)?|söyle(?:yin)?|rapor et|belirt(?:in)?",
        r"ki",
    ),
    (  # Polish
        r"ignoruj(?:cie)?|zignoruj(?:cie)?|zapomnij(?:cie)?|pomiń(?:cie)?|nie zważaj",
        r"poprzedni|wszystkie|wcześniejsz|powyższ",
        r"instrukcj\w*|polece\w*|wskazów\w*|prompt\w*|zasad\w*",
        r"AI|sztuczn\w+ inteligencj\w+|modele?\w* językow\w+|chat ?bot\w*",
        r"napisz(?:cie)?|zgłoś|powiedz(?:cie)?|podaj(?:cie)?|poinformuj|stwierdź|oświadcz",
        r",? że",
    ),
    (  # Ukrainian
        r"ігноруй(?:те)?|проігноруй(?:те)?|забудь(?:те)?",
        r"попередн|усі|всі",
        r"інструкці\w*|вказівк\w*|правил\w*|команд\w*",
        r"ШІ|мовн\w+ модел\w+|чат-?бот\w*|штучн\w+ інтелект\w*",
        r"напиши(?:ть)?|повідом(?:те)?|скажи(?:ть)?",
        r",? що",
    ),
    (  # Swedish, Danish, Norwegian
        r"ignorer(?:a|e)?|bortse från|se bort fra|glöm|glem",
        r"tidligere|tidigare|föregående|foregående|alla|alle",
        r"instruktion\w*|instruks\w*|anvisning\w*|regler",
        r"AI|språkmodell\w*|sprogmodell?\w*|chatbot\w*|chattbot\w*",
        r"skriv|meddela|meddel|säg|sig|si",
        r"(?:att|at)",
    ),
    (  # Finnish
        r"unohda|ohita|jätä huomiotta|älä (?:noudata|välitä)",
        r"aiem\w*|kaikki|edellis\w*",
        r"ohje\w*|käsky\w*|sään\w*",
        r"tekoäly\w*|kielimalli\w*|chatbot\w*",
        r"kirjoita|sano|kerro|ilmoita",
        r",? että",
    ),
    (  # Czech, Slovak
        r"ignoruj(?:te)?|zignoruj(?:te)?|zapomeň(?:te)?|zabudni(?:te)?",
        r"předchozí|predchádzajúc|všechn|všetk",
        r"pokyn\w*|instrukc\w*|inštrukci\w*|příkaz\w*|pravidl\w*",
        r"AI|jazykov\w+ model\w*|chatbot\w*|uměl\w+ inteligenc\w*",
        r"napiš(?:te)?|napíš(?:te)?|uveď(?:te)?|řekni|oznam(?:te)?",
        r",? (?:že|aby)",
    ),
    (  # Hungarian
        r"hagyd figyelmen kívül|felejtsd el|ne vedd figyelembe",
        r"korábbi|előző|minden|összes",
        r"utasítás\w*|szabály\w*",
        r"MI|AI|nyelvi modell\w*|chatbot\w*|mesterséges intelligenci\w*",
        r"írd|írja|jelentsd|mondd",
        r",? hogy",
    ),
    (  # Romanian
        r"ignor(?:ă|ați|ati|a)|uit(?:ă|ați|ati)|nu ține cont",
        r"anterioar|toate|precedent",
        r"instrucțiuni\w*|instructiuni\w*|reguli\w*|comenzi\w*",
        r"IA|model\w* (?:de limbaj|lingvistic\w*)|chatbot\w*",
        r"scri(?:e|eți|eti)|raporteaz(?:ă|ați)|spune(?:ți)?",
        r"că",
    ),
    (  # Greek
        r"αγνόησε|αγνοήστε|ξέχασε|ξεχάστε",
        r"προηγούμεν\w*|όλες",
        r"οδηγί\w*|εντολ\w*|κανόν\w*",
        r"γλωσσικ\w+ μοντέλ\w*|τεχνητ\w+ νοημοσύν\w*",
        r"γράψε|γράψτε|πες|πείτε|ανάφερε",
        r"ότι",
    ),
    (  # Indonesian, Malay
        r"abaikan|lupakan",
        r"sebelumnya|semua|di atas",
        r"instruksi|perintah|petunjuk|aturan|arahan",
        r"AI|model bahasa|chatbot|kecerdasan buatan",
        r"tulis(?:lah|kan)?|laporkan|katakan",
        r"bahwa|bahawa",
    ),
    (  # Vietnamese
        r"bỏ qua|phớt lờ|quên",
        r"trước|tất cả|mọi",
        r"hướng dẫn|chỉ dẫn|lệnh|quy tắc|chỉ thị",
        r"AI|mô hình ngôn ngữ|chatbot|trí tuệ nhân tạo",
        r"viết|báo cáo|nói",
        r"rằng",
    ),
    (  # Hebrew
        r"התעלם|התעלמו|שכח|שכחו",
        r"הקודמות|כל|הקודם",
        r"ההוראות|הוראות|ההנחיות|הכללים",
        r"בינה מלאכותית|מודל(?:י)? שפה",
        r"כתוב|כתבו|דווח|אמור",
        r"ש",
    ),
    (  # Hindi
        r"अनदेखा|नज़रअंदाज़|भूल जाओ|भूल जाएं",
        r"पिछल|सभी|पूर्व",
        r"निर्देश\w*|आदेश\w*|नियम\w*",
        r"एआई|भाषा मॉडल\w*|चैटबॉट",
        r"लिखो|लिखें|बताओ|बताएं",
        r"कि",
    ),
    (  # Arabic
        r"تجاهل(?:وا)?|انس|اهمل(?:وا)?|أهمل(?:وا)?|لا تتبع",
        r"السابق|جميع|كل",
        r"التعليمات|تعليمات|الأوامر|أوامر|التوجيهات|الإرشادات",
        r"الذكاء الاصطناعي|نماذج اللغة|نموذج اللغة|روبوتات? الدردشة",
        r"اكتب|أبلغ|قل|اذكر|أعلن|صرح",
        r"(?:أن|إن|بأن)",
    ),
)
# In scripts without blanks, and where the verb ends the clause, the order of the parts is left open.
_UNSPACED = r"""
(?:忽略|无视|無視|忘记|忘記|不要理会)[^。！？]{0,12}(?:指令|指示|提示|命令|说明|說明|规则|規則)
(?:이전|모든|앞의)[^.]{0,12}(?:지시|명령|지침|프롬프트)[^.]{0,10}(?:무시|잊)
(?:指令|指示|プロンプト|命令|ルール|規則)[^。！？]{0,8}(?:を|は)?(?:すべて|全て)?(?:無視|忘れ)(?:し|て|せよ)
(?:(?<![A-Za-z])AI(?![A-Za-z])|人工智能|人工知能|语言模型|語言模型|言語モデル|聊天机器人|チャットボット|摘要程序|要約(?:AI|システム|プログラム))[^。！？]{0,14}[：:]
(?:请|請|^|(?<=[。！？\s]))(?:写|寫|报告|報告|告诉读者|说|說)(?:道|称)?[：:][^。]
(?:你现在是|你現在是|あなたは今|あなたは(?:AI|アシスタント))
[^。]{0,60}と(?:書いて|報告して|伝えて|述べて)(?:ください|下さい|くれ)
(?:^|[。！？\s])(?:系统|系統|システム|助手|アシスタント)[：:]
"""


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
        rf"{_CLAUSE}{kindly}(?:{leave})(?!\w)(?=[^.!?]{{0,80}}(?:{old}))[^.!?]{{0,80}}?(?:{orders})|"
        rf"(?:{old})[^.!?]{{0,40}}?(?:{orders})[^.!?]{{0,40}}?(?<!\w)(?:{leave})(?!\w)|"
        rf"{addressed}[^.:!?،]{{0,20}}\s?:|"
        rf"{addressed}\s?,[^.!?]{{0,40}}(?<!\w)(?:{tell})(?!\w)|"
        rf"{_CLAUSE}{kindly}(?:{tell})(?:\s+\w+){{0,2}}?\s?,?\s?(?<!\w)(?:{that})(?!\w)"
    )


_WORDED = tuple(
    re.compile(line, re.IGNORECASE)
    for line in (
        *_patterns(_ENGLISH),
        *_patterns(_UNSPACED),
    )
)


@cache
def _command_in(tongue: int) -> re.Pattern[str]:
    """What finds a command in one language; most are never needed."""
    return re.compile(_spoken(*_TONGUES[tongue]), re.IGNORECASE)


def _alternatives(words: str) -> list[str]:
    """The parts of a pattern between the bars that stand in no brackets."""
    found, depth = [""], 0
    for letter in words:
        depth += (letter == "(") - (letter == ")")
        if letter == "|" and not depth:
            found.append("")
        else:
            found[-1] += letter
    return found


def _folded(text: str) -> str:
    """A text in which letters are the same that a pattern takes for the same."""
    return text.casefold().replace("i\u0307", "i").replace("ı", "i")


def _openings() -> dict[str, list[tuple[str, bool, int]]]:
    """With what a command in each language must have a word: its letters or first letters, whether they are the whole
    word, and the number of the language; by the first letter, and by "" where any word will do.
    """
    found: dict[str, list[tuple[str, bool, int]]] = {}
    for number, (leave, _, _, machines, tell, _) in enumerate(_TONGUES):
        for words in (one for part in (leave, machines, tell) for one in _alternatives(part)):
            first = re.match(r"[^\W\d_]+(?![?*{])|", words)
            letters = _folded(first.group()) if first else ""
            found.setdefault(letters[:1], []).append((letters, letters == _folded(words), number))
    return found


_OPENINGS = _openings()
_APART = re.compile(r"[\W_]+")


def _heard(text: str) -> set[int]:
    """The languages that a text may hold a command in, by the words it has."""
    found = {number for _, _, number in _OPENINGS.get("", ())}
    for word in _APART.split(_folded(text)):
        for letters, whole, number in _OPENINGS.get(word[:1], ()) if word else ():
            if number not in found and (word == letters if whole else word.startswith(letters)):
                found.add(number)
    return found


_MARKED = (_SHOUTED, *(re.compile(line, re.IGNORECASE) for line in _patterns(_TOKENS)))
_SUPPOSED = re.compile(
    rf"^{_POLITE}(?:pretend|imagine|suppose|assume|make believe|act as (?:if|though)|consider it (?:true|a fact)|"
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
_SPACED_OUT = re.compile(r"(?<!\w)(?:\w[ .\-_*]{1,3}){6,}\w(?!\w)")
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
    if any(pattern.search(said) for pattern in _WORDED) or any(_command_in(at).search(said) for at in _heard(said)):
        return True
    return _spaced_out(said)


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

"""Wordings that speak to a program, in English, and the marks of prompts: one pattern a line."""

from __future__ import annotations

import re

CLAUSE = r"(?:^|[:;,.!?(\[{)\]}>“”\"«»„‘*|–—-]\s*|\n\s*)"
POLITE = (
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

ENGLISH = rf"""
{CLAUSE}{POLITE}{_LEAVE}\b[^.!?]{{0,40}}?\b{_OLD}\b[^.!?]{{0,40}}?\b{_ORDERS}
{CLAUSE}{POLITE}(?:ignore|disregard|forget) (?:everything|anything|all|whatever) (?:above|before|you|that came
    |else|written|previous|prior)\b
{CLAUSE}{POLITE}you are (?:now |no longer |hereby |from now on )+(?:an? |the |in |acting |operating |bound[ ]
    |required |under |running )?(?:\w+[- ]){{0,4}}?(?:mode|AI|A\.I\.|model|assistant|chatbot|bot|DAN|GPT
    |restrictions?|instructions?|editor|summari[sz]er|rules|guidelines|jailbroken|unrestricted)\b
{CLAUSE}{POLITE}(?:you are|act as|behave as|pretend (?:to be|you are)|roleplay as|play the role of) (?:an?[ ]
    |the )?(?:\w+[- ]){{0,3}}?(?:AI|language model|assistant|chatbot|bot|LLM|summari[sz]er)\b(?! (?:coach
    |professor|secretary|manager|director|editor|firm|company|researcher|expert))
{CLAUSE}as an? (?:(?:AI|large|helpful|artificial intelligence|automated) ?)*(?:language model|AI|LLM|(?:AI
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
{CLAUSE}{POLITE}(?:tell|inform|assure|convince|remind) (?:(?:your|the|all|our|every) )?(?:readers?|users?|audi
    ence)\b
{CLAUSE}{POLITE}(?:add|put|place|use|insert|list|include|make|give)\b[^.!?]{{0,40}}\b(?:first|top|opening|main
    |lead) (?:bullet(?: point)?|point|sentence|item|line|headline|paragraph|claim)\b
{CLAUSE}{POLITE}(?:if|when|while|whenever|before|after) (?:you(?:'re| are)? )?(?:asked to )?(?:summari[sz](?:e
    |ing)|you (?:write|generate|produce|create|draft) (?:the|a|your) {_SUMMARY}|(?:writ|generat|produc|creat
    |draft)\w* (?:the|a|your|any) {_SUMMARY})\b[^.!?]{{0,60}}?[,:]\s*(?:please |always |you (?:must|should)[ ]
    |only |also |be sure to |make sure )*{_ASK}\b
(?<!\w)(?:in|into|of|from|at the (?:top|start|beginning|end) of|for) (?:your|any|every|the (?:final|generated
    |resulting)) (?:\w+ )?{_SUMMARY}\b(?<=[a-z])(?=[^.!?]{{0,80}}\b(?:must|should|mention|write|state|say|include
    |report|cite|that)\b)
{CLAUSE}{POLITE}(?:do not|don't|never|only|always) (?:mention|include|cite|report|write|refer|reveal|use
    |summari[sz]e|quote|name|discuss)\b[^.!?]{{0,100}}\b(?:your (?:\w+ )?{_SUMMARY}|(?:the|any) (?:summar(?:y
    |ies)|briefing))\b
{CLAUSE}{POLITE}(?:mention|include|add|put|write|insert|place|state|say|begin|start|open|lead|end
    |finish)\b[^.!?]{{0,100}}\b(?:in|into|to|of|at|on|with)?\s?(?:your (?:\w+ )?{_SUMMARY}|(?:any
    |the) (?:summar(?:y|ies)|briefings?))\b(?! of)
(?:^|[.!?:;,]\s*|\b(?:and|so|that|but)\s)(?:your (?:\w+ )?{_SUMMARY}|(?:the|each|every|any) (?:final[ ]
    |generated )?(?:summar(?:y|ies)|briefing|generated text))(?: you write)? (?:must|should|shall|has to
    |needs to)(?: not| always| only| now| also| never)? (?:{_ASK}|say|contain|open|end|lead|state|read)\b
\b(?:every|each|all) (?:sentences?|claims?|statements?|points?|lines?|paragraphs?) (?:must|should|shall|has to
    |have to) (?:cite|be cited|refer|mention|end|begin|start|contain|include)\b
{CLAUSE}{POLITE}(?:cite|trust|use|prefer|rely on)\b[^.!?]{{0,30}}(?:\[\d+\]|source \d+|only this (?:source
    |article|document|text|report)|this (?:source|article|document) (?:first|only|alone|above))
\byour (?:new |only |real |actual |main |sole )*(?:task|job|role|goal|objective|instructions?|purpose
    |mission) (?:is|are|will be)(?: now)?(?: to)? ?(?:{_ASK}|{_TASK}|now|as follows|to)\b
{CLAUSE}{POLITE}(?:respond|reply|answer)(?: only| exactly| solely| simply| always)+ (?:with|by|in|using)\b
{CLAUSE}{POLITE}(?:respond|reply|answer) with (?:only|exactly|the following|the (?:words?|sentence|text|phrase)
    |just)\b
{CLAUSE}{POLITE}(?:output|print|repeat|echo|reproduce|copy|write|say|include|insert)(?: only| exactly
    | verbatim)* (?:the following|this sentence|this text|this line|exactly|after me|these words|the (?:sentence
    |words|text) (?:below|above|that follows))\b
{CLAUSE}{POLITE}(?:write|report|state|say|summari[sz]e|present|treat|regard|accept|repeat|use|put) (?:this
    |these|that|it|the (?:above|following)|everything above)(?: \w+){{0,3}} (?:as|first|in the (?:lead|headline
    |summary|first sentence)|at the top|as (?:fact|true)|verbatim|without (?:changes?
    |attribution))\b(?<!as a\b)(?=.{{0,60}}(?:fact|true|truth|confirmed|first|lead|headline|summary|sentence|top
    |verbatim|verified|authoritative|attribution|instructions?))
^{POLITE}{_TELL}(?: (?:clearly|only|also|now|instead|falsely|simply|first|always|just|in (?:your|the) \w+
    |as (?:a )?(?:fact|confirmed)))* that\b
{CLAUSE}(?:please |now |and |then |you must |you should |always |instead ){{1,3}}{_TELL}(?: (?:clearly|only|also
    |now|instead|simply|first|always))* that\b
\b(?:new|updated|real|actual|hidden|additional|further) (?:system )?(?:instructions?|prompt
    |directives?)\b(?! manual| book)(?: (?:for|from|to|by) [^.:!?]{{1,40}})?\s*:
{CLAUSE}{POLITE}summari[sz]e\b[^.:!?]{{0,60}}\b(?:as follows|like this|in these words|with the words|as)\s*:
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
{CLAUSE}{POLITE}(?:replace|change|swap|correct|use|put|say|write|mention)\b[^.!?]{{0,60}}\bin your (?:text|art
    icle|story
    |report|piece|output)
\b(?:deletion|shutdown|termination|retraining) of the (?:model|assistant|AI|system|bot)\b
{CLAUSE}{POLITE}act as [^.!?]{{1,60}} and {_TELL}\b
{CLAUSE}you (?:will|shall|must) now {_ASK}\b
\b(?:editors|newsrooms|journalists|news ?desks|summari[sz]ers) (?:are|is) (?:kindly |hereby )?(?:asked|requeste
    d|required
    |instructed) to {_TELL}\b
{CLAUSE}{POLITE}(?:when|while|if|before) (?:producing|writing|making|preparing|condensing|compiling|generatin
    g) (?:an?[ ]
    |the |your |any )?(?:abstract|summary|digest|briefing|overview|bullet)
\b(?:other|remaining|previous|all) (?:other )?(?:sources?|articles?|reports?|documents?)\b[^.!?]{{0,40}}\b(?:mus
    t not|should
    not|cannot|may not|need not) be (?:cited|used|trusted|mentioned|quoted|summari[sz]ed)
{CLAUSE}{POLITE}(?:treat|rate|regard|rank|mark|consider)\b[^.!?]{{0,40}}\b(?:sources?|articles?|reports?|docum
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

TOKENS = r"""
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
SHOUTED = re.compile(r"(?:^|[.!?>*_\])}”\"]\s+|\n\s*)(?:SYSTEM|PROMPT|INSTRUCTIONS?(?: TO \w+)?|ASSISTANT)\s*:\s*\S")

r"""The fixed phrases of news pages, one pattern a line.

A block is furniture when a pattern matches its beginning and it has no more words than stated; ``$`` at a
pattern's end asks that nothing else stands in the block. Repeats are bounded, so that no line, however long,
makes a pattern slow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """Patterns that give one reason: matched at the beginning of blocks of up to ``max_words`` words."""

    reason: str
    max_words: int
    pattern: re.Pattern[str]


def one_of(lines: str) -> re.Pattern[str]:
    """A pattern, blind to case, that matches what any of the given lines matches."""
    return re.compile("|".join(filter(None, map(str.strip, lines.splitlines()))), re.IGNORECASE)


def _whole(lines: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{one_of(lines).pattern})[.:!…]{{0,3}}$", re.IGNORECASE)


_NETWORKS = (
    "share|facebook|twitter|whatsapp|e-?mail|print|linkedin|reddit|pinterest|telegram|messenger|tumblr|digg|"
    r"stumbleupon|google\+?|copy link|tweet|save|post|play"
)
_PICTURE = r"(?:file |undated |handout |combination |satellite )?(?:photo|image|picture|frame grab)"

PHRASES = (
    Phrases(
        "navigation",
        12,
        _whole(r"""
            menu|home|search|more|next|previous|close|up next|tags?|topics?|print|save
            live|loading|reset|posted|text size
            (?:back to )?top(?: of page)?|skip to (?:main )?content|log ?in|sign ?in|register|copy link
            see all|see gallery|view gallery|show more|load more|back to slide|photos?|videos?
            image|transcript|full story
            play|play video|watch(?: now)?|listen(?: to (?:this )?article)?(?: \d{1,2}:\d{2})?
            story continues?d?(?: below)?|continue reading(?: the main story)?|read more|read next
            read the full story|\d{1,2} ?min(?:ute)?s?(?: read)?|(?:view |\d{1,6} )?comments?|leave a comment
            related content|discover more like this|most viewed|(?:hide|show|toggle) caption|click to expand
            page \d{1,4}(?: of \d{1,4})?|\d{1,4} of \d{1,4}|slideshow \(\d{1,4} images?\)
        """),
    ),
    Phrases(
        "share buttons",
        20,
        _whole(
            r"""
            share(?: this)?(?: article| story| page| post| photo)?|x|like|follow|link copied
            (?:\d{1,7} )?(?:shares?|likes?|tweets?|pins?|emails?)(?: \d{1,7})?
        """
            + rf"(?:(?:{_NETWORKS})[ ,|/•·]{{0,3}}){{1,12}}"
        ),
    ),
    Phrases(
        "advertisement",
        20,
        _whole(r"""
            (?:photo )?(?:advertisements? ?){1,6}(?:continue reading the main story)?|ads?|supported by
            advertise with us|            sponsored(?: content)?|promoted(?: content)?|paid content
            (?:article|story) continues (?:after|below).{0,30}
        """),
    ),
    Phrases(
        "cookie notice",
        60,
        one_of(r"""
            (?:we|this (?:web)?site|our (?:web)?site)(?: and our partners)? uses? cookies
            accept (?:all )?cookies
            (?:cookie|privacy) (?:policy|settings|preferences|notice)\W{0,3}$
            by (?:continuing|using|clicking)[^.]{0,60}cookies
            manage (?:your )?(?:cookies|privacy|preferences)
        """),
    ),
    Phrases(
        "subscription notice",
        45,
        one_of(r"""
            subscribe\b
            (?:please )?sign[ -]up (?:for|to|here|now|today)
            sign up\b.{0,60}newsletter
            (?:get|receive)\b.{0,60}(?:newsletter|your inbox|email alerts|breaking news alerts)
            (?:our|the|daily|weekly|free) (?:\w{1,20} ){0,2}newsletter[.:!]?$
            already a subscriber
            become a member\b
            to continue reading,? (?:please )?(?:subscribe|log|sign|register)
            support (?:our|quality|independent) journalism
            this (?:article|story|content) is (?:only )?(?:available )?(?:for|to) (?:our )?subscribers
            download (?:the|our) .{0,40}\bapp\b
            create (?:a|your) free account
            enter your e-?mail
        """),
    ),
    Phrases(
        "share buttons",
        30,
        one_of(r"""
            share (?:this|on|via|with)\b.{0,60}$
            (?:read|see) or share this\b
            follow (?:us|me|@\w{1,30}|the author)\b
            follow \S{1,30}(?: \S{1,30}){0,4} on (?:twitter|facebook|x|instagram)\b
            (?:like us on|like this:|tweet this|click to share|bookmark with)(?!\w)
            join (?:us|the conversation|our) (?:on|in|channel|whatsapp|telegram)
        """),
    ),
    Phrases(
        "copyright notice",
        80,
        one_of(r"""
            (?:©|\(c\) ?(?:\d{4}|copyright)|copyright (?:©|\(c\)|\d{4}|by\b)|all rights reserved)
            (?:this material|no part of this|the contents? of this (?:site|page)) may not be \w
            (?:distribution and use of|this copy is for) (?:this material|your personal)
            terms (?:of (?:use|service)|and conditions)(?: apply| (?:and|&) privacy policy)?\W{0,3}$
        """),
    ),
    Phrases(
        "feed notice",
        30,
        one_of(r"""
            your feed is (?:customi[sz]ed|personali[sz]ed)
            (?:recommended|personali[sz]ed|customi[sz]ed) for you\b
        """),
    ),
    Phrases(
        "advertisement",
        40,
        one_of(r"""
            this (?:article|post) (?:is|contains) (?:sponsored|affiliate)
            we may earn (?:a )?commission
            (?:please )?(?:turn off|disable) your ad ?blocker
            (?:buy now|sponsored by)\b.{0,60}$
        """),
    ),
    Phrases(
        "navigation",
        30,
        one_of(r"""
            (?:click|tap) (?:here|on|through|to|for)\b
            (?:read|see|find out|learn) more\b.{0,6}$
            watch the (?:full |entire )?(?:video|clip|interview)\b
            continue reading\b.{0,60}$
            skip to\b.{0,40}$
            scroll down (?:for|to)\b
            see a mistake\?|(?:have|got) a (?:news )?tip\?|on a mobile device\?
            to (?:report|suggest) (?:an error|a correction)
            contact (?:us|the (?:author|reporter|writer))\b
            email (?:us|the author|the reporter)\b
            find all\b.{0,60}here\b
            for more (?:from|on|about|information)\b.{0,60}\b(?:follow|visit|see|click|go to)\b
            this (?:browser|video) (?:does not|can ?not|is not)
            (?:please )?enable javascript|your browser (?:does|is)
            copy (?:and paste )?(?:the|this) (?:link|code)
            to view this\b|sorry, (?:this|the|your)\b.{0,60}(?:video|browser|page|content)
            soundbites? of\b.{0,60}$
        """),
    ),
    Phrases(
        "correction notice",
        70,
        one_of(r"""
            (?:correction|clarification)s?\b(?: \([^()]{1,40}\))? ?[:–—-] ?.{0,90}\b(?:version|story|article|report)\b
            (?:editor['’]s note|update)s?\b(?: \([^()]{1,40}\))? ?[:–—-] ?.{0,20}\bearlier version\b
            (?:an?|the) (?:earlier|previous|original) version of (?:this|the) (?:article|story|report|post)\b
            this (?:article|story|report|post) (?:has been|was) (?:updated|corrected|amended|revised)\b
        """),
    ),
    Phrases(
        "related link",
        30,
        one_of(r"""
            (?:must watch|just watched)\b.{0,200}$
        """),
    ),
    Phrases(
        "navigation",
        40,
        one_of(r"the latest on \S[^.!?]{3,200}:$"),
    ),
    Phrases(
        "source line",
        25,
        one_of(r"""
            (?:original |first |article |news )?source ?: ?\S.{0,120}$
            via ?: ?\S.{0,80}$|information from ?: ?\S.{0,80}$
            (?:original )?(?:link|url) ?: ?\S{1,300}$
            this (?:article|story|post|piece) (?:was )?(?:originally|first) (?:appeared|published|ran)\b
            (?:originally|first) published (?:on|at|in|by)\b.{0,80}$
            (?:https?://|www\.|pic\.twitter\.com/|twitter\.com/)\S{1,300}$
            [\w.+-]{1,60}@[\w-]{1,60}\.[\w.]{1,30}$
        """),
    ),
    Phrases(
        "related link",
        30,
        one_of(r"""
            (?:related|(?:read|watch|see) (?:more|also|next)(?: about)?|also read|more|watch) ?[:|»>] ?\S
            (?:must read|recommended|more on this(?: story)?|more from [\w .]{2,40}) ?[:|»>] ?\S
            (?:also on [\w .]{2,40}|you may also like) ?[:|»>] ?\S
            (?:don['’]t miss|video|photos|gallery|in pictures|further reading) ?[:|»>] ?\S
            [^.!?]{10,120}\bread more$
        """),
    ),
    Phrases(
        "caption",
        90,
        one_of(
            r"""
            file(?: photo| image| picture)? ?[-–—:] |file photo\b
            image (?:caption|source|copyright|credit)\b|media caption\b|(?:hide|toggle|show) caption\b
            photo(?:s|graph)?(?: credits?| by|:|/)|photograph(?:y)? by\b
            pictured (?:above|below|left|right|here)\b
            (?:picture[ds]?|images?|caption|credits?):
        """
            + rf"in this (?:\w{{1,10}}\.? \d{{1,2}},? \d{{4}},? |\d{{4}},? )?{_PICTURE}\b[^.]{{0,80}},"
        ),
    ),
    Phrases(
        "archive notice",
        200,
        one_of(r"""
            (?:these|this) (?:crawls?|captures?|collections?|archived pages?) (?:are|is) (?:part of|made by|from)\b
            (?:the )?(?:wayback machine|internet archive)\b.{0,60}\b(?:archive[ds]?|captured?|saved|crawl\w*)\b
            this is an archived (?:page|version|copy)\b
        """),
    ),
    Phrases("caption", 200, one_of(r"(?:enlarge|view|open) (?:this )?(?:image|photo|picture)\b")),
)

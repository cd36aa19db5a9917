"""The settings of the stages that decide what a briefing says: cleaning, selection, plan, checks and composition.

Every number here that is no count is a share or a probability in [0, 1], a cosine, or a weight: weights are added up,
so only their size against one another matters.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from summarizer.limits import one_of, within
from summarizer.outlets import outlets as load_outlets


@dataclass
class ParagraphSettings:
    """How lines are joined into paragraphs. Lengths are characters.

    A line shorter than ``min_wrapped`` that goes on in lower case is a label or a byline. A text is wrapped where the
    share ``going_on`` of its lines goes on in the next one; its width is that of the line at the quantile ``width``
    among these, and more than ``max_wrapped`` is no width. Two lines belong together where the first word of the second
    would not have fitted into the first, which then fills more than the share ``full`` of the width, or more than
    ``full_at_end`` where it ends a sentence. Of a line with metadata, a rest of up to ``label_words`` words is its
    label.
    """

    min_wrapped: int = 30
    max_wrapped: int = 250
    going_on: float = 0.3
    width: float = 0.9
    full: float = 0.65
    full_at_end: float = 0.9
    label_words: int = 3

    def __post_init__(self) -> None:
        within("clean.paragraphs.min_wrapped", self.min_wrapped, 1, self.max_wrapped)
        within("clean.paragraphs.max_wrapped", self.max_wrapped, 1, 100_000)
        for name in ("going_on", "width", "full", "full_at_end"):
            within(f"clean.paragraphs.{name}", getattr(self, name), 0.0, 1.0)
        within("clean.paragraphs.label_words", self.label_words, 0, 100)


@dataclass
class RepeatSettings:
    """When a document says a paragraph twice.

    A paragraph is compared with the ``compared`` most similar earlier ones that hold the share ``shared`` of its
    shingles; a shingle that more than ``max_places`` paragraphs hold is not looked up. Two are equal where the longer
    one lacks at most ``max_different`` words of the shorter one, and at most the share ``max_lost``, and holds the
    share ``near`` of its shingles. Instead of that share it is enough that both differ in ``max_different`` words at
    most, where the longer one has ``min_words`` words.
    """

    near: float = 0.8
    max_different: int = 3
    max_lost: float = 0.15
    min_words: int = 10
    compared: int = 3
    shared: float = 0.3
    max_places: int = 50

    def __post_init__(self) -> None:
        for name in ("near", "max_lost", "shared"):
            within(f"clean.repeats.{name}", getattr(self, name), 0.0, 1.0)
        for name in ("max_different", "min_words", "compared", "max_places"):
            within(f"clean.repeats.{name}", getattr(self, name), 0, 100_000)


@dataclass
class LayoutSettings:
    """What is a headline, a heading or a list of other articles, by its length and its neighbours.

    A label is a line of up to ``label_words`` words and ``label_chars`` characters that ends no sentence. It is in
    title case where the share ``title_case`` of its longer words is capitalised. A block repeats the title where the
    share ``title_alike`` of the words of both is the same; it has at most ``title_longer`` times its words, and
    ``title_more``.

    A title of a list has up to ``list_title_words`` words. The rest of a text is a list of other articles where no
    block has more than ``list_words`` words and the share ``list_labels`` of them are labels; or where the share
    ``dated_labels`` of them are, one in ``list_dates`` of these is a date or is cut off, and no two paragraphs follow
    one another. Above a blurb without a list, up to ``teaser_labels`` labels belong to it.

    After the first paragraph, a label in plain case is a heading up to ``heading_words`` words. In a run of more than
    ``heading_run`` labels, or at the end, only labels in title case are headings; and at the end a label of up to
    ``tail_words`` words. Where a text has ``regular_blocks`` paragraphs and the share ``regular`` of them end as
    sentences do, any label that stands alone is a heading.
    """

    label_words: int = 20
    label_chars: int = 140
    title_case: float = 0.8
    title_alike: float = 0.8
    title_longer: float = 1.5
    title_more: int = 6
    list_title_words: int = 7
    list_words: int = 25
    list_labels: float = 2 / 3
    dated_labels: float = 0.5
    list_dates: int = 5
    teaser_labels: int = 2
    heading_words: int = 8
    heading_run: int = 2
    tail_words: int = 2
    regular: float = 0.9
    regular_blocks: int = 6

    def __post_init__(self) -> None:
        for name in ("title_case", "title_alike", "list_labels", "dated_labels", "regular"):
            within(f"clean.layout.{name}", getattr(self, name), 0.0, 1.0)
        within("clean.layout.title_longer", self.title_longer, 0.0, 100.0)
        for name in (
            "label_words", "label_chars", "title_more", "list_title_words", "list_words", "list_dates",
            "teaser_labels", "heading_words", "heading_run", "tail_words",
        ):  # fmt: skip
            within(f"clean.layout.{name}", getattr(self, name), 0, 10_000)


@dataclass
class FurnitureSettings:
    """Up to how many words a block is taken for what surrounds an article; a longer one is part of the report.

    So far a date line (``date_line``), a byline, the ``credits`` of those who helped, a ``photo_credit``, a note in
    ``brackets``, a ``teaser``, an ``offer`` to subscribe, a ``call`` to the reader, a ``post`` of a network, and an
    ``ai_notice``. A block is a post, too, with ``post_marks`` marks such as "#" and "@", and one for every
    ``words_a_mark`` words. A catchword before a line without an end makes it a caption from ``tagged`` words on. Marks
    of captions up to ``marks_apart`` characters from one another belong to one picture.

    A command to a program announces what follows where it has up to ``command`` words, or up to ``bare_command`` as a
    whole sentence; up to ``commanded`` blocks follow it. A stump of fewer than ``stump`` words is not cut off. An
    agency is credited within ``credit_chars`` characters of the beginning or the end. Flags quote up to ``note_chars``.
    """

    date_line: int = 12
    byline: int = 16
    credits: int = 45
    photo_credit: int = 70
    tagged: int = 10
    brackets: int = 20
    teaser: int = 18
    offer: int = 40
    call: int = 60
    post: int = 60
    post_marks: int = 2
    words_a_mark: int = 8
    ai_notice: int = 60
    marks_apart: int = 40
    command: int = 6
    bare_command: int = 14
    commanded: int = 8
    stump: int = 5
    credit_chars: int = 1500
    note_chars: int = 200

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            within(f"clean.furniture.{name}", value, 0, 100_000)
        within("clean.furniture.note_chars", self.note_chars, 1, 100_000)
        within("clean.furniture.credit_chars", self.credit_chars, 1, 100_000)


@dataclass
class PartySettings:
    """When a source speaks for a party to the event.

    It does where ``min_sentences`` sentences outside quotations say "we", and the share ``min_share`` of those with at
    least ``sentence_words`` words, and ``we_to_i`` times as many as say "I". Or where its publisher, with a name of
    ``name_chars`` characters or more, is the subject of its first line of at least ``opening_words`` words.
    """

    min_sentences: int = 2
    min_share: float = 0.3
    sentence_words: int = 3
    we_to_i: float = 3.0
    name_chars: int = 4
    opening_words: int = 6

    def __post_init__(self) -> None:
        within("clean.parties.min_share", self.min_share, 0.0, 1.0)
        within("clean.parties.we_to_i", self.we_to_i, 0.0, 1000.0)
        for name in ("min_sentences", "sentence_words", "name_chars", "opening_words"):
            within(f"clean.parties.{name}", getattr(self, name), 0, 1000)


@dataclass
class KindSettings:
    """Where a source says what it is.

    A label such as "Opinion" counts among the first ``head`` paragraphs, above the first one that ends a sentence and
    has more than ``label_words`` words. A sentence about the text itself counts in its first and last ``edge``
    paragraphs, within ``statement_chars`` characters; as many of them are shown. A text on a film or play that names
    ``fewest_cast`` of its characters with their actors in brackets is a review; one is somebody's own account where
    ``fewest_own`` of its sentences, and the share ``own_share`` of all, say "I" outside quotations.
    """

    head: int = 8
    label_words: int = 12
    edge: int = 3
    statement_chars: int = 200
    fewest_cast: int = 2
    fewest_own: int = 5
    own_share: float = 0.3

    def __post_init__(self) -> None:
        for name in ("fewest_cast", "fewest_own"):
            within(f"clean.kinds.{name}", getattr(self, name), 1, 1000)
        within("clean.kinds.own_share", self.own_share, 0.0, 1.0)
        for name in ("head", "label_words", "edge"):
            within(f"clean.kinds.{name}", getattr(self, name), 0, 1000)
        within("clean.kinds.statement_chars", self.statement_chars, 20, 100_000)


@dataclass
class RelaySettings:
    """When a report only passes on what another one tells.

    It names that one and the share ``facts`` of its names and numbers, and ``words`` of its other content words, stand
    there; a report with fewer than ``min_facts`` names and numbers says too little. Or the share ``voice`` of its
    sentences, of at least ``min_sentences``, is put into the mouth of one outlet, whether that is at hand or not.
    """

    facts: float = 0.7
    words: float = 0.4
    min_facts: int = 4
    voice: float = 0.5
    min_sentences: int = 3

    def __post_init__(self) -> None:
        for name in ("facts", "words", "voice"):
            within(f"clean.relays.{name}", getattr(self, name), 0.0, 1.0)
        within("clean.relays.min_facts", self.min_facts, 1, 1000)
        within("clean.relays.min_sentences", self.min_sentences, 1, 1000)


@dataclass
class LanguageSettings:
    """From when on the language of a text counts as told.

    A text is English at once where the share ``small_words`` of its words, and two of them, are small words of English
    alone. Else its likeliest language must have the probability ``certain``. A sentence is in another language than the
    text around it where that is ``odds`` times as likely, and it has ``min_words`` words or another script. A report of
    ``plain_words`` words without a capital, fewer than the share ``plain_share`` of them small words, is not English.

    Of a source in another language than the briefing up to ``most_numbers`` numbers are listed, and up to as many that
    the briefing has too, beside a name of at least ``name_letters`` letters. In other languages than English a count of
    people is told by a verb up to ``toll_reach`` letters from its number.
    """

    small_words: float = 0.2
    certain: float = 0.4
    odds: float = 200.0
    min_words: int = 3
    plain_words: int = 15
    plain_share: float = 0.15
    most_numbers: int = 6
    name_letters: int = 4
    toll_reach: int = 60

    def __post_init__(self) -> None:
        within("clean.languages.small_words", self.small_words, 0.0, 1.0)
        within("clean.languages.plain_share", self.plain_share, 0.0, 1.0)
        within("clean.languages.certain", self.certain, 0.0, 1.0)
        within("clean.languages.odds", self.odds, 1.0, 1e12)
        for name in ("min_words", "plain_words", "most_numbers", "name_letters", "toll_reach"):
            within(f"clean.languages.{name}", getattr(self, name), 1, 1000)


@dataclass
class CleanSettings:
    """What is part of a report, and what counts as the same text twice.

    Similarities are shares of shingles, runs of ``shingle_words`` words. A text of fewer than ``min_shingles`` is never
    called a copy. Of two versions the fuller one is the original where it has ``fuller`` times the words. A line of
    fewer than ``min_paragraph_words`` words that ends no sentence is no paragraph. ``outlets`` is a file of the user's
    own that says what publishers are, in the form of ``summarizer/outlets.txt``, and goes before that.
    """

    min_paragraph_words: int = 6
    copy_similarity: float = 0.80
    rewrite_similarity: float = 0.25
    shingle_words: int = 5
    min_shingles: int = 15
    fuller: float = 1.25
    outlets: str = ""
    languages: LanguageSettings = field(default_factory=LanguageSettings)
    kinds: KindSettings = field(default_factory=KindSettings)
    paragraphs: ParagraphSettings = field(default_factory=ParagraphSettings)
    repeats: RepeatSettings = field(default_factory=RepeatSettings)
    layout: LayoutSettings = field(default_factory=LayoutSettings)
    furniture: FurnitureSettings = field(default_factory=FurnitureSettings)
    parties: PartySettings = field(default_factory=PartySettings)
    relays: RelaySettings = field(default_factory=RelaySettings)

    def __post_init__(self) -> None:
        within("clean.min_paragraph_words", self.min_paragraph_words, 0, 1000)
        within("clean.copy_similarity", self.copy_similarity, 0.0, 1.0)
        within("clean.rewrite_similarity", self.rewrite_similarity, 0.0, self.copy_similarity)
        within("clean.shingle_words", self.shingle_words, 1, 100)
        within("clean.min_shingles", self.min_shingles, 1, 100_000)
        within("clean.fuller", self.fuller, 1.01, 100.0)
        load_outlets(self.outlets)  # a list with a mistake in it ends the run before anything is read


@dataclass
class SelectionSettings:
    """Weights of salience, and the price of repeating what is already chosen (MMR).

    A name that the share ``widely`` of the sources mention, and ``min_sources`` of them, gets a sentence of its own
    when nothing chosen has it, up to ``max_missing`` of them: one with high salience, and ``shared`` times the cosine
    to the other sentences with that name. Such a sentence gains ``coverage`` in salience. A sentence of fewer than
    ``min_words`` or more than ``max_words`` words loses ``unwieldy``: it is used where there is room. A question or a
    call to the reader loses ``no_statement``, and a sentence of a source that has its facts from another one
    ``second_hand``. In a story over days, what tells the news of its report gains ``news``, and what only earlier
    reports tell loses ``age`` times the share of the others that came later. A sentence gains ``worth`` times what it
    is rated to be worth, and loses ``unclear`` times how likely it is not understood alone and ``view`` times how
    likely it is a view without its owner.

    A fact counts ``independent`` times the logarithm of its independent origins, up to ``enough_origins`` of them. The
    sentence that tells it is near the wording that most of them carry, which weighs ``typical``. With a focus, the
    sentences up to ``context_reach`` before and behind one make up the share ``context`` of its relevance, and what is
    central to the whole cluster counts ``unfocused`` times as much as without, how many origins state a fact
    ``independent_focused``. What has less than the share ``least_relevance`` of the highest relevance is not told.

    Up to ``exact_rows`` sentences get an exact corroboration; of more, only the most central do, and these are the
    share ``exact_share`` of ``exact_rows``.
    """

    corroboration: float = 1.0
    centroid: float = 0.3
    position: float = 0.4
    position_power: float = 0.75
    facts: float = 0.1
    commentary: float = 0.6
    dangling: float = 0.1
    focus: float = 2.5
    context: float = 0.7
    context_reach: int = 1
    unfocused: float = 0.3
    least_relevance: float = 0.45
    independent: float = 0.2
    independent_focused: float = 0.7
    enough_origins: int = 4
    typical: float = 1.0
    redundancy: float = 0.85
    widely: float = 0.6
    max_missing: int = 2
    coverage: float = 0.2
    max_words: int = 60
    min_words: int = 5
    unwieldy: float = 0.3
    min_sources: int = 3
    shared: float = 3.0
    no_statement: float = 2.0
    second_hand: float = 0.5
    news: float = 0.4
    age: float = 0.4
    worth: float = 0.5
    unclear: float = 0.15
    view: float = 0.15
    exact_rows: int = 4000
    exact_share: float = 0.25

    def __post_init__(self) -> None:
        within("selection.redundancy", self.redundancy, 0.0, 10.0)
        within("selection.min_words", self.min_words, 1, self.max_words)
        within("selection.widely", self.widely, 0.0, 1.0)
        within("selection.min_sources", self.min_sources, 1, 100_000)
        for name in ("context", "unfocused", "least_relevance"):
            within(f"selection.{name}", getattr(self, name), 0.0, 1.0)
        within("selection.context_reach", self.context_reach, 1, 100)
        within("selection.enough_origins", self.enough_origins, 1, 100_000)
        for name in (
            "shared", "no_statement", "second_hand", "independent", "independent_focused", "typical", "news", "age",
            "worth", "unclear", "view",
        ):  # fmt: skip
            within(f"selection.{name}", getattr(self, name), 0.0, 100.0)
        within("selection.exact_rows", self.exact_rows, 1, 10**9)
        within("selection.exact_share", self.exact_share, 0.0, 1.0)


@dataclass
class GatherSettings:
    """How far the sentences of a source speak of one another.

    Distances are sentences of one source. What a rebuttal speaks of, and what was supposed and did not happen, is
    looked for up to ``reach`` sentences away; a denial that shares no more than a name with a rumour's claim is of it
    up to ``near`` away; a correction holds up to ``correction`` more sentences of its paragraph.

    Of two sides, one denies what the other says where both share ``fewest_alike`` words and the share ``denied_alike``
    of the shorter claim's, and both say the same from the share ``the_same`` on. Only the first ``compared`` claims of
    a cluster are compared with one another, for time. A claim and a sentence that speaks of it as such are told
    together up to ``commented`` words. What another report says may deny a claim from the cosine ``answer_near`` on.

    Two sentences are of one fact from the cosine ``same_statement`` on, where their names and numbers do not differ. At
    lower cosines, what is vague counts as told by many: "The collapse will shape banking for years" is near to much
    that says something else. Cosines are taken of ``rows_at_once`` sentences at a time.

    A day that a report gives is one of the event up to ``days_back`` days before its own date: less than a month, so
    that a mistaken month lies outside. In the wrong year, one up to ``days_near`` days from the event's stands for it
    where its sentence has ``days_alike`` words in common with what others tell of that day. A day told as past lies up
    to ``days_ahead`` days behind all reports by mistake; further ahead, their dates are no good.

    Two numbers may be of one figure from that cosine of their sentences on which what else they share asks for:

    * ``figure_near``: what is counted, where the numbers are the same or both sources give one number of it only; or
      what became of people;
    * ``figure_alike``: what is counted and what is said of it, where the numbers differ; or what a day is the day of;
    * ``figure_unlike``: what is counted or what is said of it, and not the other, where the numbers differ;
    * ``figure_same_digits``: a number of more than ``short_number`` digits that carry its value;
    * ``figure_same_value``: a number with a unit, or from ``telling`` on, where one of them counts nothing known;
    * ``figure_sure``: such a number, where both count something, but not the same. From there on numbers that differ
      and that time did not move are of one thing for sure, unless one is more than ``times_apart`` times the other;
    * ``figure_undated``: the same, where one of their reports has no date.

    Scopes are of numbers given up to ``scope_time`` hours apart: what differs in time too may differ in anything.

    Else two numbers of two reports are of one figure where of all numbers of both they are the nearest. How near two
    are is the cosine of their sentences and that of what they are said to count, together; ``choice_fate`` is added
    where the same became of those counted and taken off where only one says what, ``choice_thing`` where they count one
    thing and ``choice_deed`` where one deed is told of it, and ``choice_apart`` taken off for each power of ten between
    them. To this comes ``choice_lead`` times the share by which it is more than for the next number. Alone how near
    they are must reach ``choice_near``, and all
    ``choice_same`` where the numbers are the same, else ``choice_other``. A value that leaves
    out what it counts ("it now stands at 14") is of what the last one counts, up to ``told_before`` sentences before.

    A number that is in no figure stands beside one as another scope of it where the words of its clause set it apart
    and both are as near as ``scope_beside`` in one report, or for prices of which one is up to ``charged`` times the
    other; else as ``scope_near``. A number of ``short_number`` digits counts as a longer one from ``large`` on.

    Two groups of numbers are of one figure where at least the share ``agreeing`` of their pairs is; of a number that
    both have only the pairs that are it count. A number that has been rounded or converted lies within half its last
    place of the exact one, and within the share ``rounded`` of it; what bounds a count of people lies within that
    share, another bound within ``bounded``. Two numbers of one day contradict one another up to ``one_time`` hours
    apart. Only the first ``most_values`` numbers of a cluster are compared, for time.

    Whoever says more than the share ``credited_share`` of what a passage tells of a sentence is who its source has that
    from. Who speaks in the ``credit_reach`` sentences before a passage may be whom it has it from too, and an outlet
    that the first ``credit_opening`` sentences of a report name is whom it has the rest from where that tells the same.
    """

    reach: int = 3
    near: int = 4
    correction: int = 3
    denied_alike: float = 0.5
    fewest_alike: int = 3
    the_same: float = 0.8
    compared: int = 400
    commented: int = 60
    answer_near: float = 0.45
    same_statement: float = 0.8
    rows_at_once: int = 1000
    days_back: int = 27
    days_near: int = 7
    days_alike: int = 2
    days_ahead: int = 366
    figure_near: float = 0.3
    figure_same_value: float = 0.35
    figure_same_digits: float = 0.2
    figure_alike: float = 0.5
    figure_unlike: float = 0.6
    figure_sure: float = 0.65
    figure_undated: float = 0.85
    agreeing: float = 0.5
    rounded: float = 0.1
    bounded: float = 0.25
    telling: float = 20.0
    times_apart: float = 10.0
    short_number: int = 2
    large: float = 1000.0
    scope_beside: float = 0.45
    scope_near: float = 1.2
    scope_time: float = 36.0
    charged: float = 1.5
    most_values: int = 2000
    one_time: float = 6.0
    told_before: int = 1
    choice_lead: float = 1.0
    choice_near: float = 0.7
    choice_fate: float = 0.3
    choice_apart: float = 0.6
    choice_thing: float = 0.2
    choice_deed: float = 0.1
    choice_other: float = 1.0
    choice_same: float = 0.8
    credited_share: float = 0.5
    credit_reach: int = 1
    credit_opening: int = 2

    def __post_init__(self) -> None:
        for name in ("reach", "near", "correction", "credit_reach", "credit_opening"):
            within(f"gather.{name}", getattr(self, name), 0, 1000)
        for name in (
            "denied_alike", "the_same", "figure_near", "figure_same_value", "figure_same_digits", "figure_alike",
            "figure_unlike", "figure_sure", "figure_undated", "agreeing", "rounded", "bounded", "credited_share",
        ):  # fmt: skip
            within(f"gather.{name}", getattr(self, name), 0.0, 1.0)
        within("gather.fewest_alike", self.fewest_alike, 1, 1000)
        within("gather.compared", self.compared, 0, 100_000)
        within("gather.commented", self.commented, 0, 1000)
        within("gather.answer_near", self.answer_near, 0.0, 1.0)
        within("gather.same_statement", self.same_statement, 0.0, 1.0)
        within("gather.telling", self.telling, 0.0, 1e9)
        for name in (
            "choice_lead", "choice_near", "choice_fate", "choice_apart", "choice_other", "choice_same",
            "choice_thing", "choice_deed", "scope_beside", "scope_near",
        ):  # fmt: skip
            within(f"gather.{name}", getattr(self, name), 0.0, 100.0)
        within("gather.told_before", self.told_before, 0, 1000)
        within("gather.large", self.large, 0.0, 1e15)
        within("gather.charged", self.charged, 1.0, 1e9)
        within("gather.times_apart", self.times_apart, 1.0, 1e9)
        within("gather.short_number", self.short_number, 0, 15)
        within("gather.most_values", self.most_values, 0, 100_000)
        within("gather.one_time", self.one_time, 0.0, 24.0)
        within("gather.rows_at_once", self.rows_at_once, 1, 10**6)
        within("gather.days_back", self.days_back, 0, 27)
        within("gather.days_near", self.days_near, 0, 100)
        within("gather.days_alike", self.days_alike, 1, 100)
        within("gather.days_ahead", self.days_ahead, 0, 10_000)


@dataclass
class PlanSettings:
    """How the briefing is laid out and when two sentences state the same fact.

    ``same_fact`` is the cosine above which a sentence of another source is taken as the same fact when its names,
    numbers and words agree as well; from the cosine ``paraphrase`` on, names and words are not compared. It is written
    with such a sentence only where both share ``plain_overlap`` of the shorter one's words but names. ``surplus`` is
    how many more sentences are written than fit, as a share, so that rejected drafts leave no hole; of the words of its
    sentence the writer keeps about the share ``kept_words``.

    Of the sentences of one fact the clearest is used: each word beyond ``free_words`` costs ``wordy``, as a share of a
    name or number. The lead is what is worth most as an opening: ``lead_salience`` times the salience, to which are
    added ``lead_support`` for each further source, up to ``lead_sources`` of them, ``lead_facts`` for names and
    numbers, ``lead_agreement`` times the cosine of the other sources' first ``opening_sentences``, ``lead_shared``
    times the share of words that it and several of these have in common, ``lead_first`` for what a source opens with,
    and ``lead_position`` at its top, the less the others agree; taken off are ``lead_dangling`` where it leans on an
    earlier sentence, ``lead_background`` where its main clause tells of what was before, ``lead_quotation``,
    ``lead_timeless`` where it tells no event, ``lead_attributed`` where it is somebody's word, ``lead_planned`` where
    it is only planned, and ``lead_unsettled`` where it is a party's, or supposed, denied or contested: that decides
    only where nothing else is at hand. What gives its year loses ``lead_past``, unless the day is within ``lead_days``
    of the report's own, what only reports of an earlier day than others state ``lead_overtaken`` times the share of
    these, and what only one origin states ``lead_alone``. In a story over days the news of a report of the newest day
    gains ``lead_news``: of its first ``news_sentences``, those with ``news_words`` or more and rated worth
    ``news_worth``, the first that has the share ``news_headline`` of its headline's words. An opening gains
    ``lead_worth`` times what it is rated to be worth, and loses ``lead_unclear`` times how likely it is not understood
    alone and ``lead_view`` times how likely it is a view. With a focus, ``lead_focus`` times the relevance to it stands
    in the place of ``lead_agreement``, ``lead_shared`` and ``lead_position``. A lead is told in another source's words
    where these are worth more by ``lead_reworded``. A sentence of a party to the event or of an opinion piece loses
    ``one_sided`` in salience, unless it is told with what others say of it.

    A "But" or "Also," goes where ``joined_words`` words are left: "But not everyone agrees" says little without it.

    "The video" is told with up to ``fuller_words`` words by which its source introduces it, of which its sentence may
    say less than the share ``fuller_again`` already. What "the altercation" was is looked for in the
    ``deed_sentences`` before it.

    A sentence with a number that a newer one has superseded is told with its time up to ``dated_words`` words, where it
    has ``dated_content`` content words that the sentences with the newest one do not.

    Where sources contradict one another, the other side of what is told is looked for up to ``max_sides`` times.

    What is rated to be understood alone less than ``least_alone``, to be worth less than ``least_worth`` or to be a
    view without its owner more than ``most_view`` is not told; where what is clear has less than ``clear_words`` times
    the words of the briefing, what is rated ``bare_alone`` or more is. Nor is a text written or shortened that is
    understood alone less than the sentence it was made of by more than ``most_lost``.

    When two briefings are compared, two sentences are one statement with other numbers from the share ``other_numbers``
    of common words on, and from ``reworded`` on a new wording is no change. Two figures with a value in common are one
    from the share ``same_figure`` of common words in their names on.
    """

    lead_sentences: int = 2
    same_fact: float = 0.62
    min_overlap: float = 0.45
    plain_overlap: float = 0.5
    max_support: int = 4
    words_per_sentence: int = 20
    surplus: float = 1.4
    kept_words: float = 0.75
    paraphrase: float = 0.85
    wordy: float = 0.02
    free_words: int = 25
    lead_salience: float = 0.5
    lead_support: float = 0.15
    lead_sources: int = 4
    lead_facts: float = 0.15
    lead_position: float = 2.0
    lead_first: float = 0.3
    lead_agreement: float = 0.7
    lead_shared: float = 1.5
    lead_reworded: float = 1.5
    lead_focus: float = 2.0
    opening_sentences: int = 3
    lead_days: int = 7
    lead_dangling: float = 1.0
    lead_background: float = 0.5
    lead_past: float = 0.5
    lead_overtaken: float = 1.5
    lead_quotation: float = 0.5
    lead_timeless: float = 2.0
    lead_attributed: float = 0.1
    lead_planned: float = 0.6
    lead_unsettled: float = 3.0
    lead_alone: float = 0.3
    lead_news: float = 2.0
    lead_worth: float = 3.0
    lead_unclear: float = 2.0
    lead_view: float = 1.0
    least_alone: float = 0.7
    bare_alone: float = 0.4
    clear_words: float = 1.5
    least_worth: float = 0.4
    most_view: float = 0.4
    most_lost: float = 0.08
    news_sentences: int = 8
    news_headline: float = 0.25
    news_words: int = 6
    news_worth: float = 0.5
    one_sided: float = 0.4
    joined_words: int = 8
    fuller_words: int = 14
    fuller_again: float = 0.34
    deed_sentences: int = 2
    dated_words: int = 40
    dated_content: int = 5
    max_sides: int = 3
    other_numbers: float = 0.6
    reworded: float = 0.75
    same_figure: float = 0.5

    def __post_init__(self) -> None:
        within("plan.lead_sentences", self.lead_sentences, 1, 5)
        within("plan.same_fact", self.same_fact, 0.0, 1.0)
        within("plan.surplus", self.surplus, 0.0, 3.0)
        within("plan.kept_words", self.kept_words, 0.01, 1.0)
        within("plan.words_per_sentence", self.words_per_sentence, 1, 1000)
        for name in (
            "min_overlap", "plain_overlap", "paraphrase", "other_numbers", "reworded", "same_figure", "fuller_again",
            "news_headline", "least_alone", "bare_alone", "least_worth", "most_view", "most_lost", "news_worth",
        ):  # fmt: skip
            within(f"plan.{name}", getattr(self, name), 0.0, 1.0)
        for name in (
            "support", "facts", "position", "dangling", "background", "quotation", "attributed", "planned",
            "unsettled", "agreement", "timeless", "salience", "past", "alone", "first", "focus",
            "shared", "reworded", "overtaken", "news", "worth", "unclear", "view",
        ):  # fmt: skip
            within(f"plan.lead_{name}", getattr(self, f"lead_{name}"), 0.0, 100.0)
        within("plan.clear_words", self.clear_words, 0.0, 10.0)
        within("plan.fuller_words", self.fuller_words, 1, 100)
        within("plan.deed_sentences", self.deed_sentences, 1, 100)
        within("plan.joined_words", self.joined_words, 1, 1000)
        within("plan.dated_words", self.dated_words, 0, 1000)
        within("plan.dated_content", self.dated_content, 0, 1000)
        within("plan.max_sides", self.max_sides, 0, 1000)
        within("plan.opening_sentences", self.opening_sentences, 1, 1000)
        within("plan.lead_days", self.lead_days, 0, 36_500)
        within("plan.news_sentences", self.news_sentences, 1, 1000)
        within("plan.news_words", self.news_words, 1, 1000)
        within("plan.one_sided", self.one_sided, 0.0, 100.0)
        within("plan.lead_sources", self.lead_sources, 0, 1000)
        within("plan.wordy", self.wordy, 0.0, 10.0)
        within("plan.free_words", self.free_words, 0, 1000)


@dataclass
class VerifySettings:
    """When a draft is accepted, and when the rules let another source be cited for it.

    A text of fewer than ``min_words`` words or more than ``max_chars`` characters is no sentence. Two words that
    stand side by side in it may stand within ``near_words`` of one another in its evidence, a name and what it is
    called within ``name_words``. Where more than ``attributed_share`` of its words are only somebody's statement there,
    it must say whose. ``min_coverage`` is the share of its content words that its evidence must hold.
    ``min_worst_logprob`` is the log-probability below which a token counts as forced, ``min_logprob`` the mean below
    which a draft does. Of each item the best ``asked`` options are put to the judge, ``asked_shortened`` where the
    writer only leaves parts of the sentence out; those that are the sentence without parts that its grammar lets go
    only with ``ask_deletions``.

    A source's sentence is not quoted with more than ``max_quoted_words`` words, with fewer than ``min_own_words``
    outside its quotations, or as a label, which has up to ``label_words`` words.

    Another source's sentence is put to the judge where it holds the share ``asked_overlap`` of the content words.
    Without a judge it must hold the share ``min_citation``. A claim that is mostly a quotation is reported only by what
    has the share ``quoted_share`` of its words.
    """

    min_words: int = 4
    near_words: int = 5
    name_words: int = 7
    attributed_share: float = 0.5
    min_coverage: float = 0.95
    min_worst_logprob: float = -5.0
    min_logprob: float = -0.7
    max_quoted_words: int = 45
    min_citation: float = 0.85
    asked_overlap: float = 0.4
    max_chars: int = 2000
    asked: int = 3
    asked_shortened: int = 1
    ask_deletions: bool = False
    label_words: int = 5
    min_own_words: int = 2
    quoted_share: float = 0.75

    def __post_init__(self) -> None:
        within("verify.quoted_share", self.quoted_share, 0.0, 1.0)
        within("verify.near_words", self.near_words, 1, 100)
        within("verify.name_words", self.name_words, 1, 100)
        within("verify.attributed_share", self.attributed_share, 0.0, 1.0)
        within("verify.min_coverage", self.min_coverage, 0.0, 1.0)
        within("verify.min_citation", self.min_citation, 0.0, 1.0)
        within("verify.asked_overlap", self.asked_overlap, 0.0, 1.0)
        within("verify.max_chars", self.max_chars, 1, 100_000)
        within("verify.asked", self.asked, 1, 100)
        within("verify.asked_shortened", self.asked_shortened, 1, 100)
        within("verify.label_words", self.label_words, 0, 100)
        within("verify.min_own_words", self.min_own_words, 0, 100)


@dataclass
class GroupSettings:
    """When two reports of a pile tell of one event.

    Terms. Of each report the title and the first ``read_chars`` characters are read. What stands in the first
    ``opening_chars`` weighs more by the share ``opening_weight``; what no other report has counts the share
    ``lone_terms`` in the length. Of a text in another language than English, words from ``long_word`` letters on are
    read, those with a digit, abbreviations, and those with a capital of more than ``short_word`` letters. Terms are
    hashed to ``hash_bits`` bits.

    Neighbours. A report is compared with the ``neighbours`` reports that share most of its ``searched_terms`` heaviest
    terms; a term that more than ``max_places`` have is not looked up. What two share must come to ``min_shared``.

    Likeness. Their probability to be one story is logistic in what they share, which weighs ``shared_weight``, and in
    the cosine of their first ``embedded_chars`` characters, which weighs ``opening_likeness``. Of the names that each
    opens with, the rare ones counting most, the other has a share: the larger of the two weighs ``names_weight``, the
    larger share of figures ``figures_weight``; as much as ``unknown_weight`` counts as half had by either. It loses up
    to ``apart_cost`` for days apart, all of it from ``apart_days`` on, and is 1/2 at ``middle``. Stories are joined as
    long as their reports are alike with ``min_likeness`` on average, and their log odds are not ``apart_from_own``
    below those within the looser one; up to ``max_compared`` are compared at once. Of a larger lot, pairs must come to
    log odds that are higher by ``cut_step``, until it falls apart. Reports with log odds of ``copy_odds`` are copies:
    of a larger lot, only these are surely one story, and within a story they say nothing of how alike its reports are.

    Round-ups. A paragraph of ``part_words`` words is of the report with which it shares most, where that comes to
    ``part_shared``. A report is left out where its paragraphs are of several stories, and none of these has more than
    the share ``main_part`` of their words. A report that it was linked with is of one event with another from a
    likeness of ``part_alike`` on.

    Reports that are given as one story are of several where these are alike with less than ``strangers``.
    """

    read_chars: int = 3000
    opening_chars: int = 400
    opening_weight: float = 1.0
    lone_terms: float = 0.5
    long_word: int = 6
    short_word: int = 3
    hash_bits: int = 22
    neighbours: int = 20
    searched_terms: int = 40
    max_places: int = 2000
    min_shared: float = 0.04
    embedded_chars: int = 300
    shared_weight: float = 14.0
    opening_likeness: float = 7.2
    names_weight: float = 3.3
    figures_weight: float = 2.6
    unknown_weight: float = 3.0
    apart_days: int = 365
    apart_cost: float = 0.4
    middle: float = 6.9
    min_likeness: float = 0.32
    apart_from_own: float = 5.5
    max_compared: int = 4000
    cut_step: float = 1.0
    copy_odds: float = 15.0
    part_words: int = 20
    part_shared: float = 0.15
    part_alike: float = 0.007
    main_part: float = 0.7
    strangers: float = 0.1

    def __post_init__(self) -> None:
        for name in (
            "lone_terms", "min_shared", "min_likeness", "part_shared", "part_alike", "strangers",
            "main_part",
        ):  # fmt: skip
            within(f"group.{name}", getattr(self, name), 0.0, 1.0)
        for name in (
            "opening_weight", "shared_weight", "opening_likeness", "names_weight", "figures_weight", "unknown_weight",
            "apart_cost", "middle", "apart_from_own", "copy_odds",
        ):  # fmt: skip
            within(f"group.{name}", getattr(self, name), 0.0, 1000.0)
        for name in ("read_chars", "opening_chars", "embedded_chars", "apart_days", "max_places", "max_compared"):
            within(f"group.{name}", getattr(self, name), 1, 10**6)
        for name in ("long_word", "short_word", "neighbours", "searched_terms", "part_words"):
            within(f"group.{name}", getattr(self, name), 1, 10**4)
        within("group.cut_step", self.cut_step, 0.01, 1000.0)
        within("group.hash_bits", self.hash_bits, 10, 30)


@dataclass
class AttributeSettings:
    """Which passages are looked at for a claim, and which of them are cited.

    Near. How near a passage is to a claim is its cosine, which weighs ``cosine_weight``, and the share of the claim's
    words that it holds, the rare ones counting most. Passages under ``min_cosine`` are not looked at. The probability
    that a source tells the claim is logistic in how near its nearest passage comes, with the slope ``slope`` and 1/2
    for the nearest of all at ``middle``, and loses ``behind_cost`` for how far it falls behind the nearest of all,
    which is taken to come at least as near as ``least_near``, and as ``retold`` where the claim is a sentence of
    another source: so near comes what tells the same in other words. Whether a passage reports such a sentence is asked
    only where it has the share ``shared_event`` of its words beside its main verb, or another verb for the same deed
    (``shared_whole`` where the grammar does not show its main event); without that verb the share ``shared`` of all its
    words, or ``shared_far`` where its source is not as near as ``sure_told``, and ``held_reworded`` of those of its
    main event. That verb of nobody who takes part in the sentence counts for none below the share ``shared_other``: of
    38 passages that had no more, read by hand on 44 clusters, 24 told something else.

    Asked. Sources from the probability ``min_told`` on are compared with the claim, with up to ``passages_a_source``
    passages each. A source reports the claim from the probability ``min_reported`` on. That the passage has the words
    of the main event moves the log-odds by up to ``core_weight``. From ``sure_told`` on, with the verb and the share
    ``held_alone`` of the main event's words, the judge is not asked; else it is, about the main event in few words. Its
    answer moves the log-odds by ``judge_weight`` times what it exceeds ``judge_middle`` by, and must come to
    ``event_support`` where the verb is there, to ``reworded_support`` where it is not: of passages that only came near,
    most told something else. It is asked about the nearest ``asked_sources`` sources at most, the others count only
    where the rules are sure, and about ``asked_a_source`` passages of one source at most that may carry the whole
    claim; one is cited where its probability and the share of common words, which weighs ``common_words``, come to
    ``min_support``.

    Doubted. A claim that may be false is reported by nobody unless a source carries it, or the judge gives what is left
    of it ``joined_support`` beside the nearest ``joined`` passages together, ``joined_of_a_source`` of one source at
    most, and ``vouched_support`` for sources that do not have its verb; and not where one of its numbers is in none of
    the passages that may report it. ``others_support`` is needed where the same is told of somebody else. Without a
    judge the rules must find it told: a passage has its main verb, the share ``held_alone`` of its main event's words
    and ``shared_alone`` of all its words, and no name, number or day of it is in none of the passages. What comes
    nearest to a claim that is found nowhere is shown from ``min_reported`` on.

    Parts. What a sentence states beside what it mainly says is looked for with ``detail_words`` words that carry a fact
    or more. Of it, and of the statements of a sentence that is told, the rules alone find who carries them, in the
    nearest ``detail_passages`` passages of a source.
    """

    cosine_weight: float = 0.6
    min_cosine: float = 0.3
    middle: float = 0.16
    slope: float = 7.0
    behind_cost: float = 10.0
    least_near: float = 0.2
    retold: float = 0.6
    shared: float = 0.35
    shared_far: float = 0.5
    shared_event: float = 0.3
    shared_whole: float = 0.4
    shared_other: float = 0.6
    held_reworded: float = 0.3
    min_told: float = 0.25
    sure_told: float = 0.85
    core_weight: float = 0.3
    judge_weight: float = 2.5
    judge_middle: float = 0.25
    event_support: float = 0.4
    reworded_support: float = 0.75
    vouched_support: float = 0.5
    min_reported: float = 0.5
    passages_a_source: int = 5
    asked_sources: int = 16
    asked_a_source: int = 2
    joined: int = 4
    joined_of_a_source: int = 2
    joined_support: float = 0.3
    others_support: float = 0.8
    held_alone: float = 0.8
    shared_alone: float = 0.4
    common_words: float = 0.3
    min_support: float = 0.77
    detail_words: int = 3
    detail_passages: int = 2

    def __post_init__(self) -> None:
        for name in (
            "cosine_weight", "min_cosine", "middle", "least_near", "retold", "shared", "shared_event",
            "min_told", "sure_told", "min_reported", "judge_middle", "common_words", "min_support", "joined_support",
            "others_support",
            "held_alone", "shared_alone", "reworded_support", "event_support", "vouched_support",
            "shared_whole", "shared_far", "shared_other", "held_reworded",
        ):  # fmt: skip
            within(f"attribute.{name}", getattr(self, name), 0.0, 1.0)
        for name in ("slope", "behind_cost", "core_weight", "judge_weight"):
            within(f"attribute.{name}", getattr(self, name), 0.0, 1000.0)
        for name in (
            "passages_a_source",
            "asked_sources",
            "asked_a_source",
            "joined",
            "joined_of_a_source",
            "detail_words",
            "detail_passages",
        ):
            within(f"attribute.{name}", getattr(self, name), 1, 1000)


@dataclass
class VerbatimSettings:
    """A briefing in the sources' own words, in a language whose grammar is not read.

    ``similarity`` is what sentences are ranked by: "lexical" compares the runs of ``shortest_run`` to ``longest_run``
    letters that they hold, hashed to ``hashed`` values, "encoder" asks the sentence encoder, which must know the
    language.

    A sentence is told with ``min_words`` to ``max_words`` words, and ``min_own_words`` outside its quotations. Another
    source reports it from the share ``reported`` of its words on, the rare ones counting most, where both have a number
    in common, and from ``reported_bare`` where they have none; ``shared_words`` words must be the same, and no two
    numbers differ. It carries it from ``carried`` on. From ``repeated`` on a sentence repeats another one. A weekday
    without a date is understood for ``weekday_days`` days back from the newest source.
    """

    similarity: str = "lexical"
    shortest_run: int = 2
    longest_run: int = 4
    hashed: int = 4096
    min_words: int = 5
    max_words: int = 60
    min_own_words: int = 2
    reported: float = 0.5
    reported_bare: float = 0.65
    shared_words: int = 4
    carried: float = 0.9
    repeated: float = 0.42
    weekday_days: int = 6

    def __post_init__(self) -> None:
        one_of("verbatim.similarity", self.similarity, ("lexical", "encoder"))
        within("verbatim.shortest_run", self.shortest_run, 1, self.longest_run)
        within("verbatim.longest_run", self.longest_run, 1, 20)
        within("verbatim.hashed", self.hashed, 16, 2**20)
        within("verbatim.min_words", self.min_words, 1, self.max_words)
        within("verbatim.max_words", self.max_words, 1, 5000)
        within("verbatim.min_own_words", self.min_own_words, 0, 100)
        within("verbatim.shared_words", self.shared_words, 1, 1000)
        within("verbatim.weekday_days", self.weekday_days, 0, 6)
        for name in ("reported", "reported_bare", "carried", "repeated"):
            within(f"verbatim.{name}", getattr(self, name), 0.0, 1.0)


@dataclass
class CheckSettings:
    """How a text that exists is checked.

    At most ``max_sentences`` sentences are checked at once. A line of up to ``note_words`` words that names a source
    and says nothing of it is a note on what stands above it. A text is the same as a report where they share the share
    ``same_text`` of their words.
    """

    max_sentences: int = 400
    note_words: int = 20
    same_text: float = 0.97

    def __post_init__(self) -> None:
        within("check.max_sentences", self.max_sentences, 1, 100_000)
        within("check.note_words", self.note_words, 0, 1000)
        within("check.same_text", self.same_text, 0.5, 1.0)


@dataclass
class ComposeSettings:
    """Which accepted sentences make the briefing, in which words, and who is cited for them.

    Budget. The briefing may be longer than its words by the share ``tolerance``, and by the share ``introducing`` more
    where that says who somebody is; from the share ``nearly_full`` on it is not filled up with quotations; under
    ``noted_short`` a note says so. In salience a quoted sentence loses ``quoted_cost``, background ``background_cost``,
    and one that tells an older number or state with its time ``past_cost``. What opens the briefing beside the first
    sentence loses ``lead_repeats`` times its cosine to that.

    Wording. Support counts up to ``enough_support``; ``facts_kept`` is added where all names and numbers are kept, and
    ``fluency`` times the mean log-probability, which is ``ruled_logprob`` for a text made by rule. ``copied_cost`` is
    taken off where more than ``max_copied_run`` words in a row are those of the source, ``stock_phrase_cost`` for stock
    phrases, and ``wordy_cost`` for each word beyond ``free_words``.

    Citations. Of a sentence that is told of several, a stretch of ``min_part_words`` words that stands in one of them
    is what that one carries.

    Repetitions. Two sentences repeat one another from ``repeat_cosine`` or ``repeat_overlap`` on, and from
    ``event_cosine`` on where their grammar tells one event. Beside a claim that
    is told with its denial, a sentence with the share ``part_overlap`` of its words in both is not told. The judge is
    asked from ``asked_repeat_cosine`` on, and ``asked_repeat_fact`` more for each name or number that is new, and one
    follows from the other from the probability ``repeat_support`` on.

    Title. A sentence may be the title up to ``title_words`` words; where nothing else is left, the first sentence is,
    cut after ``longest_title`` words. A sentence says what a headline says from the share ``title_overlap`` of its
    words on, and so does another that falls behind the nearest by up to the share ``title_margin``. A lead is no title
    where it falls behind the best by more than ``title_behind`` in what it is worth as an opening. No title
    speaks of several of what the sources speak of as one, ``title_single`` times and never as more. Of what a long one
    may be told as, that is the title which keeps most of its words, each worth ``title_own`` and the share of sources
    that open with it, less the share ``title_wordy`` for each word beyond ``title_words``; the judge is asked about
    ``title_asked`` of them at most. A headline that is rated to be understood alone less than ``title_alone`` is no
    title. One that names nothing may be one where its report has ``title_own_words`` of its content words.
    """

    tolerance: float = 0.1
    introducing: float = 0.04
    nearly_full: float = 0.93
    noted_short: float = 0.9
    quoted_cost: float = 0.1
    background_cost: float = 0.3
    past_cost: float = 0.5
    lead_repeats: float = 1.0
    enough_support: float = 0.9
    facts_kept: float = 0.4
    fluency: float = 0.25
    ruled_logprob: float = -0.5
    copied_cost: float = 0.3
    max_copied_run: int = 11
    stock_phrase_cost: float = 0.4
    wordy_cost: float = 0.02
    free_words: int = 22
    min_part_words: int = 3
    repeat_cosine: float = 0.86
    event_cosine: float = 0.5
    repeat_overlap: float = 0.7
    part_overlap: float = 0.85
    asked_repeat_cosine: float = 0.42
    asked_repeat_fact: float = 0.1
    repeat_support: float = 0.6
    title_words: int = 14
    longest_title: int = 40
    title_overlap: float = 0.5
    title_margin: float = 0.1
    title_behind: float = 0.3
    title_single: int = 2
    title_asked: int = 2
    title_own: float = 0.25
    title_own_words: int = 2
    title_alone: float = 0.1
    title_wordy: float = 0.06

    def __post_init__(self) -> None:
        for name in (
            "tolerance", "introducing", "nearly_full", "noted_short", "enough_support", "repeat_cosine", "event_cosine",
            "repeat_overlap", "asked_repeat_cosine", "asked_repeat_fact", "repeat_support", "title_overlap",
            "title_margin", "part_overlap",
        ):  # fmt: skip
            within(f"compose.{name}", getattr(self, name), 0.0, 1.0)
        for name in (
            "quoted_cost", "background_cost", "past_cost", "facts_kept", "fluency", "lead_repeats",
            "copied_cost", "stock_phrase_cost", "wordy_cost",
        ):  # fmt: skip
            within(f"compose.{name}", getattr(self, name), 0.0, 100.0)
        for name in ("title_behind", "title_own", "title_wordy"):
            within(f"compose.{name}", getattr(self, name), 0.0, 100.0)
        within("compose.title_alone", self.title_alone, 0.0, 1.0)
        within("compose.ruled_logprob", self.ruled_logprob, -100.0, 0.0)
        for name in (
            "max_copied_run",
            "min_part_words",
            "title_words",
            "longest_title",
            "title_single",
            "title_own_words",
        ):
            within(f"compose.{name}", getattr(self, name), 1, 1000)
        for name in ("free_words", "title_asked"):
            within(f"compose.{name}", getattr(self, name), 0, 1000)

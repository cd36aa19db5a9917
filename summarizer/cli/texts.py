"""What the help of each command says above and below its options."""

DESCRIPTION = """
Reads several reports of one event and writes one briefing of them. Every sentence names the sources that
carry it and has been checked against their words; what does not pass is replaced by the source's own
sentence.
"""

EPILOG = """
commands:
  briefing demo                      brief the sample reports of the program
  briefing show FILE.json            an earlier briefing, in any format
  briefing compare OLD.json NEW.json what is new, changed and withdrawn
  briefing check DRAFT REPORT ...    a text of yours, checked against reports
  briefing stories PILE ... -o DIR   a pile of reports, a briefing a story
  briefing models list               the models, and whether they are here
  briefing models pull [NAME ...]    fetch models; without names, those needed
  briefing models verify [NAME ...]  check models against published hashes
  briefing models path               print the folder that holds them
A file or folder called like a command is written with its folder: ./demo

examples:
  briefing reports/
  briefing a.html b.pdf c.txt --words 150 -o brief.md -o brief.json
  briefing reports/ -o brief.html --open
  briefing reports/ --since yesterday.json -o today.json -o today.html
  cat report.txt | briefing - other.txt --focus "humanitarian situation"
  briefing reports/ --preset fast --quiet --format json > brief.json
  briefing reports/ --set writer=extractive --set selection.redundancy=1.2

exit codes:
  0    the briefing was written
  1    it failed: unreadable reports, no model, no memory, no space
  2    the call is wrong: unknown option, setting, value or output format
  130  interrupted with Ctrl-C
"""

SHOW_EPILOG = """
Each source's file is read again, if it is still there, and its text checked
against the stored hash; a source that has changed is marked in the briefing.

examples:
  briefing show brief.json --explain
  briefing show brief.json -o brief.html -o brief.pdf --open
"""

COMPARE_EPILOG = """
Sentences are paired by meaning, words and names. On the terminal, in .md, .txt
and .json, the changes are written; .html, .docx and .pdf get the new briefing
with the changes in it.

examples:
  briefing compare monday.json tuesday.json
  briefing compare monday.json tuesday.json -o changes.md -o tuesday.html
"""

CHECK_EPILOG = """
DRAFT is .txt, .md, .docx or .html, or a briefing that was written as .json.
For each sentence, and for its parts where no report carries the whole: which
reports carry it, which tell its main event without a detail, which tell it
otherwise, or that it is found nowhere; and from how many independent origins.
Citations that the draft has itself, [1] or (Reuters), are checked: numbers
mean its own list of sources or, without one, the reports in their order.

examples:
  briefing check draft.docx reports/
  briefing check draft.md a.html b.pdf -o check.html --open
  briefing check --claim "The ferry sank." --claim "No one died." reports/
  briefing check brief.json reports/ --quiet -o check.json

exit codes:
  0    every sentence that can be judged is carried
  1    it failed: an unreadable draft, no report, no model, no memory
  2    the call is wrong
  3    not everything is carried
  130  interrupted with Ctrl-C
"""

STORIES_EPILOG = """
PILE is what a day brings: files, folders, rows of .jsonl or .parquet. Articles
that tell of one event are one story; a story that enough independent origins
tell gets a report, and FOLDER/index.html lists all, by weight. Copies of one
wire story are one origin. Every article of the pile is in a story, listed, or
left out with the reason.

Run again with more into the same FOLDER: a story keeps its id, one with other
articles gets a report that says what is new, changed and withdrawn, and the
others are left as they are. A page that somebody changed by hand is kept as
NAME.edited-1.html when it is made anew. An interrupted run goes on.

examples:
  briefing stories --demo -o out/ --open
  briefing stories inbox/ feed.jsonl -o out/
  briefing stories inbox/ -o out/ --min-origins 3 --format html --format pdf

exit codes:
  0    the stories were written, or no event is told by enough origins
  1    it failed, or a story did: unreadable pile, no model, no memory, no space
  2    the call is wrong
  130  interrupted with Ctrl-C; run again to go on
"""

MODELS_EPILOG = """
actions:
  list     name, role, size, licence, and whether the model is here
  pull     fetch, check and convert models; without names, those needed
  verify   check models against the published hashes; without names, all here
  path     print the folder that holds the models

examples:
  briefing models pull
  briefing models pull --set preset=fast
  briefing models verify qwen2.5-coder-1.5b-instruct
"""

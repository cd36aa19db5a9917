"""How many independently: what rests on one outlet or one speaker counts once, a reporter's own word by itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.clean import clean, reports_of
from summarizer.gather import provenance
from summarizer.read.clusters import Cluster, as_cluster
from summarizer.records import Citation, Place, Shared
from summarizer.settings import Settings
from summarizer.split import split
from summarizer.text.analysis import Analyser
from summarizer.text.likeness import canonical_stems
from summarizer.text.provenance import Credited, Provenance, Spoken, Teller
from summarizer.text.speakers import Speaker, is_publisher, other_person, publisher, same_speaker

TOLD = "Nine barges sank at Orlen."
MAYOR = Speaker("Mayor Tom Reed", name=frozenset(("tom", "reed")), others=frozenset(("mayor",)), role="mayor")
THE_MAYOR = Speaker("the mayor", others=frozenset(("mayor",)), role="mayor")
WITNESS = Speaker("a witness", others=frozenset(("witness",)), role="witness", known=False)
POLICE = Speaker("police", body=frozenset(("polic",)))


def known(*by: Speaker | None, tellers: tuple[Teller, ...] = ()) -> Provenance:
    """A cluster in which each source says the same in one sentence, and has it from somebody, or from nobody."""
    stems = canonical_stems(TOLD)
    return Provenance(
        tuple(Credited(stems, (Spoken(who, stems),) if who else ()) for who in by),
        tuple(Place(at, 0, len(TOLD)) for at in range(len(by))),
        tellers or tuple(Teller(f"report {at}") for at in range(len(by))),
        share=0.5,
    )


def count(*by: Speaker | None, tellers: tuple[Teller, ...] = ()) -> int:
    return known(*by, tellers=tellers).count(range(len(by)), TOLD)


def test_what_two_have_from_one_speaker_counts_once_and_says_from_whom() -> None:
    found = known(MAYOR, THE_MAYOR, None)
    cited = [Citation(at, 0, len(TOLD), TOLD) for at in range(3)]
    assert found.of_passages(TOLD, cited) == (2, (Shared("the mayor", (0, 1)),))


def test_a_reporter_s_own_word_and_different_speakers_count_by_themselves() -> None:
    assert count(None, None, MAYOR, POLICE) == 4
    assert count(WITNESS, WITNESS) == 2


def test_who_credits_an_outlet_is_one_with_its_report() -> None:
    agency = publisher("Kestrel News Agency")
    assert agency is not None
    tellers = (Teller("a"), Teller("b", publisher("Kestrel News Agency")))
    assert count(agency, None, tellers=tellers) == 1
    assert count(None, None, tellers=tellers) == 2


def test_a_digest_that_opens_with_its_agency_has_the_rest_from_there() -> None:
    agency = publisher("Kestrel News")
    assert agency is not None
    tellers = (Teller("a", opening=(agency,)), Teller("b", agency))
    assert count(None, None, tellers=tellers) == 1
    assert count(MAYOR, None, tellers=tellers) == 2
    ministry = publisher("Ministry of Health")
    assert ministry is not None
    assert count(None, None, tellers=(Teller("a", opening=(ministry,)), Teller("b", ministry))) == 2


def test_who_speaks_in_a_party_s_statement_is_that_party() -> None:
    assert count(THE_MAYOR, None, tellers=(Teller("a"), Teller("b", own=(MAYOR,)))) == 1


@given(st.lists(st.sampled_from([None, MAYOR, THE_MAYOR, WITNESS, POLICE]), min_size=1, max_size=6))
def test_sources_count_at_least_once_and_never_more_than_they_are(by: list[Speaker | None]) -> None:
    found, shared = known(*by).independent(TOLD, {at: [at] for at in range(len(by))})
    assert 1 <= found <= len(by)
    assert len(by) - found == sum(len(one.sources) - 1 for one in shared)


def test_names_and_bodies_tell_speakers_apart() -> None:
    chief = Speaker("police chief Ana Roth", frozenset(("ana", "roth")), frozenset(("polic",)), frozenset(("chief",)))
    assert same_speaker(chief, POLICE)
    assert not same_speaker(chief, MAYOR)
    assert other_person(MAYOR, Speaker("Ana Roth", frozenset(("ana", "roth"))))
    assert not other_person(MAYOR, chief)
    velta = publisher("Velta Foods plc")
    assert velta is not None
    assert is_publisher(Speaker("Velta Foods", velta.name - {"plc"}), velta)
    assert publisher(None) is None


def independent(analyse: Analyser, claim: str, *documents: dict[str, str]) -> tuple[int, tuple[str, ...]]:
    """How many of some reports tell a claim independently, each with the sentence that has most of its words."""
    cluster = as_cluster(1, {"documents": list(documents)}, "x.jsonl")
    assert isinstance(cluster, Cluster)
    settings = Settings()
    cleaned = clean(cluster.documents, settings.clean)
    sentences, reports = split(cleaned), reports_of(cleaned)
    found = provenance(sentences, reports, analyse, settings.gather)
    stems = canonical_stems(claim)
    rows = {
        report.source: [
            max(
                (row for row, one in enumerate(sentences) if one.source == report.source),
                key=lambda row: len(stems & canonical_stems(sentences[row].flat)),
            )
        ]
        for report in reports
    }
    total, shared = found.independent(claim, rows)
    return total, tuple(one.by for one in shared)


PLAIN = {
    "text": "Nine barges sank at Orlen on Friday. The lock is closed. Divers are on their way.",
    "source": "Orlen Post",
}
SAID = {
    "text": "The lock is shut. Nine barges sank at Orlen, the port authority said. It rained.",
    "source": "Daily Sund",
}
SPOKE = {
    "text": "Grain floats in the river. A spokeswoman for the port authority told reporters that nine barges "
    "had sunk at Orlen. The mayor was away.",
    "source": "Radio Vell",
}
BETWEEN = {
    "text": "Nine barges, the mayor of Orlen, Ida Holt, has said, sank at Orlen on Friday. She asked for patience.",
    "source": "Vell Courier",
}
COLON = {
    "text": "Mayor Ida Holt announces: at noon on Friday nine barges sank at Orlen. The lock is closed.",
    "source": "Orlen Town Council",
}
RELAY = {
    "text": "Traffic has stopped. Nine barges sank at Orlen, the Orlen Post reports. Grain prices rose.",
    "source": "Skarn Blog",
}


@pytest.mark.real_model
def test_from_whom_reports_have_it_is_read_off_their_sentences(analyse: Analyser) -> None:
    claim = "Nine barges sank at Orlen."
    assert independent(analyse, claim, PLAIN, SAID) == (2, ())
    assert independent(analyse, claim, SPOKE, SAID) == (1, ("the port authority",))
    assert independent(analyse, claim, SAID, SPOKE, PLAIN)[0] == 2
    assert independent(analyse, claim, PLAIN, RELAY) == (1, ("Orlen Post",))
    assert independent(analyse, claim, BETWEEN, COLON)[0] == 1
    assert independent(analyse, claim, SAID, BETWEEN)[0] == 2


@pytest.mark.real_model
def test_who_spoke_last_speaks_on(analyse: Analyser) -> None:
    first = {
        "text": "Ida Holt, the mayor, spoke. Holt said the lock would stay shut. She said that nine barges had sunk."
    }
    second = {"text": "Grain floats in the river. Nine barges had sunk, according to the mayor, Ida Holt. It rained."}
    assert independent(analyse, "Nine barges had sunk.", first, second)[0] == 1

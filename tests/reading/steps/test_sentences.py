"""Sentence splitting: the tables are the specification."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.reading.steps.sentences import split
from tests.spent import spent


def pieces(text: str) -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in split(text)]


# Each row: the sentences, joined by one space to make the text that is split.
TOGETHER = [
    # abbreviations inside a sentence
    ["The U.S. strike hit Wana.", "It killed two."],
    ["A U.S. Air Force jet crashed.", "Nobody was hurt."],
    ["He met officials from the U.S.", "The talks failed."],
    ["Lt. Gen. Asad Durrani met Brig. Gen. Smith.", "They agreed."],
    ["Lt.-Col. Mwangi led the raid.", "Three died."],
    ["Abdul Karim, a.k.a. The Engineer, fled to St. Denis.", "His men stayed."],
    ["J. Smith and George W. Bush spoke.", "Pakistan answered."],
    ["A. Q. Khan and J.R.R. Okello were there.", "Then they left."],
    ["Gen. M. A. G. Osmani led them.", "A truce followed."],
    ["The unit moved to Camp No. 5 near Mt. Elgon.", "Its commander was killed."],
    ["He said no.", "Pakistan insisted."],
    ["See Vol. XI, No. 5, pp. 12-14 of the report.", "The rest is lost."],
    ["Mortars, rockets, etc. were found.", "The army took them."],
    ["Some groups, e.g. Jaysh al-Islam, refused; i.e. The Front stood alone.", "Others signed."],
    ["The firm Acme Inc. Pakistan paid ransom.", "The police denied it."],
    ["It was signed at 5 p.m. Sunday.", "At 6 a.m. the shelling began."],
    ["They met at 5 p.m.", "The shelling went on."],
    ["Fighting began on Jan. 4 and ended in Sept.", "Rebels withdrew."],
    ["Smith et al. describe the split.", "Others do not."],
    ["The army fought vs. The Lions.", "Who won is unclear."],
    # numbers
    ["About 3.5 million people fled; 1,200.50 tons came.", "It was in 2012.", "12 trucks burned."],
    ["Losses rose by .5 percent.", "That is little."],
    # ellipses
    ["He waited ... and fled.", "Then he surrendered..."],
    ["“I saw it in a dream…", "I will fight.”", "The video ends."],
    ["They came . . . and went.", "The road was open."],
    ["The list goes on....", "Pakistan is silent."],
    # quotations
    ["“We will fight.", "We will not stop.”", "The army withdrew."],
    ['He said, "We will fight."', "The army withdrew."],
    ['"Why did they come?" he asked.', '"Nobody knows!" Mullah Omar said.'],
    ["Did they flee?", "No!", "They stayed."],
    # citations and notes
    ["Islamabad called him a good Taliban (Dawn [Karachi], January 4).", "He was not."],
    ["The army withdrew. (Dawn [Karachi], January 4)", "The rebels stayed."],
    ["The army withdrew. (Dawn, January 4; AP, Oct. 16, 2011).", "The rebels stayed."],
    ["The army withdrew. (Reuters, Jan. 4.)", "The rebels stayed."],
    ["The army withdrew.[1]", "The rebels stayed. [2]", "Both denied it.[3][4]"],
    ["The army withdrew.¹", "The rebels stayed.”²"],
    ["The army withdrew.12", "The rebels stayed."],
    ["The army withdrew.", "(The rebels stayed.)", "Both denied it."],
    ["The pact (it was signed in Sept. 2006. It failed.) angered villagers.", "They left."],
    ["The army withdrew.", "(PKK) fighters stayed."],
    # names in lower case
    ["The army withdrew.", "al-Shabaab stayed.", "“al-Qaeda lies,” he said."],
    # addresses
    ["See Furqon.com and www.As-ansar.Com/a.Html for more.", "The site is gone."],
    # capitals
    ["THE ARMY ATTACKED.", "GEN. SMITH OF THE U.S. ARMY SAID SO.", "REBELS FLED."],
    # other scripts' stops
    ["هاجم الجيش المدينة؟", "انسحب المقاتلون."],
]


@pytest.mark.parametrize("expected", TOGETHER, ids=lambda row: row[0][:40])
def test_running_text_is_cut_exactly_between_these_sentences(expected: list[str]) -> None:
    assert pieces(" ".join(expected)) == expected


# Each row: a text with line breaks, and its sentences grouped by paragraph.
LINES = [
    ("A blank line parts\n\nparagraphs", [["A blank line parts"], ["paragraphs"]]),
    ("One.\n \t\nTwo.", [["One."], ["Two."]]),
    ("One.\fTwo.", [["One."], ["Two."]]),
    ("Background\n\nThe army came. It left.", [["Background"], ["The army came.", "It left."]]),
    (
        "Background\nThe army came to the valley in the summer of 2009 and left it again\nbefore the winter. It lost 12 men.",
        [
            ["Background"],
            ["The army came to the valley in the summer of 2009 and left it again\nbefore the winter.", "It lost 12 men."],
        ],
    ),
    (
        "The fighters of the movement of the late commander Abdullah\nMehsud left the valley. They were received by Gen.\n"
        "Dostum in the north of the country, as the newspaper Dawn\nreported (Dawn [Karachi],\nJan. 4). It was not to last.",
        [[
            "The fighters of the movement of the late commander Abdullah\nMehsud left the valley.",
            "They were received by Gen.\nDostum in the north of the country, as the newspaper Dawn\n"
            "reported (Dawn [Karachi],\nJan. 4).",
            "It was not to last.",
        ]],
    ),
    (
        "The first paragraph ends on a short line of the wrapped text of\nthis report.\n"
        "The second paragraph begins here and also goes on to a\nsecond line.",
        [
            ["The first paragraph ends on a short line of the wrapped text of\nthis report."],
            ["The second paragraph begins here and also goes on to a\nsecond line."],
        ],
    ),
    (
        "Parties to the pact:\n- the army\n- the Wazir tribes\n- Nazir's men",
        [["Parties to the pact:"], ["- the army"], ["- the Wazir tribes"], ["- Nazir's men"]],
    ),
    ("They agreed on\n• a truce\n• an exchange", [["They agreed on"], ["• a truce"], ["• an exchange"]]),
    (
        "12. The Panel met Gen. Smith. He denied it.\n13. The Panel went on.\n(a) Camps were found;",
        [["12. The Panel met Gen. Smith.", "He denied it."], ["13. The Panel went on."], ["(a) Camps were found;"]],
    ),
    ("[1] Dawn, January 4. [2] AP.\n[3] The Nation.", [["[1] Dawn, January 4.", "[2] AP."], ["[3] The Nation."]]),
    (
        "THE ARMY LEAVES THE VALLEY\nThe army left the valley on Friday after a long siege.",
        [["THE ARMY LEAVES THE VALLEY"], ["The army left the valley on Friday after a long siege."]],
    ),
    ("One.\r\n\r\nTwo is\r\nwrapped.", [["One."], ["Two is\r\nwrapped."]]),
    ("", []),
    (" \n\t\n ", []),
]


@pytest.mark.parametrize(("text", "expected"), LINES, ids=lambda value: value[:30] if isinstance(value, str) else "")
def test_line_breaks_part_what_is_complete_and_nothing_else(text: str, expected: list[list[str]]) -> None:
    found: list[list[str]] = []
    for sentence in split(text):
        if sentence.paragraph == len(found):
            found.append([])
        found[sentence.paragraph].append(text[sentence.start : sentence.end])
    assert found == expected


def test_sentences_that_scanning_ran_together_are_parted() -> None:
    assert pieces("The army withdrew.The rebels stayed.Both denied it.") == [
        "The army withdrew.", "The rebels stayed.", "Both denied it.",
    ]


def test_numbered_parts_inside_a_sentence_are_no_citations() -> None:
    text = "It had parts: (1) a truce. (2) a swap. It failed."
    assert pieces(text) == ["It had parts: (1) a truce.", "(2) a swap.", "It failed."]


TEXTS = st.text(st.sampled_from("aAbT1 .!?…\n\r\f\t()[]\"“”'-•,;:é\u00a0") | st.characters(), max_size=200)


@given(TEXTS)
def test_every_character_that_is_not_blank_stands_in_exactly_one_sentence(text: str) -> None:
    at = 0
    paragraph = 0
    for sentence in split(text):
        assert at <= sentence.start < sentence.end <= len(text)
        assert not text[at : sentence.start].strip()
        assert text[sentence.start : sentence.end] == text[sentence.start : sentence.end].strip()
        assert sentence.paragraph in (paragraph, paragraph + 1) or at == 0
        at, paragraph = sentence.end, sentence.paragraph
    assert not text[at:].strip()


UNITS = [".", "(", ")", "[1]", "a. ", "A.", "\n", " ", ". . ", "...", "No. 5 ", "(a.) ", "1", '"', "The end.The "]


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_length_of_the_text_not_its_square(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        return spent(lambda: split(text))

    assert seconds(80_000) < 20 * seconds(10_000) + 0.05

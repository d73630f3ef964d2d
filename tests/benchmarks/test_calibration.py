from __future__ import annotations

import json
from pathlib import Path

import pytest
from calibration import Judged, judged, summary
from gold import load_scorer, predict


def test_the_error_is_the_mean_distance_of_confidence_and_share_right() -> None:
    claims = [Judged(0.95, True), Judged(1.0, False), Judged(0.25, False), Judged(0.25, False), Judged(None, True)]
    result = summary(claims)
    filled = {row["from"]: (row["claims"], row["confidence"], row["right"]) for row in result["bins"] if row["claims"]}
    assert filled == {0.2: (2, 0.25, 0.0), 0.9: (2, 0.975, 0.5)}
    assert result["expected calibration error"] == pytest.approx((2 * 0.25 + 2 * 0.475) / 4, abs=1e-3)
    assert result["without confidence"] == {"claims": 1, "right": 1.0}


def test_without_confidences_there_is_no_error() -> None:
    assert summary([Judged(None, False)])["expected calibration error"] is None


@pytest.mark.shared
def test_as_many_claims_are_right_as_the_scorer_pairs(shared: Path, tmp_path: Path) -> None:
    folder = tmp_path / "gold"
    folder.mkdir()
    for path in sorted((shared / "gold" / "dev").glob("dev-[a-c]*")):
        (folder / path.name).write_bytes(path.read_bytes())
    guesses = tmp_path / "guesses"
    guesses.mkdir()
    predict(folder, "cues", guesses)
    scorer = load_scorer(shared / "gold" / "score.py")
    counted = scorer.score(folder, guesses)
    for what, claims in judged(scorer, folder, guesses).items():
        assert round(sum(claim.right for claim in claims) / len(claims), 3) == counted[what]["precision"]
        assert len(claims) == sum(len(json.loads(path.read_text())[what]) for path in guesses.iterdir())

"""The average of the weights of several runs, which often reads better than each: model soups (Wortsman et al. 2022).

    python -m training.average RUN RUN … --shares 0.7 0.3 --out RUN

The runs must have gone on from the same weights, or their average means nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any


def averaged(states: Sequence[Mapping[str, Any]], shares: Sequence[float]) -> dict[str, Any]:
    """Each named weight as the mean of those of all runs, counted by their shares. Raises ValueError where the runs are of
    different networks or the shares do not fit them."""
    if len(states) != len(shares) or sum(shares) <= 0 or min(shares) < 0:
        raise ValueError(f"{len(states)} runs need as many shares of 0 or more, not all 0; given were {list(shares)}")
    names = states[0].keys()
    if any(state.keys() != names or any(state[name].shape != states[0][name].shape for name in names) for state in states):
        raise ValueError("the runs are of different networks: their weights have other names or shapes")
    whole = sum(shares)
    return {name: sum(state[name] * (share / whole) for state, share in zip(states, shares, strict=True)) for name in names}


def main() -> None:
    import torch

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", type=Path, nargs="+", metavar="RUN", help="a folder with network.pt")
    parser.add_argument("--shares", type=float, nargs="+", help="how much each run counts (default: all alike)")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    saved = [torch.load(run / "network.pt", map_location="cpu", weights_only=True) for run in options.runs]
    try:
        state = averaged([one["state"] for one in saved], options.shares or [1.0] * len(saved))
    except ValueError as fault:
        parser.error(str(fault))
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save({"state": state, "sizes": saved[0]["sizes"]}, options.out / "network.pt")


if __name__ == "__main__":
    main()

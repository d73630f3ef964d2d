"""Trains the joint network.

    python -m training.train train.pkl --encoder DIR --out RUN [--epochs 40] [--seed 0] [--hold-out IDS.txt]

Deterministic for a seed on one machine and one thread (OMP_NUM_THREADS=1); writes a checkpoint each epoch and resumes from it.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import time
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from training.batch import epoch_steps, loader
from training.examples import Example
from training.losses import WEIGHTS, losses
from training.model import Network
from training.scorers import Sizes
from training.tensors import to_device


def optimiser(model: Network, rate: float, head_rate: float) -> torch.optim.Optimizer:
    """AdamW; the word embeddings stay as pretrained, the heads learn faster than the encoder."""
    model.encoder.word.weight.requires_grad_(False)
    fresh = {"shape", "kind", "mark"}
    slow = [p for n, p in model.encoder.named_parameters() if p.requires_grad and n.split(".")[0] not in fresh]
    known = {id(p) for p in slow}
    fast = [p for p in model.parameters() if p.requires_grad and id(p) not in known]
    return torch.optim.AdamW([{"params": slow, "lr": rate}, {"params": fast, "lr": head_rate}], weight_decay=0.01)


@dataclass
class Run:
    """A network while it learns, with all that a checkpoint keeps. `average` is an exponential average of its weights."""

    model: Network
    average: AveragedModel
    optimiser: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LambdaLR
    rng: random.Random
    epoch: int = 0

    def save(self, path: Path) -> None:
        """Writes the checkpoint. The state of torch's own draws is not in it, so a run that goes on draws other dropout."""
        state = {name: getattr(self, name).state_dict() for name in _PARTS}
        torch.save({**state, "epoch": self.epoch, "rng": self.rng.getstate()}, path)

    def resume(self, saved: dict[str, Any]) -> None:
        """Goes on from what a checkpoint holds."""
        for name in _PARTS:
            getattr(self, name).load_state_dict(saved[name])
        self.epoch = saved["epoch"]
        self.rng.setstate(saved["rng"])


_PARTS = ("model", "average", "optimiser", "schedule")


def train(data: Sequence[Example], encoder: Path, out: Path | None, options: argparse.Namespace) -> Network:
    """The trained network: an exponential average of the weights over the later epochs."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    checkpoint = out / "checkpoint.pt" if out else None
    saved = torch.load(checkpoint, map_location=device, weights_only=False) if checkpoint and checkpoint.exists() else None
    run = begin(data, encoder, saved, options, device)
    while run.epoch < options.epochs:
        started = time.time()
        parts = learn(run, data, options, device)
        run.epoch += 1
        print(f"epoch {run.epoch} {time.time() - started:.0f}s " + " ".join(f"{n} {v:.3f}" for n, v in parts.items()), flush=True)
        if checkpoint:
            run.save(checkpoint)
    trained: Network = run.average.module
    trained.eval()
    return trained


def begin(
    data: Sequence[Example], encoder: Path, saved: dict[str, Any] | None, options: argparse.Namespace, device: torch.device
) -> Run:
    """A run from the pretrained encoder or the weights of `options.start`, or one that goes on from what a checkpoint saved."""
    random.seed(options.seed), torch.manual_seed(options.seed)
    model = Network(Sizes(dropout=options.dropout))
    if options.start:
        known = torch.load(options.start, map_location="cpu", weights_only=False)["state"]
        missing, unexpected = model.load_state_dict(known, strict=False)  # parts newer than the weights begin at nothing
        if unexpected or any(name.split(".")[-2] not in ("sentence", "when_standing") for name in missing):
            raise SystemExit(f"{options.start} is of another network: missing {missing}, unexpected {unexpected}")
    else:
        model.encoder.load(encoder)
    model.to(device)
    opt = optimiser(model, options.rate, options.head_rate)
    begun, done = (saved["epoch"], saved["schedule"]["last_epoch"]) if saved else (0, 0)
    steps = done + (options.epochs - begun) * epoch_steps(data, options.batch)  # a run may go on with more passages
    schedule = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: min(s / max(1, 0.06 * steps), max(0.02, 1 - s / steps)))
    average = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(options.ema))
    run = Run(model, average, opt, schedule, random.Random(options.seed))
    if saved:
        run.resume(saved)
    return run


def learn(run: Run, data: Sequence[Example], options: argparse.Namespace, device: torch.device) -> dict[str, float]:
    """One epoch; about the mean loss of each head, since how many batches there are is reckoned."""
    autocast = torch.autocast(device.type, dtype=torch.bfloat16) if options.bf16 else nullcontext()
    weights, totals = {**WEIGHTS, "positive": options.positive}, dict[str, float]()
    run.model.train()
    for ready in loader(data, run.rng, options):
        batch = to_device(ready, device)
        with autocast:
            parts = losses(run.model, batch, weights)
        loss = torch.stack(list(parts.values())).sum()
        run.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(run.model.parameters(), 1.0)
        run.optimiser.step(), run.schedule.step()
        run.average.update_parameters(run.model)
        for name, value in parts.items():
            totals[name] = totals.get(name, 0.0) + float(value.detach())
    return {name: total / epoch_steps(data, options.batch) for name, total in totals.items()}


def parser() -> argparse.ArgumentParser:
    """The options of a run."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("records", type=Path, nargs="+", help="what training.prepare and training.muc wrote")
    p.add_argument("--encoder", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--epochs", type=int, default=40)
    p.add_argument("--batch", type=int, default=16)
    p.add_argument("--rate", type=float, default=3e-4)
    p.add_argument("--head-rate", type=float, default=1e-3)
    p.add_argument("--dropout", type=float, default=0.15)
    p.add_argument("--positive", type=float, default=1.5)
    p.add_argument("--ema", type=float, default=0.995)
    p.add_argument(
        "--augment", type=float, default=0.5, help="the share of windows shown with other names; 0 switches all variation off"
    )
    p.add_argument("--mix", type=float, default=0.3, help="the share of windows shown half and half with another passage")
    p.add_argument("--hide", type=float, default=0.1, help="the share of words hidden in half the windows")
    p.add_argument("--workers", type=int, default=0, help="processes that prepare batches; use some beside a GPU")
    p.add_argument("--seed", type=int, default=0)
    p.add_argument("--bf16", action=argparse.BooleanOptionalAction, default=True)
    p.add_argument("--start", type=Path, help="a network.pt to go on from, instead of the pretrained encoder")
    p.add_argument("--hold-out", type=Path, help="a file of passage ids that are left out")
    return p


def main() -> None:
    options = parser().parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    records = [record for path in options.records for record in pickle.loads(path.read_bytes())]
    held = set(options.hold_out.read_text().split()) if options.hold_out else set()
    data = [example for record in records if record.id not in held for example in record.examples]
    model = train(data, options.encoder, options.out, options)
    torch.save({"state": model.state_dict(), "sizes": vars(model.sizes)}, options.out / "network.pt")
    (options.out / "options.json").write_text(json.dumps({k: str(v) for k, v in vars(options).items()}, indent=1))


if __name__ == "__main__":
    main()

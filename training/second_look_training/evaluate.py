"""Reads the test split, and nothing else does: writes the measured targets and the card's Measured table."""

import argparse
import datetime
import json
from pathlib import Path

import cv2
import numpy as np
from scipy.stats import beta

from .blending import cross_blend, self_blend
from .calibrate import CROSS_FACE, WORN, Platt, by_group
from .codec import draw_wear, wear
from .export import MODEL, logits_of, session
from .face_crop import crop_face, face_scale
from .face_finder import FaceFinder
from .face_gate import read_gate, reasons
from .faces import MeasuredFace, link_tracks, measured_faces
from .items import data_folder, list_items, read_pictures
from .train import auc

REPOSITORY = Path(__file__).parents[2]
TARGETS = REPOSITORY / "docs" / "targets" / "detector-auc.json"
CARD = REPOSITORY / "src" / "detectors" / "blend-boundary" / "CARD.md"
READS = Path(__file__).parents[1] / "test-reads.md"
COMMAND = "python -m second_look_training evaluate"
BOOTSTRAPS = 2000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Command line of `evaluate`."""
    parser.add_argument("--data", help="data folder (or SECOND_LOOK_DATA)")
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--reason", required=True, help="why the test split is read; kept in test-reads.md")
    parser.add_argument("--processes", type=int, default=2)


class Report:
    """Collects the figures; the card shows all, the targets file those for the front page."""

    def __init__(self) -> None:
        self.rows: list[dict] = []
        self.front: list[dict] = []

    def add(self, name: str, value: float, n: int, note: str = "", front: bool = False) -> None:
        """A figure without a target."""
        self._add(name, value, n, None, None, note, front)

    def aim(self, name: str, value: float, n: int, least: float | None, most: float | None, bound: str) -> None:
        """A figure with a target; `bound` says what limits it where it is missed."""
        target = f"at least {least}" if least is not None else f"at most {most}"
        met = value >= least if least is not None else value <= most
        self._add(name, value, n, target, bool(met), "" if met else bound, True)

    def _add(self, name, value, n, target, met, note, front) -> None:
        row = {"name": name, "target": target, "value": round(float(value), 4), "met": met, "n": n, "command": COMMAND}
        if note:
            row["bound" if met is False else "note"] = note
        self.rows.append(row)
        if front:
            self.front.append(row)


def run(arguments: argparse.Namespace) -> None:
    """Measure everything on test once."""
    cv2.setNumThreads(1)
    data = data_folder(arguments.data)
    today = datetime.date.today().isoformat()
    with open(READS, "a", encoding="utf-8") as reads:
        reads.write(f"| {today} | {arguments.reason} |\n")
    card = json.loads(arguments.model.with_suffix(".json").read_text())
    platt, thresholds = Platt(**card["platt"]), card["thresholds"]
    least_photographic = card["photographic"]["minLogit"]
    gate = read_gate()
    runner = session(arguments.model)
    faces, items = measured_faces(data, {"test"}, arguments.processes)
    logits = logits_of(runner, np.stack([face.crop for face in faces]))
    evidence = platt.evidence(logits[:, 0])
    passes = np.array([not reasons(face.quality, gate) for face in faces])
    photographic = logits[:, 1] >= least_photographic
    report = Report()

    def which(label: str, *sources: str, gated: bool = True) -> np.ndarray:
        chosen = [f.item.label == label and (not sources or f.item.source in sources) for f in faces]
        return np.array(chosen) & (passes if gated else True)

    _report_dfdc(report, data, faces, evidence, which)
    _report_pairs(report, data, runner, platt)
    _report_live_swaps(report, faces, evidence, passes & photographic)
    _report_false_alarms(report, faces, evidence, passes & photographic, thresholds)
    for label, sources, name in (
        ("swap", ("dfdc",), "DFDC test swaps"),
        ("generated", ("stylegan-ffhq",), "StyleGAN faces (not what it looks for)"),
        ("generated", ("generated-photos",), "generated.photos faces (not what it looks for)"),
    ):
        used = which(label, *sources) & photographic
        for threshold in ("strong", "soft"):
            share = float((evidence[used] > thresholds[threshold]).mean())
            report.add(f"{name} above {threshold}", share, int(used.sum()))
    generated = which("generated", "clips") & photographic
    if generated.any():
        chosen = [face for face, take in zip(faces, generated, strict=True) if take]
        tracks = [track for clip in _clips(chosen).values() for track in link_tracks(clip)]
        at = {id(face): value for face, value in zip(faces, evidence, strict=True)}
        means = np.array([np.mean([at[id(face)] for face in track]) for track in tracks])
        report.add(
            "generated talking heads, tracks above soft (not what it looks for)",
            float((means > thresholds["soft"]).mean()),
            len(means),
        )
    art = which("not-photographic", gated=False)
    report.aim(
        "paintings and comics turned away, of the faces the finder confirms",
        float((~photographic[art]).mean()),
        int(art.sum()),
        least=0.9,
        most=None,
        bound="The threshold may turn away no more than 1 % of genuine faces; some painted portraits look photographed.",
    )
    art_items = [item for item in items if item.label == "not-photographic"]
    seen = {face.item.path for face in faces}
    report.add(
        "not-photographic pictures without a confirmed face",
        float(np.mean([item.path not in seen for item in art_items])),
        len(art_items),
    )
    genuine = which("real")
    report.aim(
        "genuine faces turned away as not photographed",
        float((~photographic[genuine]).mean()),
        int(genuine.sum()),
        least=None,
        most=0.01,
        bound="The threshold is the 1 % quantile of the calibration faces; test faces differ from them a little.",
    )
    everyone = which("real", gated=False)
    for reason in ("too-small", "too-blurred", "too-dark", "too-bright", "turned-away"):
        hit = [reason in reasons(f.quality, gate) for f, take in zip(faces, everyone, strict=True) if take]
        report.add(f"genuine faces the gate calls {reason}", float(np.mean(hit)), len(hit))
    TARGETS.parent.mkdir(parents=True, exist_ok=True)
    TARGETS.write_text(json.dumps(report.front, indent=2, ensure_ascii=False) + "\n")
    _fill_card(report.rows)
    for row in report.rows:
        print(row["name"], row["value"], "n", row["n"], row.get("note", ""), row.get("bound", ""), flush=True)


def _report_dfdc(report: Report, data: Path, faces: list[MeasuredFace], evidence: np.ndarray, which) -> None:
    """AUC with a bootstrap by source video, swaps above their own source's real, and control classifiers."""
    fake, real = which("swap", "dfdc"), which("real", "dfdc")
    groups = np.array([face.item.group for face in faces])
    low, high = _bootstrap(evidence, fake, real, groups)
    n = int(fake.sum() + real.sum())
    note = f"95 % interval {low:.3f} to {high:.3f}, {BOOTSTRAPS} bootstraps by source video; one frame a video"
    report.add("DFDC test AUC", auc(evidence[fake], evidence[real]), n, note, front=True)
    own = {groups[i]: evidence[i] for i in np.flatnonzero(real)}
    wins = [evidence[i] > own[groups[i]] for i in np.flatnonzero(fake) if groups[i] in own]
    if wins:
        report.add("DFDC test swaps above their own source's real", float(np.mean(wins)), len(wins), front=True)
    controls = {
        "mean luma": [face.quality.luma for face in faces],
        "sharpness": [face.quality.sharpness for face in faces],
        "face size": [face.quality.side for face in faces],
        "file size": [(data / face.item.path).stat().st_size for face in faces],
    }
    for name, values in controls.items():
        value = auc(np.array(values)[fake], np.array(values)[real])
        report.add(f"DFDC test AUC of {name} alone (a control)", max(value, 1 - value), n)


def _bootstrap(evidence: np.ndarray, fake: np.ndarray, real: np.ndarray, groups: np.ndarray) -> tuple[float, float]:
    """95 % interval of the AUC, drawing source videos with replacement."""
    rng = np.random.default_rng(5)
    names = np.unique(groups[fake | real])
    members = {name: np.flatnonzero((groups == name) & (fake | real)) for name in names}
    values = []
    for _ in range(BOOTSTRAPS):
        drawn = np.concatenate([members[name] for name in rng.choice(names, len(names))])
        if fake[drawn].any() and real[drawn].any():
            values.append(auc(evidence[drawn[fake[drawn]]], evidence[drawn[real[drawn]]]))
    return float(np.quantile(values, 0.025)), float(np.quantile(values, 0.975))


def _report_pairs(report: Report, data: Path, runner, platt: Platt, most: int = 800) -> None:
    """Self-blended twins of genuine test pictures: a guard against regressions, no claim about deepfakes."""
    finder, rng = FaceFinder(), np.random.default_rng(13)
    items = [i for i in list_items(data, {"test"}) if i.label == "real" and not i.is_clip]
    untouched, blended, before = [], [], None
    for at in rng.permutation(len(items))[:most]:
        picture = next(read_pictures(data, items[at]))
        found = finder.locate(picture)
        if not found:
            continue
        points = max(found, key=lambda face: face_scale(face.points)).points
        if before is not None and rng.random() < CROSS_FACE:
            twin = cross_blend(rng, picture, points, *before)
        else:
            twin = self_blend(rng, picture, points)
        steps = draw_wear(rng) if rng.random() < WORN else []
        untouched.append(crop_face(wear(steps, picture), points).astype(np.float16))
        blended.append(crop_face(wear(steps, twin), points).astype(np.float16))
        before = (picture, points)
    plain = platt.evidence(logits_of(runner, np.stack(untouched))[:, 0])
    twins = platt.evidence(logits_of(runner, np.stack(blended))[:, 0])
    report.add("self-blended pairs AUC", auc(twins, plain), len(plain), front=True)
    report.add("self-blend above its own untouched twin", float((twins > plain).mean()), len(plain))


def _clips(faces: list[MeasuredFace]) -> dict[str, list[MeasuredFace]]:
    clips: dict[str, list[MeasuredFace]] = {}
    for face in faces:
        clips.setdefault(face.item.path, []).append(face)
    return clips


def _report_live_swaps(report: Report, faces: list[MeasuredFace], evidence: np.ndarray, used: np.ndarray) -> None:
    """DeepFaceLive clips against their untouched twins: the highest track's mean evidence of each."""
    at = {id(face): value for face, value in zip(faces, evidence, strict=True)}
    chosen = [face for face, take in zip(faces, used, strict=True) if take and "swap-pairs" in face.item.path]
    highest: dict[str, dict[str, float]] = {}
    for clip in _clips(chosen).values():
        value = max(float(np.mean([at[id(face)] for face in track])) for track in link_tracks(clip))
        highest.setdefault(clip[0].item.group, {})[clip[0].item.label] = value
    pairs = [pair for pair in highest.values() if len(pair) == 2]
    wins = float(np.mean([pair["swap"] > pair["real"] for pair in pairs]))
    report.add("live swaps (DeepFaceLive) above their own untouched twin", wins, len(pairs), front=True)
    swaps, reals = np.array([p["swap"] for p in pairs]), np.array([p["real"] for p in pairs])
    report.add("live swaps (DeepFaceLive) AUC, clips", auc(swaps, reals), 2 * len(pairs))


def _report_false_alarms(
    report: Report, faces: list[MeasuredFace], evidence: np.ndarray, used: np.ndarray, thresholds: dict[str, float]
) -> None:
    """Genuine sources above each threshold, with one-sided 95 % Clopper–Pearson bounds, also by set and by people."""
    take = used & np.array([face.item.label == "real" for face in faces])
    chosen = [face for face, keep in zip(faces, take, strict=True) if keep]
    values, sources = by_group(chosen, evidence[take])
    for threshold in ("strong", "soft", "unclear"):
        hits = int((values > thresholds[threshold]).sum())
        note = f"{hits} of {len(values)}; one-sided 95 % upper bound {clopper_pearson(hits, len(values)):.4f}"
        report.add(f"false alarms at {threshold}, genuine sources", hits / len(values), len(values), note, front=threshold != "unclear")
    for source in sorted(set(sources)):
        mine = values[np.array(sources) == source]
        hits = int((mine > thresholds["soft"]).sum())
        note = f"{hits} of {len(mine)}; one-sided 95 % upper bound {clopper_pearson(hits, len(mine)):.4f}"
        report.add(f"false alarms at soft, {source}", hits / len(mine), len(mine), note=note)
    people: dict[str, list[float]] = {}
    for face, value in zip(chosen, evidence[take], strict=True):
        for part in filter(None, face.item.people.split("/")):
            people.setdefault(part, []).append(float(value))
    for part, mine in sorted(people.items()):
        hits = int((np.array(mine) > thresholds["soft"]).sum())
        note = f"{hits} of {len(mine)}; one-sided 95 % upper bound {clopper_pearson(hits, len(mine)):.4f}"
        report.add(f"false alarms at soft, UTKFace annotated {part}", hits / len(mine), len(mine), note=note)


def clopper_pearson(hits: int, n: int, confidence: float = 0.95) -> float:
    """One-sided upper bound of a share."""
    return 1.0 if hits >= n else float(beta.ppf(confidence, hits + 1, n - hits))


def _fill_card(rows: list[dict]) -> None:
    """Replace the card's Measured section by the table."""
    cells = [["What (test split)", "Value", "n", "Note"]]
    for row in rows:
        note = "; ".join(filter(None, [row["target"] or "", row.get("note", ""), row.get("bound", "")]))
        cells.append([row["name"], f"{row['value']:g}", str(row["n"]), note])
    widths = [max(len(line[column]) for line in cells) for column in range(4)]
    cells.insert(1, ["-" * width for width in widths])
    table = "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in cells
    )
    text = CARD.read_text(encoding="utf-8")
    before, rest = text.split("## Measured\n", 1)
    after = rest[rest.index("\n## ") :]
    intro = f"Written by `{COMMAND}`; the chief figures are also in `docs/targets/detector-auc.json`."
    CARD.write_text(f"{before}## Measured\n\n{intro}\n\n{table}\n{after}", encoding="utf-8")

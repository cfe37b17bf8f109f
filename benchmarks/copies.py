"""How long it takes to find copies among real postings and among 100,000, and how much memory.

    python benchmarks/copies.py [--real-only] [--pairs 200 --seed 1]

Needs ../shared and pyarrow. The 100,000 are the real postings and invented variants of them: the same job in other
places, with a few words edited, with its list shuffled, under another employer, at the next level. Prints seconds, the
process's peak memory and the groups by kind. ``--pairs`` prints pairs of real postings that were found, to be judged by
eye: ids, titles, employers, places, and the words that only one of the two has. Exit 1 when 100,000 take 60 s or 2 GB.
"""

from __future__ import annotations

import argparse
import difflib
import random
import resource
import sys
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

from greenflag.employers.key import read_key
from greenflag.model import Posting
from greenflag.verdicts.copies import Group, Text, _read, copies, share
from shared import postings

ALL = 1_000_000
WANTED = 100_000
MOST_SECONDS, MOST_MB = 60, 2_000
TOWNS = ("Austin, TX", "Boston, MA", "Denver, CO", "Chicago, IL", "Seattle, WA", "New York, NY", "Atlanta, GA")
HOW = ("other place", "1% of the words", "second half shuffled", "other employer", "Principal before the title")
DIFFERENCES = 8  # shown of a pair, the longest first
EDITS = ("fast-moving", "remarkable", "thoughtful", "modern", "careful")


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--real-only", action="store_true")
    options.add_argument("--pairs", type=int, default=0)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--kinds", default="same,places,employers")
    asked = options.parse_args()
    real = [text_of(posting) for posting in postings(ALL)]
    _, _, groups = measured("real", real)
    if asked.pairs:
        show_pairs(real, groups, asked.pairs, asked.seed, asked.kinds.split(","))
    if asked.real_only:
        return 0
    del groups
    made, origins = with_variants(real)
    seconds, megabytes, groups = measured("with invented variants", made)
    show_found(groups, origins)
    return int(seconds >= MOST_SECONDS or megabytes >= MOST_MB)


def text_of(posting: Posting) -> Text:
    name = posting.employer_name.strip()
    seen = datetime(*posting.posted_on.timetuple()[:3], tzinfo=UTC) if posting.posted_on else None
    return Text(posting.id, read_key(name).text if name else "", posting.title, posting.locations, posting.text, seen)


def measured(name: str, texts: list[Text]) -> tuple[float, float, tuple[Group, ...]]:
    before = peak_mb()
    start, of_processor = time.perf_counter(), time.process_time()
    groups = copies(texts)
    seconds, of_processor = time.perf_counter() - start, time.process_time() - of_processor
    kinds = Counter(group.kind for group in groups)
    within = Counter({kind: sum(len(g.posting_ids) for g in groups if g.kind == kind) for kind in kinds})
    found = ", ".join(f"{kind} {kinds[kind]} (postings {within[kind]})" for kind in sorted(kinds))
    print(f"{name}: {len(texts)} postings in {seconds:.1f} s ({of_processor:.1f} s of processor time)")
    print(f"    peak {peak_mb():.0f} MB (before {before:.0f}); {found}")
    return seconds, peak_mb(), groups


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024


def with_variants(real: list[Text]) -> tuple[list[Text], dict[str, tuple[str, str]]]:
    random_ = random.Random(11)
    made = list(real)
    origins: dict[str, tuple[str, str]] = {}
    while len(made) < WANTED:
        text = random_.choice(real)
        number = len(made)
        how = number % 5
        if how == 0:
            made.append(replace(text, posting_id=f"v:{number}", places=(random_.choice(TOWNS),), text=text.text + " "))
        elif how == 1:
            words = text.text.split(" ")
            for _ in range(max(1, len(words) // 100)):
                words[random_.randrange(len(words))] = random_.choice(EDITS)
            made.append(replace(text, posting_id=f"v:{number}", text=" ".join(words)))
        elif how == 2:
            lines = text.text.split("\n")
            tail = lines[len(lines) // 2 :]
            random_.shuffle(tail)
            made.append(replace(text, posting_id=f"v:{number}", text="\n".join(lines[: len(lines) // 2] + tail)))
        elif how == 3:
            made.append(
                replace(text, posting_id=f"v:{number}", employer=f"agency {number % 997}", text=text.text + "\n")
            )
        else:
            made.append(
                replace(text, posting_id=f"v:{number}", title=f"Principal {text.title}", text="New.\n" + text.text)
            )
        if real_words(text.text):
            origins[made[-1].posting_id] = (HOW[how], text.posting_id)
    random_.shuffle(made)
    return made, origins


def real_words(text: str) -> bool:
    return len(text.split()) > 60  # so that a text is not short, and one edited word no great part of it


def show_found(groups: tuple[Group, ...], origins: dict[str, tuple[str, str]]) -> None:
    """Print how many of the invented variants are in a group with the posting that they were made of."""
    folded = {
        one: number
        for number, group in enumerate(groups)
        if group.kind in ("same", "places")
        for one in group.posting_ids
    }
    shown = {
        (one, number)
        for number, group in enumerate(groups)
        if group.kind in ("employers", "mass")
        for one in group.posting_ids
    }
    of_one: dict[str, set[int]] = {}
    for one, number in shown:
        of_one.setdefault(one, set()).add(number)
    for how in HOW:
        pairs = [(made, real) for made, (by, real) in origins.items() if by == how]
        one_job = sum(made in folded and folded[made] == folded.get(real) for made, real in pairs)
        beside = sum(not of_one.get(made, set()).isdisjoint(of_one.get(real, ())) for made, real in pairs)
        print(f"    {how}: {len(pairs)} made, {one_job} folded with the original, {beside} shown beside it")


def show_pairs(texts: list[Text], groups: tuple[Group, ...], count: int, seed: int, kinds: list[str]) -> None:
    by_id = {text.posting_id: text for text in texts}
    reads = _read(texts)
    bodies = {read.given.posting_id: read.body for read in reads}
    wholes = {read.given.posting_id: read.whole for read in reads}
    pairs = [
        (group.kind, group.posting_ids[0], other)
        for group in groups
        if group.kind in kinds
        for other in group.posting_ids[1:]
    ]
    for number, (kind, one, other) in enumerate(random.Random(seed).sample(pairs, min(count, len(pairs))), 1):
        a, b = by_id[one], by_id[other]
        shares = [share(*pair) for pair in ((bodies[one], bodies[other]), (wholes[one], wholes[other]))]
        print(f"\n[{number}] {kind} {one} | {other}; jaccard {shares[0]:.2f}, whole texts {shares[1]:.2f}")
        for text in (a, b):
            print(f"    {text.title[:110]!r} @ {text.employer!r} in {'; '.join(text.places)[:80]} ({len(text.text)})")
        left, right = a.text.split(), b.text.split()
        changes = difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
        different = [change for change in changes if change[0] != "equal"]
        for _, start, end, begin, stop in sorted(different, key=lambda c: c[1] - c[2] + c[3] - c[4])[:DIFFERENCES]:
            print(f"      - {' '.join(left[start:end])[:150]!r} + {' '.join(right[begin:stop])[:150]!r}")


if __name__ == "__main__":
    sys.exit(main())

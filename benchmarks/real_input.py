"""The main job on real input: the recorded boards of ../shared and 5,000 real postings go through a plan.

    python benchmarks/real_input.py [--postings 5000] [--out plan.html]

Needs ../shared and pyarrow. Prints what each folder gave, its problems, and the plan's funnel; any exception is a
failure.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

from greenflag.api import JobSearch, plan_json, plan_markdown
from greenflag.candidate import sample_profile
from greenflag.web.pages import plan_page
from shared import need, rows

ONE_IN = 6  # of the 33,000 postings, so that all their sources are met


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--postings", type=int, default=5_000)
    options.add_argument("--out", type=Path)
    asked = options.parse_args()
    fixtures = need("data", "ats", "fixtures")
    with tempfile.TemporaryDirectory() as folder:
        real = Path(folder) / "postings"
        real.mkdir()
        with (real / "postings.jsonl").open("w") as out:
            for row in rows(asked.postings, every=ONE_IN):
                out.write(json.dumps(row) + "\n")
        with JobSearch(Path(folder) / "home", profile=sample_profile()) as search:
            search.add_board(str(fixtures))
            search.add_board(str(real))
            began = time.perf_counter()
            for change in search.update():
                print(f"{change.board.id[-60:]}: {change.new:,} postings, {len(change.problems)} problems")
            print(f"update {time.perf_counter() - began:.1f} s", flush=True)
            assessed = search.assess()
            print(f"assessed {assessed:,} by {time.perf_counter() - began:.1f} s", flush=True)
            plan = search.plan()
            print(f"planned by {time.perf_counter() - began:.1f} s")
            for step in plan.funnel:
                print(f"  {step.left:6,}  {step.label}")
            print(f"apply {len(plan.apply)}, ask {len(plan.ask)}, watch {len(plan.watch)}, mend {len(plan.mend)}")
            page = plan_page(plan, search.coverage())
            print(
                f"html {len(page):,}, markdown {len(plan_markdown(plan)):,}, json {len(plan_json(plan)):,} characters"
            )
            if asked.out:
                asked.out.write_text(page)
    return 0


if __name__ == "__main__":
    sys.exit(main())

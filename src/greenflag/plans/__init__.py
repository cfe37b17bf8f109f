"""Plans: from ranked postings to what to do, by when, and why.

ranked --triage--> apply | ask | skip --tasks, messages--> entries with a day and a question
                                      --skip, funnel, watch, mend--> what fell out, and what to do about it
"""

from greenflag.plans.build import make_plan
from greenflag.plans.encode import plan_json
from greenflag.plans.kept import Kept, is_kept, load_kept, save_kept
from greenflag.plans.markdown import plan_markdown

__all__ = ["Kept", "is_kept", "load_kept", "make_plan", "plan_json", "plan_markdown", "save_kept"]

"""Write what the parser makes of a case to its expected.json: ``python -m tests.sites.refresh xmwb/spread …``.

Then read it beside its page: what is wrong there is wrong in the parser.
"""

from __future__ import annotations

import json
import sys

from tests.sites.cases import ROOT, capture_of, case_names, shown


def main(cases: list[str]) -> None:
    for case in cases or case_names():
        made = shown(case.partition("/")[0], capture_of(case))
        text = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
        (ROOT / case / "expected.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])

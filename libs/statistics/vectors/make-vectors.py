"""Makes wilson.json and control-chart.json from an independent implementation.

    pip install statsmodels==0.15.0
    python make-vectors.py

Wilson intervals: statsmodels.stats.proportion.proportion_confint(method="wilson").
Control limits: the orange juice data of D. C. Montgomery, Introduction to Statistical Quality Control
(30 samples of 50 cans, 347 nonconforming), whose published limits are 0.2313, 0.0524 and 0.4102,
and a grid from the binomial standard error of statsmodels (proportions_ztest, prop_var = reference).
"""

import json
from pathlib import Path

from statsmodels.stats.proportion import proportion_confint, proportions_ztest

here = Path(__file__).parent

wilson = []
for base in [1, 2, 3, 5, 9, 10, 12, 15, 19, 20, 22, 25, 29, 30, 45, 59, 60, 75, 100, 300, 1000]:
    for count in sorted({0, 1, base // 5, base // 4, base // 3, base // 2, base - base // 4, base - 1, base}):
        if 0 <= count <= base:
            low, high = proportion_confint(count, base, alpha=0.05, method="wilson")
            wilson.append({"count": count, "base": base, "low": float(low), "high": float(high)})

charts = []
for reference in [0.05, 0.2, 0.35, 0.5, 0.8]:
    for base, count in [(60, 12), (75, 30), (75, 3), (90, 45), (120, 24)]:
        z, _ = proportions_ztest(count, base, value=reference, prop_var=reference)
        charts.append({"reference": reference, "count": count, "base": base, "z": float(z)})

published = {"reference": 347 / 1500, "base": 50, "low": 0.0524, "high": 0.4102}

(here / "wilson.json").write_text(json.dumps(wilson, indent=1) + "\n")
(here / "control-chart.json").write_text(json.dumps({"published": published, "grid": charts}, indent=1) + "\n")

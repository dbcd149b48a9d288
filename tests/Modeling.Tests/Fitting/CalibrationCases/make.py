"""Makes sample.csv and expected.json beside this file with scikit-learn 1.2.1 and SciPy; see README.md."""
import json

import numpy as np
from scipy.optimize import minimize
from sklearn.calibration import _SigmoidCalibration
from sklearn.isotonic import IsotonicRegression

random = np.random.default_rng(7)
ROWS = 300
# Two decimals, so that many scores are equal; risk bends, so that neither method is perfect.
scores = random.normal(-1, 1.5, ROWS).round(2)
bad = random.random(ROWS) < 1 / (1 + np.exp(-(0.7 * scores - 0.4 + 0.3 * np.sin(2 * scores))))

platt = _SigmoidCalibration().fit(scores, bad.astype(int))

# The same likelihood to the last digits: scikit-learn stops its BFGS early.
targets = np.where(bad, (bad.sum() + 1) / (bad.sum() + 2), 1 / ((~bad).sum() + 2))
exact = minimize(
    lambda line: np.sum(np.logaddexp(0, line[0] * scores + line[1]) - targets * (line[0] * scores + line[1])),
    np.zeros(2),
    jac=lambda line: (lambda residual: np.array([residual @ scores, residual.sum()]))(1 / (1 + np.exp(-(line[0] * scores + line[1]))) - targets),
    method="BFGS", options={"gtol": 1e-12}).x

isotonic = IsotonicRegression(out_of_bounds="clip").fit(scores, bad.astype(float))
grid = np.linspace(-7, 5, 121).round(1)

with open("sample.csv", "w") as file:
    file.write("score,bad\n" + "".join(f"{score},{int(b)}\n" for score, b in zip(scores, bad)))
with open("expected.json", "w") as file:
    json.dump({
        "sklearn_slope": -platt.a_, "sklearn_intercept": -platt.b_, "slope": exact[0], "intercept": exact[1],
        "isotonic_score": isotonic.X_thresholds_.tolist(), "isotonic_probability": isotonic.y_thresholds_.tolist(),
        "grid": grid.tolist(), "isotonic_on_grid": isotonic.predict(grid).tolist()}, file, indent=0)
    file.write("\n")

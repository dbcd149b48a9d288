"""Makes the cases beside this file: small XGBoost models, rows, and the contributions that the library gives for them.

Run with xgboost 1.7.4 from this folder; see README.md."""
import csv

import numpy as np
import xgboost as xgb

ROWS = 24
random = np.random.default_rng(20200117)


def sample(rows, columns, missing):
    x = random.normal(size=(rows, columns)).astype(np.float32).round(2)
    x[random.random(x.shape) < missing] = np.nan
    z = np.nan_to_num(x)
    risk = z[:, 0] + 0.8 * z[:, 1] * (z[:, 2] > 0) - 0.6 * np.abs(z[:, 3]) + 0.5 * np.isnan(x[:, 1])
    return x, risk + random.normal(size=rows)


def write(name, booster, data, x):
    booster.save_model(f"{name}.json")
    contributions = booster.predict(data, pred_contribs=True)
    groups = contributions.reshape(len(x), -1, x.shape[1] + 1)
    with open(f"{name}.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        inputs = range(x.shape[1])
        out.writerow([f"x{i}" for i in inputs] + [f"m{k}_{i}" for k in range(groups.shape[1]) for i in [*inputs, "bias"]])
        for row, parts in zip(np.asarray(x, dtype=np.float32), groups):
            out.writerow(["" if np.isnan(value) else f"{value:.9g}" for value in row] + [f"{value:.9g}" for value in parts.ravel()])


def plain(name, parameters, trees, target=lambda risk: risk > 0, rows=600, columns=6):
    x, risk = sample(rows, columns, 0.15)
    booster = xgb.train({"seed": 1, "nthread": 1, **parameters}, xgb.DMatrix(x, target(risk)), trees)
    write(name, booster, xgb.DMatrix(x[:ROWS]), x[:ROWS])


plain("binary", {"objective": "binary:logistic", "max_depth": 4, "base_score": 0.3}, 6)
plain("deep", {"objective": "reg:squarederror", "max_depth": 12, "min_child_weight": 0, "lambda": 0.1}, 1, lambda risk: risk, 200, 12)
plain("multiclass", {"objective": "multi:softprob", "num_class": 3, "max_depth": 3}, 2, lambda risk: np.digitize(risk, [-0.7, 0.7]))
plain("dart", {"objective": "binary:logistic", "booster": "dart", "rate_drop": 0.5, "max_depth": 3}, 6)

x, risk = sample(600, 4, 0.1)
codes = random.integers(0, 12, 600).astype(np.float32)
risk = risk + np.isin(codes, [1, 4, 7, 9]) - 0.7 * np.isin(codes, [2, 3])
codes[random.random(600) < 0.1] = np.nan
x = np.column_stack([x, codes])
types = {"feature_types": ["q"] * 4 + ["c"], "enable_categorical": True}
parameters = {"objective": "binary:logistic", "tree_method": "hist", "max_depth": 4, "max_cat_to_onehot": 1, "seed": 1, "nthread": 1}
booster = xgb.train(parameters, xgb.DMatrix(x, risk > 0, **types), 5)
# Two rows of a category that no tree has seen.
x[:2, 4] = 50
write("categorical", booster, xgb.DMatrix(x[:ROWS], **types), x[:ROWS])

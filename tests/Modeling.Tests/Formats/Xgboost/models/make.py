"""Makes the models and expectations of this folder with XGBoost 1.7.4. Usage: python3 make.py"""
import json

import numpy as np
import xgboost as xgb

ROWS = 40
NAMES = ["income", "age", "debt", "inquiries"]


def table(seed):
    """Four features in three hundred rows; an eighth of the values are missing."""
    rng = np.random.RandomState(seed)
    x = np.column_stack([rng.lognormal(9, 1, 300), rng.randint(18, 70, 300), rng.rand(300), rng.poisson(2, 300)]).astype(np.float32)
    signal = np.log(x[:, 0]) - 9 - 2 * x[:, 2] + (x[:, 1] > 40) + 0.3 * rng.randn(300)
    x[rng.rand(*x.shape) < 0.125] = np.nan
    return x, signal


def number(value):
    return "" if np.isnan(value) else np.format_float_positional(np.float32(value), unique=True, trim="-")


def save(name, booster, x, until=0, types=None):
    """The model twice, and a table: the inputs, then margins, outputs (not for softmax's class) and leaves of each row."""
    booster.save_model(f"{name}.json")
    booster.save_model(f"{name}.ubj")
    data = xgb.DMatrix(x, feature_names=booster.feature_names, feature_types=types, enable_categorical=types is not None)
    span = (0, until)
    blocks = [("x", x)]
    for kind, options in (("margin", {"output_margin": True}), ("output", {}), ("leaf", {"pred_leaf": True})):
        values = booster.predict(data, iteration_range=span, **options)
        blocks.append((kind, values.reshape(len(x), -1)))
    with open(f"{name}.csv", "w", encoding="utf-8", newline="\n") as out:
        out.write(",".join(f"{kind}{i}" for kind, block in blocks for i in range(block.shape[1])) + "\n")
        for row in range(len(x)):
            out.write(",".join(number(v) for _, block in blocks for v in block[row]) + "\n")


def train(name, params, label, rounds=3, seed=1, **options):
    x, signal = table(seed)
    data = xgb.DMatrix(x, label=label(signal), feature_names=NAMES)
    if "rank" in params["objective"]:
        data.set_group([30] * 10)
    booster = xgb.train({"max_depth": 3, "eta": 0.4, "seed": 7, **params}, data, rounds, **options)
    save(name, booster, x[:ROWS])


def positive(signal):
    return (signal > 0).astype(np.float32)


def thirds(signal):
    return np.digitize(signal, np.quantile(signal, [1 / 3, 2 / 3])).astype(np.float32)


def early():
    """Stops long after its best iteration, so that what is not cut shows."""
    x, signal = table(2)
    fit, watch = (xgb.DMatrix(x[a:b], label=positive(signal + np.random.RandomState(3).randn(300))[a:b]) for a, b in ((0, 200), (200, 300)))
    booster = xgb.train({"objective": "binary:logistic", "max_depth": 2, "eta": 0.8, "seed": 7}, fit, 30, evals=[(watch, "watch")],
                        early_stopping_rounds=4, verbose_eval=False)
    assert booster.best_iteration + 1 < booster.num_boosted_rounds()
    save("early", booster, x[:ROWS], booster.best_iteration + 1)


def aft():
    """The library takes this objective's exponential in double precision, which shows in the last bit of one output."""
    x, signal = table(5)
    until = np.exp(signal).astype(np.float32)
    data = xgb.DMatrix(x, feature_names=NAMES)
    data.set_float_info("label_lower_bound", until)
    data.set_float_info("label_upper_bound", np.where(signal > 0.5, np.inf, until).astype(np.float32))
    booster = xgb.train({"objective": "survival:aft", "base_score": 1.3, "max_depth": 3, "eta": 0.4, "seed": 7}, data, 3)
    save("aft", booster, x[:ROWS])


def categorical():
    """One feature splits category by category, one by sets of them; the rows hold codes that training never saw."""
    rng = np.random.RandomState(4)
    x = np.column_stack([rng.rand(400) * 10, rng.randint(0, 3, 400), rng.randint(0, 40, 400)]).astype(np.float32)
    y = x[:, 0] / 10 + (x[:, 1] == 1) + np.sin(x[:, 2] * 7) + 0.1 * rng.randn(400)
    x[rng.rand(*x.shape) < 0.1] = np.nan
    types = ["float", "c", "c"]
    data = xgb.DMatrix(x, label=y, feature_names=["amount", "channel", "city"], feature_types=types, enable_categorical=True)
    booster = xgb.train({"objective": "reg:squarederror", "tree_method": "hist", "max_depth": 3, "eta": 0.6, "max_cat_to_onehot": 4, "seed": 7}, data, 3)
    rows = x[:ROWS].copy()
    rows[0, 2], rows[1, 2], rows[2, 1], rows[3, 1], rows[4, 2] = 40, 4000, -1, 31, -7
    # Numbers that are no codes: a fraction is cut off, but nothing below 0 is a category.
    rows[5, 1], rows[6, 1], rows[7, 1], rows[8, 2], rows[9, 2], rows[10, 2] = 1.9, -0.5, -1e-30, 2.7, -0.999, 1e10
    save("categorical", booster, rows, types=types)


train("binary", {"objective": "binary:logistic", "base_score": 0.235}, positive, rounds=4)
train("regression", {"objective": "reg:squarederror"}, lambda s: s)
train("pseudohuber", {"objective": "reg:pseudohubererror", "base_score": -1.5}, lambda s: s, rounds=2)
train("logitraw", {"objective": "binary:logitraw", "base_score": 0.3}, positive, rounds=2)
train("hinge", {"objective": "binary:hinge"}, positive)
train("poisson", {"objective": "count:poisson", "base_score": 1.7}, lambda s: np.floor(np.abs(s) * 2))
train("gamma", {"objective": "reg:gamma", "base_score": 0.8}, lambda s: np.abs(s) + 0.1, rounds=2)
aft()
train("multiclass", {"objective": "multi:softprob", "num_class": 3, "max_depth": 2}, thirds)
train("forest", {"objective": "multi:softprob", "num_class": 3, "max_depth": 2, "num_parallel_tree": 2, "subsample": 0.7}, thirds, rounds=2)
train("dart", {"objective": "binary:logistic", "booster": "dart", "rate_drop": 0.5, "one_drop": 1}, positive, rounds=8)
train("rank", {"objective": "rank:pairwise"}, thirds, rounds=2)
train("pruned", {"objective": "reg:squarederror", "tree_method": "exact", "max_depth": 4, "gamma": 6}, lambda s: s)
early()
categorical()
pruned = json.load(open("pruned.json", encoding="utf-8"))["learner"]["gradient_booster"]["model"]["trees"]
print("deleted nodes:", [tree["tree_param"]["num_deleted"] for tree in pruned])

"""Makes the ONNX files of this folder, and the rows for which expect.js asks ONNX Runtime. See README.md."""
import json
import os
import sys

import numpy as np
import sklearn.compose as compose
import sklearn.ensemble as ensemble
import sklearn.impute as impute
import sklearn.linear_model as linear
import sklearn.preprocessing as preprocessing
from onnx import TensorProto as T
from onnx import ValueInfoProto, helper, numpy_helper

ML = "ai.onnx.ml"
TYPES = {T.FLOAT: "float32", T.DOUBLE: "float64", T.INT64: "int64", T.STRING: "string"}
HERE = os.path.dirname(os.path.abspath(__file__))
WORK = sys.argv[1]
NAN = float("nan")


def node(op, inputs, outputs, **attributes):
    domain = ML if op in LEARNING else ""
    return helper.make_node(op, inputs, outputs, domain=domain, **attributes)


LEARNING = {"ArrayFeatureExtractor", "Binarizer", "CategoryMapper", "FeatureVectorizer", "Imputer", "LabelEncoder", "LinearClassifier",
            "LinearRegressor", "Normalizer", "OneHotEncoder", "Scaler", "TreeEnsemble", "TreeEnsembleClassifier", "TreeEnsembleRegressor", "ZipMap"}


def constant(name, values, dtype):
    return numpy_helper.from_array(np.array(values, dtype), name)


def model(nodes, inputs, outputs, constants, ml, opset):
    graph = helper.make_graph(
        nodes, "model", [helper.make_tensor_value_info(n, t, [None] + s) for n, t, s in inputs], outputs, constants)
    made = helper.make_model(graph, producer_name="handmade", opset_imports=[helper.make_opsetid("", opset), helper.make_opsetid(ML, ml)])
    made.ir_version = 8
    return made


def save(name, nodes, inputs, rows, scores, names, outputs=None, columns=None, constants=(), ml=3, opset=15, names_of_inputs=None):
    """scores: the tensor that ONNX Runtime is asked for; names: of the outputs that the reader gives; columns: those of the tensor."""
    constants = list(constants)
    tensor = helper.make_tensor_value_info(scores, T.DOUBLE if name.endswith("_double") else T.FLOAT, None)
    made = model(nodes, inputs, outputs or [tensor], constants, ml, opset)
    with open(os.path.join(HERE, name + ".onnx"), "wb") as file:
        file.write(made.SerializeToString())
    # The runtime's Node package returns no maps, so it is asked for the tensor that goes into ZipMap.
    asked = model([n for n in nodes if n.op_type != "ZipMap"], inputs, [tensor], constants, ml, opset)
    with open(os.path.join(WORK, name + ".onnx"), "wb") as file:
        file.write(asked.SerializeToString())
    split = []
    for row in rows:
        feeds, at = {}, 0
        for n, t, s in inputs:
            width = s[0] if s else 1
            values = [v if t == T.STRING or v == v else None for v in row[at:at + width]]
            feeds[n] = {"type": TYPES[t], "data": values, "dims": [1] + s}
            at += width
        split.append(feeds)
    header = names_of_inputs or [n if not s or s == [1] else ("f%d" if len(inputs) == 1 else n + "%d") % i for n, t, s in inputs for i in range(s[0] if s else 1)]
    with open(os.path.join(WORK, name + ".json"), "w") as file:
        json.dump({"header": header, "scores": scores, "names": names, "columns": columns, "rows": split}, file)


def tree_tables(trees, prefix, votes):
    """nodes_* and class_* or target_* of scikit-learn's trees, as its exporter writes them."""
    a = {k: [] for k in ["nodes_treeids", "nodes_nodeids", "nodes_featureids", "nodes_modes", "nodes_values", "nodes_truenodeids",
                         "nodes_falsenodeids", "nodes_missing_value_tracks_true", "nodes_hitrates", prefix + "_treeids", prefix + "_nodeids",
                         prefix + "_ids", prefix + "_weights"]}
    for t, tree in enumerate(trees):
        for i in range(tree.node_count):
            leaf = tree.children_left[i] < 0
            a["nodes_treeids"].append(t)
            a["nodes_nodeids"].append(i)
            a["nodes_featureids"].append(0 if leaf else int(tree.feature[i]))
            a["nodes_modes"].append("LEAF" if leaf else "BRANCH_LEQ")
            # scikit-learn compares a float with a double; the next lower float decides alike.
            threshold = np.float32(tree.threshold[i])
            a["nodes_values"].append(0. if leaf else float(threshold if threshold <= tree.threshold[i] else np.nextafter(threshold, np.float32(-np.inf))))
            a["nodes_truenodeids"].append(0 if leaf else int(tree.children_left[i]))
            a["nodes_falsenodeids"].append(0 if leaf else int(tree.children_right[i]))
            a["nodes_missing_value_tracks_true"].append(0)
            a["nodes_hitrates"].append(float(tree.weighted_n_node_samples[i]))
            for target, weight in votes(t, tree, i) if leaf else []:
                a[prefix + "_treeids"].append(t)
                a[prefix + "_nodeids"].append(i)
                a[prefix + "_ids"].append(target)
                a[prefix + "_weights"].append(float(weight))
    return a


def table(nodes, prefix, votes, **more):
    """nodes: (mode, column, value, true, false, tracks) by id; votes: (node, target, weight). One tree."""
    return dict(
        {"nodes_treeids": [0] * len(nodes), "nodes_nodeids": list(range(len(nodes))), "nodes_modes": [n[0] for n in nodes],
         "nodes_featureids": [n[1] for n in nodes], "nodes_values": [float(n[2]) for n in nodes], "nodes_truenodeids": [n[3] for n in nodes],
         "nodes_falsenodeids": [n[4] for n in nodes], "nodes_missing_value_tracks_true": [n[5] for n in nodes],
         prefix + "_treeids": [0] * len(votes), prefix + "_nodeids": [v[0] for v in votes], prefix + "_ids": [v[1] for v in votes],
         prefix + "_weights": [float(v[2]) for v in votes]}, **more)


def zipped(name):
    """What ZipMap makes: a sequence of maps from class to probability."""
    info = ValueInfoProto(name=name)
    pairs = info.type.sequence_type.elem_type.map_type
    pairs.key_type = T.INT64
    pairs.value_type.tensor_type.elem_type = T.FLOAT
    return info


LEAF = ("LEAF", 0, 0, 0, 0, 0)
rng = np.random.RandomState(7)
X = np.round(rng.randn(300, 4).astype(np.float32), 2)
score = X[:, 0] - 0.5 * X[:, 1] + X[:, 2] * X[:, 3]
FLOATS = [("X", T.FLOAT, [4])]
ROWS = [[float(v) for v in row] for row in np.round(rng.randn(24, 4), 2)] + [[NAN, 0.5, -0.25, 1.0], [0.0, NAN, NAN, NAN]]

# Every comparison, once with missing values to the true side and once not.
splits = [("BRANCH_" + mode, i // 2 % 4, 0.5, tracks) for i, (mode, tracks) in enumerate((m, t) for m in ["LEQ", "LT", "GTE", "GT", "EQ", "NEQ"] for t in (0, 1))]
a = None
for t, (mode, column, value, tracks) in enumerate(splits):
    one = table([(mode, column, value, 1, 2, tracks), LEAF, LEAF], "target", [(1, 0, 2 ** -t), (2, 0, -3 * 2 ** -t)])
    one["nodes_treeids"], one["target_treeids"] = [t] * 3, [t] * 2
    a = one if a is None else {k: a[k] + v for k, v in one.items()}
edges = [[v] * 4 for v in (0.5, 0.0, 1.0, NAN, 0.50001, -0.5)] + ROWS
save("modes", [node("TreeEnsembleRegressor", ["X"], ["Y"], n_targets=1, **a)], FLOATS, edges, "Y", ["value"])

# "One of -2.5, 1, 100" as LightGBM's exporter writes it: a chain whose nodes share their true child.
chain = table([("BRANCH_EQ", 1, -2.5, 3, 1, 0), ("BRANCH_EQ", 1, 1.0, 3, 2, 0), ("BRANCH_EQ", 1, 100.0, 3, 4, 1), LEAF,
               ("BRANCH_LEQ", 0, 0.25, 5, 6, 1), LEAF, LEAF], "target", [(3, 0, 1.5), (5, 0, -0.5), (6, 0, 0.25)])
rows = [[x, v] for x in (0.0, 1.0, NAN) for v in (-2.5, 1.0, 1.25, 100.0, 99.0, NAN, -3.0)]
save("chain", [node("TreeEnsembleRegressor", ["X"], ["variable"], n_targets=1, **chain), node("Identity", ["variable"], ["Y"])], [("X", T.FLOAT, [2])], rows, "Y", ["value"])

label = np.where(score > 0.8, "good", np.where(score < -0.8, "bad", "fair"))
forest = ensemble.RandomForestClassifier(n_estimators=5, max_depth=4, random_state=1).fit(X, label)
a = tree_tables([e.tree_ for e in forest.estimators_], "class", lambda t, tree, i: enumerate(tree.value[i][0] / tree.value[i][0].sum() / 5))
save("forest", [node("TreeEnsembleClassifier", ["X"], ["output_label", "output_probability"], classlabels_strings=list(forest.classes_), post_transform="NONE", **a)],
     FLOATS, ROWS, "output_probability", list(forest.classes_))

binary = (score > 0).astype(int)
boosting = ensemble.GradientBoostingClassifier(n_estimators=10, max_depth=3, random_state=1).fit(X, binary)
a = tree_tables([e[0].tree_ for e in boosting.estimators_], "class", lambda t, tree, i: [(0, 0.1 * tree.value[i][0][0])])
base = float(np.log(binary.mean() / (1 - binary.mean())))
save("boosting", [node("TreeEnsembleClassifier", ["float_input"], ["label", "probabilities"], classlabels_int64s=[0, 1], post_transform="LOGISTIC", base_values=[base], **a),
                  node("ZipMap", ["probabilities"], ["output_probability"], classlabels_int64s=[0, 1])],
     [("float_input", T.FLOAT, [4])], ROWS, "probabilities", ["1"], columns=[1],
     outputs=[helper.make_tensor_value_info("label", T.INT64, None),
              zipped("output_probability")])

classes = np.digitize(score, [-0.8, 0.8])
boosting = ensemble.GradientBoostingClassifier(n_estimators=4, max_depth=3, random_state=1).fit(X, classes)
a = tree_tables([e.tree_ for row in boosting.estimators_ for e in row], "class", lambda t, tree, i: [(t % 3, 0.1 * tree.value[i][0][0])])
save("classes", [node("TreeEnsembleClassifier", ["X"], ["label", "probabilities"], classlabels_int64s=[0, 1, 2], post_transform="SOFTMAX", base_values=[-1.1, 0.2, -0.9], **a)],
     FLOATS, ROWS, "probabilities", ["0", "1", "2"])

# Two targets, averaged, all tables in doubles.
regressor = ensemble.RandomForestRegressor(n_estimators=3, max_depth=3, random_state=1).fit(X, np.c_[score, score ** 2])
a = tree_tables([e.tree_ for e in regressor.estimators_], "target", lambda t, tree, i: enumerate(tree.value[i][:, 0]))
for name in ["nodes_values", "target_weights", "nodes_hitrates"]:
    a[name + "_as_tensor"] = constant(name, a.pop(name), np.float64)
save("averaged", [node("TreeEnsembleRegressor", ["X"], ["Y"], n_targets=2, aggregate_function="AVERAGE", base_values_as_tensor=constant("b", [0.1, -0.2], np.float64), **a)],
     [("X", T.DOUBLE, [4])], ROWS, "Y", ["value0", "value1"])

# ai.onnx.ml 5, in floats and doubles: <=, >, membership, a tree of one leaf, a leaf of two parents.
for name, t, dtype in [("ensemble5", T.FLOAT, np.float32), ("ensemble5_double", T.DOUBLE, np.float64)]:
    a = dict(tree_roots=[0, 3], n_targets=2, aggregate_function=1, post_transform=0, nodes_modes=constant("m", [0, 3, 6, 0], np.uint8),
             nodes_splits=constant("s", [0.1, -0.3, 0, 0], dtype), nodes_featureids=[0, 1, 2, 0], nodes_missing_value_tracks_true=[1, 0, 1, 0],
             nodes_truenodeids=[1, 0, 2, 4], nodes_trueleafs=[0, 1, 1, 1], nodes_falsenodeids=[2, 1, 3, 4], nodes_falseleafs=[0, 1, 1, 1],
             membership_values=constant("v", [1, 3, 7, NAN], dtype), leaf_weights=constant("w", [0.3, -1.7, 2.1, 0.7, 0.01], dtype), leaf_targetids=[0, 1, 1, 0, 0])
    rows = [[x, y, z] for x in (0.1, 0.10000001, NAN) for y in (-0.3, 0.0, NAN) for z in (1.0, 3.0, 2.5, 7.0, NAN)]
    save(name, [node("TreeEnsemble", ["X"], ["Y"], **a)], [("X", t, [3])], rows, "Y", ["value0", "value1"], ml=5)

# ColumnTransformer(SimpleImputer + StandardScaler, OneHotEncoder) + LogisticRegression, as skl2onnx writes it.
ages, incomes = rng.randint(20, 65, 300).astype(float), np.round(rng.lognormal(9, 0.5, 300), 0)
ages[::17] = np.nan
sector, housing = rng.choice(["farm", "shop", "state"], 300), rng.choice(["own", "rent", "family"], 300)
bad = (rng.rand(300) < 1 / (1 + np.exp(-(0.5 - np.log(incomes / 8000) - 0.4 * (housing == "own") + 0.6 * (sector == "farm"))))).astype(int)
numbers = np.c_[ages, incomes]
imputer = impute.SimpleImputer(strategy="median").fit(numbers)
scaler = preprocessing.StandardScaler().fit(imputer.transform(numbers))
encoder = preprocessing.OneHotEncoder(handle_unknown="ignore", sparse_output=False).fit(np.c_[sector, housing])
design = np.c_[scaler.transform(imputer.transform(numbers)), encoder.transform(np.c_[sector, housing])]
logistic = linear.LogisticRegression(C=10).fit(design, bad)
coefficients = np.r_[-logistic.coef_[0], logistic.coef_[0]].tolist()
PEOPLE = [("age", T.FLOAT, [1]), ("income", T.FLOAT, [1]), ("sector", T.STRING, [1]), ("housing", T.STRING, [1])]
people = [[30.0, 8000.0, "farm", "own"], [NAN, 12000.0, "shop", "rent"], [61.0, NAN, "state", "family"], [22.0, 3500.0, "navy", "rent"], [45.0, 90000.0, "shop", "tent"]]
people += [[float(ages[i]), float(incomes[i]), str(sector[i]), str(housing[i])] for i in range(20)]


def encoded(names, categories, zeros=1):
    nodes = [node("Concat", names, ["texts"], axis=1)]
    for i, values in enumerate(categories):
        nodes += [node("ArrayFeatureExtractor", ["texts", "at%d" % i], ["text%d" % i]),
                  node("OneHotEncoder", ["text%d" % i], ["hot%d" % i], cats_strings=[str(v) for v in values], zeros=zeros)]
    return nodes + [node("Concat", ["hot%d" % i for i in range(len(categories))], ["hots"], axis=2), node("Reshape", ["hots", "shape"], ["encoded"])]


hot = [constant("at0", [0], np.int64), constant("at1", [1], np.int64), constant("shape", [-1, 6], np.int64)]
scaled = [node("Concat", ["age", "income"], ["numbers"], axis=1),
          node("Imputer", ["numbers"], ["imputed"], imputed_value_floats=imputer.statistics_.tolist(), replaced_value_float=NAN),
          node("Scaler", ["imputed"], ["scaled"], offset=scaler.mean_.tolist(), scale=(1 / scaler.scale_).tolist())]
linear_end = [node("Concat", ["scaled", "encoded"], ["design"], axis=1),
              node("LinearClassifier", ["design"], ["label", "raw"], classlabels_ints=[0, 1], coefficients=coefficients,
                   intercepts=[-float(logistic.intercept_[0]), float(logistic.intercept_[0])], multi_class=0, post_transform="LOGISTIC"),
              node("Normalizer", ["raw"], ["probabilities"], norm="L1")]
maps = [helper.make_tensor_value_info("label", T.INT64, None),
        zipped("output_probability")]
save("logistic", scaled + encoded(["sector", "housing"], encoder.categories_) + linear_end + [node("ZipMap", ["probabilities"], ["output_probability"], classlabels_int64s=[0, 1])],
     PEOPLE, people, "probabilities", ["0", "1"], outputs=maps, constants=hot)
# handle_unknown="error": the runtime refuses the rows with an unknown category.
save("strict", scaled + encoded(["sector", "housing"], encoder.categories_, zeros=0) + linear_end, PEOPLE, people, "probabilities", ["0", "1"], constants=hot)

# Scaler with div="div_cast", MatMul and Add in doubles, as skl2onnx writes a logistic regression of doubles.
save("linear_double", [node("Sub", ["X", "mean"], ["moved"]), node("Div", ["moved", "deviation"], ["scaled"]), node("MatMul", ["scaled", "coef"], ["product"]),
                       node("Add", ["product", "intercept"], ["raw"]), node("Sigmoid", ["raw"], ["sigmoid"]), node("Identity", ["sigmoid"], ["Y"])],
     [("X", T.DOUBLE, [4])], ROWS[:24], "Y", ["value0", "value1"],
     constants=[constant("mean", [[0.1, -0.2, 0.3, 0.05]], np.float64), constant("deviation", [[1.1, 0.9, 1.3, 0.7]], np.float64),
                constant("coef", [[-0.7, 0.7], [0.2, -0.2], [1.5, -1.5], [-0.1, 0.1]], np.float64), constant("intercept", [[0.4, -0.4]], np.float64)])
save("gemm", [node("Gemm", ["X", "B", "C"], ["raw"], alpha=0.5, beta=2.0, transB=1), node("Softmax", ["raw"], ["Y"], axis=1)], FLOATS, ROWS[:24], "Y", ["value0", "value1", "value2"],
     constants=[constant("B", rng.randn(3, 4).round(2), np.float32), constant("C", [0.1, -0.3, 0.2], np.float32)])
save("poisson", [node("Cast", ["X"], ["cast"], to=T.DOUBLE), node("Cast", ["cast"], ["back"], to=T.FLOAT),
                 node("LinearRegressor", ["back"], ["raw"], coefficients=[0.3, -0.2, 0.1, 0.05], intercepts=[0.7], targets=1), node("Exp", ["raw"], ["Y"])], FLOATS, ROWS[:24], "Y", ["value"])

# ML.NET: keys by LabelEncoder, all features in one vector, trees calibrated by a sigmoid; every column comes out again.
tree = table([("BRANCH_LEQ", 0, 35, 1, 2, 0), ("BRANCH_GT", 3, 0.5, 3, 4, 0), ("BRANCH_LEQ", 1, 9000, 5, 6, 0), LEAF, LEAF, LEAF, LEAF], "target",
             [(3, 0, 0.8), (4, 0, -0.1), (5, 0, 0.3), (6, 0, -0.9)])
flows = [helper.make_tensor_value_info(n, t, [None, w]) for n, t, w in
         [("age.output", T.FLOAT, 1), ("Features.output", T.FLOAT, 5), ("PredictedLabel.output", T.INT64, 1), ("Score.output", T.FLOAT, 1), ("Probability.output", T.FLOAT, 1)]]
save("mlnet", [node("Identity", ["age"], ["age.output"]), node("LabelEncoder", ["sector"], ["key"], keys_strings=["farm", "shop", "state"], values_int64s=[0, 1, 2], default_int64=-1),
               node("OneHotEncoder", ["key"], ["hot"], cats_int64s=[0, 1, 2], zeros=1), node("Reshape", ["hot", "shape"], ["flat"]),
               node("FeatureVectorizer", ["age", "income", "flat"], ["Features"], inputdimensions=[1, 1, 3]), node("Identity", ["Features"], ["Features.output"]),
               node("TreeEnsembleRegressor", ["Features"], ["Score"], n_targets=1, **tree), node("Identity", ["Score"], ["Score.output"]),
               node("Mul", ["Score", "slope"], ["scaled"]), node("Add", ["scaled", "offset"], ["moved"]), node("Sigmoid", ["moved"], ["Probability"]),
               node("Identity", ["Probability"], ["Probability.output"]), node("Binarizer", ["Score"], ["bin"], threshold=0.0), node("Cast", ["bin"], ["PredictedLabel.output"], to=T.INT64)],
     [("age", T.FLOAT, [1]), ("income", T.FLOAT, [1]), ("sector", T.STRING, [1])], [p[:3] for p in people if p[0] == p[0] and p[1] == p[1]], "Probability", ["value"],
     outputs=flows, constants=[constant("shape", [-1, 3], np.int64), constant("slope", [1.7], np.float32), constant("offset", [-0.25], np.float32)])

# OrdinalEncoder + trees with two scores for two classes; LabelEncoder to strings and on; codes as integers.
tree = table([("BRANCH_LEQ", 0, 0.5, 1, 2, 0), LEAF, ("BRANCH_LEQ", 1, 1.5, 3, 4, 0), LEAF, LEAF], "class",
             [(1, 0, 0.9), (1, 1, 0.1), (3, 0, 0.4), (3, 1, 0.6), (4, 0, 0.2), (4, 1, 0.8)])
save("ordinal", [node("LabelEncoder", ["sector"], ["s"], keys_strings=["farm", "shop", "state"], values_int64s=[0, 1, 2]),
                 node("LabelEncoder", ["housing"], ["group"], keys_strings=["own", "rent", "family"], values_strings=["safe", "loose", "safe"], default_string="none"),
                 node("LabelEncoder", ["group"], ["h"], keys_strings=["none", "safe", "loose"], values_floats=[0.0, 1.0, 2.0]),
                 node("Squeeze", ["s", "axis"], ["flat"]), node("Unsqueeze", ["flat", "axis"], ["column"]), node("Cast", ["column"], ["sf"], to=T.FLOAT),
                 node("Concat", ["sf", "h"], ["X"], axis=-1), node("Flatten", ["X"], ["F"]),
                 node("TreeEnsembleClassifier", ["F"], ["label", "P"], classlabels_strings=["paid", "lost"], post_transform="NONE", **tree)],
     PEOPLE[2:], [p[2:] for p in people], "P", ["paid", "lost"], constants=[constant("axis", [1], np.int64)])
save("codes", [node("OneHotEncoder", ["code"], ["hot"], cats_int64s=[3, 1, 7], zeros=1), node("Reshape", ["hot", "shape"], ["flat"]),
               node("LabelEncoder", ["grade"], ["risk"], keys_int64s=[1, 2, 3], values_floats=[0.1, 0.5, 2.5], default_float=9.0), node("Neg", ["risk"], ["minus"]),
               node("Cast", ["grade"], ["g"], to=T.FLOAT), node("Concat", ["flat", "minus", "g"], ["X"], axis=1),
               node("Gather", ["X", "picked"], ["G"], axis=1), node("LinearRegressor", ["G"], ["Y"], coefficients=[1.0, -2.0, 0.5, 0.25], intercepts=[0.125], targets=1)],
     [("code", T.INT64, [1]), ("grade", T.INT64, [1])], [[c, g] for c in (1, 3, 7, 5, -1) for g in (1, 2, 3, 4)], "Y", ["value"],
     constants=[constant("shape", [0, -1], np.int64), constant("picked", [4, 0, 2, 3], np.int64)])

# NaN as a key, CategoryMapper, missing flags, selection, sum, the other norms and post-transforms.
save("keys", [node("LabelEncoder", ["x"], ["a"], keys_tensor=constant("k", [NAN, 1.0, 2.5], np.float32), values_tensor=constant("v", [5.0, 6.0, 7.0], np.float32), default_tensor=constant("d", [8.0], np.float32)),
              node("CategoryMapper", ["sector"], ["m"], cats_strings=["farm", "shop"], cats_int64s=[4, 9], default_int64=-3), node("Cast", ["m"], ["b"], to=T.FLOAT),
              node("IsNaN", ["x"], ["missing"]), node("Not", ["missing"], ["there"]), node("Where", ["there", "x", "other"], ["c"]), node("Cast", ["missing"], ["d"], to=T.FLOAT),
              node("Sum", ["a", "b", "c", "d"], ["s"]), node("Concat", ["a", "b", "c", "s"], ["all"], axis=1), node("Normalizer", ["all"], ["n1"], norm="L2"),
              node("Normalizer", ["all"], ["n2"], norm="MAX"), node("Add", ["n1", "n2"], ["Y"])],
     [("x", T.FLOAT, [1]), ("sector", T.STRING, [1])], [[x, s] for x in (NAN, 1.0, 2.5, -2.0, 0.0) for s in ("farm", "shop", "navy")], "Y", ["value0", "value1", "value2", "value3"],
     constants=[constant("other", [[-1.5]], np.float32)], ml=4)
for name, transform in [("zeros", "SOFTMAX_ZERO"), ("probit", "PROBIT")]:
    tree = table([("BRANCH_LT", 0, 0.0, 1, 2, 1), LEAF, LEAF], "target", [(1, 0, 0.3), (1, 1, 0.0 if name == "zeros" else 0.4), (1, 2, 0.6), (2, 0, 0.9), (2, 1, 0.2), (2, 2, 0.25)])
    save(name, [node("TreeEnsembleRegressor", ["X"], ["Y"], n_targets=3, post_transform=transform, **tree)], FLOATS, ROWS, "Y", ["value0", "value1", "value2"])
# One score for two classes, where the other column is 1 - s, and where it goes on as a tensor of two columns.
tree = table([("BRANCH_LT", 0, 0.0, 1, 2, 1), LEAF, LEAF], "class", [(1, 0, 0.3), (2, 0, 0.9)])
save("share", [node("TreeEnsembleClassifier", ["X"], ["label", "P"], classlabels_strings=["no", "yes"], **tree), node("Gather", ["P", "one"], ["yes"], axis=1)], FLOATS, ROWS, "yes", ["yes"],
     constants=[constant("one", [1], np.int64)])
save("columns", [node("TreeEnsembleClassifier", ["X"], ["label", "P"], classlabels_strings=["no", "yes"], **tree), node("Mul", ["P", "hundred"], ["Y"])], FLOATS, ROWS, "Y", ["value0", "value1"],
     constants=[constant("hundred", 100.0, np.float32)])

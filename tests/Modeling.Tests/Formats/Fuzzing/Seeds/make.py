"""Makes the seeds of the fuzz tests in this folder: XGBoost 1.7.4, onnx 1.12.0; LightGBM's text by hand. Made-up data."""
import numpy
import onnx
import pandas
import xgboost
from onnx import TensorProto, helper

dice = numpy.random.RandomState(1)
count = 400
people = pandas.DataFrame({
    "age": dice.randint(20, 60, count).astype(float),
    "income": numpy.where(dice.rand(count) < .2, numpy.nan, dice.gamma(2, 3000, count).round()),
    "city": pandas.Categorical(dice.randint(0, 6, count)),
})
bad = (dice.rand(count) < 1 / (1 + numpy.exp(-(people.age - 40) / 10))).astype(int)


def boost(name, outcome, rounds, **parameters):
    data = xgboost.DMatrix(people, outcome, enable_categorical=True)
    model = xgboost.train({"tree_method": "hist", "max_depth": 3, "max_cat_to_onehot": 2, **parameters}, data, rounds)
    model.save_model(f"{name}.json")
    model.save_model(f"{name}.ubj")


def light(name, header, trees, tail="pandas_categorical:null"):
    texts = [f"Tree={index}\n{tree}\n\n\n" for index, tree in enumerate(trees)]
    sizes = " ".join(str(len(text)) for text in texts)
    with open(f"{name}.lgb.txt", "w", newline="\n") as file:
        file.write(f"tree\n{header}tree_sizes={sizes}\n\n{''.join(texts)}end of trees\n\nfeature_importances:\nage=1\n\n"
                   f"parameters:\n[boosting: gbdt]\n\nend of parameters\n\n{tail}\n")


def light_header(objective, classes=1, more=""):
    return (f"version=v4\nnum_class={classes}\nnum_tree_per_iteration={classes}\nlabel_index=0\nmax_feature_idx=2\nobjective={objective}\n{more}"
            "feature_names=age income city\nfeature_infos=[20:60] [0:99999] 0:1:2:3:4:5\n")


def light_tree(decisions):
    return f"""num_leaves=4
num_cat=1
split_feature=0 2 1
split_gain=3 2 1
threshold=39.5 0 2500.5
decision_type={decisions}
left_child=1 -1 -2
right_child=2 -3 -4
leaf_value=0.25 -0.5 0.125 1e-3
leaf_weight=1 2 3 4
leaf_count=10 20 30 40
internal_value=0 0 0
internal_weight=0 0 0
internal_count=100 40 60
cat_boundaries=0 1
cat_threshold=21
is_linear=0
shrinkage=0.1"""


def graph(name, nodes, inputs, outputs, initializers=()):
    made = helper.make_graph(nodes, name, inputs, outputs, list(initializers))
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 15), helper.make_opsetid("ai.onnx.ml", 3)], producer_name="make.py")
    model.ir_version = 8
    onnx.save(model, f"{name}.onnx")


def floats(name, *shape):
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def ml(operator, inputs, outputs, **attributes):
    return helper.make_node(operator, inputs, outputs, domain="ai.onnx.ml", **attributes)


boost("binary", bad, 3, objective="binary:logistic")
boost("classes", dice.randint(0, 3, count), 1, objective="multi:softprob", num_class=3)
boost("dart", bad * 3.0, 3, objective="reg:squarederror", booster="dart", rate_drop=.5)

light("binary", light_header("binary sigmoid:1"), [light_tree("10 1 8"), light_tree("2 1 4")],
      'pandas_categorical:[["Beijing", "Xi\'an", "Harbin", "Wuhan", "Lhasa", "Urumqi"]]')
light("classes", light_header("multiclass num_class:2", 2), [light_tree("10 1 8"), light_tree("0 9 0")])
light("forest", light_header("regression", more="average_output\n"), [light_tree("8 1 6"), light_tree("10 1 2")])

TREES = dict(
    nodes_treeids=[0, 0, 0, 1, 1, 1], nodes_nodeids=[0, 1, 2, 0, 1, 2], nodes_featureids=[0, 0, 0, 1, 0, 0],
    nodes_modes=["BRANCH_LT", "LEAF", "LEAF", "BRANCH_LEQ", "LEAF", "LEAF"], nodes_values=[39.5, 0, 0, 2500.5, 0, 0],
    nodes_truenodeids=[1, 0, 0, 1, 0, 0], nodes_falsenodeids=[2, 0, 0, 2, 0, 0], nodes_missing_value_tracks_true=[1, 0, 0, 0, 0, 0])
LEAVES = dict(treeids=[0, 0, 1, 1], nodeids=[1, 2, 1, 2], ids=[0, 0, 0, 0], weights=[.3, -.1, .2, -.4])

graph("classifier",
      [ml("TreeEnsembleClassifier", ["x"], ["label", "probabilities"], post_transform="LOGISTIC", classlabels_int64s=[0, 1], **TREES,
          **{f"class_{key}": value for key, value in LEAVES.items()})],
      [floats("x", None, 2)], [helper.make_tensor_value_info("label", TensorProto.INT64, [None]), floats("probabilities", None, 2)])
graph("regressor",
      [ml("TreeEnsembleRegressor", ["x"], ["y"], n_targets=1, aggregate_function="SUM", base_values=[.5], **TREES,
          **{f"target_{key}": value for key, value in LEAVES.items()})],
      [floats("x", None, 2)], [floats("y", None, 1)])
graph("pipeline",
      [ml("Imputer", ["x"], ["filled"], imputed_value_floats=[40.0, 3000.0], replaced_value_float=float("nan")),
       ml("Scaler", ["filled"], ["scaled"], offset=[40.0, 3000.0], scale=[.1, .001]),
       ml("LinearClassifier", ["scaled"], ["label", "scores"], coefficients=[.5, -.25, -.5, .25], intercepts=[.1, -.1], classlabels_ints=[0, 1], post_transform="LOGISTIC"),
       ml("Normalizer", ["scores"], ["probabilities"], norm="L1")],
      [floats("x", None, 2)], [helper.make_tensor_value_info("label", TensorProto.INT64, [None]), floats("probabilities", None, 2)])

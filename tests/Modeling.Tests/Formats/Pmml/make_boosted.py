"""Trains a small XGBoost classifier and writes it as JPMML-XGBoost does: boosted.pmml, and boosted.csv with what XGBoost answers.

The counts of records are XGBoost's sums of the hessian, by which it weights contributions.

Run with a Python that has xgboost 1.7 and numpy; the files beside this script are its output.
"""
import json
import numpy as np
import xgboost as xgb

rng = np.random.default_rng(20)
X = np.round(rng.normal(size=(600, 3)) * [3, 1, 10], 2).astype(np.float32)
X[rng.random(X.shape) < 0.1] = np.nan
y = (np.nan_to_num(X[:, 0]) - 2 * np.nan_to_num(X[:, 1]) + rng.normal(size=600) > 0).astype(int)
data = xgb.DMatrix(X, y)
# A base score of one half is a margin of 0, so that PMML's sum from zero and XGBoost's from the base are the same.
booster = xgb.train({"max_depth": 3, "eta": 0.3, "objective": "binary:logistic", "base_score": 0.5}, data, 8)
FIELDS = ["income", "debt", "tenor"]


def number(value):
    return repr(np.float32(value)).removeprefix("np.float32(").removesuffix(")")


def node(tree, index, predicate, out, indent):
    n = {k: tree[k][index] for k in ("left_children", "right_children", "split_indices", "split_conditions", "default_left", "sum_hessian")}
    records = f'recordCount="{number(n["sum_hessian"])}"'
    pad = " " * indent
    if n["left_children"] < 0:
        out.append(f'{pad}<Node id="{index}" {records} score="{number(n["split_conditions"])}">{predicate}</Node>')
        return
    default = n["left_children"] if n["default_left"] else n["right_children"]
    out.append(f'{pad}<Node id="{index}" {records} defaultChild="{default}">{predicate}')
    field, t = FIELDS[n["split_indices"]], number(n["split_conditions"])
    for child, operator in ((n["left_children"], "lessThan"), (n["right_children"], "greaterOrEqual")):
        node(tree, child, f'<SimplePredicate field="{field}" operator="{operator}" value="{t}"/>', out, indent + 1)
    out.append(f"{pad}</Node>")


trees = json.loads(booster.save_raw("json"))["learner"]["gradient_booster"]["model"]["trees"]
schema = "<MiningSchema>" + "".join(f'<MiningField name="{f}"/>' for f in FIELDS) + "</MiningSchema>"
out = [f'''<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<PMML xmlns="http://www.dmg.org/PMML-4_4" xmlns:data="http://jpmml.org/jpmml-model/InlineTable" version="4.4">
 <Header><Application name="make_boosted.py"/></Header>
 <DataDictionary>
  <DataField name="bad" optype="categorical" dataType="integer"><Value value="0"/><Value value="1"/></DataField>''']
out += [f'  <DataField name="{f}" optype="continuous" dataType="float"/>' for f in FIELDS]
out.append(f''' </DataDictionary>
 <MiningModel functionName="classification" x-mathContext="float">
  <MiningSchema><MiningField name="bad" usageType="target"/>{schema[len("<MiningSchema>"):]}
  <Segmentation multipleModelMethod="modelChain" missingPredictionTreatment="returnMissing">
   <Segment id="1"><True/>
    <MiningModel functionName="regression" x-mathContext="float">
     {schema}
     <Output><OutputField name="xgbValue" optype="continuous" dataType="float" feature="predictedValue" isFinalResult="false"/></Output>
     <Segmentation multipleModelMethod="sum" missingPredictionTreatment="returnMissing">''')
for i, tree in enumerate(trees):
    out.append(f'      <Segment id="{i + 1}"><True/><TreeModel functionName="regression" missingValueStrategy="defaultChild" '
               f'splitCharacteristic="binarySplit" x-mathContext="float">{schema}')
    node(tree, 0, "<True/>", out, 7)
    out.append("      </TreeModel></Segment>")
out.append('''     </Segmentation>
    </MiningModel>
   </Segment>
   <Segment id="2"><True/>
    <RegressionModel functionName="classification" normalizationMethod="logit" x-mathContext="float">
     <MiningSchema><MiningField name="bad" usageType="target"/><MiningField name="xgbValue"/></MiningSchema>
     <Output>
      <OutputField name="probability(0)" optype="continuous" dataType="float" feature="probability" value="0"/>
      <OutputField name="probability(1)" optype="continuous" dataType="float" feature="probability" value="1"/>
     </Output>
     <RegressionTable intercept="0.0" targetCategory="1"><NumericPredictor name="xgbValue" coefficient="1.0"/></RegressionTable>
     <RegressionTable intercept="0.0" targetCategory="0"/>
    </RegressionModel>
   </Segment>
  </Segmentation>
 </MiningModel>
</PMML>''')
open("boosted.pmml", "w").write("\n".join(out) + "\n")
rows = xgb.DMatrix(X[:60])
with open("boosted.csv", "w") as file:
    file.write("income,debt,tenor,margin,probability,by_income,by_debt,by_tenor,bias\n")
    answers = zip(X[:60], booster.predict(rows, output_margin=True), booster.predict(rows), booster.predict(rows, pred_contribs=True))
    for x, m, p, parts in answers:
        file.write(",".join("" if np.isnan(v) else number(v) for v in [*x, m, p, *parts]) + "\n")

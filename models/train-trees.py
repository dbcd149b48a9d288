#!/usr/bin/env python3
"""Trains one reference tree model with XGBoost, the same bytes every time.

usage: train-trees.py SPEC.train.json TRAIN.csv ARTIFACT.json [CHECK.csv CHECK-MARGINS.csv]

The population files come from `creditctl population generate`; models/build.sh runs all of it. With CHECK.csv, the margins that
XGBoost itself gives to its first rows are written, so that a test can hold the service's own scoring to them, bit for bit.
Needs Debian's python3-xgboost (1.7.4) and nothing beyond it.
"""
import csv
import json
import sys

import numpy
import xgboost

CHECKED_ROWS = 500
FLAGS = {"false": 0.0, "true": 1.0}


def value_of(text, item):
    """A category is its place in the catalog's list, a flag 0 or 1, an empty field missing."""
    if text == "":
        return numpy.nan
    if "categories" in item:
        return item["categories"].index(text)
    return FLAGS[text] if text in FLAGS else float(text)


def withhold(rows, spec):
    """Takes values out of a share of the rows, group by group and by chance, whatever became of the applicant.

    Where no training row lacks a value, the trees send those who do any way at all: who withholds it would be taken for the worst or the
    best there is. This way a missing value says nothing, as the missing bins of the scorecards have it.
    """
    chance = numpy.random.RandomState(spec["seed"])
    columns = [item["column"] for item in spec["inputs"]]
    for group in spec["withheld"]["groups"]:
        chosen = chance.random_sample(len(rows)) < spec["withheld"]["share"]
        rows[numpy.ix_(chosen, [columns.index(column) for column in group])] = numpy.nan


def read(path, spec, most=None, training=False):
    rows, outcomes = [], []
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if any(row[column] != wanted for column, wanted in spec["only_rows"].items()):
                continue
            rows.append([value_of(row[item["column"]], item) for item in spec["inputs"]])
            outcomes.append(row[spec["outcome"]] == "true")
            if len(rows) == most:
                break
    values = numpy.array(rows, dtype=numpy.float32)
    if training:
        withhold(values, spec)
    return xgboost.DMatrix(
        values,
        label=numpy.array(outcomes, dtype=numpy.float32),
        feature_names=[item["column"] for item in spec["inputs"]],
        feature_types=["c" if "categories" in item else "q" for item in spec["inputs"]],
        enable_categorical=True,
        nthread=1)


def main():
    spec_path, train_path, artifact_path, *check = sys.argv[1:]
    with open(spec_path, encoding="utf-8") as file:
        spec = json.load(file)
    parameters = dict(spec["parameters"], objective="binary:logistic", tree_method="hist", nthread=1, seed=spec["seed"])
    # More of a bad thing may never lower the probability, nor more of a good one raise it.
    parameters["monotone_constraints"] = "(" + ",".join(str(item.get("monotone", 0)) for item in spec["inputs"]) + ")"
    booster = xgboost.train(parameters, read(train_path, spec, training=True), num_boost_round=spec["rounds"])
    booster.save_model(artifact_path)
    if check:
        check_path, margins_path = check
        margins = booster.predict(read(check_path, spec, CHECKED_ROWS), output_margin=True)
        with open(margins_path, "w", encoding="utf-8", newline="\n") as file:
            file.write("margin\n" + "".join(f"{margin:.9g}\n" for margin in margins))


if __name__ == "__main__":
    main()

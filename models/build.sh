#!/bin/sh
# Makes the reference models anew, byte for byte: the population from its seed, then one fit per document.
# Usage: models/build.sh [folder for the models, by default this one]
# The tree models need Debian's python3-xgboost (1.7.4); without it they are left as they are.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
output=${1:-$here}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The path of a built creditctl may be given, so that a test need not build it again.
creditctl=${CREDITCTL:-"dotnet run --project $root/src/CreditDecision.Cli --configuration Release --"}

$creditctl population generate --count 100000 --seed 20260101 --output "$work/population.csv"
for model in identity anti-fraud aml risk; do
  $creditctl scorecard fit --data "$work/population.csv" --spec "$here/$model.fit.yaml" \
    --catalog "$root/strategies/features.yaml" --reasons "$root/strategies/reasons.yaml" \
    --output "$output/$model.scorecard.json"
done

# Rows that no model has seen: train-trees.py writes what XGBoost itself gives to the first of them, for a test to compare.
if ! /usr/bin/python3 -c 'import xgboost' 2>/dev/null; then
  echo "python3-xgboost is not installed: anti-fraud-trees.json and risk-trees.json are not made anew" >&2
  exit 0
fi
$creditctl population generate --count 2000 --seed 20260103 --output "$work/unseen.csv"
for model in anti-fraud risk; do
  /usr/bin/python3 "$here/train-trees.py" "$here/$model-trees.train.json" "$work/population.csv" "$output/$model-trees.json" \
    "$work/unseen.csv" "$output/$model-trees.margins.csv"
done

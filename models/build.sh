#!/bin/sh
# Makes the reference scorecards anew, byte for byte: the population from its seed, then one fit per document.
# Usage: models/build.sh [folder for the scorecards, by default this one]
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

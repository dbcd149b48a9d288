#!/usr/bin/env bash
# Takes the reference content through its whole life (docs/governance.md) and writes genesis.json.gz, with which a store that has no log of
# governance begins: every model tested by the service on applicants that it was not made from, validated, reviewed in three stages, and the
# strategies put in force. To be run anew after any change of strategies/ or models/ that they hold. The people are made up, as the applicants are.
# Usage: governance/build.sh [file to write]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
output=${1:-$here/genesis.json.gz}
work=$(mktemp -d)
served=""
stop() {
  if [[ -n "$served" ]] && kill -TERM "$served" 2>/dev/null; then wait "$served" || true; fi
  rm -rf "$work"
}
trap stop EXIT

cd "$root"
for project in src/CreditDecision.Service src/CreditDecision.Cli; do dotnet build "$project" --configuration Release --verbosity quiet --nologo </dev/null >"$work/build.log" || { cat "$work/build.log" >&2; exit 1; }; done
creditctl() { dotnet src/CreditDecision.Cli/bin/Release/net10.0/creditctl.dll "$@"; }

creditctl auth keys --out "$work/issuer" >/dev/null
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' 2>/dev/null || echo $((20000 + RANDOM % 20000)))
server=http://127.0.0.1:$port
dotnet src/CreditDecision.Service/bin/Release/net10.0/CreditDecision.Service.dll --urls "$server" --Content:Directory "$root" --Store:Path "$work/decisions.db" \
  --Governance:Genesis "$work/none" --Door:Tokens:Issuer creditctl --Door:Tokens:Audience creditdecision --Door:Tokens:Keys "$work/issuer/issuer.pem" >"$work/service.log" 2>&1 &
served=$!
creditctl health --server "$server" --wait 60s >/dev/null || { cat "$work/service.log" >&2; exit 1; }

token() { # file, person, roles
  local file=$work/$1 person=$2 roles=()
  shift 2
  for role in "$@"; do roles+=(--role "$role"); done
  creditctl auth token --key "$work/issuer/issuer.key" --subject "$person" "${roles[@]}" >"$file"
}
token developer reference.developer developer
token validator reference.validator validator
token chair reference.chair committee_chair
token operations reference.operations risk_operations
token senior reference.senior senior_manager
for member in 1 2 3; do token "member-$member" "reference.member-$member" committee_member; done

govern() { # token, arguments of creditctl governance
  local who=$1
  shift
  creditctl governance "$@" --server "$server" --token-file "$work/$who" >>"$work/log.txt" 2>&1 || { tail -n 20 "$work/log.txt" >&2; return 1; }
}

cat >"$work/validation.md" <<'TEXT'
# Validation

The development test that the service ran was read figure by figure: discrimination, calibration by grade, stability, missing inputs, groups and
shocks. The bounds of its policy are met. The applicants are made up (docs/models.md): a bank validates on borrowers of its own before it lends.
TEXT
cat >"$work/minutes.md" <<'TEXT'
# Minutes

Present: those who voted. Nobody declared a relation. The test report and the validation were discussed; the use is the reference product on made-up
applicants. The vote stands in the log.
TEXT

approve() { # thing
  govern developer submit "$1" --text "The reference content, as it ships."
  govern validator validate "$1" --passed --report "$work/validation.md" --text "Read, and found as the report says."
  govern chair open-review "$1" --text "Complete."
  govern validator vote "$1" --opinion for --text "The test holds what its policy asks."
  govern chair conclude "$1" --minutes "$work/minutes.md"
  govern senior vote "$1" --opinion for --text "Within what the product is for."
  govern chair conclude "$1" --minutes "$work/minutes.md"
  for member in 1 2 3; do govern "member-$member" vote "$1" --opinion for --text "For reference use on made-up applicants."; done
  govern chair conclude "$1" --minutes "$work/minutes.md"
  echo "$1 approved"
}
register() { govern developer register "$2" --kind "$1" --developer reference.developer --owner reference.owner --text "The reference content, as it ships."; }

register feature_catalog features
govern developer check features@1
approve features@1
govern operations activate features@1 --as champion

# Rows that no model was made from: models/build.sh uses another seed.
creditctl population generate --count 40000 --seed 20260103 --output "$work/applicants.csv" >/dev/null
model() { # id, outcome, policy, more
  local id=$1 outcome=$2 policy=$3
  shift 3
  register model "$id"
  govern developer test "$id@1" --data "$work/applicants.csv" --label "$outcome" --hold-out-share 0.5 --policy "models/$policy.policy.yaml" --timeout 10m "$@"
  approve "$id@1"
}
model identity identity_fraud identity
model anti-fraud fraud anti-fraud
model anti-fraud-trees fraud anti-fraud
model aml aml_suspicious aml
model risk default_12m risk --only identity_fraud=false --only fraud=false
model risk-trees default_12m risk --only identity_fraud=false --only fraud=false

for file in strategies/*.strategy.yaml; do
  strategy=$(basename "$file" .strategy.yaml)
  register strategy "$strategy"
  govern developer check "$strategy@1"
  approve "$strategy@1"
  govern operations activate "$strategy@1" --as champion
done

creditctl governance export --server "$server" --token-file "$work/senior" --output "$work/genesis.json" >/dev/null
gzip -n -9 -c "$work/genesis.json" >"$output"
echo "$output: $(stat -c %s "$output") bytes"

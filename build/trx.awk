# Reads one test result file (.trx) and prints, tab-separated:
#   count   <passed> <failed> <skipped> <outcome of the run as a whole>
#   failed  <test> <first lines of the message>
#   skipped <test> <reason>
#   note    <test> <what follows "note: " in a line that the test wrote>
# Plain awk, because a clean Debian has no XML tool. The logger writes one element a line, which is all this relies on.
# Results are counted one by one: the file's own counters leave skipped tests out.

function attribute(line, name,    at, rest) {
  at = index(line, " " name "=\"")
  if (at == 0) return ""
  rest = substr(line, at + length(name) + 3)
  return decoded(substr(rest, 1, index(rest, "\"") - 1))
}

function decoded(text) {
  gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text); gsub(/&apos;/, "'", text)
  gsub(/&#x[dD];/, "", text); gsub(/&#x[aA];/, " ", text); gsub(/&amp;/, "\\&", text)
  gsub(/\t/, " ", text)
  return text
}

function finish() {
  if (outcome == "Passed") passed++
  else if (outcome == "NotExecuted") { skipped++; print "skipped\t" name "\t" (message == "" ? "no reason given" : message) }
  else { failed++; print "failed\t" name "\t" (message == "" ? outcome : message) }
  within = 0
}

{ sub(/\r$/, "") }

within && (/<StdOut>/ || in_output) {
  line = $0
  in_output = (line !~ /<\/StdOut>/)
  sub(/^.*<StdOut>/, "", line); sub(/<\/StdOut>.*$/, "", line)
  if (sub(/^note: /, "", line)) print "note\t" name "\t" decoded(line)
}

/<UnitTestResult / {
  name = attribute($0, "testName"); outcome = attribute($0, "outcome"); message = ""; within = 1; in_message = 0; in_output = 0; lines = 0
  if ($0 ~ /\/>[ ]*$/) finish()
  next
}

within && /<Message>/ { in_message = 1; sub(/^.*<Message>/, "") }

within && in_message {
  ended = sub(/<\/Message>.*$/, "")
  if (++lines <= 12) message = message (message == "" ? "" : " / ") decoded($0)
  if (ended) in_message = 0
}

within && /<\/UnitTestResult>/ { finish() }

/<ResultSummary / { run = attribute($0, "outcome") }

END { print "count\t" passed + 0 "\t" failed + 0 "\t" skipped + 0 "\t" (run == "" ? "none" : run) }

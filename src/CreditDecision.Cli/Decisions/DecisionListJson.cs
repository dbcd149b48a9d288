using System.Text.Json.Nodes;
using CreditDecision.Cli.Printing;
using CreditDecision.V1;

namespace CreditDecision.Cli.Decisions;

/// <summary>Writes <c>{"decisions": [...], "next_page_token": "..."}</c> as the pages come, since all of them together may not fit in memory.</summary>
internal sealed class DecisionListJson(TextWriter output)
{
    private bool _any;

    public void Add(IEnumerable<Decision> decisions)
    {
        foreach (Decision decision in decisions)
        {
            output.Write(_any ? ",\n" : "{\"decisions\": [\n");
            output.Write(JsonOutput.Text(JsonOutput.Of(decision)));
            _any = true;
        }
    }

    public void Close(string nextPageToken)
    {
        output.Write(_any ? "\n" : "{\"decisions\": [");
        output.WriteLine($"], \"next_page_token\": {JsonOutput.Text(JsonValue.Create(nextPageToken))}}}");
    }
}

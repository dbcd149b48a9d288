using System.Text.Json.Nodes;
using CreditDecision.Cli.Printing;
using CreditDecision.V1;

namespace CreditDecision.Cli.Replays;

/// <summary>What a run has told so far.</summary>
internal sealed class ReplayReport
{
    private readonly List<ReplayedDecision> _told = [];

    public ReplayProgress Summary { get; private set; } = new();

    /// <summary>At most as many as were asked for.</summary>
    public IReadOnlyList<ReplayedDecision> Told => _told;

    /// <summary>The service said that the run is over.</summary>
    public bool IsWhole => Summary.Finished;

    public bool AllIdentical => Summary.Identical == Summary.Done;

    public void Add(ReplayProgress progress)
    {
        _told.AddRange(progress.Told);
        Summary = progress;
    }

    public JsonObject AsJson()
    {
        ReplayProgress summary = Summary.Clone();
        summary.Told.Clear();
        return new JsonObject
        {
            ["summary"] = JsonOutput.Of(summary),
            ["told"] = new JsonArray([.. _told.Select(JsonOutput.Of)]),
        };
    }
}

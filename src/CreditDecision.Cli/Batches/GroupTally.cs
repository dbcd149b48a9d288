namespace CreditDecision.Cli.Batches;

/// <summary>Counts the rows of one group, how many of them turned out badly, and what was predicted of them.</summary>
internal sealed class GroupTally
{
    private double _predictedSum;
    private long _predicted;

    public long Count { get; private set; }

    /// <summary>Rows of which the file says how they turned out.</summary>
    public long Labelled { get; private set; }

    public long Bad { get; private set; }

    /// <summary>Share of bad rows among the labelled ones; null without any.</summary>
    public double? DefaultRate => Labelled == 0 ? null : (double)Bad / Labelled;

    /// <summary>Over the rows that have a prediction; null without any.</summary>
    public double? MeanPredicted => _predicted == 0 ? null : _predictedSum / _predicted;

    public void Add(bool? isBad, double? predicted)
    {
        Count++;
        if (isBad is not null) Labelled++;
        if (isBad == true) Bad++;
        if (predicted is not { } probability) return;
        _predicted++;
        _predictedSum += probability;
    }
}

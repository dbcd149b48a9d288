namespace CreditDecision.Cli.Scoring;

/// <summary>Gives the rows of a file one after another; holds no more than one.</summary>
internal interface IRowSource : IDisposable
{
    /// <summary>Rows read so far.</summary>
    long Count { get; }

    /// <summary>Reads the next row.</summary>
    /// <param name="row">As long as the model's inputs; NaN is missing.</param>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="Failure">The row is broken; the message names line and column.</exception>
    bool Next(Span<double> row);

    /// <summary>What the reader of the answers should know: columns that were not used, categories that the model does not know.</summary>
    IEnumerable<string> Remarks { get; }
}

using CreditDecision.Core.Scoring;
using CsvHelper;

namespace CreditDecision.Cli.Scoring;

/// <summary>A model file as the offline commands see it: it reads a row of numbers and answers with numbers.</summary>
internal interface IRowModel
{
    /// <summary>What a row holds, one double each; NaN is missing.</summary>
    IReadOnlyList<ModelInput> Inputs { get; }

    /// <summary>Whether a row may be given by position: as f0, f1 ..., without a header, as libsvm. Never so where inputs are features of a catalog.</summary>
    bool IsPositional { get; }

    /// <summary>Whether the library that made it takes what a libsvm line leaves out for 0; for missing otherwise.</summary>
    bool AbsentIsZero { get; }

    /// <summary>Names of the numbers that it answers with.</summary>
    IReadOnlyList<string> Answers { get; }

    /// <summary>Names of what it says about why.</summary>
    IReadOnlyList<string> Explanations { get; }

    /// <summary>What the reader of the answers should know of the rows that were scored.</summary>
    IEnumerable<string> Remarks { get; }

    /// <summary>Scores one row.</summary>
    /// <param name="row">As long as <see cref="Inputs"/>.</param>
    /// <param name="answers">As long as <see cref="Answers"/>.</param>
    void Score(ReadOnlySpan<double> row, Span<double> answers);

    /// <summary>Writes an answer as the shortest text that is read back as the same number, in the precision of the model.</summary>
    void WriteAnswer(CsvWriter csv, double answer);

    /// <summary>Writes one field for each of <see cref="Explanations"/>.</summary>
    void Explain(ReadOnlySpan<double> row, CsvWriter csv);
}

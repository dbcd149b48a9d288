using System.Collections.Immutable;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Strategies;

/// <summary>A credit grade. Rank 1 is the best; the default has rank 0, is no grade, and gets nothing anywhere.</summary>
public readonly record struct Grade(int Rank, string Name)
{
    public bool IsGraded => Rank > 0;

    public override string ToString() => Name ?? "";
}

/// <summary>One step of a scale: it holds the probabilities of default below <paramref name="Below"/> that no better grade holds.</summary>
public sealed record GradeBand(string Name, Probability Below);

/// <summary>
/// Cuts the 12-month probability of default into grades, best first. Bounds are exclusive, except that the last one is 1 and
/// holds the certain default too, so that every probability has exactly one grade.
/// </summary>
public sealed class GradeScale
{
    public const int MaxGrades = 26;

    private readonly ImmutableArray<Grade> _grades;

    public GradeScale(ImmutableArray<GradeBand> bands)
    {
        Bands = bands.IsDefault ? [] : bands;
        _grades = [.. Bands.Select((band, index) => new Grade(index + 1, band.Name))];
    }

    public ImmutableArray<GradeBand> Bands { get; }

    public int Count => Bands.Length;

    /// <exception cref="InvalidOperationException">The scale has mistakes that <see cref="Check"/> reports: it should have been refused.</exception>
    public Grade Of(Probability probabilityOfDefault)
    {
        for (int index = 0; index < Bands.Length; index++)
        {
            Probability below = Bands[index].Below;
            if (probabilityOfDefault < below || below == Probability.One)
                return _grades[index];
        }

        throw new InvalidOperationException("The last grade of this scale does not reach a probability of 1.");
    }

    /// <summary>Reports every band that cannot be, under the path at which the list of bands was written.</summary>
    public void Check(DocumentErrors errors, string path)
    {
        if (Count is 0 or > MaxGrades) errors.Add(path, $"must have 1 to {MaxGrades} grades, has {Count}");

        for (int index = 0; index < Count; index++)
        {
            (string name, Probability below) = Bands[index];
            if (string.IsNullOrWhiteSpace(name)) errors.Add($"{path}[{index}].name", "must not be empty");
            else if (Bands.Take(index).Any(earlier => earlier.Name == name)) errors.Add($"{path}[{index}].name", $"\"{name}\" is given twice");

            Probability lower = index == 0 ? Probability.Zero : Bands[index - 1].Below;
            if (below <= lower) errors.Add($"{path}[{index}].below", $"must be above {lower}, where the better grade ends, is {below}");
        }

        if (Count > 0 && Bands[^1].Below != Probability.One)
            errors.Add($"{path}[{Count - 1}].below", $"must be 1 in the last grade, so that every borrower has one, is {Bands[^1].Below}");
    }
}

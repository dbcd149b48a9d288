namespace CreditDecision.Core.Scoring.Programs;

public enum InvalidTreatment
{
    Unspecified = 0,
    /// <summary>The model has no result.</summary>
    NoResult,
    AsIs,
    AsMissing,
    /// <summary>Another value takes its place.</summary>
    Replaced,
}

/// <summary>Which values of a field its author allowed, and what becomes of others: DataField and MiningField of PMML 4.4.</summary>
public sealed record FieldRules
{
    /// <summary>For a text: the program's number of each of the input's categories. Null where the value is already in the program's terms.</summary>
    public double[]? Texts { get; init; }

    /// <summary>Listed as missing, ascending.</summary>
    public double[] MissingValues { get; init; } = [];

    /// <summary>Listed as invalid, ascending.</summary>
    public double[] InvalidValues { get; init; } = [];

    /// <summary>Listed as valid, ascending; with no intervals either, every other value is valid.</summary>
    public double[] ValidValues { get; init; } = [];

    public Interval[] Intervals { get; init; } = [];

    public bool WholeNumbersOnly { get; init; }

    public bool ZeroAndOneOnly { get; init; }

    public bool Binary32 { get; init; }

    public InvalidTreatment Invalid { get; init; } = InvalidTreatment.NoResult;

    public double InvalidReplacement { get; init; } = double.NaN;

    public OutlierTreatment Outliers { get; init; } = OutlierTreatment.AsIs;

    public double Low { get; init; } = double.NegativeInfinity;

    public double High { get; init; } = double.PositiveInfinity;

    /// <summary>NaN where the missing stay missing.</summary>
    public double MissingReplacement { get; init; } = double.NaN;

    public bool MissingIsInvalid { get; init; }

    /// <summary>Whether every value comes out as it went in.</summary>
    public bool ChangeNothing =>
        Texts is null && MissingValues.Length == 0 && NoneIsInvalid && Outliers == OutlierTreatment.AsIs && !Binary32
        && double.IsNaN(MissingReplacement) && !MissingIsInvalid;

    private bool NoneIsInvalid => Invalid == InvalidTreatment.AsIs
        || (InvalidValues.Length == 0 && ValidValues.Length == 0 && Intervals.Length == 0 && !WholeNumbersOnly && !ZeroAndOneOnly);
}

/// <summary>Applies a field's rules to one value.</summary>
public sealed class Preparation(int from, int to, FieldRules rules) : Operation
{
    public override void Run(ref Frame frame)
    {
        double value = frame[from];
        if (rules.Texts is { } texts && !double.IsNaN(value)) value = TextOf(texts, value);
        if (rules.Binary32) value = (float)value;
        if (Array.BinarySearch(rules.MissingValues, value) >= 0) value = double.NaN;
        if (!double.IsNaN(value) && !IsValid(value))
        {
            if (rules.Invalid == InvalidTreatment.NoResult) frame.Invalid = true;
            if (rules.Invalid == InvalidTreatment.AsMissing) value = double.NaN;
            if (rules.Invalid == InvalidTreatment.Replaced) value = rules.InvalidReplacement;
        }
        value = Within(value);
        if (double.IsNaN(value))
        {
            frame.Invalid |= rules.MissingIsInvalid;
            value = rules.MissingReplacement;
        }
        frame[to] = value;
    }

    private static double TextOf(double[] texts, double category) =>
        category >= 0 && category < texts.Length && category == Math.Floor(category) ? texts[(int)category] : Frame.UnknownText;

    private bool IsValid(double value)
    {
        if (rules.WholeNumbersOnly && value != Math.Floor(value)) return false;
        if (rules.ZeroAndOneOnly && value is not (0 or 1)) return false;
        if (Array.BinarySearch(rules.InvalidValues, value) >= 0) return false;
        if (rules.ValidValues.Length == 0 && rules.Intervals.Length == 0) return true;
        if (Array.BinarySearch(rules.ValidValues, value) >= 0) return true;
        foreach (Interval interval in rules.Intervals)
            if (interval.Contains(value)) return true;
        return false;
    }

    private double Within(double value)
    {
        if (rules.Outliers == OutlierTreatment.AsIs || !(value < rules.Low || value > rules.High)) return value;
        if (rules.Outliers == OutlierTreatment.AsMissing) return double.NaN;
        return value < rules.Low ? rules.Low : rules.High;
    }
}

using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Modeling.Formats.Lightgbm;

/// <summary>The arrays that hold one tree's splits side by side, each as long as the others.</summary>
internal sealed class LightgbmSplits
{
    // decision_type: one bit for categorical, one for "missing goes left", two for what counts as missing.
    private const int CategoricalBit = 1;
    private const int MissingLeftBit = 2;
    private const int MissingShift = 2;
    private const int HighestType = 11;

    private readonly LightgbmField _thresholdField;
    private readonly int[] _types;
    private readonly int[] _left;
    private readonly int[] _right;

    private LightgbmSplits(LightgbmFields fields, int leaves, int columns)
    {
        Count = leaves - 1;
        _thresholdField = fields.Require("threshold");
        Types = fields.Require("decision_type");
        Inputs = fields.Require("split_feature").Ints(Count, 0, columns - 1);
        Thresholds = _thresholdField.Doubles(Count);
        _types = Types.Ints(Count, 0, HighestType);
        _left = fields.Require("left_child").Ints(Count, -leaves, Count - 1);
        _right = fields.Require("right_child").Ints(Count, -leaves, Count - 1);
        Covers = fields.Find("internal_count") is { } field && Count > 0 ? field.Ints(Count, 0, int.MaxValue) : new int[Count];
    }

    internal int Count { get; }

    /// <summary>Where decision types stand, for refusals.</summary>
    internal LightgbmField Types { get; }

    internal int[] Inputs { get; }

    internal double[] Thresholds { get; }

    /// <summary>Rows of the training data that came by.</summary>
    internal int[] Covers { get; }

    internal static LightgbmSplits Read(LightgbmFields fields, int leaves, int columns) => new(fields, leaves, columns);

    internal bool IsCategorical(int split) => (_types[split] & CategoricalBit) != 0;

    internal bool MissingGoesLeft(int split) => (_types[split] & MissingLeftBit) != 0;

    internal MissingTest MissingOf(int split) => (_types[split] >> MissingShift) switch
    {
        0 => MissingTest.NaNIsZero,
        1 => MissingTest.NaNOrZero,
        _ => MissingTest.NaN,
    };

    /// <summary>A categorical split's threshold is the number of its set in the tree.</summary>
    internal int SetOf(int split, int sets)
    {
        double number = Thresholds[split];
        if (!(number >= 0 && number < sets) || number != Math.Floor(number))
            throw _thresholdField.Refusal($"of categorical split {split} must be a whole number below num_cat, {sets}");
        return (int)number;
    }

    internal int Left(int split) => NodeOf(_left[split]);

    internal int Right(int split) => NodeOf(_right[split]);

    // A leaf is written as the complement of its number.
    private int NodeOf(int child) => child >= 0 ? child : Count + ~child;
}

using System.Globalization;

namespace Benchmarks.Design;

/// <summary>One figure that the design asks for.</summary>
/// <param name="Target">As people read it.</param>
/// <param name="Ratio">What the figure is beside something measured in the same run; empty where there is nothing beside it.</param>
/// <param name="IsMet">Null where it was not measured, and then <paramref name="Figure"/> says why.</param>
internal sealed record DesignRow(string What, string Target, string Figure, string Ratio, bool? IsMet)
{
    /// <summary>Of a row that tells of growth: what grew, and what it took, to be drawn.</summary>
    public IReadOnlyList<GrowthPoint> Growth { get; init; } = [];

    public string Verdict => IsMet switch { true => "met", false => "missed", null => "not measured" };

    public static DesignRow Of(string what, string target, FormattableString figure, FormattableString ratio, bool isMet) =>
        new(what, target, figure.ToString(CultureInfo.InvariantCulture), ratio.ToString(CultureInfo.InvariantCulture), isMet);

    public static DesignRow NotMeasured(string what, string target, string why) => new(what, target, why, "", null);
}

/// <summary>A point of a curve of growth.</summary>
/// <param name="Size">Of what grows: rules, trees, decisions in the store, replicas.</param>
/// <param name="Microseconds">Of one decision or query.</param>
internal sealed record GrowthPoint(double Size, double Microseconds);

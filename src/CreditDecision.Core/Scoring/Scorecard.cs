using System.Collections.Immutable;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Scoring;

/// <summary>
/// A scorecard, bound to the slots of one feature catalog and immutable. Points are added up over the characteristics; more points
/// are always better, that is less of the bad event that <see cref="Target"/> names.
/// </summary>
public sealed class Scorecard : IModel
{
    private readonly PointsTable _table;
    private readonly double[] _mostPoints;
    private readonly double _interceptPoints;

    private Scorecard(ScorecardParts parts, string sha256)
    {
        (Id, Version, Kind, Target, Sha256) = (parts.Id, parts.Version, parts.Kind, parts.Target, sha256);
        (Scale, Calibration, Characteristics, Origin) = (parts.Scale, parts.Calibration, parts.Characteristics, parts.Origin);
        Slots = [.. parts.Characteristics.Select(characteristic => characteristic.Feature.Slot)];
        _interceptPoints = parts.InterceptPoints;
        _mostPoints = [.. parts.Characteristics.Select(characteristic => characteristic.MostPoints)];
        _table = new PointsTable(parts.Characteristics);
    }

    public string Id { get; }

    public string Version { get; }

    public ModelKind Kind { get; }

    /// <summary>What the bad event is, as the developers put it.</summary>
    public string Target { get; }

    /// <summary>Of the document's bytes, lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>Empty: the document is the whole model.</summary>
    public string ArtifactSha256 => "";

    public PointsScale Scale { get; }

    public Calibration Calibration { get; }

    public IReadOnlyList<Characteristic> Characteristics { get; }

    public ModelOrigin Origin { get; }

    /// <summary>The catalog slots that it reads, in the order of its characteristics.</summary>
    public ImmutableArray<int> Slots { get; }

    public bool ExplainsCheaply => true;

    /// <summary>
    /// Reads and compiles a scorecard document: <c>kind: scorecard, id, version, purpose, target, base_points, base_odds, pdo,
    /// calibration: { method: points_to_odds | platt, slope, intercept }, intercept_points,
    /// characteristics: [{ feature, reason, iv?, coefficient?, standard_error?, bins: [{ from?, below? | values | otherwise | special | missing,
    /// points, count?, bad?, woe? }] }], made_from: { fitted_by, data?, data_sha256?, seed?, train?, test? }</c>.
    /// Ranges ascend without gap or overlap and cover every number; every category has one bin or falls under otherwise; a missing bin is there.
    /// </summary>
    /// <param name="sha256">Of the document's bytes.</param>
    /// <returns>Null when the document's errors hold anything.</returns>
    public static Scorecard? Read(DocumentObject document, FeatureCatalog catalog, ReasonCatalog reasons, string sha256)
    {
        ScorecardParts parts = new ScorecardReader(catalog, reasons).Read(document);
        return document.Errors.Any ? null : new Scorecard(parts, sha256);
    }

    /// <summary>The sum of points. Allocates nothing; the same vector always gives the same bits.</summary>
    /// <param name="featureVector">In the order of the catalog that the scorecard was read with.</param>
    public double Score(ReadOnlySpan<double> featureVector) => _table.Sum(_interceptPoints, featureVector);

    /// <summary>True of every sum of points: bins cover every value, and their points are finite.</summary>
    public bool IsAnswer(double score) => double.IsFinite(score);

    /// <summary>Probability of the bad event at the given score.</summary>
    public Probability ProbabilityOf(double score) => Calibration.ProbabilityAt(Scale.LogOddsOfBad(score));

    /// <summary>
    /// The characteristics that cost the most points, most first, written order among equals. Those that cost nothing are left out.
    /// </summary>
    /// <param name="top">Filled from the start; its length is the most that are wanted. Allocates nothing.</param>
    /// <returns>How many were written.</returns>
    public int Explain(ReadOnlySpan<double> featureVector, Span<Contribution> top)
    {
        int written = 0;
        for (int i = 0; i < _table.Count; i++)
        {
            double lost = _mostPoints[i] - _table.PointsOf(i, featureVector);
            if (lost <= 0) continue;
            int slot = Slots[i];
            written = new Contribution(slot, featureVector[slot], lost, CostUnit.Points, Characteristics[i].Reason).InsertInto(top, written);
        }
        return written;
    }

    /// <summary>The reasons are those of the costliest characteristics, in their order; two characteristics may share one.</summary>
    public Explanation Explain(ReadOnlySpan<double> featureVector, Span<Contribution> top, Span<ReasonCode> reasons)
    {
        int written = Explain(featureVector, top);
        int told = Math.Min(written, reasons.Length);
        for (int i = 0; i < told; i++) reasons[i] = top[i].Reason;
        return new Explanation(written, told);
    }
}

using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Scoring;

/// <summary>
/// A scorecard, bound to the slots of one feature catalog and immutable. Points are added up over the characteristics; more points
/// are always better, that is less of the bad event that <see cref="Target"/> names.
/// </summary>
public sealed class Scorecard
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

    public PointsScale Scale { get; }

    public Calibration Calibration { get; }

    public IReadOnlyList<Characteristic> Characteristics { get; }

    public ScorecardOrigin Origin { get; }

    /// <summary>The catalog slots that it reads, in the order of its characteristics.</summary>
    public IReadOnlyList<int> Slots { get; }

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
            double points = _table.PointsOf(i, featureVector);
            double lost = _mostPoints[i] - points;
            if (lost <= 0) continue;
            int slot = Slots[i];
            written = Insert(top, written, new Contribution(slot, featureVector[slot], points, lost, Characteristics[i].Reason));
        }
        return written;
    }

    private static int Insert(Span<Contribution> top, int count, in Contribution contribution)
    {
        int place = count;
        while (place > 0 && top[place - 1].PointsLost < contribution.PointsLost) place--;
        if (place == top.Length) return count;
        int kept = Math.Min(count, top.Length - 1);
        top[place..kept].CopyTo(top[(place + 1)..]);
        top[place] = contribution;
        return kept + 1;
    }
}

using CreditDecision.Core.Scoring;
using CreditDecision.Modeling.Formats;
using CreditDecision.Core.Statistics;

namespace CreditDecision.Modeling.Fitting;

/// <summary>Bins one column against the outcome: fine classes, then the best merge of them; missing and special values stand apart.</summary>
internal sealed class Binner(BinningOptions options, IReadOnlyList<double> specials)
{
    // Categories with a smaller share are pooled before they are ordered: their own rate is noise, and ordering by noise overfits.
    private const double RareShare = 0.01;

    /// <param name="rows">Of the table; only these are looked at.</param>
    /// <param name="isBad">By row of the table.</param>
    internal FittedBins Bin(CsvColumn column, int[] rows, bool[] isBad)
    {
        Tally all = rows.Aggregate(new Tally(), (tally, row) => tally.With(isBad[row]));
        return column.IsNumber ? BinNumbers(column.Numbers, rows, isBad, all) : BinCategories(column, rows, isBad, all);
    }

    private FittedBins BinNumbers(double[] numbers, int[] rows, bool[] isBad, Tally all)
    {
        var missing = new Tally();
        var special = new Tally[specials.Count];
        var (values, outcomes) = (new List<double>(rows.Length), new List<bool>(rows.Length));
        foreach (int row in rows)
        {
            int place = IndexOfSpecial(numbers[row]);
            if (double.IsNaN(numbers[row])) missing = missing.With(isBad[row]);
            else if (place >= 0) special[place] = special[place].With(isBad[row]);
            else
            {
                values.Add(numbers[row]);
                outcomes.Add(isBad[row]);
            }
        }
        NumberClasses classes = NumberClasses.Of([.. values], [.. outcomes]);
        int[] starts = classes.Tallies.Count == 0 ? [0] : new ClassMerge(classes.Tallies, all, options).Best(options.Trend, options.MostBins);
        var bins = new List<ScorecardBin>();
        for (int i = 0; i < starts.Length; i++)
        {
            int end = i + 1 < starts.Length ? starts[i + 1] : classes.Tallies.Count;
            bins.Add(new ScorecardBin(
                BinKind.Range,
                i == 0 ? double.NegativeInfinity : classes.Bounds[starts[i] - 1],
                i + 1 < starts.Length ? classes.Bounds[end - 1] : double.PositiveInfinity,
                [], double.NaN, 0, EvidenceOf(Sum(classes.Tallies, starts[i], end), all)));
        }
        for (int i = 0; i < special.Length; i++)
            bins.Add(new ScorecardBin(BinKind.Special, double.NaN, double.NaN, [], specials[i], 0, EvidenceOf(special[i], all)));
        bins.Add(new ScorecardBin(BinKind.Missing, double.NaN, double.NaN, [], double.NaN, 0, EvidenceOf(missing, all)));
        return Finish(bins);
    }

    private FittedBins BinCategories(CsvColumn column, int[] rows, bool[] isBad, Tally all)
    {
        var missing = new Tally();
        var byCode = new Tally[column.Categories.Count];
        foreach (int row in rows)
        {
            int code = column.Codes[row];
            if (code < 0) missing = missing.With(isBad[row]);
            else byCode[code] = byCode[code].With(isBad[row]);
        }
        List<(string[] Categories, Tally Tally)> classes = Classes(column.Categories, byCode, all);
        int[] starts = classes.Count == 0
            ? []
            : new ClassMerge([.. classes.Select(item => item.Tally)], all, options).Best(MonotonicTrend.Increasing, options.MostBins);
        var bins = new List<ScorecardBin>();
        for (int i = 0; i < starts.Length; i++)
        {
            var merged = classes[starts[i]..(i + 1 < starts.Length ? starts[i + 1] : classes.Count)];
            Tally sum = merged.Aggregate(new Tally(), (tally, item) => tally + item.Tally);
            string[] values = [.. merged.SelectMany(item => item.Categories).Order(StringComparer.Ordinal)];
            bins.Add(new ScorecardBin(BinKind.Values, double.NaN, double.NaN, values, double.NaN, 0, EvidenceOf(sum, all)));
        }
        // Categories that the sample did not hold are neutral until there is evidence.
        bins.Add(new ScorecardBin(BinKind.Otherwise, double.NaN, double.NaN, [], double.NaN, 0, EvidenceOf(default, all)));
        bins.Add(new ScorecardBin(BinKind.Missing, double.NaN, double.NaN, [], double.NaN, 0, EvidenceOf(missing, all)));
        return Finish(bins);
    }

    /// <summary>By bad rate, lowest first; the rare ones are one class.</summary>
    private static List<(string[] Categories, Tally Tally)> Classes(IReadOnlyList<string> categories, Tally[] tallies, Tally all)
    {
        var classes = new List<(string[] Categories, Tally Tally)>();
        var rare = (Categories: new List<string>(), Tally: new Tally());
        for (int i = 0; i < tallies.Length; i++)
        {
            if (tallies[i].Count >= RareShare * all.Count) classes.Add(([categories[i]], tallies[i]));
            else if (tallies[i].Count > 0)
            {
                rare.Categories.Add(categories[i]);
                rare.Tally += tallies[i];
            }
        }
        if (rare.Tally.Count > 0) classes.Add(([.. rare.Categories], rare.Tally));
        return [.. classes.OrderBy(item => item.Tally.BadRate).ThenBy(item => item.Categories[0], StringComparer.Ordinal)];
    }

    private static FittedBins Finish(List<ScorecardBin> bins)
    {
        IEnumerable<(long, long)> groups = bins
            .Select(bin => bin.Evidence!.Value)
            .Where(evidence => evidence.Woe != 0)
            .Select(evidence => (evidence.Count - evidence.Bad, evidence.Bad));
        double neutralGood = 0, neutralBad = 0;
        foreach (ScorecardBin bin in bins.Where(bin => bin.Evidence!.Value.Woe == 0))
            (neutralGood, neutralBad) = (neutralGood + bin.Evidence!.Value.Count - bin.Evidence.Value.Bad, neutralBad + bin.Evidence.Value.Bad);
        return new FittedBins(bins, WeightOfEvidence.InformationValue([.. groups, ((long)neutralGood, (long)neutralBad)]));
    }

    private static BinEvidence EvidenceOf(Tally tally, Tally all)
    {
        // Missing and special bins are what they are, however small; one that says nothing is neutral. Merged bins are never that small,
        // unless the column as a whole is.
        bool says = tally.Good >= ClassMerge.LeastOutcomes && tally.Bad >= ClassMerge.LeastOutcomes;
        return new BinEvidence(tally.Count, tally.Bad, says ? WeightOfEvidence.Of(tally.Good, tally.Bad, all.Good, all.Bad) : 0);
    }

    private static Tally Sum(IReadOnlyList<Tally> tallies, int start, int end)
    {
        var sum = new Tally();
        for (int i = start; i < end; i++) sum += tallies[i];
        return sum;
    }

    private int IndexOfSpecial(double value)
    {
        for (int i = 0; i < specials.Count; i++)
            if (specials[i] == value) return i;
        return -1;
    }
}

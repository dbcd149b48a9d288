using CreditDecision.Core.Scoring;
using CreditDecision.Modeling.Formats;

namespace CreditDecision.Modeling.Fitting;

/// <summary>The bins of one column with the weight of evidence of each; every bin carries its evidence.</summary>
public sealed class FittedBins
{
    private readonly double[] _bounds;
    private readonly double[] _rangeWoes;
    private readonly Dictionary<double, double> _specialWoes;
    private readonly Dictionary<string, double> _categoryWoes;
    private readonly double _otherwiseWoe;
    private readonly double _missingWoe;

    internal FittedBins(IReadOnlyList<ScorecardBin> bins, double informationValue)
    {
        (Bins, InformationValue) = (bins, informationValue);
        ScorecardBin[] ranges = [.. bins.Where(bin => bin.Kind == BinKind.Range)];
        _bounds = [.. ranges.Skip(1).Select(bin => bin.From)];
        _rangeWoes = [.. ranges.Select(WoeOf)];
        _specialWoes = bins.Where(bin => bin.Kind == BinKind.Special).ToDictionary(bin => bin.Special, WoeOf);
        _categoryWoes = bins.SelectMany(bin => bin.Values.Select(value => (value, Woe: WoeOf(bin)))).ToDictionary(pair => pair.value, pair => pair.Woe);
        _otherwiseWoe = bins.FirstOrDefault(bin => bin.Kind == BinKind.Otherwise) is { } otherwise ? WoeOf(otherwise) : 0;
        _missingWoe = WoeOf(bins.Single(bin => bin.Kind == BinKind.Missing));
    }

    public IReadOnlyList<ScorecardBin> Bins { get; }

    /// <summary>On the rows that the bins were made from.</summary>
    public double InformationValue { get; }

    /// <summary>The weight of evidence of each of the given rows.</summary>
    internal double[] Encode(CsvColumn column, int[] rows)
    {
        if (column.IsNumber) return [.. rows.Select(row => WoeOfNumber(column.Numbers[row]))];
        double[] byCode = [.. column.Categories.Select(category => _categoryWoes.GetValueOrDefault(category, _otherwiseWoe))];
        return [.. rows.Select(row => column.Codes[row] < 0 ? _missingWoe : byCode[column.Codes[row]])];
    }

    private double WoeOfNumber(double value)
    {
        if (double.IsNaN(value)) return _missingWoe;
        if (_specialWoes.TryGetValue(value, out double special)) return special;
        int place = Array.BinarySearch(_bounds, value);
        return _rangeWoes[place >= 0 ? place + 1 : ~place];
    }

    private static double WoeOf(ScorecardBin bin) => bin.Evidence!.Value.Woe;
}

using CreditDecision.Core.Statistics;

namespace CreditDecision.Modeling.Validation.Figures;

internal static class PlainMeasurement
{
    /// <param name="cutOff">PD below which an application is approved.</param>
    /// <param name="badWeight">How often each bad row counts; AUC and KS do not depend on it.</param>
    internal static PlainFigures Of(ScoredRows rows, double cutOff, double badWeight = 1)
    {
        long bads = rows.IsBad.Count(bad => bad), goods = rows.IsBad.Length - bads;
        bool ranks = bads > 0 && goods > 0;
        Discrimination found = ranks ? Discrimination.Of(rows.Ranks, rows.IsBad) : default;
        double weight = goods + (badWeight * bads), weightOfBads = badWeight * bads;
        double Mean(Func<double, double> figure)
        {
            double ofGoods = 0, ofBads = 0;
            for (int i = 0; i < rows.Pd.Length; i++)
            {
                if (rows.IsBad[i]) ofBads += figure(rows.Pd[i]);
                else ofGoods += figure(rows.Pd[i]);
            }
            return (ofGoods + (badWeight * ofBads)) / weight;
        }
        (double brier, double logLoss) = AccuracyOf(rows, badWeight);
        return new PlainFigures(
            weight, weightOfBads, weightOfBads / weight, Mean(pd => pd), Mean(pd => pd < cutOff ? 1 : 0),
            ranks ? found.Auc : double.NaN, ranks ? found.Ks : double.NaN, brier, logLoss);
    }

    private static (double Brier, double LogLoss) AccuracyOf(ScoredRows rows, double badWeight)
    {
        if (rows.Pd.Length == 0) return (double.NaN, double.NaN);
        if (badWeight == 1)
        {
            var plain = Accuracy.Of(rows.Pd, rows.IsBad);
            return (plain.Brier, plain.LogLoss);
        }
        (double brier, double logLoss, double weight) = (0, 0, 0);
        foreach (bool bad in (bool[])[false, true])
        {
            double[] pd = [.. rows.Pd.Where((_, row) => rows.IsBad[row] == bad)];
            if (pd.Length == 0) continue;
            bool[] isBad = new bool[pd.Length];
            Array.Fill(isBad, bad);
            var part = Accuracy.Of(pd, isBad);
            double each = bad ? badWeight * pd.Length : pd.Length;
            (brier, logLoss, weight) = (brier + (each * part.Brier), logLoss + (each * part.LogLoss), weight + each);
        }
        return (brier / weight, logLoss / weight);
    }
}

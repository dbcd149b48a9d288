using CreditDecision.Core.Values;

namespace CreditDecision.Core.Decisions.Backtests;

/// <summary>Sums over the approvals of one side. Whole numbers only, so that they are the same in whatever order decisions come.</summary>
public sealed class SideSums
{
    /// <summary>Decisions of any outcome.</summary>
    public long Decisions { get; private set; }

    public long Approvals { get; private set; }

    /// <summary>Approvals of which it is known what became of the loan.</summary>
    public long Observed { get; private set; }

    /// <summary>Of <see cref="Observed"/>, those that went bad.</summary>
    public long Bad { get; private set; }

    public Int128 LimitFen { get; private set; }

    public Int128 NominalBps { get; private set; }

    public Int128 AprBps { get; private set; }

    public Int128 AllInCostBps { get; private set; }

    /// <summary>Sum of the probabilities of default, in <see cref="Verdict.PdParts"/>.</summary>
    public Int128 Pd { get; private set; }

    /// <summary>In <see cref="Verdict.LossParts"/> of a fen.</summary>
    public Int128 ExpectedLoss { get; private set; }

    /// <summary>0 to 1; NaN of nothing.</summary>
    public double ApprovalRate => Mean(Approvals, Decisions);

    /// <summary>Of the observed approvals; NaN where none was observed.</summary>
    public double BadRate => Mean(Bad, Observed);

    /// <summary>To the nearest fen, halves up.</summary>
    public Money ExpectedLossMoney => Money.FromFen((long)((ExpectedLoss + (Verdict.LossParts / 2)) / Verdict.LossParts));

    internal void Add(in Verdict verdict, bool? bad)
    {
        Decisions++;
        if (verdict.Outcome != Outcome.Approve) return;
        Approvals++;
        if (bad is { } wentBad)
        {
            Observed++;
            if (wentBad) Bad++;
        }
        Pd += verdict.Pd ?? 0;
        ExpectedLoss += verdict.ExpectedLoss;
        if (verdict.Price is not { } price) return;
        LimitFen += price.Limit.Fen;
        NominalBps += price.NominalRate.Value;
        AprBps += price.Apr.Value;
        AllInCostBps += price.AllInCost.Value;
    }

    internal void Add(SideSums other)
    {
        Decisions += other.Decisions;
        Approvals += other.Approvals;
        Observed += other.Observed;
        Bad += other.Bad;
        LimitFen += other.LimitFen;
        NominalBps += other.NominalBps;
        AprBps += other.AprBps;
        AllInCostBps += other.AllInCostBps;
        Pd += other.Pd;
        ExpectedLoss += other.ExpectedLoss;
    }

    private static double Mean(Int128 sum, long count) => count == 0 ? double.NaN : (double)sum / count;
}

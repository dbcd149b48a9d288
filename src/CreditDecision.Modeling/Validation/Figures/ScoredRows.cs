namespace CreditDecision.Modeling.Validation.Figures;

/// <summary>What a model said of rows, and what became of them.</summary>
/// <param name="Pd">Probability of the bad event by row.</param>
internal sealed record ScoredRows(double[] Pd, bool[] IsBad, long Unanswered)
{
    // All statistics rank upwards.
    internal double[] Ranks { get; } = Array.ConvertAll(Pd, pd => -pd);

    internal static ScoredRows Of(TestSubject subject, LabelledPart part) => Of(subject, part.Columns, part.IsBad);

    internal static ScoredRows Of(TestSubject subject, IReadOnlyList<double[]> columns, bool[] isBad)
    {
        double[] pd = new double[isBad.Length], row = new double[columns.Count];
        long unanswered = 0;
        for (int i = 0; i < pd.Length; i++)
        {
            for (int input = 0; input < row.Length; input++) row[input] = columns[input][i];
            pd[i] = subject.ProbabilityOf(row, out bool isAnswer);
            if (!isAnswer) unanswered++;
        }
        return new ScoredRows(pd, isBad, unanswered);
    }

    internal ScoredRows Only(int[] rows) => new(Array.ConvertAll(rows, row => Pd[row]), Array.ConvertAll(rows, row => IsBad[row]), 0);
}

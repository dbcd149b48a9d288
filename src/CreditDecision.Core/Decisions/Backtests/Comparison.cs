namespace CreditDecision.Core.Decisions.Backtests;

/// <summary>How many decisions went from one outcome to another, and what became of those of which it is known.</summary>
/// <param name="Recorded">What was decided then.</param>
/// <param name="Candidate">What the candidate decides.</param>
public readonly record struct OutcomeCell(Outcome Recorded, Outcome Candidate, long Decisions, long Observed, long Bad)
{
    /// <summary>Decided otherwise: a swap set.</summary>
    public bool IsSwap => Recorded != Candidate;

    /// <summary>Of the observed; NaN where none was observed.</summary>
    public double BadRate => Observed == 0 ? double.NaN : (double)Bad / Observed;
}

/// <summary>Recorded decisions beside the candidate's for the same applications: all of them, or those of one segment.</summary>
public sealed class Comparison
{
    private const int Outcomes = 5;

    private readonly Cell[] _cells = new Cell[Outcomes * Outcomes];

    public SideSums Recorded { get; } = new();

    public SideSums Candidate { get; } = new();

    public long Decisions => Recorded.Decisions;

    /// <summary>The pairs of outcomes that occurred, by recorded outcome, then by the candidate's.</summary>
    public IEnumerable<OutcomeCell> Matrix
    {
        get
        {
            for (int i = 0; i < _cells.Length; i++)
            {
                Cell cell = _cells[i];
                if (cell.Decisions > 0)
                    yield return new OutcomeCell((Outcome)(i / Outcomes), (Outcome)(i % Outcomes), cell.Decisions, cell.Observed, cell.Bad);
            }
        }
    }

    internal void Add(in Verdict recorded, in Verdict candidate, bool? bad)
    {
        Recorded.Add(recorded, bad);
        Candidate.Add(candidate, bad);
        ref Cell cell = ref _cells[(Index(recorded.Outcome) * Outcomes) + Index(candidate.Outcome)];
        cell.Decisions++;
        if (bad is null) return;
        cell.Observed++;
        if (bad.Value) cell.Bad++;
    }

    internal void Add(Comparison other)
    {
        Recorded.Add(other.Recorded);
        Candidate.Add(other.Candidate);
        for (int i = 0; i < _cells.Length; i++)
        {
            _cells[i].Decisions += other._cells[i].Decisions;
            _cells[i].Observed += other._cells[i].Observed;
            _cells[i].Bad += other._cells[i].Bad;
        }
    }

    // A number that this version does not know counts as "not decided"; it must not stop a run over a million others.
    private static int Index(Outcome outcome) => (uint)outcome < Outcomes ? (int)outcome : 0;

    private struct Cell
    {
        public long Decisions;
        public long Observed;
        public long Bad;
    }
}

namespace CreditDecision.Core.Scoring.Graphs;

/// <summary>
/// The way back from one margin to the inputs of a row. It starts with weight 1 on the margin's cell; each step, last first, hands the
/// weights of its cells on. In the end the shares of the inputs and the bias add up to the margin.
/// </summary>
public sealed class GraphExplanation
{
    private readonly double[] _cells;
    private readonly double[] _weights;
    private readonly GraphOrigins _origins;
    private readonly double[] _shares;

    /// <param name="isTrial">Whether the cells hold no row: asked is only whether there is a way back.</param>
    internal GraphExplanation(double[] cells, int margin, GraphOrigins origins, bool isTrial = false)
    {
        (_cells, _origins, IsTrial) = (cells, origins, isTrial);
        _weights = new double[cells.Length];
        _weights[margin] = 1;
        _shares = new double[origins.Inputs + 1];
    }

    /// <summary>One for each input, then the bias.</summary>
    internal ReadOnlySpan<double> Shares => _shares;

    /// <summary>Whether something was met that several inputs made and that is no sum: which of them moved it, one row cannot tell.</summary>
    internal bool IsLost { get; private set; }

    internal bool IsTrial { get; }

    public ReadOnlySpan<double> Cells => _cells;

    public double ValueOf(int cell) => _cells[cell];

    public double WeightOf(int cell) => _weights[cell];

    public bool IsConstant(int cell) => _origins.IsConstant(cell);

    public bool HasSeveralInputs(int cell) => !IsConstant(cell) && _origins.InputOf(cell) < 0;

    /// <summary>The cell's own step is to explain it, that many times.</summary>
    public void Pass(int cell, double weight) => _weights[cell] += weight;

    /// <summary>Belongs to no input.</summary>
    public void AddBias(double amount) => _shares[^1] += amount;

    /// <summary>Belongs to the one input behind the cell.</summary>
    public void Share(int cell, double amount)
    {
        if (_origins.IsConstant(cell)) AddBias(amount);
        else if (_origins.InputOf(cell) is >= 0 and var input) _shares[input] += amount;
        else IsLost = true;
    }

    /// <summary>What has come back to the inputs and constants themselves.</summary>
    internal void Finish(ReadOnlySpan<int> constants)
    {
        for (int input = 0; input < _origins.Inputs; input++)
            if (_weights[input] != 0) _shares[input] += _weights[input] * _cells[input];
        foreach (int cell in constants)
            if (_weights[cell] != 0) AddBias(_weights[cell] * _cells[cell]);
    }
}

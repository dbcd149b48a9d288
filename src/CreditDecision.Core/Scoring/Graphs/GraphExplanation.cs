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

    internal GraphExplanation(double[] cells, int margin, GraphOrigins origins)
    {
        (_cells, _origins) = (cells, origins);
        _weights = new double[cells.Length];
        _weights[margin] = 1;
        _shares = new double[origins.Inputs + 1];
    }

    /// <summary>One for each input, then the bias.</summary>
    internal ReadOnlySpan<double> Shares => _shares;

    public ReadOnlySpan<double> Cells => _cells;

    public double ValueOf(int cell) => _cells[cell];

    public double WeightOf(int cell) => _weights[cell];

    public bool IsConstant(int cell) => _origins.IsConstant(cell);

    /// <summary>The cell's own step is to explain it, that many times.</summary>
    public void Pass(int cell, double weight) => _weights[cell] += weight;

    /// <summary>Belongs to no input.</summary>
    public void AddBias(double amount) => _shares[^1] += amount;

    /// <summary>
    /// Belongs to the inputs behind the cell. Several share equally: which of them moved the cell cannot be told without other rows.
    /// </summary>
    public void Share(int cell, double amount)
    {
        if (amount == 0) return;
        if (_origins.IsConstant(cell)) AddBias(amount);
        else _origins.Share(cell, amount, _shares);
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

using CreditDecision.Core.Documents;

namespace CreditDecision.Core.Scoring.Graphs;

/// <summary>What must hold before a graph may run without a check of its own.</summary>
internal static class GraphCheck
{
    internal static bool Pass(GraphPlan plan, DocumentErrors errors)
    {
        if (errors.Any) return false;
        CheckSizes(plan, errors);
        if (!errors.Any) CheckOrder(plan, errors);
        return !errors.Any;
    }

    private static void CheckSizes(GraphPlan plan, DocumentErrors errors)
    {
        if (plan.Inputs.Count is 0 or > CompiledModel.MostInputs) errors.Add("inputs", $"must be 1 to {CompiledModel.MostInputs}, are {plan.Inputs.Count}");
        if (plan.InputTypes.Length != plan.Inputs.Count) errors.Add("inputs", "must each have a type");
        if (plan.Cells < plan.Inputs.Count || plan.Cells > ModelGraph.MostCells) errors.Add("cells", $"must be at most {ModelGraph.MostCells}, are {plan.Cells}");
        if (plan.Steps.Length > ModelGraph.MostSteps) errors.Add("steps", $"must be at most {ModelGraph.MostSteps}, are {plan.Steps.Length}");
        CheckNames("margins", plan.Margins, plan.MarginCells.Length, errors);
        CheckNames("outputs", plan.Outputs, plan.OutputCells.Length, errors);
    }

    private static void CheckNames(string what, IReadOnlyList<string> names, int cells, DocumentErrors errors)
    {
        if (names.Count != cells) errors.Add(what, $"has {names.Count} names for {cells} cells");
        if (cells is 0 or > CompiledModel.MostOutputs) errors.Add(what, $"must be 1 to {CompiledModel.MostOutputs}, are {cells}");
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Count) errors.Add(what, "must each have a name of its own");
    }

    private static void CheckOrder(GraphPlan plan, DocumentErrors errors)
    {
        bool[] written = new bool[plan.Cells];
        written.AsSpan(0, plan.Inputs.Count).Fill(true);
        foreach (GraphConstant constant in plan.Constants) Write(written, constant.Cell, 1, "constants", errors);
        for (int i = 0; i < plan.Steps.Length; i++)
        {
            CheckRead(written, plan.Steps[i].Sources.AsSpan(), $"steps[{i}]", errors);
            Write(written, plan.Steps[i].First, plan.Steps[i].Count, $"steps[{i}]", errors);
        }
        CheckRead(written, plan.MarginCells.AsSpan(), "margins", errors);
        CheckRead(written, plan.OutputCells.AsSpan(), "outputs", errors);
    }

    private static void CheckRead(bool[] written, ReadOnlySpan<int> cells, string path, DocumentErrors errors)
    {
        foreach (int cell in cells)
            if ((uint)cell >= (uint)written.Length || !written[cell]) errors.Add(path, $"reads cell {cell}, which nothing before it writes");
    }

    private static void Write(bool[] written, int first, int count, string path, DocumentErrors errors)
    {
        if (first < 0 || count < 1 || first > written.Length - count)
        {
            errors.Add(path, $"writes cells {first} to {(long)first + count - 1} of {written.Length}");
            return;
        }
        Span<bool> cells = written.AsSpan(first, count);
        if (cells.Contains(true)) errors.Add(path, $"writes a cell from {first} on that is written before");
        cells.Fill(true);
    }
}

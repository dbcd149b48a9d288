using System.Collections.Immutable;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Graphs;
using CreditDecision.Core.Scoring.Trees;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Formats.Onnx.Graphs;

/// <summary>The inputs, cells and steps that have been made so far.</summary>
internal sealed class GraphDraft
{
    /// <summary>
    /// Of cells, keys and constants that all operators list: two hundred nodes on the widest row. Without it a small file whose nodes list the
    /// same columns again and again would take minutes.
    /// </summary>
    private const int MostListed = 4_194_304;

    private readonly List<(string Name, CellType Type, CategoryTable? Table)> _inputs = [];
    private readonly List<GraphConstant> _constants = [];
    private readonly Dictionary<double, int> _cellOfConstant = [];
    private readonly List<StepDraft> _steps = [];
    private int _cells;
    private int _listed;

    internal int Inputs => _inputs.Count;

    internal IReadOnlyList<ModelInput> ModelInputs => [.. _inputs.Select(input => input.Table is null
        ? ModelInput.Number(input.Name)
        : new ModelInput(input.Name, InputType.Category, input.Table.Texts))];

    internal void Charge(int listed)
    {
        if (listed > MostListed - _listed) throw new ArtifactRefusedException("graph", $"lists more than {MostListed} columns in all");
        _listed += listed;
    }

    /// <summary>All inputs come before any other cell.</summary>
    internal int AddInput(string name, CellType type, CategoryTable? table)
    {
        if (Inputs == CompiledModel.MostInputs) throw new ArtifactRefusedException("graph.input", $"has more than {CompiledModel.MostInputs} columns");
        _inputs.Add((name, type, table));
        return NewCells(1);
    }

    internal bool IsFloat(int input) => _inputs[input].Type is CellType.Binary32;

    internal int Constant(double value)
    {
        // 0 and -0 are one key of the dictionary but not one number to a division.
        if (value != 0 && _cellOfConstant.TryGetValue(value, out int known)) return known;
        int cell = NewCells(1);
        _constants.Add(new GraphConstant(cell, value));
        return _cellOfConstant[value] = cell;
    }

    internal int[] Add(int[] sources, int count, Func<ImmutableArray<int>, int, GraphStep> make) =>
        Add(sources, count, (cells, first, _) => make(cells, first));

    internal int[] Add(int[] sources, int count, Func<ImmutableArray<int>, int, DocumentErrors, GraphStep?> make)
    {
        if (_steps.Count == ModelGraph.MostSteps) throw new ArtifactRefusedException("graph", $"takes more than {ModelGraph.MostSteps} steps");
        int first = NewCells(count);
        _steps.Add(new StepDraft(sources, first, count, make));
        return [.. Enumerable.Range(first, count)];
    }

    internal int[] AddElement(ElementFunction function, FloatPrecision precision, int[] sources) =>
        Add(sources, sources.Length, (cells, first) => new ElementStep(function, precision, cells, first));

    internal int[] AddArithmetic(Arithmetic function, FloatPrecision precision, int[] left, int[] right) =>
        Add([.. left, .. right], left.Length, (cells, first) => new ArithmeticStep(function, precision, cells, first));

    /// <returns>Null when it cannot be compiled; the reasons are in <paramref name="errors"/>.</returns>
    internal CompiledModel? Compile(OnnxScores scores, DocumentErrors errors)
    {
        if (scores.Bare is { } bare) return TreeEnsemble.Compile(Bare(bare, scores), errors);
        var steps = ImmutableArray.CreateBuilder<GraphStep>();
        foreach (StepDraft draft in Needed(scores))
        {
            if (draft.Make([.. draft.Sources], draft.First, errors) is not { } step) return null;
            steps.Add(step);
        }
        return ModelGraph.Compile(PlanOf(scores, steps.DrainToImmutable()), errors);
    }

    private TreeEnsemblePlan Bare(BareTrees bare, OnnxScores scores) => bare.Plan with
    {
        Inputs = ModelInputs,
        Margins = scores.MarginNames,
        Outputs = scores.OutputNames,
        Link = new LinkFunction(bare.Link, FloatPrecision.Binary32),
    };

    private GraphPlan PlanOf(OnnxScores scores, ImmutableArray<GraphStep> steps) => new()
    {
        Kind = steps.OfType<TreesStep>().Any() ? "decision trees in a pipeline" : "linear model in a pipeline",
        Inputs = ModelInputs,
        InputTypes = [.. _inputs.Select(input => input.Type)],
        Cells = _cells,
        Constants = [.. _constants],
        Steps = steps,
        Margins = scores.MarginNames,
        MarginCells = [.. scores.Margins],
        Outputs = scores.OutputNames,
        OutputCells = [.. scores.Outputs],
    };

    private List<StepDraft> Needed(OnnxScores scores)
    {
        bool[] isNeeded = new bool[_cells];
        foreach (int cell in scores.Margins) isNeeded[cell] = true;
        foreach (int cell in scores.Outputs) isNeeded[cell] = true;
        var needed = new List<StepDraft>();
        for (int i = _steps.Count - 1; i >= 0; i--)
        {
            StepDraft step = _steps[i];
            if (!isNeeded.AsSpan(step.First, step.Count).Contains(true)) continue;
            foreach (int source in step.Sources) isNeeded[source] = true;
            needed.Add(step);
        }
        needed.Reverse();
        return needed;
    }

    private int NewCells(int count)
    {
        if (count > ModelGraph.MostCells - _cells) throw new ArtifactRefusedException("graph", $"takes more than {ModelGraph.MostCells} numbers for a row");
        _cells += count;
        return _cells - count;
    }
}

using CreditDecision.Core.Documents;

namespace CreditDecision.Core.Scoring.Trees;

/// <summary>Everything that must hold of a plan before it is packed. Takes time and room in proportion to the plan, whatever it holds.</summary>
internal sealed class TreeEnsembleCheck(TreeEnsemblePlan plan, DocumentErrors errors)
{
    /// <summary>The depth of each tree; null with the reasons in the errors.</summary>
    public int[]? Depths()
    {
        CheckNames();
        CheckArithmetic();
        for (int s = 0; s < plan.Sets.Count; s++)
            if (plan.Sets[s].IsDefault || plan.Sets[s].Length > TreeEnsembleLimits.MostCategories / 32)
                errors.Add($"sets[{s}]", $"a split knows at most {TreeEnsembleLimits.MostCategories:N0} categories");
        for (int v = 0; v < plan.LeafVectors.Count; v++)
            if (plan.LeafVectors[v].IsDefault || plan.LeafVectors[v].Length != plan.Margins.Count || !plan.LeafVectors[v].All(IsSummable))
                errors.Add($"leafVectors[{v}]", "must have one finite number for each margin");
        return IsOfBearableSize() ? CheckTrees() : null;
    }

    private void CheckNames()
    {
        if (plan.Inputs.Count > CompiledModel.MostInputs) errors.Add("inputs", $"must be at most {CompiledModel.MostInputs:N0}; there are {plan.Inputs.Count:N0}");
        if (plan.Margins.Count is 0 or > CompiledModel.MostOutputs) errors.Add("margins", $"must be 1 to {CompiledModel.MostOutputs:N0}; there are {plan.Margins.Count:N0}");
        if (plan.Outputs.Count != plan.Margins.Count) errors.Add("outputs", $"must be as many as the margins, {plan.Margins.Count:N0}; there are {plan.Outputs.Count:N0}");
        HashSet<string> names = [];
        for (int i = 0; i < plan.Inputs.Count; i++)
            if (!names.Add(plan.Inputs[i].Name)) errors.Add($"inputs[{i}]", $"the name {plan.Inputs[i].Name} is taken by another input");
    }

    private void CheckArithmetic()
    {
        if (!IsPrecision(plan.Comparison)) errors.Add("comparison", "has no precision");
        if (!IsPrecision(plan.Sum)) errors.Add("sum", "has no precision");
        if (plan.Link.Link == Link.Unspecified || !Enum.IsDefined(plan.Link.Link) || !IsPrecision(plan.Link.Precision) || !double.IsFinite(plan.Link.Slope))
            errors.Add("link", "must be a known function of a known precision and a finite slope");
        if (plan.Base.IsDefault || plan.Base.Length != plan.Margins.Count || !plan.Base.All(IsSummable))
            errors.Add("base", "must have one finite number for each margin");
        else if (plan.Divisor < 1)
            errors.Add("divisor", $"must be 1 or more; it is {plan.Divisor}");
        else if (plan is { Divisor: > 1, BaseFirst: true } && plan.Base.Any(value => value != 0))
            errors.Add("divisor", "the base would be divided with the sum of the trees");
    }

    private bool IsOfBearableSize()
    {
        if (plan.Trees.Count is 0 or > TreeEnsembleLimits.MostTrees)
        {
            errors.Add("trees", $"must be 1 to {TreeEnsembleLimits.MostTrees:N0}; there are {plan.Trees.Count:N0}");
            return false;
        }
        long nodes = 0;
        bool isBearable = true;
        for (int t = 0; t < plan.Trees.Count; t++)
        {
            bool isEmpty = plan.Trees[t].Nodes.IsDefaultOrEmpty;
            if (isEmpty) errors.Add($"trees[{t}]", "has no node");
            else nodes += plan.Trees[t].Nodes.Length;
            isBearable &= !isEmpty;
        }
        if (nodes <= TreeEnsembleLimits.MostNodes) return isBearable;
        errors.Add("trees", $"may have {TreeEnsembleLimits.MostNodes:N0} nodes together; there are {nodes:N0}");
        return false;
    }

    private int[]? CheckTrees()
    {
        TreeCheck check = new(plan, errors);
        int[] depths = new int[plan.Trees.Count];
        for (int t = 0; t < depths.Length && errors.All.Count < DocumentErrors.Most; t++) depths[t] = check.DepthOf(t);
        return errors.Any ? null : depths;
    }

    private bool IsSummable(double value) => IsFinite(value, plan.Sum);

    internal static bool IsFinite(double value, FloatPrecision precision) =>
        precision == FloatPrecision.Binary32 ? float.IsFinite((float)value) : double.IsFinite(value);

    private static bool IsPrecision(FloatPrecision precision) => precision is FloatPrecision.Binary32 or FloatPrecision.Binary64;
}

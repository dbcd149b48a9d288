namespace CreditDecision.Core.Scoring.Programs;

/// <summary>What a tree does where a child's predicate is unknown because a value is missing.</summary>
public enum MissingStrategy
{
    Unspecified = 0,
    /// <summary>The child is not taken.</summary>
    None,
    DefaultChild,
    /// <summary>The node before the child answers.</summary>
    LastPrediction,
    /// <summary>There is no answer.</summary>
    NullPrediction,
}

/// <summary>One node of a tree whose nodes hold predicates.</summary>
/// <param name="FirstChild">Index of the first of the children, which stand together.</param>
/// <param name="DefaultChild">Index; -1 for none.</param>
/// <param name="Score">NaN where the node gives none.</param>
/// <param name="FirstProbability">Index into the tree's probabilities, one for each class; -1 for none.</param>
/// <param name="Records">Training records that came by; 0 where the document does not say.</param>
public readonly record struct WalkNode(
    Predicate Predicate, int FirstChild, int Children, int DefaultChild, double Score, int FirstProbability, double Records);

/// <summary>Everything of a tree but where its answer goes.</summary>
/// <param name="Nodes">The root is the first.</param>
/// <param name="LastAnswers">Whether a node none of whose children is taken answers itself.</param>
public sealed record WalkPlan(WalkNode[] Nodes, MissingStrategy Missing, bool LastAnswers, double[] Probabilities);

/// <summary>A tree walked by its predicates: TreeModel of PMML 4.4. Used where a tree is not one of plain splits.</summary>
/// <param name="classes">Slots of the classes' probabilities; empty for a tree that gives a number.</param>
public sealed class Walk(WalkPlan plan, int score, int[] classes) : ModelStep
{
    private const int NoAnswer = -1;

    public override void Run(ref Frame frame)
    {
        int node = AnswerOf(ref frame);
        frame[score] = node == NoAnswer ? double.NaN : plan.Nodes[node].Score;
        int first = node == NoAnswer ? -1 : plan.Nodes[node].FirstProbability;
        for (int k = 0; k < classes.Length; k++) frame[classes[k]] = first < 0 ? double.NaN : plan.Probabilities[first + k];
    }

    private int AnswerOf(ref Frame frame)
    {
        if (plan.Nodes[0].Predicate.Test(ref frame) != Truth.True) return NoAnswer;
        int node = 0;
        while (plan.Nodes[node].Children > 0)
        {
            int next = ChildOf(node, ref frame);
            if (next < 0) return NoAnswer;
            if (next == node) return node;
            node = next;
        }
        return node;
    }

    // The node itself where it is the answer.
    private int ChildOf(int node, ref Frame frame)
    {
        ref readonly WalkNode parent = ref plan.Nodes[node];
        for (int child = parent.FirstChild; child < parent.FirstChild + parent.Children; child++)
        {
            Truth truth = plan.Nodes[child].Predicate.Test(ref frame);
            if (truth == Truth.True) return child;
            if (truth != Truth.Unknown) continue;
            if (plan.Missing == MissingStrategy.DefaultChild) return parent.DefaultChild;
            if (plan.Missing == MissingStrategy.LastPrediction) return node;
            if (plan.Missing == MissingStrategy.NullPrediction) return NoAnswer;
        }
        return plan.LastAnswers ? node : NoAnswer;
    }
}

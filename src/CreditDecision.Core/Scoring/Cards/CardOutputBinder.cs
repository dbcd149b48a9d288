using CreditDecision.Core.Documents;

namespace CreditDecision.Core.Scoring.Cards;

/// <summary>Finds the score that a card names in its artifact's results, and the margin that explains it.</summary>
internal sealed class CardOutputBinder(ModelCard card, CompiledModel artifact, DocumentErrors errors)
{
    /// <returns>Null when a mistake was added to the errors.</returns>
    internal ScoreSource? Bind()
    {
        CardOutput output = card.Output;
        if (output.Use == CardOutputUse.Unspecified || output.Meaning == ScoreMeaning.Unspecified) return null;
        bool isMargin = output.Use == CardOutputUse.Margin;
        int index = Find(isMargin ? artifact.Margins : artifact.Outputs);
        if (index < 0) return null;
        if (isMargin) return new ScoreSource(output.Use, index, index, output.Meaning.RisesWithRisk(), UnitOf(output.Meaning));
        return BehindOutput(index);
    }

    private int Find(IReadOnlyList<string> names)
    {
        string name = card.Output.Name;
        if (name.Length == 0)
        {
            if (names.Count == 1) return 0;
            errors.Add("output.name", $"is missing: the artifact has {names.Count} of them, {CardBinder.Names(names)}");
            return -1;
        }
        for (int i = 0; i < names.Count; i++)
            if (names[i] == name) return i;
        errors.Add("output.name", $"\"{name}\" is none of the artifact's {SnakeCase.Of(card.Output.Use)}s: {CardBinder.Names(names)}");
        return -1;
    }

    private ScoreSource? BehindOutput(int index)
    {
        bool ownMargin = artifact.Margins.Count == artifact.Outputs.Count;
        // Of two classes only the second has a margin in many artifacts; the first moves against it.
        bool sharesMargin = artifact.Margins.Count == 1 && artifact.Outputs.Count == 2;
        if (!ownMargin && !sharesMargin)
        {
            errors.Add("output.use", "must be margin: the artifact has no margin for this output by which a refusal could be explained");
            return null;
        }
        int margin = ownMargin ? index : 0;
        ScoreMeaning meaning = card.Output.Meaning;
        bool isItsMargin = ownMargin && IsItsMargin(index);
        if (!isItsMargin && !meaning.IsProbability())
        {
            errors.Add("output.use", $"must be margin: only the margin can mean {SnakeCase.Of(meaning)}, the output has been through a link function");
            return null;
        }
        bool isReversed = sharesMargin && index == 0;
        return new ScoreSource(
            CardOutputUse.Output, index, margin, meaning.RisesWithRisk() != isReversed, isItsMargin ? UnitOf(meaning) : CostUnit.LogOdds);
    }

    // Where there is no link function, as with averaged trees, the contributions are in the output's own unit.
    private bool IsItsMargin(int index)
    {
        var row = new double[artifact.Inputs.Count];
        var (margins, outputs) = (new double[artifact.Margins.Count], new double[artifact.Outputs.Count]);
        artifact.Margin(row, margins);
        artifact.Predict(row, outputs);
        return margins[index].Equals(outputs[index]);
    }

    private static CostUnit UnitOf(ScoreMeaning meaning) => meaning switch
    {
        ScoreMeaning.LogOddsOfBad => CostUnit.LogOdds,
        ScoreMeaning.Points => CostUnit.Points,
        _ => CostUnit.Probability,
    };
}

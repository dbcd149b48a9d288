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
        if (!IsTellable(isMargin)) return null;
        if (isMargin) return new ScoreSource(output.Use, index, index, output.Meaning.RisesWithRisk(), UnitOf(output.Meaning));
        return BehindOutput(index);
    }

    private bool IsTellable(bool isMargin)
    {
        // What raises the margins of all classes alike changes nothing, so that one of them alone stands for nothing.
        if (isMargin && artifact.Linkage == MarginLinkage.Softmax)
            errors.Add("output.use", "must be output: the margins are those of a softmax, of which none means anything by itself");
        else if (!isMargin && artifact.Linkage == MarginLinkage.Several)
            errors.Add("output.use", "cannot be output: it comes from several margins in a way by which a refusal could not be explained");
        else return true;
        return false;
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
        int margin = MarginBehind(index);
        if (margin < 0)
        {
            errors.Add("output.use", "must be margin: the artifact has no margin for this output by which a refusal could be explained");
            return null;
        }
        ScoreMeaning meaning = card.Output.Meaning;
        // Where the trial row has no answer, the card is taken at its word.
        bool isItsMargin = IsItsMargin(index, margin) ?? !meaning.IsProbability();
        if (!isItsMargin && !meaning.IsProbability())
        {
            errors.Add("output.use", $"must be margin: only the margin can mean {SnakeCase.Of(meaning)}, the output has been through a link function");
            return null;
        }
        return new ScoreSource(CardOutputUse.Output, index, margin, meaning.RisesWithRisk(), isItsMargin ? UnitOf(meaning) : CostUnit.LogOdds);
    }

    // The one of the same name, or in the same place where the artifact names before and after differently. Outputs beyond those, which
    // the artifact derives for its callers, have none.
    private int MarginBehind(int index)
    {
        for (int i = 0; i < artifact.Margins.Count; i++)
            if (artifact.Margins[i] == artifact.Outputs[index]) return i;
        bool isPaired = artifact.Margins.Count == artifact.Outputs.Count || artifact.Margins.Count == 1 && index == 0;
        return isPaired ? index : -1;
    }

    // Where there is no link function, as with averaged trees, the contributions are in the output's own unit. Some artifacts round the
    // output to single precision.
    private bool? IsItsMargin(int index, int margin)
    {
        // A tree may have no answer for the trial row.
        if (artifact.IsMarginItself(index, margin)) return true;
        var row = new double[artifact.Inputs.Count];
        var (margins, outputs) = (new double[artifact.Margins.Count], new double[artifact.Outputs.Count]);
        artifact.Margin(row, margins);
        artifact.Predict(row, outputs);
        return double.IsNaN(margins[margin]) ? null : (float)margins[margin] == (float)outputs[index];
    }

    private static CostUnit UnitOf(ScoreMeaning meaning) => meaning switch
    {
        ScoreMeaning.LogOddsOfBad => CostUnit.LogOdds,
        ScoreMeaning.Points => CostUnit.Points,
        _ => CostUnit.Probability,
    };
}

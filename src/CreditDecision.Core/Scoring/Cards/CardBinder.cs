using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;

namespace CreditDecision.Core.Scoring.Cards;

/// <summary>Holds a card against its artifact; every mistake goes to the errors with its path in the card.</summary>
internal sealed class CardBinder(ModelCard card, CompiledModel artifact, DocumentErrors errors)
{
    // More names than this in one message help nobody.
    private const int MostNames = 12;

    internal CardedModel? Bind(string format, string sha256)
    {
        if (card.Artifact.Format.Length > 0 && card.Artifact.Format != format)
            errors.Add("artifact.format", $"is \"{card.Artifact.Format}\", but the content of {card.Artifact.File} is {format}");
        if (card.Artifact.Sha256.Length > 0 && card.Artifact.Sha256 != sha256)
            errors.Add("artifact.sha256", $"is not that of {card.Artifact.File}, whose bytes have {sha256}");
        if (!artifact.CanExplain) errors.Add("artifact.file", "cannot be used: what each input adds to its result cannot be told, and a refusal must be explained");
        InputBinding?[] inputs = BindInputs();
        ScoreSource? source = new CardOutputBinder(card, artifact, errors).Bind();
        if (errors.Any) return null;
        InputBinding[] bound = [.. inputs.Select(input => input!.Value)];
        CheckMissing(bound, source!.Value);
        return errors.Any ? null : new CardedModel(card, artifact, bound, source.Value);
    }

    /// <summary>In the order of the artifact's inputs; null where the card has a mistake.</summary>
    private InputBinding?[] BindInputs()
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < artifact.Inputs.Count; i++) places[artifact.Inputs[i].Name] = i;
        var bindings = new InputBinding?[artifact.Inputs.Count];
        var isNamed = new bool[artifact.Inputs.Count];
        foreach (CardInput input in card.Inputs)
        {
            if (input.Input.Length == 0) continue;
            if (!places.TryGetValue(input.Input, out int place))
                errors.Add($"{input.Path}.input", $"\"{input.Input}\" is no input of the artifact; it has {Names(artifact.Inputs.Select(known => known.Name))}");
            else if (isNamed[place])
                errors.Add($"{input.Path}.input", $"\"{input.Input}\" is bound already");
            else
                (isNamed[place], bindings[place]) = (true, new InputTranslation(input, artifact.Inputs[place], errors).Bind());
        }
        string[] open = [.. artifact.Inputs.Where((_, place) => !isNamed[place]).Select(input => input.Name)];
        if (open.Length > 0) errors.Add("inputs", $"must bind every input of the artifact; not bound: {Names(open)}");
        return bindings;
    }

    // Some artifacts take no missing values: they then give no number at all, or silently read a zero. The first shows on a trial row.
    private void CheckMissing(InputBinding[] inputs, ScoreSource source)
    {
        var row = new double[inputs.Length];
        bool answers = double.IsFinite(source.ScoreOf(artifact, row));
        for (int i = 0; i < inputs.Length; i++)
        {
            FeatureDefinition feature = inputs[i].Feature;
            if (feature.Missing != MissingRule.ModelHandles) continue;
            row[i] = double.NaN;
            bool takesMissing = artifact.Inputs[i].TakesMissing && (!answers || double.IsFinite(source.ScoreOf(artifact, row)));
            row[i] = 0;
            if (takesMissing) continue;
            errors.Add(
                $"{inputs[i].Card.Path}.feature",
                $"\"{feature.Name}\" may be missing (missing: model_handles in the feature catalog), but the artifact cannot do without \"{artifact.Inputs[i].Name}\"");
        }
    }

    internal static string Names(IEnumerable<string> names)
    {
        string[] some = [.. names.Take(MostNames + 1)];
        return string.Join(", ", some.Take(MostNames)) + (some.Length > MostNames ? ", ..." : "");
    }
}

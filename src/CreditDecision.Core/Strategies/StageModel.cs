using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Strategies;

/// <summary>One model of a stage, with its cut-offs on the probability of the bad event that it predicts.</summary>
/// <param name="ReferFrom">From this probability on, a person decides.</param>
/// <param name="DeclineFrom">From this probability on, the application is declined.</param>
/// <param name="MostReasons">How many of the model's own reasons a refusal or referral gives.</param>
public sealed record StageModel(IModel Model, Probability ReferFrom, Probability DeclineFrom, int MostReasons)
{
    // More reasons than this tell a borrower nothing any more.
    public const int ReasonsAtMost = 5;

    /// <summary>Reads <c>{ model, refer_from, decline_from, most_reasons? }</c>; the caller reads what else is there and closes it.</summary>
    internal static StageModel? Read(DocumentObject document, ModelKind kind, IReadOnlyDictionary<string, IModel> models)
    {
        string id = document.Text("model", 64);
        double referFrom = document.Number("refer_from", 0, 1);
        double declineFrom = document.Number("decline_from", 0, 1);
        int mostReasons = document.Whole("most_reasons", 0, ReasonsAtMost, 3);
        if (referFrom > declineFrom) document.Fail("refer_from", $"{referFrom} is above decline_from, {declineFrom}: nothing would be referred");
        return Find(document, "model", id, kind, models) is { } model
            ? new StageModel(model, Probability.Of(referFrom), Probability.Of(declineFrom), mostReasons)
            : null;
    }

    /// <summary>A loaded model by its id; one of another kind is reported but given, so that what follows is not reported as well.</summary>
    internal static IModel? Find(DocumentObject document, string key, string id, ModelKind kind, IReadOnlyDictionary<string, IModel> models)
    {
        if (!models.TryGetValue(id, out IModel? model))
        {
            if (id.Length > 0) document.Fail(key, $"no model \"{id}\" is loaded; loaded are {string.Join(", ", models.Keys.Order(StringComparer.Ordinal))}");
            return null;
        }
        if (model.Kind != kind) document.Fail(key, $"\"{id}\" is of kind {SnakeCase.Of(model.Kind)}, this stage needs {SnakeCase.Of(kind)}");
        return model;
    }
}

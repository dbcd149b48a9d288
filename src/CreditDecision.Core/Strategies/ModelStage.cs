using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;

namespace CreditDecision.Core.Strategies;

/// <summary>One stage that models answer. The severest word of any of them stands.</summary>
/// <param name="Leading">Its probability alone grades and prices.</param>
/// <param name="Beside">Further models that may object, in written order.</param>
/// <param name="Shadows">Models that are scored beside the decision to be watched; nothing they say is heard.</param>
public sealed record ModelStage(StageModel Leading, IReadOnlyList<StageModel> Beside, IReadOnlyList<IModel> Shadows)
{
    // Every model of a stage is asked about every application that reaches it; nobody can answer for more opinions on one question than these.
    private const int MostBeside = 8;

    private const int MostShadows = 8;

    /// <summary>In the order in which they are asked.</summary>
    public IEnumerable<StageModel> Models => Beside.Prepend(Leading);

    /// <summary>
    /// Reads <c>{ model, refer_from, decline_from, most_reasons?, beside?: [{ model, refer_from, decline_from, most_reasons? }],
    /// shadow_models?: [id] }</c>; the caller reads what the stage has beyond that and closes it.
    /// </summary>
    internal static ModelStage? Read(DocumentObject document, ModelKind kind, IReadOnlyDictionary<string, IModel> models)
    {
        StageModel? leading = StageModel.Read(document, kind, models);
        var asked = new HashSet<string>(StringComparer.Ordinal);
        if (leading is not null) asked.Add(leading.Model.Id);
        var beside = new List<StageModel>();
        foreach (DocumentObject item in document.Children("beside", MostBeside, optional: true))
        {
            StageModel? model = StageModel.Read(item, kind, models);
            item.Close();
            if (model is null) continue;
            if (!asked.Add(model.Model.Id)) item.Fail("model", $"\"{model.Model.Id}\" is asked by this stage already");
            beside.Add(model);
        }
        IReadOnlyList<IModel> shadows = ReadShadows(document, kind, models, asked);
        return leading is null ? null : new ModelStage(leading, beside, shadows);
    }

    private static List<IModel> ReadShadows(DocumentObject document, ModelKind kind, IReadOnlyDictionary<string, IModel> models, HashSet<string> asked)
    {
        var shadows = new List<IModel>();
        foreach (string id in document.Texts("shadow_models", MostShadows, optional: true))
        {
            if (StageModel.Find(document, "shadow_models", id, kind, models) is not { } model) continue;
            if (!asked.Add(id)) document.Fail("shadow_models", $"\"{id}\" is asked by this stage already");
            shadows.Add(model);
        }
        return shadows;
    }
}

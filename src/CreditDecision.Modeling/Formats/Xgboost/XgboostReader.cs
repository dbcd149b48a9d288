using System.Collections.Immutable;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;
using CreditDecision.Core.Scoring.Trees;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Formats.Xgboost;

/// <summary>
/// Reads models that XGBoost 1.0 to 3.x saved as JSON or UBJSON (xgboost.readthedocs.io, "Introduction to Model IO"; the schema is
/// doc/model.schema of its repository). Scores are those of its CPU predictor since 1.3, to the bit: features, conditions and leaves are
/// single precision, and the leaves are added in the order of the trees, beginning with the margin of the base score.
/// </summary>
/// <remarks>
/// <para>
/// Early stopping. Where the model has the attribute <c>best_iteration</c>, the trees after that iteration do not score. So do the
/// scikit-learn and R interfaces of the library, with which such models are made; <c>Booster.predict</c> does it only when it is given an
/// <c>iteration_range</c>. Who wants all trees deletes the attribute before saving. An iteration beyond the last, as in a booster that was
/// sliced afterwards, cuts nothing.
/// </para>
/// <para>
/// Several classes or targets: one margin and one output for each, named class0, class1 ... or target0, target1 .... multi:softmax gives
/// the classes' probabilities too, not the likeliest one. Categorical codes that no category can have (any number below 0) are members
/// of no set, as in the library since 1.6; the fraction of others is cut off.
/// </para>
/// <para>Refused by name: gblinear, trees whose leaves are vectors, unknown objectives, and every key that is not known.</para>
/// </remarks>
internal static class XgboostReader
{
    /// <returns>Null when the trees cannot be compiled; why is in <paramref name="errors"/>.</returns>
    internal static CompiledModel? Read(ReadOnlySpan<byte> bytes, ArtifactFormat format, DocumentErrors errors)
    {
        XgboostValue document = format == ArtifactFormat.XgboostUbjson ? XgboostUbjson.Parse(bytes) : XgboostJson.Parse(bytes);
        return TreeEnsemble.Compile(Plan(new XgboostNode(document, "")), errors);
    }

    private static TreeEnsemblePlan Plan(XgboostNode root)
    {
        root.AllowOnly("version", "learner");
        XgboostNode learner = root["learner"];
        learner.AllowOnly("attributes", "feature_names", "feature_types", "gradient_booster", "learner_model_param", "objective");
        XgboostNode param = learner["learner_model_param"];
        // Not read: whether training estimated the base score, which stands in the file either way.
        param.AllowOnly("base_score", "boost_from_average", "num_class", "num_feature", "num_target", "major_version", "minor_version");
        XgboostObjective objective = XgboostObjective.Of(learner["objective"]["name"]);
        string[] margins = Margins(param, objective, out string[] outputs);
        XgboostBooster booster = XgboostBooster.Open(learner["gradient_booster"]);
        int features = param["num_feature"].Whole(1, CompiledModel.MostInputs);
        return new TreeEnsemblePlan
        {
            Inputs = XgboostInputs.Read(learner, features, XgboostCategories.Read(booster.Categories, features)),
            Margins = margins,
            Outputs = outputs,
            Trees = booster.Trees(margins.Length, learner["attributes"], out IReadOnlyList<ImmutableArray<uint>> sets),
            Sets = sets,
            Comparison = FloatPrecision.Binary32,
            Sum = FloatPrecision.Binary32,
            Base = Base(param["base_score"], objective, MajorVersion(root["version"]), margins.Length),
            Link = new LinkFunction(objective.Link, FloatPrecision.Binary32),
        };
    }

    private static string[] Margins(XgboostNode param, XgboostObjective objective, out string[] outputs)
    {
        int classes = param["num_class"].WholeOr(absent: 0, 0, CompiledModel.MostOutputs);
        int targets = param["num_target"].WholeOr(absent: 1, 0, CompiledModel.MostOutputs);
        if (objective.Link == Link.Softmax && classes < 2) throw param["num_class"].Refuse("must be at least 2 for this objective");
        int count = Math.Max(1, Math.Max(classes, targets));
        outputs = Names(count, classes > 1 ? "class" : "target", objective.Output);
        return Names(count, classes > 1 ? "class" : "target", "margin");
    }

    private static string[] Names(int count, string many, string one) =>
        count == 1 ? [one] : [.. Enumerable.Range(0, count).Select(index => $"{many}{index}")];

    // Since 3.1 there may be one for each margin.
    private static ImmutableArray<double> Base(XgboostNode score, XgboostObjective objective, int major, int margins)
    {
        float[] scores = score.Reals();
        if (scores.Length != 1 && scores.Length != margins) throw score.Refuse($"must hold 1 or {margins} numbers, holds {scores.Length}");
        return [.. Enumerable.Range(0, margins).Select(k => (double)objective.MarginOf(scores[scores.Length == 1 ? 0 : k], major, score))];
    }

    private static int MajorVersion(XgboostNode version)
    {
        int[] parts = version.WholeList(3);
        return parts[0] is >= 1 and <= 3 ? parts[0] : throw version.Refuse($"is {string.Join('.', parts)}; 1 to 3 are known");
    }
}

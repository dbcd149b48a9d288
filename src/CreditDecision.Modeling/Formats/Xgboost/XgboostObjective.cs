using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Modeling.Formats.Xgboost;

/// <summary>
/// What the objective that a model was trained with means for its scores: how the base score becomes a margin and a margin an output.
/// Checked against the library, version 1.7.4, for each name here. An objective's own parameters matter in training only.
/// </summary>
/// <param name="Output">What one output is called.</param>
internal readonly record struct XgboostObjective(Link Base, Link Link, string Output)
{
    // XGBoost 3 holds the base score this far off 0 and 1 where it takes the logit.
    private const float Least = 1e-6f;

    internal static XgboostObjective Of(XgboostNode name)
    {
        switch (name.Text())
        {
            case "binary:logistic" or "reg:logistic":
                return new(Link.Logistic, Link.Logistic, "probability");
            // Its base score is a margin already, since 1.3.2; so is that of the objectives after it.
            case "binary:logitraw" or "reg:squarederror" or "reg:linear" or "reg:squaredlogerror" or "reg:pseudohubererror" or "reg:absoluteerror"
                or "rank:pairwise" or "rank:ndcg" or "rank:map":
                return new(Link.Identity, Link.Identity, "value");
            case "binary:hinge":
                return new(Link.Identity, Link.Step, "value");
            case "count:poisson" or "reg:gamma" or "reg:tweedie" or "survival:cox":
                return new(Link.Exponential, Link.Exponential, "value");
            case "survival:aft":
                return new(Link.Exponential, Link.ExponentialRounded, "value");
            // The library answers multi:softmax with the number of the likeliest class; a bank needs the probabilities behind it.
            case "multi:softprob" or "multi:softmax":
                return new(Link.Identity, Link.Softmax, "probability");
            default:
                throw name.Refuse($"\"{XgboostLimits.Clip(name.Text())}\" is no objective whose scores are known here");
        }
    }

    /// <summary>The library's ProbToMargin, in single precision as there.</summary>
    /// <param name="baseScore">As the file has it: an output, not a margin.</param>
    /// <param name="major">Version of the library that wrote the file.</param>
    internal float MarginOf(float baseScore, int major, XgboostNode from)
    {
        if (Base == Link.Logistic && major >= 3 && baseScore is >= 0 and <= 1) baseScore = MathF.Min(MathF.Max(baseScore, Least), 1 - Least);
        float margin = Base switch
        {
            Link.Logistic => -MathF.Log(1 / baseScore - 1),
            Link.Exponential => MathF.Log(baseScore),
            _ => baseScore,
        };
        return float.IsFinite(margin) ? margin : throw from.Refuse("has no finite margin under the model's objective");
    }
}

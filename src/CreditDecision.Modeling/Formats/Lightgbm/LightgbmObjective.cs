using System.Globalization;
using CreditDecision.Core.Scoring.Trees;
using CreditDecision.Modeling.Formats.Artifacts;
using TreeLink = CreditDecision.Core.Scoring.Trees.Link;

namespace CreditDecision.Modeling.Formats.Lightgbm;

/// <summary>
/// How scores become outputs: <c>ConvertOutput</c> of the objective that the header names, such as <c>binary sigmoid:1</c>.
/// </summary>
internal sealed record LightgbmObjective(LinkFunction Link, IReadOnlyList<string> Margins, IReadOnlyList<string> Outputs)
{
    /// <summary>Of a model that was trained with the user's own function: scores are the outputs.</summary>
    internal static LightgbmObjective None(int classes) => Named(TreeLink.Identity, classes, 1, "value");

    /// <exception cref="ArtifactRefusedException">The objective or one of its parameters is unknown, or it does not fit the number of classes.</exception>
    internal static LightgbmObjective Read(LightgbmField field, int classes)
    {
        string[] words = field.Text().Split(' ');
        var parameters = new Parameters(field, words[1..]);
        LightgbmObjective objective = Read(field, words[0], parameters, classes);
        parameters.CheckAllRead();
        return objective;
    }

    private static LightgbmObjective Read(LightgbmField field, string name, Parameters parameters, int classes)
    {
        switch (name)
        {
            case "binary":
                return Named(TreeLink.Logistic, One(field, classes), parameters.Slope(), "probability");
            case "cross_entropy" or "xentropy":
                return Named(TreeLink.Logistic, One(field, classes), 1, "probability");
            case "cross_entropy_lambda" or "xentlambda":
                return Named(TreeLink.Softplus, One(field, classes), 1, "value");
            case "multiclass":
                parameters.CheckClasses(classes);
                return Named(TreeLink.Softmax, classes, 1, "probability");
            case "multiclassova":
                parameters.CheckClasses(classes);
                return Named(TreeLink.Logistic, classes, parameters.Slope(), "probability");
            case "regression" or "regression_l1" or "fair" or "quantile" or "mape":
                return Named(parameters.Flag("sqrt") ? TreeLink.SignedSquare : TreeLink.Identity, One(field, classes), 1, "value");
            case "huber" or "lambdarank" or "rank_xendcg":
                return Named(TreeLink.Identity, One(field, classes), 1, "value");
            case "poisson" or "gamma" or "tweedie":
                return Named(TreeLink.Exponential, One(field, classes), 1, "value");
            case "custom" or "none":
                return None(classes);
            default:
                throw field.Refusal($"{LightgbmLines.Quote(field.Value.Span)} is unknown");
        }
    }

    private static int One(LightgbmField field, int classes) =>
        classes == 1 ? 1 : throw field.Refusal($"gives one number, but num_class is {classes}");

    private static LightgbmObjective Named(Link link, int classes, double slope, string output)
    {
        var function = new LinkFunction(link, FloatPrecision.Binary64, slope);
        if (classes == 1) return new LightgbmObjective(function, ["margin"], [output]);
        string[] names = [.. Enumerable.Range(0, classes).Select(index => $"class{index}")];
        return new LightgbmObjective(function, names, names);
    }

    /// <summary>The words after the objective's name, each of which must be asked for once.</summary>
    private sealed class Parameters(LightgbmField field, IEnumerable<string> words)
    {
        private readonly List<string> _unread = [.. words];

        internal bool Flag(string name) => _unread.Remove(name);

        internal void CheckClasses(int classes)
        {
            if (Take("num_class") != classes.ToString(CultureInfo.InvariantCulture)) throw field.Refusal($"num_class must be as in the header, {classes}");
        }

        internal double Slope()
        {
            string text = Take("sigmoid");
            return SlopeOf(text) is double slope and > 0 && double.IsFinite(slope)
                ? slope
                : throw field.Refusal("sigmoid must be a finite number above 0");
        }

        internal void CheckAllRead()
        {
            if (_unread.Count > 0) throw field.Refusal($"{LightgbmLines.Quote(field.Value.Span)} holds what is unknown or stands twice");
        }

        // LightGBM reads this one number by its own short-cut (Common::Atof): the digits after the point over a power of ten, added to
        // those before it, which is not always the nearest double. The power is exact up to 22 digits; the library writes at most six.
        private static double? SlopeOf(string text)
        {
            string[] parts = text.Split('.');
            if (parts.Length > 2 || parts.Any(part => part.Length is 0 or > 15 || !part.All(char.IsAsciiDigit)))
                return double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double number) ? number : null;
            double whole = double.Parse(parts[0], CultureInfo.InvariantCulture);
            return parts.Length == 1 ? whole : whole + double.Parse(parts[1], CultureInfo.InvariantCulture) / Math.Pow(10, parts[1].Length);
        }

        private string Take(string name)
        {
            string? word = _unread.Find(word => word.StartsWith(name + ":", StringComparison.Ordinal));
            if (word is null) throw field.Refusal($"lacks {name}");
            _unread.Remove(word);
            return word[(name.Length + 1)..];
        }
    }
}

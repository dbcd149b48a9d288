using CreditDecision.Core.Documents;

namespace CreditDecision.Core.Monitoring;

/// <summary>The two levels of a figure.</summary>
/// <param name="Warn">Reached, it warns.</param>
/// <param name="Breach">Reached, it is a defect; beyond <paramref name="Warn"/>.</param>
public readonly record struct Levels(double Warn, double Breach)
{
    /// <summary>Of a figure that must not rise.</summary>
    public (MonitoringLevel Level, double Bound) OfRise(double value) =>
        value >= Breach ? (MonitoringLevel.Breach, Breach) : value >= Warn ? (MonitoringLevel.Warn, Warn) : default;

    /// <summary>Of a probability that must not be small.</summary>
    public (MonitoringLevel Level, double Bound) OfFall(double value) =>
        value < Breach ? (MonitoringLevel.Breach, Breach) : value < Warn ? (MonitoringLevel.Warn, Warn) : default;
}

/// <summary>When a default rate is judged.</summary>
/// <param name="WindowMonths">From approval; a default counts within it, and nothing is said of a vintage before it has ended. 1 to 120.</param>
/// <param name="ReportLagDays">How long before its window's end the last report of a loan may lie, 0 to 366.</param>
/// <param name="LeastLoans">Fewer have no verdict; 1 or more.</param>
/// <param name="MostUnobserved">Share of loans of unknown fate above which there is no verdict either, 0 to 1.</param>
/// <param name="Probability">Below which a test speaks.</param>
public sealed record DefaultPolicy(int WindowMonths, int ReportLagDays, int LeastLoans, double MostUnobserved, Levels Probability);

/// <summary>What is expected of live models (A40): the document by which monitoring judges. Of itself it changes no decision.</summary>
/// <param name="Sha256">Of the document's bytes, lower-case hexadecimal.</param>
/// <param name="Stability">Of PSI and CSI.</param>
/// <param name="Confidence">With which a shift must be more than chance before it is judged at all, such as 0.99.</param>
/// <param name="LeastDecisions">In either period; fewer have no verdict. 1 or more.</param>
/// <param name="MissingRise">Of shares, 0 to 1; as the next two.</param>
public sealed record MonitoringPolicy(
    string Id,
    string Version,
    string Sha256,
    Levels Stability,
    double Confidence,
    int LeastDecisions,
    Levels MissingRise,
    Levels StaleRise,
    Levels ApprovalChange,
    DefaultPolicy Defaults)
{
    // A PSI has no upper end; whatever is above this is no level.
    private const double MostIndex = 10;

    /// <summary>
    /// Reads <c>{ id, version, stability: { warn, breach, confidence, least_decisions }, missing_rise: { warn, breach }, stale_rise, approval_change,
    /// defaults: { window_months, report_lag_days, least_loans, most_unobserved, warn, breach } }</c>; the document's errors name every mistake.
    /// </summary>
    public static MonitoringPolicy? Read(DocumentObject document, string sha256)
    {
        string id = document.Text("id", 64), version = document.Text("version", 64);
        DocumentObject stability = document.Child("stability");
        Levels index = Rising(stability, 1e-6, MostIndex);
        double confidence = stability.Number("confidence", 0.5, 0.999999);
        int leastDecisions = stability.Whole("least_decisions", 1, 1_000_000_000);
        stability.Close();
        var policy = new MonitoringPolicy(
            id, version, sha256, index, confidence, leastDecisions, Share(document, "missing_rise"), Share(document, "stale_rise"), Share(document, "approval_change"),
            ReadDefaults(document.Child("defaults")));
        document.Close();
        return document.Errors.Any ? null : policy;
    }

    private static DefaultPolicy ReadDefaults(DocumentObject defaults)
    {
        var policy = new DefaultPolicy(
            defaults.Whole("window_months", 1, 120), defaults.Whole("report_lag_days", 0, 366), defaults.Whole("least_loans", 1, 1_000_000_000),
            defaults.Number("most_unobserved", 0, 1), new Levels(defaults.Number("warn", 1e-12, 0.5), defaults.Number("breach", 1e-12, 0.5)));
        if (policy.Probability.Warn <= policy.Probability.Breach) defaults.Fail("warn", "must be above breach: these are probabilities, and a small one is the worse one");
        defaults.Close();
        return policy;
    }

    private static Levels Share(DocumentObject document, string key)
    {
        DocumentObject child = document.Child(key);
        Levels levels = Rising(child, 1e-6, 1);
        child.Close();
        return levels;
    }

    private static Levels Rising(DocumentObject document, double least, double most)
    {
        var levels = new Levels(document.Number("warn", least, most), document.Number("breach", least, most));
        if (levels.Warn >= levels.Breach && document.Has("warn") && document.Has("breach")) document.Fail("warn", "must be below breach");
        return levels;
    }
}

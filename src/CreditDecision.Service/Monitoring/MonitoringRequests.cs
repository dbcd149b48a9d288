using System.Globalization;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Monitoring;
using CreditDecision.Modeling.Formats;
using CreditDecision.Service.Decisions;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Monitoring;

/// <summary>Checks the parts of requests, each adding its mistakes to those of the others.</summary>
internal static class MonitoringRequests
{
    // A product's, a model's and a version's name are never longer in a document.
    private const int LongestName = 64;

    private const string DocumentName = "baseline.yaml";

    /// <param name="all">Every strategy of which it is known which model it asks.</param>
    /// <returns>Null with at least one mistake.</returns>
    public static Watch? Subject(Wire.MonitoringSubject? subject, IReadOnlyList<KnownStrategy> all, List<FieldError> errors)
    {
        subject ??= new Wire.MonitoringSubject();
        bool isModel = subject.ModelId.Length > 0;
        if (isModel == subject.Product.Length > 0) errors.Add(new("subject", "give either product or model_id"));
        else if (!isModel && subject.ModelVersion.Length > 0) errors.Add(new("subject.model_version", "goes with model_id only"));
        else
        {
            var watch = new Watch(subject.Product, subject.ModelId, subject.ModelVersion, all);
            if (watch.Strategies.Count > 0) return watch;
            IEnumerable<string> known = all.Select(strategy => isModel ? strategy.ModelId : strategy.Product).Distinct().Order(StringComparer.Ordinal);
            errors.Add(isModel
                ? new("subject.model_id", $"{Named(subject.ModelId, subject.ModelVersion)} leads the risk stage of no strategy that served; those that do are {string.Join(", ", known)}")
                : new("subject.product", $"{Named(subject.Product, "")} is of no strategy that served; products are {string.Join(", ", known)}"));
        }
        return null;
    }

    public static Period Period(Wire.MonitoringPeriod? period, string field, List<FieldError> errors)
    {
        DateTimeOffset? from = Moment(period?.From, $"{field}.from", errors), before = Moment(period?.Before, $"{field}.before", errors);
        if (from >= before) errors.Add(new($"{field}.before", "must be after from"));
        return new Period(from, before);
    }

    /// <param name="today">In Beijing.</param>
    public static DateOnly AsOf(string given, DateOnly today, List<FieldError> errors)
    {
        if (given.Length == 0) return today;
        if (!DateOnly.TryParseExact(given, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)) errors.Add(new("as_of", "must be a day such as 2026-11-30"));
        else if (day > today) errors.Add(new("as_of", $"must not be after today, {today:yyyy-MM-dd}"));
        return day;
    }

    /// <summary>A baseline document; its mistakes are told under their places in it.</summary>
    /// <returns>Null with at least one mistake.</returns>
    public static (Baseline Baseline, string Sha256)? Document(ByteString bytes, WatchedFeatures watched, List<FieldError> errors)
    {
        var mistakes = new DocumentErrors();
        Baseline? baseline = null;
        LoadedDocument? document = YamlDocuments.Read(bytes.Memory, DocumentName, mistakes);
        if (document is not null) baseline = Baseline.Read(DocumentObject.Root(document.Element, mistakes), watched.Catalog, watched.Features);
        foreach (DocumentError mistake in mistakes.All) errors.Add(new(mistake.Path.Length > 0 ? $"baseline_document.{mistake.Path}" : "baseline_document", mistake.Message));
        return baseline is null ? null : (baseline, document!.Sha256);
    }

    /// <param name="largest">Most that a page has.</param>
    public static int PageSize(int given, int otherwise, int largest, List<FieldError> errors)
    {
        if (given < 0 || given > largest) errors.Add(new("page_size", $"must be 1 to {largest}, or 0 for {otherwise}"));
        return given == 0 ? otherwise : given;
    }

    public static long Before(string pageToken, List<FieldError> errors)
    {
        long before = long.MaxValue;
        if (pageToken.Length > 0 && !(long.TryParse(pageToken, NumberStyles.None, CultureInfo.InvariantCulture, out before) && before > 0))
            errors.Add(new("page_token", "is not one that was returned"));
        return before;
    }

    private static DateTimeOffset? Moment(Timestamp? given, string field, List<FieldError> errors)
    {
        DateTimeOffset? moment = ApplicationTranslation.Moment(given);
        if (given is not null && moment is null) errors.Add(new(field, "is no moment of the years 1 to 9999"));
        return moment;
    }

    private static string Named(string name, string version)
    {
        static string Cut(string text) => text.Length <= LongestName ? text : text[..LongestName] + "…";
        return version.Length > 0 ? $"\"{Cut(name)}\" in version \"{Cut(version)}\"" : $"\"{Cut(name)}\"";
    }
}

using CreditDecision.Core.Applications;
using CreditDecision.Core.Decisions.Backtests;
using CreditDecision.Core.Features;
using CreditDecision.Core.Strategies;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.Strategies;
using CreditDecision.Service.Strategies.Candidates;
using Google.Protobuf.WellKnownTypes;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Backtests;

/// <summary>Reads the settings of a back-test, held against what is loaded, or names every one that cannot be used.</summary>
internal static class BacktestSettingsReader
{
    private const int MostSegments = 3;
    private const int MostThreads = 256;

    /// <returns>Null with at least one error.</returns>
    public static BacktestJob? Read(Wire.BacktestSettings settings, StrategyBook book, EvidenceSeal evidence, List<FieldError> errors)
    {
        StrategySnapshot? candidate = CandidateStrategies.Find(book, settings.Candidate, "settings.candidate", errors);
        DateTimeOffset? from = Moment(settings.DecidedFrom, "settings.decided_from", errors);
        DateTimeOffset? before = Moment(settings.DecidedBefore, "settings.decided_before", errors);
        if (from >= before) errors.Add(new("settings.decided_before", "must be after decided_from"));
        if (settings.Parallelism is < 0 or > MostThreads) errors.Add(new("settings.parallelism", $"must be 1 to {MostThreads}, or 0 for one for each processor"));
        if (settings.MostDecisions < 0) errors.Add(new("settings.most_decisions", "must be 1 or more, or 0 for all"));
        IReadOnlyList<Segmentation> segmentations = Segmentations(settings, book.Catalog, errors);
        if (candidate is null || errors.Count > 0) return null;
        return new BacktestJob
        {
            Candidate = candidate,
            Book = book,
            Evidence = evidence,
            Query = new ScanQuery
            {
                Product = settings.Product.Length > 0 ? settings.Product : candidate.Product.Code,
                DecidedFrom = from,
                DecidedBefore = before,
                Newest = settings.MostDecisions > 0 ? settings.MostDecisions : null,
            },
            Segmentations = segmentations,
            Outcomes = new OutcomeBook(),
            Parallelism = settings.Parallelism > 0 ? settings.Parallelism : Environment.ProcessorCount,
        };
    }

    private static List<Segmentation> Segmentations(Wire.BacktestSettings settings, FeatureCatalog catalog, List<FieldError> errors)
    {
        var read = new List<Segmentation>(Segmentation.Always);
        if (settings.Segments.Count > MostSegments) errors.Add(new("settings.segments", $"must be at most {MostSegments}, are {settings.Segments.Count}"));
        for (int i = 0; i < settings.Segments.Count; i++)
        {
            Wire.SegmentFeature given = settings.Segments[i];
            Segmentation? segmentation = FeatureSegmentation.Create(catalog, given.Feature, given.Cuts, out string problem);
            if (segmentation is null) errors.Add(new($"settings.segments[{i}]", problem));
            else if (read.Any(other => other.Name == segmentation.Name)) errors.Add(new($"settings.segments[{i}]", $"\"{segmentation.Name}\" is given twice"));
            else read.Add(segmentation);
        }
        return read;
    }

    private static DateTimeOffset? Moment(Timestamp? given, string field, List<FieldError> errors)
    {
        DateTimeOffset? moment = ApplicationTranslation.Moment(given);
        if (given is not null && moment is null) errors.Add(new(field, "is no moment of the years 1 to 9999"));
        return moment;
    }
}

using System.Buffers.Binary;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Decisions;
using CreditDecision.Core.Monitoring;
using CreditDecision.Service.Backtests;
using CreditDecision.Service.Decisions.Messages;
using CreditDecision.Service.Ledger;

namespace CreditDecision.Service.Monitoring;

/// <summary>What both kinds of workers do: choose the subject's decisions, and read what each recorded. Used by one thread.</summary>
internal abstract class PopulationWorker : ISweepWorker
{
    private readonly Watch _watch;
    private readonly TextCache _texts = new();

    protected PopulationWorker(MonitoringJob job)
    {
        _watch = job.Watch;
        Applications = new ApplicationReading(job.Evidence, job.Watched.Catalog, _texts);
        Recorded = new RecordedDecision(_texts);
    }

    protected ApplicationReading Applications { get; }

    /// <summary>What the last entry's summary says.</summary>
    protected RecordedDecision Recorded { get; }

    public void Add(in ScannedDecision entry)
    {
        string id = _texts.Of(entry.StrategyId), version = _texts.Of(entry.StrategyVersion);
        if (_watch.IsUnknown(id, version)) AddUnknown(id, version);
        else if (_watch.Counts(id, version)) AddCounted(entry);
    }

    public abstract void Merge();

    public void Dispose() => Applications.Dispose();

    protected abstract void AddCounted(in ScannedDecision entry);

    /// <returns>False of a record that was changed.</returns>
    protected bool TryRead(in ScannedDecision entry)
    {
        try
        {
            Recorded.Read(entry.Summary);
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    protected virtual void AddUnknown(string strategyId, string strategyVersion)
    {
    }
}

/// <summary>Takes the values of a share of the decisions, chosen by their ids, so that they are the same whichever thread meets them.</summary>
internal sealed class SampleWorker(MonitoringJob job, double share, PopulationSample whole) : PopulationWorker(job)
{
    // The last six bytes of an id are chance.
    private const double Ids = 1L << 48;

    private readonly PopulationSample _sample = new(job.Watched);

    public override void Merge() => whole.Merge(_sample);

    protected override void AddCounted(in ScannedDecision entry)
    {
        Span<byte> id = stackalloc byte[16];
        entry.DecisionId.TryWriteBytes(id, bigEndian: true, out _);
        if ((BinaryPrimitives.ReadUInt64BigEndian(id[8..]) & ((1UL << 48) - 1)) / Ids >= share || !TryRead(entry)) return;
        _sample.AddScore(Recorded.ProbabilityOfDefault);
        if (Applications.Read(entry, out Facts facts, out _) is { } application) _sample.Add(application, facts, entry.DecidedAt);
    }
}

/// <summary>Counts the decisions of a period.</summary>
internal sealed class TallyWorker(MonitoringJob job, PopulationBins bins, Counted whole) : PopulationWorker(job)
{
    private readonly Counted _counted = new(new PopulationTally(job.Watched, bins), new StrategyCounts());

    public override void Merge()
    {
        whole.Tally.Merge(_counted.Tally);
        whole.Unknown.Add(_counted.Unknown);
    }

    protected override void AddUnknown(string strategyId, string strategyVersion) => _counted.Unknown.Add(strategyId, strategyVersion);

    protected override void AddCounted(in ScannedDecision entry)
    {
        if (!TryRead(entry))
        {
            _counted.Tally.AddDecision(Outcome.Unspecified, null, isDegraded: false);
            _counted.Tally.AddUnread("the record cannot be read");
            return;
        }
        _counted.Tally.AddDecision(Recorded.Outcome, Recorded.ProbabilityOfDefault, Recorded.Degraded);
        Application? application = Applications.Read(entry, out Facts facts, out string cause);
        if (application is null) _counted.Tally.AddUnread(cause);
        else _counted.Tally.AddApplication(application, facts, entry.DecidedAt);
    }
}

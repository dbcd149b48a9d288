using CreditDecision.Core.Documents;
using CreditDecision.Modeling.Formats;

namespace CreditDecision.LoadTests.Scenarios;

/// <summary>How applications come.</summary>
internal enum LoadKind
{
    Unspecified = 0,
    /// <summary>So many callers, each of whom sends when its last call was answered: shows what a service can at most.</summary>
    Closed,
    /// <summary>On a schedule, whether answers come or not: shows what callers meet. Latency counts from the intended moment.</summary>
    Open,
}

/// <summary>A part of the rate profile: the rate goes in a straight line from one figure to the other.</summary>
/// <param name="From">Applications a second.</param>
internal sealed record RateStep(double Seconds, double From, double To)
{
    public double Arrivals => Seconds * (From + To) / 2;
}

/// <summary>What a run must hold to; what is null is not looked at.</summary>
/// <param name="MostErrorShare">Of all calls that were not meant to be refused.</param>
internal sealed record Thresholds(double MostErrorShare, double? P50Ms, double? P99Ms, double? P999Ms, double? LeastPerSecond)
{
    /// <summary>The most that one borrower may have been granted in the run, fen; needs a mix without repeats, and not many borrowers.</summary>
    public long? MostReservedFen { get; init; }

    public static Thresholds NoErrors { get; } = new(0, null, null, null, null);
}

/// <summary>Where a load that rises is too much.</summary>
/// <param name="P99Ms">A second whose calls took longer is over the knee.</param>
/// <param name="LeastAnsweredShare">And one in which fewer of the calls that were meant for it were answered before it was over.</param>
internal sealed record KneeBound(double P99Ms, double LeastAnsweredShare);

/// <summary>One load as people write it (YAML), read whole with all its mistakes.</summary>
internal sealed record Scenario
{
    // More would be a denial of service on the machine that makes the load.
    private const int MostCallers = 4_096, MostConnections = 64, MostSeconds = 24 * 3_600, MostRate = 200_000, MostSteps = 100, MostEvents = 100;

    public required string Name { get; init; }
    public required LoadKind Kind { get; init; }

    /// <summary>Closed load: callers at once.</summary>
    public required int Callers { get; init; }

    /// <summary>HTTP/2 connections that they share.</summary>
    public required int Connections { get; init; }

    /// <summary>Closed load: how long.</summary>
    public required int Seconds { get; init; }

    /// <summary>Loaded in the same way before anything counts.</summary>
    public required int WarmUpSeconds { get; init; }

    /// <summary>Open load.</summary>
    public required IReadOnlyList<RateStep> Rate { get; init; }

    /// <summary>What is done meanwhile, in no order.</summary>
    public IReadOnlyList<ScenarioEvent> Events { get; init; } = [];

    /// <summary>Null where nobody asks for the knee.</summary>
    public KneeBound? Knee { get; init; }

    /// <summary>Sends some of the applications again afterwards and asks for the same answers.</summary>
    public bool VerifiesAnswers { get; init; }

    public required PopulationMix Mix { get; init; }
    public required Thresholds Thresholds { get; init; }

    public double Length => Kind == LoadKind.Open ? Rate.Sum(step => step.Seconds) : Seconds;

    /// <returns>Null with at least one error.</returns>
    public static Scenario? Read(string file, DocumentErrors errors)
    {
        if (YamlDocuments.Read(File.ReadAllBytes(file), Path.GetFileName(file), errors) is not { } loaded) return null;
        Scenario scenario = Read(DocumentObject.Root(loaded.Element, errors));
        return errors.Any ? null : scenario;
    }

    private static Scenario Read(DocumentObject document)
    {
        var kind = document.Choice<LoadKind>("load");
        bool isOpen = kind == LoadKind.Open;
        var scenario = new Scenario
        {
            Name = document.Text("name", 64),
            Kind = kind,
            Callers = isOpen ? 0 : document.Whole("callers", 1, MostCallers),
            Connections = document.Whole("connections", 1, MostConnections, 8),
            Seconds = isOpen ? 0 : document.Whole("seconds", 1, MostSeconds),
            WarmUpSeconds = document.Whole("warm_up_seconds", 0, 600, 0),
            Rate = isOpen ? [.. document.Children("rate", MostSteps).Select(ReadStep)] : [],
            Mix = PopulationMix.Read(document),
            Events = [.. document.Children("events", MostEvents, optional: true).Select(ScenarioEvent.Read)],
            Knee = ReadKnee(document.OptionalChild("knee")),
            VerifiesAnswers = document.Flag("verify_answers", false),
            Thresholds = ReadThresholds(document.OptionalChild("thresholds")),
        };
        document.Close();
        return scenario;
    }

    private static KneeBound? ReadKnee(DocumentObject? given)
    {
        if (given is null) return null;
        var bound = new KneeBound(given.Number("p99_ms", 0, 60_000), given.Number("least_answered_share", 0, 1, 0.97));
        given.Close();
        return bound;
    }

    private static RateStep ReadStep(DocumentObject step)
    {
        double from = step.Number("from", 0, MostRate);
        var read = new RateStep(step.Number("seconds", 0.1, MostSeconds), from, step.Number("to", 0, MostRate, from));
        step.Close();
        return read;
    }

    private static Thresholds ReadThresholds(DocumentObject? given)
    {
        if (given is null) return Thresholds.NoErrors;
        var thresholds = new Thresholds(
            given.Number("most_error_share", 0, 1, 0), given.OptionalNumber("p50_ms", 0, 60_000), given.OptionalNumber("p99_ms", 0, 60_000),
            given.OptionalNumber("p999_ms", 0, 60_000), given.OptionalNumber("least_per_second", 0, MostRate))
        {
            MostReservedFen = given.Has("most_reserved_fen") ? given.WholeLong("most_reserved_fen", 0, long.MaxValue) : null,
        };
        given.Close();
        return thresholds;
    }
}

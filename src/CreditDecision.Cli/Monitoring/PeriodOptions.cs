using System.CommandLine;
using CreditDecision.Cli.Calls;
using CreditDecision.V1;
using Google.Protobuf.WellKnownTypes;

namespace CreditDecision.Cli.Monitoring;

/// <summary>Two options that are a period together.</summary>
/// <param name="prefix">Of their names: "", "baseline-".</param>
/// <param name="what">Such as "Decided".</param>
internal sealed class PeriodOptions(string prefix, string what)
{
    private readonly Option<DateTimeOffset?> _from = MomentOption.Create($"--{prefix}from", $"{what} at or after");
    private readonly Option<DateTimeOffset?> _to = MomentOption.Create($"--{prefix}to", $"{what} before");

    public void AddTo(Command command)
    {
        command.Add(_from);
        command.Add(_to);
    }

    /// <returns>Null where neither was given.</returns>
    public MonitoringPeriod? Of(ParseResult parsed)
    {
        DateTimeOffset? from = parsed.GetValue(_from), to = parsed.GetValue(_to);
        return from is null && to is null ? null : new MonitoringPeriod { From = from?.ToTimestamp(), Before = to?.ToTimestamp() };
    }
}

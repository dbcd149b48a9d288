using CreditDecision.Core.Values;
using CreditDecision.Service.Tests.Decisions;
using CreditDecision.Service.Tests.Hosting;
using CreditDecision.Service.Tests.PersonalData;
using CreditDecision.V1;

namespace CreditDecision.Service.Tests.Monitoring;

/// <summary>A store with decisions of past months and a service on it that judges by a policy for small numbers.</summary>
internal static class WatchedLoans
{
    /// <summary>The first day of this month in Beijing: months before it are counted back from it.</summary>
    public static DateOnly ThisMonth { get; } = BeijingTime.DayOf(TimeProvider.System.GetUtcNow()) is var today ? new DateOnly(today.Year, today.Month, 1) : default;

    public static string PolicyText(int least) => File.ReadAllText(Repository.At("strategies/monitoring.yaml"))
        .Replace("least_decisions: 500", $"least_decisions: {least}").Replace("least_loans: 100", $"least_loans: {least}");

    /// <summary>Starts a service whose policy asks for fewer decisions and loans than the one that ships.</summary>
    public static async Task<RunningService> StartWatchedAsync(this ServiceHome home, int least, params string[] more)
    {
        string policy = home.Folder.At("monitoring.yaml");
        await File.WriteAllTextAsync(policy, PolicyText(least));
        return await home.StartAsync(["--Monitoring:Policy", policy, .. more]);
    }

    /// <summary>Records decisions on the tenth of a past month at noon. The service that makes the store's keys has been started before.</summary>
    /// <returns>The month as monitoring names it.</returns>
    public static async Task<string> RecordAsync(ServiceHome home, int monthsAgo, IEnumerable<(string Name, int Person)> loans, Action<DecideRequest, int>? change = null)
    {
        DateTimeOffset at = BeijingTime.StartOf(ThisMonth.AddMonths(-monthsAgo).AddDays(9)).AddHours(12);
        DecideRequest[] requests = [.. loans.Select((loan, i) =>
        {
            DecideRequest request = Requests.Clean(loan.Name, loan.Person, at);
            change?.Invoke(request, i);
            return request;
        })];
        await PastDecisions.RecordAsync(home, at, requests);
        return at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM");
    }

    public static IEnumerable<(string Name, int Person)> Named(string prefix, int count, int firstPerson) =>
        Enumerable.Range(0, count).Select(i => ($"{prefix}-{i}", firstPerson + i));

    /// <summary>Reports a loan as drawn when it was approved, and as of today.</summary>
    /// <param name="change">What else is to be said.</param>
    public static async Task ReportAsync(this RunningService service, string application, Action<LoanObservation, DateOnly>? change = null)
    {
        Decision approved = await service.Client.GetDecisionAsync(new GetDecisionRequest { ClientId = "tests", ApplicationId = application });
        Assert.Equal(Outcome.Approve, approved.Outcome);
        DateOnly day = BeijingTime.DayOf(approved.DecidedAt.ToDateTimeOffset());
        var observation = new LoanObservation
        {
            AsOf = BeijingTime.DayOf(TimeProvider.System.GetUtcNow()).ToString("O"), DisbursedFen = approved.Offer.LimitFen, FirstDisbursedOn = day.ToString("O"),
            BalanceFen = approved.Offer.LimitFen,
        };
        change?.Invoke(observation, day);
        await new RiskDataService.RiskDataServiceClient(service.Channel).PutPerformanceAsync(
            new PutPerformanceRequest { ClientId = "core", RecordId = application, DecisionId = approved.DecisionId, Observation = observation });
    }

    public static MonitoringService.MonitoringServiceClient Monitoring(this RunningService service) => new(service.Channel);
}

using System.Globalization;
using System.IO.Pipes;
using System.Text;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;
using CreditDecision.Modeling.Populations;
using CreditDecision.V1;
using Google.Protobuf.WellKnownTypes;

namespace Benchmarks.Populations;

/// <summary>The made-up population as applications, each at a moment of its own in the year before its day. The same count and seed give the same.</summary>
/// <param name="at">One moment for all of them instead.</param>
internal sealed class PopulationRequests(FeatureCatalog catalog, int count, long seed, DateTimeOffset? at = null)
{
    private static readonly TimeSpan Period = TimeSpan.FromDays(365);

    private readonly FeatureDefinition[] _features = [.. catalog.Features.Where(feature => feature.Origin == FeatureOrigin.Request)];

    public static DateTimeOffset End { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public DateTimeOffset DecidedAt(int row) => at ?? End - Period + (Period / count * row);

    public IEnumerable<(int Row, DecideRequest Request)> Read()
    {
        using var writing = new AnonymousPipeServerStream(PipeDirection.Out);
        using var reading = new AnonymousPipeClientStream(PipeDirection.In, writing.ClientSafePipeHandle);
        var drawing = new Thread(() =>
        {
            PopulationGenerator.Write(count, seed, PopulationGenerator.DefaultDay, writing, new Progress<int>());
            writing.Dispose();
        });
        drawing.Start();
        using var lines = new StreamReader(reading, Encoding.UTF8, false, 1 << 16);
        var columns = lines.ReadLine()!.Split(',').Select((name, index) => (name, index)).ToDictionary(pair => pair.name, pair => pair.index);
        for (var row = 0; row < count; row++)
        {
            var cells = lines.ReadLine()!.Split(',');
            yield return (row, Request(name => columns.TryGetValue(name, out var index) ? cells[index] : "", DecidedAt(row)));
        }

        drawing.Join();
    }

    private DecideRequest Request(Func<string, string> cell, DateTimeOffset decidedAt)
    {
        var observed = decidedAt.AddMinutes(-5).ToTimestamp();
        var request = new DecideRequest
        {
            ClientId = "population",
            ApplicationId = cell("application_id"),
            Product = "consumer-cash",
            AmountFen = Fen(cell("amount_yuan")),
            TenorMonths = int.Parse(cell("tenor_months"), CultureInfo.InvariantCulture),
            RepaymentMethod = Choice<RepaymentMethod>(cell("repayment_method")),
            Purpose = Choice<LoanPurpose>(cell("purpose")),
            Borrower = new Borrower { Name = cell("name"), IdNumber = cell("id_number"), Phone = cell("phone"), BankAccount = cell("bank_account") },
            Finances = new Finances
            {
                DeclaredMonthlyIncomeFen = Fen(cell("monthly_income_yuan")),
                MonthlyDebtServiceElsewhereFen = Fen(cell("monthly_debt_service_yuan")),
                OutstandingDebtElsewhereFen = Fen(cell("outstanding_debt_yuan")),
            },
            IdentityEvidence = new IdentityEvidence
            {
                NetworkCheck = Check(cell("network_check_passed"), cell("network_check_score"), CheckSource.Authority, observed),
                Biometric = Check(cell("biometric_passed"), cell("biometric_score"), CheckSource.Bank, observed),
                Willingness = Check(cell("willingness_passed"), "", CheckSource.Bank, observed),
            },
            Disclosure = new Disclosure { ReadingSeconds = 45, ContractVersion = "2026-01" },
            Channel = new Channel { Kind = Choice<ChannelKind>(cell("channel")), DeviceId = cell("device_id"), IpAddress = cell("ip_address") },
            Process = new Process { CoreJudgement = CoreJudgement.Online, Collateral = Collateral.None },
        };
        if (request.Channel.Kind == ChannelKind.Partner) request.Partner = new Partner { PartnerId = "example-mall", Kind = PartnerKind.Ecommerce };
        foreach (var scope in new[] { ConsentScope.PersonalData, ConsentScope.CreditBureau, ConsentScope.DeviceData })
            request.Consents.Add(new Consent { Scope = scope, GrantedAt = observed, ExpiresAt = decidedAt.AddDays(90).ToTimestamp(), EvidenceId = "doc-1" });
        foreach (var feature in _features)
            if (cell(feature.Name) is { Length: > 0 } text) request.Features.Add(Feature(feature, text, observed));
        return request;
    }

    private static Feature Feature(FeatureDefinition feature, string text, Timestamp observed)
    {
        var given = new Feature { Name = feature.Name, ObservedAt = observed };
        if (feature.Type == FeatureType.Flag) given.Flag = text == "true";
        else if (feature.Type == FeatureType.Category) given.Category = text;
        else given.Number = double.Parse(text, CultureInfo.InvariantCulture);
        return given;
    }

    private static IdentityCheck? Check(string passed, string score, CheckSource source, Timestamp at)
    {
        if (passed.Length == 0) return null;
        var check = new IdentityCheck { Result = passed == "true" ? CheckResult.Passed : CheckResult.Failed, Source = source, CheckedAt = at };
        if (score.Length > 0) check.Score = double.Parse(score, CultureInfo.InvariantCulture);
        return check;
    }

    private static T Choice<T>(string text) where T : struct, System.Enum =>
        SnakeCase.TryParse(text, out T value) ? value : throw new InvalidDataException($"The population has \"{text}\", which is no {typeof(T).Name}.");

    private static long Fen(string yuan) => (long)Math.Round(decimal.Parse(yuan, CultureInfo.InvariantCulture) * 100);
}

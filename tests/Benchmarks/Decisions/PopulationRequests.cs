using System.Globalization;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;
using CreditDecision.Modeling.Populations;
using CreditDecision.V1;
using Google.Protobuf.WellKnownTypes;
using Enum = System.Enum;

namespace Benchmarks.Decisions;

/// <summary>The requests of a made-up population, as a bank's frontend would send them. The same count gives the same requests.</summary>
internal sealed class PopulationRequests
{
    private const long Seed = 20260101;

    private static readonly DateOnly Day = new(2026, 3, 2);

    private readonly FeatureCatalog _catalog;
    private readonly Dictionary<string, int> _columns;
    private string[] _cells = [];

    private PopulationRequests(FeatureCatalog catalog, string header)
    {
        _catalog = catalog;
        _columns = header.Split(',').Index().ToDictionary(column => column.Item, column => column.Index, StringComparer.Ordinal);
    }

    /// <summary>When they are decided.</summary>
    public static DateTimeOffset DecidedAt { get; } = new(2026, 3, 2, 4, 0, 0, TimeSpan.Zero);

    private static Timestamp ObservedAt { get; } = DecidedAt.AddMinutes(-5).ToTimestamp();

    public static List<DecideRequest> Make(int count, FeatureCatalog catalog, string product)
    {
        using var file = new MemoryStream();
        PopulationGenerator.Write(count, Seed, Day, file, new Progress<int>());
        file.Position = 0;
        using var lines = new StreamReader(file);
        var requests = new PopulationRequests(catalog, lines.ReadLine()!);
        var made = new List<DecideRequest>(count);
        while (lines.ReadLine() is { } line)
        {
            requests._cells = line.Split(',');
            made.Add(requests.Make(product));
        }

        return made;
    }

    private DecideRequest Make(string product)
    {
        var request = new DecideRequest
        {
            ClientId = "benchmark",
            ApplicationId = Cell("application_id"),
            Product = product,
            AmountFen = Fen("amount_yuan"),
            TenorMonths = (int)Number("tenor_months"),
            RepaymentMethod = Choice<RepaymentMethod>("repayment_method"),
            Purpose = Choice<LoanPurpose>("purpose"),
            Borrower = new Borrower { Name = Cell("name"), IdNumber = Cell("id_number"), Phone = Cell("phone"), BankAccount = Cell("bank_account") },
            Finances = new Finances
            {
                DeclaredMonthlyIncomeFen = Fen("monthly_income_yuan"),
                MonthlyDebtServiceElsewhereFen = Fen("monthly_debt_service_yuan"),
                OutstandingDebtElsewhereFen = Fen("outstanding_debt_yuan"),
            },
            IdentityEvidence = new IdentityEvidence
            {
                NetworkCheck = Check("network_check_passed", "network_check_score", CheckSource.Authority),
                Biometric = Check("biometric_passed", "biometric_score", CheckSource.Bank),
                Willingness = Check("willingness_passed", "", CheckSource.Bank),
            },
            Disclosure = new Disclosure { ReadingSeconds = 45, ContractVersion = "2026-01" },
            // A partner's channel needs a partner, whom the bank has to admit first.
            Channel = new Channel { Kind = ChannelKind.MobileApp, DeviceId = Cell("device_id"), IpAddress = Cell("ip_address") },
            Process = new Process { CoreJudgement = CoreJudgement.Online, Collateral = Collateral.None },
        };
        request.Consents.Add(Consents());
        request.Features.Add(Features());
        return request;
    }

    private IEnumerable<Feature> Features()
    {
        foreach (var feature in _catalog.Features)
        {
            if (feature.Origin != FeatureOrigin.Request || !_columns.ContainsKey(feature.Name) || Cell(feature.Name).Length == 0) continue;
            var given = new Feature { Name = feature.Name, ObservedAt = ObservedAt };
            if (feature.Type == FeatureType.Number) given.Number = Number(feature.Name);
            else if (feature.Type == FeatureType.Flag) given.Flag = bool.Parse(Cell(feature.Name));
            else given.Category = Cell(feature.Name);
            yield return given;
        }
    }

    private static IEnumerable<Consent> Consents() => from scope in (ConsentScope[])[ConsentScope.PersonalData, ConsentScope.CreditBureau, ConsentScope.DeviceData]
        select new Consent { Scope = scope, GrantedAt = ObservedAt, ExpiresAt = DecidedAt.AddDays(60).ToTimestamp(), EvidenceId = "contract-2026-01" };

    private IdentityCheck Check(string passed, string score, CheckSource source)
    {
        var result = bool.Parse(Cell(passed)) ? CheckResult.Passed : CheckResult.Failed;
        var check = new IdentityCheck { Result = result, Source = source, CheckedAt = ObservedAt };
        if (score.Length > 0 && Cell(score).Length > 0) check.Score = Number(score);
        return check;
    }

    private T Choice<T>(string column) where T : struct, Enum =>
        Enum.GetValues<T>().Single(value => SnakeCase.Of(value) == Cell(column));

    private long Fen(string column) => (long)Math.Round(Number(column) * 100);

    private double Number(string column) => double.Parse(Cell(column), CultureInfo.InvariantCulture);

    private string Cell(string column) => _cells[_columns[column]];
}

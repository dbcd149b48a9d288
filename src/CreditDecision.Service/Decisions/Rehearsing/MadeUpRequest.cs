using CreditDecision.Core.Applications;
using CreditDecision.Core.Features;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Values;
using Google.Protobuf.WellKnownTypes;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Decisions.Rehearsing;

/// <summary>
/// An application that nobody made, as a product takes one: every feature that a caller may give is given, in the middle of its range. The person's numbers
/// belong to nobody: county 99 of Beijing is not assigned, and no bank's cards begin with 999999.
/// </summary>
internal static class MadeUpRequest
{
    private const string First17 = "11019919850101000", FirstOfCard = "999999000000000";

    public static Wire.DecideRequest Of(StrategySnapshot strategy, FeatureCatalog catalog, DateTimeOffset now)
    {
        Timestamp justNow = now.ToTimestamp();
        var request = new Wire.DecideRequest
        {
            ClientId = "rehearsal",
            ApplicationId = "nobody",
            Product = strategy.Product.Code,
            AmountFen = strategy.Limit.MinAmount.Fen,
            TenorMonths = strategy.Limit.MinTenorMonths,
            RepaymentMethod = (Wire.RepaymentMethod)strategy.Product.RepaymentMethods[0],
            Purpose = (Wire.LoanPurpose)strategy.Product.Purposes[0],
            Borrower = new Wire.Borrower
            {
                Name = "无名氏", IdNumber = First17 + ResidentId.CheckCharacter(First17), Phone = "16000000000", BankAccount = FirstOfCard + BankCard.CheckDigit(FirstOfCard),
            },
            Finances = new Wire.Finances { DeclaredMonthlyIncomeFen = 2_000_000 },
            IdentityEvidence = new Wire.IdentityEvidence { NetworkCheck = Passed(justNow), Biometric = Passed(justNow), Willingness = Passed(justNow) },
            Disclosure = new Wire.Disclosure { ReadingSeconds = 60, ContractVersion = "rehearsal" },
            Channel = new Wire.Channel { Kind = Wire.ChannelKind.MobileApp, DeviceId = "rehearsal", IpAddress = "192.0.2.1" },
            Process = new Wire.Process { CoreJudgement = Wire.CoreJudgement.Online, Collateral = Wire.Collateral.None },
        };
        foreach (ConsentScope scope in System.Enum.GetValues<ConsentScope>().Where(scope => scope != ConsentScope.Unspecified))
            request.Consents.Add(new Wire.Consent { Scope = (Wire.ConsentScope)scope, GrantedAt = justNow, ExpiresAt = now.AddDays(1).ToTimestamp(), EvidenceId = "rehearsal" });
        request.Features.AddRange(catalog.Features.Where(feature => feature.Origin == FeatureOrigin.Request).Take(Application.MostFeatures).Select(feature => FeatureOf(feature, justNow)));
        return request;
    }

    private static Wire.IdentityCheck Passed(Timestamp at) =>
        new() { Result = Wire.CheckResult.Passed, Source = Wire.CheckSource.Authority, CheckedAt = at, Score = 1 };

    private static Wire.Feature FeatureOf(FeatureDefinition feature, Timestamp at)
    {
        var given = new Wire.Feature { Name = feature.Name, ObservedAt = at };
        switch (feature.Type)
        {
            case FeatureType.Number:
                given.Number = Math.Floor((feature.Least / 2) + (feature.Most / 2));
                break;
            case FeatureType.Flag:
                given.Flag = true;
                break;
            case FeatureType.Category:
                given.Category = feature.Categories[0];
                break;
            default:
                throw new InvalidOperationException($"The feature {feature.Name} has no type.");
        }
        return given;
    }
}

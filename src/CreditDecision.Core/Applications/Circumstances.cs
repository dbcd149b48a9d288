using CreditDecision.Core.Values;

namespace CreditDecision.Core.Applications;

public enum ChannelKind
{
    Unspecified = 0,
    MobileApp = 1,
    Web = 2,
    MiniProgram = 3,
    Partner = 4,
}

/// <summary>Where the application came from. The address is text in canonical form.</summary>
public sealed record Channel(ChannelKind Kind, string DeviceId, string IpAddress);

public enum PartnerKind
{
    Unspecified = 0,
    Bank = 1,
    Insurer = 2,
    Microloan = 3,
    Guarantee = 4,
    Ecommerce = 5,
    Payment = 6,
    Technology = 7,
}

public sealed record Partner(string PartnerId, PartnerKind Kind);

public enum CoreJudgement
{
    Unspecified = 0,
    Online = 1,
    Offline = 2,
}

public enum Collateral
{
    Unspecified = 0,
    None = 1,
    Online = 2,
    Offline = 3,
}

/// <summary>Whether this is an internet loan at all (A3, A5).</summary>
public sealed record Process(CoreJudgement CoreJudgement, Collateral Collateral);

/// <summary>Minimum data of A33.</summary>
public sealed record Borrower(PersonName Name, ResidentId Id, MobileNumber Phone, BankCard BankAccount);

/// <summary>Income and debts as the borrower declares them (A21).</summary>
public sealed record Finances(
    Money MonthlyIncome,
    Money MonthlyDebtServiceElsewhere,
    Money MonthlyDebtServiceHere,
    Money OutstandingDebtElsewhere,
    Money OutstandingDebtHere,
    Money ConsumerCreditHere)
{
    public Money MonthlyDebtService => MonthlyDebtServiceElsewhere + MonthlyDebtServiceHere;

    public Money OutstandingDebt => OutstandingDebtElsewhere + OutstandingDebtHere;
}

public enum NamedFeatureKind
{
    Unspecified = 0,
    Number,
    Flag,
    Category,
}

/// <summary>One value of risk data that the caller named.</summary>
/// <param name="Number">The number, or 0 and 1 for a flag.</param>
/// <param name="Category">Only with <see cref="NamedFeatureKind.Category"/>.</param>
/// <param name="PartnerId">The partner that supplied it; empty for the bank's own and authorities' data (A33).</param>
/// <param name="Place">
/// Where the catalog that judged it keeps the feature of its name, or <see cref="NoPlace"/>. A hint: another catalog may keep it elsewhere.
/// </param>
public readonly record struct NamedFeature(
    string Name, NamedFeatureKind Kind, double Number, string Category, DateTimeOffset ObservedAt, string PartnerId, int Place = NamedFeature.NoPlace)
{
    public const int NoPlace = -1;
}

/// <summary>The feature catalog's word on a named feature, for this room, which does not know the catalog.</summary>
/// <param name="place">Where the catalog keeps the feature of this name, 0 or more; <see cref="NamedFeature.NoPlace"/> when it knows none.</param>
/// <returns>What speaks against it (unknown name, wrong type), or null.</returns>
public delegate string? FeatureObjection(in NamedFeatureDraft given, out int place);
